"""Prints which rules are checked and which a .docx cannot show, as the page docs/layout-rules.md.

`python -m service.checking.listing` prints the page; a test keeps the file equal to it.
"""

import sys
from collections.abc import Iterator

from service.checking.registry import checks
from service.checking.unchecked import REASONS
from service.domain.format_rules import FormatRule
from service.reference import law

_HEAD = """# Layout rules and their checks
Made from the code by `python -m service.checking.listing > docs/layout-rules.md`; do not edit by hand. The rules
stand in `data/format_rules/nd30.yaml`, the checks in `service/checking/rules/`, the files that break each rule in
`tests/checking/breaks.py`, the files that keep all of them in `tests/checking/builder.py`.

What no rule tells, and so nothing is said of: distances and indents of kind, subject and signature, distances above
and below headings, spacing of the recipients, letters in tables, pictures, the widths of a header's columns.
Headings and legal bases are held against the text (indent, line spacing) and only warned of. That a text has two
pages is told by what Word noted in the file, by a page break, or by an estimate of its height that has to exceed a
page by 15 %.
"""
_CHECKED = """
## Checked: {count} rules
| rule | severity | what is checked | clause | check |
|---|---|---|---|---|
"""
_NOT_CHECKED = """
## Not checked: {count} rules, and why
| rule | severity | what it says | clause | reason |
|---|---|---|---|---|
"""


def layout_rules_page() -> str:
    """Return the page: a table of the checked rules and one of the others with the reason."""
    rules = law.format_rules()
    checked = [rule for rule in rules if rule.id in checks()]
    others = [rule for rule in rules if rule.id not in checks()]
    return "".join(
        (
            _HEAD,
            _CHECKED.format(count=len(checked)),
            *(_row(rule, _check_name(rule)) for rule in checked),
            _NOT_CHECKED.format(count=len(others)),
            *(_row(rule, REASONS[rule.id]) for rule in others),
        )
    )


def unexplained() -> Iterator[str]:
    """Yield the ids of rules that have neither a check nor a reason, and of those that have both."""
    for rule in law.format_rules():
        if (rule.id in checks()) == (rule.id in REASONS):
            yield rule.id


def _check_name(rule: FormatRule) -> str:
    run = checks()[rule.id].run
    module = run.__module__.rpartition(".")[2]
    return f"`{module}.{run.__name__}`"


def _row(rule: FormatRule, last: str) -> str:
    cells = (f"`{rule.id}`", rule.severity, rule.check, rule.citation, last)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


if __name__ == "__main__":
    sys.stdout.write(layout_rules_page())

"""Prints which test files break each checked rule and which keep it, as the page docs/layout-tests.md.

`python -m tests.checking.listing` prints the page; a test keeps the file equal to it.
"""

import sys
from collections import defaultdict

from service.checking.registry import checks
from service.reference import law
from tests.checking.break_table import Break
from tests.checking.breaks import BREAKS
from tests.checking.real_ways import FEWER
from tests.checking.ways import WAYS

_HEAD = """# Layout rules and the files that test them
Made from the code by `python -m tests.checking.listing > docs/layout-tests.md`; do not edit by hand. Each row is a
rule that is checked. A file that breaks it is the correct document of `tests/checking/builder.py` with the named options
and one change of `tests/checking/breaks_of_*.py`; the same document without the change keeps the rule, and
`test_breaks.py` proves both. A way is another thing that a person does in Word (direct formatting, style, default, theme;
table, tabs, text box; typed, automatic). A test holds the number of ways of each rule, and below three the reason. Each
file is also written in {ways} forms that look alike (`tests/checking/ways.py`): those are not counted.

| rule | check | ways | files that break it | kept by the document | why fewer than three |
|---|---|---|---|---|---|
"""


def layout_tests_page() -> str:
    """Return the page: a row for every checked rule, in the order of the rules."""
    broken: dict[str, list[Break]] = defaultdict(list)
    for one in BREAKS:
        broken[one.rule].append(one)
    rows = (
        _row(rule, checks()[rule].run, broken[rule])
        for rule in (one.id for one in law.format_rules())
        if rule in checks()
    )
    return _HEAD.format(ways=len(WAYS)) + "".join(rows)


def _row(rule, run, breaks) -> str:
    module = run.__module__.rpartition(".")[2]
    kept = dict.fromkeys(_document(one.options) for one in breaks)
    why = FEWER.get(rule, (0, ""))[1]
    cells = (f"`{rule}`", f"`{module}.{run.__name__}`", str(len(breaks)), "; ".join(one.why for one in breaks),
             "; ".join(kept), why)  # fmt: skip
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _document(options) -> str:
    """Say which correct document this is: `build()` with these options."""
    said = ", ".join(f"{name}={value!r}" for name, value in options.items())
    return f"`build({said})`"


if __name__ == "__main__":
    sys.stdout.write(layout_tests_page())

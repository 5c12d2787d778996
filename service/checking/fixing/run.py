"""Mends what is safe in a .docx, and proves on the result that it is mended and that no word has changed."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.checking.faults import Fault
from service.checking.fixing.editor import Editor
from service.checking.fixing.registry import all_mends
from service.checking.run import check_facts, faults_of
from service.domain.findings import Finding
from service.domain.format_rules import FormatRule
from service.domain.text import nfc
from service.inspection import DocumentFacts, inspect
from service.reference import law

_ROUNDS = 6
_LEADING_ZERO = re.compile(r"(?<!\d)0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Fixed:
    """The mended file, the findings that it no longer has, and those that are left for a person.

    `content` is the very file that came in when nothing could be mended.
    """

    content: bytes
    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]


def fix(content: bytes, *, file: str = "", codes: Collection[str] | None = None) -> Fixed:
    """Mend the layout of a .docx as far as that is safe: all rules, or those of `codes` alone.

    Words are never changed: letters and figures stay as they are but for a 0 in front of a number (day, month,
    number of the document); besides looks, only punctuation changes, where a rule prescribes it. Parts of the file
    that need no mending are copied. The same file gives the same bytes. A second run mends nothing more. Raises
    `UnreadableInput` as `check` does.
    """
    before = _Read.of(content, file)
    rules = tuple(rule for rule in _mendable() if codes is None or rule.id in codes)
    made, after = _better(content, before, rules, file)
    if after is None:
        for rule in rules:  # one of the mends does harm in this file: keep those that do not
            made, read = _better(made, after or before, (rule,), file)
            after = read or after
    left = (after or before).findings
    mended = tuple(_gone(before.findings, left))
    return Fixed(made, mended, left) if mended else Fixed(content, (), before.findings)


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as it was read: its findings, and its words."""

    findings: tuple[Finding, ...]
    words: list[str]

    @classmethod
    def of(cls, content: bytes, file: str) -> "_Read":
        facts = inspect(content)
        return cls(tuple(check_facts(facts, file=file)), _words(facts))


def _better(
    content: bytes, before: _Read, rules: Sequence[FormatRule], file: str
) -> tuple[bytes, _Read | None]:
    """Return the mended file as read again; the file as it was, and None, when mending made nothing better.

    Better: words are the same and no kind of finding has become more frequent.
    """
    made = _repeated(content, rules)
    if made == content:
        return content, before if len(rules) > 1 else None
    after = _Read.of(made, file)
    counts, new_counts = (Counter(f.code for f in read.findings) for read in (before, after))
    is_better = before.words == after.words and new_counts <= counts
    return (made, after) if is_better else (content, None)


def _mendable() -> tuple[FormatRule, ...]:
    return tuple(rule for rule in law.format_rules() if rule.id in all_mends())


def _repeated(content: bytes, rules: Iterable[FormatRule]) -> bytes:
    """Mend until nothing changes any more: one mend may let another part be recognised."""
    wanted = tuple(rules)
    for _ in range(_ROUNDS):
        made = _once(content, wanted)
        if made == content:
            break
        content = made
    return content


def _once(content: bytes, rules: Iterable[FormatRule]) -> bytes:
    editor = Editor(content)
    for rule in rules:
        faults = list(_grave(editor, rule))
        for mend in all_mends()[rule.id] if faults else ():
            mend(editor, rule, faults)
    return editor.saved()


def _grave(editor: Editor, rule: FormatRule) -> Iterator[Fault]:
    """Yield the faults of a rule that are more than a piece of information."""
    return (fault for fault in faults_of(rule, editor.parts) if fault.severity != "info")


def _words(facts: DocumentFacts) -> list[str]:
    """Return the letters and figures of a file, one text for each paragraph of the body that has any."""
    texts = (_bare(paragraph.text) for paragraph in facts.paragraphs)
    headers = {
        text
        for section in facts.sections
        for header in (*section.headers, *section.footers)
        for paragraph in header.paragraphs
        if (text := _bare("".join(run.text for run in paragraph.runs if not run.field)))
    }
    return [*texts, *sorted(headers)]


def _bare(text: str) -> str:
    signs = "".join(sign if sign.isalnum() else " " for sign in nfc(text))
    return "".join(_LEADING_ZERO.sub("", signs).split())


def _gone(before: Sequence[Finding], left: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings that are not left: gone at all their places, or one of several of a rule at one place."""
    remaining = {(f.code, f.message, f.where and f.where.part) for f in left}
    places = {(f.code, f.where) for f in left}
    same = {(f.code, f.where, f.message, f.found) for f in left}
    counts, counts_left = (Counter((f.code, f.where) for f in found) for found in (before, left))
    for finding in before:
        is_single = not finding.notes and finding.where is not None and finding.where.paragraph is not None
        key = (finding.code, finding.message, finding.where and finding.where.part)
        place = (finding.code, finding.where)
        is_one_of_more = counts[place] > counts_left[place] > 0 and (
            (*place, finding.message, finding.found) not in same
        )
        if (place not in places and (is_single or key not in remaining)) or (is_single and is_one_of_more):
            yield finding

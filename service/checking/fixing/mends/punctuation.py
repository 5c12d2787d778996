"""Mends punctuation that a rule prescribes, and the 0 in front of a number; no word is touched."""

import re
from collections.abc import Callable, Sequence

from service.checking.faults import Fault
from service.checking.fixing.editor import Editor
from service.checking.fixing.registry import mend
from service.checking.recognition.text_lines import TextLine
from service.domain.format_rules import FormatRule

Change = tuple[int, int, str]
_DAY = re.compile(r"\bngày\s*(?P<it>[1-9])(?!\d)", re.IGNORECASE)
_MONTH = re.compile(r"\btháng\s*(?P<it>[12]|0[3-9])(?!\d)", re.IGNORECASE)
_NUMBER = re.compile(r"S[ốỐ]\s*:?\s*(?P<it>[1-9])(?=\s*/)")
_LABEL = re.compile(r"\s*Số(?P<it>\s+:|(?!\s*:))")
_PLACE = re.compile(r"\w(?P<it>)\s+ngày\b", re.IGNORECASE)
_DASHES = re.compile(r"\s*[-–—−_]+\s*")
_FINAL = re.compile(r"[\s.,;:]*$")
_TEXT_END = re.compile(r"[\s./;,]*$")
_BULLET = re.compile(r"(?P<it>[•+*]\s*)(?=\S)")
_POINT = re.compile(r"\s*[a-zđ](?P<it>\s*[./])")
_ARTICLE = re.compile(r"\s*Điều\s+\d+[a-zđ]?(?P<it>\s*[.:]\s*|\s+)")
_ROMAN = re.compile(r"\s*[IVXLC]+(?P<it>\s*[-–/:.)]\s*|\s+)")
_CLAUSE = re.compile(r"\s*\d+(?P<it>\s+)")
#: Rule -> how a number of it stands, and the sign that it should have.
_NUMBERS = {
    "ND.DIEM": (_POINT, ")"),
    "ND.DIEU": (_ARTICLE, ". "),
    "ND.MUC_LAMA": (_ROMAN, ". "),
    "ND.KHOAN_TITLED": (_CLAUSE, ". "),
}
_CAPACITY = re.compile(
    r"\s*(?:T(?P<tm>[/.])M|K(?P<kt>[/.])T|T(?P<tl>/)L|TM|KT|TL|TUQ)(?P<end>\.?\s*)(?!\w*\.)"
)
_FILING = re.compile(r"(?P<dash>\s*[-–—+•]?\s*)Lưu(?P<colon>\s*:?\s*)(?P<rest>[^:]*?)(?P<end>[\s.,;]*)")
_ADDRESSED = re.compile(r"\s*Kính\s+gửi(?P<it>\s*[.;,]?)(?!\s*:)", re.IGNORECASE)
_LIST_LABEL = re.compile(r"\s*Nơi nhận(?P<it>[\s:.;,]*)")


def _typed(line: TextLine) -> str:
    return line.paragraph.text[line.start : line.stop]


def _reword(editor: Editor, line: TextLine, changes: Sequence[Change]) -> None:
    placed = [(line.start + start, line.start + stop, new) for start, stop, new in changes]
    editor.reword(line.paragraph, placed)


def _replaced(pattern: re.Pattern[str]) -> Callable[[Editor, Fault, TextLine, str], None]:
    """Return a change of what a pattern calls `it`."""

    def change(editor: Editor, _fault: Fault, line: TextLine, new: str) -> None:
        found = pattern.search(_typed(line))
        if found is not None:
            _reword(editor, line, [(*found.span("it"), new)])

    return change


def _ending(editor: Editor, line: TextLine, new: str, pattern: re.Pattern[str] = _FINAL) -> None:
    """Replace the signs at the end of a line."""
    found = pattern.search(_typed(line))
    if found is not None and found.group() != new:
        _reword(editor, line, [(*found.span(), new)])


def _each(faults: Sequence[Fault]) -> list[tuple[Fault, TextLine]]:
    """Return the faults that are about words, each with each of its lines."""
    return [(fault, line) for fault in faults if not fault.look for line in fault.lines]


@mend("NGAY.DAY_PAD")
def day(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """A 0 before the day."""
    for fault, line in _each(faults):
        _replaced(_DAY)(editor, fault, line, fault.expected)


@mend("NGAY.MONTH_PAD")
def month(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """A 0 before January and February only."""
    for fault, line in _each(faults):
        _replaced(_MONTH)(editor, fault, line, fault.expected)


@mend("SO.ZERO_PAD")
def number(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """A 0 before the number."""
    for fault, line in _each(faults):
        _replaced(_NUMBER)(editor, fault, line, fault.expected)


@mend("SO.LABEL")
def number_label(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """The colon after ``Số``."""
    for fault, line in _each(faults):
        _replaced(_LABEL)(editor, fault, line, ":")


@mend("SO.SLASH")
def separators(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """No spaces in number and symbol, plain hyphens between the groups; a blank number keeps its room."""
    for _, line in _each(faults):
        typed = _typed(line)
        slash = next((at for at, sign in enumerate(typed) if sign in "/\\"), -1)
        head = typed[:slash].rstrip()
        if slash < 0 or re.search(r"[-–—]", head):
            continue
        begin = len(head) if head[-1:].isdecimal() else slash
        after = slash + 1 + len(typed[slash + 1 :]) - len(typed[slash + 1 :].lstrip())
        dashes = [
            (*found.span(), "-") for found in _DASHES.finditer(typed, after) if found.end() < len(typed)
        ]
        _reword(editor, line, [(begin, after, "/"), *dashes])


@mend("DIADANH.CAP_COMMA")
def comma(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """The comma after the place."""
    for fault, line in _each(faults):
        _replaced(_PLACE)(editor, fault, line, ",")


@mend("TN.TEXT")
def motto(editor: Editor, rule: FormatRule, faults: Sequence[Fault]) -> None:
    """Plain hyphens between spaces; other faults of the motto are words."""
    for _, line in _each(faults):
        if _DASHES.sub(" - ", line.text) == rule.values["text"]:
            _reword(editor, line, [(*found.span(), " - ") for found in _DASHES.finditer(_typed(line))])


@mend("TY.ONE_SENTENCE")
def subject(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """No stop at the end of the subject."""
    for fault, line in _each(faults):
        if fault.found in {"“.”", "“;”"}:
            _ending(editor, line, "")


@mend("ND.CANCU.STYLE")
def bases(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """A semicolon after each basis, a full stop after the last."""
    for fault, line in _each(faults):
        _ending(editor, line, ";" if "phẩy" in fault.expected else ".")


@mend("ND.END_MARK")
def end_of_text(editor: Editor, rule: FormatRule, faults: Sequence[Fault]) -> None:
    """``./.`` at the end of the text."""
    for _, line in _each(faults):
        if not line.text.endswith((":", "”", '"')):
            _ending(editor, line, rule.values["end"], _TEXT_END)


@mend("ND.DIEM", "ND.DIEU", "ND.MUC_LAMA", "ND.KHOAN_TITLED")
def numbers(editor: Editor, rule: FormatRule, faults: Sequence[Fault]) -> None:
    """The sign after the number of an article, a heading, a clause, a point; automatic numbers are left."""
    pattern, sign = _NUMBERS[rule.id]
    for _, line in _each(faults):
        found = None if line.paragraph.label else pattern.match(line.paragraph.text)
        if found is not None and found.group("it") != sign:
            editor.reword(line.paragraph, [(*found.span("it"), sign)])


@mend("KY.PREFIX")
def capacity(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """``TM.``, ``KT.``, ``TL.``, ``TUQ.``: without a slash, with their full stop."""
    for _, line in _each(faults):
        found = _CAPACITY.match(_typed(line))
        if found is not None:
            inner = [(*found.span(name), "") for name in ("tm", "kt", "tl") if found.group(name)]
            _reword(editor, line, [*inner, (*found.span("end"), ". ")])


@mend("KG.STYLE")
def addressee_label(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """The colon after ``Kính gửi``."""
    for fault, line in _each(faults):
        _replaced(_ADDRESSED)(editor, fault, line, ":")


@mend("KG.MULTI", "NN.LIST")
def listed(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """A dash before each body of a list, a semicolon after it, a full stop after the last addressee."""
    for fault, line in _each(faults):
        typed = _typed(line)
        bullet = _BULLET.match(typed)
        if bullet is not None and not line.paragraph.label:
            _reword(editor, line, [(*bullet.span("it"), "- ")])
        elif fault.found.startswith(("cuối dòng", "“")):
            _ending(editor, line, "." if fault.expected.endswith(".") else ";")


@mend("NN.LABEL")
def recipients_label(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """The colon after ``Nơi nhận``."""
    for fault, line in _each(faults):
        _replaced(_LIST_LABEL)(editor, fault, line, ":")


@mend("NN.LUU")
def filing(editor: Editor, rule: FormatRule, faults: Sequence[Fault]) -> None:
    """The signs of the filing line: ``- Lưu: VT, NV.``."""
    for _, line in _each(faults):
        found = _FILING.fullmatch(_typed(line))
        rest = found.group("rest").replace(";", ",") if found else ""
        if found is None or line.paragraph.label or not re.match(rule.values["regex"], f"- Lưu: {rest}."):
            continue
        start = found.start("rest")
        semicolons = [
            (start + at, start + at + 1, ",") for at, sign in enumerate(found.group("rest")) if sign == ";"
        ]
        signs = [(*found.span("dash"), "- "), (*found.span("colon"), ": "), (*found.span("end"), ".")]
        _reword(editor, line, [*signs, *semicolons])


@mend("PL.LABEL")
def appendix_label(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """No sign after ``Phụ lục``."""
    for _, line in _each(faults):
        if line.text.endswith((".", ":")):
            _ending(editor, line, "")

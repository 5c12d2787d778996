"""Recognises appendices: label, title, and the line that says to which document they belong."""

from service.checking.recognition.page import Page
from service.checking.recognition.parts import Appendix
from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.words import APPENDIX, ATTACHED, is_national_title

_MAX_TITLE_LINES = 8
_MAX_ATTACHED_LINES = 4


def recognise_appendices(page: Page, start: int) -> tuple[Appendix, ...]:
    """Return the appendices after line `start`."""
    return tuple(
        _appendix(page.lines, index)
        for index in range(start, len(page.lines))
        if _is_label(page.lines[index])
    )


def _is_label(line: TextLine) -> bool:
    """Tell whether a line is the label of an appendix: alone, or with a title behind it in the middle in bold."""
    match = APPENDIX.match(line.text)
    if match is None or is_national_title(line.text):
        return False
    centred = line.paragraph.format.align == "center"
    if match.end() == len(line.text):
        return centred or line.is_bold
    return centred and line.is_bold and bool(match.group("number")) and line.spot.kind == "body"


def _appendix(lines: list[TextLine], index: int) -> Appendix:
    title: list[TextLine] = []
    at = index + 1
    while at < len(lines) and len(title) < _MAX_TITLE_LINES and _is_title(lines[at], lines[index]):
        title.append(lines[at])
        at += 1
    return Appendix(lines[index], tuple(title), _attached(lines, at))


def _is_title(line: TextLine, label: TextLine) -> bool:
    stands_out = line.paragraph.format.align == "center" or (line.is_bold and line.is_upper)
    is_other = line.is_filler or ATTACHED.match(line.text) or line.text.startswith("(") or _is_label(line)
    return stands_out and not is_other and line.spot.key == label.spot.key


def _attached(lines: list[TextLine], at: int) -> tuple[TextLine, ...]:
    """Return the lines from ``(Kèm theo`` to the closing bracket."""
    if at >= len(lines) or not ATTACHED.match(lines[at].text):
        return ()
    found: list[TextLine] = []
    for line in lines[at : at + _MAX_ATTACHED_LINES]:
        if found and (line.spot.key != found[0].spot.key or line.is_filler):
            break
        found.append(line)
        if line.text.endswith(")"):
            break
    return tuple(found) if found[-1].text.endswith(")") else (found[0],)

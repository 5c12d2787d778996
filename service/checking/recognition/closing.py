"""Recognises the end of a document: recipients on the left, capacity, position and name of the signer on the right."""

import re
from collections.abc import Iterator

from service.checking.recognition.page import Page
from service.checking.recognition.parts import Closing
from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.words import APPENDIX, CAPACITY, FILING, RECIPIENTS

_SEARCHED_LINES = 80
_LOOKED_BACK = 12
_MAX_LABEL_LENGTH = 40
_MAX_MARK_LENGTH = 20
_MAX_NAME_WORDS = 7
_NOT_NAMES = re.compile(r"[\d(),;:/]|đã ký|chữ ký|ký tên", re.IGNORECASE)
#: What may stand before a name, and begins a word with a small letter.
_RANK = re.compile(
    r"(?:(?:Thiếu|Trung|Thượng|Đại) (?:úy|uý|tá|tướng)|(?:Thạc|Tiến|Bác|Kỹ|Nghệ) sĩ|Phó giáo sư|Giáo sư|Cử nhân"
    r"|Luật sư|Nhà giáo(?: nhân dân| ưu tú)?)[.,]? (?=\S+ \S)"
)
_POSITION = re.compile(
    r"\b(CHỦ|TỊCH|GIÁM|ĐỐC|TRƯỞNG|PHÓ|CHÁNH|BÍ THƯ|VIÊN|HIỆU|CỤC|VỤ|TỔNG|THỦ|TƯỚNG|BAN|PHÒNG|CHỨC)\b",
    re.IGNORECASE,
)


def recognise_closing(page: Page, start: int) -> Closing:
    """Return the closing, sought from line `start` on; without one it stands empty at the end of the file."""
    lines = page.lines
    label_at = next((i for i in range(start, len(lines)) if _is_label(lines[i])), None)
    if label_at is None:
        return _without_recipients(page, start)
    label = lines[label_at]
    block = _block(lines, label_at)
    left = [line for line in block if _on_side_of(line, label)]
    right = [line for line in block if not _on_side_of(line, label)]
    if not any(line.text for line in right):
        right = _above(lines, label_at, start)
    return _closing(page, label, left[1:], right)


def _closing(page: Page, label: TextLine | None, left: list[TextLine], right: list[TextLine]) -> Closing:
    recipients, mark = _recipients(left)
    capacities, second_titles, name = _signature(right)
    shown = [line for line in (label, *left, *right) if line is not None]
    numbers = [line.paragraph.number for line in shown]
    return Closing(
        recipients_label=label,
        recipients=recipients,
        drafter_mark=mark,
        capacities=capacities,
        second_titles=second_titles,
        name=name,
        start=min(numbers),
        end=max(page.lines.index(line) for line in shown) + 1,
    )


def _is_label(line: TextLine) -> bool:
    return len(line.text) <= _MAX_LABEL_LENGTH and RECIPIENTS.match(line.text) is not None


def _block(lines: list[TextLine], label_at: int) -> list[TextLine]:
    """Return the lines of the table that holds the label; elsewhere those after it, up to an appendix."""
    label = lines[label_at]
    if label.spot.table:
        return [
            line for line in lines if line.spot.table == label.spot.table and line.spot.row >= label.spot.row
        ]
    first = label_at - 1 if label_at and lines[label_at - 1].paragraph is label.paragraph else label_at
    block: list[TextLine] = []
    for line in lines[first : label_at + _SEARCHED_LINES]:
        if APPENDIX.fullmatch(line.text) or line.spot.kind == "cell":
            break
        block.append(line)
    return sorted(block, key=lambda line: line is not label)


def _on_side_of(line: TextLine, label: TextLine) -> bool:
    """Tell whether a line stands in the column of the label."""
    if label.spot.kind == "cell":
        return line.spot.column == label.spot.column
    if label.spot.kind == "box":
        return line.spot.key == label.spot.key
    return line.spot.kind == "body" and (line.segment > 0) == (label.segment > 0)


def _above(lines: list[TextLine], label_at: int, start: int) -> list[TextLine]:
    """Return the lines right above the label that look like a signature: the last before the text begins."""
    found: list[TextLine] = []
    for line in reversed(lines[max(start, label_at - _LOOKED_BACK) : label_at]):
        looks_so = line.is_upper or line.text.startswith("(") or (line.is_bold and _is_name(line))
        if not looks_so:
            break
        found.insert(0, line)
    return found


def _without_recipients(page: Page, start: int) -> Closing:
    """Return a closing that has a signature only, known by its capacity line."""
    lines = page.lines
    found = [i for i in range(start, len(lines)) if CAPACITY.match(lines[i].text) and lines[i].is_upper]
    if not found:
        return Closing(start=len(page.facts.paragraphs) + 1, end=len(lines))
    first = lines[found[0]]
    right = [line for line in lines[found[0] : found[0] + _LOOKED_BACK] if line.spot.key == first.spot.key]
    return _closing(page, None, [], right)


def _recipients(left: list[TextLine]) -> tuple[tuple[TextLine, ...], TextLine | None]:
    """Return the list of recipients and the mark of the drafter below it."""
    lines = [line for line in left if not line.is_filler]
    filing = next((i for i, line in enumerate(lines) if FILING.match(line.text)), None)
    if filing is None:
        return tuple(lines), None
    after = [line for line in lines[filing + 1 :] if len(line.text) <= _MAX_MARK_LENGTH]
    return tuple(lines[: filing + 1]), after[0] if after else None


def _signature(
    right: list[TextLine],
) -> tuple[tuple[TextLine, ...], tuple[TextLine, ...], TextLine | None]:
    """Return (capacity and position, second title above the name, name)."""
    lines = list(_without_notes(right))
    name = lines[-1] if len(lines) > 1 and _is_name(lines[-1]) else None
    rest = lines[:-1] if name is not None else lines
    count = 0
    while count < len(rest) and (rest[count].is_upper or count == 0):
        count += 1
    return tuple(rest[:count]), tuple(rest[count:]), name


def _without_notes(right: list[TextLine]) -> Iterator[TextLine]:
    """Yield the lines that are no notes in brackets, such as ``(Đã ký)``; a note may go over several lines."""
    in_note = False
    for line in right:
        in_note = in_note or line.text.startswith("(")
        if not in_note and not line.is_filler:
            yield line
        in_note = in_note and not line.text.endswith(")")


def _is_name(line: TextLine) -> bool:
    """Tell whether a line may be the name of a person."""
    words = _RANK.sub("", line.text).split()
    is_short = 2 <= len(words) <= _MAX_NAME_WORDS and not _NOT_NAMES.search(line.text)
    starts_big = all(not word[0].islower() for word in words)
    return is_short and starts_big and not (line.is_upper and _POSITION.search(line.text))

"""Checks of headings and numbers in the text.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm c, d, đ; Mục V khoản 6.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from service.checking.faults import Fault, gathered
from service.checking.looks import is_centred, look_faults
from service.checking.recognition import Parts
from service.checking.recognition.parts import BodyItem
from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.words import has_blanks
from service.checking.registry import check
from service.domain.format_rules import FormatRule
from service.domain.outline import roman, roman_value

_LONG_WORDS = 25
_BOLD_SHARE = 0.8


def _of(parts: Parts, *kinds: str) -> Iterator[tuple[int, BodyItem]]:
    return ((index, item) for index, item in enumerate(parts.body) if item.kind in kinds)


def _bold_share(line: TextLine) -> float:
    """Return how much of a line is bold, by letters."""
    total = sum(len(run.text) for run in line.letter_runs)
    return sum(len(run.text) for run in line.letter_runs if run.format.bold) / total if total else 0.0


def _heading_faults(parts: Parts, rule: FormatRule, kind: str, name: str, numeral: str) -> Iterator[Fault]:
    """Yield the faults of a label on its own line and of the title below it."""
    values: Mapping[str, Any] = {"size_pt": rule.values["size_pt"], "bold": True, "align": "center"}
    for index, item in _of(parts, kind):
        yield from look_faults(item.line, {**values, "caps": False, "italic": False}, name)
        figure = item.number.split()[-1]
        if not re.fullmatch(numeral, figure):
            wanted = "chữ số La Mã" if "I" in numeral else "chữ số Ả Rập"
            yield Fault(f"Số thứ tự của {name} sai kiểu.", figure, wanted, item.line)
        below = parts.body[index + 1] if index + 1 < len(parts.body) else None
        if below is not None and below.kind in {"title", "plain"} and is_centred(below.line):
            yield from look_faults(
                below.line, {**values, "caps": True, "italic": False}, f"Tiêu đề của {name}"
            )


@check("ND.PHAN_CHUONG")
def parts_and_chapters(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """``Phần``, ``Chương``: own line in the middle, bold, Roman; the title below in capitals."""
    return _heading_faults(parts, rule, "part", "phần, chương", r"[IVXLC]+")


@check("ND.MUC_TIEUMUC")
def sections(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """``Mục``, ``Tiểu mục``: own line in the middle, bold, Arabic; the title below in capitals."""
    return _heading_faults(parts, rule, "chapter_section", "mục, tiểu mục", r"\d+")


@check("ND.DIEU")
def articles(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """``Điều 1.``: bold, upright, a full stop after the number."""
    for _, item in _of(parts, "article"):
        line = item.line
        if not re.match(rule.values["regex"], f"{line.text} ") and not has_blanks(line.text):
            yield Fault("Điều ghi chưa đúng.", item.number, "Điều <số>. (sau số có dấu chấm)", line)
        first = line.letter_runs[0] if line.letter_runs else None
        if (
            first is not None
            and first.text.strip().startswith("Đ")
            and (not first.format.bold or first.format.italic)
        ):
            found = "nghiêng" if first.format.italic else "không đậm"
            yield Fault("Chữ “Điều” và số của điều in đậm, đứng.", found, "đậm, đứng", line)


@check("ND.MUC_LAMA")
def roman_headings(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """``I. TIÊU ĐỀ``: capitals, bold, upright, 13 to 14 points, a full stop after the number."""
    values = {**{key: rule.values[key] for key in ("caps", "bold", "size_pt")}, "italic": False}
    for _, item in _of(parts, "roman"):
        if re.match(rule.values["regex"], item.line.text) is None:
            yield Fault(
                "Sau số La Mã của mục phải có dấu chấm.",
                f"“{item.number}”",
                f"“{item.number.rstrip(' .)/:-')}. TIÊU ĐỀ”",
                item.line,
            )
        yield from look_faults(item.line, values, "Tiêu đề mục")


@check("ND.KHOAN_TITLED")
def titled_clauses(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """A khoản with a title: own line, a full stop after the number, bold, upright, small letters."""

    def faults() -> Iterator[Fault]:
        for _, item in _of(parts, "arabic"):
            if item.number.isdecimal():
                message = "Sau số của khoản phải có dấu chấm."
                yield Fault(message, f"“{item.number}”", f"“{item.number}.”", item.line)
            if item.is_title and re.match(rule.values["regex"], item.line.text):
                differences = list(_title_differences(item.line))
                if differences:
                    found, expected = ("; ".join(texts) for texts in zip(*differences, strict=True))
                    look = {"bold": True, "italic": False}
                    yield Fault(
                        "Tiêu đề khoản chưa đúng cách trình bày.", found, expected, item.line, look=look
                    )

    return gathered(faults())


def _title_differences(line: TextLine) -> Iterator[tuple[str, str]]:
    if _bold_share(line) < _BOLD_SHARE:
        yield "không đậm", "đậm"
    if all(run.format.italic for run in line.letter_runs):
        yield "nghiêng", "đứng"
    if line.is_upper:
        yield "chữ in hoa", "chữ in thường"


@check("ND.KHOAN_PLAIN")
def plain_clauses(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """A khoản without a title: ``1.`` and its sentences, upright, not bold."""

    def faults() -> Iterator[Fault]:
        for _, item in _of(parts, "arabic"):
            is_sentence = item.rest.endswith((".", ";", "./")) and len(item.rest.split()) > _LONG_WORDS
            if is_sentence and _bold_share(item.line) == 1 and re.match(rule.values["regex"], item.line.text):
                look = {"bold": False}
                message = "Khoản không có tiêu đề in đậm cả đoạn."
                yield Fault(message, "đậm", "không đậm", item.line, look=look)

    return gathered(faults())


@check("ND.DIEM")
def points(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """``a)``: a letter of the Vietnamese alphabet with a bracket."""
    alphabet = rule.values["alphabet"]

    def faults() -> Iterator[Fault]:
        for _, item in _of(parts, "letter"):
            if item.number[0] not in alphabet:
                expected = "a, b, c, d, đ, e, g, h, i, k, l, m, …"
                yield Fault(
                    "Chữ cái của điểm không theo bảng chữ cái tiếng Việt.", item.number, expected, item.line
                )
            elif item.number[1:] != ")":
                yield Fault(
                    "Sau chữ cái của điểm là dấu đóng ngoặc đơn.",
                    f"“{item.number}”",
                    f"“{item.number[0]})”",
                    item.line,
                )

    return gathered(faults())


@check("ND.SEQ")
def sequence(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """Numbers of one rank follow each other without a gap or a repetition; a new list may begin at 1.

    After a slip the list may go on as if it had not happened: that is not a second fault.
    """
    last: dict[str, list[int]] = {}
    due: dict[str, int] = {}
    for item in parts.body:
        key, place = _place(item)
        if place is None:
            continue
        before = last.get(key)
        is_same_list = before is not None and place[:-1] == before[:-1]
        allowed = {before[-1] + 1, 1, due[key]} if before is not None else {place[-1]}
        is_slip = is_same_list and place[-1] not in allowed
        if is_slip and before is not None:
            expected = _following(item, [*before[:-1], due[key] - 1])
            yield Fault("Số thứ tự không liên tục.", f"“{item.number}”", f"“{expected}”", item.line)
        last = _kept(last, key)
        last[key] = place
        due[key] = due[key] + 1 if is_slip else place[-1] + 1


_RANKS = (
    "part",
    "chapter_section",
    "article",
    "roman",
    "arabic",
    "decimal2",
    "decimal3",
    "decimal4",
    "letter",
    "paren",
)
_ALPHABET = "abcdđeghiklmnopqrstuvxy"


def _place(item: BodyItem) -> tuple[str, list[int] | None]:
    """Return the rank of a number and its value; None where it is no number."""
    figure = item.number.strip(" .:)/(-")
    if item.kind == "decimal":
        values = [int(part) for part in re.findall(r"\d+", figure)]
        return f"decimal{len(values)}", values
    if item.kind in {"arabic", "paren"} and figure.isdecimal():
        return item.kind, [int(figure)]
    if item.kind == "letter" and figure in _ALPHABET:
        return item.kind, [_ALPHABET.index(figure) + 1]
    if item.kind == "roman":
        return item.kind, [roman_value(figure)]
    if item.kind == "article":
        return item.kind, [int(found.group()) for found in [re.search(r"\d+", figure)] if found]
    return item.kind, None


def _kept(last: Mapping[str, list[int]], key: str) -> dict[str, list[int]]:
    """Return the counts that a number of a rank leaves running: its own and those of higher ranks."""
    if key not in _RANKS:
        return dict(last)
    rank = _RANKS.index(key)
    return {
        other: value for other, value in last.items() if other not in _RANKS or _RANKS.index(other) <= rank
    }


def _following(item: BodyItem, before: Iterable[int]) -> str:
    *head, value = before
    if item.kind == "letter":
        return f"{_ALPHABET[min(value, len(_ALPHABET) - 1)]})"
    if item.kind == "roman":
        return f"{roman(value + 1)}."
    return ".".join(str(number) for number in (*head, value + 1))


@check("ND.DECIMAL")
def decimal_numbers(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """Numbers like 2.1 are not in the decree: only that all of them end the same way, with the stop that 1. has."""
    items = [item for _, item in _of(parts, "decimal")]
    dotted = [item for item in items if item.number.endswith(".")]
    bare = [item for item in items if not item.number.endswith(".")]
    if dotted and bare:
        right = "có dấu chấm cuối số"
        yield from gathered(
            Fault("Cách ghi số thứ tự không thống nhất.", "lẫn “2.1.” và “2.1”", right, item.line)
            for item in bare
        )

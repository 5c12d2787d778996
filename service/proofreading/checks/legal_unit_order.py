"""Units of a legal text in the wrong order, of the wrong kind, or with commas between them."""

import re
from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage

NAME = "Thứ tự điểm, khoản, Điều"
SEVERITY: Severity = "warn"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm c; Phụ lục II, Mục V khoản 7"
_SIZES = {"tiết": 0, "điểm": 1, "khoản": 2, "điều": 3, "tiểu mục": 4, "mục": 5, "chương": 6, "phần": 7}
_UNIT = r"(?:[Tt]iết|[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Tt]iểu mục|[Mm]ục|[Cc]hương|[Pp]hần)"
_NUMBER = r"(?:[IVX]+\b|\d+(?:\.\d+)*[a-zđ]?\b|[a-zđ]\b)"
_CHAIN = re.compile(rf"\b{_UNIT}\s+{_NUMBER}(?:(?:\s*,\s*|\s+)(?:của\s+)?{_UNIT}\s+{_NUMBER})+")
_STEP = re.compile(rf"({_UNIT})\s+({_NUMBER})")
_OF_AN_ARTICLE = [_SIZES[unit] for unit in ("điểm", "khoản", "điều")]
_OWN = re.compile(r"\s+(?:của\s+)?[^\W\d_]+(?:\s+[^\W\d_]+)?\s+này\b")  # "Kế hoạch này", "văn bản này"
_CAPITAL = frozenset({"điều", "mục", "tiểu mục", "chương", "phần"})


def check(document: Document) -> Iterator[Fault]:
    """Yield chains like "điểm b, mục 2, Điều 6" with the chain as it should be."""
    for passage in document.prose:
        lower = passage.text
        if "iều " in lower or "ục " in lower or "hoản " in lower:
            for match in _CHAIN.finditer(passage.text):
                is_of_own = _OWN.match(passage.text, match.end()) is not None and _has_no_parts(document)
                yield from _judged(passage, match, is_of_own=is_of_own)


def _has_no_parts(document: Document) -> bool:
    """Whether the largest units of a document are those with Roman numbers: they are its Mục."""
    styles = {section.style for section in document.sections}
    return "roman" in styles and styles.isdisjoint({"part", "chapter", "article"})


def _judged(passage: Passage, match: re.Match[str], *, is_of_own: bool) -> Iterator[Fault]:
    """Yield the chain as it should be; `is_of_own`: it is of this document, which has no Phần."""
    steps = [(unit.lower(), number) for unit, number in _STEP.findall(match.group())]
    sizes = [_SIZES[unit] for unit, _ in steps]
    is_kind_known = not any(
        unit == "mục" and number[0].isdigit() for unit, number in steps
    )  # it may be a khoản
    has_wrong_kind = any(
        unit == "mục" and number[0].isdigit() and i + 1 < len(steps) and steps[i + 1][0] == "điều"
        for i, (unit, number) in enumerate(steps)
    )
    if has_wrong_kind:
        steps = [("khoản" if unit == "mục" else unit, number) for unit, number in steps]
        reason = "đơn vị ngay dưới Điều là khoản, không phải mục"
    elif sizes == sorted(sizes, reverse=True) and len(set(sizes)) == len(sizes):
        steps = steps[::-1]
        reason = "viện dẫn từ đơn vị nhỏ đến đơn vị lớn"
    elif "," in match.group() and sizes == sorted(set(sizes)):
        reason = "giữa các đơn vị không có dấu phẩy"
        if is_of_own and [unit for unit, _ in steps] == ["mục", "phần"] and not is_kind_known:
            steps = [("khoản", steps[0][1]), ("mục", steps[1][1])]
            reason += "; trong văn bản này số La Mã là Mục, số Ả Rập là khoản"
    elif sorted(sizes) == _OF_AN_ARTICLE and sizes != _OF_AN_ARTICLE:
        steps = sorted(steps, key=lambda step: _SIZES[step[0]])
        reason = "viện dẫn từ đơn vị nhỏ đến đơn vị lớn"
    else:
        return
    right = " ".join(f"{unit.capitalize() if unit in _CAPITAL else unit} {number}" for unit, number in steps)
    yield Fault(
        passage,
        match.start(),
        match.end(),
        f"Viết “{right}”: {reason}.",
        right,
        is_certain=is_kind_known and reason.startswith("giữa"),
    )

"""Checks of the legal bases that open a text.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm a.
"""

import re
from collections.abc import Iterator

from service.checking.faults import Fault
from service.checking.looks import look_faults
from service.checking.recognition import Parts
from service.checking.recognition.words import has_blanks
from service.checking.registry import check
from service.domain.format_rules import FormatRule

_LAW = re.compile(
    r"Căn cứ (?:Bộ luật|Luật|Pháp lệnh)\b(?!.*\b(?:Nghị định|Quyết định|Thông tư|Nghị quyết)\b)"
)
_LAW_CODE = re.compile(r"số \d+/\d{4}/(?:QH|PL-UBTVQH|UBTVQH)\d+")
_NUMBERED = re.compile(
    r"Căn cứ (?:Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Công văn|Thông báo|Kết luận|Hướng dẫn|"
    r"Chương trình) số \S*\d\S*"
)
_WORDS = re.compile(r"\w+\s+\w+\s+\w")  # more than the words that open it
_DATED = re.compile(r"\bngày\s+(?:\d|…|\.\.|tháng)")


@check("ND.CANCU.STYLE")
def style(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """In italics, small letters, 13 to 14 points; each ends with a semicolon, the last with a full stop."""
    values = {key: rule.values[key] for key in ("size_pt", "italic")}
    for index, line in enumerate(parts.bases):
        yield from look_faults(line, values, "Căn cứ ban hành")
        right = rule.values["last_end" if index == len(parts.bases) - 1 else "end"]
        is_blank = has_blanks(line.text) or not _WORDS.search(line.text)
        if not is_blank and not line.text.endswith(right):
            name = "chấm phẩy (;)" if right == ";" else "chấm (.)"
            yield Fault("Cuối căn cứ sai dấu.", f"“{line.text[-1:]}”", f"dấu {name}", line)


@check("ND.CANCU.CONTENT")
def content(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """A basis names kind, number, day, issuer and subject; a law its name and day only."""
    for line in parts.bases:
        missing = []
        if _LAW.match(line.text):
            code = _LAW_CODE.search(line.text)
            if code is not None:
                yield Fault(
                    "Căn cứ là luật, pháp lệnh không ghi số, ký hiệu.", code.group(), "bỏ số, ký hiệu", line
                )
            missing = [] if _DATED.search(line.text) or code else ["ngày ban hành"]
        elif _NUMBERED.match(line.text):
            missing = [] if _DATED.search(line.text) else ["ngày ban hành"]
            missing += [] if re.search(r"\bcủa\b", line.text) else ["cơ quan ban hành"]
        if missing:
            yield Fault(
                "Căn cứ ghi chưa đủ.",
                f"thiếu {', '.join(missing)}",
                "loại, số, ngày, cơ quan, trích yếu",
                line,
            )

"""Checks of the document as a whole: are all parts there, does each stand on its side.

Basis: Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2; Phụ lục I, Phần I, Mục IV.
"""

import re
from collections.abc import Iterator

from service.checking.faults import Fault
from service.checking.recognition import Parts
from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.words import ATTACHED
from service.checking.registry import check
from service.domain.findings import Severity
from service.domain.format_rules import FormatRule
from service.domain.text import nfc
from service.inspection.facts import Paragraph

_WITHOUT_RECIPIENTS = {"giay_gioi_thieu", "giay_nghi_phep", "bien_ban", "hop_dong", "giay_uy_quyen", "ban_ghi_nho",
                       "ban_thoa_thuan", "phieu_gui", "phieu_chuyen", "phieu_bao", "giay_moi"}  # fmt: skip
_ENDING = 40
_OWN_FORMS = {"bien_ban", "hop_dong", "ban_ghi_nho", "ban_thoa_thuan"}  # dated and signed in their text
_SPECIAL_PLACES = re.compile(r"thủ đô Hà Nội|thành phố Hồ Chí Minh")


@check("DOC.COMPONENTS", any_file=True)
def components(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """All main parts are there; what was not recognised in a picture or an unknown file is for information."""
    if not parts.is_recognised:
        yield _unknown(parts)
        return
    has_pictures = parts.header.unknown_pictures or any(paragraph.pictures for paragraph in _ending(parts))
    severity: Severity | None = "info" if has_pictures else None
    for name, found in _expected(parts):
        if not found:
            yield Fault(f"Văn bản thiếu: {name}.", "không thấy", name, severity=severity)


def _ending(parts: Parts) -> tuple[Paragraph, ...]:
    """Return the last paragraphs, where a picture may be the signature."""
    return parts.facts.paragraphs[-_ENDING:]


def _unknown(parts: Parts) -> Fault:
    if parts.documents > 1:
        message = (
            f"Tệp có {parts.documents} văn bản: chỉ kiểm tra được trang và phông chữ. Hãy tách từng văn bản."
        )
    else:
        message = "Không nhận ra văn bản hành chính trong tệp: chỉ kiểm tra được trang và phông chữ."
    return Fault(message, severity="info")


def _expected(parts: Parts) -> Iterator[tuple[str, bool]]:
    header, closing = parts.header, parts.closing
    has_recipients = parts.kind_slug in _WITHOUT_RECIPIENTS or closing.recipients_label is not None
    is_attached = bool(parts.body) and ATTACHED.match(parts.body[0].line.text) is not None  # model 1.3
    has_recipients = has_recipients or is_attached
    is_own_form = parts.kind_slug in _OWN_FORMS or is_attached
    has_text = bool(parts.body) or any(p.cell for p in parts.facts.paragraphs[: closing.start - 1])
    yield "Quốc hiệu", header.national_title is not None
    yield "Tiêu ngữ", header.motto is not None
    yield "tên cơ quan ban hành", bool(header.issuers)
    yield "số, ký hiệu", header.number is not None or is_attached
    yield "địa danh và thời gian ban hành", is_own_form or header.place_and_date is not None
    yield "tên loại hoặc trích yếu", parts.title.line is not None or parts.is_letter
    yield "nội dung", has_text
    yield "chức vụ của người ký", is_own_form or bool(closing.capacities)
    yield "nơi nhận", has_recipients


@check("DOC.CELLS")
def cells(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """Place and date on the right under the motto; recipients on the left, signature on the right."""
    header, closing = parts.header, parts.closing
    date_line, motto = header.place_and_date, header.motto
    if date_line is not None and motto is not None and _is_left_of(date_line, motto):
        yield Fault("Địa danh và thời gian đặt sai chỗ.", "bên trái", "bên phải, dưới Tiêu ngữ", date_line)
    label = closing.recipients_label
    if label is not None and closing.capacities and _is_left_of(closing.capacities[0], label):
        yield Fault(
            "Nơi nhận và chữ ký đặt ngược bên.", "nơi nhận bên phải", "nơi nhận trái, chữ ký phải", label
        )


def _is_left_of(line: TextLine, other: TextLine) -> bool:
    """Tell whether a line stands left of another; False when a file does not show that."""
    if line.spot.kind == "cell" and other.spot.kind == "cell":
        return line.spot.table == other.spot.table and line.spot.column < other.spot.column
    both_parts = line.is_part and other.is_part and line.spot.kind == other.spot.kind == "body"
    return both_parts and line.segment < other.segment


@check("VH.SPECIAL_PLACE")
def special_places(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """``Thủ đô Hà Nội`` and ``Thành phố Hồ Chí Minh`` begin with a capital wherever they stand.

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục II Mục III khoản 1 điểm c.
    """
    for line in (*parts.bases, *(item.line for item in parts.body)):
        found = _SPECIAL_PLACES.search(nfc(line.text))
        if found is not None:
            right = next(name for name in rule.values["fixed"] if name.casefold() == found.group().casefold())
            yield Fault("Tên riêng viết hoa chữ đầu.", found.group(), right, line)

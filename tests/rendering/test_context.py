"""The frame in words: every line as it is printed, blank and issued."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import docx
import pytest

from service import reference
from service.domain.document_code import DocumentKind
from service.domain.frame import Act, FrameFacts, PrintedMonth
from service.domain.recipients import Recipient
from service.domain.signing import Signer, SigningCapacity
from service.domain.typesetting import EMU_PER_PT, text_width_emu
from service.errors import InvalidInput
from service.rendering import context
from service.rendering.templates import FRAMES

OFFICE = reference.office("ubnd-huyen-ba-to")
FACTS = FrameFacts(
    office=OFFICE,
    kind=DocumentKind("ke_hoach", "KH", "Kế hoạch"),
    subject="Khắc phục **hạn chế**\ncủa huyện năm 2025",
    symbol="KH-UBND",
    signer=Signer("Phạm Giang Nam", "Phó Chủ tịch", SigningCapacity.KT),
    recipients=(Recipient("UBND tỉnh", "b/cáo"), Recipient("Sở Nội vụ")),
    filing="VT, NV",
    drafter_mark="LTN.(45)",
)
BLANK = Act(today=date(2025, 2, 3))
ISSUED = Act(number=5, issued_on=date(2025, 2, 5), document_id="0194", content_sha256="ab" * 32)


def frame(act=BLANK, **changes):
    return context.frame_values(replace(FACTS, **changes), act)


def test_a_document_for_signature_has_room_for_number_and_day():
    values = frame()
    assert values["number_line"] == "Số:      /KH-UBND"
    assert values["place_and_date"] == "Ba Tơ, ngày      tháng 02 năm 2025"
    assert values["attached_to"] == (
        "(Kèm theo Kế hoạch số      /KH-UBND ngày      tháng 02 năm 2025 của Ủy ban nhân dân huyện Ba Tơ)"
    )


def test_an_issued_document_has_them():
    values = frame(ISSUED)
    assert values["number_line"] == "Số: 05/KH-UBND"
    assert values["place_and_date"] == "Ba Tơ, ngày 05 tháng 02 năm 2025"
    assert values["attached_to"] == (
        "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 02 năm 2025 của Ủy ban nhân dân huyện Ba Tơ)"
    )


def test_the_month_of_the_input_goes_before_the_month_of_the_clock():
    assert frame(month=PrintedMonth(2025, 3))["place_and_date"] == "Ba Tơ, ngày      tháng 3 năm 2025"


def test_a_month_may_stay_blank():
    assert frame(month_blank=True)["place_and_date"] == "Ba Tơ, ngày      tháng      năm 2025"
    assert frame(Act())["place_and_date"] == "Ba Tơ, ngày      tháng      năm"


def test_header_title_and_end_are_printed_lines():
    values = frame()
    assert values["parent_lines"] == []
    assert values["issuer_lines"] == ["ỦY BAN NHÂN DÂN", "HUYỆN BA TƠ"]
    assert values["kind_title"] == "KẾ HOẠCH"
    assert values["subject_lines"] == ["Khắc phục **hạn chế**", "của huyện năm 2025"]
    assert values["recipients"] == ["- UBND tỉnh (b/cáo);", "- Sở Nội vụ;", "- Lưu: VT, NV."]
    assert values["signature_lines"] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert (values["signer_name"], values["signer_title"]) == ("Phạm Giang Nam", "")
    assert values["drafter_mark"] == "LTN.(45)"


def test_a_document_without_a_signer_has_an_empty_place():
    values = frame(signer=None)
    assert (values["signature_lines"], values["signer_name"]) == ([], "")


def test_an_official_letter_has_no_kind_above_its_subject():
    assert frame(kind=DocumentKind("cong_van", None, "Công văn"))["kind_title"] == ""


def test_one_addressee_stands_on_the_line_and_several_below():
    one = frame(addressees=("UBND tỉnh Quảng Ngãi",), via="Sở Nội vụ")
    assert (one["addressee_inline"], one["addressees"]) == ("UBND tỉnh Quảng Ngãi (qua Sở Nội vụ)", [])
    assert one["recipients"][0] == "- Như trên;"
    several = frame(addressees=("Sở A", "Sở B"))
    assert (several["addressee_inline"], several["addressees"]) == ("", ["- Sở A;", "- Sở B."])


def test_copies_are_counted_for_the_mark_of_the_drafter():
    recipients = (Recipient("UBND các xã", members=19, copies=1), Recipient("Sở Nội vụ"))
    assert frame(drafter_mark="LTN", recipients=recipients)["drafter_mark"] == "LTN.(20)"
    assert frame(drafter_mark="LTN", recipients=recipients, copies=2)["drafter_mark"] == "LTN.(21)"
    assert frame(drafter_mark="LTN")["drafter_mark"] == "LTN."


def test_lines_are_a_share_of_the_text_they_stand_under():
    values = frame()
    for name, text, size, low, high in (
        ("issuer", "HUYỆN BA TƠ", 13, 1 / 3, 1 / 2),
        ("subject", "của huyện năm 2025", 14, 1 / 3, 1 / 2),
        ("motto", "Độc lập - Tự do - Hạnh phúc", 14, 0.99, 1.01),
    ):
        length = int(values[f"{name}_line_emu"])
        assert low < length / text_width_emu(text, size, bold=True) < high, name
        assert values[f"{name}_line_pt"] == f"{length / EMU_PER_PT:.2f}"


def test_a_long_subject_has_its_line_under_the_last_line_that_is_printed():
    subject = (
        "Khắc phục hạn chế, nâng cao chỉ số dân vận chính quyền của huyện Ba Tơ và các xã, thị trấn năm 2025"
    )
    length = int(frame(subject=subject)["subject_line_emu"])
    assert length < text_width_emu(subject, 14, bold=True) * 0.2


def test_every_fault_of_the_frame_is_told_at_once():
    signer = Signer(
        "Lê Văn B", "Chánh Văn phòng", SigningCapacity.TUQ, authorisation="QĐ 1", valid_until=date(2025, 1, 1)
    )
    with pytest.raises(InvalidInput) as caught:
        frame(ISSUED, signer=signer, recipients=(Recipient("Lưu: VT"),), drafter_mark="?!")
    assert {(error.path, error.code) for error in caught.value.errors} == {
        ("signer", "tuq_ended"), ("recipients", "recipient_is_filing"), ("drafter_mark", "drafter_mark"),
    }  # fmt: skip


def test_properties_name_the_document_and_its_office():
    assert context.property_values(FACTS, ISSUED) == {
        "title": "Kế hoạch khắc phục hạn chế của huyện năm 2025",
        "subject": "Khắc phục hạn chế của huyện năm 2025",
        "creator": "Ủy ban nhân dân huyện Ba Tơ",
        "keywords": "05/KH-UBND",
        "document_id": "0194",
        "content_sha256": "ab" * 32,
        "created": "2025-02-05",
    }
    blank = context.property_values(FACTS, BLANK)
    assert (blank["keywords"], blank["document_id"], blank["created"]) == ("KH-UBND", "", "")


def test_the_context_is_values_frame_and_properties():
    built = context.build(SimpleNamespace(values={"a": "x"}, frame=FACTS), BLANK)
    assert built["a"] == "x"
    assert built["frame"] == context.frame_values(FACTS, BLANK)
    assert built["properties"] == context.property_values(FACTS, BLANK)


def test_sizes_and_widths_are_those_of_the_frame():
    document = docx.Document(str(FRAMES / "van_ban.docx"))
    names = {"VbTieuNgu", "VbCoQuan", "VbTrichYeu"}
    sizes = {style.style_id: style.font.size.pt for style in document.styles if style.style_id in names}
    assert sizes["VbTieuNgu"] == context.MOTTO_SIZE_PT
    assert sizes["VbCoQuan"] == context.ISSUER_SIZE_PT
    assert sizes["VbTrichYeu"] == context.SUBJECT_SIZE_PT
    assert document.tables[0].cell(0, 0).width.twips == context.ISSUER_WIDTH_TWIPS
    section = document.sections[0]
    text_width = section.page_width - section.left_margin - section.right_margin
    assert text_width == context.SUBJECT_WIDTH_TWIPS * EMU_PER_PT // 20
    assert context.MOTTO in [p.text for p in document.tables[0].cell(0, 1).paragraphs]

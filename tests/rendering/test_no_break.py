"""Words and numbers, and the letters of symbols, stay on one line; everything else may break."""

import io

import docx
import pytest

from service.domain.typesetting import EMU_PER_PT, wrapped_lines
from service.inspection.outline import outline_text
from service.rendering.inline import bare, text
from service.rendering.no_break import NO_BREAK_HYPHEN, NO_BREAK_SPACE, kept_together
from service.rendering.run_styles import run_style
from service.settings import ROOT

#: "_" stands for a no-break space, "=" for a no-break hyphen.
CASES = {
    "Quyết định số 1211/QĐ-UBND": "Quyết định số_1211/QĐ=UBND",
    "Kết luận số 114-KL/TW": "Kết luận số_114=KL/TW",
    "điểm b khoản 2 Điều 6": "điểm_b khoản_2 Điều_6",
    "điểm 2.2.1 khoản 2 Mục III Kế hoạch này": "điểm_2.2.1 khoản_2 Mục_III Kế hoạch này",
    "quý III, QUÝ IV": "quý_III, QUÝ_IV",
    "6 tháng đầu năm, 9 THÁNG, 07 ngày làm việc": "6_tháng đầu năm, 9_THÁNG, 07_ngày làm việc",
    "Phụ lục II kèm theo": "Phụ lục_II kèm theo",
    "tổng 4,50 điểm; dứt điểm 03 kiến nghị": "tổng 4,50 điểm; dứt điểm 03 kiến nghị",
    "ngày 05 tháng 02 năm 2025": "ngày 05 tháng 02 năm 2025",
    "số      /KH-UBND": "số______/KH=UBND",
    "kinh tế - xã hội, Phòng Văn hóa - Xã hội": "kinh tế - xã hội, Phòng Văn hóa - Xã hội",
    "một số cơ quan; quý Ông; mục tiêu": "một số cơ quan; quý Ông; mục tiêu",
    "email a-b@c-d.vn, 10-15 người": "email a-b@c-d.vn, 10-15 người",
    "**quý III**": "**quý_III**",
}  # fmt: skip


@pytest.mark.parametrize("typed", CASES)
def test_what_belongs_together_is_not_parted(typed):
    shown = kept_together(typed).replace(NO_BREAK_SPACE, "_").replace(NO_BREAK_HYPHEN, "=")
    assert shown == CASES[typed]


def test_a_long_text_is_kept_together_too():
    assert kept_together("tại khoản 2 " * 300) == "tại khoản\u00a02 " * 300


def test_properties_and_attributes_stay_plain():
    assert bare("Kế hoạch số 05/KH-UBND") == "Kế hoạch số 05/KH-UBND"


def test_a_symbol_in_a_cell_may_break_at_its_hyphen():
    cell = run_style("", '<w:pPr><w:pStyle w:val="VbBangGiua"/></w:pPr>')
    assert text("số 05/KH-UBND", cell) == "số\u00a005/KH-UBND"
    body = run_style("", '<w:pPr><w:pStyle w:val="VbLoiVan"/></w:pPr>')
    assert "<w:noBreakHyphen/>" in text("số 05/KH-UBND", body)


def test_word_finds_no_break_signs_and_readers_find_plain_ones(build, compiled, part):
    document = docx.Document()
    document.add_paragraph("{{ x }}")
    made = compiled(build.bytes_of(document)).render({"x": "Kế hoạch số 05/KH-UBND quý III"})
    body = part(made, "word/document.xml").decode()
    assert "số\u00a005/KH</w:t><w:noBreakHyphen/>" in body
    assert "Kế hoạch số 05/KH-UBND quý III" in outline_text(made)
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "Kế hoạch số\u00a005/KH-UBND quý\u00a0III"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Phường Trương Quang Trọng, ngày      tháng 02 năm 2026", ["Phường Trương Quang Trọng, ", "ngày      tháng 02 năm 2026"]),
        ("Phường Phan Đình Phùng, ngày 05 tháng 3 năm 2026", ["Phường Phan Đình Phùng, ", "ngày 05 tháng 3 năm 2026"]),
        ("PHƯỜNG TRƯƠNG QUANG TRỌNG", ["PHƯỜNG ", "TRƯƠNG QUANG TRỌNG"]),
    ],
)  # fmt: skip
def test_a_line_too_long_for_its_column_of_the_header_parts_where_a_person_would(
    line: str, parts: list[str]
) -> None:
    column = 282 if "ngày" in line else 185
    style = {"italic": True} if "ngày" in line else {"bold": True}
    shown = wrapped_lines(kept_together(line), column * EMU_PER_PT, 13, **style)
    assert [one.replace(NO_BREAK_SPACE, " ") for one in shown] == [one.rstrip() for one in parts]


def test_what_fits_and_what_is_no_line_of_the_header_stays() -> None:
    for line in (
        "Ba Tơ, ngày      tháng 02 năm 2026",
        "XÃ BA TƠ",
        "Quyết định của xã, ngày họp là thứ Hai, tháng sau năm nay của Phường Trương Quang",
    ):
        assert kept_together(line) == line


def test_the_columns_are_those_of_the_frame() -> None:
    table = docx.Document(str(ROOT / "templates_docx" / "_base" / "van_ban.docx")).tables[0]
    assert [round(column.width.pt) for column in table.columns] == [186, 282]

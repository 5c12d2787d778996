"""Mends of what offices really have: number beside words, annex on its side, dates under an appendix, wide lines."""

import io

import docx
import pytest
from docx.shared import Mm, Pt

from service.checking import fix
from tests.checking import builder, drawing_tools
from tests.checking.changes import attached_of, both, font, form, no_number, section, to_footer


def mended(*changes, **options):
    draft = builder.build(**{"appendices": 0, **options})
    both(*changes)(draft)
    content = draft.content()
    return content, fix(content)


def number_beside(words):
    def change(draft):
        run = draft["page_number"].add_run(words)
        drawing_tools.letters(run, size=11, bold=False, italic=False)
        draft["page_number"]._p.insert(1, run._r)

    return change


@pytest.mark.parametrize("change", [lambda _draft: None, to_footer])
def test_a_number_beside_words_keeps_its_size_and_is_left_to_a_person(change):
    content, made = mended(font("page_number", size=11), number_beside("Trang "), change)
    assert made.content == content
    assert "PAGENUM.FORMAT" in {one.code for one in made.left}


def test_dashes_beside_a_number_get_its_size():
    _, made = mended(font("page_number", size=11), number_beside("- "))
    assert [one.code for one in made.mended] == ["PAGENUM.FORMAT"]
    header = docx.Document(io.BytesIO(made.content)).sections[0].header
    assert {run.font.size for p in header.paragraphs for run in p.runs} == {Pt(13)}


def test_right_margins_of_a_page_on_its_side_stay_when_those_of_the_text_are_mended():
    sides = {"top_margin": 30, "right_margin": 20, "bottom_margin": 15, "left_margin": 20}
    turned = section(1, **{side: Mm(length) for side, length in sides.items()})
    _, made = mended(section(left_margin=Mm(25)), turned, appendices=1)
    assert [one.code for one in made.mended] == ["PAGE.MARGIN.LEFT"]
    annex = docx.Document(io.BytesIO(made.content)).sections[1]
    assert {side: round(getattr(annex, side).mm) for side in sides} == sides


def test_the_day_under_an_appendix_is_padded_with_that_of_the_header():
    _, made = mended(attached_of("ngày 5 tháng 2 năm 2025"), appendices=1)
    texts = [p.text for p in docx.Document(io.BytesIO(made.content)).paragraphs]
    assert any("ngày 05 tháng 02 năm 2025 của" in text for text in texts)


def test_a_line_spacing_out_of_bounds_becomes_that_of_the_text():
    _, made = mended(form("plain1", line_spacing=2.0), form("roman1", line_spacing=2.0))
    spacings = {p.paragraph_format.line_spacing for p in docx.Document(io.BytesIO(made.content)).paragraphs}
    assert spacings == {1.0}


def test_a_heading_that_stands_out_begins_where_the_text_begins():
    changes = [form(name, first_line_indent=Mm(12.7)) for name in _TEXT]
    _, made = mended(
        *changes, form("clause1", first_line_indent=Mm(5)), form("basis0", first_line_indent=Mm(5))
    )
    paragraphs = docx.Document(io.BytesIO(made.content)).paragraphs
    starts = {round(p.paragraph_format.first_line_indent.mm, 1) for p in paragraphs if p.text in _MOVED}
    assert starts == {12.7}


_TEXT = ("opening", "plain1", "point_a", "point_b", "clause3", "clause4", "plain2")
_MOVED = ("1. Mục tiêu", builder.BASES[0])


def test_a_number_for_a_text_of_two_pages_is_added_and_hidden_on_the_first():
    _, made = mended(lambda draft: no_number(draft, longer_by=8))
    assert (made.left, [one.code for one in made.mended]) == ((), ["PAGENUM.POS"])
    assert docx.Document(io.BytesIO(made.content)).sections[0].different_first_page_header_footer

"""Whatever paper shows is in the text of a paragraph, or noted as unread: no markup hides words from the reader."""

import time

import pytest

from service.errors import UnreadableInput
from service.inspection import inspect
from service.inspection.budget import MAX_LETTERS
from tests.inspection.docx_files import SPACES, docx, paragraph

M = "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
VALUE = f"<m:oMath {M}><m:r><m:t>x=5000</m:t></m:r></m:oMath>"
HALF = (
    f"<m:oMath {M}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    "</m:oMath>"
)


def texts(body):
    return [one.text for one in inspect(docx(body)).paragraphs]


def unread(body):
    return [(one.paragraph, one.text) for one in inspect(docx(body)).unread]


@pytest.mark.parametrize("formula", [VALUE, f"<m:oMathPara {M}>{VALUE}</m:oMathPara>"])
def test_a_formula_in_one_line_is_text_with_the_look_of_its_paragraph(formula):
    facts = inspect(docx(f"<w:p><w:r><w:t>mức </w:t></w:r>{formula}<w:r><w:t> đồng</w:t></w:r></w:p>"))
    assert [one.text for one in facts.paragraphs[0].runs] == ["mức x=5000 đồng"]
    assert facts.unread == ()


def test_a_fraction_is_no_text_and_is_noted():
    body = f"<w:p><w:r><w:t>tỷ lệ </w:t></w:r>{HALF}</w:p>"
    assert texts(body) == ["tỷ lệ "]
    assert unread(body) == [(1, "1/2")]


def test_a_phonetic_guide_is_noted_and_the_letters_below_it_are_read():
    guide = "<w:ruby><w:rt><w:r><w:t>trên</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>dưới</w:t></w:r></w:rubyBase></w:ruby>"
    body = f"<w:p><w:r>{guide}</w:r></w:p>"
    assert texts(body) == ["dưới"]
    assert unread(body) == [(1, "trên")]


@pytest.mark.parametrize("kind", ["page", "column"])
@pytest.mark.parametrize(("before", "after"), [("và", "tổng"), ("và ", "tổng"), ("và", " tổng")])
def test_two_words_between_which_a_page_ends_are_two(kind, before, after):
    part = f"<w:br w:type='{kind}'/>"
    space = "xml:space='preserve'"
    body = f"<w:p><w:r><w:t {space}>{before}</w:t>{part}<w:t {space}>{after}</w:t>{part}</w:r></w:p>"
    assert texts(body) == ["và tổng"]


@pytest.mark.parametrize(
    ("instruction", "noted"),
    [
        (r" EQ \f(1,2) ", r"(trường EQ \f(1,2))"),
        (" symbol 254 ", "(trường symbol 254)"),
        (" PAGE ", ""),
        (" REF a ", ""),
    ],
)
def test_what_a_field_shows_of_its_instruction_alone_is_noted(instruction, noted):
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    body = f"<w:p><w:r><w:t>tỷ lệ</w:t></w:r>{mark.format('begin')}{code}{mark.format('end')}</w:p>"
    assert [text for _, text in unread(body)] == ([noted] if noted else [])
    simple = f'<w:p><w:r><w:t>tỷ lệ</w:t></w:r><w:fldSimple w:instr="{instruction}"/></w:p>'
    assert [text for _, text in unread(simple)] == ([noted] if noted else [])


@pytest.mark.parametrize(
    ("look", "is_struck", "raised"),
    [
        ("<w:strike/>", True, ""),
        ("<w:dstrike/>", True, ""),
        ("<w:strike w:val='0'/><w:dstrike/>", True, ""),
        ("<w:strike/><w:dstrike w:val='0'/>", True, ""),
        ("<w:dstrike w:val='0'/>", False, ""),
        ("<w:position w:val='10'/>", False, "superscript"),
        ("<w:position w:val='-10'/>", False, "subscript"),
        ("<w:position w:val='2'/>", False, ""),
        ("<w:position w:val='10'/><w:vertAlign w:val='baseline'/>", False, "superscript"),
    ],
)
def test_words_struck_out_twice_or_raised_by_points_are_struck_out_and_raised(look, is_struck, raised):
    found = (
        inspect(docx(f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>2</w:t></w:r></w:p>")).paragraphs[0].runs[0].format
    )
    assert (found.strike, found.raised) == (is_struck, raised)


@pytest.mark.parametrize(
    "around",
    [
        "<w:customXml w:element='a'>{}</w:customXml>",
        "<mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice></mc:AlternateContent>",
        "<mc:AlternateContent><mc:Choice Requires='wps'/><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        "<w:ins w:author='a'>{}</w:ins>",
        "<w:moveTo w:author='a'>{}</w:moveTo>",
        "<w:sdt><w:sdtContent><w:customXml><w:ins>{}</w:ins></w:customXml></w:sdtContent></w:sdt>",
    ],
)
@pytest.mark.parametrize("last", ["", paragraph("sau")])
def test_paragraphs_in_elements_that_are_only_around_them_are_read_in_order(around, last):
    body = paragraph("trước") + around.format(paragraph("một") + paragraph("hai")) + last
    assert texts(body) == ["trước", "một", "hai", *(["sau"] if last else [])]


def test_blocks_without_a_section_after_them_are_read():
    body = f"<w:document {SPACES}><w:body>{paragraph('a')}<w:customXml>{paragraph('b')}</w:customXml></w:body></w:document>"
    facts = inspect(docx("", parts={"word/document.xml": body}))
    assert [one.text for one in facts.paragraphs] == ["a", "b"]


@pytest.mark.parametrize("inside", [VALUE, "<w:unknown><w:p><w:r><w:t>x=5000</w:t></w:r></w:p></w:unknown>"])
@pytest.mark.parametrize("around", ["{}", "<w:tbl><w:tr><w:tc>{}<w:p/></w:tc></w:tr></w:tbl>"])
def test_words_between_paragraphs_are_noted_after_the_one_before(inside, around):
    assert unread(paragraph("trước") + around.format(inside)) == [(1, "x=5000")]


def test_an_unknown_element_with_letters_is_noted_and_one_that_was_taken_out_is_not():
    body = (
        "<w:p><w:lạ><w:r><w:t>mười</w:t></w:r></w:lạ><w:r><w:lạ><w:t>một</w:t></w:lạ></w:r>"
        "<w:del><w:r><w:delText>không</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>không</w:t></w:r></w:moveFrom></w:p>"
    ).replace("lạ", "la")
    assert texts(body) == [""]
    assert unread(body) == [(1, "mười"), (1, "một")]


def test_a_form_that_word_does_not_know_is_not_the_one_that_is_read():
    choice = "<mc:Choice xmlns:z='urn:z' Requires='z'><w:r><w:t>khác</w:t></w:r></mc:Choice>"
    fallback = "<mc:Fallback><w:r><w:t>thấy</w:t></w:r></mc:Fallback>"
    assert texts(f"<w:p><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:p>") == ["thấy"]


def test_letters_of_a_drawing_that_is_no_box_are_noted():
    group = (
        "<w:pict><v:group><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>trong nhóm</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></v:group></w:pict>"
    )
    assert unread(f"<w:p><w:r>{group}</w:r></w:p>") == [(1, "trong nhóm")]


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [("Wingdings", "F0FE", "☑"), ("Wingdings", "F0A8", "☐"), ("Symbol", "F0B3", "≥"), ("Wingdings", "F0D8", "▪"), ("Arial", "00B2", "²")],
)  # fmt: skip
def test_a_sign_of_a_picture_font_is_the_letter_that_paper_shows(font, code, shown):
    assert texts(f"<w:p><w:r><w:sym w:font='{font}' w:char='{code}'/></w:r></w:p>") == [shown]
    look = f"<w:rPr><w:rFonts w:ascii='{font}' w:hAnsi='{font}'/></w:rPr>"
    assert texts(f"<w:p><w:r>{look}<w:t>{chr(int(code, 16))}ế</w:t></w:r></w:p>") == [f"{shown}ế"]


def test_a_sign_without_a_letter_is_noted():
    body = "<w:p><w:r><w:sym w:font='Webdings' w:char='F041'/></w:r></w:p>"
    assert texts(body) == ["▪"]
    assert unread(body) == [(1, "(ký hiệu Webdings 41)")]


def test_a_field_that_has_no_end_ends_with_its_paragraph():
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    open_field = f"<w:p>{mark.format('begin')}<w:r><w:t>kinh phí</w:t></w:r></w:p>"
    body = f"{open_field}{paragraph('sau')}<w:p>{mark.format('end')}<w:r><w:t>cuối</w:t></w:r></w:p>"
    assert texts(body) == ["", "sau", "cuối"]
    assert unread(body) == [(1, "kinh phí")]


def test_the_result_of_a_field_may_go_on_in_other_paragraphs():
    begin = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            "<w:fldChar w:fldCharType='begin'/>",
            "<w:instrText>TOC</w:instrText>",
            "<w:fldChar w:fldCharType='separate'/>",
        )
    )
    body = (
        f"<w:p>{begin}<w:r><w:t>I</w:t></w:r></w:p>{paragraph('II')}<w:p><w:r><w:fldChar w:fldCharType='end'/>"
        "</w:r></w:p>"
    )
    facts = inspect(docx(body))
    assert [[(run.text, run.field) for run in one.runs] for one in facts.paragraphs[:2]] == [
        [("I", "TOC")], [("II", "TOC")]
    ]  # fmt: skip
    assert facts.fields == {"TOC"}


def test_the_name_of_a_field_may_be_typed_in_parts_or_by_another_field():
    mark = "<w:fldChar w:fldCharType='{}'/>"
    inner = f"{mark.format('begin')}<w:instrText>QUOTE x</w:instrText>{mark.format('separate')}<w:t>DDE</w:t>{mark.format('end')}"
    outer = f"{mark.format('begin')}{inner}<w:instrText>AUTO c</w:instrText>{mark.format('separate')}<w:t>1</w:t>{mark.format('end')}"
    assert inspect(docx(f"<w:p><w:r>{outer}</w:r></w:p>")).fields == {"QUOTE", "DDEAUTO"}


def test_hidden_letters_are_noted_apart():
    run = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t><w:br/><w:t>kín</w:t></w:r><w:r><w:t>hiện</w:t></w:r>"
    facts = inspect(docx(f"<w:p>{run}</w:p>"))
    assert facts.paragraphs[0].text == "hiện"
    assert [(one.paragraph, one.text) for one in facts.hidden] == [(1, "ẩn\nkín")]


def test_notes_are_read_as_the_text_is_with_what_they_pass_over():
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    rels = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<Relationship Id='n' Type='{relation}' Target='footnotes.xml'/></Relationships>"
    )
    lines = "<w:footnote w:id='0' w:type='separator'><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>"
    note = f"<w:footnote w:id='2'><w:p>{VALUE}</w:p><w:p>{HALF}<w:r><w:t>hai</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes {SPACES}>{lines}{note}</w:footnotes>"
    parts = {"word/_rels/document.xml.rels": rels, "word/footnotes.xml": notes}
    facts = inspect(docx(paragraph("a"), parts=parts))
    assert facts.notes == ("x=5000 hai",)
    assert [(one.paragraph, one.text) for one in facts.unread] == [(0, "1/2")]


def test_raised_figures_of_areas_are_shown_as_signs_and_kept_as_typed():
    def run(text):
        return f"<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>{text}</w:t></w:r>"

    body = "".join(f"<w:p><w:r><w:t>m</w:t></w:r>{run(text)}</w:p>" for text in ("2", "n"))
    found = inspect(docx(body)).paragraphs
    assert [(one.text, one.shown) for one in found] == [("m2", "m²"), ("mn", "mn")]


def test_words_that_are_passed_over_count_for_what_may_be_read():
    with pytest.raises(UnreadableInput, match="quá nhiều chữ"):
        inspect(docx(f"<w:la><w:t>{'x' * (MAX_LETTERS + 1)}</w:t></w:la>"))


def test_elements_in_each_other_cost_no_more_than_their_letters():
    deep = (
        f"<m:oMath {M}>"
        + "<m:e>" * 200
        + f"<m:r><m:t>{'x' * 50}</m:t></m:r>" * 400
        + "</m:e>" * 200
        + "</m:oMath>"
    )
    body = f"<w:p>{deep}</w:p>" * 20
    begun = time.process_time()
    found = unread(body)
    assert time.process_time() - begun < 1
    assert len(found) == 20

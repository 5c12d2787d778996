"""Texts as XML: emphasis as runs in the look of their run, breaks as Word has them."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from jinja2 import StrictUndefined, UndefinedError

from service.rendering.inline import NotPrintable, bare, printable, runs, text
from service.rendering.run_styles import run_style

PLAIN = run_style("", "")


def test_a_plain_text_stays_as_it_is():
    value = "Ủy ban nhân dân huyện Ba Tơ"
    assert text(value, PLAIN) == value


CASES = {
    "": "",
    "a & b < c > d": "a &amp; b &lt; c &gt; d",
    r"\*": "*",
    "2 * 3": "2 * 3",
    "một\nhai": 'một</w:t><w:br/><w:t xml:space="preserve">hai',
    "a\tb": 'a</w:t><w:tab/><w:t xml:space="preserve">b',
    "**a**": (
        '</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">a'
        '</w:t></w:r><w:r><w:t xml:space="preserve">'
    ),
    "\\[[x]]": "[[x]]",
    "số 05/KH-UBND": 'số\u00a005/KH</w:t><w:noBreakHyphen/><w:t xml:space="preserve">UBND',
}


@pytest.mark.parametrize("value", CASES)
def test_a_text_becomes_xml(value):
    assert text(value, PLAIN) == CASES[value]


def test_numbers_of_the_template_are_printed():
    assert text(7, PLAIN) == "7"


@pytest.mark.parametrize("value", [None, True, [], {}, 1.5, b"x", object()])
def test_other_values_are_not_printed(value):
    with pytest.raises(NotPrintable):
        printable(value)


def test_what_is_missing_is_not_printed():
    with pytest.raises(UndefinedError):
        text(StrictUndefined(name="x"), PLAIN)


def test_attributes_have_no_emphasis_no_quotes_and_one_line():
    assert bare('**a** "b"\n<c>') == "a &quot;b&quot; &lt;c&gt;"


def test_runs_of_their_own_have_only_their_emphasis():
    assert runs("a *b*") == (
        '<w:r><w:t xml:space="preserve">a </w:t></w:r>'
        '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">b</w:t></w:r>'
    )


def test_emphasis_stands_where_the_schema_wants_it():
    style = run_style(
        '<w:rPr><w:rStyle w:val="x"/><w:rFonts w:ascii="y"/><w:color w:val="FF0000"/></w:rPr>', ""
    )
    assert style.both == (
        '<w:rPr><w:rStyle w:val="x"/><w:rFonts w:ascii="y"/><w:b/><w:i/><w:color w:val="FF0000"/></w:rPr>'
    )


def test_emphasis_switches_on_what_the_run_switches_off():
    assert run_style('<w:rPr><w:b w:val="0"/><w:sz w:val="2"/></w:rPr>', "").bold == (
        '<w:rPr><w:b/><w:sz w:val="2"/></w:rPr>'
    )


def test_a_paragraph_goes_on_without_the_end_of_its_section():
    properties = '<w:pPr><w:jc w:val="both"/><w:sectPr><w:cols/></w:sectPr></w:pPr>'
    assert run_style("", properties).paragraph == '<w:pPr><w:jc w:val="both"/></w:pPr>'


def test_emphasis_keeps_the_look_of_its_run(build, compiled):
    document = docx.Document()
    run = document.add_paragraph("Nội dung: ").add_run("{{ x }} (hết)")
    run.font.size, run.font.color.rgb, run.italic = Pt(15), RGBColor(0xFF, 0, 0), True
    made = docx.Document(io.BytesIO(compiled(build.bytes_of(document)).render({"x": "a **b** c"})))
    shown = [(r.text, r.bold, r.italic, r.font.size, r.font.color.rgb) for r in made.paragraphs[0].runs[1:]]
    red = RGBColor(0xFF, 0, 0)
    assert shown == [
        ("a ", None, True, Pt(15), red), ("b", True, True, Pt(15), red), (" c (hết)", None, True, Pt(15), red),
    ]  # fmt: skip


def test_emphasis_in_a_new_paragraph_and_on_a_new_line(build, compiled):
    document = docx.Document()
    document.add_paragraph("{{ x }}", style="Quote")
    made = docx.Document(io.BytesIO(compiled(build.bytes_of(document)).render({"x": "**a\n**b\a*c*"})))
    assert [(p.text, p.style.name) for p in made.paragraphs] == [("**a\n**b", "Quote"), ("c", "Quote")]
    assert made.paragraphs[1].runs[-1].text == "" or made.paragraphs[1].runs[-1].italic


def test_emphasis_in_a_link_and_a_text_box_stays_there(build, compiled, part):
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    box = parse_xml(
        f'<w:r {ns}><w:rPr><w:sz w:val="40"/></w:rPr><w:pict><w:txbxContent><w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
        f"<w:r><w:rPr><w:u/></w:rPr><w:t>{{{{ x }}}}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    document.add_paragraph("trước")._p.append(box)
    body = part(compiled(build.bytes_of(document)).render({"x": "**a**\ab"}), "word/document.xml").decode()
    assert '<w:r><w:rPr><w:b/><w:u/></w:rPr><w:t xml:space="preserve">a</w:t></w:r>' in body
    assert '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:u/></w:rPr>' in body
    assert body.count('w:val="40"') == 1

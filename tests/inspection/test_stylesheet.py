"""Effective formatting: each level of styles, and which one wins."""

from service.inspection import inspect
from tests.inspection.docx_files import docx, paragraph, table

DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
    "<w:pPrDefault><w:pPr>{block}</w:pPr></w:pPrDefault></w:docDefaults>"
)
THEME = (
    "<a:themeElements><a:fontScheme name='x'><a:majorFont><a:latin typeface='Cambria'/></a:majorFont>"
    "<a:minorFont><a:latin typeface='Calibri'/></a:minorFont></a:fontScheme></a:themeElements>"
)


def style(style_id, *, kind="paragraph", based_on="", run="", block="", rest="", default=False):
    chain = f"<w:basedOn w:val='{based_on}'/>" if based_on else ""
    flag = " w:default='1'" if default else ""
    return (
        f"<w:style w:type='{kind}' w:styleId='{style_id}'{flag}><w:name w:val='Tên {style_id}'/>{chain}"
        f"<w:pPr>{block}</w:pPr><w:rPr>{run}</w:rPr>{rest}</w:style>"
    )


def first(body, styles="", **named):
    found = inspect(docx(body, styles=styles, **named)).paragraphs[0]
    return found, found.runs[0].format


def test_a_silent_file_has_the_look_that_word_gives_it():
    found, look = first(paragraph("chữ"))
    assert (look.font, look.size_pt, look.bold, look.color) == ("Times New Roman", 10.0, False, "auto")
    assert (found.format.align, found.format.line, found.format.before) == ("left", 240, 0)


def test_document_defaults_hold_where_nothing_else_is_said():
    defaults = DEFAULTS.format(
        run="<w:sz w:val='28'/><w:rFonts w:ascii='Arial'/>", block="<w:spacing w:after='160'/>"
    )
    found, look = first(paragraph("chữ"), defaults)
    assert (look.size_pt, look.font, found.format.after) == (14.0, "Arial", 160)


def test_a_style_wins_over_defaults_and_its_base_and_direct_formatting_over_all():
    styles = (
        DEFAULTS.format(run="<w:sz w:val='20'/>", block="")
        + style(
            "Goc", run="<w:sz w:val='24'/><w:b/>", block="<w:jc w:val='both'/><w:spacing w:before='120'/>"
        )
        + style("Con", based_on="Goc", run="<w:sz w:val='26'/>", block="<w:spacing w:after='60'/>")
    )
    found, look = first(paragraph("chữ", "<w:pStyle w:val='Con'/>"), styles)
    assert (look.size_pt, look.bold) == (13.0, True)
    assert (found.format.align, found.format.before, found.format.after) == ("both", 120, 60)
    found, look = first(
        paragraph("chữ", "<w:pStyle w:val='Con'/><w:jc w:val='end'/>", "<w:sz w:val='27'/>"), styles
    )
    assert (look.size_pt, found.format.align) == (13.5, "right")
    assert (found.format.style_id, found.format.style_name) == ("Con", "Tên Con")


def test_a_circle_of_styles_is_cut():
    styles = style("A", based_on="B", run="<w:b/>") + style("B", based_on="A", run="<w:i/>")
    _, look = first(paragraph("chữ", "<w:pStyle w:val='A'/>"), styles)
    assert (look.bold, look.italic) == (True, True)


def test_the_default_style_holds_without_a_name_and_for_an_unknown_one():
    styles = style("Thuong", run="<w:sz w:val='30'/>", default=True)
    assert first(paragraph("chữ"), styles)[1].size_pt == 15
    assert first(paragraph("chữ", "<w:pStyle w:val='KhongCo'/>"), styles)[1].size_pt == 15


def test_bold_of_paragraph_and_character_style_switch_each_other_over():
    styles = style("Doan", run="<w:b/>") + style(
        "Chu", kind="character", run="<w:b/><w:color w:val='ff0000'/>"
    )
    body = paragraph("chữ", "<w:pStyle w:val='Doan'/>", "<w:rStyle w:val='Chu'/>")
    _, look = first(body, styles)
    assert (look.bold, look.color) == (False, "FF0000")
    direct = paragraph("chữ", "<w:pStyle w:val='Doan'/>", "<w:rStyle w:val='Chu'/><w:b/>")
    assert first(direct, styles)[1].bold


def test_bold_of_the_document_defaults_stays():
    styles = DEFAULTS.format(run="<w:b/>", block="") + style("Doan", run="<w:b/>")
    assert first(paragraph("chữ", "<w:pStyle w:val='Doan'/>"), styles)[1].bold
    assert not first(paragraph("chữ", "", "<w:b w:val='0'/>"), styles)[1].bold


def test_theme_fonts_are_looked_up_and_plain_ones_win_at_a_later_level():
    styles = DEFAULTS.format(run="<w:rFonts w:asciiTheme='minorHAnsi' w:hAnsiTheme='majorHAnsi'/>", block="")
    _, look = first(paragraph("chữ"), styles, theme=THEME)
    assert (look.font, look.font_extended) == ("Calibri", "Cambria")
    _, look = first(paragraph("chữ", "", "<w:rFonts w:ascii='Arial'/>"), styles, theme=THEME)
    assert (look.font, look.font_extended) == ("Arial", "Cambria")


def test_a_theme_font_without_a_theme_cannot_be_told():
    _, look = first(paragraph("chữ", "", "<w:rFonts w:asciiTheme='minorHAnsi' w:hAnsi='Arial'/>"))
    assert (look.font, look.font_extended) == ("", "Arial")


def test_theme_black_is_black_and_a_tint_of_it_is_not():
    black = "<w:color w:val='000000' w:themeColor='text1'/>"
    grey = "<w:color w:val='7f7f7f' w:themeColor='text1' w:themeTint='80'/>"
    assert first(paragraph("chữ", "", black))[1].color == "auto"
    assert first(paragraph("chữ", "", grey))[1].color == "7F7F7F"


TABLE_STYLE = style(
    "Bang", kind="table", run="<w:sz w:val='24'/>", block="<w:jc w:val='center'/>",
    rest="<w:tblStylePr w:type='firstRow'><w:rPr><w:b/></w:rPr></w:tblStylePr>"
    "<w:tblStylePr w:type='firstCol'><w:rPr><w:i/></w:rPr></w:tblStylePr>"
    "<w:tblStylePr w:type='lastRow'><w:rPr><w:caps/></w:rPr></w:tblStylePr>",
)  # fmt: skip


def test_a_table_style_holds_in_its_cells_by_row_and_column():
    rows = [
        [paragraph("a"), paragraph("b")],
        [paragraph("c"), paragraph("d")],
        [paragraph("e"), paragraph("f")],
    ]
    look = "<w:tblStyle w:val='Bang'/><w:tblLook w:firstRow='1' w:firstColumn='1' w:lastRow='1'/>"
    found = inspect(docx(table(*rows, properties=look), styles=TABLE_STYLE)).paragraphs
    marks = {p.text: (p.runs[0].format.bold, p.runs[0].format.italic, p.runs[0].format.caps) for p in found}
    assert marks["a"] == (True, True, False)
    assert marks["b"] == (True, False, False)
    assert marks["c"] == (False, True, False)
    assert marks["d"] == (False, False, False)
    assert marks["f"] == (False, False, True)
    assert {(p.format.align, p.runs[0].format.size_pt) for p in found} == {("center", 12.0)}


def test_the_look_of_a_table_may_be_a_number_of_bits():
    look = "<w:tblStyle w:val='Bang'/><w:tblLook w:val='0020'/>"
    found = inspect(
        docx(table([paragraph("a")], [paragraph("b")], properties=look), styles=TABLE_STYLE)
    ).paragraphs
    assert [p.runs[0].format.bold for p in found] == [True, False]


def test_hanging_and_first_line_indents_and_measures_with_units():
    found, _ = first(paragraph("chữ", "<w:ind w:start='1cm' w:hanging='360' w:end='10pt'/>"))
    assert (found.format.left, found.format.first_line, found.format.right) == (567, -360, 200)
    found, _ = first(paragraph("chữ", "<w:ind w:firstLine='567' w:hanging='0'/>"))
    assert found.format.first_line == 567


def test_spacing_frame_tabs_and_borders_of_a_paragraph():
    properties = (
        "<w:framePr w:xAlign='center'/><w:pBdr><w:bottom w:val='single' w:color='ff0000'/><w:top w:val='nil'/></w:pBdr>"
        "<w:tabs><w:tab w:val='center' w:pos='4680'/><w:tab w:val='clear' w:pos='9000'/></w:tabs>"
        "<w:spacing w:beforeAutospacing='1' w:line='300' w:lineRule='exact'/><w:contextualSpacing/><w:keepNext/>"
    )
    found, _ = first(paragraph("chữ", properties))
    look = found.format
    assert (look.frame, look.tabs, look.line, look.line_rule) == ("center", (("center", 4680),), 300, "exact")
    assert look.border_bottom is not None
    assert (look.border_bottom.style, look.border_bottom.color, look.border_top) == ("single", "FF0000", None)
    assert (look.auto_gap, look.contextual, look.keep_next) == (True, True, True)


def test_spacing_and_width_of_letters():
    _, look = first(paragraph("chữ", "", "<w:spacing w:val='-6'/><w:w w:val='90%'/><w:u w:val='single'/>"))
    assert (look.spacing, look.scale_percent, look.underline) == (-6, 90, True)

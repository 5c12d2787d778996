"""Automatic numbers as the reader sees them, and the indents that they bring."""

import pytest

from service.inspection import inspect
from tests.inspection.docx_files import docx, paragraph


def level(index, form, text, *, start=1, rest="", style=""):
    linked = f"<w:pStyle w:val='{style}'/>" if style else ""
    return (
        f"<w:lvl w:ilvl='{index}'><w:start w:val='{start}'/><w:numFmt w:val='{form}'/>{linked}"
        f"<w:lvlText w:val='{text}'/>{rest}</w:lvl>"
    )


def lists(*levels, extra=""):
    return (
        f"<w:abstractNum w:abstractNumId='1'>{''.join(levels)}</w:abstractNum>"
        f"<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>{extra}"
    )


def item(text, index=0, num="1"):
    return paragraph(text, f"<w:numPr><w:ilvl w:val='{index}'/><w:numId w:val='{num}'/></w:numPr>")


def labels(numbering, *items, **named):
    return [p.label for p in inspect(docx("".join(items), numbering=numbering, **named)).paragraphs]


OUTLINE = (level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "decimal", "%2.%3."))


def test_levels_count_on_and_begin_again_below_a_higher_one():
    items = [item("a"), item("b", 1), item("c", 1), item("d", 2), item("e"), item("g", 1), item("h", 2)]
    assert labels(lists(*OUTLINE), *items) == ["I.", "1.", "2.", "2.1.", "II.", "1.", "1.1."]


def test_a_level_without_its_parents_counts_them_as_begun():
    assert labels(lists(*OUTLINE), item("a", 2)) == ["1.1."]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("lowerLetter", "%1)", "a)"), ("upperLetter", "%1.", "A."), ("lowerRoman", "%1.", "i."),
        ("decimalZero", "%1", "01"), ("none", "x", ""), ("bullet", "-", "-"), ("bullet", "\uf0b7", "•"),
        ("ordinalText", "%1.", "1."),
    ],
)  # fmt: skip
def test_forms_of_numbers(form, text, expected):
    assert labels(lists(level(0, form, text)), item("a")) == [expected]


def test_legal_numbering_prints_higher_levels_in_figures():
    numbering = lists(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", rest="<w:isLgl/>"))
    assert labels(numbering, item("a"), item("b", 1)) == ["I.", "1.1."]


def test_a_list_can_begin_again_and_at_another_number():
    extra = (
        "<w:num w:numId='2'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/>"
        "</w:lvlOverride></w:num>"
    )
    items = [item("a"), item("b"), item("c", num="2"), item("d", num="2")]
    assert labels(lists(level(0, "decimal", "%1."), extra=extra), *items) == ["1.", "2.", "5.", "6."]


def test_unknown_lists_and_list_zero_have_no_number():
    assert labels(lists(*OUTLINE), item("a", num="9"), item("b", num="0")) == ["", ""]


def test_a_style_brings_list_and_level():
    styles = (
        "<w:style w:type='paragraph' w:styleId='De'><w:name w:val='Đề'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>"
        "</w:pPr></w:style>"
    )
    numbering = lists(level(0, "upperRoman", "%1."), level(1, "decimal", "%2)", style="De"))
    body = paragraph("a", "<w:pStyle w:val='De'/>")
    assert labels(numbering, body, styles=styles) == ["1)"]


def test_the_indent_of_a_list_given_directly_wins_over_the_style_and_loses_to_direct_formatting():
    styles = "<w:style w:type='paragraph' w:styleId='De'><w:pPr><w:ind w:left='100'/></w:pPr></w:style>"
    numbering = lists(level(0, "decimal", "%1.", rest="<w:pPr><w:ind w:left='720' w:hanging='360'/></w:pPr>"))
    numbered = "<w:pStyle w:val='De'/><w:numPr><w:numId w:val='1'/></w:numPr>"
    found = inspect(
        docx(
            paragraph("a", numbered) + paragraph("b", numbered + "<w:ind w:left='50'/>"),
            styles=styles,
            numbering=numbering,
        )
    ).paragraphs
    assert [(p.format.left, p.format.first_line) for p in found] == [(720, -360), (50, -360)]


def test_the_indent_of_a_list_given_by_a_style_loses_to_that_style():
    styles = (
        "<w:style w:type='paragraph' w:styleId='De'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>"
        "<w:ind w:left='100'/></w:pPr></w:style>"
    )
    numbering = lists(level(0, "decimal", "%1.", rest="<w:pPr><w:ind w:left='720' w:hanging='360'/></w:pPr>"))
    found = inspect(
        docx(paragraph("a", "<w:pStyle w:val='De'/>"), styles=styles, numbering=numbering)
    ).paragraphs[0]
    assert (found.format.left, found.format.first_line) == (100, -360)


def test_the_number_is_shown_before_the_text():
    found = inspect(docx(item("Mục tiêu"), numbering=lists(*OUTLINE))).paragraphs[0]
    assert (found.text, found.shown) == ("Mục tiêu", "I. Mục tiêu")

"""Paragraphs, runs, fields, tables, sections and headers as facts."""

from service.inspection import inspect
from service.inspection.facts import Table
from tests.inspection.docx_files import SPACES, docx, paragraph, table

PAGE = (
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
)
BARE_PAGE = PAGE.replace("<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r>", "")


def texts(body, **named):
    return [p.text for p in inspect(docx(body, **named)).paragraphs]


def test_text_runs_through_links_controls_and_insertions_and_leaves_deletions_out():
    body = (
        "<w:p><w:r><w:t>một</w:t></w:r><w:hyperlink><w:r><w:t> hai</w:t></w:r></w:hyperlink>"
        "<w:ins><w:r><w:t> ba</w:t></w:r></w:ins><w:del><w:r><w:delText> không</w:delText></w:r></w:del>"
        "<w:sdt><w:sdtContent><w:r><w:t> bốn</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert texts(body) == ["một hai ba bốn"]


def test_tabs_breaks_hyphens_and_symbols_are_signs():
    signs = "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:sym/><w:softHyphen/>"
    assert texts(f"<w:p><w:r>{signs}</w:r></w:p>") == ["a\tb\nc-▪"]


def test_hidden_text_is_not_there_directly_or_by_its_style():
    styles = "<w:style w:type='character' w:styleId='An'><w:rPr><w:vanish/></w:rPr></w:style>"
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t><w:tab/></w:r>"
        "<w:r><w:rPr><w:rStyle w:val='An'/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r></w:p>"
    )
    assert texts(body, styles=styles) == ["hiện"]


def test_runs_of_one_look_are_one():
    body = "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>c</w:t></w:r></w:p>"
    assert [run.text for run in inspect(docx(body)).paragraphs[0].runs] == ["ab", "c"]


def test_capitals_are_shown_and_the_typed_text_is_kept():
    found = inspect(docx(paragraph("kế hoạch", "", "<w:caps/>"))).paragraphs[0]
    assert (found.text, found.shown) == ("kế hoạch", "KẾ HOẠCH")


def test_a_field_shows_its_result_and_gives_its_name():
    runs = inspect(docx(f"<w:p>{PAGE}</w:p>")).paragraphs[0].runs
    assert [(run.text, run.field) for run in runs] == [("7", "PAGE")]


def test_a_field_without_a_result_is_there_all_the_same():
    simple = "<w:fldSimple w:instr='PAGE'/>"
    old = "<w:r><w:pgNum/></w:r>"
    body = "".join(f"<w:p>{content}</w:p>" for content in (BARE_PAGE, simple, old))
    assert [p.runs[0].field for p in inspect(docx(body)).paragraphs] == ["PAGE"] * 3


def test_a_simple_field_with_a_result_and_an_empty_instruction():
    body = "<w:p><w:fldSimple w:instr='  '><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>"
    assert [(run.text, run.field) for run in inspect(docx(body)).paragraphs[0].runs] == [("x", "")]


def test_the_end_of_a_field_that_never_began_is_passed_over():
    assert texts(
        "<w:p><w:r><w:fldChar w:fldCharType='end'/><w:instrText>x</w:instrText><w:t>a</w:t></w:r></w:p>"
    ) == ["a"]


def test_page_breaks_and_the_pages_that_word_noted():
    body = (
        "<w:p><w:r><w:t>một</w:t><w:br w:type='page'/></w:r></w:p>"
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>ba</w:t><w:lastRenderedPageBreak/><w:t>bốn</w:t></w:r></w:p><w:p/>"
    )
    facts = inspect(docx(body))
    assert [facts.page_of(p) for p in facts.paragraphs] == [1, 2, 2, 3]
    assert [p.has_page_break for p in facts.paragraphs] == [True, False, False, False]
    silent = inspect(docx("<w:p/>"))
    assert silent.page_of(silent.paragraphs[0]) is None


def test_tables_have_rows_cells_spans_and_places():
    cell = (
        "<w:tcPr><w:tcW w:w='2000' w:type='dxa'/><w:gridSpan w:val='2'/>"
        "<w:tcBorders><w:bottom w:val='single'/></w:tcBorders></w:tcPr>"
    )
    grid = "<w:tblGrid><w:gridCol w:w='1000'/><w:gridCol w:w='1000'/><w:gridCol w:w='3000'/></w:tblGrid>"
    rows = (
        f"<w:tr><w:trPr><w:tblHeader/><w:cantSplit w:val='0'/></w:trPr><w:tc>{cell}{paragraph('a')}</w:tc>"
        f"<w:tc>{paragraph('b')}</w:tc></w:tr>"
    )
    borders = "<w:tblPr><w:tblBorders><w:top w:val='single'/></w:tblBorders></w:tblPr>"
    facts = inspect(docx(f"<w:tbl>{borders}{grid}{rows}</w:tbl>"))
    found = facts.tables[0]
    assert isinstance(facts.blocks[0], Table)
    assert (found.columns, found.has_borders) == ((1000, 1000, 3000), True)
    row = found.rows[0]
    assert (row.is_header, row.cannot_split) == (True, False)
    assert [(c.column, c.span, c.width) for c in row.cells] == [(0, 2, 2000), (2, 1, None)]
    assert row.cells[0].border_bottom is not None
    assert [p.cell for p in facts.paragraphs] == [(1, 0, 0), (1, 0, 2)]


def test_tables_in_tables_and_rows_in_controls():
    inner = table([paragraph("trong")])
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cell = control.format(f"<w:tc>{inner}{paragraph('ngoài')}</w:tc>")
    row = control.format(f"<w:tr>{cell}</w:tr>")
    facts = inspect(docx(f"<w:tbl>{row}</w:tbl>{paragraph('sau')}"))
    assert [(p.text, p.cell, p.place) for p in facts.paragraphs] == [
        ("trong", (2, 0, 0), "table"), ("ngoài", (1, 0, 0), "table"), ("sau", None, "body")
    ]  # fmt: skip
    assert [t.number for t in facts.tables] == [1, 2]


def test_borders_of_a_table_may_come_from_its_style():
    ruling = "<w:tblPr><w:tblBorders><w:top w:val='single'/></w:tblBorders></w:tblPr>"
    styles = f"<w:style w:type='table' w:styleId='Ke'>{ruling}</w:style>"
    ruled = table([paragraph("a")], properties="<w:tblStyle w:val='Ke'/>")
    assert [t.has_borders for t in inspect(docx(ruled + table([paragraph("b")]), styles=styles)).tables] == [
        True,
        False,
    ]


SIZE = "<w:pgSz w:w='{}' w:h='{}'/><w:pgMar w:top='1134' w:bottom='1134' w:left='1701' w:right='1134' w:gutter='0'/>"


def test_sections_have_pages_numbers_and_the_headers_in_force():
    first = (
        f"<w:headerReference w:type='default' r:id='header1'/>{SIZE.format(11906, 16838)}"
        "<w:pgNumType w:fmt='lowerRoman' w:start='3'/><w:cols w:num='2'/><w:titlePg/><w:type w:val='continuous'/>"
    )
    body = f"<w:p><w:pPr><w:sectPr>{first}</w:sectPr></w:pPr></w:p>{paragraph('sau')}"
    facts = inspect(docx(body, section=SIZE.format(16838, 11906), headers={"header1": f"<w:p>{PAGE}</w:p>"}))
    one, two = facts.sections
    assert (one.is_landscape, one.number_format, one.number_start, one.columns) == (False, "lowerRoman", 3, 2)
    assert (one.has_title_page, one.break_type, two.break_type) == (True, "continuous", "nextPage")
    assert (two.is_landscape, two.left) == (True, 1701)
    assert [h.kind for h in two.headers] == ["default"]
    assert two.headers[0].page_runs[0][1].text == "7"
    assert [p.section for p in facts.paragraphs] == [0, 1]
    assert facts.first_of_section(1) is facts.paragraphs[1]
    assert facts.first_of_section(2) is None


def test_a_body_without_a_section_has_the_page_that_word_takes():
    body = f"<w:document {SPACES}><w:body>{paragraph('a')}</w:body></w:document>"
    facts = inspect(docx("", parts={"word/document.xml": body}))
    assert (facts.sections[0].width, facts.sections[0].left) == (12240, 1440)


def test_even_headers_and_properties():
    core = (
        "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Kế hoạch</dc:title><dc:subject/></cp:coreProperties>"
    )
    facts = inspect(docx("<w:p/>", settings="<w:evenAndOddHeaders/>", parts={"docProps/core.xml": core}))
    assert facts.has_even_headers
    assert facts.properties == {"title": "Kế hoạch", "subject": ""}

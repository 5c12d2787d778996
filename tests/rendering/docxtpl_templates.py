"""Templates of every kind that docxtpl knows, and values for them: what the engine is compared with docxtpl on."""

import base64
import io

import docx
from docx.oxml import parse_xml
from docx.shared import RGBColor

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def paragraph(document, *runs):
    """A paragraph of runs, each a text or a pair (text, formatting)."""
    made = document.add_paragraph()
    for run in runs:
        text, look = (run, "") if isinstance(run, str) else run
        added = made.add_run(text)
        added.bold, added.italic = ("b" in look) or None, ("i" in look) or None
    return made


def paragraphs(*texts):
    def fill(document):
        for text in texts:
            paragraph(document, *(text if isinstance(text, tuple) else (text,)))

    return fill


def table(*rows):
    def fill(document):
        width = max(map(len, rows))
        made = document.add_table(rows=0, cols=width)
        for row in rows:
            cells = made.add_row().cells
            for cell, text in zip(cells, row, strict=False):
                cell.text = text
            for surplus in cells[len(row) :]:
                surplus._tc.getparent().remove(surplus._tc)
        document.add_paragraph("sau bảng")

    return fill


def grid(surplus):
    """A table of three columns whose grid has one column less or more."""

    def fill(document):
        columns = 3 + surplus
        made = document.add_table(rows=2, cols=columns)
        for row in made.rows:
            for _ in range(surplus):
                row._tr.remove(row._tr.tc_lst[-1])
            for _ in range(-surplus):
                row._tr.add_tc()._insert_p(parse_xml(f"<w:p {NS}><w:r><w:t>{{{{ name }}}}</w:t></w:r></w:p>"))
        document.add_paragraph("sau {{ name }}")

    return fill


def looped_grid(document):
    """A table whose only full row stands under a condition that does not hold."""
    made = document.add_table(rows=4, cols=3)
    for row, texts in zip(
        made.rows, (["{%tr if empty %}"], ["a", "b", "c"], ["{%tr endif %}"], ["d", "e"]), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    made.rows[3]._tr.remove(made.rows[3]._tr.tc_lst[-1])


def header_and_footer(document):
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ office.name }} - {{ name }}"
    section.footer.paragraphs[
        0
    ].text = "{% for task in tasks %}{{ loop.index }}. {{ task.name }}; {% endfor %}"
    document.add_paragraph("{{ name }}")


def core_properties(document):
    document.core_properties.title = "{{ name }}"
    document.core_properties.subject = "{{ tasks|length }} nhiệm vụ"
    document.core_properties.author = "{{ office.name }}"
    document.core_properties.comments = "{% if empty %}có{% else %}không{% endif %}"
    document.core_properties.language = "vi-VN"
    document.core_properties.identifier = "{{ office.place }}"
    document.add_paragraph("thân")


def attributes(document):
    document.add_paragraph("hình")
    run = document.add_paragraph().add_run()
    run.add_picture(io.BytesIO(PIXEL))
    run._r.xpath(".//wp:extent")[0].set("cx", "{{ width }}")
    run._r.xpath(".//wp:docPr")[0].set("descr", "{{ sharp }}")


def looped_pictures(document):
    document.add_paragraph("{%p for task in tasks %}")
    document.add_paragraph("{{ task.name }}").add_run().add_picture(io.BytesIO(PIXEL))
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph().add_run().add_picture(io.BytesIO(PIXEL))


def coloured_by_a_mark(document):
    run = document.add_paragraph("màu ").add_run("{{ name }} và {{ lines }}")
    run.font.color.rgb = RGBColor(1, 2, 3)
    run._r.xpath(".//w:color")[0].set(f"{W}val", "{{ colour }}")


def merged_template_cells(document):
    made = document.add_table(rows=2, cols=4)
    made.cell(0, 0).merge(made.cell(0, 3)).text = "{{ name }}"
    for cell, text in zip(made.rows[1].cells, ("{{ tasks[0].name }}", "b", "c", "d"), strict=True):
        cell.text = text


def horizontally_merged_spans(document):
    made = document.add_table(rows=1, cols=3)
    made.cell(0, 0).text = "{%tc for c in columns %}"
    cell = made.cell(0, 1)
    cell.text = "{{ name }}{% hm %}"
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {NS} w:val="2"/>'))
    made.cell(0, 2).text = "{%tc endfor %}"


def linked(document):
    made = document.add_paragraph("xem ")
    link = parse_xml(
        f'<w:hyperlink {NS} w:anchor="muc"><w:r><w:rPr><w:u w:val="single"/></w:rPr></w:r></w:hyperlink>'
    )
    text = parse_xml(f"<w:t {NS}>{{{{ name }}}} tại {{{{ office.place }}}}</w:t>")
    link[0].append(text)
    made._p.append(link)


def two_sections(document):
    document.add_paragraph("{{ name }}")
    section = document.add_section()
    section.page_width, section.page_height = section.page_height, section.page_width
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "phụ lục {{ office.place }}"
    document.add_paragraph("{{ lines }}")


TEMPLATES = {
    "a_mark": paragraphs("{{ name }}"),
    "marks_between_words": paragraphs("Số {{ name }}, {{ office.name }}; hết. {{office.place}}"),
    "a_mark_split_over_runs": paragraphs((("Ông {", "b"), ("{ off", "i"), "ice.na", ("me }", "b"), "} ký")),
    "a_split_block": paragraphs(
        ("{", "% if na", ("me %", "b"), "}có {{ ", ("name", "i"), " }}{% end", "if %}")
    ),
    "paragraphs_under_a_condition": paragraphs(
        "{%p if name %}",
        "có {{ name }}",
        "{%p else %}",
        "không",
        "{%p endif %}",
        "{%p if empty %}",
        "x",
        "{%p endif %}",
    ),
    "paragraphs_in_a_loop": paragraphs(
        "{%p for task in tasks %}", ("{{ task.name }}", ("đậm", "b")), "{%p endfor %}"
    ),
    "loops_in_loops": paragraphs(
        "{%p for task in tasks %}",
        "{{ loop.index }}. {{ task.name }}",
        "{%p for step in task.steps %}",
        "- {{ step }} ({{ loop.index0 }}/{{ loop.length }})",
        "{%p else %}",
        "không có bước",
        "{%p endfor %}",
        "{%p endfor %}",
    ),
    "blocks_in_a_line": paragraphs(
        "Việc: {% for task in tasks %}{{ task.name }}{% if not loop.last %}; {% else %}.{% endif %}{% endfor %} Hết"
    ),
    "a_block_over_paragraphs": paragraphs("a {% if name %}b", "c {{ name }}", "d{% endif %} e"),
    "a_looped_block_over_paragraphs": paragraphs(
        "a {% for task in tasks %}{{ task.name }}", "hạn {{ task.due }}{% endfor %} e"
    ),
    "rows_in_a_loop": table(
        ("TT", "Nhiệm vụ", "Chủ trì"),
        ("{%tr for task in tasks %}", "", ""),
        ("{{ loop.index }}", "{{ task.name }}", "{{ task.lead }}"),
        ("{%tr endfor %}", "", ""),
    ),
    "rows_in_rows": table(
        ("{%tr for task in tasks %}", ""),
        ("{{ task.name }}", "{{ task.due }}"),
        ("{%tr for step in task.steps %}", ""),
        ("{{ step }}", "x"),
        ("{%tr endfor %}", ""),
        ("{%tr endfor %}", ""),
    ),
    "rows_under_a_condition": table(
        ("{%tr if empty %}", "b"),
        ("{{ name }}", "b"),
        ("{%tr else %}", ""),
        ("{{ office.place }}", "b"),
        ("{%tr endif %}", ""),
        ("cuối", "b"),
    ),
    "more_columns_than_the_template": table(
        ("", "{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"),
        ("", "{%tc for c in columns %}", "{{ name }}", "{%tc endfor %}"),
    ),
    "fewer_columns_than_the_template": table(
        ("TT", "{%tc for c in one_column %}", "{{ c }}", "{%tc endfor %}"),
        ("1", "{%tc for c in one_column %}", "{{ name }}", "{%tc endfor %}"),
    ),
    "columns_that_are_not_there": table(
        ("a", "{%tc if empty %}", "b", "{%tc endif %}"), ("a", "{%tc if empty %}", "b", "{%tc endif %}")
    ),
    "rows_of_different_widths": table(
        ("{%tr for task in tasks %}", "", ""),
        ("{{ task.name }}", "b", "c", "d"),
        ("{%tr endfor %}", "", ""),
        ("một", "hai"),
    ),
    "rows_that_are_not_full": table(("a {{ name }}", "b", "c"), ("một", "hai")),
    "a_grid_that_is_too_narrow": grid(-1),
    "a_grid_that_is_too_wide": grid(1),
    "a_grid_that_only_a_looped_row_fills": looped_grid,
    "vertically_merged_cells": table(
        ("{%tr for task in tasks %}", ""), ("{% vm %}{{ name }}", "{{ task.name }}"), ("{%tr endfor %}", "")
    ),
    "horizontally_merged_cells": table(
        ("{%tc for c in columns %}", "{% hm %}{{ name }}", "{%tc endfor %}"), ("a", "b", "c")
    ),
    "horizontally_merged_spans": horizontally_merged_spans,
    "a_span_by_a_mark": table(("{% colspan span %}{{ name }}",), ("a", "b", "c")),
    "a_coloured_cell": table(
        ("{%tr for task in tasks %}", ""), ("{% cellbg colour %}{{ task.name }}", "b"), ("{%tr endfor %}", "")
    ),
    "runs_under_a_condition": paragraphs(
        (("{%r if name %}", ""), ("có", "b"), ("{%r else %}", ""), ("không", "i"), ("{%r endif %}", ""))
    ),
    "a_header_and_a_footer": header_and_footer,
    "core_properties": core_properties,
    "marks_in_attributes": attributes,
    "pictures_in_a_loop": looped_pictures,
    "a_colour_by_a_mark": coloured_by_a_mark,
    "merged_cells_of_the_template": merged_template_cells,
    "a_link": linked,
    "two_sections": two_sections,
    "lines_in_a_value": paragraphs("a {{ lines }} b", (("đậm {{ lines }}", "b"), " thường")),
    "tabs_in_a_value": paragraphs((("a {{ tabs }} b", "b"), "c")),
    "paragraphs_in_a_value": paragraphs((("a {{ paragraphs }} b", "i"), "c")),
    "pages_in_a_value": paragraphs((("a {{ pages }} b", "b"), "c")),
    "comments": paragraphs("a {# ghi chú #} b {{ name }}", "{#p cả đoạn #}", "c"),
    "blocks_that_join_paragraphs": paragraphs("a", "{%- if name -%}", "b {{ name }}", "{%- endif -%}", "c"),
    "curly_quotes": paragraphs("{% if name == “Kế hoạch năm 2025” %}đúng{% else %}sai{% endif %} {{ name }}"),
    "signs_of_xml_in_marks": paragraphs("{% if tasks|length > 2 and 1 < 2 %}nhiều{% endif %}{{ name }}"),
    "signs_of_xml_in_values": paragraphs("{{ sharp }} {{ tasks[2].name }} {{ tasks[2].lead }}"),
    "braces_as_text": paragraphs("{_{ không phải dấu }_} {_% và %_} {{ name }}"),
    "filters_and_tests": paragraphs(
        "{{ name|upper }} {{ office.place|lower }} {{ ' a '|trim }} {{ missing['x']|default('y') if empty else name }}",
        "{{ office['phone']|default('không') }} {{ tasks[9]|default('hết') }} {{ columns|count }}",
        "{{ columns|join(', ') }} {{ columns|first }} {{ columns|last }}",
        "{{ tasks|length }} {{ missing|default('không') }} {% if office.phone is defined %}a{% else %}b{% endif %}",
        "{% if 'Năm' in one_column %}có{% endif %} {{ columns[1:3]|join('-') }} {{ office['place'] }}",
    ),
    "names_of_their_own": paragraphs(
        "{% set x = office.name %}{{ x }} {% with y = tasks[0] %}{{ y.name }}{% endwith %}"
    ),
    "arithmetic": paragraphs(
        "{{ 2 * 3 + tasks|length }} {{ 7 // 2 }} {{ 'a' ~ name ~ 1 }} {{ 'x' if empty else 'y' }} {{ 'x' if empty }}"
    ),
    "filtered_loops": paragraphs(
        "{%p for task in tasks if task.due %}", "{{ loop.index }} {{ task.due }}", "{%p endfor %}"
    ),
}


def made(name):
    document = docx.Document()
    TEMPLATES[name](document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()

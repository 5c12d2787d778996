"""The engine beside docxtpl itself: the same template and values give the same text and structure.

What may differ is only how runs are split, ids of editing, and the white space that Word does not show.
"""

import base64
import io
import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import RGBColor
from docxtpl import DocxTemplate, RichText
from jinja2 import Environment, StrictUndefined
from lxml import etree

from service.rendering.package import read_package
from service.rendering.templates import compile_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

TASKS = [
    {"name": "Rà soát thủ tục", "lead": "Phòng Nội vụ", "steps": ["lập danh mục", "niêm yết"], "due": "05/3/2025"},
    {"name": "Tiếp công dân & đối thoại", "lead": "Thanh tra", "steps": [], "due": ""},
    {"name": 'Tuyên truyền "Dân vận khéo"', "lead": "UBND <xã>", "steps": ["một", "hai", "ba"], "due": "12/12/2025"},
]
VALUES = {
    "name": "Kế hoạch năm 2025",
    "office": {"name": "Ủy ban nhân dân huyện Ba Tơ", "place": "Ba Tơ"},
    "tasks": TASKS,
    "empty": "",
    "nothing": [],
    "colour": "FF0000",
    "span": "3",
    "width": "1234567",
    "columns": ["Quý I", "Quý II", "Quý III", "Quý IV"],
    "one_column": ["Năm"],
    "lines": "dòng một\ndòng hai\n  dòng ba",
    "tabs": "cột 1\tcột 2\tcột 3",
    "paragraphs": "đoạn một\ađoạn hai\ađoạn ba",
    "pages": "trang một\ftrang hai",
    "sharp": "5 < 6 & 7 > 2 \"đúng\" 'vậy'",
}


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


def header_and_footer(document):
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ office.name }} - {{ name }}"
    section.footer.paragraphs[0].text = "{% for task in tasks %}{{ loop.index }}. {{ task.name }}; {% endfor %}"
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
    link = parse_xml(f'<w:hyperlink {NS} w:anchor="muc"><w:r><w:rPr><w:u w:val="single"/></w:rPr></w:r></w:hyperlink>')
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
    "a_split_block": paragraphs(("{", "% if na", ("me %", "b"), "}có {{ ", ("name", "i"), " }}{% end", "if %}")),
    "paragraphs_under_a_condition": paragraphs(
        "{%p if name %}", "có {{ name }}", "{%p else %}", "không", "{%p endif %}", "{%p if empty %}", "x", "{%p endif %}"
    ),
    "paragraphs_in_a_loop": paragraphs("{%p for task in tasks %}", ("{{ task.name }}", ("đậm", "b")), "{%p endfor %}"),
    "loops_in_loops": paragraphs(
        "{%p for task in tasks %}", "{{ loop.index }}. {{ task.name }}", "{%p for step in task.steps %}",
        "- {{ step }} ({{ loop.index0 }}/{{ loop.length }})", "{%p else %}", "không có bước", "{%p endfor %}", "{%p endfor %}",
    ),  # fmt: skip
    "blocks_in_a_line": paragraphs(
        "Việc: {% for task in tasks %}{{ task.name }}{% if not loop.last %}; {% else %}.{% endif %}{% endfor %} Hết"
    ),
    "a_block_over_paragraphs": paragraphs("a {% if name %}b", "c {{ name }}", "d{% endif %} e"),
    "a_looped_block_over_paragraphs": paragraphs("a {% for task in tasks %}{{ task.name }}", "hạn {{ task.due }}{% endfor %} e"),
    "rows_in_a_loop": table(
        ("TT", "Nhiệm vụ", "Chủ trì"), ("{%tr for task in tasks %}", "", ""),
        ("{{ loop.index }}", "{{ task.name }}", "{{ task.lead }}"), ("{%tr endfor %}", "", ""),
    ),  # fmt: skip
    "rows_in_rows": table(
        ("{%tr for task in tasks %}", ""), ("{{ task.name }}", "{{ task.due }}"),
        ("{%tr for step in task.steps %}", ""), ("{{ step }}", "x"), ("{%tr endfor %}", ""), ("{%tr endfor %}", ""),
    ),  # fmt: skip
    "rows_under_a_condition": table(
        ("{%tr if empty %}", "b"), ("{{ name }}", "b"), ("{%tr else %}", ""), ("{{ office.place }}", "b"),
        ("{%tr endif %}", ""), ("cuối", "b"),
    ),  # fmt: skip
    "more_columns_than_the_template": table(
        ("", "{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"), ("", "{%tc for c in columns %}", "{{ name }}", "{%tc endfor %}")
    ),
    "fewer_columns_than_the_template": table(
        ("TT", "{%tc for c in one_column %}", "{{ c }}", "{%tc endfor %}"),
        ("1", "{%tc for c in one_column %}", "{{ name }}", "{%tc endfor %}"),
    ),
    "columns_that_are_not_there": table(("a", "{%tc if empty %}", "b", "{%tc endif %}"), ("a", "{%tc if empty %}", "b", "{%tc endif %}")),
    "rows_of_different_widths": table(
        ("{%tr for task in tasks %}", "", ""), ("{{ task.name }}", "b", "c", "d"), ("{%tr endfor %}", "", ""), ("một", "hai")
    ),
    "a_grid_that_is_wrong": table(("a {{ name }}", "b", "c"), ("một", "hai")),
    "vertically_merged_cells": table(
        ("{%tr for task in tasks %}", ""), ("{% vm %}{{ name }}", "{{ task.name }}"), ("{%tr endfor %}", "")
    ),
    "horizontally_merged_cells": table(("{%tc for c in columns %}", "{% hm %}{{ name }}", "{%tc endfor %}"), ("a", "b", "c")),
    "horizontally_merged_spans": horizontally_merged_spans,
    "a_span_by_a_mark": table(("{% colspan span %}{{ name }}",), ("a", "b", "c")),
    "a_coloured_cell": table(
        ("{%tr for task in tasks %}", ""), ("{% cellbg colour %}{{ task.name }}", "b"), ("{%tr endfor %}", "")
    ),
    "runs_under_a_condition": paragraphs((("{%r if name %}", ""), ("có", "b"), ("{%r else %}", ""), ("không", "i"), ("{%r endif %}", ""))),
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
        "{{ name|upper }} {{ office.place|lower }} {{ columns|join(', ') }} {{ columns|first }} {{ columns|last }}",
        "{{ tasks|length }} {{ missing|default('không') }} {% if office.phone is defined %}a{% else %}b{% endif %}",
        "{% if 'Năm' in one_column %}có{% endif %} {{ columns[1:3]|join('-') }} {{ office['place'] }}",
    ),
    "names_of_their_own": paragraphs("{% set x = office.name %}{{ x }} {% with y = tasks[0] %}{{ y.name }}{% endwith %}"),
    "arithmetic": paragraphs("{{ 2 * 3 + tasks|length }} {{ 7 // 2 }} {{ 'a' ~ name ~ 1 }} {{ 'x' if empty else 'y' }}"),
    "filtered_loops": paragraphs("{%p for task in tasks if task.due %}", "{{ loop.index }} {{ task.due }}", "{%p endfor %}"),
}  # fmt: skip


def made(name):
    document = docx.Document()
    TEMPLATES[name](document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def by_docxtpl(content, values):
    template = DocxTemplate(io.BytesIO(content))
    template.render(values, jinja_env=Environment(undefined=StrictUndefined), autoescape=True)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def by_us(content, values):
    return compile_package(read_package(content, "mau.docx")).render(values)


def comparable(content):
    """The parts that are rendered, in a form that is equal when Word shows the same."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.match(r"word/(document|header\d|footer\d|footnotes)\.xml$", name):
                root = etree.fromstring(archive.read(name), etree.XMLParser(remove_blank_text=True))
                found[name] = etree.tostring(normalised(root), method="c14n2", strip_text=False).decode()
    return found


def normalised(root):
    for element in root.iter(etree.Element):
        for attribute in list(element.attrib):
            if "rsid" in attribute or attribute.endswith(("paraId", "textId")):
                del element.attrib[attribute]
    for number, drawing in enumerate(root.iter("{*}docPr")):
        drawing.set("id", str(number))
    for parent in list(root.iter(f"{W}p", f"{W}hyperlink")):
        join_runs(parent)
    etree.cleanup_namespaces(root)
    return root


def join_runs(parent):
    """Put neighbouring runs of one look together; texts as Word shows them; empty runs out."""
    last_look, last_run = None, None
    for child in list(parent):
        if child.tag != f"{W}r":
            last_run = None
            continue
        look = child.find(f"{W}rPr")
        look_text = b"" if look is None or not len(look) else etree.tostring(look)
        pieces = [piece for piece in child if piece.tag != f"{W}rPr" and not is_empty(piece)]
        if not pieces:
            parent.remove(child)
            continue
        if last_run is None or look_text != last_look:
            last_look, last_run = look_text, child
            for piece in list(child):
                if piece not in pieces and not (piece.tag == f"{W}rPr" and look_text):
                    child.remove(piece)
        else:
            last_run.extend(pieces)
            parent.remove(child)
        join_texts(last_run)


def is_empty(piece):
    if piece.tag != f"{W}t":
        return False
    text = piece.text or ""
    piece.text = text if piece.get(SPACE) == "preserve" else text.strip()
    piece.attrib.pop(SPACE, None)
    piece.set(SPACE, "preserve")
    return not piece.text


def join_texts(run):
    previous = None
    for piece in list(run):
        if previous is not None and previous.tag == piece.tag == f"{W}t":
            previous.text += piece.text
            run.remove(piece)
        else:
            previous = piece


@pytest.mark.parametrize("name", TEMPLATES)
def test_text_and_structure_are_those_of_docxtpl(name):
    content = made(name)
    assert comparable(by_us(content, VALUES)) == comparable(by_docxtpl(content, VALUES))


def test_there_are_enough_templates():
    assert len(TEMPLATES) >= 40


def test_core_properties_are_those_of_docxtpl():
    content = made("core_properties")
    ours, theirs = (
        docx.Document(io.BytesIO(render(content, VALUES))).core_properties for render in (by_us, by_docxtpl)
    )
    for name in ("title", "subject", "author", "comments", "identifier", "language"):
        assert getattr(ours, name) == getattr(theirs, name), name


def test_footnotes_are_those_of_docxtpl(footnoted):
    ours, theirs = comparable(by_us(footnoted, VALUES)), comparable(by_docxtpl(footnoted, VALUES))
    assert "Kế hoạch năm 2025" in ours["word/footnotes.xml"]
    assert ours == theirs


@pytest.fixture
def footnoted(build):
    content = made("a_mark")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    note = f'<w:footnotes {NS}><w:footnote w:id="2"><w:p><w:r><w:t>Theo {{{{ name }}}}.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    content = build.with_part(content, "word/footnotes.xml", note)
    entry = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    content = build.with_part(content, "[Content_Types].xml", types.replace("</Types>", entry))
    entry = f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>'
    return build.with_part(content, "word/_rels/document.xml.rels", relations.replace("</Relationships>", entry))


EMPHASISED = {
    "a **đậm** b": [("a ", {}), ("đậm", {"bold": True}), (" b", {})],
    "*nghiêng* rồi ***cả hai***": [
        ("nghiêng", {"italic": True}), (" rồi ", {}), ("cả hai", {"bold": True, "italic": True}),
    ],
    r"sao \*giữ\* & <5>": [("sao *giữ* & <5>", {})],
}  # fmt: skip


@pytest.mark.parametrize("value", EMPHASISED)
def test_emphasis_in_a_run_of_its_own_is_the_rich_text_of_docxtpl(value, build):
    content = build.paragraphs("trước {{r x }} sau")
    rich = RichText()
    for text, look in EMPHASISED[value]:
        rich.add(text, **look)
    assert comparable(by_us(content, {"x": value})) == comparable(by_docxtpl(content, {"x": rich}))

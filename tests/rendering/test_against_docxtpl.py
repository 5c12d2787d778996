"""The engine beside docxtpl itself: the same template and values give the same text and structure.

What may differ is only how runs are split, ids of editing, and the white space that Word does not show.
"""

import io
import zipfile

import docx
import pytest
from docxtpl import RichText

from tests.rendering.comparison import by_docxtpl, by_us, comparable
from tests.rendering.docxtpl_templates import NS, TEMPLATES, made
from tests.rendering.docxtpl_values import VALUES


@pytest.mark.parametrize("name", TEMPLATES)
def test_text_and_structure_are_those_of_docxtpl(name):
    content = made(name)
    assert comparable(by_us(content, VALUES)) == comparable(by_docxtpl(content, VALUES))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{{ name }}", "{{ name }} "),
        ("{{ lines }}", "dòng một dòng hai dòng ba"),
        ("{{ name }}", "{{ office.name }}"),
        ("{{r name }}", ""),
    ],
)
def test_the_comparison_sees_differences(one, other, build):
    contents = [build.paragraphs(text) for text in (one, other)]
    assert comparable(by_us(contents[0], VALUES)) != comparable(by_docxtpl(contents[1], VALUES))


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
    text = "<w:p><w:r><w:t>Theo {{ name }}.</w:t></w:r></w:p>"
    note = f'<w:footnotes {NS}><w:footnote w:id="2">{text}</w:footnote></w:footnotes>'
    content = build.with_part(content, "word/footnotes.xml", note)
    entry = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    content = build.with_part(content, "[Content_Types].xml", types.replace("</Types>", entry))
    entry = f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>'
    return build.with_part(
        content, "word/_rels/document.xml.rels", relations.replace("</Relationships>", entry)
    )


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

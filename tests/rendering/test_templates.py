"""One template, many documents: the same bytes, from any thread, readable by other programs."""

import io
import shutil
import subprocess
import unicodedata
import zipfile
from concurrent.futures import ThreadPoolExecutor

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from service.domain.text import escape_marks, forbidden_character

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def plan(build):
    """A template with a bit of everything."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ name }}"
    for text in ("{{ name }}", "{%p for row in rows %}", "{{ loop.index }}. {{ row.text }}", "{%p endfor %}"):
        document.add_paragraph(text)
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text, table.cell(2, 0).text = "{%tr for row in rows %}", "{%tr endfor %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ row.text }}", "{{ row.note }}"
    document.add_paragraph("hết {{ name }}").runs[0].italic = True
    return build.bytes_of(document)


def values(seed):
    rows = [
        {"text": f"Nhiệm vụ {seed}.{n} & **đậm** <{n}>", "note": f"dòng {n}\nhai"} for n in range(seed % 7)
    ]
    return {"name": f"Kế hoạch số {seed}", "rows": rows}


def test_the_same_values_give_the_same_bytes(plan, compiled):
    assert compiled(plan).render(values(5)) == compiled(plan).render(values(5))


def test_documents_do_not_know_when_they_were_made(plan, compiled):
    with zipfile.ZipFile(io.BytesIO(compiled(plan).render(values(1)))) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_eight_threads_give_what_one_gives(plan, compiled):
    template = compiled(plan)
    alone = [template.render(values(seed)) for seed in range(500)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        together = list(pool.map(lambda seed: template.render(values(seed)), range(500)))
    assert together == alone
    assert len(set(alone)) == 500


def test_values_are_not_changed(plan, compiled):
    given_values = values(6)
    compiled(plan).render(given_values)
    assert given_values == values(6)


def test_a_failed_rendering_leaves_nothing_behind(plan, compiled):
    template = compiled(plan)
    before = template.render(values(3))
    with pytest.raises(Exception, match="không có trường"):
        template.render({"name": "chỉ tên"})
    assert template.render(values(3)) == before


def test_content_types_come_first_and_dynamic_parts_last(plan, compiled):
    with zipfile.ZipFile(io.BytesIO(compiled(plan).render(values(2)))) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert "word/document.xml" in names[-2:]


def test_marks_are_told_with_their_paths(plan, compiled):
    assert compiled(plan).marks() == {"name", "rows", "rows[].text", "rows[].note"}


def test_the_hash_names_the_template(plan, compiled, build):
    assert compiled(plan).sha256 == compiled(plan).sha256
    assert compiled(plan).sha256 != compiled(build.paragraphs("khác")).sha256


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=80).filter(
    lambda text: forbidden_character(text) is None and "\r" not in text
)


@pytest.fixture(scope="module")
def fields(build, compiled):
    document = docx.Document()
    document.add_paragraph("{{ a }}").runs[0].bold = True
    document.add_paragraph("{%p for x in b %}")
    document.add_paragraph("đầu {{ x.c }} cuối")
    document.add_paragraph("{%p endfor %}")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "{{ d }}"
    document.sections[0].header.paragraphs[0].text = "{{ d }}"
    document.core_properties.title = "{{ d }}"
    return compiled(build.bytes_of(document))


def shown(paragraph):
    """The text that Word shows: without xml:space, white space at the ends of a piece is lost."""
    pieces = []
    for piece in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        if piece.tag == f"{W}t":
            keeps = piece.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            pieces.append((piece.text or "") if keeps else (piece.text or "").strip(" \t\n"))
        else:
            pieces.append({"br": "\n", "tab": "\t"}[etree.QName(piece).localname])
    return "".join(pieces)


@settings(max_examples=150, deadline=None)
@given(a=TEXTS, b=st.lists(TEXTS, max_size=3), d=TEXTS)
def test_any_text_comes_back_unchanged(fields, part, a, b, d):
    a, d = unicodedata.normalize("NFC", a), unicodedata.normalize("NFC", d)
    items = [{"c": escape_marks(text)} for text in b]
    content = fields.render({"a": escape_marks(a), "b": items, "d": escape_marks(d)})
    body = etree.fromstring(part(content, "word/document.xml"))
    texts = [shown(paragraph) for paragraph in body.iter(f"{W}p")]
    assert texts == [a, *(f"đầu {text} cuối" for text in b), d]
    header = etree.fromstring(part(content, "word/header1.xml"))
    assert [shown(paragraph) for paragraph in header.iter(f"{W}p")] == [d]
    assert docx.Document(io.BytesIO(content)).core_properties.title == d.replace("\n", " ")


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_any_marked_text_gives_a_readable_file(fields, text):
    content = fields.render({"a": text, "b": [{"c": text}], "d": text})
    assert docx.Document(io.BytesIO(content)).paragraphs


@pytest.mark.office
def test_libreoffice_opens_a_document(plan, compiled, tmp_path):
    file = tmp_path / "ra.docx"
    file.write_bytes(compiled(plan).render(values(6)))
    command = [
        shutil.which("soffice") or "soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(file),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (tmp_path / "ra.txt").read_text(encoding="utf-8-sig")
    assert "5. Nhiệm vụ 6.4 & đậm <4>" in text

"""Templates made on the spot with python-docx, and what is inside the documents that come out."""

import io
import zipfile
from types import SimpleNamespace

import docx
import pytest
from docx.enum.section import WD_ORIENT

from service.rendering.package import read_package
from service.rendering.templates import compile_package


def _bytes_of(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _with_paragraphs(*texts):
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return _bytes_of(document)


def _with_part(content, name, body):
    """The same .docx with one part added or put in place of another."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for item in source.namelist():
            if item != name:
                target.writestr(item, source.read(item))
        target.writestr(name, body)
    return stream.getvalue()


def _part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def _compiled(content, name="mau.docx"):
    return compile_package(read_package(content, name))


@pytest.fixture(scope="session")
def build():
    """How tests make a .docx: from a python-docx document, from paragraphs, from another one."""
    return SimpleNamespace(bytes_of=_bytes_of, paragraphs=_with_paragraphs, with_part=_with_part)


@pytest.fixture(scope="session")
def part():
    """Read one part of a .docx."""
    return _part


@pytest.fixture(scope="session")
def compiled():
    """Compile the bytes of a .docx."""
    return _compiled


@pytest.fixture(scope="session")
def lines():
    """The texts of the paragraphs of a .docx, tables left out."""
    return lambda content: [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


@pytest.fixture
def frame(build):
    """A frame of the smallest kind: a header, the two places, a signature table."""
    document = docx.Document()
    document.add_paragraph("{{ frame.kind_title }}")
    document.add_paragraph("{{ content }}", style="Normal")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "{{ frame.signer_name }}"
    document.add_paragraph("{{ appendices }}")
    section = document.sections[0]
    section.header.paragraphs[0].text = "đầu trang"
    section.different_first_page_header_footer = True
    return build.bytes_of(document)


@pytest.fixture
def content():
    """The template of a type with two appendices, the first one lying."""
    document = docx.Document()
    document.add_paragraph("Thân: {{ text }}")
    for label in ("mot", "hai"):
        section = document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE if label == "mot" else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width
        document.add_paragraph(f"{{%p if phu_luc.{label} %}}")
        document.add_paragraph(f"{{{{ phu_luc.{label} }}}}")
        document.add_paragraph("{%p endif %}")
    return document

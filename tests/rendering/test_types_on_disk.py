"""Every type in the repository: its template compiles in its frame, and prints what docxtpl prints with it."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.domain.frame import Act
from service.domain.text import plain
from service.issuing.issuer import prepared_input
from service.rendering import templates
from service.rendering.composing import DOCUMENT, compose
from service.rendering.context import build
from service.rendering.filters import FILTERS
from service.rendering.package import PackageWriter, read_package
from service.rendering.wordml import forget_origins, parse, serialise
from tests.rendering.comparison import breaking

TYPES = Path(__file__).parents[2] / "templates_docx"
CATALOGUE = Catalogue(FolderSource(TYPES))
NAMES = [document_type.slug for document_type in CATALOGUE.types()]


def context_of(slug, sample):
    document_type = CATALOGUE.get(slug)
    return build(prepared_input(CATALOGUE, document_type, CATALOGUE.sample(slug, sample)), Act())


def without_marks(value):
    """Values without emphasis: docxtpl prints stars as they are."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {key: without_marks(item) for key, item in value.items()}
    return [without_marks(item) for item in value] if isinstance(value, list) else value


def by_docxtpl(document_type, values):
    frame = (templates.FRAMES / f"{document_type.frame}.docx").read_bytes()
    content = document_type.files[templates.TEMPLATE_FILE]
    package = compose(read_package(frame, "frame.docx"), read_package(content, "template.docx"))
    root = parse(package.parts[DOCUMENT], "template.docx")
    forget_origins(root)
    parts = {**package.parts, DOCUMENT: serialise(root)}
    environment = Environment(undefined=StrictUndefined, autoescape=True)
    environment.filters.update(FILTERS)
    template = DocxTemplate(io.BytesIO(PackageWriter(parts, []).write([])))
    template.render(values, jinja_env=environment, autoescape=True)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def shape(content):
    """All texts of the body and the headers with the properties around them, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(
            name for name in archive.namelist() if re.match(r"word/(document|header\d*)\.xml$", name)
        )
        xml = " ".join(breaking(archive.read(name)).decode() for name in names)
    xml = re.sub(r' (xmlns:\w+|w:rsid\w*|xml:space|id)="[^"]*"|<\?xml[^>]*\?>|\s*/?(?=>)', "", xml)
    xml = xml.replace("&#34;", '"').replace("&quot;", '"').replace("&#39;", "'")
    return re.findall(r"<[\w:]+[^>]*>|[^<>]+", re.sub(r"</?w:(?:r|t|body)>", "", xml))


def test_there_is_a_type():
    assert NAMES


@pytest.mark.parametrize("slug", NAMES)
@pytest.mark.parametrize("sample", ["full", "minimal"])
def test_a_sample_is_what_docxtpl_makes_of_it(slug, sample):
    values = without_marks(context_of(slug, sample))
    document_type = CATALOGUE.get(slug)
    ours = templates.compiled(document_type).render(values)
    assert shape(ours) == shape(by_docxtpl(document_type, values))


@pytest.mark.parametrize("slug", NAMES)
def test_a_template_is_compiled_once(slug):
    document_type = CATALOGUE.get(slug)
    assert templates.compiled(document_type) is templates.compiled(document_type)


@pytest.mark.parametrize("slug", NAMES)
def test_a_sample_leaves_no_mark_and_no_star_behind(slug):
    document = docx.Document(
        io.BytesIO(templates.compiled(CATALOGUE.get(slug)).render(context_of(slug, "full")))
    )
    text = "\n".join(
        paragraph.text for paragraph in document.element.body.iter("{*}p") if hasattr(paragraph, "text")
    )
    assert "{{" not in text
    assert "{%" not in text
    assert "**" not in text


def test_an_unknown_frame_is_a_clear_fault(build):
    class Folder:
        slug, frame, files = "la", "../van_ban", {"template.docx": build.paragraphs("x")}

    with pytest.raises(Exception, match=r"^_base/\.\./van_ban\.docx: tệp"):
        templates.compiled(Folder())

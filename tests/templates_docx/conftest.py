"""The committed .docx sources, read here without the service: what a person finds who opens them in Word."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).parents[2] / "templates_docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = {"0", "false", "off", "none"}


class Source:
    """A .docx of the repository: its parts as XML, its styles with what they inherit."""

    def __init__(self, path: Path):
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.raw = {name: archive.read(name) for name in archive.namelist()}
        self.xml = {name: etree.fromstring(content) for name, content in self.raw.items()}
        self.body = self.xml["word/document.xml"].find(f"{W}body")
        self.styles = {
            style.get(f"{W}styleId"): style for style in self.xml["word/styles.xml"].iter(f"{W}style")
        }
        self.names = {style.find(f"{W}name").get(f"{W}val"): key for key, style in self.styles.items()}

    def paragraphs(self):
        return list(self.xml["word/document.xml"].iter(f"{W}p"))

    def property(self, style_id, group, name):
        """The element `name` of `pPr` or `rPr` that holds for a style: its own or an ancestor's."""
        key = style_id
        while key:
            found = self.styles[key].find(f"{W}{group}/{W}{name}")
            if found is not None:
                return found
            base = self.styles[key].find(f"{W}basedOn")
            key = base.get(f"{W}val") if base is not None else None
        return self.xml["word/styles.xml"].find(f"{W}docDefaults/{W}{group}Default/{W}{group}/{W}{name}")

    def value(self, style_id, group, name, attribute="val", default=""):
        found = self.property(style_id, group, name)
        return default if found is None else found.get(f"{W}{attribute}", default)

    def is_on(self, style_id, group, name):
        found = self.property(style_id, group, name)
        return found is not None and found.get(f"{W}val") not in OFF

    def look(self, style_id):
        """What a style does, in the units of the decree: points, and words for the rest."""

        def points(group, name, attribute, unit):
            return int(self.value(style_id, group, name, attribute, "0")) / unit

        exact = self.value(style_id, "pPr", "spacing", "lineRule", "auto") != "auto"
        return {
            "size": points("rPr", "sz", "val", 2),
            "bold": self.is_on(style_id, "rPr", "b"),
            "italic": self.is_on(style_id, "rPr", "i"),
            "capitals": self.is_on(style_id, "rPr", "caps"),
            "align": self.value(style_id, "pPr", "jc", default="left"),
            "before": points("pPr", "spacing", "before", 20),
            "after": points("pPr", "spacing", "after", 20),
            "lines": points("pPr", "spacing", "line", 20 if exact else 240),
            "first_line_cm": round(points("pPr", "ind", "firstLine", 567), 2),
            "keep_with_next": self.is_on(style_id, "pPr", "keepNext"),
        }


def text_of(paragraph):
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t"))


def style_of(paragraph):
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "Normal" if found is None else found.get(f"{W}val")


@pytest.fixture(scope="session")
def frame():
    return Source(ROOT / "_base" / "van_ban.docx")


TEMPLATES = sorted(path for path in ROOT.glob("*/template.docx"))
FRAMES = sorted((ROOT / "_base").glob("*.docx"))


def _label(path):
    return path.parent.name if path.name == "template.docx" else path.stem


@pytest.fixture(scope="session", params=TEMPLATES, ids=_label)
def template(request):
    return Source(request.param)


@pytest.fixture(scope="session", params=FRAMES + TEMPLATES, ids=_label)
def source(request):
    return Source(request.param)


@pytest.fixture(scope="session")
def read():
    """Functions on paragraphs, for tests: `read.text(paragraph)`, `read.style(paragraph)`."""

    class Read:
        text = staticmethod(text_of)
        style = staticmethod(style_of)

    return Read

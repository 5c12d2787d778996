"""Documents by docxtpl and by the engine, in a form that is equal when Word shows the same."""

import io
import re
import zipfile

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from lxml import etree

from service.rendering.package import read_package
from service.rendering.templates import compile_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def by_docxtpl(content, values):
    template = DocxTemplate(io.BytesIO(content))
    template.render(
        values, jinja_env=Environment(undefined=StrictUndefined, autoescape=True), autoescape=True
    )
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def breaking(xml):
    """The XML of a part with plain spaces and hyphens: docxtpl knows no others, we keep words together."""
    hyphen = b'</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
    return xml.replace(hyphen, b"-").replace("\u00a0".encode(), b" ")


def by_us(content, values):
    return compile_package(read_package(content, "mau.docx")).render(values)


def comparable(content):
    """The parts that are rendered, in a form that is equal when Word shows the same."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.match(r"word/(document|header\d|footer\d|footnotes)\.xml$", name):
                root = etree.fromstring(breaking(archive.read(name)), etree.XMLParser(remove_blank_text=True))
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

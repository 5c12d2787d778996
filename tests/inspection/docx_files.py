"""Makes small .docx files from bare XML, so that a test shows the very markup that it is about."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACES = (
    f"{W} xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' "
    "xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' "
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
    "xmlns:wpg='http://schemas.microsoft.com/office/word/2010/wordprocessingGroup' "
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'"
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT_RELS = (
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    f"<Relationship Id='r1' Type='{_RELATION}/officeDocument' Target='word/document.xml'/>"
    "<Relationship Id='r2' Type='http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties'"
    " Target='docProps/core.xml'/></Relationships>"
)
_KINDS = {"styles": "styles", "numbering": "numbering", "theme": "theme/theme1", "settings": "settings"}


def paragraph(text, properties="", run=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def table(*rows, properties=""):
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{cells}</w:tbl>"


def docx(body, *, headers=None, section="", parts=None, **named):
    """Return a .docx: `body` is the XML inside w:body, `named` the inside of styles, numbering, theme, settings."""
    relations = "".join(
        f"<Relationship Id='{kind}' Type='{_RELATION}/{kind}' Target='{_KINDS[kind]}.xml'/>" for kind in named
    )
    headers = headers or {}
    relations += "".join(
        f"<Relationship Id='{name}' Type='{_RELATION}/{name.rstrip('0123456789')}' Target='{name}.xml'/>"
        for name in headers
    )
    files = {
        "_rels/.rels": _ROOT_RELS,
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>",
        "word/_rels/document.xml.rels": (
            f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{relations}"
            "</Relationships>"
        ),
        **{f"word/{_KINDS[kind]}.xml": _root(kind, content) for kind, content in named.items()},
        **{f"word/{name}.xml": f"<w:hdr {SPACES}>{content}</w:hdr>" for name, content in headers.items()},
        **(parts or {}),
    }
    return zipped(files)


def _root(kind, content):
    if kind == "theme":
        return f"<a:theme {SPACES}>{content}</a:theme>"
    return f"<w:{kind} {SPACES}>{content}</w:{kind}>"


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()

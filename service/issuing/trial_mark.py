"""“BẢN THỬ” on each page of a document that a test token made: nobody can take it for a document of the office.

The mark stands in the headers, floating, so that no line of the document moves.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from service.register.sandbox import TEST_WORDS, is_twin

_KEY = "test_mark"
_HEADER = re.compile(r"word/header\d*\.xml")
_FIRST_PARAGRAPH_END = re.compile(rb"</w:p>")
_TIME = (1980, 1, 1, 0, 0, 0)
_RUN = (
    '<w:r xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"><w:pict>'
    '<v:shape id="ban-thu" type="#_x0000_t202" stroked="f" filled="f" style="position:absolute;'
    "width:170pt;height:30pt;z-index:1;mso-position-horizontal:right;"
    "mso-position-horizontal-relative:page;mso-position-vertical:bottom;"
    'mso-position-vertical-relative:page" coordsize="21600,21600" path="m,l,21600r21600,l21600,xe">'
    '<v:textbox inset="0,0,0,0"><w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/>'
    '<w:sz w:val="36"/></w:rPr>'
    f"<w:t>{TEST_WORDS}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    '<w10:wrap anchorx="page" anchory="page"/></v:shape></w:pict></w:r>'
).encode()


def test_words(office_id: str) -> dict[str, str]:
    """Return what the context of a document says of this: nothing but in a sandbox."""
    return {_KEY: TEST_WORDS} if is_twin(office_id) else {}


def marked_if_test(content: bytes, context: Mapping[str, Any]) -> bytes:
    """Return a rendered .docx, with the mark where its context says that it is a test."""
    return marked(content) if _KEY in context else content


def marked(content: bytes) -> bytes:
    """Return a .docx with the mark on each page; the same bytes for the same document."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in source.infolist():
            body = source.read(entry)
            if _HEADER.fullmatch(entry.filename):
                body = _FIRST_PARAGRAPH_END.sub(_RUN + b"</w:p>", body, count=1)
            info = zipfile.ZipInfo(entry.filename, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, body)
    return target.getvalue()

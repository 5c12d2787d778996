"""All documents of a batch as one .docx, or as one PDF of it, for printing in one go.

The documents of a batch have one template and one frame, so all their parts but the body are the same: the bodies
follow each other, each in sections of its own whose pages are counted anew.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice

from service.conversion.libreoffice import Converter, ConverterMissing
from service.errors import ServiceError
from service.issuing.page_pictures import pdf_of
from service.issuing.workplace import Turn, Workplace
from service.jobs.fetched import Content, Fetched, tag_of
from service.jobs.shown_items import all_items
from service.register import batches, storage

DOCX, PDF = "docx", "pdf"
MOST_MERGED = 500
_VERSION = 1
"""Another one where the documents are put together in another way: the tags of before hold no more."""
_NOTHING = "Đợt chưa có văn bản nào để gộp."
_MOMENT = (1980, 1, 1, 0, 0, 0)
_MAIN = "word/document.xml"
_BODY = re.compile(
    rb"(.*<w:body>)(.*)(<w:sectPr[ >](?:(?!<w:sectPr[ >]).)*</w:sectPr>)(</w:body>.*)", re.DOTALL
)
_DRAWING_ID = re.compile(rb'(<wp:docPr [^>]*?\bid=")\d+(")')
_MARGINS = re.compile(rb"<w:pgMar [^>]*/>")
_END_OF_DOCUMENT = (
    b'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>%s</w:pPr></w:p>'
)


class NotMergeable(ServiceError):
    """Documents that cannot stand in one file: too many, none, or of different templates."""

    code = "not_mergeable"


def merged(workplace: Workplace, batch_id: str, form: str, converter: Converter | None) -> Fetched:
    """Return one file of all documents that are ready as it is now. `form` is ``docx`` or ``pdf``.

    The converter writes moment and number of its own into each PDF: two of the same documents differ in their bytes.
    Raises BatchNotFound, NotAllowed, NotMergeable, ConverterMissing; when it is made also ConversionFailed.
    """
    if form == PDF and converter is None:
        raise ConverterMissing
    with workplace.reading() as turn:
        batches.batch(turn.session, turn.actor, batch_id)
        hashes = _ready(turn, batch_id)

    def made() -> Content:
        with workplace.reading() as turn:
            content = merged_docx(storage.load(turn.session, one) or b"" for one in hashes)
        if form == PDF:
            content = pdf_of(content, converter, is_kept=False)
        return Content(len(content), iter((content,)), sha256(content).digest())

    return Fetched(tag_of(f"{form} {_VERSION}", hashes), made, is_exact=form == DOCX)


def merged_docx(contents: Iterator[bytes]) -> bytes:
    """Return one .docx of several of one template. Raises NotMergeable."""
    first = next(contents, None)
    if first is None:
        raise NotMergeable(_NOTHING)
    parts = _parts(first)
    head, body, section, tail = _split(parts[_MAIN])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            if name != _MAIN:
                package.writestr(_entry(name), part)
        with package.open(_entry(_MAIN), "w") as main:
            main.write(head + _with_own_ids(body, 0))
            for count, content in enumerate(contents, start=1):
                main.write(_END_OF_DOCUMENT % _counted_anew(section))
                _, body, section, _ = _split(_same(parts, _parts(content))[_MAIN])
                main.write(_with_own_ids(body, count))
            main.write(_counted_anew(section) + tail)
    return out.getvalue()


def _ready(turn: Turn, batch_id: str) -> list[str]:
    """Return the hashes of the files that are ready, in the order of the table, without those voided or recalled.

    Raises NotMergeable for none, and for too many.
    """
    files = (shown.sha256 for shown in all_items(turn, batch_id) if shown.sha256)
    found = list(islice(files, MOST_MERGED + 1))
    if not found:
        raise NotMergeable(_NOTHING)
    if len(found) > MOST_MERGED:
        raise NotMergeable(f"Đợt có hơn {MOST_MERGED} văn bản: không gộp thành một tệp. Tải tệp ZIP.")
    kept = storage.sizes(turn.session, found)
    return [one for one in found if one in kept]


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _same(parts: dict[str, bytes], others: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts of another document where all but its body are those of the first."""
    own = {name for name in parts if name != _MAIN and not name.startswith("docProps/")}
    if any(parts[name] != others.get(name) for name in own):
        raise NotMergeable("Các văn bản của đợt làm từ những bản mẫu khác nhau: không gộp được. Tải tệp ZIP.")
    return others


def _split(document: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Return what stands before the body, the body, its last section, and what stands after."""
    found = _BODY.fullmatch(document)
    if found is None:
        raise NotMergeable("Văn bản của đợt có cấu trúc lạ: không gộp được. Tải tệp ZIP.")
    return found[1], found[2], found[3], found[4]


def _counted_anew(section: bytes) -> bytes:
    """Return a section whose pages are counted from 1."""
    if b"<w:pgNumType" in section:
        return section
    return _MARGINS.sub(lambda margins: margins[0] + b'<w:pgNumType w:start="1"/>', section, count=1)


def _with_own_ids(body: bytes, count: int) -> bytes:
    """Return a body whose drawings have ids that no other document of the file has."""
    place = 0

    def own(match: re.Match[bytes]) -> bytes:
        nonlocal place
        place += 1
        return match[1] + str(count * 100 + place).encode() + match[2]

    return _DRAWING_ID.sub(own, body)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry

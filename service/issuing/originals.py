"""Bản gốc: the signed sheet's scan or the signed PDF, taken in with its sha256 and never changed.

Basis: Nghị định 30/2020/NĐ-CP, Điều 3 khoản 9, Điều 19.
"""

import re
from collections.abc import Collection, Sequence
from pathlib import PurePath
from typing import Literal

from service.domain.findings import Finding
from service.domain.text import quoted
from service.issuing.questions import require_answered
from service.issuing.workplace import Turn, Workplace
from service.register import documents, files
from service.register.entries import NewFile
from service.register.errors import InvalidEntry
from service.register.models import Document, DocumentFile
from service.register.warnings_of_entry import known_files, questions_of_files

_KINDS = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".tif": (b"", "image/tiff"),
    ".tiff": (b"", "image/tiff"),
    ".docx": (b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".doc": (b"\xd0\xcf\x11\xe0", "application/msword"),
}
_SCANS = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})
_TIFF_STARTS = (b"II*\0", b"MM\0*")
_PDF_SIGNATURE = b"/ByteRange"
#: Control signs, ends of lines, and signs that turn the order of the letters: what they show is another name.
_UNWANTED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class UnusableName(InvalidEntry):
    """The name of a file holds signs that nobody sees."""


def original(name: str, content: bytes) -> NewFile:
    """Return a signed scan or a signed PDF as the register keeps it. Raises InvalidEntry for anything else.

    A PDF with an electronic signature inside counts as signed, any other as a scan.
    """
    ending, media_type = _known(name, content)
    if ending not in {".pdf", *_SCANS}:
        raise InvalidEntry(f"{name}: bản gốc là tệp PDF đã ký hoặc bản quét (PDF, JPG, PNG, TIFF).")
    is_signed = ending == ".pdf" and _PDF_SIGNATURE in content
    role: Literal["signed_pdf", "signed_scan"] = "signed_pdf" if is_signed else "signed_scan"
    return NewFile(role=role, content=content, name=PurePath(name).name, media_type=media_type)


def recorded_file(name: str, content: bytes) -> NewFile:
    """Return the file of a document made elsewhere: PDF, scan or Word. Raises InvalidEntry."""
    _, media_type = _known(name, content)
    return NewFile(role="record", content=content, name=PurePath(name).name, media_type=media_type)


def attach(workplace: Workplace, document_id: str, originals: Sequence[NewFile]) -> list[DocumentFile]:
    """Take in originals at the signature or later. Raises WrongState, InvalidEntry, NotAllowed."""
    with workplace.writing() as turn:
        return files.attach(turn.session, turn.actor, document_id, originals)


def require_new(
    turn: Turn, row: Document, originals: Sequence[NewFile], acknowledged: Collection[str]
) -> None:
    """Undo an act, in its transaction, that brings a document files which another one has already.

    Raises OpenQuestions for those that nobody confirmed (`questions.answered`).
    """
    found = questions_of_files(turn.session, row.office_id, originals, path="originals", but=row.id)
    require_answered(found, acknowledged)


def known_before(workplace: Workplace, added: Sequence[DocumentFile]) -> list[Finding]:
    """Return a warning for each file that was just taken in and that another document has already."""
    if not added:
        return []
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, added[0].document_id)
        return known_files(turn.session, row, added)


def _known(name: str, content: bytes) -> tuple[str, str]:
    """Return ending and media type of a file whose first bytes are what its name says.

    Raises InvalidEntry, UnusableName for a name that cannot be shown as it is.
    """
    if _UNWANTED.search(name):
        shown = quoted(_UNWANTED.sub(" ", name))
        raise UnusableName(f"Tên tệp {shown} có ký tự điều khiển hoặc ký tự ẩn. Đổi tên tệp rồi gửi lại.")
    ending = PurePath(name).suffix.lower()
    if ending not in _KINDS:
        raise InvalidEntry(f"{name}: chỉ nhận {', '.join(sorted(_KINDS))}.")
    start, media_type = _KINDS[ending]
    starts = (start,) if start else _TIFF_STARTS
    if not content.startswith(starts):
        raise InvalidEntry(f"{name}: nội dung không phải {ending}. Kiểm tra lại tệp.")
    return ending, media_type

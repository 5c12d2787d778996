"""What the book says about a document apart from number and day, and the key by which it is found."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, Literal

from service.domain.recipients import Recipient, paper_copies, recipient_from
from service.domain.text import fold, nfc
from service.register.errors import InvalidEntry
from service.register.models import Document

RelationKind = Literal["replaces", "amends", "corrects"]
URGENCIES = ("", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")
"""In ascending order; "" is the ordinary one."""
SUBJECT_MAX_CHARACTERS = 500
LETTER, PERSONAL_LETTER = "CV", "ThC"  # TC is Thông cáo
WITHOUT_ABBREVIATION = frozenset({LETTER, PERSONAL_LETTER})
"""How the book knows công văn and thư công, which print no abbreviation of their kind."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RECIPIENT_FIELDS = tuple(field.name for field in fields(Recipient))
_LIMITS = {
    "kind_title": ("Tên loại", 100),
    "symbol": ("Ký hiệu", 30),
    "signer_name": ("Họ tên người ký", 50),
    "signer_position": ("Chức vụ người ký", 100),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """What a line of the book says besides kind and symbol.

    `copies` None: computed from the recipients and the filed one; `pages` None: nobody counted. `body` names the
    advisory body whose series numbers it.
    """

    subject: str
    body: str = ""
    is_secret: bool = False
    signer_id: str | None = None
    signer_name: str = ""
    signer_position: str = ""
    signer_capacity: str = "none"
    recipients: Sequence[Recipient] = ()
    kept_by: str = "VT"
    copies: int | None = None
    pages: int | None = None
    urgency: str = ""
    due_on: date | None = None
    language: str = "Tiếng Việt"
    file_catalog: int | None = None
    file_notation: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookEntry(LineFacts):
    """A line of the book before its number.

    `kind` is the abbreviation (``KH``; công văn ``CV``, thư công ``ThC``: they print none), `kind_title` its
    name (``Kế hoạch``), `symbol` what follows the slash (``KH-UBND``).
    """

    kind: str
    kind_title: str
    symbol: str


_FIELDS = tuple(field.name for field in fields(BookEntry))
_OF_THE_ROW = tuple(name for name in _FIELDS if name not in {"symbol", "recipients"})
"""Columns of a document that its entry has under the same name."""


@dataclass(frozen=True, slots=True)
class TypeReference:
    """The version of a document type that made an input: slug, version, sha256 of its folder."""

    slug: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class NewRelation:
    """What a new document does to an earlier one of the same office: `target` is its id."""

    kind: RelationKind
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document that does not exist yet: its office, its line of the book, its input (canonical bytes).

    `id` is given where the file was rendered before the document was written; else the register makes one.
    """

    office_id: str
    entry: BookEntry
    input: bytes
    type: TypeReference | None = None
    relations: Sequence[NewRelation] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file to be kept with a document."""

    role: Literal["rendered", "signed_scan", "signed_pdf", "record"]
    content: bytes
    name: str
    media_type: str


def fill(document: Document, entry: BookEntry) -> None:
    """Write an entry into the row of a document without a number; a draft may hold what is wrong.

    Raises InvalidEntry for characters that no text has and no database keeps.
    """
    _require_text(entry)
    document.kind, document.kind_title = entry.kind, nfc(entry.kind_title)
    document.subject, document.base_symbol = nfc(" ".join(entry.subject.split())), nfc(entry.symbol)
    document.body, document.is_secret = nfc(entry.body), entry.is_secret
    document.signer_id, document.signer_name = entry.signer_id, nfc(entry.signer_name)
    document.signer_position, document.signer_capacity = nfc(entry.signer_position), entry.signer_capacity
    document.recipients = [_recipient_object(recipient) for recipient in entry.recipients]
    document.kept_by = nfc(entry.kept_by)
    document.copies = paper_copies(entry.recipients) if entry.copies is None else entry.copies
    document.pages, document.urgency, document.due_on = entry.pages, entry.urgency, entry.due_on
    document.language, document.note = entry.language, nfc(entry.note)
    document.file_catalog, document.file_notation = entry.file_catalog, entry.file_notation
    document.search_text = search_text(document)


def entry_of(document: Document) -> BookEntry:
    """Return the entry that stands in the row of a document."""
    facts = {name: getattr(document, name) for name in _OF_THE_ROW}
    return BookEntry(symbol=document.base_symbol, recipients=recipients_of(document), **facts)


def _recipient_object(recipient: Recipient) -> dict[str, Any]:
    """Return a recipient as the row keeps it; `dataclasses.asdict` would cost ten times as much."""
    return {name: getattr(recipient, name) for name in _RECIPIENT_FIELDS}


def recipients_of(document: Document) -> list[Recipient]:
    """Return the recipients that a document was entered with."""
    return [recipient_from(raw) for raw in document.recipients]


def search_text(document: Document) -> str:
    """Return the words by which a document is found, folded: subject, kind, code, signer, recipients, note.

    A number is found with and without its leading zero.
    """
    names = [str(raw["name"]) for raw in document.recipients]
    number = "" if document.number is None else str(document.number)
    parts = [
        document.subject,
        document.kind_title,
        document.kind,
        document.code or document.base_symbol,
        number,
        document.signer_name,
        document.note,
        *names,
    ]
    return " ".join(dict.fromkeys(chain.from_iterable(map(_words_of, parts))))


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order.

    >>> words("Kế hoạch 05/KH-UBND")
    ['ke', 'hoach', '05', 'kh', 'ubnd']
    """
    return re.findall(r"\w+", fold(text).replace("_", " "))


@lru_cache(maxsize=512)
def _words_of(part: str) -> tuple[str, ...]:
    """Return the words of what an office writes into every line, and of a subject, which is asked for twice."""
    return tuple(words(part))


def fingerprint_of(new: NewDocument) -> Mapping[str, Any]:
    """Return what makes two requests with one key the same request."""
    return {
        "kind": new.entry.kind,
        "symbol": new.entry.symbol,
        "subject": new.entry.subject,
        "input": new.input.hex(),
    }


def _require_text(entry: BookEntry) -> None:
    """Refuse control characters and halves of characters: no font shows them, no document can hold them."""
    texts = [getattr(entry, name) for name in _FIELDS]
    texts += [getattr(one, name) for one in entry.recipients for name in _RECIPIENT_FIELDS]
    if _NO_TEXT.search("".join(text for text in texts if isinstance(text, str))):
        raise InvalidEntry(
            "Trích yếu hoặc một ô khác của văn bản có ký tự điều khiển hay ký tự hỏng. Gõ lại ô đó, không dán.",
            code="no_text",
        )


def require_sound(entry: BookEntry) -> None:
    """Raise InvalidEntry for what the book cannot hold, naming every field at once."""
    faults = []
    if not entry.subject.strip() or len(entry.subject) > SUBJECT_MAX_CHARACTERS:
        faults.append(f"Trích yếu phải có và không quá {SUBJECT_MAX_CHARACTERS} ký tự.")
    if not entry.kind.strip() or not entry.kind_title.strip():
        faults.append("Loại văn bản phải có chữ viết tắt và tên loại.")
    faults += _symbol_faults(entry)
    if entry.urgency not in URGENCIES:
        faults.append("Mức độ khẩn chỉ nhận: KHẨN, THƯỢNG KHẨN, HỎA TỐC hoặc để trống.")
    faults += [
        f"{called} dài quá {limit} ký tự, rút gọn lại."
        for name, (called, limit) in _LIMITS.items()
        if len(getattr(entry, name)) > limit
    ]
    if faults:
        raise InvalidEntry(" ".join(faults))


def require_sound_symbol(entry: BookEntry) -> None:
    """Raise InvalidEntry for a symbol that `require_sound` would refuse, before the rest of the line is known."""
    if faults := _symbol_faults(entry):
        raise InvalidEntry(" ".join(faults), path="symbol")


def _symbol_faults(entry: BookEntry) -> list[str]:
    """Return what is wrong with the symbol: its signs, its kind, the body that it must name."""
    faults = []
    if not entry.symbol.strip() or "/" in entry.symbol:
        faults.append("Ký hiệu phải có và không chứa dấu /, như KH-UBND.")
    if any(sign.isspace() for sign in entry.symbol.strip()) or entry.symbol.strip().endswith("."):
        faults.append("Ký hiệu không có khoảng trắng và không có dấu chấm ở cuối, như KH-UBND.")
    if entry.kind not in WITHOUT_ABBREVIATION and not entry.symbol.startswith(f"{entry.kind}-"):
        faults.append(
            f"Ký hiệu của {entry.kind_title} phải bắt đầu bằng {entry.kind}-, như {entry.kind}-UBND."
        )
    if entry.body and entry.body not in entry.symbol.split("-"):
        faults.append(f"Ký hiệu của {entry.body} phải chứa {entry.body}, như KH-{entry.body}.")
    return faults

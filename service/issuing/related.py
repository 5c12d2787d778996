"""Other documents of the office's book by their number and symbol, as people write them."""

from datetime import date

from service.domain.dates import short_date
from service.domain.document_code import DocumentCode, format_code, parse_code
from service.domain.refusal import Refused
from service.issuing.workplace import Turn
from service.register import documents
from service.register.entries import NewRelation
from service.register.errors import DocumentNotFound, InvalidEntry
from service.register.models import Document
from service.register.states import State

_LIVING = (State.ISSUED, State.DISPATCHED)


def read_code(text: str) -> DocumentCode:
    """Return number, symbol and year (where it says one) of a code. Raises InvalidEntry."""
    try:
        return parse_code(text)
    except Refused as refused:
        raise InvalidEntry(refused.message, code=refused.code) from None


def related(turn: Turn, office_id: str, relation: NewRelation, year: int) -> NewRelation:
    """Return a relation whose target is an id: a code (``65/KH-UBND``, ``65/2025/KH-UBND``) is looked up in the book.

    A code without its year is one of `year`. Raises InvalidEntry, DocumentNotFound.
    """
    if "/" not in relation.target:
        return relation
    code = read_code(relation.target)
    asked = code.year or year
    found = _with_code(turn, office_id, code)
    row = next((one for one in found if one.year == asked), None)
    if row is not None:
        return NewRelation(relation.kind, row.id)
    plain = _plain(code)
    others = ", ".join(f"{code.number}/{one.year}/{code.symbol}" for one in found)
    hint = (
        f"Văn bản số này của năm khác thì ghi cả năm: {others}."
        if others
        else "Kiểm tra lại số, ký hiệu và năm."
    )
    raise DocumentNotFound(f"Sổ năm {asked} của cơ quan không có văn bản số {plain}. {hint}", path="related")


def notice_in_book(turn: Turn, recalled: Document, code: DocumentCode, day: date) -> Document:
    """Return the notice of the office's own that recalls a document. Raises InvalidEntry where the book has none."""
    plain = _plain(code)
    found = next((one for one in _with_code(turn, recalled.office_id, code) if one.year == day.year), None)
    what_to_do = "Cấp số hoặc vào sổ thông báo thu hồi trước; thông báo của cơ quan khác thì ghi cơ quan đó (--issuer)."
    if found is None or found.id == recalled.id:
        raise InvalidEntry(
            f"Sổ năm {day.year} của cơ quan không có thông báo số {plain}. {what_to_do}", path="code"
        )
    if found.issued_on != day:
        real = short_date(found.issued_on) if found.issued_on else ""
        raise InvalidEntry(
            f"Văn bản số {plain} trong sổ mang ngày {real}, không phải {short_date(day)}. Ghi đúng ngày.",
            path="on",
        )
    if found.state not in _LIVING:
        raise InvalidEntry(
            f"Văn bản số {plain} đã hủy số hoặc đã thu hồi, không dùng để thu hồi được.", path="code"
        )
    return found


def recalled_by(turn: Turn, notice: Document) -> list[Document]:
    """Return the documents that a notice of the office recalled."""
    return documents.recalled_by(turn.session, turn.actor, notice)


def _with_code(turn: Turn, office_id: str, code: DocumentCode) -> list[Document]:
    """Return the documents with a number and symbol in all years, the newest first, as far as the user sees them."""
    return documents.with_code(turn.session, turn.actor, office_id, code.number, _plain(code))


def _plain(code: DocumentCode) -> str:
    """Return a code without its year, as the book has it: ``05/KH-UBND``."""
    return format_code(DocumentCode(code.number, code.symbol))

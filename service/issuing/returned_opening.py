"""Opens a returned Word file: safe, sound, of this document, read beside the version that it was made of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from service.doctypes.definition import DocumentType
from service.domain.dates import office_day
from service.domain.findings import FieldError
from service.errors import InvalidInput, ServiceError, UnreadableInput
from service.inspection import inspect
from service.inspection.facts import DocumentFacts
from service.intake.guarding import require_own_words, require_safe
from service.intake.returned import Carried, read_returned
from service.issuing.draft_versions import version_envelope
from service.issuing.drafting import drafted, is_foreign
from service.issuing.issuing_office import known_office
from service.issuing.published_types import published_form
from service.issuing.rendition import for_signature
from service.issuing.returned_changes import ForeignFile
from service.issuing.returned_comparing import ReturnedFile
from service.issuing.returned_looks import looks_told
from service.issuing.returned_merging import Print
from service.issuing.returned_reading import FileReading
from service.issuing.workplace import Turn, Workplace
from service.register import documents
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import Document

_ALIKE = 0.6
#: A returned file is at most twice as long as its draft, and so many paragraphs more.
_MORE_PARAGRAPHS = 100


def opened(
    workplace: Workplace, document_id: str, content: bytes, *, as_signed: bool = False
) -> ReturnedFile:
    """Read a returned file beside the version it was made of; `as_signed`: beside the draft as it is now.

    Raises UnreadableInput, ForeignFile, DocumentNotFound, WrongState.
    """
    require_safe(content)
    facts, named = read_returned(content)
    require_own_words(facts)
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        _require_own(turn, row, named)
        if row.type_slug is None:
            raise WrongState("Văn bản này làm ở nơi khác, không có dữ liệu soạn thảo.")
        document_type = workplace.catalogue.get(row.type_slug)
        known = row.version if as_signed else _version_of(turn, row, named)
        number = known or row.version
        current = version_envelope(turn, document_id, row.version)
        base = current if number == row.version else version_envelope(turn, document_id, number)
    office = known_office(workplace, row.office_id)
    printed = _printer(workplace, document_type, document_id)
    mine_facts, _ = printed(base)
    if mine_facts is None:
        raise WrongState(
            "Phiên bản mà tệp được làm từ đó nay không in lại được. Sửa bản nháp theo tệp bằng tay."
        )
    _require_words(facts, mine_facts)
    mine = FileReading.of(document_type, mine_facts, base, office=office)
    theirs = FileReading.of(document_type, facts, base, office=office, like=mine, notes=named.notes)
    if not named.document_id and _likeness(mine.texts, theirs.texts) < _ALIKE:
        raise ForeignFile(
            "Tệp không phải của văn bản này: không có mã của dịch vụ và chữ khác hẳn. "
            "Để soạn từ tệp có sẵn, dùng “Từ tệp Word năm trước”."
        )
    mine.with_content()
    theirs.with_content()
    now_facts = printed(current)[0] if base != current else None
    now = None if now_facts is None else FileReading.of(document_type, now_facts, current, office=office)
    return ReturnedFile(
        document_id, number, known is not None, document_type, base, current, named, mine, theirs, printed, now,
        looks_told(facts, mine_facts),
        is_exact=as_signed,
    )  # fmt: skip


def _require_words(facts: DocumentFacts, own: DocumentFacts) -> None:
    """Raise UnreadableInput for a file without words, and for one that is much longer than its draft."""
    if not any(paragraph.text.strip() for paragraph in facts.paragraphs):
        raise UnreadableInput("Tệp không có chữ nào. Nếu là bản quét, hãy dùng tệp Word (.docx) gốc.")
    most = 2 * len(own.paragraphs) + _MORE_PARAGRAPHS
    if len(facts.paragraphs) > most:
        raise UnreadableInput(
            f"Tệp có {len(facts.paragraphs)} đoạn, bản nháp chỉ có {len(own.paragraphs)}: không so được từng chỗ. "
            "Xem lại có đúng tệp không; phần thêm quá dài thì gõ vào bản nháp."
        )


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    common = (Counter(one) & Counter(other)).total()
    return common / max(1, min(len(one), len(other)))


def _require_own(turn: Turn, row: Document, named: Carried) -> None:
    """Raise ForeignFile for the file of another document, with what may be said of that one."""
    if not named.document_id or named.document_id == row.id:
        return
    other = None
    with suppress(DocumentNotFound):
        other = documents.document(turn.session, turn.actor, named.document_id)
    if other is None or is_foreign(turn, other):
        raise ForeignFile("Tệp này của một văn bản khác. Mở đúng văn bản rồi nhận tệp ở đó.")
    code = other.code or f"…/{other.base_symbol}"
    raise ForeignFile(
        f"Tệp này của văn bản {code} “{other.subject}”, không phải của văn bản đang mở. Mở văn bản đó rồi nhận tệp.",
        document_id=other.id,
    )


def _version_of(turn: Turn, row: Document, named: Carried) -> int | None:
    """Return the version whose input has the hash that the file names, None for one that was not kept."""
    rows = documents.versions_of(turn.session, turn.actor, row.id)
    found = [one.version for one in rows if one.sha256 == named.content_sha256]
    return max(found, default=None)


def _printer(workplace: Workplace, document_type: DocumentType, document_id: str) -> Print:
    """Return how an input is printed for signature: its facts, or the faults for which it cannot be printed."""

    def printed(envelope: Mapping[str, Any]) -> tuple[DocumentFacts | None, Sequence[FieldError]]:
        try:
            with workplace.reading() as turn:
                draft = drafted(workplace, turn, document_type, envelope)
                form = published_form(document_type)
                made = for_signature(draft, form, office_day(turn.actor.at), document_id=document_id)
        except InvalidInput as invalid:
            return None, invalid.errors
        except ServiceError as refused:
            return None, [FieldError("", refused.code, refused.message)]
        return inspect(made.content), ()

    return printed

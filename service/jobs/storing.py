"""Writing what items came to: in one transaction the document, and that the item has it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.errors import InvalidInput, OpenQuestions, RenderingError, ServiceError
from service.issuing.rendition import signature_name
from service.issuing.workplace import Turn
from service.jobs.making import Made, packed
from service.jobs.ready import Ready
from service.register import batches_work
from service.register.batches import ItemState, Step
from service.register.batches_documents import put_up_new
from service.register.errors import RegisterUnavailable
from service.register.models import BatchItem
from service.register.numbering import RenderedFile
from service.register.storage import blob_row, store_rows

OWN_FAULT = "own_fault"
_MOST_FAULTS_SAID = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one item came to, ready to be written: its document, what its number goes into, or why not.

    `ready` is to be numbered at once, `packed` the same to be laid down for whoever numbers next.
    """

    number: int
    made: Made | None = None
    ready: Ready | None = None
    packed: bytes | None = None
    blob: dict[str, Any] | None = None
    error_code: str = ""
    error: str = ""


def outcome_of(row: BatchItem, came: Made | Ready | Exception) -> Outcome:
    """Return an outcome; all that costs time is done here, before the lock is taken."""
    if isinstance(came, Exception):
        code, message = said(came)
        return Outcome(row.number, error_code=code, error=message)
    if isinstance(came, Ready):
        return Outcome(row.number, ready=came)
    if came.is_registered:
        return Outcome(row.number, made=came)
    return Outcome(row.number, made=came, blob=blob_row(came.content or b""))


def to_lay_down(one: Outcome) -> Outcome:
    """Return the outcome of an item that is numbered later."""
    return one if one.ready is None else Outcome(one.number, packed=packed(one.ready.made))


def by_office(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return outcomes in the order in which the locks of their offices are taken, in one office by row."""
    return sorted(outcomes, key=lambda one: "" if one.made is None else one.made.new.office_id)


def said(fault: Exception) -> tuple[str, str]:
    """Return code and message of what went wrong with an item; of a fault of ours the details are for the log."""
    if isinstance(fault, InvalidInput):
        return fault.code, " ".join(f"{one.message}" for one in fault.errors[:_MOST_FAULTS_SAID])
    if isinstance(fault, OpenQuestions):
        return fault.code, " ".join(one.message for one in fault.questions[:_MOST_FAULTS_SAID])
    if isinstance(fault, ServiceError):
        place = f" ({fault.placeholder})" if isinstance(fault, RenderingError) and fault.placeholder else ""
        return fault.code, f"{fault.message}{place}"
    return OWN_FAULT, f"Chương trình gặp lỗi ngoài dự kiến ({type(fault).__name__}). Báo người quản trị."


def stored(turn: Turn, batch_id: str, worker: str, some: Iterable[Outcome]) -> None:
    """Write outcomes of items that the worker still holds, and let the items go."""
    mine = batches_work.still_mine(turn.session, batch_id, worker)
    is_cancelled = batches_work.is_cancelled(turn.session, batch_id)
    files: list[dict[str, Any]] = []
    results: list[dict[str, Any]] = []
    for one in some:
        if one.number not in mine:
            continue
        if is_cancelled and one.packed is not None:
            results.append({"number": one.number, **result(ItemState.CANCELLED, Step.MAKE)})
            continue
        if one.blob is not None:
            files.append(one.blob)
        results.append({"number": one.number, **_columns(turn, one)})
    store_rows(turn.session, files)
    finish(turn, batch_id, results)


def finish(turn: Turn, batch_id: str, results: Iterable[Mapping[str, Any]]) -> None:
    """Write results of one transaction."""
    batches_work.finish(turn.session, batch_id, [{**one, "changed_at": turn.actor.at} for one in results])


def result(  # noqa: PLR0913 - a row is written whole
    state: ItemState,
    step: Step,
    *,
    document_id: str | None = None,
    sha256: str | None = None,
    made: bytes | None = None,
    fault: tuple[str, str] = ("", ""),
) -> dict[str, Any]:
    """Return the columns that a result sets."""
    return {
        "state": state,
        "step": step,
        "document_id": document_id,
        "content_sha256": sha256,
        "made": made,
        "error_code": fault[0],
        "error": fault[1],
    }


def _columns(turn: Turn, one: Outcome) -> dict[str, Any]:
    """Return what becomes of an item; a document of an office of the register is put up for signature here."""
    if one.error_code:
        return result(ItemState.FAILED, Step.MAKE, fault=(one.error_code, one.error))
    if one.packed is not None:
        return result(ItemState.WAITING, Step.NUMBER, made=one.packed)
    if one.blob is not None:
        return result(ItemState.DONE, Step.MAKE, sha256=one.blob["sha256"])
    assert one.made is not None  # noqa: S101 - the only sort left
    try:
        with turn.session.begin_nested():
            row = put_up_new(turn.session, turn.actor, one.made.new, _file(one.made))
    except RegisterUnavailable:
        raise
    except ServiceError as refused:
        return result(ItemState.FAILED, Step.MAKE, fault=said(refused))
    return result(ItemState.DONE, Step.MAKE, document_id=row.id, sha256=row.content_sha256)


def _file(made: Made) -> RenderedFile:
    """Return what the register keeps of a document for signature."""
    return RenderedFile(
        content=made.content or b"",
        name=signature_name(made.new.entry.symbol, 1),
        context=made.kept.to_json(),
        template_sha256=made.kept.template_sha256,
        release=made.kept.release,
        findings=made.findings,
        acknowledged=made.kept.acknowledged,
    )

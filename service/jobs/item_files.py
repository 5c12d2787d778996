"""One document of a batch as a file, and what numbering its rows still has to be asked."""

from collections.abc import Mapping

from service.errors import ServiceError
from service.issuing.numbering_forecast import forecast
from service.issuing.workplace import Workplace
from service.jobs.shown_items import shown_items
from service.register import batches, storage
from service.register.batches import BatchNotFound, ItemState

_MOST_ASKED = 20


def item_file(workplace: Workplace, batch_id: str, number: int) -> tuple[str, bytes]:
    """Return name and content of the document of a row, as the archive has it. Raises BatchNotFound, NotAllowed."""
    with workplace.reading() as turn:
        batches.batch(turn.session, turn.actor, batch_id)
        found = [
            one for one in shown_items(turn, batch_id, after=number - 1, limit=1) if one.item.number == number
        ]
        for shown in found:
            content = storage.load(turn.session, shown.sha256 or "")
            if content is not None:
                return shown.file_name, content
    said = f": {found[0].end}" if found and found[0].end else ""
    raise BatchNotFound(f"Đợt {'không còn' if said else 'chưa có'} văn bản ở dòng thứ {number}{said}.")


def questions_of_refused(workplace: Workplace, batch_id: str) -> Mapping[str, str]:
    """Return what rows ask whose number was refused for open questions: message by code.

    Raises BatchNotFound, NotAllowed.
    """
    found: dict[str, str] = {}
    with workplace.reading() as turn:
        batches.batch(turn.session, turn.actor, batch_id)
        failed = shown_items(turn, batch_id, states=(ItemState.FAILED,), limit=_MOST_ASKED)
        for shown in failed:
            if shown.item.error_code != "open_questions" or shown.document is None:
                continue
            try:
                asked = forecast(workplace, turn, shown.document, shown.item.issued_on).questions
            except ServiceError:  # its fault stands at the row
                continue
            for question in asked:
                found.setdefault(question.code, question.message)
    return found

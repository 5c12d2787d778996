"""Numbering the items of a batch: number, rendering and stored document in one transaction, as for a single one.

What costs time is done before the lock is taken: a block is rendered with the numbers that come next. Under the lock
the forecast is compared with what the register gives; where somebody else took a number meanwhile, a few documents are
rendered there, and the next block is forecast anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from service import reference
from service.domain.dates import office_day
from service.errors import ServiceError
from service.issuing.published_types import PublishedType, published_form, stored_template
from service.issuing.rendition import numbered_name, rendered_again
from service.issuing.signed_content import filled_in
from service.issuing.workplace import Turn, Workplace
from service.jobs.making import Made, unpacked
from service.jobs.numbering_signed import number_signed
from service.jobs.storing import finish, result, said
from service.jobs.turns import Hands
from service.register import batches_work, series
from service.register.batches import ItemState, Step
from service.register.batches_numbers import Forecast, still_comes
from service.register.errors import RegisterUnavailable, SeriesNotOpen
from service.register.identifiers import new_id
from service.register.models import Batch, BatchItem, Document
from service.register.numbering import IssueRequest, Numbered, RenderedFile, issue_block
from service.register.storage import Packed, unpack
from service.rendering.templates import Template

OFFICE_WAY = "office"
_UNFORESEEN = 8
"""So many are rendered under the lock where the forecast failed: no more than the lock may be held for."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """An item to be numbered, with what its first step left, and its file under the number that should come."""

    row: BatchItem
    made: Made
    form: PublishedType
    given: Numbered | None = None
    file: RenderedFile | None = None

    @property
    def probe(self) -> Document:
        """Return as much of the document's row as decides its series and symbol."""
        new, entry = self.made.new, self.made.new.entry
        return Document(
            id=new.id, office_id=new.office_id, kind=entry.kind, body=entry.body, is_secret=entry.is_secret,
            base_symbol=entry.symbol,
        )  # fmt: skip

    def template(self, turn: Turn) -> Template:
        """Return the template that the item was made with, also where the type has a newer version by now."""
        kept, form = self.made.kept, self.form
        if (kept.template_sha256, kept.frame_sha256) == (form.template.sha256, form.frame_sha256):
            return form.template
        return stored_template(turn, kept)


def series_key(session: Any, batch: Batch, workplace: Workplace) -> str:
    """Return under which key one worker at a time may number: the series of the batch."""
    if batch.way != OFFICE_WAY:
        return f"batch:{batch.id}"
    kind = workplace.catalogue.get(batch.type_slug).kind
    probe = Document(office_id=batch.office_id, kind=kind.abbreviation, body="", is_secret=False)
    try:
        found = series.series_for(session, probe, office_day(workplace.now()))
    except SeriesNotOpen:
        return f"office:{batch.office_id}"
    return f"series:{found.id}"


def number_items(workplace: Workplace, batch: Batch, hands: Hands, rows: Sequence[BatchItem]) -> None:
    """Number items in their order and leave the series. Raises RegisterUnavailable; other faults stay with the item."""
    form = published_form(workplace.catalogue.get(batch.type_slug))
    fresh = [_ready(row, form, workplace) for row in rows if row.made is not None]
    signed = [row for row in rows if row.document_id is not None]

    def ahead(some: Sequence[_Ready]) -> list[_Ready]:
        hands.still_here()
        return _ahead(workplace, some)

    def write(turn: Turn, some: Sequence[_Ready]) -> int:
        done = _number_new(turn, batch.id, hands.name, some)
        if not signed and some[:done] and some[done - 1].row is fresh[-1].row:
            batches_work.leave_series(turn.session, hands.name)
        return done

    hands.pen.written_in_blocks(workplace, fresh, ahead, write)
    if signed:
        number_signed(workplace, batch, hands, signed)
        with hands.pen.writing(workplace) as turn:
            batches_work.leave_series(turn.session, hands.name)


def _ready(row: BatchItem, form: PublishedType, workplace: Workplace) -> _Ready:
    """Return an item with what its first step left; its input is packed already, and stays so."""
    content = Packed.of(unpack(row.encoding, row.input), row.encoding, row.input)
    made = unpacked(row.made or b"", content)
    return _Ready(row, replace(made, new=replace(made.new, id=new_id(workplace.now()))), form)


def _ahead(workplace: Workplace, some: Sequence[_Ready]) -> list[_Ready]:
    """Return items with their files under the numbers that come next; a fault shows again under the lock."""
    with workplace.reading() as turn:
        forecast, today = Forecast(turn.session), office_day(turn.actor.at)
        return [_with_file(turn, forecast, one, one.row.issued_on or today) for one in some]


def _with_file(turn: Turn, forecast: Forecast, one: _Ready, day: date) -> _Ready:
    try:
        given = forecast.next(one.probe, day)
        return replace(one, given=given, file=_rendered(turn, given, one))
    except RegisterUnavailable:
        raise
    except ServiceError:
        return one


def _number_new(turn: Turn, batch_id: str, worker: str, some: Sequence[_Ready]) -> int:
    """Number documents that the register does not have yet, items and documents in one transaction; return how many."""
    first = some[0]
    if first.given is None or not still_comes(turn.session, first.probe, first.given):
        some = some[:_UNFORESEEN]
    mine = batches_work.still_mine(turn.session, batch_id, worker)
    block = [one for one in some if one.row.number in mine]
    try:
        results = _numbered(turn, block)
    except RegisterUnavailable:
        raise
    except ServiceError:  # one of them: each by itself, so that the others get their numbers
        results = [result for one in block for result in _alone(turn, one)]
    finish(turn, batch_id, results)
    return len(some)


def _alone(turn: Turn, one: _Ready) -> list[dict[str, Any]]:
    """Number one item, or say why not."""
    try:
        return _numbered(turn, [one])
    except RegisterUnavailable:
        raise
    except ServiceError as refused:
        return [{"number": one.row.number, **result(ItemState.FAILED, Step.MAKE, fault=said(refused))}]


def _numbered(turn: Turn, block: Sequence[_Ready]) -> list[dict[str, Any]]:
    """Number a block: all of it, or a ServiceError and nothing."""
    requests = [IssueRequest(document=one.made.new, issued_on=one.row.issued_on) for one in block]
    issued = issue_block(
        turn.session,
        turn.actor,
        requests,
        render=lambda given: _file(turn, given, block[given.position]),
        holidays=reference.holidays(),
    )
    return [
        {
            "number": one.row.number,
            **result(
                ItemState.DONE, Step.NUMBER, document_id=done.document.id, sha256=done.document.content_sha256
            ),
        }
        for one, done in zip(block, issued, strict=True)
    ]


def _file(turn: Turn, given: Numbered, one: _Ready) -> RenderedFile:
    """Return the file that was rendered ahead where it says what was given, else one rendered now."""
    if one.file is not None and one.given == replace(given, position=0):
        return one.file
    return _rendered(turn, given, one)


def _rendered(turn: Turn, given: Numbered, one: _Ready) -> RenderedFile:
    """Render a document with its number: the very context that was checked, with the blanks filled in."""
    kept = filled_in(one.made.kept, code=given.code, issued_on=given.issued_on, document_id=given.document_id)
    rendered = rendered_again(kept, one.template(turn))
    return RenderedFile(
        content=rendered.content,
        name=numbered_name(given.symbol, given.number, given.issued_on.year),
        context=Packed.ahead(kept.to_json()),
        template_sha256=kept.template_sha256,
        release=kept.release,
        findings=one.made.findings,
    )

"""Items that are ready for their number, with their files under the numbers that should come.

A file is rendered before the lock is taken; whoever holds the lock compares what was foreseen with what is given.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from service.domain.dates import office_day
from service.errors import ServiceError
from service.issuing.published_types import PublishedType, stored_template
from service.issuing.rendition import numbered_name, rendered_again
from service.issuing.signed_content import filled_in
from service.issuing.workplace import Turn
from service.jobs.making import Made, unpacked
from service.register.batches_numbers import Forecast
from service.register.errors import RegisterUnavailable
from service.register.identifiers import new_id
from service.register.models import BatchItem
from service.register.numbering import Numbered, RenderedFile
from service.register.storage import Packed, unpack
from service.rendering.templates import Template


@dataclass(frozen=True, slots=True)
class Ready:
    """An item to be numbered, with what its first step made, and its file under the number that should come."""

    row: BatchItem
    made: Made
    form: PublishedType
    given: Numbered | None = None
    file: RenderedFile | None = None

    def template(self, turn: Turn) -> Template:
        """Return the template that the item was made with, also where the type has a newer version by now."""
        kept, form = self.made.kept, self.form
        if (kept.template_sha256, kept.frame_sha256) == (form.template.sha256, form.frame_sha256):
            return form.template
        return stored_template(turn, kept)


def ready(row: BatchItem, made: Made, form: PublishedType, now: datetime) -> Ready:
    """Return an item that was just made, with the id that its document will have."""
    return Ready(row, replace(made, new=replace(made.new, id=new_id(now))), form)


def laid_down(row: BatchItem, form: PublishedType, now: datetime) -> Ready:
    """Return an item that somebody made and laid down."""
    return ready(row, unpacked(row.made or b"", given_input(row)), form, now)


def given_input(row: BatchItem) -> Packed:
    """Return the input of an item; it is packed already, and stays so."""
    return Packed.of(unpack(row.encoding, row.input), row.encoding, row.input)


def foreseen(turn: Turn, forecast: Forecast, one: Ready) -> Ready:
    """Return an item with its file under the number that comes next; a fault shows again under the lock."""
    try:
        given = forecast.next_new(one.made.new, one.row.issued_on or office_day(turn.actor.at))
        return one if given == one.given else replace(one, given=given, file=rendered(turn, given, one))
    except RegisterUnavailable:
        raise
    except ServiceError:
        return replace(one, given=None, file=None)


def file_of(turn: Turn, given: Numbered, one: Ready) -> RenderedFile:
    """Return the file that was rendered ahead where it says what was given, else one rendered now."""
    if one.file is not None and one.given == replace(given, position=0):
        return one.file
    return rendered(turn, given, one)


def rendered(turn: Turn, given: Numbered, one: Ready) -> RenderedFile:
    """Render a document with its number: the very context that was checked, with the blanks filled in."""
    # No proof as for signed papers (`require_unchanged`): nothing was signed. A single document builds its context anew
    # with the number; a row takes the kept one with its template, and `filled_in` writes into the three act lines
    # alone, so that the rendering cannot differ in anything else. A test holds this.
    kept = filled_in(one.made.kept, code=given.code, issued_on=given.issued_on, document_id=given.document_id)
    made = rendered_again(kept, one.template(turn))
    return RenderedFile(
        content=made.content,
        name=numbered_name(given.symbol, given.number, given.issued_on.year),
        context=Packed.ahead(kept.to_json()),
        template_sha256=kept.template_sha256,
        release=kept.release,
        findings=one.made.findings,
    )

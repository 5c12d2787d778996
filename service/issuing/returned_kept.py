"""A returned file while somebody looks at it: kept with what it was compared to be, once for each state of its draft.

The comparison lies in the row of the file, so every web process finds it and a restart loses none. Beside it stands
what it rests on: the draft, the office and its signers of the day, what the draft takes from, the type, the release.
Where one of them has moved on it is made anew at the next look.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from service.domain.dates import office_day
from service.issuing.draft_versions import version_envelope
from service.issuing.drafting import source_lookup
from service.issuing.file_checks import SentFile
from service.issuing.issuing_office import issuing_office
from service.issuing.kept_word_files import BARE, GONE
from service.issuing.published_types import published_form
from service.issuing.rendition import RELEASE
from service.issuing.returned_blanks import Typed
from service.issuing.returned_changes import Change, Comparison, Remark, Unplaced
from service.issuing.returned_word import compare
from service.issuing.workplace import Turn, Workplace
from service.register import checked_files, documents
from service.register.canonical import canonical_json, digest
from service.register.checked_files import Checked
from service.register.errors import DocumentNotFound
from service.register.models import CheckedFile, Document

_RETURNED: Final = "returned_to"
_COMPARED: Final = "compared"
_MARK_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class ReturnedCopy:
    """A returned file as it was sent, with its comparison; `mark` tells one comparison from another."""

    name: str
    content: bytes
    found: Comparison

    @property
    def mark(self) -> str:
        """What a page of these rows carries, so that a button takes no others."""
        return digest(canonical_json(asdict(self.found)).encode())[:_MARK_DIGITS]


def keep_returned(workplace: Workplace, document_id: str, file: SentFile, *, as_signed: bool = False) -> str:
    """Compare a returned file and keep it for the person who sent it; return its id.

    Raises as `compare` does, NotAllowed. What is refused is not kept.
    """
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        office_id, rests_on = row.office_id, _rests_on(workplace, turn, row, as_signed=as_signed)
    found = compare(workplace, document_id, file.content, as_signed=as_signed)
    report = {**BARE, _RETURNED: document_id, _COMPARED: _kept(rests_on, found)}
    with workplace.writing() as turn:
        checked = Checked(report, file.name, file.content, sent=file.content)
        return str(checked_files.keep(turn.session, turn.actor, office_id, checked).id)


def kept_returned(
    workplace: Workplace, document_id: str, file_id: str, *, as_signed: bool = False
) -> ReturnedCopy:
    """Return a returned file with its comparison, made anew where what it rests on has moved on.

    Raises DocumentNotFound for another's file, or one that is gone; otherwise as `compare` does.
    """
    with workplace.reading() as turn:
        kept = _own(turn, document_id, file_id)
        name, content, said = kept.name, kept.sent or b"", kept.report.get(_COMPARED)
        row = documents.document(turn.session, turn.actor, document_id)
        rests_on = _rests_on(workplace, turn, row, as_signed=as_signed)
    if said is not None and said["rests_on"] == rests_on:
        return ReturnedCopy(name, content, _comparison(said["found"]))
    found = compare(workplace, document_id, content, as_signed=as_signed)
    with workplace.writing() as turn:
        kept = _own(turn, document_id, file_id, locked=True)
        kept.report = {**kept.report, _COMPARED: _kept(rests_on, found)}
    return ReturnedCopy(name, content, found)


def _own(turn: Turn, document_id: str, file_id: str, *, locked: bool = False) -> CheckedFile:
    row = checked_files.own(turn.session, turn.actor, file_id, locked=locked)
    if row.report.get(_RETURNED) != document_id:
        raise DocumentNotFound(GONE)
    return row


def _rests_on(workplace: Workplace, turn: Turn, row: Document, *, as_signed: bool) -> str:
    """Return the hash of all that a comparison of one file says and the file does not, "" for what has no draft."""
    if row.type_slug is None:
        return ""
    document_type = workplace.catalogue.get(row.type_slug)
    form = published_form(document_type)
    day = office_day(turn.actor.at)
    taken: list[str] = []
    if document_type.takes:
        taken += _taken_from(turn, version_envelope(turn, row.id, row.version), set())
    parts = (
        RELEASE,
        form.reference.sha256,
        form.frame_sha256,
        as_signed,
        row.id,
        row.version,
        documents.input_sha256(turn.session, row),
        day.isoformat(),
        issuing_office(turn, row.office_id, day),
        taken,
    )
    return digest(repr(parts).encode())


def _taken_from(turn: Turn, envelope: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    """Yield the documents of the register that an input takes from, and those that these take from, as they are now."""
    sources = envelope.get("sources")
    for given in sources.values() if isinstance(sources, Mapping) else ():
        for one in given if isinstance(given, list) else [given]:
            if isinstance(one, str) and one not in known:
                known.add(one)
                found = source_lookup(turn)(one)
                yield canonical_json({one: found})
                yield from _taken_from(turn, found or {}, known)
            elif isinstance(one, Mapping):
                yield from _taken_from(turn, one, known)


def _kept(rests_on: str, found: Comparison) -> dict[str, Any]:
    return {"rests_on": rests_on, "found": asdict(found)}


def _comparison(said: Mapping[str, Any]) -> Comparison:
    """Return a comparison as it was kept."""
    return Comparison(
        **{
            **said,
            "changes": tuple(Change(**one) for one in said["changes"]),
            "remarks": tuple(Remark(**one) for one in said["remarks"]),
            "unplaced": tuple(Unplaced(**one) for one in said["unplaced"]),
            "typed": Typed(**said["typed"]),
        }
    )

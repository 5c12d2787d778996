"""What a new draft can begin with: a document of the register of the same type, or one that its type takes from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from service.doctypes.definition import DocumentType
from service.issuing.drafting import ENDED, envelope_of, source_lookup
from service.issuing.source_items import with_source_items
from service.issuing.workplace import Turn, Workplace
from service.register import documents, search
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import Document
from service.register.states import State

SHOWN_MAX = 30
"""Documents of one type that are offered, the newest that fit; older ones are found by words."""
#: What belongs to one document only and is not copied.
_OWN = frozenset({"acknowledged", "month", "version", "relations", "code", "issued_on"})


@dataclass(frozen=True, slots=True)
class Beginning:
    """A document that a draft can begin with; `way` is ``document`` (a copy) or ``source`` (it takes from it).

    One that was voided or recalled (`state`) may be copied; nothing is taken from it.
    """

    way: str
    id: str
    kind_title: str
    code: str
    subject: str
    year: int | None
    state: State


def beginnings(workplace: Workplace, office_id: str, words: str = "") -> dict[str, list[Beginning]]:
    """Return by slug of a type what its drafts can begin with, the newest first: at most SHOWN_MAX of each type.

    `words` are looked for in code, subject and signer, with diacritics or none.
    """
    types = workplace.catalogue.types()
    wanted = dict.fromkeys(slug for one in types for slug in (one.slug, *_taken_types(one)))
    kinds = {one.slug: one.kind.abbreviation or "" for one in types}
    with workplace.reading() as turn:
        rows = {
            slug: search.search(
                turn.session,
                turn.actor,
                # the kind too: by it the register has an index
                search.Wish(
                    office_id=office_id, q=words, kind=kinds.get(slug, ""), type_slug=slug, limit=SHOWN_MAX
                ),
            ).documents
            for slug in wanted
        }
    return {one.slug: found for one in types if (found := list(_offered(one, rows)))}


@dataclass(frozen=True, slots=True)
class BeginningsPage:
    """What drafts of one type can begin with, newest first, and the cursor of the next page (None on the last one)."""

    beginnings: tuple[Beginning, ...]
    cursor: str | None


def beginnings_page(workplace: Workplace, document_type: DocumentType, wish: search.Wish) -> BeginningsPage:
    """Return a page of what drafts of one type can begin with; of `wish` count office, words, cursor and limit.

    `limit` documents are looked at: those that are no longer good for it are left out of the page. Raises NotAllowed,
    InvalidEntry.
    """
    slugs = dict.fromkeys((document_type.slug, *_taken_types(document_type)))
    kinds = {one.slug: one.kind.abbreviation or "" for one in workplace.catalogue.types()}
    with workplace.reading() as turn:
        pages = [
            search.search(turn.session, turn.actor, replace(wish, type_slug=slug, kind=kinds.get(slug, "")))
            for slug in slugs
        ]
    newest = sorted((row for page in pages for row in page.documents), key=lambda row: -row.entry)
    rows = newest[: wish.limit]
    is_more = len(newest) > len(rows) or any(page.cursor is not None for page in pages)
    found = (one for row in rows for one in _offered(document_type, {row.type_slug or "": [row]}))
    return BeginningsPage(tuple(found), search.cursor_of(rows[-1]) if is_more else None)


def beginnings_of(workplace: Workplace, document_id: str) -> dict[str, list[Beginning]]:
    """Return by slug of a type how its drafts can begin with one document. Raises DocumentNotFound."""
    with workplace.reading() as turn:
        row = _document(turn, document_id)
    rows = {row.type_slug or "": [row]}
    return {one.slug: found for one in workplace.catalogue.types() if (found := list(_offered(one, rows)))}


def _offered(document_type: DocumentType, rows: Mapping[str, Sequence[Document]]) -> Iterator[Beginning]:
    """Yield the documents of its own type to copy, then those that it takes from; `rows` by the slug of their type."""
    for way, slugs in (("document", (document_type.slug,)), ("source", _taken_types(document_type))):
        for slug in slugs:
            for row in rows.get(slug, ()):
                state = State(row.state)
                if way == "document" or state not in ENDED:
                    yield Beginning(way, row.id, row.kind_title, row.code or "", row.subject, row.year, state)


def _taken_types(document_type: DocumentType) -> tuple[str, ...]:
    return tuple(dict.fromkeys(taken.type for taken in document_type.takes.values()))


def _document(turn: Turn, document_id: str) -> Document:
    return documents.document(turn.session, turn.actor, document_id)


def begun_with(workplace: Workplace, document_type: DocumentType, document_id: str) -> dict[str, Any]:
    """Return the input of a new draft that begins with a document of the register.

    One of the same type is copied without what was its own; from one of another type it takes what its type takes, with
    an item for each item of that source. Raises DocumentNotFound, WrongState (the type takes nothing from it).
    """
    with workplace.reading() as turn:
        is_same = _document(turn, document_id).type_slug == document_type.slug
    if is_same:
        return from_document(workplace, document_type, document_id)
    opened = {"type": document_type.slug, **opened_for(workplace, document_type, document_id)}
    return with_source_items(document_type, workplace.catalogue, opened)


def from_document(workplace: Workplace, document_type: DocumentType, document_id: str) -> dict[str, Any]:
    """Return the input of a document of the register for a new one of the same type, without what was its own.

    Raises DocumentNotFound, WrongState (another type).
    """
    with workplace.reading() as turn:
        row = _document(turn, document_id)
        if row.type_slug != document_type.slug:
            raise WrongState("Văn bản được chọn thuộc loại khác. Chọn lại văn bản để chép.")
        envelope = envelope_of(turn, row)
    return {name: value for name, value in envelope.items() if name not in _OWN}


def opened_for(workplace: Workplace, document_type: DocumentType, document_id: str) -> dict[str, Any]:
    """Return an almost empty input that takes from a document of the register, with its code and day.

    Raises DocumentNotFound, WrongState (the type takes nothing from such a document).
    """
    with workplace.reading() as turn:
        row = _document(turn, document_id)
        names = [name for name, taken in document_type.takes.items() if taken.type == row.type_slug]
        if not names:
            raise WrongState(f"{document_type.title} không lấy dữ liệu từ loại văn bản này.")
        source = source_lookup(turn)(document_id)
    if source is None:
        raise DocumentNotFound("Văn bản này đã hủy hoặc không có dữ liệu soạn thảo.")
    kept: Mapping[str, Any] = {name: value for name, value in source.items() if name != "acknowledged"}
    taken = document_type.takes[names[0]]
    return {"sources": {names[0]: [kept] if taken.many else kept}, "content": {}}

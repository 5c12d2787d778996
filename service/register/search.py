"""Finding documents by words (with diacritics or none), kind, date, signer, state; newest first.

Every word must stand in the document, whole, in any order. A page costs the same however large the register is: the
index of the words or that of the filter is read from its end, and the next page begins at the cursor of the last one.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    tuple_,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from service.register.entries import words
from service.register.errors import InvalidEntry, PageUnreadable
from service.register.models import Document
from service.register.permissions import OFFICE_ROLES, Actor, OfficeAct, require

PAGE_MAX = 200
_FEW, _COMMON_AMONG_FEW, _MANY = 300, 6, 3_000
#: As `cursor_of` writes it; no longer number fits what a database counts with.
_CURSOR = re.compile(r"(?P<entry>[0-9]{1,15})\.(?P<day>[0-9-]*)(?:\.(?P<number>[0-9]{0,9}))?", re.ASCII)
_INDEX = table("documents_search", column("rowid"), column("documents_search"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person looks for in an office; empty fields do not matter, `until` is included.

    `numbered` asks for the book: what has a number, in the order of days and numbers. `cursor` is that of the page
    before, of the same wish.
    """

    office_id: str
    q: str = ""
    kind: str = ""
    type_slug: str = ""
    state: str = ""
    signer: str = ""
    since: date | None = None
    until: date | None = None
    numbered: bool = False
    cursor: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Documents, newest first, and the opaque cursor of the next page (None on the last one)."""

    documents: list[Document]
    cursor: str | None


def search(session: Session, actor: Actor, wish: Wish) -> Page:
    """Return one page of the documents of an office that the user may see: NotAllowed, InvalidEntry."""
    roles = require(session, actor, wish.office_id, OfficeAct.READ)
    if not 1 <= wish.limit <= PAGE_MAX:
        raise InvalidEntry(f"Mỗi trang từ 1 đến {PAGE_MAX} văn bản.")
    query = select(Document).where(Document.office_id == wish.office_id, *_filters(wish))
    if roles.isdisjoint(OFFICE_ROLES[OfficeAct.READ_SECRET]):
        query = query.where(Document.is_secret.is_(False))
    sought = words(wish.q)
    order: tuple[InstrumentedAttribute[Any], ...] = (Document.entry,)
    if not sought and wish.numbered:
        order = (Document.issued_on, Document.number, Document.entry)
    elif not sought and (wish.since or wish.until):
        order = (Document.issued_on, Document.entry)
    query = _after_cursor(query, wish.cursor, order)
    if not sought:
        query = query.order_by(*(field.desc() for field in order))
    elif session.get_bind().dialect.name == "postgresql":
        return _page(_found_on_postgresql(session, query, sought, wish.limit + 1), wish.limit)
    else:
        query = _on_sqlite(query, wish.office_id, sought)
    return _page(list(session.scalars(query.limit(wish.limit + 1))), wish.limit)


def signer_names(session: Session, actor: Actor, office_id: str) -> list[str]:
    """Return who signed what stands in an office's book, by name; read from the index alone, name by name."""
    roles = require(session, actor, office_id, OfficeAct.READ)
    seen: ColumnElement[bool] = Document.office_id == office_id
    if roles.isdisjoint(OFFICE_ROLES[OfficeAct.READ_SECRET]):
        seen = and_(seen, Document.is_secret.is_(False))
    found: list[str] = []
    while len(found) < PAGE_MAX:
        after = Document.signer_name > (found[-1] if found else "")
        following = session.scalar(select(func.min(Document.signer_name)).where(seen, after))
        if following is None:
            return found
        found.append(following)
    return found


def signer_called(session: Session, actor: Actor, office_id: str, text: str) -> str:
    """Return the signer whose name is `text`, with diacritics or none: as the book has it, else the text itself."""
    names = signer_names(session, actor, office_id)
    return text if text in names else next((one for one in names if words(one) == words(text)), text)


def _page(found: list[Document], limit: int) -> Page:
    """Return a page of at most `limit` of what was found; one more tells that there is a next page."""
    page = found[:limit]
    return Page(page, cursor_of(page[-1]) if len(found) > limit else None)


def cursor_of(row: Document) -> str:
    """Return where a page ended, for every order of pages."""
    return f"{row.entry}.{row.issued_on or ''}.{row.number or ''}"


def _after_cursor(
    query: Select[Document], cursor: str | None, order: tuple[InstrumentedAttribute[Any], ...]
) -> Select[Document]:
    """Begin after the last document of the page before. Raises PageUnreadable."""
    if cursor is None:
        return query
    parts = _CURSOR.fullmatch(cursor)
    try:
        day = date.fromisoformat(parts["day"]) if parts and parts["day"] else None
    except ValueError:
        parts = None
    if parts is None:
        raise PageUnreadable
    entry, number = int(parts["entry"]), int(parts["number"] or 0)
    if len(order) == 1:
        return query.where(Document.entry < entry)
    if len(order) == 3:
        return query.where(tuple_(*order) < tuple_(literal(day, Date), literal(number), literal(entry)))
    return query.where(tuple_(*order) < tuple_(literal(day, Date), literal(entry)))


def _filters(wish: Wish) -> list[ColumnElement[bool]]:
    """Return the conditions of all fields but the words."""
    equal = (
        (Document.kind, wish.kind),
        (Document.type_slug, wish.type_slug),
        (Document.state, wish.state),
        (Document.signer_name, wish.signer),
    )
    conditions = [field == value for field, value in equal if value]
    if wish.numbered:
        conditions.append(Document.number.is_not(None))
    if wish.since is not None:
        conditions.append(Document.issued_on >= wish.since)
    if wish.until is not None:
        conditions.append(Document.issued_on <= wish.until)
    return conditions


def _found_on_postgresql(
    session: Session, query: Select[Document], sought: list[str], wanted: int
) -> list[Document]:
    """Return the newest documents with the words, by the vector that migration 0002 keeps beside each.

    Common words fill a page from the newest documents, without an index; for all others the GIN index is fast. Left
    to itself the planner guesses between the two, and guesses wrong; a look at the newest few hundred tells.
    """
    text = " & ".join(f"'{word}'" for word in sought)
    vector: ColumnElement[Any] = literal_column("documents.search_vector")
    match = vector.bool_op("@@")(func.to_tsquery("simple", text))
    found = list(session.scalars(_among_newest(query, match, _FEW).limit(wanted)))
    if len(found) < wanted and len(found) >= _COMMON_AMONG_FEW:
        found = list(session.scalars(_among_newest(query, match, _MANY).limit(wanted)))
    if len(found) < wanted:
        matching = query.with_only_columns(Document.entry).where(match).cte().prefix_with("MATERIALIZED")
        entries = session.scalars(
            select(matching.c.entry).order_by(matching.c.entry.desc()).limit(wanted)
        ).all()
        indexed = select(Document).where(Document.entry.in_(entries))
        found = list(session.scalars(indexed.order_by(Document.entry.desc())))
    return found


def _among_newest(query: Select[Document], match: ColumnElement[bool], count: int) -> Select[Document]:
    """Return the question that looks through the newest `count` documents only, one after the other."""
    newest = (
        query.add_columns(match.label("is_found")).order_by(Document.entry.desc()).limit(count).subquery()
    )
    one = aliased(Document, newest)
    return select(one).where(newest.c.is_found).order_by(newest.c.entry.desc())


def _on_sqlite(query: Select[Document], office_id: str, sought: list[str]) -> Select[Document]:
    """Add the words by FTS5, which reads its index from the end: newest first without sorting."""
    office = " AND ".join(f'"{word}"' for word in words(office_id))
    wanted = " AND ".join(f'"{word}"' for word in sought)
    match = _INDEX.c.documents_search.bool_op("MATCH")(f"office_id : ({office}) AND search_text : ({wanted})")
    joined = query.join(_INDEX, _INDEX.c.rowid == Document.entry)
    return joined.where(match).order_by(_INDEX.c.rowid.desc())

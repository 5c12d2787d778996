"""What is typed is kept: the whole input of a draft, raw, put together with what others kept in the meantime.

A page sends its input with the mark (`etag`) of the state that it began with. Where another state is kept by now, the
page sends that beginning too, and both are merged. Nothing is locked between two saves.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from service import reference
from service.doctypes.definition import DocumentType
from service.doctypes.reading import read_input
from service.doctypes.schemas import bundled, resolved
from service.errors import InvalidInput, ServiceError
from service.issuing.draft_items import text_mark
from service.issuing.draft_merging import Conflict, Merge, merge
from service.issuing.drafting import drafted, raw_document
from service.issuing.import_places import value_at
from service.issuing.workplace import Turn, Workplace
from service.register import documents, drafts
from service.register.canonical import canonical_json, digest
from service.register.drafts import SavedDraft
from service.register.entries import NewDocument
from service.register.errors import WrongState
from service.register.models import Document, DocumentVersion
from service.register.states import DocumentAct, State

HOURLY = "Tự lưu theo giờ"
_HOUR = timedelta(hours=1)
_TRIES = 5
#: Objects whose parts make sense only together.
_SINGLE = frozenset({"deadline", "agency"})


class BaseNeeded(ServiceError):
    """Somebody else has kept another state: the page has to send what it began with."""

    code = "base_needed"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page sends: its input, the mark of the state it began with, and that state where it is known.

    `prefers` names the paths of the input where a person chose his own text (“Giữ của tôi”), each with the mark of the
    other text that he was shown: no other one is overruled. `tried` are inputs that the page sent before and had no
    answer for: one of them may be what is kept now. `is_over` says that the page writes over the state of its mark,
    which it told of. What is overruled or written over stands still as a version.
    """

    envelope: Mapping[str, Any]
    etag: str
    base: Mapping[str, Any] | None = None
    prefers: Mapping[str, str] = field(default_factory=dict)
    tried: Sequence[Mapping[str, Any]] = ()
    is_over: bool = False

    def is_overruled(self, path: str, theirs: Any) -> bool:
        """Tell whether the person was shown what is kept at a path, and chose his own text."""
        return path in self.prefers and self.prefers[path] == text_mark(theirs)

    def overrules(self, conflicts: Sequence[Conflict]) -> bool:
        """Tell whether the page takes a text of somebody else away, where a merge has told these conflicts."""
        refused = {one.own_path for one in conflicts}
        return self.is_over or any(path not in refused for path in self.prefers)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept now: input, mark, version, when and by whom; `is_merged` says that it is not just what was sent.

    `other` is whose text was met: his name, with the login where the person who saves has the same name; `is_own` says
    that it is the text of that person himself, from another window.
    """

    envelope: dict[str, Any]
    etag: str
    version: int
    at: datetime
    by: str
    by_id: str = ""
    conflicts: tuple[Conflict, ...] = ()
    is_merged: bool = False
    other: str = ""
    is_own: bool = False


def kept(workplace: Workplace, document_id: str) -> Kept:
    """Return the state of a draft that is kept now. Raises DocumentNotFound."""
    with workplace.reading() as turn:
        return kept_in(turn, document_id)


def kept_in(turn: Turn, document_id: str) -> Kept:
    """Return the state of a draft in the moment of a turn. Raises DocumentNotFound."""
    return _kept(turn, drafts.current_version(turn.session, turn.actor, document_id))


def save_typed(workplace: Workplace, document_id: str, typed: Typed) -> Kept:
    """Keep what a page sends, merged with what others kept since; it need not be valid.

    Raises BaseNeeded, WrongState (no draft any more), NotAllowed, DocumentNotFound, InvalidInput (no office).
    """
    for _ in range(_TRIES):
        with workplace.reading() as turn:
            row = documents.document(turn.session, turn.actor, document_id)
            before = _kept(turn, drafts.current_version(turn.session, turn.actor, document_id))
            merged = _merged(workplace, row, typed, before)
            new = _document(workplace, turn, row, merged.value)
        with workplace.writing() as turn:
            label = _before_overruling(turn) if typed.overrules(merged.conflicts) else ""
            saved = _saved(turn, document_id, before, new, label=label)
            if saved is not None:
                is_merged = _mark(typed.envelope) != saved.etag
                told = replace(saved, conflicts=merged.conflicts, is_merged=is_merged)
                return _with_other(turn, told, before) if merged.conflicts or is_merged else told
    raise WrongState("Nhiều người đang lưu bản nháp này cùng lúc. Hãy lưu lại.", code="version_moved")


def _before_overruling(turn: Turn) -> str:
    """Return the label of the version of what somebody else wrote, and this person writes over."""
    return f"Trước khi {turn.actor.name} lưu đè"


def _with_other(turn: Turn, told: Kept, before: Kept) -> Kept:
    """Say whose text was met. People are known by their ids: two of one office may have the same name."""
    actor = turn.actor
    is_own = before.by_id == actor.user_id
    is_namesake = before.by == actor.name and not is_own
    login = drafts.logins_of(turn.session, [before.by_id]).get(before.by_id, "") if is_namesake else ""
    return replace(told, other=f"{before.by} ({login})" if login else before.by, is_own=is_own)


def last_saved(turn: Turn, row: Document) -> tuple[datetime, str] | None:
    """Return when and by whom a draft was saved last, None for what is no draft any more."""
    if row.state != State.DRAFT:
        return None
    version = drafts.current_version(turn.session, turn.actor, row.id)
    return version.made_at, drafts.names_of(turn.session, [version.made_by]).get(version.made_by, "")


def without_blanks(value: Any) -> Any:
    """Return an input without the items in which nothing is typed yet: a page has them, what is kept does not.

    >>> without_blanks({"tasks": [{"content": "a", "lead": [{}]}, {}], "month": None})
    {'tasks': [{'content': 'a'}], 'month': None}
    """
    if isinstance(value, Mapping):
        bare = {name: without_blanks(one) for name, one in value.items()}
        return {name: one for name, one in bare.items() if one not in ({}, []) or one == value[name]}
    if isinstance(value, list):
        return [bare for one in value if (bare := without_blanks(one)) not in ({}, "")]
    return value


def _bare(envelope: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = without_blanks(envelope)
    return found


def _mark(envelope: Mapping[str, Any]) -> str:
    """Return the mark of the state that an input alone would be kept as."""
    return digest(canonical_json(_bare(envelope)).encode())


def _kept(turn: Turn, version: DocumentVersion) -> Kept:
    envelope = read_input(documents.version_input(version), "input.json")
    name = drafts.names_of(turn.session, [version.made_by]).get(version.made_by, "")
    return Kept(envelope, version.sha256, version.version, version.made_at, name, version.made_by)


def _merged(workplace: Workplace, row: Document, typed: Typed, before: Kept) -> Merge:
    """Return the input to keep: what was sent, or what it becomes together with what is kept."""
    if row.type_slug is None:
        raise WrongState("Văn bản này làm ở nơi khác, không có dữ liệu soạn thảo.")
    if typed.etag == before.etag or any(_mark(one) == before.etag for one in typed.tried):
        return Merge(_bare(typed.envelope), ())
    if typed.base is None:
        raise BaseNeeded(f"{before.by} vừa lưu bản nháp này. Trang sẽ ghép hai bản lại.")
    whole = single_values(workplace.catalogue.get(row.type_slug))
    found = merge(typed.base, typed.envelope, before.envelope, whole=whole, prefers=typed.is_overruled)
    if own := _own_before(found, typed):
        found = merge(
            typed.base, typed.envelope, before.envelope, whole=whole,
            prefers=lambda path, theirs: path in own or typed.is_overruled(path, theirs),
        )  # fmt: skip
    return Merge(_bare(found.value), found.conflicts)


def _own_before(found: Merge, typed: Typed) -> set[str]:
    """Return the places where what is kept is what the page itself sent before: nobody else wrote it."""
    told = [one for one in found.conflicts if one.own_path and not one.was_removed and one.theirs is not None]
    return {
        one.own_path
        for one in told
        if any(value_at(tried, one.own_path) == one.theirs for tried in typed.tried)
    }


def _document(workplace: Workplace, turn: Turn, row: Document, envelope: dict[str, Any]) -> NewDocument:
    """Return an input as the register keeps it, with its whole line where it is ready."""
    document_type = workplace.catalogue.get(str(row.type_slug))
    envelope["office"] = row.office_id
    new = raw_document(turn, document_type, envelope)
    with suppress(InvalidInput):  # a draft may wait for the rest; the next step asks for it
        new = drafted(workplace, turn, document_type, envelope).new
    return new


def _saved(turn: Turn, document_id: str, before: Kept, new: NewDocument, *, label: str) -> Kept | None:
    """Write the current version anew; None where somebody else was faster.

    The state before stands still as a version under a label, or where an hour has passed.
    """
    session, actor = turn.session, turn.actor
    row = documents.locked_document(session, actor, document_id)
    version = drafts.current_version(session, actor, document_id)
    if version.sha256 != before.etag:
        return None
    if digest(new.input) == version.sha256:
        documents.require_act(session, actor, row, DocumentAct.EDIT)
        return before
    if label or _is_hour_over(turn, row, version):
        drafts.keep_version(session, actor, document_id, label=label or HOURLY)
    entry = SavedDraft(entry=new.entry, input=new.input, relations=new.relations)
    drafts.save_draft(session, actor, document_id, entry)
    return _kept(turn, drafts.current_version(session, actor, document_id))


def _is_hour_over(turn: Turn, row: Document, version: DocumentVersion) -> bool:
    """Tell whether the newest state that stands still is an hour old and something was typed since."""
    newest = drafts.kept_at(turn.session, row.id)
    since, content = newest or (row.created_at, "")
    return bool(turn.actor.at - since >= _HOUR and version.sha256 != content)


@lru_cache(maxsize=64)
def single_values(document_type: DocumentType) -> frozenset[str]:
    """Return the patterns of paths that hold one value each, though it is an object (``….tasks[].deadline``)."""
    envelope = bundled(reference.envelope_schema(), reference.common_schema())
    found = {f"sources.{name}" for name in document_type.takes}
    _enter_singles(found, envelope, envelope, "")
    _enter_singles(found, document_type.schema, document_type.schema, "content")
    return frozenset(found)


def _enter_singles(found: set[str], schema: Mapping[str, Any], root: Mapping[str, Any], pattern: str) -> None:
    shape = resolved(schema, root)
    if shape.get("x-format") in _SINGLE:
        found.add(pattern)
        return
    for name, part in shape.get("properties", {}).items():
        if name != "content" or pattern:
            _enter_singles(found, part, root, f"{pattern}.{name}" if pattern else name)
    if isinstance(shape.get("items"), Mapping):
        _enter_singles(found, shape["items"], root, f"{pattern}[]")

"""A returned Word file beside the version of the draft that it was made of."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from service.doctypes.definition import DocumentType
from service.doctypes.questions import shown_value
from service.domain.dates import office_day
from service.errors import ServiceError
from service.inspection import inspect
from service.inspection.facts import DocumentFacts
from service.intake.returned import Carried, carried
from service.intake.transplanting import transplanted
from service.issuing.draft_merging import merge
from service.issuing.draft_versions import version_envelope
from service.issuing.drafting import drafted
from service.issuing.importing import readable
from service.issuing.labelling import with_labels
from service.issuing.published_types import published_form
from service.issuing.rendition import for_signature
from service.issuing.returned_changes import Change, ForeignFile, Remark, Unplaced
from service.issuing.returned_reading import FileReading, read_again
from service.issuing.workplace import Turn, Workplace
from service.register import documents
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import Document

_ALIKE = 0.6
_FRAME_KEY = "frame:"


@dataclass(slots=True)
class ReturnedFile:
    """A returned file beside its version: both read, the words of both in rows."""

    document_id: str
    version: int
    is_known: bool
    document_type: DocumentType
    base: dict[str, Any]
    current: dict[str, Any]
    carried: Carried
    mine: FileReading
    theirs: FileReading
    print_texts: Any

    def rows(self) -> list[tuple[str, int, int, int, int]]:
        """Return the differing stretches of the two lists of lines: (kind, from, to, from, to)."""
        mine, theirs = self.mine.texts, self.theirs.texts
        found = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
        rows: list[tuple[str, int, int, int, int]] = []
        for kind, i, j, k, m in found:
            rows += [] if kind == "equal" else _paired_rows(kind, (i, j, k, m), mine, theirs)
        return rows

    def changes(self) -> tuple[Change, ...]:
        """Return the rows for a person: those of the frame, then those of the text."""
        return (*self._frame_changes(), *(self._change(row) for row in self.rows()))

    def _frame_changes(self) -> Iterator[Change]:
        mine, theirs = self.mine.frame_fields, self.theirs.frame_fields
        for name in dict.fromkeys([*mine, *theirs]):
            if mine.get(name) != theirs.get(name):
                draft, word = (shown_value(one.get(name)) for one in (mine, theirs))
                moved_on = not self.is_known or self.base.get(name) != self.current.get(name)
                yield Change(f"{_FRAME_KEY}{name}", draft, word, name, moved_on=moved_on)

    def _change(self, row: tuple[str, int, int, int, int]) -> Change:
        _, i, j, k, m = row
        path = self.mine.path(i) if j > i else self.theirs.path(k)
        numbers = [number for place in range(k, m) for number in self.theirs.numbers(place)]
        proposed = self.carried.proposed or {}
        authors = [proposed[one] for one in numbers if one in proposed]
        return Change(
            key=f"{i}-{j}-{k}-{m}",
            draft="\n".join(self.mine.shown[i:j]),
            word="\n".join(self.theirs.shown[k:m]),
            path=path,
            is_proposal=bool(set(numbers) & proposed.keys()),
            author=next(iter(authors), ""),
            moved_on=not self.is_known or _at(self.base, path) != _at(self.current, path),
        )

    def remarks(self) -> tuple[Remark, ...]:
        """Return the comments with the fields that they stand beside."""
        return tuple(
            Remark(one.author, one.text, self.theirs.path_of_number(one.paragraph))
            for one in self.carried.comments
        )

    def result(self, keep: Collection[str]) -> tuple[dict[str, Any], list[Unplaced]]:
        """Return the input with the changes that are not kept out, and what of them does not show in its print."""
        target = self._target(keep)
        kept = {key.removeprefix(_FRAME_KEY) for key in keep if key.startswith(_FRAME_KEY)}
        after = read_again(target, self.theirs, kept_frame=self.mine, kept=kept)
        before = self.mine.envelope
        edited = transplanted(self.base, before, after.envelope)
        content = with_labels(self.document_type, edited.get("content", {}))
        edited = {**edited, "content": content}
        merged = merge(self.base, edited, self.current, prefers=lambda _path: True).value
        left: list[Unplaced] = [
            Unplaced(text, "") for text in (Counter(self.theirs.loose) - Counter(self.mine.loose)).elements()
        ]
        return merged, [*self._unplaced(merged, after), *left]

    def _target(self, keep: Collection[str]) -> list[Any]:
        """Return the lines of the file, those of the draft in place of what is kept."""
        target: list[Any] = []
        end = 0
        for row in self.rows():
            _, i, j, k, m = row
            target += self.theirs.items[end:k]
            target += self.mine.items[i:j] if f"{i}-{j}-{k}-{m}" in keep else self.theirs.items[k:m]
            end = m
        return [*target, *self.theirs.items[end:]]

    def _unplaced(self, merged: Mapping[str, Any], target: FileReading) -> Iterator[Unplaced]:
        """Yield what the new version does not print of the target, and what it prints that was taken out there.

        Where the draft had moved on its own new words are no fault; an input that is not whole yet is not printed:
        then what fits no slot is told.
        """
        printed = self.print_texts(merged)
        if printed is None:
            yield from (Unplaced(text, "") for text in target.tray)
            return
        wanted, made = Counter(target.all_words()), Counter(printed)
        missing, surplus = wanted - made, made - wanted
        if self.base != self.current:
            missing -= Counter(self.mine.all_words())
            surplus = Counter()
        yield from (Unplaced(text, target.path_of_text(text)) for text in missing.elements())
        for text in surplus.elements():
            yield Unplaced(text, self.mine.path_of_text(text), is_still_printed=True)


def _paired_rows(
    kind: str, stretch: tuple[int, int, int, int], mine: Sequence[str], theirs: Sequence[str]
) -> list[tuple[str, int, int, int, int]]:
    """Return a stretch as rows of one paragraph each where the two sides can be paired."""
    i, j, k, m = stretch
    if kind != "replace":
        return [(kind, place, place + 1, k, k) for place in range(i, j)] + [
            (kind, j, j, place, place + 1) for place in range(k, m)
        ]
    rows: list[tuple[str, int, int, int, int]] = []
    while i < j and k < m:
        pair = SequenceMatcher(None, mine[i], theirs[k], autojunk=False).ratio() >= _ALIKE
        if pair or (j - i == 1 and m - k == 1) or j - i == m - k:
            rows.append(("replace", i, i + 1, k, k + 1))
            i, k = i + 1, k + 1
        elif j - i > m - k:
            rows.append(("delete", i, i + 1, k, k))
            i += 1
        else:
            rows.append(("insert", i, i, k, k + 1))
            k += 1
    rows += [("delete", place, place + 1, k, k) for place in range(i, j)]
    return rows + [("insert", j, j, place, place + 1) for place in range(k, m)]


def opened(workplace: Workplace, document_id: str, content: bytes) -> ReturnedFile:
    """Read a returned file beside the version it was made of. Raises UnreadableInput, ForeignFile, WrongState."""
    facts = readable(content)
    named = carried(content)
    with workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        _require_own(turn, row, named)
        if row.type_slug is None:
            raise WrongState("Văn bản này làm ở nơi khác, không có dữ liệu soạn thảo.")
        document_type = workplace.catalogue.get(row.type_slug)
        known = _version_of(turn, row, named)
        number = known or row.version
        base = version_envelope(turn, document_id, number)
        current = version_envelope(turn, document_id, row.version)
        printer = _printer(workplace, turn, document_type, document_id)
        mine_facts = printer(base)
        if mine_facts is None:
            raise WrongState(
                "Phiên bản mà tệp được làm từ đó nay không in lại được. Sửa bản nháp theo tệp bằng tay."
            )
        texts = _print_texts(workplace, document_type, document_id, row.office_id)
    mine = FileReading.of(document_type, mine_facts, base)
    theirs = FileReading.of(document_type, facts, base, like=mine)
    if not named.document_id and _likeness(mine.texts, theirs.texts) < _ALIKE:
        raise ForeignFile(
            "Tệp không phải của văn bản này: không có mã của dịch vụ và chữ khác hẳn. "
            "Để soạn từ tệp có sẵn, dùng “Từ tệp Word năm trước”."
        )
    is_known = known is not None or not named.content_sha256
    return ReturnedFile(
        document_id, number, is_known, document_type, base, current, named, mine, theirs, texts
    )


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    common = (Counter(one) & Counter(other)).total()
    return common / max(1, min(len(one), len(other)))


def _require_own(turn: Turn, row: Document, named: Carried) -> None:
    """Raise ForeignFile for the file of another document, with what may be said of that one."""
    if not named.document_id or named.document_id == row.id:
        return
    try:
        other = documents.document(turn.session, turn.actor, named.document_id)
    except DocumentNotFound:
        raise ForeignFile("Tệp này của một văn bản khác. Mở đúng văn bản rồi nhận tệp ở đó.") from None
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


def _printer(workplace: Workplace, turn: Turn, document_type: DocumentType, document_id: str) -> Any:
    """Return how an input is printed for signature: its facts, None for an input that cannot be printed."""

    def printed(envelope: Mapping[str, Any]) -> DocumentFacts | None:
        try:
            draft = drafted(workplace, turn, document_type, envelope)
            made = for_signature(
                draft, published_form(document_type), office_day(turn.actor.at), document_id=document_id
            )
        except ServiceError:
            return None
        return inspect(made.content)

    return printed


def _print_texts(workplace: Workplace, document_type: DocumentType, document_id: str, _office: str) -> Any:
    """Return how the words of the print of an input are had, in a reading of its own."""

    def texts(envelope: Mapping[str, Any]) -> list[str] | None:
        with workplace.reading() as turn:
            facts = _printer(workplace, turn, document_type, document_id)(envelope)
        return None if facts is None else FileReading.of(document_type, facts, envelope).all_words()

    return texts


def _at(envelope: Any, path: str) -> Any:
    node = envelope
    for name in path.replace("[", ".").replace("]", "").split("."):
        if isinstance(node, Mapping):
            node = node.get(name)
        elif isinstance(node, list) and name.isdigit() and int(name) < len(node):
            node = node[int(name)]
        elif not (isinstance(node, str) and name.isdigit()):  # the paragraphs of one text are counted
            return None
    return node

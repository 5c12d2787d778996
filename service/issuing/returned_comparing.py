"""A returned Word file beside the version of the draft that it was made of."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from service.doctypes.definition import DocumentType
from service.doctypes.questions import shown_value
from service.domain.text import plain
from service.intake.inverses import GROUP_TITLE
from service.intake.returned import Carried
from service.issuing.import_places import value_at
from service.issuing.returned_blanks import Typed
from service.issuing.returned_changes import Change, Remark
from service.issuing.returned_merging import Print
from service.issuing.returned_printing import opcodes
from service.issuing.returned_reading import FileReading, table_rows
from service.issuing.returned_rows import Row, lines_now, rows_of

FRAME_KEY: Final = "frame:"


@dataclass
class ReturnedFile:
    """A returned file beside its version: both read, the words of both in rows.

    `current` is the draft now, `now` its print where the draft has moved on since `base`; `looks` are words that look
    as no print does (struck out, raised), with their paragraphs; `is_exact`: the new print must be the file, whatever
    follows from what.
    """

    document_id: str
    version: int
    is_known: bool
    document_type: DocumentType
    base: dict[str, Any]
    current: dict[str, Any]
    carried: Carried
    mine: FileReading
    theirs: FileReading
    printed: Print
    now: FileReading | None = None
    looks: Sequence[tuple[int, str]] = ()
    is_exact: bool = False

    @property
    def has_moved(self) -> bool:
        """Whether the draft is another one than the file was made of."""
        return self.base != self.current

    @property
    def typed(self) -> Typed:
        """What somebody wrote into the blanks of number and day."""
        return self.theirs.blanks.typed

    @cached_property
    def rows(self) -> list[Row]:
        """The differing stretches of the two lists of lines."""
        return rows_of(self.mine.texts, self.theirs.texts)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The rows for a person: those of the frame, then those of the text; none that the draft says already."""
        frame = self._frame_changes()
        keys = {row.key: row for row in self.rows}
        text = (self._change(row) for row in keys.values())
        return (*frame, *(one for one in text if one is not None))

    def kept(self, keep: Collection[str], take: Collection[str]) -> set[str]:
        """Return the keys of the rows that stay with the draft: `keep`, and where it moved on but for `take`."""
        moved = {one.key for one in self.changes if one.moved_on}
        return set(keep) | (moved - set(take))

    def numbers_now(self, change: Change) -> list[int]:
        """Return the paragraphs of the print of the draft now that stand where a row was."""
        if self.now is None or change.key.startswith(FRAME_KEY):
            return []
        start, end = (int(one) for one in change.key.split("-")[:2])
        at, to = lines_now(self.since, start, end)
        return [number for place in range(at, to) for number in self.now.numbers(place)]

    def remarks(self) -> tuple[Remark, ...]:
        """Return the comments with the fields that they stand beside."""
        return tuple(
            Remark(
                one.author,
                one.text,
                self.theirs.path_of_number(one.paragraph) or self._path_of_removed(one.paragraph),
            )
            for one in self.carried.comments
        )

    def _path_of_removed(self, number: int) -> str:
        """Return the field of the line of the draft that a tracked change takes out as a whole, "" for none."""
        gone = "".join(self.carried.removed.get(number, "").split())
        places = (
            one
            for one in range(len(self.mine.items))
            if gone == "".join(self.mine.shown(one, one + 1).split())
        )
        return next((self.mine.path(one) for one in places if gone), "")

    def _frame_changes(self) -> Iterator[Change]:
        mine, theirs = self.mine.frame_fields, self.theirs.frame_fields
        for name in dict.fromkeys([*mine, *theirs]):
            if mine.get(name) == theirs.get(name) or (name == "month" and name not in theirs):
                continue
            is_moved = self.base.get(name) != self.current.get(name)
            draft = self.current.get(name) if is_moved else mine.get(name)
            if is_moved and draft == theirs.get(name):
                continue
            old, new = shown_value(draft), shown_value(theirs.get(name))
            if name != "month" and (draft is None or theirs.get(name) is None):  # the office prints its own
                own = self.now if is_moved and self.now is not None else self.mine
                old, new = own.frame_words(name), self.theirs.frame_words(name)
            author = self._frame_author(name)
            yield Change(
                key=f"{FRAME_KEY}{name}",
                draft=old,
                word=new,
                path=name,
                is_proposal=author is not None,
                author=author or "",
                moved_on=is_moved or not self.is_known,
            )

    def _frame_author(self, name: str) -> str | None:
        """Return who proposes a field of the frame by a tracked change, None where it is none.

        A paragraph that such a change empties is in no part of the frame: it stands beside one that is.
        """
        numbers = self.theirs.frame_numbers(name)
        proposed, removed = self.carried.proposed, self.carried.removed
        beside = range(min(numbers) - 1, max(numbers) + 2) if numbers else range(0)
        places = [one for one in sorted({*numbers, *beside}) if one in numbers or one in removed]
        return next((proposed[one] for one in places if one in proposed), None)

    def _change(self, row: Row) -> Change | None:
        """Return a row for a person; None for one that the draft says meanwhile."""
        i, j, k, m = (int(one) for one in row.key.split("-"))
        is_moved, draft = self._draft_now(i, j, self.theirs.texts[k:m])
        if draft is None:
            return None
        word = self.theirs.shown(k, m)
        if (j - i, m - k) == (1, 1):
            tables = table_rows(self.mine.items[i]), table_rows(self.theirs.items[k])
            draft, word = _differing_rows(*tables) or (draft, word)
        author = self._author(i, j, k, m)
        return Change(
            key=row.key,
            draft=draft,
            word=word,
            path=self.mine.path(i) if j > i else self.theirs.path(k),
            is_proposal=author is not None,
            author=author or "",
            moved_on=is_moved or not self.is_known,
            is_move=row.is_move,
        )

    def _draft_now(self, start: int, end: int, word: Sequence[str]) -> tuple[bool, str | None]:
        """Return whether the draft has moved on at lines of its old version, and what it says there now.

        None: it says what Word says.
        """
        own = self.mine.shown(start, end)
        if self.now is None:
            return self.has_moved, own
        at, to = lines_now(self.since, start, end)
        texts = self.now.texts[at:to]
        if list(word) == texts and list(word) != self.mine.texts[start:end]:
            return True, None
        is_moved = any(
            row.start < end and start < row.end and not self._only_counted(row) for row in self.since
        )
        return is_moved, self.now.shown(at, to) if is_moved else own

    def _only_counted(self, row: Row) -> bool:
        """Tell whether the draft prints another number at a line, and the same value of its field."""
        if self.now is None or (row.end - row.start, row.word_end - row.word_start) != (1, 1):
            return False
        old, new = (
            GROUP_TITLE.fullmatch(plain(_words(reading.texts[place])))
            for reading, place in ((self.mine, row.start), (self.now, row.word_start))
        )
        value = value_at(self.base, self.mine.path(row.start))
        return (
            old is not None
            and new is not None
            and (old["word"], old["title"]) == (new["word"], new["title"])
            and isinstance(value, str)
            and plain(value) == old["title"]
        )

    @cached_property
    def since(self) -> list[Row]:
        """What the draft changed since the file was made."""
        return [] if self.now is None else rows_of(self.mine.texts, self.now.texts)

    def _author(self, i: int, j: int, k: int, m: int) -> str | None:
        """Return who proposes a row by a tracked change, None where it is none."""
        proposed = self.carried.proposed
        found = [
            proposed[one] for place in range(k, m) for one in self.theirs.numbers(place) if one in proposed
        ]
        if found:
            return found[0]
        if m > k:
            return None
        gone = "".join(self.mine.shown(i, j).split())
        before = self.theirs.numbers(k - 1)[-1] if k else 0
        after = self.theirs.numbers(k)[0] if k < len(self.theirs.items) else None
        for number, text in self.carried.removed.items():
            is_between = number > before and (after is None or number < after)
            if is_between and "".join(text.split()) == gone:
                return proposed[number]
        return None


def _words(text: str) -> str:
    """Return the words of a text that is compared, without the way in which it is numbered."""
    return text.rpartition("\x00")[2]


def _differing_rows(own: Sequence[str], other: Sequence[str]) -> tuple[str, str] | None:
    """Return the rows of two tables that differ, None where these are no two tables."""
    if not own or not other:
        return None
    stretches = [one for one in opcodes(own, other) if one[0] != "equal"]
    olds = [row for _, i, j, _, _ in stretches for row in own[i:j]]
    news = [row for _, _, _, k, m in stretches for row in other[k:m]]
    return ("\n".join(olds), "\n".join(news)) if stretches else None

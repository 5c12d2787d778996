"""A returned Word file as its page shows it: rows with both texts, comments, words without a place."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from service.issuing.returned_changes import Change, Comparison, Remark, Unplaced
from service.web.form_page import FormPage

DRAFT, WORD = "draft", "word"
_PARTS = re.compile(r"\s+|[^\s]+")
_MOST_WORDS = 1_500


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `differs` where the other side says something else."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change with its field in words, both texts in pieces, what is chosen, the comments beside it."""

    change: Change
    place: str
    draft: Sequence[Piece]
    word: Sequence[Piece]
    choice: str
    comments: Sequence[Remark]


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """Words without a place, and the field nearest to them: its name and its anchor in the form ("" for none)."""

    unplaced: Unplaced
    place: str
    anchor: str


def change_rows(
    found: Comparison, page: FormPage, chosen: Callable[[str], str | None]
) -> tuple[list[ChangeRow], list[tuple[str, Remark]]]:
    """Return the rows, and with the names of their fields the comments that stand beside none of them.

    `chosen` tells the side that a person chose for a key, None where he has not yet: then the Word file is taken, and
    the draft is kept where it has moved on.
    """
    rows: list[ChangeRow] = []
    shown: set[int] = set()
    for one in found.changes:
        beside = [
            (number, comment)
            for number, comment in enumerate(found.remarks)
            if number not in shown and comment.path and _field(comment.path) == _field(one.path)
        ]
        shown |= {number for number, _ in beside}
        choice = chosen(one.key) or (DRAFT if one.moved_on else WORD)
        draft, word = differing(one.draft, one.word)
        rows.append(
            ChangeRow(one, _place(one.path, page), draft, word, choice, [comment for _, comment in beside])
        )
    others = [
        (_place(comment.path, page), comment)
        for number, comment in enumerate(found.remarks)
        if number not in shown
    ]
    return rows, others


@dataclass(frozen=True, slots=True)
class Taking:
    """What the button does as the rows are chosen: its words, whether a new version comes of it.

    `is_hopeless`: none of the rows can be taken, whatever is chosen; their words become remarks.
    """

    words: str
    makes_version: bool
    is_hopeless: bool


def taking(rows: Sequence[ChangeRow]) -> Taking:
    """Return what the button does; `returned.js` says the same while rows are chosen."""
    chosen = [one for one in rows if one.choice != DRAFT]
    count = sum(not one.change.is_refused for one in chosen)
    words = f"Nhận {count} thay đổi" if count or not chosen else "Ghi vào góp ý"
    return Taking(words, count > 0, bool(rows) and all(one.change.is_refused for one in rows))


def open_places(found: Sequence[Unplaced], page: FormPage) -> list[OpenPlace]:
    """Return what has no place, each with the field where it can be typed."""
    return [
        OpenPlace(one, _place(one.path, page), page.anchor(one.path) if one.path else "") for one in found
    ]


def differing(draft: str, word: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts in pieces, word by word.

    >>> differing("Phân công lãnh đạo", "Cử lãnh đạo")[1]
    [Piece(text='Cử', differs=True), Piece(text=' lãnh đạo', differs=False)]
    """
    one, other = _PARTS.findall(draft), _PARTS.findall(word)
    if not one or not other or max(len(one), len(other)) > _MOST_WORDS:
        return [Piece(draft, differs=True)], [Piece(word, differs=True)]
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    mine = [("".join(one[i:j]), kind) for kind, i, j, _, _ in codes]
    theirs = [("".join(other[k:m]), kind) for kind, _, _, k, m in codes]
    return list(_pieces(mine)), list(_pieces(theirs))


def _pieces(parts: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    for text, kind in parts:
        if text:
            yield Piece(text, differs=kind != "equal")


def _field(path: str) -> str:
    return re.sub(r"\[[0-9]+\]\Z", "", path)


def _place(path: str, page: FormPage) -> str:
    return page.place(path) if path else ""

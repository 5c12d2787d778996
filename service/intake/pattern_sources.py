"""A paragraph of a template as the source of a regular expression: its words, and a group for each of its gaps."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from service.domain.task_states import TaskState
from service.intake.citing import KIND_WORDS
from service.intake.grammar_nodes import CITES, Grid, Slot, gaps_of
from service.intake.marks import Gap, Option, Piece, Repeat, Words
from service.intake.schema_paths import Schema, schema_at

#: A figure; four digits that name a year are none, for the service parts the digits of a figure that long.
_NUMBER: Final = r"(?!(?:19|20)\d\d(?![.,]?\d))[-+]?\d[\d.,]*"
_DATE: Final = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(?:ngày )?\d{1,2} tháng \d{1,2} năm \d{4}"
_DEADLINE: Final = (
    r"(?:thường xuyên|ngày \d|chậm nhất|trước|(?:trong )?quý [IV\d]|(?:trong )?tháng \d|"
    r"từ |đến |hàng |hằng ).*?"
)
_KINDS: Final[Mapping[str, str]] = {
    "points": _NUMBER, "decimal": _NUMBER, "money": r"\d[\d.]*", "integer": r"\d[\d.]*",
    "year": r"\d{4}", "date": _DATE, "deadline": _DEADLINE,
}  # fmt: skip
#: Words that join a name and a figure, or a body and its score.
_JOINING: Final = (
    "đạt từ|đạt tối thiểu|đạt trên|đạt|chấm đạt|chấm được|chấm|thẩm định đạt|thẩm định|công nhận|công bố|phê duyệt|"
    "đánh giá|xác nhận|kết luận|cho|trên|dưới|tối thiểu|tối đa|không quá|ít nhất|từ|không dưới|tăng|giảm|còn|: ?"
)
_OFFICE: Final = (
    r"(?:[ỦU][ỷy] ban nhân dân|ủy ban nhân dân|UBND|HĐND|Hội đồng nhân dân)"
    r"(?-i:(?: (?:tỉnh|thành phố|huyện|thị xã|xã|phường|thị trấn|đặc khu))?(?: [A-ZĐÀ-Ỹ][\w-]*)*)"
)
#: What the frame prints into an appendix.
_OF_FRAME: Final[Mapping[str, str]] = {
    "label": r"phụ lục(?: (?:số )?[IVXLC\d]{1,5})?[.:]?",
    "attached_to": r"\(?(?:ban hành )?kèm theo .*",
}
#: Values that are computed and not asked for, by the last name of their path.
_OF_COMPUTED: Final[Mapping[str, str]] = {
    "index": r"[\w.]+",
    "number": r"[\w.]+",
    "state": "|".join(re.escape(state.words) for state in TaskState),
}


@dataclass(frozen=True, slots=True)
class PatternSource:
    """Makes the sources for the paragraphs of one type; `known` are words that a path has in files of one issuer."""

    schema: Schema
    known: Mapping[str, Sequence[str]]

    def of(self, pieces: Sequence[Piece]) -> tuple[str, tuple[Gap, ...]]:
        """Return the source of a paragraph, and its gaps in the order of their groups."""
        gaps: list[Gap] = []
        return "".join(self._sources(pieces, gaps)), tuple(gaps)

    def _sources(self, pieces: Sequence[Piece], gaps: list[Gap]) -> Iterator[str]:
        for place, piece in enumerate(pieces):
            if isinstance(piece, Words):
                last = place == len(pieces) - 1
                yield _words(piece.text, is_last=last)
            elif isinstance(piece, Gap):
                gaps.append(piece)
                yield f"({self._gap(piece)})"
            elif isinstance(piece, Repeat):
                yield self._repeat(piece, gaps)
            elif not _follows(pieces, place):
                after = pieces[place + 1] if place + 1 < len(pieces) and _follows(pieces, place + 1) else None
                yield self._option(piece, gaps, after)

    def _option(self, piece: Option, gaps: list[Gap], after: Piece | None) -> str:
        then = "".join(self._sources(piece.then, gaps))
        if isinstance(after, Option):
            then += self._option(after, gaps, None)
        if not piece.otherwise:
            return f"(?:{then})?"
        other = "".join(self._sources(piece.otherwise, gaps))
        return f"(?:{then}|{other})"

    def _repeat(self, piece: Repeat, gaps: list[Gap]) -> str:
        gap = next(gaps_of(piece.body), None)
        if gap is None:
            return ""
        gaps.append(gap)
        words = "".join(one.text for one in piece.body if isinstance(one, Words))
        return f"(?:{_words(words, is_last=False)}(.+?))?"

    def _gap(self, gap: Gap) -> str:
        last = gap.path.rpartition(".")[2]
        if gap.path in self.known:
            names = sorted(self.known[gap.path], key=len, reverse=True)
            return "|".join([*(re.escape(one) for one in names), _OFFICE])
        if gap.path.startswith(CITES):
            return rf"(?-i:{KIND_WORDS}).+?"
        if gap.path.startswith(("phu_luc.", "frame.")) and last in _OF_FRAME:
            return _OF_FRAME[last]
        shape = schema_at(self.schema, gap.path)
        return _OF_COMPUTED.get(last, ".*?") if shape is None else _of_field(shape)


def _of_field(shape: Schema) -> str:
    """Return the pattern of the values of a field."""
    if shape.get("x-display"):
        return "|".join(re.escape(word) for word in shape["x-display"].values())
    if str(shape.get("title", "")).startswith("Từ nối") and "enum" not in shape:
        return _JOINING
    kind, most = shape.get("x-format", ""), shape.get("maxLength", 0)
    return _KINDS.get(kind) or (f"[^;]{{1,{most}}}?" if 0 < most <= 100 else ".+?")


def _follows(pieces: Sequence[Piece], place: int) -> bool:
    """Tell whether an optional part only goes with the one before it: a text without words of its own (a unit)."""
    piece = pieces[place]
    before = pieces[place - 1] if place else None
    if not isinstance(piece, Option) or not isinstance(before, Option) or piece.otherwise or before.otherwise:
        return False
    words = "".join(one.text for one in piece.then if isinstance(one, Words))
    return not words.strip() and any(True for _ in gaps_of(piece.then)) and not _joins(piece.then)


def _joins(pieces: Sequence[Piece]) -> bool:
    """Tell whether what follows a name is meant: a figure or the words before it."""
    return any(gap.path.endswith((".figure", ".link")) for gap in gaps_of(pieces))


def _words(text: str, *, is_last: bool) -> str:
    """Return the pattern of words: spaces are one, a stop at the end of the paragraph may be another or missing."""
    if text == ", ":
        return r"[,;]\s*"
    if is_last and text in {".", ";", "./.", ","}:
        return r"[.;,]?" if text != "./." else r"\s*\./\.?"
    source = re.sub(
        r"(^|.)\\ ",
        lambda found: found[1] + (r"\s*" if found[1] in {*":;,+-"} and found[1] else r"\s+"),
        re.escape(text),
    )
    if is_last and source.endswith(r"\."):
        return source[:-2] + "[.;]?"
    if is_last and source.startswith(r",\s*") and source.endswith(":"):
        return r"(?:,\s*|\s+)" + source[4:-1] + r"\s*:"
    return re.sub(
        r"^\\[.;]", "[.;,]", source
    )  # a sentence that goes on: offices write a stop, a semicolon, a comma


def certain_words(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield the words that stand there in any case."""
    for piece in pieces:
        if isinstance(piece, Words):
            yield piece.text.strip()
        elif isinstance(piece, Option) and piece.otherwise:
            yield min("".join(certain_words(piece.then)), "".join(certain_words(piece.otherwise)), key=len)


def usual_words(pieces: Sequence[Piece]) -> str:
    """Return the words of a paragraph that somebody may write otherwise, "" where it has none of its own."""
    only = pieces[0] if len(pieces) == 1 else None
    if not isinstance(only, Option) or not only.otherwise:
        return ""
    return "".join(one.text for one in only.otherwise if isinstance(one, Words))


def labels_of(slots: Iterable[Slot | Grid]) -> frozenset[str]:
    """Return the words of the labels that paragraphs of a type begin with."""
    found = (label_of(slot.pieces) for slot in slots if isinstance(slot, Slot))
    return frozenset(label[0] for label in found if label is not None)


def label_of(pieces: Sequence[Piece]) -> tuple[str, Gap] | None:
    """Return the words of a label and the gap after it, where a paragraph is a label and its value."""
    if len(pieces) < 2 or not isinstance(pieces[0], Words) or not isinstance(pieces[1], Gap):
        return None
    words = pieces[0].text.strip()
    return (words.rstrip(":"), pieces[1]) if words.endswith(":") else None

"""A paragraph of a template as a pattern that finds the values in a line of a file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from service.domain.task_states import TaskState
from service.intake.citing import KIND_WORDS
from service.intake.foreign_lines import is_heading_like
from service.intake.grammar_nodes import CITES, Slot, gaps_of
from service.intake.likeness import similarity, title_likeness
from service.intake.lines import Line
from service.intake.marks import Gap, Option, Piece, Repeat, Words
from service.intake.outline_spots import Numbering
from service.intake.schema_paths import Schema, schema_at

NO_MATCH: Final = 99.0
_NUMBER: Final = r"[-+]?\d[\d.,]*"
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
    "đạt từ|đạt tối thiểu|đạt trên|đạt|chấm đạt|chấm|thẩm định đạt|thẩm định|trên|dưới|tối thiểu|tối đa|không quá|"
    "ít nhất|từ|không dưới|tăng|giảm|còn|: ?"
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
#: What it costs that a title reads like a sentence, that a sentence has other words than the usual one.
_SENTENCE_COST: Final = 4.0
#: What it costs that the title of a section is taken for something else.
_TITLE_COST: Final = 2.0
#: What it costs that a label with its value is taken for a sentence.
_LABEL_COST: Final = 2.5
_OTHER_WORDS_COST: Final = 1.2
#: a) stands where 2.1.1. does.
_LETTERED_DEPTH: Final = 3
_LABEL = re.compile(r"(?P<label>[^:]{2,90}?)\s*:\s*(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Found:
    """How well a line fits a paragraph of the template, and the values by the path of their gap: (start, end, gap)."""

    cost: float
    values: tuple[tuple[Gap, int, int], ...] = ()
    why: str = ""


@dataclass(slots=True)
class Patterns:
    """The patterns of one type for one file; `known` are words that a path has in this file (the issuer's name)."""

    schema: Schema
    headings: Mapping[str, Any]
    known: Mapping[str, Sequence[str]]
    _compiled: dict[int, tuple[re.Pattern[str], list[Gap], float]] = field(default_factory=dict)

    def match(self, slot: Slot, line: Line) -> Found:
        """Return how a line fits a slot; cost `NO_MATCH` where it does not."""
        heading = self._heading(slot)
        if heading is not None:
            return self._as_heading(slot, line, heading)
        cost, keeps = _number_cost(slot, line)
        if cost >= NO_MATCH:
            return Found(NO_MATCH)
        cost += _TITLE_COST * bool(line.title_of)
        text = line.whole if keeps else line.text
        exact = self._exact(slot, text)
        if exact is not None:
            other = _LABEL_COST * (bool(line.label) and _label_of(slot.pieces) is None)
            return Found(cost + exact.cost + other, exact.values, exact.why)
        loose = self._loose(slot, line, text)
        return Found(cost + loose.cost, loose.values, loose.why) if loose else Found(NO_MATCH)

    def keeps_number(self, slot: Slot, line: Line) -> bool:
        """Tell whether the typed number of a line is part of the value: the template prints none there."""
        return self._heading(slot) is None and _number_cost(slot, line)[1]

    def _heading(self, slot: Slot) -> tuple[Gap, Any] | None:
        for gap in slot.gaps:
            owner, _, last = gap.path.rpartition(".")
            if last == "title" and owner in self.headings:
                return gap, self.headings[owner]
        return None

    def _as_heading(self, slot: Slot, line: Line, heading: tuple[Gap, Any]) -> Found:
        gap, spot = heading
        cost, _ = _number_cost(slot, line)
        if not line.text or cost >= NO_MATCH:
            return Found(NO_MATCH)
        if line.title_of:
            is_meant = line.title_of == gap.path.rpartition(".")[0]
            cost = min(cost, 1.0) if is_meant else cost + _TITLE_COST
        likeness = _heading_likeness(line.text, spot.title)
        if gap.path.startswith("phu_luc."):
            likeness = max(likeness, 0.7 * line.text.isupper())
        is_bound = not spot.title_field
        if likeness < (0.5 if is_bound else 0.2) and (cost > 0 or is_bound):
            return Found(NO_MATCH)
        if not slot.numbers and likeness < 0.6:
            return Found(NO_MATCH)
        unlike = _SENTENCE_COST if likeness < 0.6 and not is_heading_like(line.text) else 0.0
        length = max(0, len(line.text.split()) - 30) * 0.1
        why = f"đề mục “{spot.title}” của loại văn bản" if likeness > 0.99 else _why_heading(spot.title, line)
        return Found(cost + (1 - likeness) * 2.2 + length + unlike, ((gap, 0, len(line.text)),), why)

    def _exact(self, slot: Slot, text: str) -> Found | None:
        pattern, gaps, weight = self._compiled_of(slot)
        match = pattern.fullmatch(text)
        if match is None:
            return None
        values = tuple(
            (gap, *match.span(place)) for place, gap in enumerate(gaps, start=1) if match.start(place) >= 0
        )
        free = sum(end - start for _, start, end in values) if weight < 1 else 0
        why = "đúng mẫu câu của loại văn bản" if weight >= 8 else ""
        cost = 1.0 - min(weight, 12) / 12 + _other_words_cost(slot.pieces, text)
        return Found(cost, values, why) if text or free else None

    def _compiled_of(self, slot: Slot) -> tuple[re.Pattern[str], list[Gap], float]:
        if slot.key not in self._compiled:
            gaps: list[Gap] = []
            source = "".join(self._sources(slot.pieces, gaps))
            weight = float(sum(len(one) for one in _certain(slot.pieces)))
            weight += 12 * any(
                isinstance(one, Gap) and one.path.startswith(("phu_luc.", "frame.")) for one in slot.pieces
            )
            self._compiled[slot.key] = re.compile(source, re.IGNORECASE), gaps, weight
        return self._compiled[slot.key]

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

    def _loose(self, slot: Slot, line: Line, text: str) -> Found | None:
        """Match a label and its value: other words for the same label, another end of the sentence."""
        label = _label_of(slot.pieces)
        if label is None:
            return None
        words, gap = label
        if line.label and text == line.text:
            said, start = line.label, line.value_start
            shown = text[:start].strip(" :-–")
        elif (found := _LABEL.fullmatch(text)) and len(found["label"].split()) <= 14:
            said = shown = found["label"].strip()
            start = found.start("value")
        else:
            return None
        likeness = similarity(said, words)
        if likeness < 0.5:
            return None
        end = start + len(text[start:].rstrip(" .;"))
        return Found(0.3 + (1 - likeness) * 2, ((gap, start, end),), f"nhãn “{shown}”")


def _heading_likeness(text: str, title: str) -> float:
    """Return how alike a line and the title of a section are; a title may go on (a year, a quarter)."""
    if " ".join(text.casefold().split()).startswith(title.casefold()) and is_heading_like(text):
        return 1.0
    return title_likeness(text, title)


def _why_heading(title: str, line: Line) -> str:
    number = f"số “{line.number}” và " if line.number else ""
    return f"{number}chỗ của đề mục “{title}”"


def _other_words_cost(pieces: Sequence[Piece], text: str) -> float:
    """Return what it costs that a paragraph with usual words of its own has quite different ones."""
    only = pieces[0] if len(pieces) == 1 else None
    if not isinstance(only, Option) or not only.otherwise:
        return 0.0
    usual = "".join(one.text for one in only.otherwise if isinstance(one, Words))
    return _OTHER_WORDS_COST if usual and title_likeness(text, usual) < 0.25 else 0.0


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


def _certain(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield the words that stand there in any case."""
    for piece in pieces:
        if isinstance(piece, Words):
            yield piece.text.strip()
        elif isinstance(piece, Option) and piece.otherwise:
            yield min("".join(_certain(piece.then)), "".join(_certain(piece.otherwise)), key=len)


def _label_of(pieces: Sequence[Piece]) -> tuple[str, Gap] | None:
    """Return the words of a label and the gap after it, where a paragraph is a label and its value."""
    if len(pieces) < 2 or not isinstance(pieces[0], Words) or not isinstance(pieces[1], Gap):
        return None
    words = pieces[0].text.strip()
    return (words.rstrip(":"), pieces[1]) if words.endswith(":") else None


def _number_cost(slot: Slot, line: Line) -> tuple[float, bool]:
    """Return what it costs that the number of a line is not the one of the slot, and whether it stays in the text."""
    if slot.literal:
        sign = {"-": "dash", "+": "plus"}[slot.literal]
        return (
            0.0 if line.style == sign else 0.3 if not line.style or line.style in {"dash", "plus"} else 2.5
        ), False
    if not slot.numbers:
        if not line.style:
            return 0.0, False
        return (1.2 if line.style in {"dash", "plus"} else 2.5), True
    return min(_one_number(one, line) for one in slot.numbers), False


def _one_number(numbering: Numbering, line: Line) -> float:
    if numbering.style == "any":
        return 0.0 if line.style in {"arabic", "decimal", "letter", "roman"} else 0.3
    if not line.style:
        return 0.6 if numbering.may_lack else 2.2
    if numbering.style == line.style:
        return 0.0 if line.style != "decimal" or numbering.depth == line.depth else 2.4
    return _other_style(numbering, line)


def _other_style(numbering: Numbering, line: Line) -> float:
    """Return what it costs that a number is of another style than the type's."""
    near = {numbering.style, line.style}
    if near <= {"dash", "plus", "letter", "paren"}:
        return 1.6
    if near == {"arabic", "decimal"}:
        return 2.0
    if near == {"letter", "decimal"} and numbering.depth >= _LETTERED_DEPTH:
        return 1.5
    return 3.2 if "roman" not in near else 4.5

r"""Emphasis inside a value: `**bold**`, `*italic*`, `***both***`, and `[[label]]` mentions.

The grammar, exactly:

1. A run of backslashes that stands directly before a star, or before two or more `[`, is read in pairs:
   each pair is one backslash, and one left over makes the star, or the first two brackets, ordinary signs.
   Backslashes anywhere else are ordinary (`C:\Kho` needs no care).
2. A run of one, two or three stars is a mark of italic, bold or both. Longer runs are ordinary. So is a run
   between two digits (`2*3`) and one alone in brackets, `(*)`, which offices use for notes.
3. A mark may open when something other than a space follows it, and close when something other than a space
   stands before it. Bold and italic are paired each for itself, on one line, each closing mark with the
   nearest opening one before it. Stars without a partner are ordinary.
4. `[[label]]` is a mention unless rule 1 makes its brackets ordinary; `[` before it and `[[` that no label
   follows are ordinary. `[[label|khoản 1 Điều 5]]` mentions a part of what the label names. What stands in
   double brackets and is no label (`[[QD_9]]`) is most likely a slip: `malformed_mention` finds it.

A text in this notation is called a *marked* text; `escape_marks` makes one from any plain text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_ITALIC = 1  # the number of stars of a mark is the sum of what it switches
_BOLD = 2
# Matches begin only where a run of backslashes or brackets begins: a megabyte of them is read in one pass.
_MARK = re.compile(r"((?<!\\)\\+|(?<!\\))(\*+|\[{2,})")
_SIGNS = re.compile(r"[\\*\[]+")  # all that a match is made of, found by its letters
#: One mention without anything before it that could make it ordinary; its group is what stands in the brackets.
MENTION = r"\[\[([a-z][a-z0-9_]*(?::[a-z0-9_]+)?(?:\|[^\[\]|\n]+)?)\]\]"
_BEFORE_MENTION = r"((?<!\\)\\+|(?<![\\\[]))(\[*)"
_MENTION = re.compile(rf"{_BEFORE_MENTION}{MENTION}")
_BRACKETED = re.compile(rf"{_BEFORE_MENTION}\[\[((?:(?!\[\[|\]\]).)*)\]\]", re.DOTALL)


class Span(NamedTuple):
    """A piece of text with one look; its `text` holds no marks any more."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class _Stars:
    """A run of one to three active stars, which of its parts found a partner as sums of _BOLD and _ITALIC."""

    count: int
    can_open: bool
    can_close: bool
    opens: int = 0
    closes: int = 0


def spans(text: str) -> list[Span]:
    r"""Return the pieces of a marked text; neighbours differ in look, none is empty, "" has none.

    >>> spans("đạt **90,50** điểm")[1:]
    [Span(text='90,50', bold=True, italic=False), Span(text=' điểm', bold=False, italic=False)]
    >>> spans(r"2 * 3 và \*")
    [Span(text='2 * 3 và *', bold=False, italic=False)]
    """
    if _is_unmarked(text):
        return [Span(text)] if text else []
    looks: list[tuple[str, int]] = []
    for line in re.split(r"(\n)", text):
        looks.extend(_looks(line))
    return list(_merged(looks))


def plain(text: str) -> str:
    r"""Return the words of a marked text without its marks.

    >>> plain(r"**Chỉ tiêu**: *đạt* trên 95% (\*)")
    'Chỉ tiêu: đạt trên 95% (*)'
    """
    if _is_unmarked(text):
        return text
    return "\n".join("".join(piece for piece, _ in _looks(line)) for line in text.split("\n"))


def escape_marks(text: str) -> str:
    r"""Return a marked text that shows `text` as it is: `plain(escape_marks(text)) == text`.

    >>> escape_marks("5 * 3, [[qd_9]]")
    '5 \\* 3, \\[[qd_9]]'
    """
    if "*" not in text and "[[" not in text:
        return text
    return _MARK.sub(_escaped, text)


def joined(parts: Iterable[str]) -> str:
    r"""Return marked texts put one after the other, each keeping the backslashes that it shows alone.

    Mentions are to be replaced before: brackets at the ends of two texts are not kept apart.

    >>> joined(["C:\\", "*a*"])
    'C:\\\\*a*'
    """
    result = ""
    for part in parts:
        # The end of the text may be read together with what follows: \\ before * or [[, \\[ before [.
        starts_mark = result.endswith("\\") and part.lstrip("\\").startswith(("*", "[["))
        bracket = "[" if result.endswith("\\[") and part.startswith("[") else ""
        if starts_mark or bracket:
            before = result.removesuffix(bracket)
            result = before + "\\" * (len(before) - len(before.rstrip("\\"))) + bracket
        result += part
    return result


def mentions(text: str) -> list[str]:
    r"""Return the labels that a marked text mentions, in order, with repetitions.

    >>> mentions(r"theo [[qd_1211]] và [[muc:nhiem_vu]], không phải \[[qd_9]]")
    ['qd_1211', 'muc:nhiem_vu']
    """
    if "[[" not in text:
        return []
    return [match[3] for match in _active_mentions(text)]


def replace_mentions(text: str, lookup: Callable[[str], str]) -> str:
    r"""Return the marked text with each mention replaced by `lookup(label)`, which is a marked text too.

    The result is still a marked text: `\[[` stays escaped. What `lookup` raises for an unknown label goes
    through.

    >>> replace_mentions(r"theo [[muc:a]] (\[[muc:a]])", {"muc:a": "Mục II"}.__getitem__)
    'theo Mục II (\\[[muc:a]])'
    """
    if "[[" not in text:
        return text
    parts: list[str] = []
    position = 0
    for match in _active_mentions(text):
        slashes, brackets = match[1], match[2]
        # Two brackets left before the mention still want their backslashes in pairs, fewer do not.
        before = (slashes if len(brackets) >= 2 else slashes[::2]) + brackets
        parts += [text[position : match.start()] + before, lookup(match[3])]
        position = match.end()
    return joined([*parts, text[position:]])


def malformed_mention(text: str) -> str | None:
    r"""Return the first ``[[...]]`` of a marked text that is no mention and whose brackets are not escaped, or None.

    >>> malformed_mention("theo [[QD_9]] và [[qd_9]]")
    '[[QD_9]]'
    >>> malformed_mention(r"theo [[qd_9]], \[[QD_9]], a[0][1], [[")
    """
    if "[[" not in text:
        return None
    rest = replace_mentions(text, lambda _label: "…")
    return next((f"[[{match[3]}]]" for match in _active(_BRACKETED, rest)), None)


def _is_unmarked(text: str) -> bool:
    return "*" not in text and "\\[[" not in text


def _escaped(match: re.Match[str]) -> str:
    slashes, signs = match.groups()
    if signs[0] == "*":
        return slashes * 2 + r"\*" * len(signs)
    pairs, single = divmod(len(signs), 2)
    return slashes * 2 + r"\[[" * pairs + "[" * single


def _active_mentions(text: str) -> Iterator[re.Match[str]]:
    return _active(_MENTION, text)


def _active(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    # A backslash without a partner makes two brackets ordinary; the mention has two more of its own.
    return (match for match in pattern.finditer(text) if len(match[1]) % 2 == 0 or len(match[2]) >= 2)


def _looks(line: str) -> Iterator[tuple[str, int]]:
    """Yield (text, sum of _BOLD and _ITALIC) for one line of marked text."""
    pieces = list(_pieces(line))
    stars = [piece for piece in pieces if isinstance(piece, _Stars)]
    _pair(stars, _BOLD)
    _pair(stars, _ITALIC)
    look = 0
    for piece in pieces:
        if isinstance(piece, str):
            yield piece, look
            continue
        look &= ~piece.closes
        yield "*" * (piece.count & ~(piece.opens | piece.closes)), look
        look |= piece.opens


def _pieces(line: str) -> Iterator[str | _Stars]:
    """Yield ordinary text and active stars in order, with the backslashes of rule 1 resolved."""
    position = 0
    for match in _marks(line):
        slashes, signs = match.groups()
        escaped = len(slashes) % 2
        ordinary = "\\" * (len(slashes) // 2)
        if signs[0] == "[" or len(signs) == escaped:
            ordinary, signs = ordinary + signs, ""
        elif escaped:
            ordinary, signs = ordinary + "*", signs[1:]
        yield line[position : match.start()] + ordinary
        before = ordinary[-1:] or line[match.start() - 1 : match.start()]
        yield _mark(signs, before, line[match.end() : match.end() + 1])
        position = match.end()
    yield line[position:]


def _marks(line: str) -> Iterator[re.Match[str]]:
    """Yield the runs of stars or brackets with the backslashes before them."""
    for run in _SIGNS.finditer(line):
        yield from _MARK.finditer(line, *run.span())


def _mark(stars: str, before: str, after: str) -> str | _Stars:
    """Return the stars as a mark, or as they are where rule 2 calls them ordinary.

    `before` and `after` are the neighbouring signs, "" at the ends of the line.
    """
    alone = (before == "(" and after == ")") or (before.isdigit() and after.isdigit())
    if alone or not 1 <= len(stars) <= _BOLD + _ITALIC:
        return stars
    return _Stars(len(stars), can_open=bool(after.strip()), can_close=bool(before.strip()))


def _pair(stars: list[_Stars], kind: int) -> None:
    """Join each closing mark of this kind with the nearest opening one before it (rule 3)."""
    opening: _Stars | None = None
    for mark in stars:
        if not mark.count & kind:
            continue
        if opening and mark.can_close:
            opening.opens |= kind
            mark.closes |= kind
            opening = None
        elif mark.can_open:
            opening = mark


def _merged(looks: list[tuple[str, int]]) -> Iterator[Span]:
    """Yield one span for each stretch of the same look."""
    text, current = "", 0
    for piece, look in looks:
        if piece and look != current:
            if text:
                yield Span(text, bool(current & _BOLD), bool(current & _ITALIC))
            text, current = "", look
        text += piece
    yield Span(text, bool(current & _BOLD), bool(current & _ITALIC))

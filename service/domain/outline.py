"""Numbers of sections, computed from where they stand, and the words that refer to a section.

Levels of a document laid out in Mục, khoản, điểm: ``I.`` is a Mục, ``1.`` a khoản, ``a)`` a điểm; a decimal number
(``2.2.1.``) carries the numbers above it. A reference goes from the inside out, without commas.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm đ (chữ số, chữ cái); Mục V ô số 6.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from service.domain.conditions import Reader
from service.domain.refusal import Refused
from service.domain.remembered import Remembered

STYLES = ("roman", "arabic", "decimal", "letter", "paren", "dash", "plus", "none")

#: The letters that number a điểm: the Vietnamese alphabet without ă â ê ô ơ ư and without f j w z.
LETTERS = "abcdđeghiklmnopqrstuvxy"

#: How a reference calls a level when the type does not say so itself.
LEVEL_NAMES: Mapping[str, str] = {
    "roman": "Mục",
    "arabic": "khoản",
    "decimal": "điểm",
    "letter": "điểm",
    "paren": "điểm",
    "dash": "gạch đầu dòng thứ",
    "plus": "dấu cộng thứ",
}

_SIGNS: Mapping[str, str] = {"dash": "-", "plus": "+", "none": ""}
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Node(NamedTuple):
    """One numbered place of a document; `position` is 1.. among its like, `number` is what is printed ("" for none)."""

    style: str
    position: int
    number: str
    title: str
    label: str
    parent: "Node | None"


Locator = tuple[str | int, ...]


class ListKind(NamedTuple):
    """What all items of a numbered list have in common; `title_of` reads the title of one from (None, item)."""

    style: str
    title: str
    title_of: Reader | None


class NumberedList(NamedTuple):
    """The items of one list of a document: where it stands in the values, and their numbers.

    The first item is the `first`-th of its like. `above` is the place above the list: a section, or (list, position)
    for an item of another list, which becomes a node only when something refers to it.
    """

    way: Locator
    numbers: list[str]
    items: Sequence[Any]
    kind: ListKind
    first: int
    above: "Node | tuple[NumberedList, int] | None"

    @property
    def parent(self) -> Node | None:
        """The place above the list."""
        above = self.above
        return above if above is None or isinstance(above, Node) else item_node(*above)


def item_node(numbered: NumberedList, position: int) -> Node:
    """Return the place of one item of a numbered list."""
    kind, item = numbered.kind, numbered.items[position]
    title = kind.title_of(None, item) if kind.title_of is not None else None
    return Node(
        kind.style,
        numbered.first + position,
        numbered.numbers[position],
        title or kind.title,
        item.get("label", ""),
        numbered.parent,
    )


def roman(value: int) -> str:
    """Return a whole number from 1 in Roman numerals.

    >>> [roman(n) for n in (1, 4, 9, 14, 40, 99)]
    ['I', 'IV', 'IX', 'XIV', 'XL', 'XCIX']
    """
    return _romans[value]


def _roman(value: int) -> str:
    digits = []
    for size, sign in _ROMAN:
        count, value = divmod(value, size)
        digits.append(sign * count)
    return "".join(digits)


_romans = Remembered(_roman)
_SIGN_VALUES = {sign: size for size, sign in _ROMAN if len(sign) == 1}


def roman_value(numeral: str) -> int:
    """Return the value of a Roman numeral in capitals; a sign that is none counts nothing.

    >>> roman_value("IV"), roman_value("XIX"), roman_value("CẢ")
    (4, 19, 100)
    """
    values = [_SIGN_VALUES.get(sign, 0) for sign in numeral]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


def letter(index: int) -> str:
    """Return the letter of the `index`-th điểm (1..23).

    >>> "".join(letter(n) for n in (1, 4, 5, 6, 23))
    'adđey'

    Raises Refused("outline_too_long") above 23: the law knows no double letters.
    """
    if index > len(LETTERS):
        raise Refused(
            "outline_too_long",
            f"Thứ tự bằng chữ cái chỉ đến y) ({len(LETTERS)} điểm); đang có điểm thứ {index}. Hãy tách khoản.",
        )
    return LETTERS[index - 1]


def prefix_of(parent: Node | None) -> str:
    """Return the beginning of a decimal number: the nearest number above `parent`, if it is ``1.`` or ``1.1.``."""
    while parent is not None and not parent.number:
        parent = parent.parent
    return parent.number if parent is not None and parent.style in ("arabic", "decimal") else ""


def number_of(style: str, index: int, parent: Node | None = None) -> str:
    """Return the printed number of the `index`-th place in `style` under `parent`.

    A decimal number takes over the number of the nearest numbered place above it when that is ``1.`` or ``1.1.``.

    >>> khoan = Node("arabic", 2, "2.", "", "", None)
    >>> number_of("roman", 3), number_of("decimal", 1, khoan), number_of("letter", 5), number_of("paren", 2)
    ('III.', '2.1.', 'đ)', '(2)')

    Raises Refused("outline_too_long") for a letter above 23 and ValueError for an unknown style.
    """
    return numbers_of(style, index, 1, parent)[0]


def numbers_of(style: str, first: int, count: int, parent: Node | None = None) -> list[str]:
    """Return the printed numbers of `count` places in a row, the first of them the `first`-th.

    >>> numbers_of("decimal", 1, 2, Node("arabic", 2, "2.", "", "", None)), numbers_of("dash", 1, 2)
    (['2.1.', '2.2.'], ['-', '-'])
    """
    return rows[style, first, count, prefix_of(parent) if style == "decimal" else ""]


def _row(question: tuple[str, int, int, str]) -> list[str]:
    style, first, count, prefix = question
    indexes = range(first, first + count)
    if style == "decimal":
        return [f"{prefix}{index}." for index in indexes]
    return [_SIGNS[style]] * count if style in _SIGNS else [_plain_number(style, index) for index in indexes]


#: Rows of numbers by style, first index, how many, and what they begin with; nobody changes them.
rows = Remembered(_row, limit=1024)


def _plain_number(style: str, index: int) -> str:
    if style == "arabic":
        return f"{index}."
    if style == "paren":
        return f"({index})"
    if style == "roman":
        return f"{roman(index)}."
    if style == "letter":
        return f"{letter(index)})"
    raise ValueError(style)


def counted_up(count: int) -> list[str]:
    """Return ``1``, ``2``, ... as texts; a list that nobody changes.

    >>> counted_up(3)
    ['1', '2', '3']
    """
    return _counted_up[count]


_counted_up = Remembered[int, list[str]](
    lambda count: [str(index) for index in range(1, count + 1)], limit=256
)


def _own_reference(question: tuple[str, str, int, str]) -> str:
    name, style, position, number = question
    if style in ("dash", "plus"):
        return f"{name} {position}"
    return f"{name} {number if style == 'paren' else number.rstrip('.)')}"


#: The words for a place alone ("khoản 2"), by the name of its level, style, position and number.
own_references = Remembered(_own_reference)


def reference(node: Node, names: Mapping[str, str] | None = None, document_title: str = "") -> str:
    """Return the words that refer to `node`, from the inside out, without commas.

    Of several decimal levels only the innermost is named, since its number holds the others. A place without a
    number is referred to by the place above it; one that stands alone without any number by its title in quotes.

    >>> muc = Node("roman", 3, "III.", "NHIỆM VỤ", "", None)
    >>> khoan = Node("arabic", 2, "2.", "", "", muc)
    >>> tieu_chi = Node("decimal", 2, "2.2.", "", "", khoan)
    >>> reference(Node("decimal", 1, "2.2.1.", "", "", tieu_chi), document_title="Kế hoạch này")
    'điểm 2.2.1 khoản 2 Mục III Kế hoạch này'
    >>> reference(Node("letter", 1, "a)", "", "", khoan))
    'điểm a khoản 2 Mục III'
    """
    names = names or {}
    parts: list[str] = []
    inside_decimal = False
    place: Node | None = node
    while place is not None:
        if place.number and not (inside_decimal and place.style == "decimal"):
            name = names.get(place.style) or LEVEL_NAMES[place.style]
            parts.append(own_references[name, place.style, place.position, place.number])
            inside_decimal = inside_decimal or place.style == "decimal"
        place = place.parent
    if not parts and node.title:
        parts.append(title_reference(node.title))
    if document_title:
        parts.append(document_title)
    return " ".join(parts)


def title_reference(title: str) -> str:
    """Return the words that refer to a place without any number.

    >>> title_reference("MỞ ĐẦU")
    'phần “MỞ ĐẦU”'
    """
    return f"phần “{title}”" if title else ""

"""Numbers of sections, computed from where they stand, and the words that refer to a section.

Levels of a document laid out in Mục, khoản, điểm: ``I.`` is a Mục, ``1.`` a khoản, ``a)`` a điểm; a decimal number
(``2.2.1.``) carries the numbers above it. A reference goes from the inside out, without commas.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm đ (chữ số, chữ cái); Mục V ô số 6.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from service.domain.refusal import Refused

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


def roman(value: int) -> str:
    """Return a whole number from 1 in Roman numerals.

    >>> [roman(n) for n in (1, 4, 9, 14, 40, 99)]
    ['I', 'IV', 'IX', 'XIV', 'XL', 'XCIX']
    """
    digits = []
    for size, sign in _ROMAN:
        count, value = divmod(value, size)
        digits.append(sign * count)
    return "".join(digits)


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


def _prefix(parent: Node | None) -> str:
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
    return f"{_prefix(parent)}{index}." if style == "decimal" else _plain_number(style, index)


@lru_cache(maxsize=2048)
def _plain_number(style: str, index: int) -> str:
    if style == "arabic":
        return f"{index}."
    if style in _SIGNS:
        return _SIGNS[style]
    if style == "paren":
        return f"({index})"
    if style == "roman":
        return f"{roman(index)}."
    if style == "letter":
        return f"{letter(index)})"
    raise ValueError(style)


def numbers_of(style: str, first: int, count: int, parent: Node | None = None) -> list[str]:
    """Return the printed numbers of `count` places in a row, the first of them the `first`-th.

    >>> numbers_of("decimal", 1, 2, Node("arabic", 2, "2.", "", "", None)), numbers_of("dash", 1, 2)
    (['2.1.', '2.2.'], ['-', '-'])
    """
    if style in _SIGNS:
        return [_SIGNS[style]] * count
    if style == "decimal":
        prefix = _prefix(parent)
        return [f"{prefix}{index}." for index in range(first, first + count)]
    return [number_of(style, index, parent) for index in range(first, first + count)]


def _own_reference(node: Node, names: Mapping[str, str]) -> str:
    name = names.get(node.style) or LEVEL_NAMES[node.style]
    if node.style in ("dash", "plus"):
        return f"{name} {node.position}"
    number = node.number if node.style == "paren" else node.number.rstrip(".)")
    return f"{name} {number}"


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
        is_decimal = place.style == "decimal"
        if place.number and not (is_decimal and inside_decimal):
            parts.append(_own_reference(place, names))
        inside_decimal = inside_decimal or (is_decimal and bool(place.number))
        place = place.parent
    if not parts and node.title:
        parts.append(f"phần “{node.title}”")
    if document_title:
        parts.append(document_title)
    return " ".join(parts)

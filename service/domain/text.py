"""Texts as people type them: Unicode form, forbidden signs, first letters, ASCII names, search keys.

Emphasis and mentions are in `emphasis`, the order of the alphabet in `alphabet`; both are offered here too,
so that everything about text has one address.
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I khoản 4 (Unicode, TCVN 6909:2001); NFC is our
choice of form.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from service.domain.alphabet import APOSTROPHES, SortKey, vietnamese_sort_key
from service.domain.emphasis import (
    Span,
    escape_marks,
    joined,
    malformed_mention,
    mentions,
    plain,
    replace_mentions,
    spans,
)
from service.domain.name_openings import opens_with_name
from service.domain.refusal import Refused
from service.domain.subject_openings import opens_commonly

__all__ = [
    "SortKey",
    "Span",
    "escape_marks",
    "file_name",
    "fold",
    "forbidden_character",
    "has_forbidden_character",
    "is_blank",
    "joined",
    "lower_first",
    "lower_opening",
    "lower_unless_name",
    "malformed_mention",
    "mentions",
    "nfc",
    "normalise_newlines",
    "plain",
    "quoted",
    "replace_mentions",
    "romanise",
    "spans",
    "upper_first",
    "vietnamese_sort_key",
    "without_forbidden",
]

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Whole texts are looked at as UTF-8: control signs become 0, and the search for one byte is fast.
_CONTROLS = {*range(0x20), 0x7F} - {*b"\t\n\r"}
_CONTROLS_TO_ZERO = bytes(0 if byte in _CONTROLS else 1 for byte in range(256))
_UPPER_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")
_NONCHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]")

_LEARNT_BELOW = 0x2200


class _Letters(dict[int, str | int | None]):
    """A table of `str.translate` that learns what becomes of other signs: one that it does not have costs ten times."""

    def __init__(self, signs: Mapping[int, str | None], other: Callable[[int], int | None]) -> None:
        super().__init__(signs)
        self._other = other

    def __missing__(self, code: int) -> int | None:
        found = self._other(code)
        if code < _LEARNT_BELOW:  # the letters of Europe and Vietnam: what they take of memory has an end
            self[code] = found
        return found


_SIGNS = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys("“”„«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict(zip("đĐðÐøØłŁı⁄×", "dDdDoOlLi/x", strict=True)),
        **dict(zip("ßẞæÆœŒ", ("ss", "SS", "ae", "AE", "oe", "OE"), strict=True)),
    }
)
_WITHOUT_DECOMPOSITION = _Letters(_SIGNS, lambda code: code)
_WITHOUT_MARKS = _Letters(
    {**_SIGNS, **dict.fromkeys(map(ord, f"{APOSTROPHES}'"))},
    lambda code: None if unicodedata.combining(chr(code)) else code,
)
#: Signs that print nothing, as the inside of a class of a regular expression: spaces, and signs of no width. The check
#: of inputs uses the same class, so that one notion of blank holds everywhere.
BLANK_SIGNS = (
    r"\u0009-\u000d\u0020\u0085\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
_NOT_BLANK = re.compile(f"[^{BLANK_SIGNS}]")

_WINDOWS_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
_QUOTED_LENGTH = 40


def nfc(text: str) -> str:
    r"""Return the text in NFC: one sign for each Vietnamese letter; the place of a tone mark stays.

    >>> nfc("Ba To\u031b"), nfc("hòa hoà")
    ('Ba Tơ', 'hòa hoà')
    """
    return unicodedata.normalize("NFC", text)


def normalise_newlines(text: str) -> str:
    r"""Return the text with `\n` for each end of line of Windows (`\r\n`) and of old Macs (`\r`).

    >>> normalise_newlines("một\r\nhai\rba")
    'một\nhai\nba'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def forbidden_character(text: str) -> int | None:
    r"""Return the index of the first sign that no .docx can hold, or None.

    Forbidden are control signs (U+0000-001F but tab and line ends, U+007F-009F), lone surrogates, U+FFFE
    and U+FFFF.

    >>> forbidden_character("Kế\x0bhoạch"), forbidden_character("Kế hoạch\n")
    (2, None)
    """
    match = _FORBIDDEN.search(text)
    return match.start() if match else None


def without_forbidden(text: str) -> str:
    r"""Return a text with a space for each sign that `forbidden_character` would find.

    >>> without_forbidden("Kế\x0bhoạch")
    'Kế hoạch'
    """
    return _FORBIDDEN.sub(" ", text)


def has_forbidden_character(text: str) -> bool:
    r"""Say whether `forbidden_character` would find one, in about a microsecond for each KB.

    >>> has_forbidden_character("Kế\x0bhoạch"), has_forbidden_character("§ 5\n")
    (True, False)
    """
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        return True  # a lone surrogate
    if 0 in encoded.translate(_CONTROLS_TO_ZERO):
        return True
    if 0xC2 in encoded and _UPPER_CONTROL.search(encoded):
        return True
    return 0xEF in encoded and _NONCHARACTER.search(encoded) is not None


def is_blank(text: str) -> bool:
    r"""Say whether a text would print nothing: it is empty, or has only spaces and signs of no width.

    >>> is_blank(" \n"), is_blank("\u200b\ufeff"), is_blank(" - ")
    (True, True, False)
    """
    return _NOT_BLANK.search(text) is None


def quoted(text: str) -> str:
    r"""Return a value as messages show it: in quotation marks, cut when long, forbidden signs replaced.

    >>> quoted("30/02/2025")
    '“30/02/2025”'
    """
    shown = text[:_QUOTED_LENGTH] + ("…" if len(text) > _QUOTED_LENGTH else "")
    return "“" + _FORBIDDEN.sub("\ufffd", " ".join(shown.split())) + "”"


def lower_first(text: str) -> str:
    """Return the text with its first letter small, as inside a sentence; abbreviations stay, as do marks.

    >>> lower_first("Ban hành Quy định"), lower_first("UBND huyện"), lower_first("*Về* việc")
    ('ban hành Quy định', 'UBND huyện', '*về* việc')
    """
    place = _first_letter(text)
    if place is None or text[place + 1 : place + 2].isupper():
        return text
    return text[:place] + text[place].lower() + text[place + 1 :]


def lower_opening(text: str) -> str:
    """Return a subject as it follows "về": its first letter small where a common word opens it, else as typed.

    Offices write the subject of a document with a capital of its own; inside a sentence only names keep theirs. Which
    is which, nobody can tell from the letter: only the words of `subject_openings` lose it.

    >>> lower_opening("Kết quả công tác năm 2025"), lower_opening("**Phê duyệt** đề án")
    ('kết quả công tác năm 2025', '**phê duyệt** đề án')
    >>> lower_opening("Quốc hội khóa XV"), lower_opening("Ba Tơ phát triển")
    ('Quốc hội khóa XV', 'Ba Tơ phát triển')
    """
    place = _first_letter(text)
    if place is None or not text[place].isupper() or not opens_commonly(text[place:]):
        return text
    return lower_first(text)


def lower_unless_name(text: str) -> str:
    """Return a text as it goes on inside a sentence: its first letter small, unless a name begins it.

    >>> lower_unless_name("Còn hồ sơ trễ hẹn"), lower_unless_name("Phòng Kinh tế còn hồ sơ trễ hẹn")
    ('còn hồ sơ trễ hẹn', 'Phòng Kinh tế còn hồ sơ trễ hẹn')
    """
    place = _first_letter(text)
    if place is None or not text[place].isupper() or opens_with_name(text[place:]):
        return text
    return lower_first(text)


def upper_first(text: str) -> str:
    """Return the text with its first letter capital; marks and quotation marks before it stay.

    >>> upper_first("một triệu đồng"), upper_first("“đ”"), upper_first("2 người")
    ('Một triệu đồng', '“Đ”', '2 người')
    """
    place = _first_letter(text)
    return text if place is None else text[:place] + text[place].upper() + text[place + 1 :]


def romanise(text: str) -> str:
    """Return the text in ASCII: no diacritics, plain quotation marks and dashes, other signs left out.

    >>> romanise("Ủy ban nhân dân xã Đặng Thùy Trâm – Cư M’gar")
    "Uy ban nhan dan xa Dang Thuy Tram - Cu M'gar"
    """
    if text.isascii():
        return text
    # đ and the apostrophes first: đ does not decompose, and ´ would decompose into a space.
    decomposed = unicodedata.normalize("NFKD", text.translate(_WITHOUT_DECOMPOSITION))
    return decomposed.translate(_WITHOUT_DECOMPOSITION).encode("ascii", "ignore").decode()


def fold(text: str) -> str:
    """Return the key for searching: no diacritics, case or apostrophes, single spaces; other scripts stay.

    >>> fold("Cư  M’gar"), fold("CƯ M'GAR"), fold("Đắk Lắk")
    ('cu mgar', 'cu mgar', 'dak lak')
    """
    return _folded(text) if len(text) <= _REMEMBERED_CHARACTERS else _fold(text)


def _fold(text: str) -> str:
    """Return the key of a text."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_WITHOUT_DECOMPOSITION)).casefold()
    return " ".join(unicodedata.normalize("NFKD", decomposed).translate(_WITHOUT_MARKS).split())


_REMEMBERED_CHARACTERS = 500
_folded = lru_cache(maxsize=1024)(_fold)
"""Keys of names that stand in every document of an office, and of a subject, which is asked for several times."""


def file_name(*parts: str, max_length: int = 50, extension: str = "") -> str:
    """Return a file name of ASCII letters, digits, `-` within a part and `_` between parts; case is kept.

    `max_length` counts the extension and leaves room for 8 signs at least (ValueError); a name that is too
    long is cut after a whole word. Refused (`file_name_empty`) when nothing is left that ASCII can show.

    >>> file_name("KH-UBND", "05", "2025", extension="docx")
    'KH-UBND_05_2025.docx'
    >>> file_name("Xã Cư M’gar: kế hoạch")
    'Xa-Cu-Mgar-ke-hoach'
    """
    ending = f".{extension}" if extension else ""
    room = max_length - len(ending)
    if room < 8:
        message = f"max_length={max_length} leaves no room for a name"
        raise ValueError(message)
    cleaned = (re.sub(r"[^A-Za-z0-9]+", "-", romanise(part).replace("'", "")).strip("-") for part in parts)
    stem = "_".join(part for part in cleaned if part)
    if not stem:
        raise Refused("file_name_empty", "Tên tệp cần ít nhất một chữ cái hoặc chữ số.")
    if len(stem) > room:
        stem = _cut(stem, room)
    # Windows takes no file of the name of a device, whatever its extension.
    return stem + ("_" if _WINDOWS_DEVICE.fullmatch(stem) else "") + ending


def _cut(stem: str, room: int) -> str:
    """Return at most `room` signs of a name, up to the end of a word where there is one."""
    kept = stem[:room]
    if stem[room] not in "-_":
        kept = re.sub(r"[-_][^-_]*\Z", "", kept)
    return kept.rstrip("-_")


def _first_letter(text: str) -> int | None:
    """Return the place of the first letter, unless a digit stands before it."""
    for place, sign in enumerate(text):
        if sign.isalnum():
            return place if sign.isalpha() else None
    return None

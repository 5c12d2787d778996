"""Number and symbol of a document (số, ký hiệu): 05/KH-UBND, 12/UBND-VX, 114-KL/TW, 72/2025/QH15.

A code is a number, for laws and decrees a year, and a symbol of groups. The state joins number and symbol
with `/` and groups with `-`; the Party joins number and first group with `-` and the organ with `/`. A
number below 10 has two digits. A document for signature has no number yet: /KH-UBND.
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 3; Phụ lục III Mục I (abbreviations of the
kinds).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from service.domain.refusal import Refused
from service.domain.text import quoted

_OFFICIAL_LETTER = "cong_van"
_LONG_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2013, 0x2014), "-")
_CODE = re.compile(
    r"(?:[Ss]ố ?:? ?)?"
    r"(?P<number>[0-9]{0,7}|[.…_]+) ?"
    r"(?:/ ?(?P<year>[0-9]{4}) ?(?=/))?"
    r"(?P<separator>[/-]) ?"
    r"(?P<symbol>[^\W\d_].*)"
)
_LETTER_SUFFIX = re.compile(r"(?:[Ss]ố ?:? ?)?(?P<number>[0-9]+) ?[^\W\d_]+ ?[/-].*")
#: A letter after a number is one; two or more are the first group of a symbol.
_JOINED = re.compile(r"(?:[Ss]ố ?:? ?)?(?P<number>[0-9]+) ?(?P<symbol>[^\W\d_]{2,}-[^/]*)")
_GROUP = re.compile(r"[^\W\d_](?:[^\W_]|[.&](?=[^\W_]))*")


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One of the 29 kinds of administrative documents; `abbreviation` None: a công văn or thư công has none.

    Basis: Nghị định 30/2020/NĐ-CP, Điều 7; Phụ lục III Mục I.
    """

    slug: str
    abbreviation: str | None
    name: str


@dataclass(frozen=True, slots=True)
class DocumentCode:
    """Number (None: not yet taken), symbol ("KH-UBND", "KL/TW") and, for laws and decrees, year.

    `separator` stands before the symbol: "/" of the state, "-" of the Party and of old decrees (135-HĐBT).
    """

    number: int | None
    symbol: str
    year: int | None = None
    separator: Literal["/", "-"] = "/"

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the symbol: ("KH", "UBND")."""
        return tuple(re.split("[-/]", self.symbol))

    @property
    def is_party(self) -> bool:
        """Whether the code has the Party's form, 114-KL/TW."""
        return self.separator == "-" and "/" in self.symbol

    def __str__(self) -> str:
        return format_code(self)


def number_text(number: int) -> str:
    """Return the number of a document as printed: two digits below 10. ValueError below 1.

    >>> number_text(5), number_text(441)
    ('05', '441')

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 3 điểm c.
    """
    if number < 1:
        message = f"documents are numbered from 1, not {number}"
        raise ValueError(message)
    return f"{number:02}"


def format_code(code: DocumentCode, *, blank: str = "") -> str:
    """Return the code as printed; `blank` stands for a number that is not taken yet.

    >>> format_code(DocumentCode(5, "KH-UBND")), format_code(DocumentCode(None, "KH-UBND"))
    ('05/KH-UBND', '/KH-UBND')
    >>> format_code(DocumentCode(72, "QH15", year=2025))
    '72/2025/QH15'
    """
    number = blank if code.number is None else number_text(code.number)
    year = "" if code.year is None else f"/{code.year}"
    return f"{number}{year}{code.separator}{code.symbol}"


def parse_code(text: str) -> DocumentCode:
    """Return the code that a person wrote; `format_code` gives it back in its official form.

    "Số:" before it, spaces around the signs, long dashes and zeros before the number are read over; the
    case of the symbol is kept. Refused: `code_letter_suffix` (05a/...), `code_number_zero`,
    `code_separator` for signs in the wrong place, `code_symbol_case` for groups in small letters,
    `code_unreadable` for the rest.

    >>> parse_code("Số: 5/KH-UBND")
    DocumentCode(number=5, symbol='KH-UBND', year=None, separator='/')
    >>> parse_code("114-KL/TW").is_party
    True
    """
    simple = _simplified(text)
    if _LETTER_SUFFIX.fullmatch(simple):
        if apart := _taken_apart(simple):
            raise Refused(
                "code_separator", f"Số và ký hiệu {quoted(text)} phải cách nhau bằng “/”, như {apart}."
            )
        raise Refused(
            "code_letter_suffix",
            f"Số trong {quoted(text)} chỉ gồm chữ số, không kèm chữ cái. Mỗi văn bản có một số riêng.",
        )
    match = _CODE.fullmatch(simple)
    if match is None:
        raise _unreadable(text)
    number = int(match["number"]) if match["number"].isdigit() else None
    if number == 0:
        raise Refused("code_number_zero", f"Số văn bản bắt đầu từ 01; {quoted(text)} có số 0.")
    year = int(match["year"]) if match["year"] else None
    separator: Literal["/", "-"] = "/" if match["separator"] == "/" else "-"
    code = DocumentCode(number, match["symbol"], year, separator)
    _check_symbol(code, text)
    return code


def symbol(kind: DocumentKind, issuer: str, *, drafting_unit: str = "") -> str:
    """Return the symbol of a kind: kind and issuer, for a công văn issuer and drafting unit or field.

    >>> symbol(DocumentKind("ke_hoach", "KH", "Kế hoạch"), "UBND")
    'KH-UBND'
    >>> symbol(DocumentKind("cong_van", None, "Công văn"), "UBND", drafting_unit="VX")
    'UBND-VX'

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 3 điểm b.
    """
    groups = [kind.abbreviation, issuer] if kind.abbreviation else [issuer, drafting_unit]
    return "-".join(group for group in groups if group)


def kind_of(code: DocumentCode, kinds: Iterable[DocumentKind]) -> DocumentKind | None:
    """Return the administrative kind that a symbol names: by its first group, else công văn.

    None for codes of laws, decrees and the Party, which are no kinds of this list. Case is read over (CTR is
    Chương trình), for other programs print symbols in capitals only.

    >>> kinds = [DocumentKind("ke_hoach", "KH", "Kế hoạch"), DocumentKind("cong_van", None, "Công văn")]
    >>> kind_of(parse_code("05/KH-UBND"), kinds).slug, kind_of(parse_code("12/UBND-VX"), kinds).slug
    ('ke_hoach', 'cong_van')
    """
    if code.separator != "/" or code.year is not None:
        return None
    first = code.groups[0].casefold()
    listed = list(kinds)
    named = (kind for kind in listed if kind.abbreviation and kind.abbreviation.casefold() == first)
    letter = (kind for kind in listed if kind.slug == _OFFICIAL_LETTER)
    return next(named, None) or next(letter, None)


def _simplified(text: str) -> str:
    """Return the text in NFC with plain hyphens and single spaces; "" for what is too long to be a code."""
    if len(text) > 100:
        return ""
    hyphens = unicodedata.normalize("NFC", text).translate(_LONG_DASHES)
    return re.sub(r" ?([/-]) ?", r"\1", " ".join(hyphens.split()))


def _taken_apart(simple: str) -> str:
    """Return the code that lacks nothing but the sign after its number with that sign, "" for any other."""
    match = _JOINED.fullmatch(simple)
    if match is None:
        return ""
    group = match["symbol"]
    try:
        return str(parse_code(f"{match['number']}/{group.upper() if group.islower() else group}"))
    except Refused:
        return ""


def _check_symbol(code: DocumentCode, text: str) -> None:
    """Refuse a symbol whose groups or signs are not as the state or the Party writes them."""
    if not all(_GROUP.fullmatch(group) for group in code.groups):
        raise _unreadable(text)
    if not all(group[0].isupper() for group in code.groups):
        raise Refused(
            "code_symbol_case", f"Ký hiệu trong {quoted(text)} viết hoa đầu mỗi nhóm, ví dụ KH-UBND."
        )
    # 05-KH-UBND is a slip for 05/KH-UBND; 135-HĐBT is an old form of the state, 114-KL/TW the Party's.
    dashed = code.separator == "-" and len(code.groups) > 1 and not code.is_party
    slashed = code.separator == "/" and "/" in code.symbol
    if dashed or slashed:
        raise Refused(
            "code_separator",
            f"{quoted(text)}: ghi dấu / giữa số và ký hiệu, dấu - giữa các nhóm, ví dụ 05/KH-UBND.",
        )


def _unreadable(text: str) -> Refused:
    return Refused(
        "code_unreadable", f"Không đọc được số, ký hiệu {quoted(text)}. Ghi như 05/KH-UBND hoặc 12/UBND-VX."
    )

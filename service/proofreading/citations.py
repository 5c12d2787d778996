"""Documents that a text cites by number and symbol, with kind, day, body and subject as far as they are there."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.domain.text import fold
from service.proofreading.dates import WrittenDate
from service.proofreading.passages import Passage

KINDS = (
    "Nghị quyết liên tịch",
    "Nghị quyết",
    "Quyết định",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Thông cáo",
    "Thông báo",
    "Hướng dẫn",
    "Chương trình",
    "Kế hoạch",
    "Phương án",
    "Đề án",
    "Dự án",
    "Báo cáo",
    "Biên bản",
    "Tờ trình",
    "Hợp đồng",
    "Công văn",
    "Công điện",
    "Kết luận",
    "Nghị định",
    "Thông tư liên tịch",
    "Thông tư",
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Văn bản",
    "Giấy mời",
    "Lệnh",
    "Quy chế phối hợp",
)
#: What a symbol may say of a kind, in capitals.
KIND_SYMBOLS = {
    "Nghị quyết": {"NQ"},
    "Quyết định": {"QĐ"},
    "Chỉ thị": {"CT"},
    "Thông báo": {"TB"},
    "Hướng dẫn": {"HD"},
    "Chương trình": {"CTR", "CTHĐ"},
    "Kế hoạch": {"KH"},
    "Báo cáo": {"BC"},
    "Tờ trình": {"TTR"},
    "Nghị định": {"NĐ"},
    "Thông tư": {"TT"},
    "Kết luận": {"KL"},
    "Công điện": {"CĐ"},
    "Phương án": {"PA"},
    "Đề án": {"ĐA"},
}
_KIND = "|".join(sorted(KINDS, key=len, reverse=True))
_GROUP = r"[A-ZĐ](?:[A-ZĐa-zđ0-9]|[.&](?=[A-ZĐ]))*"
#: "88/QĐ UBND": the sign between the kind and the body was left out.
_FIRST_GROUP = "QĐ|NQ|KH|BC|TB|CT|TTr|CTr|HD|NĐ|TT|KL"
_BODY_GROUP = "(?:UBND|HĐND|TTg|CP|TU|TW|HU|ĐU)"
_SIGN_LEFT_OUT = re.compile(rf"(?<=[^\W\d_])\s(?={_BODY_GROUP}\b)")
_CITATION = re.compile(
    rf"(?:\b(?P<kind>{_KIND})\s+)?(?:\b(?P<so>[Ss]ố)\s*:?\s*)?"
    rf"(?<![\d.,/-])(?P<number>\d{{1,5}})(?P<s1>\s?[/\\-]\s?)(?:(?P<year>(?:19|20)\d\d)(?P<s2>\s?[/-]\s?))?"
    rf"(?P<symbol>(?:(?:{_FIRST_GROUP})\s(?={_BODY_GROUP}\b))?{_GROUP}(?:\s?[-–/]\s?{_GROUP})*)(?!\w)",
)
#: Every mention has one of these: most texts have none, which is told sooner so.
_PART = re.compile(r"\d\s?[/\\-]\s?(?:(?:19|20)\d\d\s?[/-]\s?)?[A-ZĐ]")
_OF = re.compile(
    r"[\s)]*\bcủa\s+(?P<issuer>[^,;:.()]{2,80}?)(?=\s+(?:về|ban hành|phê duyệt|quy định|sửa đổi|hướng dẫn|phát động"
    r"|triển khai|tổ chức|kèm|thì|để)\b|[,;:.()]|$)"
)
_SUBJECT = re.compile(r"\s*(?P<subject>(?:về|ban hành|phê duyệt|quy định|sửa đổi|hướng dẫn)\b[^;.()]{3,200})")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: Below this a body may well give the same number in two years, as it does to what comes every year.
_RARE_NUMBER = 100
_BASE = re.compile(r"\W*Căn cứ\b")
_DAY = re.compile(r",?\s+(?:ký\s+|ban hành\s+|(?:được\s+)?lập\s+)?(?:ngày\s+)?$")
#: The day of a mention begins within so many letters behind it.
_NEAR = 20
_BLANK_DAY = re.compile(r",?\s+ngày\s*(?:[.…_]+\s*)?(?:/|tháng|[.…_])")
#: First groups that are no symbol of a document: measures and codes of forms.
_NO_SYMBOL = frozenset({"CP", "CV", "XHCN"})


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """One mention. `day` is the day beside it, `has_blank_day` when room is left for it; texts may be ""."""

    passage: Passage
    start: int
    end: int
    kind: str
    has_number_word: bool
    number: str
    year: str
    signs: tuple[str, str]
    symbol: str
    symbol_start: int
    day: WrittenDate | None
    has_blank_day: bool
    issuer: str
    subject: str

    @property
    def code(self) -> str:
        """Number, year and symbol without spaces, to compare."""
        year = f"/{self.year}" if self.year else ""
        symbol = "".join(self.symbol.split())
        return f"{int(self.number)}{year}{self.signs[0].strip()}{symbol}".upper()

    @property
    def text(self) -> str:
        """The mention as written: kind, number and symbol."""
        return self.passage.text[self.start : self.end]


def citations_of(passage: Passage, dates: tuple[WrittenDate, ...]) -> Iterator[CitedDocument]:
    """Yield the mentions of a passage; `dates` are the days written in it, in order."""
    text = passage.text
    begins = [one.start for one in dates]
    for match in _CITATION.finditer(text) if _PART.search(text) else ():
        symbol = with_signs(match["symbol"].replace("–", "-"), match["s1"])
        if not (match["kind"] or match["so"] or len(re.split("[-/]", symbol)) > 1):
            continue
        if symbol in _NO_SYMBOL:
            continue
        end = match.end()
        near = dates[bisect_left(begins, end) : bisect_left(begins, end + _NEAR)]
        day = next((one for one in near if _joined(text, end, one)), None)
        after = day.end if day is not None else end
        issuer = _OF.match(text, after)
        rest = issuer.end() if issuer else after
        subject = _SUBJECT.match(text, rest)
        yield CitedDocument(
            passage,
            match.start(),
            end,
            match["kind"] or "",
            bool(match["so"]),
            match["number"],
            match["year"] or "",
            (
                match["s1"].replace("\\", "/"),
                match["s2"] or "",
            ),  # a backslash is a slash by a slip of the hand
            symbol,
            match.start("symbol"),
            day,
            bool(_BLANK_DAY.match(text, end)),
            issuer["issuer"].strip() if issuer else "",
            subject["subject"].strip() if subject else "",
        )


def cited_spans(passage: Passage, mentions: Iterable[CitedDocument]) -> Iterator[tuple[int, int]]:
    """Yield the stretches [start, end) of a passage that name other documents: their words are written as they are.

    `mentions` are those of the passage; of a base ("Căn cứ ...") all is a name.
    """
    if _BASE.match(passage.text):
        yield 0, len(passage.text)
        return
    for cited in mentions:
        end = max(cited.end, cited.day.end if cited.day is not None else 0)
        for words in filter(None, (cited.issuer, cited.subject)):
            end = passage.text.index(words, end) + len(words)
        yield cited.start, end


def may_be_of_two_years(first: CitedDocument, second: CitedDocument) -> bool:
    """Whether two mentions of one number and symbol may be two documents: a body gives its numbers anew every year.

    So they may where their days are of two years, but for a number that is no small one with subjects that speak of
    the same years; and where a day is missing and the subjects speak of two years.
    """
    days = [
        one.day.value.year for one in (first, second) if one.day is not None and one.day.value is not None
    ]
    if len(days) > 1 and days[0] == days[1]:
        return False
    is_small = len(days) > 1 and int(first.number) < _RARE_NUMBER
    return is_small or _years(first) != _years(second)


def _years(cited: CitedDocument) -> set[str]:
    return set(_YEAR.findall(cited.subject))


def is_same_body(first: str, second: str) -> bool:
    """Whether two names may mean one body; "" may be any.

    >>> is_same_body("UBND tỉnh", "Ủy ban nhân dân tỉnh"), is_same_body("UBND tỉnh", "UBND huyện")
    (True, False)
    """
    return not first or not second or _body(first) == _body(second)


def _body(name: str) -> str:
    """Return a body's name to compare: abbreviations written out, the name of the place left out."""
    words = fold(name).replace("ubnd", "uy ban nhan dan").replace("hdnd", "hoi dong nhan dan").split()
    return " ".join(words[:5])


def with_signs(symbol: str, before: str) -> str:
    """Return a symbol with the sign that was left out between its groups; `before` is the sign before the symbol.

    >>> with_signs("QĐ UBND", "/"), with_signs("QĐ TU", "-"), with_signs("QĐ-UBND", "/")
    ('QĐ-UBND', 'QĐ/TU', 'QĐ-UBND')
    """
    return _SIGN_LEFT_OUT.sub("/" if before.strip() == "-" else "-", symbol)


def _joined(text: str, end: int, day: WrittenDate) -> bool:
    """Whether nothing but "ngày" stands between a symbol and a day."""
    return day.start >= end and _DAY.fullmatch(text, end, day.start) is not None

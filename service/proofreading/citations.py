"""Documents that a text cites by number and symbol, with kind, day, body and subject as far as they are there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
_KIND = "|".join(sorted(KINDS, key=len, reverse=True))
_GROUP = r"[A-ZĐ](?:[A-ZĐa-zđ0-9]|[.&](?=[A-ZĐ]))*"
_CITATION = re.compile(
    rf"(?:\b(?P<kind>{_KIND})\s+)?(?:\b(?P<so>[Ss]ố)\s*:?\s*)?"
    rf"(?<![\d.,/-])(?P<number>\d{{1,5}})(?P<s1>\s?[/-]\s?)(?:(?P<year>(?:19|20)\d\d)(?P<s2>\s?[/-]\s?))?"
    rf"(?P<symbol>{_GROUP}(?:\s?[-–/]\s?{_GROUP})*)(?!\w)",
)
#: Every mention has one of these: most texts have none, which is told sooner so.
_PART = re.compile(r"\d\s?[/-]\s?(?:[A-ZĐ]|\d)")
_OF = re.compile(
    r"[\s)]*\bcủa\s+(?P<issuer>[^,;:.()]{2,80}?)(?=\s+(?:về|ban hành|phê duyệt|quy định|sửa đổi|hướng dẫn|phát động"
    r"|triển khai|tổ chức|kèm|thì|để)\b|[,;:.()]|$)"
)
_SUBJECT = re.compile(r"\s*(?P<subject>(?:về|ban hành|phê duyệt|quy định|sửa đổi|hướng dẫn)\b[^;.()]{3,200})")
_DAY = re.compile(r",?\s+(?:ký\s+|ban hành\s+)?(?:ngày\s+)?$")
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
    """Yield the mentions of a passage; `dates` are the days written in it."""
    text = passage.text
    for match in _CITATION.finditer(text) if _PART.search(text) else ():
        symbol = match["symbol"].replace("–", "-")
        if not (match["kind"] or match["so"] or len(re.split("[-/]", symbol)) > 1):
            continue
        if symbol in _NO_SYMBOL:
            continue
        end = match.end()
        day = next((d for d in dates if end < d.start + 1 <= end + 20 and _joined(text, end, d)), None)
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
            (match["s1"], match["s2"] or ""),
            symbol,
            match.start("symbol"),
            day,
            bool(_BLANK_DAY.match(text, end)),
            issuer["issuer"].strip() if issuer else "",
            subject["subject"].strip() if subject else "",
        )


def _joined(text: str, end: int, day: WrittenDate) -> bool:
    """Whether nothing but "ngày" stands between a symbol and a day."""
    return day.start >= end and _DAY.fullmatch(text, end, day.start) is not None

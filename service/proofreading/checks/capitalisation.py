"""Capitals where the decree has none, or none where it has them."""

import re
from collections.abc import Iterator, Mapping

from service.domain.findings import Severity
from service.proofreading.checks.broken_paragraph import is_cut
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.names import NameBook
from service.proofreading.passages import Passage

SEVERITY: Severity = "warn"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục II"
_UNITS = "Nghị định 30/2020/NĐ-CP, Phụ lục II, Mục V khoản 6"
_PEOPLE = "Nghị định 30/2020/NĐ-CP, Phụ lục II, Mục V khoản 1"
_SENTENCE = "Nghị định 30/2020/NĐ-CP, Phụ lục II, Mục I khoản 1"
_SENTENCE_START = re.compile(r"(?<=[^\W\d_]{2}|\d[)%])[.!?]\)?\s+([^\W\d_A-ZĐÀ-Ỹ][^\W\d_]*)")
_UNIT = re.compile(r"(?<![\w])(điều|phần|chương)\s+([IVX]+|\d+)\b(?![.,]?\d|\s*%)")
_SMALL_UNIT = re.compile(r"(?<=[a-zà-ỹ,;] )(Khoản|Điểm)\s+(\d{1,2}|[a-zđ])\b(?=[\s,;.)])")
_PHRASE_UNITS = re.compile(r"\b(?:tại|theo|của|trong|ở|quy định|thuộc|vào|và|khoản \d+|điểm [a-zđ]|mục \d+),?\s+$")
_AFTER_SEMICOLON = re.compile(
    r"(;\s+)(Lý do|Nguyên nhân|Những|Các|Trong|Không|Thực hiện|Tiếp tục|Tăng cường|Chủ động|Đồng thời|Phối hợp|Kịp thời|"
    r"Xây dựng|Nâng cao|Đẩy mạnh|Kiểm tra|Bảo đảm|Rà soát|Một số|Công khai|Việc|Có|Được|Do|Chưa)\b(?=:|\s+[a-zà-ỹđ])"
)
_PEOPLE_WORD = re.compile(r"(?<!\w)nhân dân\b")
_BEFORE_PEOPLE = frozenset(
    "ban đồng án sát an đội trang tra giáo sĩ ưu thẩm dụng binh y tòa toà lực quân của-hội nghệ bài báo".split()
)
_AFTER_PEOPLE = frozenset(("tệ", "trong", "tự"))


def check(document: Document) -> Iterator[Fault]:
    """Yield wrong capitals: sentences, bodies, units of a legal text, Nhân dân, after semicolons."""
    book = _book(document)
    previous: Passage | None = None
    for passage in document.prose:
        yield from _sentences(passage)
        yield from _units(passage)
        yield from _people(passage)
        yield from _bodies(passage, book)
        yield from _first(passage, previous, document)
        previous = passage


def _book(document: Document) -> NameBook:
    words: Mapping[str, list[str]] = document.lexicon.words
    return NameBook(words.get("names", ()), words.get("names_or_small", ()))


def _sentences(passage: Passage) -> Iterator[Fault]:
    for match in _SENTENCE_START.finditer(passage.text):
        word = match[1]
        if match.group().startswith("..") or not word[0].islower() or _is_abbreviation(passage.text, match.start()):
            continue
        yield _fault(passage, match.start(1), match.end(1), word[0].upper() + word[1:],
                     "Đầu câu viết hoa", _SENTENCE, is_certain=True)  # fmt: skip
    for match in _AFTER_SEMICOLON.finditer(passage.text):
        word = match[2]
        yield _fault(passage, match.start(2), match.end(2), word[0].lower() + word[1:],
                     f"Sau dấu “{match[1].strip()[-1]}” trong câu không viết hoa", _SENTENCE)  # fmt: skip


def _is_abbreviation(text: str, stop: int) -> bool:
    word = re.search(r"[\w.]+$", text[:stop])
    return word is None or word.group().lower() in {"tp", "ths", "ts", "gs", "pgs", "v.v", "tr", "st", "tx", "tt"} or "." in word.group()


def _units(passage: Passage) -> Iterator[Fault]:
    for match in _UNIT.finditer(passage.text):
        if _PHRASE_UNITS.search(passage.text[max(0, match.start() - 20) : match.start()]):
            right = match.group()[0].upper() + match.group()[1:]
            yield _fault(passage, *match.span(), right, "Viết hoa đơn vị được viện dẫn", _UNITS, is_certain=True)
    for match in _SMALL_UNIT.finditer(passage.text):
        right = match.group().lower()
        yield _fault(passage, *match.span(), right, "Khoản, điểm không viết hoa", _UNITS, is_certain=True)


def _people(passage: Passage) -> Iterator[Fault]:
    for match in _PEOPLE_WORD.finditer(passage.text):
        before = re.search(r"([^\W\d_]+)\W+$", passage.text[: match.start()])
        after = re.match(r"\W+([^\W\d_]+)", passage.text[match.end() :])
        if before and before[1].lower() in _BEFORE_PEOPLE or after and after[1] in _AFTER_PEOPLE:
            continue
        yield _fault(passage, *match.span(), "Nhân dân", "Danh từ đặc biệt viết hoa", _PEOPLE)


def _bodies(passage: Passage, book: NameBook) -> Iterator[Fault]:
    if passage.is_upper:
        return
    for start, end, right in book.miswritten(passage):
        yield _fault(passage, start, end, right, "Tên cơ quan, tổ chức viết hoa", BASIS, is_certain=True)


def _first(passage: Passage, previous: Passage | None, document: Document) -> Iterator[Fault]:
    """A paragraph that begins with a small letter; items of a list may, where most do."""
    if passage.zone != "body" or passage.is_cell or not passage.rest or not passage.rest[0].islower():
        return
    if previous is not None and (is_cut(previous, passage) or previous.text.rstrip().endswith((":", ";"))):
        return
    alike = [p for p in document.body if p.marker.style == passage.marker.style and p.rest[:1].isalpha()]
    if passage.marker.style in {"dash", "plus", "letter", "paren"}:
        capital = sum(p.rest[0].isupper() for p in alike)
        if capital < 3 or capital < 0.8 * len(alike):
            return
    word = re.match(r"[^\W_]+", passage.rest)
    if word is None or not word.group().isalpha():
        return
    start = passage.text.index(passage.rest)
    yield _fault(passage, start, start + word.end(), word.group()[0].upper() + word.group()[1:],
                 "Đầu đoạn viết hoa", _SENTENCE, is_certain=True)  # fmt: skip


def _fault(
    passage: Passage, start: int, end: int, right: str, reason: str, basis: str, *, is_certain: bool = False
) -> Fault:
    return Fault(
        passage, start, end, f"{reason}: “{right}”.", right, is_certain=is_certain, basis=basis
    )

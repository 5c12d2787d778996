"""Capitals where the decree has none, or none where it has them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from service.domain.findings import Severity
from service.domain.text import lower_first, upper_first
from service.proofreading.checks.broken_paragraph import is_cut
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.letters import LOWER, opening
from service.proofreading.lexicon import Lexicon
from service.proofreading.names import NameBook
from service.proofreading.passages import Passage
from service.proofreading.proper_nouns import misspelt_proper_nouns

NAME = "Viết hoa"
SEVERITY: Severity = "warn"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục II"


class _Rule(NamedTuple):
    """A rule of capitals: what to say, its clause, whether it may be mended without asking."""

    reason: str
    basis: str
    is_certain: bool = True


_SENTENCE = _Rule("Đầu câu viết hoa", f"{BASIS}, Mục I")
_PARAGRAPH = _Rule("Đầu đoạn viết hoa", f"{BASIS}, Mục I")
_SEMICOLON = _Rule("Sau dấu “;” trong câu không viết hoa", f"{BASIS}, Mục I", is_certain=False)
_AFTER_SUCH_AS = _Rule("Sau “như:” trong câu không viết hoa", f"{BASIS}, Mục I", is_certain=False)
_COMMON_NOUN = _Rule(
    "Không nói về một văn bản cụ thể thì không viết hoa", f"{BASIS}, Mục V khoản 7", is_certain=False
)
_LARGE_UNIT = _Rule("Viết hoa đơn vị được viện dẫn", f"{BASIS}, Mục V khoản 7")
_SMALL_UNIT = _Rule("Khoản, điểm không viết hoa", f"{BASIS}, Mục V khoản 7")
_PEOPLE = _Rule("Danh từ đặc biệt viết hoa", f"{BASIS}, Mục V khoản 1", is_certain=False)
_BODY = _Rule("Tên cơ quan, tổ chức viết hoa", f"{BASIS}, Mục IV")

_SENTENCE_START = re.compile(rf"[.!?](?<=(?:[^\W\d_]{{2}}|\d[)%]).)\)?\s+([{LOWER}][^\W\d_]*)")
_UNIT = re.compile(rf"({opening('điều', 'phần', 'chương')})\s+([IVX]+|\d+)\b(?![.,]?\d|\s*%)")
_SMALL_UNIT_TEXT = re.compile(rf"(?<=[{LOWER},;] )(Khoản|Điểm)\s+(\d{{1,2}}|[a-zđ])\b(?=[\s,;.)])")
_PHRASE_UNITS = re.compile(
    r"\b(?:tại|theo|của|trong|ở|quy định|thuộc|vào|và|khoản \d+|điểm [a-zđ]|mục \d+),?\s+$"
)
_PLANS = re.compile(
    r"\b(?:xây dựng|lập|ban hành|có)\s+((?:Kế hoạch|Chương trình|Phương án|Báo cáo|Quy chế)"
    r"\s+(?:cụ thể|chi tiết|riêng|hằng năm|hàng năm|hằng tháng|hàng tháng|hằng quý|hàng quý))\b(?!\s+(?:số|này)\b)"
)
_PLAN_NAME = re.compile("Kế hoạch|Chương trình|Phương án|Báo cáo|Quy chế")
_SUCH_AS = re.compile(
    r"(?<=\bnhư:\s)(Những|Các|Một|Việc|Không|Thực hiện|Tăng cường|Xây dựng|Nâng cao|Hỗ trợ|Tổ chức|Làm|Giúp)\b"
)
_AFTER_SEMICOLON = re.compile(
    r"(?<=;\s)(Lý do|Nguyên nhân|Những|Các|Trong|Không|Thực hiện|Tiếp tục|Tăng cường|Chủ động|Đồng thời|Phối hợp|"
    rf"Kịp thời|Xây dựng|Nâng cao|Đẩy mạnh|Kiểm tra|Bảo đảm|Rà soát|Một số|Công khai|Việc"
    rf"|Có|Được|Do|Chưa)\b(?=:|\s+[{LOWER}])"
)
_PEOPLE_WORD = re.compile(r"(?<!\w)nhân dân\b")
#: The rest of a sentence that was cut, and a body whose name is misspelt: "Ủy bann nhân dân".
_REST_OF_BODY = re.compile(r"\A\s*$|\b(?:[UỦ][ỷy]|Hội)\s+\w+\s+$")
_BEFORE_PEOPLE = frozenset(
    [
        "ban",
        "đồng",
        "án",
        "sát",
        "an",
        "đội",
        "trang",
        "tra",
        "giáo",
        "sĩ",
        "ưu",
        "thẩm",
        "dụng",
        "binh",
        "y",
        "tòa",
        "toà",
        "lực",
        "quân",
        "của-hội",
        "nghệ",
        "bài",
        "báo",
    ]
)
_AFTER_PEOPLE = frozenset(("tệ", "trong", "tự"))


def check(document: Document) -> Iterator[Fault]:
    """Yield wrong capitals: sentences, bodies, places, people, days, units of a legal text, Nhân dân."""
    book = _book(document.lexicon)
    previous: Passage | None = None
    for passage in document.prose:
        yield from _sentences(passage)
        yield from _units(passage)
        yield from _people(passage)
        yield from _bodies(passage, book)
        yield from _proper_nouns(passage, document.lexicon)
        yield from _first(passage, previous, document)
        previous = passage


_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W+$")
_WORD_AFTER = re.compile(r"\W+([^\W\d_]+)")
_UP_TO_STOP = re.compile(r"[\w.]+$")
_REACH = 40  # letters before a place in which its word is looked for: a long paragraph costs no more a place


@lru_cache(maxsize=2)
def _book(lexicon: Lexicon) -> NameBook:
    words: Mapping[str, list[str]] = lexicon.words
    return NameBook(words.get("names", ()), words.get("names_or_small", ()))


def _sentences(passage: Passage) -> Iterator[Fault]:
    for match in _SENTENCE_START.finditer(passage.text):
        word = match[1]
        if not match.group().startswith("..") and not _is_abbreviation(passage.text, match.start()):
            yield _fault(passage, match.span(1), upper_first(word), _SENTENCE)
    for match in _AFTER_SEMICOLON.finditer(passage.text) if ";" in passage.text else ():
        yield _fault(passage, match.span(1), lower_first(match[1]), _SEMICOLON)
    for match in _SUCH_AS.finditer(passage.text) if "như:" in passage.text else ():
        yield _fault(passage, match.span(1), lower_first(match[1]), _AFTER_SUCH_AS)
    for match in _PLANS.finditer(passage.text) if _PLAN_NAME.search(passage.text) else ():
        yield _fault(passage, match.span(1), lower_first(match[1]), _COMMON_NOUN)


def _is_abbreviation(text: str, stop: int) -> bool:
    word = _UP_TO_STOP.search(text[max(0, stop - _REACH) : stop])
    return (
        word is None
        or word.group().lower() in {"tp", "ths", "ts", "gs", "pgs", "v.v", "tr", "st", "tx", "tt"}
        or "." in word.group()
    )


def _units(passage: Passage) -> Iterator[Fault]:
    for match in _UNIT.finditer(passage.text):
        if _PHRASE_UNITS.search(passage.text[max(0, match.start() - 20) : match.start()]):
            yield _fault(passage, match.span(), upper_first(match.group()), _LARGE_UNIT)
    has_capital = "Khoản" in passage.text or "Điểm" in passage.text
    for match in _SMALL_UNIT_TEXT.finditer(passage.text) if has_capital else ():
        yield _fault(passage, match.span(), match.group().lower(), _SMALL_UNIT)


def _people(passage: Passage) -> Iterator[Fault]:
    for match in _PEOPLE_WORD.finditer(passage.text) if "nhân dân" in passage.text else ():
        left = passage.text[max(0, match.start() - _REACH) : match.start()]
        before = _WORD_BEFORE.search(left)
        after = _WORD_AFTER.match(passage.text, match.end())
        if (before and before[1].lower() in _BEFORE_PEOPLE) or (after and after[1] in _AFTER_PEOPLE):
            continue
        if _REST_OF_BODY.search(left):
            continue
        yield _fault(passage, match.span(), "Nhân dân", _PEOPLE)


def _bodies(passage: Passage, book: NameBook) -> Iterator[Fault]:
    if passage.is_upper:
        return
    for start, end, right in book.miswritten(passage):
        yield _fault(passage, (start, end), right, _BODY)


def _proper_nouns(passage: Passage, lexicon: Lexicon) -> Iterator[Fault]:
    for one in misspelt_proper_nouns(passage, lexicon.places):
        yield _fault(passage, (one.start, one.end), one.right, _Rule(one.reason, f"{BASIS}, {one.clause}"))


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
    yield _fault(passage, (start, start + word.end()), upper_first(word.group()), _PARAGRAPH)


def _fault(passage: Passage, span: tuple[int, int], right: str, rule: _Rule) -> Fault:
    message = f"{rule.reason}: “{right}”."
    return Fault(passage, *span, message, right, is_certain=rule.is_certain, basis=rule.basis)

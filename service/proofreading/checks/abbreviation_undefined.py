"""An abbreviation that nobody was told, or that is introduced and never used."""

import re
from collections import Counter
from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.letters import UPPER
from service.proofreading.passages import Passage
from service.proofreading.syllables import is_syllable

NAME = "Chữ viết tắt chưa giải thích"
SEVERITY: Severity = "warn"
BASIS = "Thực tiễn soạn thảo: giải thích chữ viết tắt khi dùng lần đầu"
_ABBREVIATION = re.compile(
    r"[A-ZĐƯÔÂÊƠĂ](?<![\w/.-].)(?:(?<=[A-ZĐ])|(?=[ƯÔÂÊƠĂ]*[A-ZĐ]))[A-ZĐƯÔÂÊƠĂ]{1,7}(?![\w/]|-[A-ZĐ])"
)
_INTRODUCED = re.compile(
    r"\(\s*(?:(?:sau đây |dưới đây )?(?:gọi tắt|viết tắt)(?: là)?:?\s*)?[“\"]?([A-ZĐƯÔÂÊƠĂ]{2,8})[”\"]?\s*\)"
)
_SAID = re.compile(r"(?:gọi tắt|viết tắt)(?: là)?:?\s*[“\"]?([A-ZĐƯÔÂÊƠĂ]{2,8})\b")
#: ĐH.05, QL.1: the name of a road.
_ROAD = re.compile(r"\.?\s?\d")
#: BSCKI. Võ Thị Diệu Hiền: a title before a name.
_NAMED = re.compile(rf"\.\s?[{UPPER}][^\W\d_]*(?:\s[{UPPER}][^\W\d_]*)+(?!\s?[^\W\d_])")
#: Before a bracket that may hold the sign of a measure: chỉ số mật độ bọ gậy (BI).
_MEASURE = re.compile(r"\b(?:chỉ số|hệ số)\b[^.;()]{0,60}\(\s*$", re.IGNORECASE)
#: Before the sign itself: chỉ số BI, hệ số HS. What is longer may stand for words.
_MEASURE_OF = re.compile(r"\b(?:chỉ số|hệ số)\s$", re.IGNORECASE)
#: Before a bracket that holds the sign of a kind of land on its map: đất ở tại nông thôn (ONT).
_LAND = re.compile(r"\b[Đđ]ất\b[^.;()]{0,60}\(\s*$")
_LONGEST_SIGN = 3
_ROMAN = re.compile(r"[IVXLC]+")
_LEAST_LETTERS = 2
_LOOKED_BACK = 100
_WORD_BEFORE, _WORD_AFTER = re.compile(r"([^\W\d_]{2,})\s$"), re.compile(r"\s([^\W\d_]{2,})")
_LONGEST_WORD = 40  # letters: a paragraph of a whole document is not read again for each abbreviation


def check(document: Document) -> Iterator[Fault]:
    """Yield the first use of each abbreviation that is neither generally known nor introduced; and idle ones."""
    words = document.lexicon.words
    known = (
        frozenset((*words.get("abbreviations", ()), *words.get("land_signs", ())))
        | document.context.own_words
    )
    introduced = _introduced(document)
    used: Counter[str] = Counter()
    told: set[str] = set()
    for passage in document.passages:
        if (
            passage.zone in {"header", "title", "closing"}
            or passage.is_upper
            or (passage.is_cell and passage.zone != "body")
        ):
            continue
        for match in _ABBREVIATION.finditer(passage.text):
            name = match.group()
            used[name] += 1
            if (
                name in known
                or name in told
                or name in introduced
                or _ROAD.match(passage.text, match.end())
                or _NAMED.match(passage.text, match.end())
                or _is_other(passage, match)
            ):
                continue
            told.add(name)
            yield Fault(
                passage,
                match.start(),
                match.end(),
                f"Chữ viết tắt “{name}” chưa được giải thích. Viết đủ ở lần đầu, kèm chữ viết tắt trong ngoặc.",
            )
    yield from _idle(introduced, used, document)


def _introduced(document: Document) -> dict[str, tuple[Passage, int, int]]:
    found: dict[str, tuple[Passage, int, int]] = {}
    for passage in document.passages:
        if "(" not in passage.text and "tắt" not in passage.text:
            continue
        for pattern in (_INTRODUCED, _SAID):
            for match in pattern.finditer(passage.text):
                found.setdefault(match[1], (passage, match.start(1), match.end(1)))
    return found


def _is_other(passage: Passage, match: re.Match[str]) -> bool:
    """Roman numbers, words in capitals within a title, a line of filing, the sign of a measure."""
    start = match.start()
    is_sign = _MEASURE_OF.search(passage.text, max(0, start - _LOOKED_BACK), start) is not None
    if _ROMAN.fullmatch(match.group()) or (is_sign and len(match.group()) <= _LONGEST_SIGN):
        return True
    if passage.text.lstrip("-* ").startswith("Lưu"):
        return True
    if passage.text[max(0, start - 1) : start] in {"“", '"'}:
        return True
    before = _WORD_BEFORE.search(passage.text, max(0, start - _LONGEST_WORD), start)
    after = _WORD_AFTER.match(passage.text, match.end())
    return any(
        beside is not None and beside[1].isupper() and not _is_short(beside[1]) for beside in (before, after)
    )


def _is_short(word: str) -> bool:
    """Whether a word in capitals is an abbreviation itself: it has no vowel with a mark and no shape of a syllable."""
    return not is_syllable(word.lower())


def _is_sign(before: str, name: str) -> bool:
    """Whether letters in brackets are the sign of a measure, and no initials of the words before: it belongs there."""
    measure = _MEASURE.search(before)
    if measure is None:
        return False
    initials = iter(word[0].upper() for word in measure.group().strip(" (").split())
    return not all(letter in initials for letter in name)


def _idle(
    introduced: dict[str, tuple[Passage, int, int]], used: Counter[str], document: Document
) -> Iterator[Fault]:
    """Yield abbreviations that are introduced and not used after; whole documents only."""
    if not document.is_whole:
        return
    land_signs = frozenset(document.lexicon.words.get("land_signs", ()))
    for name, (passage, start, end) in introduced.items():
        before = passage.text[max(0, start - _LOOKED_BACK) : start]
        is_land = name in land_signs and _LAND.search(before) is not None
        if used[name] == 1 and passage.zone == "body" and not is_land and not _is_sign(before, name):
            yield Fault(
                passage,
                start,
                end,
                f"Chữ viết tắt “{name}” được đặt ra nhưng không dùng lại. Bỏ phần trong ngoặc.",
                severity="info",
            )

"""The text points to a section of its own that is not there, or that speaks of something else."""

import re
from collections.abc import Iterator

from service.domain.findings import Severity
from service.domain.outline import roman_value
from service.domain.text import fold
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage
from service.proofreading.sections import Section

NAME = "Dẫn đến mục không có"
SEVERITY: Severity = "error"
BASIS = "Đối chiếu viện dẫn trong văn bản"
_UNIT = r"(?:[Pp]hần|[Mm]ục|[Đđ]iều|[Kk]hoản|[Tt]iết|[Đđ]iểm)"
_NUMBER = r"(?:[IVX]+(?:\.\d+)*|\d+(?:\.\d+)*|[a-zđ])"
_JOIN = r"\s{0,3},?\s{0,3}"
_REFERENCE = re.compile(
    rf"(?P<units>\b{_UNIT}\s+{_NUMBER}\b\.?(?:{_JOIN}(?:của\s+)?{_UNIT}\s+{_NUMBER}\b\.?){{0,5}})"
    rf"{_JOIN}(?:của\s+)?(?P<kind>Kế hoạch|Báo cáo|Thông báo|[Vv]ăn bản|[Cc]ông văn|Quyết định|Chương trình"
    r"|Hướng dẫn|Tờ trình|Công điện|Nghị quyết|Chỉ thị|Quy chế|Quy định|Đề án|Phương án|Biên bản)\s+này",
)
_STEP = re.compile(rf"({_UNIT})\s+({_NUMBER})\b")
_SIZES = {"phần": 0, "mục": 1, "điều": 2, "khoản": 3, "điểm": 4, "tiết": 5}
#: An article of this very document, though it does not say so: those who are named in it carry it out.
_OWN_ARTICLE = re.compile(
    r"\bcó tên (?:nêu )?(?:tại|ở|trong) (?P<named>Điều (?P<number>\d{1,3}))"
    r"(?=(?:\s?,|\svà)?\s(?:chịu trách nhiệm|có trách nhiệm|căn cứ)\b[^.;]{0,80}\bthi hành\b)"
)
_CITES = re.compile(r"\b[Ss]ố\s?:?\s?\d|\b(?:cũ|trước đây|thay thế|bãi bỏ)\b")
#: What gives another document new words: its articles are spoken of in them.
_AMENDS = re.compile(
    r"\b(?:sửa đổi|bổ sung|thay (?:thế|cụm từ|từ)|đính chính|điều chỉnh|bãi bỏ)\b"
    r"(?:.{0,400}\b(?:như sau|sau đây|sau)\s?:|[^.;]{0,80}"
    r"\b(?:điều|khoản|điểm|mục|phụ lục)\s(?:\d|[IVX]|[a-zđ]\b|của\b))",
    re.IGNORECASE | re.DOTALL,
)
_ANY_ARTICLE = re.compile(r"\W*điều\s+(?P<number>\d{1,3})\b", re.IGNORECASE)
#: What a document without a title may call itself.
_ANY_KIND = frozenset({"văn bản", "công văn"})
_AS_IN_ARTICLE = re.compile(r"\W*Như (?P<named>Điều (?P<number>\d{1,3}))\s?[;.,]?\s*")
_TOPICS = ("nhiệm vụ", "chỉ tiêu", "kiến nghị", "tổ chức thực hiện", "mục tiêu", "hạn chế", "giải pháp")
_TOPIC_REACH = 60


def check(document: Document) -> Iterator[Fault]:
    """Yield references like "khoản 2 Mục III Kế hoạch này" that lead nowhere.

    Whole documents only, and none that amends another one: what it quotes has its own articles. "Quy chế này" in a
    decision is the Quy chế that goes with it, which may stand elsewhere.
    """
    if not document.is_whole or not document.sections or _amends(document):
        return
    for passage in document.body:
        if "này" not in passage.text:
            continue
        for match in _REFERENCE.finditer(passage.text):
            if _is_own_kind(document, match["kind"].lower()) and not _is_quoted(passage.text, match.start()):
                yield from _followed(document, passage, match)
    yield from _own_articles(document)


def _own_articles(document: Document) -> Iterator[Fault]:
    """Articles that are pointed to without the name of a document: "có tên tại Điều 7", "- Như Điều 6;"."""
    if not any(section.style == "article" for section in document.sections):
        return
    numbers = _begun_articles(document)
    found = [
        (passage, match)
        for passage in document.body
        for match in _OWN_ARTICLE.finditer(passage.text)
        if not _CITES.search(passage.text) and not _is_quoted(passage.text, match.start())
    ]
    found += [(p, match) for p in document.closing if (match := _AS_IN_ARTICLE.fullmatch(p.text))]
    for passage, match in found:
        if match["number"] not in numbers:
            message = f"Văn bản không có “{match['named']}”. Kiểm tra lại số của điều được nhắc đến."
            yield Fault(passage, *match.span("named"), message)


def _amends(document: Document) -> bool:
    """Whether a document gives another one new words: by its title, or where it says so and quotes or lists them."""
    if any(_AMENDS.search(one.text) or "sửa đổi" in one.text.lower() for one in document.titles):
        return True
    has_articles = any(section.style == "article" for section in document.sections)
    return has_articles and any(_AMENDS.search(one.text) for one in document.body)


def _is_own_kind(document: Document, kind: str) -> bool:
    """Whether "Kế hoạch này" can be this document: by its title; one without a title is a công văn."""
    titles = [one.text.strip("* \n").lower() for one in document.titles[:1]]
    return kind in _ANY_KIND or not titles or titles[0].removeprefix("dự thảo ").startswith(kind)


def _is_quoted(text: str, place: int) -> bool:
    """Whether a place stands between quotation marks, or in a paragraph that is a quotation."""
    before = text[:place]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _begun_articles(document: Document) -> frozenset[str]:
    """Return the numbers of the articles in whatever way they are headed: "Điều 2.", "ĐIỀU 2", "Điều 2 -"."""
    found: frozenset[str] | None = document.shared.get("begun articles")
    if found is None:
        matches = (_ANY_ARTICLE.match(one.text) for one in document.body)
        found = frozenset(match["number"] for match in matches if match is not None)
        document.shared["begun articles"] = found
    return found


def _followed(document: Document, passage: Passage, match: re.Match[str]) -> Iterator[Fault]:
    steps = [(unit.lower(), number.rstrip(".")) for unit, number in _STEP.findall(match["units"])]
    steps.sort(key=lambda step: (step[1][0] not in "IVX", _SIZES[step[0]]))  # from the largest
    found = _led_to(document, steps)
    if found is None:
        return
    start, end = match.span("units")
    if not found:
        yield Fault(
            passage,
            start,
            end,
            f"Văn bản không có “{match['units']}”. Kiểm tra lại số của mục được nhắc đến.",
        )
        return
    topic = _other_topic(document, passage.text[max(0, start - _TOPIC_REACH) : start], found[0])
    if topic:
        name, place = topic
        yield Fault(
            passage,
            start,
            end,
            f"Chỗ này nói về {name} nhưng “{match['units']}” là phần khác (“{found[0].passage.rest[:60]}”). "
            f"Có lẽ là mục {place}; kiểm tra lại.",
            severity="warn",
        )


def _led_to(document: Document, steps: list[tuple[str, str]]) -> list[Section] | None:
    """Return the sections that a reference leads to, None where it cannot be judged; worked out once for all alike."""
    memo: dict[tuple[tuple[str, str], ...], list[Section] | None] = document.shared.setdefault("led to", {})
    key = tuple(steps)
    if key not in memo:
        memo[key] = _targets(document.sections, steps) if _can_be_followed(document, steps) else None
    return memo[key]


def _can_be_followed(document: Document, steps: list[tuple[str, str]]) -> bool:
    """Whether a reference with an article can be judged: articles are numbered here, and their khoản too."""
    articles = [number for unit, number in steps if unit == "điều"]
    if not articles:
        return True
    own = [section for section in document.sections if section.style == "article"]
    if _begun_articles(document) - {section.number for section in own}:
        return False  # some are headed in a way that is not read
    named = [section for section in own if section.number in articles]
    if len(steps) == 1 or not named:
        return bool(own)
    return any(section.style == "arabic" and section.parent in named for section in document.sections)


def _targets(sections: tuple[Section, ...], steps: list[tuple[str, str]]) -> list[Section]:
    """Return the sections that the steps lead to; the first step is the largest unit."""
    inside: list[Section] | None = None
    places: frozenset[int] = (
        frozenset()
    )  # a section is itself alone: compared by identity, not field by field
    for unit, number in steps:
        fitting = [
            section
            for section in sections
            if _fits(section, number) and (section.style == "article") == (unit == "điều")
        ]
        if inside is not None:
            fitting = [section for section in fitting if any(id(up) in places for up in section.chain)]
        if not fitting:
            return []
        inside, places = fitting, frozenset(map(id, fitting))
    return inside or []


def _fits(section: Section, number: str) -> bool:
    if number[0] in "IVX":
        head, _, tail = number.partition(".")
        if tail:
            return section.number == tail and any(up.number == head for up in section.chain)
        return (section.style in {"roman", "part", "chapter"} and section.number == number) or (
            section.style in {"part", "chapter"} and section.ordinal == roman_value(number)
        )
    return section.number == number


def _other_topic(document: Document, before: str, target: Section) -> tuple[str, str] | None:
    """Return the topic and the number of the section that is meant, when the target's titles do not have it."""
    key = fold(before)
    topic = next((name for name in _TOPICS if fold(name) in key), None)
    if topic is None:
        return None
    if any(fold(topic) in fold(up.passage.rest) for up in target.chain):
        return None
    heads = [s for s in document.sections if s.style == "roman" and s.passage.is_upper]
    meant = next((s for s in heads if fold(topic) in fold(s.passage.rest)), None)
    return None if meant is None or meant in target.chain else (topic, meant.number)

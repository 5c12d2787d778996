"""The office that issues a document, named otherwise in the document itself: what is left of another office's file.

Other offices are named in any document; so only sentences are asked whose subject can be no other: that which issues
the document above its first section ("Ủy ban nhân dân xã … ban hành Kế hoạch … như sau:", of the kind of the title),
that which passes a resolution, and the place of its title where the first article says the same words again.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.domain.text import fold
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.letters import UPPER
from service.proofreading.passages import Passage

_LEVEL = "xã|phường|đặc khu"
_NAME = rf"[{UPPER}][\w’']*(?:\s(?:[{UPPER}][\w’']*|\d+)){{0,4}}"
_HEADER = re.compile(
    rf"(?:(?:[ỦU][ỶY] BAN|HỘI ĐỒNG) NHÂN DÂN\s)?(?P<level>{_LEVEL.upper()})\s(?!HỘI\b)(?P<name>\S.*)"
)
_BODY = r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND)"
_OWN = rf"(?P<body>{_BODY})\s(?P<level>{_LEVEL})\s(?P<name>{_NAME})"
_ISSUES = re.compile(
    rf"\b{_OWN},?\s(?:ban hành|xây dựng)\s"
    r"(?P<kind>Kế hoạch|Quyết định|Chương trình|Phương án|Hướng dẫn|Thông báo|Quy chế|Đề án)"
    r"(?!\s+số\b)"
)
_FOLLOWS = re.compile(r"\b(?:như sau|sau đây|sau)\s?:$")
_LONGEST_END = 12  # letters of what _FOLLOWS finds
_PASSES = re.compile(
    rf"\bNghị quyết này\b[^.;]{{0,40}}\b(?:được|đã được)\s{_OWN}\b[^.;]{{0,100}}\bthông qua\b"
)
_PLACE = re.compile(rf"\btrên địa bàn (?P<level>{_LEVEL})\s(?P<name>{_NAME})")
_FIRST_ARTICLE = re.compile(r"\W*Điều 1\.")
#: Of a place that is no more: "xã Ba Tiêu (cũ)", "xã Ba Ngạc trước sắp xếp".
_FORMER = re.compile(r"\b(?:cũ|trước|sắp xếp|sáp nhập|hợp nhất|nhập)\b", re.IGNORECASE)
_SAME_WORDS = 3  # before "trên địa bàn" in title and first article
#: What stands behind the name of a commune in a header: the province, the term of a council.
_AFTER_NAME = re.compile(r"\s*[,;(]|\s+[-–—]|\s+(?:KHÓA|KHOÁ|NHIỆM KỲ|TỈNH|THÀNH PHỐ)\b")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A commune as the header names it; `key` is its name to compare, `written` as it stands there."""

    level: str
    key: str
    written: str


def issuer_by_other_names(document: Document) -> Iterator[Fault]:
    """Yield the places where the office that issues has another name than in its header. Communes only."""
    own = _issuer(document)
    if own is None:
        return
    kind = document.titles[0].text.strip("* \n").lower() if document.titles else ""
    for passage in itertools.takewhile(lambda one: one.marker.style == "plain", document.body):
        found = _issues(passage.text) if passage.last_sign == ":" else None
        if found is not None and kind.startswith(found["kind"].lower()) and _is_other(own, found):
            yield _fault(passage, found, own, "cơ quan ban hành văn bản này")
    for passage in document.body if kind.startswith("nghị quyết") else ():
        found = _PASSES.search(passage.text) if "này" in passage.text else None
        if found is not None and _is_other(own, found):
            yield _fault(passage, found, own, "cơ quan ban hành văn bản này")
    yield from _other_place(document, own)


def _issues(text: str) -> re.Match[str] | None:
    """Return who issues what, in the last clause of a text that ends with "như sau:"."""
    end = _FOLLOWS.search(text, max(0, len(text) - _LONGEST_END))
    start = max(map(text.rfind, ".;")) + 1
    return _ISSUES.search(text, start, end.start()) if end is not None else None


def _other_place(document: Document, own: _Unit) -> Iterator[Fault]:
    """The first article speaks of another commune than the title, which names the own one."""
    titles = [found for one in document.titles if (found := _PLACE.search(one.text))]
    if not titles or any(_is_other(own, found) for found in titles):
        return
    first = next((one for one in document.body if _FIRST_ARTICLE.match(one.text)), None)
    found = _PLACE.search(first.text) if first is not None else None
    if first is None or found is None or _FORMER.search(first.text, found.start()):
        return
    is_repeated = any(_words_before(title) == _words_before(found) for title in titles)
    if is_repeated and _is_other(own, found):
        yield _fault(first, found, own, "địa bàn trong tên văn bản này")


def _words_before(found: re.Match[str]) -> list[str]:
    """Return the last words before the place, to compare."""
    return re.findall(r"\w+", fold(found.string[: found.start()]))[-_SAME_WORDS:]


def _issuer(document: Document) -> _Unit | None:
    """Return the commune whose committee or council heads the document; None for any other office."""
    parts = [
        part.strip("* ")
        for one in document.passages
        if one.zone == "header"
        for part in re.split(r"[\t\n]", one.text)
    ]
    for place, part in enumerate(parts):
        if not part.isupper() or not part.startswith(
            ("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")
        ):
            continue
        for line in (part, *parts[place + 1 : place + 3]):
            found = _HEADER.fullmatch(line)
            if found is not None:
                name = _AFTER_NAME.split(found["name"])[0]
                return _Unit(fold(found["level"]), fold(name), f"{found['level']} {name}")
    return None


def _is_other(own: _Unit, found: re.Match[str]) -> bool:
    """Whether a place has another name; not where the own one stands in the sentence too, or is written longer."""
    name = fold(found["name"])
    if fold(found["level"]) != own.level or name.startswith(own.key) or own.key.startswith(name):
        return False
    return re.search(rf"\b{re.escape(own.key)}\b", fold(found.string)) is None


def _fault(passage: Passage, found: re.Match[str], own: _Unit, what: str) -> Fault:
    start, end = found.start("level"), found.end("name")
    message = (
        f"“{passage.text[start:end]}” khác với {what} ở phần đầu (“{own.written}”). Kiểm tra lại tên đơn vị."
    )
    return Fault(passage, start, end, message)

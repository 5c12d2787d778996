"""Signs that cannot stand so: ",....", a space before a comma, an unclosed bracket, no full stop at the end."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from service.domain.findings import Severity
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.lexicon import Lexicon
from service.proofreading.passages import Passage
from service.proofreading.signs import OPENERS, WrongSign, unclosed, wrong_signs
from service.proofreading.stops import without_stop

NAME = "Dấu câu"
SEVERITY: Severity = "error"
BASIS = "Quy tắc dấu câu tiếng Việt"
#: An opening sign may be closed this many paragraphs later.
_BRACKET_REACH = 2
_SIGN_NAMES = {".": "dấu chấm", ";": "dấu chấm phẩy"}
_BODIES = frozenset(["sở", "bộ", "phòng", "ban", "tổ", "đoàn", "đội", "hội", "viện", "cục"])


def check(document: Document) -> Iterator[Fault]:
    """Yield wrong signs everywhere, and paragraphs of running text that end without a sign."""
    for passage in document.prose:
        for wrong in wrong_signs(passage.text):
            yield Fault(
                passage,
                wrong.start,
                wrong.end,
                wrong.message,
                wrong.right,
                severity=None if wrong.right.strip() else "warn",  # two spaces harm nobody
                is_certain=wrong.is_certain,
            )
        yield from _without_comma(passage, _comma_pairs(document.lexicon))
    yield from _brackets(document.prose)
    yield from _without_stop(document)


@lru_cache(maxsize=2)
def _comma_pairs(lexicon: Lexicon) -> Mapping[tuple[str, str], frozenset[tuple[str, str]]]:
    """Return the pairs of words of the list that a comma stands between: the second words by the first."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for pair in lexicon.words.get("comma_pairs", ()):
        first, second = pair.split(", ")
        a, b = first.split()
        c, d = second.split()
        found[a, b].add((c, d))
    return {first: frozenset(seconds) for first, seconds in found.items()}


def _without_comma(
    passage: Passage, pairs: Mapping[tuple[str, str], frozenset[tuple[str, str]]]
) -> Iterator[Fault]:
    """Two words of one kind in a row, that offices put a comma between: "công khai minh bạch"."""
    if passage.is_upper or pairs.keys().isdisjoint(passage.pairs):
        return
    for place, first in enumerate(passage.pairs[:-2]):
        if first not in pairs or passage.pairs[place + 2] not in pairs[first]:
            continue
        run = passage.tokens[place : place + 4]
        written = passage.text[run[0].start : run[3].end]
        if written[1:].islower() and len(written.split()) == 4 and _is_first_of_kind(passage, place):
            right = f"{passage.text[run[0].start : run[1].end]}, {passage.text[run[2].start : run[3].end]}"
            message = f"Thiếu dấu phẩy giữa hai từ cùng loại: “{right}”."
            yield Fault(passage, run[0].start, run[3].end, message, right, severity="warn")


def _is_first_of_kind(passage: Passage, place: int) -> bool:
    """Whether the first word is no part of a name (Sở Xây dựng) and does not act itself (tổ kiểm tra giám sát)."""
    before = passage.tokens[place - 1] if place else None
    if before is not None and before.lower in _BODIES:
        return False
    return passage.tokens[place].text.islower() or before is None or not before.is_word


def _brackets(passages: Sequence[Passage]) -> Iterator[Fault]:
    """Brackets and quotation marks without a partner, but for those closed in the paragraph after."""
    waiting: tuple[Passage, WrongSign] | None = None
    for passage in passages:
        for wrong in unclosed(passage.text):
            is_opening = passage.text[wrong.start] in OPENERS
            if waiting is not None and not is_opening and waiting[0].index + _BRACKET_REACH >= passage.index:
                waiting = None
                continue
            if waiting is not None:
                yield _bracket(*waiting)
            waiting = (passage, wrong) if is_opening else None
            if not is_opening:
                yield _bracket(passage, wrong)
    if waiting is not None:
        yield _bracket(*waiting)


def _bracket(passage: Passage, wrong: WrongSign) -> Fault:
    return Fault(passage, wrong.start, wrong.end, wrong.message)


def _without_stop(document: Document) -> Iterator[Fault]:
    """Paragraphs without a sign at their end; none where the text does without them throughout."""
    for passage, sign in without_stop(document):
        text = passage.text.rstrip()
        start = max(0, text.rfind(" ")) + 1
        if passage.last_sign in ",-":
            start = len(text) - 1
        ending = text[start:].rstrip(",-")
        yield Fault(
            passage,
            start,
            len(text),
            f"Cuối đoạn thiếu {_SIGN_NAMES[sign]}.",
            f"{ending}{sign}",
            is_certain=passage.last_sign.isalnum(),
        )

"""A real word in the wrong place: "phân đấu", "chuẩn mục", "hợp định kỳ"."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from service.domain.findings import Severity
from service.proofreading.checks.broken_paragraph import is_cut
from service.proofreading.confusions import certainty, confusions_in
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage
from service.proofreading.words import KNOWN, WEAK, Better, Reader, Spot, is_vietnamese, reader

NAME = "Nhầm từ"
SEVERITY: Severity = "error"
BASIS = "Chính tả tiếng Việt"
# The counted texts have slips of their own: rare beside a very common near pair.
_OWN_SLIPS, _DWARFED = 60, 300
_GAIN = 8.5  # how much likelier (natural logarithm) the near word must be
_GAIN_SEEN = 9.5  # where one neighbour was seen beside what is written
_GAIN_BOUND = 9.5  # where it makes a word only with a neighbour that belongs to another word
_GAIN_SELDOM, _SELDOM = 11.0, 150  # where the word that it makes was seen less often than this
_GAIN_JOINING = 11.5  # where the near word is one that stands beside anything
_GAIN_SINGLE = (
    13.0  # the same, where what is written is a word of one syllable: "trồng vườn", no "trong vườn"
)
_GAIN_EVERYDAY = 15.0  # where what is written is a word of everyday life, or of what this document is about
_GAIN_DICTIONARY = 12.0  # where it is part of a word of the dictionary that the counts hardly know
_PLACES = 8  # of a word in one document that are looked at
_TOPIC = 8_000  # a syllable that is counted more often stands in any document
_SUPPORT = 20  # how often the near word must have been seen beside a neighbour
_SUPPORT_ON_BOTH, _GAIN_ON_BOTH = 5, 12.5  # or beside both, more seldom, where it is likelier still
_ONE_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")


def check(document: Document) -> Iterator[Fault]:
    """Yield words that offices are known to mix up, and words that fit neither neighbour while a near one fits both."""
    judge = reader(document.lexicon)
    known = [
        *_across(judge, document),
        *(one for passage in document.prose for one in _known(judge, passage)),
    ]
    yield from known
    taken = {(one.passage.index, place) for one in known for place in range(one.start, one.end)}
    yield from (fault for fault in by_counts(document) if (fault.passage.index, fault.start) not in taken)


def by_counts(document: Document) -> tuple[Fault, ...]:
    """Return the words that fit neither neighbour while a near one fits, worked out once."""
    found: tuple[Fault, ...] | None = document.shared.get("wrong words")
    if found is None:
        judge = reader(document.lexicon)
        found = tuple(fault for spot in judge.spots(document) for fault in _judged(judge, spot, document))
        document.shared["wrong words"] = found
    return found


def _across(judge: Reader, document: Document) -> Iterator[Fault]:
    """A pair of words whose second stands after a wrong line end: "chuẩn", empty line, "mục"."""
    phrases: Mapping[str, str] = document.lexicon.words.get("confusions", {})
    for passage, after in document.neighbours(document.body):
        if after is None or not passage.tokens or not after.tokens or not is_cut(passage, after):
            continue
        token, wrong = after.tokens[0], (passage.tokens[-1].lower, after.tokens[0].lower)
        right = phrases.get(" ".join(wrong))
        if right is None:
            continue
        ends = [
            one.tokens[place].lower if len(one.tokens) > 1 else ""
            for one, place in ((passage, -2), (after, 1))
        ]
        certain = certainty(judge, wrong, right.split(), *ends)
        if certain is not None:
            message = f"“{token.text}” ở đây viết sai: “{right}”."
            severity: Severity = "error" if certain else "warn"
            yield Fault(
                after, token.start, token.end, message, right.split()[-1], severity, is_certain=certain
            )


def _known(judge: Reader, passage: Passage) -> Iterator[Fault]:
    for one in confusions_in(judge, passage):
        run = passage.tokens[one.place : one.place + one.length]
        written = passage.text[run[0].start : run[-1].end]
        shown = one.right[0].upper() + one.right[1:] if written[0].isupper() else one.right
        message = (
            f"“{written}” viết sai: “{shown}”."
            if one.is_certain
            else f"“{written}” có lẽ là “{shown}”. Kiểm tra lại."
        )
        severity: Severity = "error" if one.is_certain else "warn"
        yield Fault(passage, run[0].start, run[-1].end, message, shown, severity, is_certain=one.is_certain)


def _judged(judge: Reader, spot: Spot, document: Document) -> Iterator[Fault]:
    if not _is_suspect(judge, spot) or _is_surely_word(judge, spot) or not _has_support(judge, spot):
        return
    better = judge.best(spot)
    if better is None or _is_word_after_all(judge, spot, better) or not _is_much_better(judge, spot, better):
        return
    if better.syllable.translate(_ONE_I) == spot.token.lower.translate(_ONE_I):
        return  # quy mô, qui mô: two ways of spelling, of which a text should keep to one
    if _is_of_everyday(judge, spot, better, document):
        return
    shown = better.syllable.capitalize() if spot.token.text[0].isupper() else better.syllable
    message = f"“{spot.token.text}” ở đây có lẽ là “{shown}”. Kiểm tra lại."
    yield Fault(spot.passage, spot.token.start, spot.token.end, message, shown, severity="warn")


def _is_suspect(judge: Reader, spot: Spot) -> bool:
    """Whether a real syllable was hardly seen beside one of its neighbours."""
    if not (spot.left or spot.right):
        return False
    sides = [seen for side, seen in ((spot.left, spot.left_seen), (spot.right, spot.right_seen)) if side]
    word = spot.token.lower
    if min(sides) > WEAK or word in judge.free:
        return False
    return judge.lexicon.is_in_use(word) and is_vietnamese(word)  # else there is no such syllable: a typo


def _is_surely_word(judge: Reader, spot: Spot) -> bool:
    """Whether it makes a word with a neighbour that is too common for a slip of the counted texts themselves."""
    seen = max(spot.left_seen, spot.right_seen)
    return (seen > _OWN_SLIPS or judge.is_known(spot)) and judge.makes_word(spot, spot.token.lower)


def _has_support(judge: Reader, spot: Spot) -> bool:
    """Whether any near word was seen beside a neighbour as often as it must: else none need be weighed."""
    for other, _ in judge.variants.near(spot.token.lower):
        left = judge.pair(spot.left, other) if spot.left else 0
        right = judge.pair(other, spot.right) if spot.right else 0
        if max(left, right) >= _SUPPORT or min(left, right) >= _SUPPORT_ON_BOTH:
            return True
    return False


def _is_word_after_all(judge: Reader, spot: Spot, better: Better) -> bool:
    """Whether it makes a word with a neighbour, also a rare one that the near word does not dwarf."""
    word, seen = spot.token.lower, max(spot.left_seen, spot.right_seen)
    is_word = judge.lexicon.is_word
    if better.gain < _GAIN_DICTIONARY and (is_word(spot.left, word) or is_word(word, spot.right)):
        return True
    is_dwarfed = max(better.left_seen, better.right_seen) >= _DWARFED * seen
    return not is_dwarfed and judge.makes_word(spot, word)


def _is_much_better(judge: Reader, spot: Spot, better: Better) -> bool:
    """Whether the near word makes a word with a neighbour and is far likelier here."""
    is_left = bool(spot.left) and judge.is_tied(spot.left, better.syllable)
    is_right = bool(spot.right) and judge.is_tied(better.syllable, spot.right)
    if not (is_left or is_right):
        return False
    support = max(better.left_seen if is_left else 0, better.right_seen if is_right else 0)
    is_on_both = min(better.left_seen, better.right_seen) >= _SUPPORT_ON_BOTH
    if support < _SUPPORT and not (is_on_both and better.gain >= _GAIN_ON_BOTH):
        return False
    is_free = (is_left and not judge.is_left_bound(spot, better.syllable)) or (
        is_right and not judge.is_right_bound(spot, better.syllable)
    )
    return better.gain >= max(
        _GAIN if is_free else _GAIN_BOUND,
        _GAIN_SEEN if max(spot.left_seen, spot.right_seen) > WEAK else 0.0,
        _GAIN_SELDOM if support < _SELDOM else 0.0,
        _needed_for_joining(judge, spot, better),
    )


def _needed_for_joining(judge: Reader, spot: Spot, better: Better) -> float:
    """Return what must speak for a word that stands beside anything: more where a word of one syllable is written."""
    if better.syllable not in judge.joining:
        return 0.0
    return _GAIN_SINGLE if spot.token.lower in judge.single else _GAIN_JOINING


def _is_of_everyday(judge: Reader, spot: Spot, better: Better, document: Document) -> bool:
    """Whether it is a word of everyday life, or of what this document is about, and the near one not far likelier."""
    word = spot.token.lower
    if judge.lexicon.is_everyday(word):
        return better.gain < (_GAIN_EVERYDAY if judge.count(word) < KNOWN else _GAIN_JOINING)
    return better.gain < _GAIN_EVERYDAY and _is_topic(judge, spot, document)


def _is_topic(judge: Reader, spot: Spot, document: Document) -> bool:
    """Whether a word that is none of all documents stands elsewhere in this one too, as a word of its own.

    A slip is seldom made twice but in one and the same phrase; half of another word tells nothing.
    """
    word = spot.token.lower
    if judge.count(word) >= _TOPIC:
        return False
    return any(
        before != spot.left
        and after != spot.right
        and not judge.is_tied(before, word)
        and not judge.is_tied(word, after)
        for before, after in _places(document).get(word, ())
    )


def _places(document: Document) -> Mapping[str, Collection[tuple[str, str]]]:
    """Return what stands before and after each word of a document, of the first few places; worked out once."""
    found: dict[str, dict[tuple[str, str], None]] | None = document.shared.get("places")
    if found is None:
        found = document.shared["places"] = defaultdict(dict)
        for passage in document.prose:
            words = ["", *(token.lower for token in passage.tokens), ""]
            for before, word, after in zip(words, words[1:], words[2:], strict=False):
                if len(found[word]) < _PLACES:
                    found[word][before, after] = None
    return found

"""Signs that cannot stand so: ",....", a space before a comma, an unclosed bracket, no full stop at the end."""

from collections.abc import Iterator, Sequence

from service.domain.findings import Severity
from service.proofreading.checks.broken_paragraph import is_cut
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage
from service.proofreading.signs import OPENERS, WrongSign, unclosed, wrong_signs

NAME = "Dấu câu"
SEVERITY: Severity = "error"
BASIS = "Quy tắc dấu câu tiếng Việt"
#: A paragraph with so few words may be a heading without a number.
_LEAST_WORDS = 8
_LEAST_LABELLED_WORDS = 3
#: An opening sign may be closed this many paragraphs later.
_BRACKET_REACH = 2
_ENDS = frozenset(".:;!?…/")
_PROSE_STYLES = frozenset({"plain", "dash", "plus"})


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
    yield from _brackets(document.prose)
    yield from _without_stop(document)


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
    pairs = list(document.neighbours(document.body))
    prose = [(p, after) for p, after in pairs if _is_prose(p)]
    open_ended = [p for p, after in prose if p.last_sign not in _ENDS and not (after and is_cut(p, after))]
    if document.body and open_ended and open_ended[-1] is document.body[-1] and document.closing:
        open_ended.pop()  # the end of the whole text has its own sign and its own check
    if len(open_ended) > 4 and len(open_ended) * 2 > len(prose):
        return
    for passage in open_ended:
        text = passage.text.rstrip()
        start = max(0, text.rfind(" ")) + 1
        if passage.last_sign in ",-":
            start = len(text) - 1
        ending = text[start:].rstrip(",-")
        yield Fault(
            passage,
            start,
            len(text),
            "Cuối đoạn thiếu dấu chấm.",
            f"{ending}.",
            is_certain=passage.last_sign.isalnum(),
        )


def _is_prose(passage: Passage) -> bool:
    """Whether a paragraph is running text: no heading, no note in brackets, no line of signs."""
    if passage.marker.style not in _PROSE_STYLES or passage.is_upper or not passage.rest:
        return False
    if (
        passage.block.is_heading
        or passage.rest.startswith(("(", "|", "_", "Kính gửi"))
        or not passage.last_sign
    ):
        return False
    words = len(passage.rest.split())
    if ":" in passage.rest[:60] and passage.marker.style != "plain":
        return words >= _LEAST_LABELLED_WORDS
    return words >= _LEAST_WORDS

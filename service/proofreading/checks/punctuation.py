"""Signs that cannot stand so: ",....", a space before a comma, an unclosed bracket, no full stop at the end."""

from collections.abc import Iterator, Sequence

from service.domain.findings import Severity
from service.proofreading.commas import astray, without_comma
from service.proofreading.document import Document
from service.proofreading.faults import Fault, told_together
from service.proofreading.passages import Passage
from service.proofreading.signs import OPENERS, WrongSign, tight_brackets, unclosed, wrong_signs
from service.proofreading.stops import without_stop

NAME = "Dấu câu"
SEVERITY: Severity = "error"
BASIS = "Quy tắc dấu câu tiếng Việt"
#: An opening sign may be closed this many paragraphs later.
_BRACKET_REACH = 2
_SIGN_NAMES = {".": "dấu chấm", ";": "dấu chấm phẩy"}


def check(document: Document) -> Iterator[Fault]:
    """Yield wrong signs everywhere, and paragraphs of running text that end without a sign."""
    for passage in document.prose:
        yield from _signs(passage)
        yield from without_comma(passage, document.lexicon)
        yield from astray(passage)
    for passage in document.closing:
        yield from without_comma(passage, document.lexicon)
        for wrong in tight_brackets(passage.text, may_be_formula=False):
            yield _wrong(passage, wrong, "warn")
    yield from _brackets(document.prose)
    yield from _without_stop(document)


def _signs(passage: Passage) -> Iterator[Fault]:
    """Wrong signs; the same blank between words, of which a text set with spaces has many, is told once."""
    blanks = []
    for wrong in wrong_signs(passage.text):
        if wrong.right.strip():
            yield _wrong(passage, wrong, None)
        else:
            blanks.append(_wrong(passage, wrong, "warn"))  # two spaces harm nobody
    if blanks:
        yield told_together(blanks)


def _wrong(passage: Passage, wrong: WrongSign, severity: Severity | None) -> Fault:
    return Fault(
        passage, wrong.start, wrong.end, wrong.message, wrong.right, severity, is_certain=wrong.is_certain
    )


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

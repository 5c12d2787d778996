"""Looks of words in a returned file that change what they say, and that no field keeps: they are told."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Final

from service.inspection.facts import DocumentFacts, Run
from service.issuing.returned_printing import spaced

STRUCK: Final = "Chữ bị gạch ngang"
UNDERLINED: Final = "Chữ gạch chân"
WHITE: Final = "Chữ màu trắng"
RAISED: Final = "Chữ viết cao hoặc thấp hơn dòng"
_LOOKS: Final[dict[str, Callable[[Run], bool]]] = {
    STRUCK: lambda run: run.format.strike,
    UNDERLINED: lambda run: run.format.underline,
    WHITE: lambda run: run.format.color == "FFFFFF",
    RAISED: lambda run: bool(run.format.raised) and not run.is_raised_figure,
}


def looks_of(facts: DocumentFacts) -> Iterator[tuple[int, str, str]]:
    """Yield number of the paragraph, look and words of each stretch with a look that a print does not have."""
    for one in facts.paragraphs:
        for look, has in _LOOKS.items():
            for found, runs in groupby(one.runs, has):
                text = spaced("".join(run.shown for run in runs)) if found else ""
                if any(sign.isalnum() for sign in text):
                    yield one.number, look, text


def looks_told(facts: DocumentFacts, own: DocumentFacts) -> list[tuple[int, str]]:
    """Return the looks of a file that its own print does not have, in words, with the numbers of their paragraphs."""
    known = Counter((look, text) for _, look, text in looks_of(own))
    told: list[tuple[int, str]] = []
    for number, look, text in looks_of(facts):
        if known[look, text]:
            known[look, text] -= 1
        else:
            told.append((number, f"{look}: {text}"))
    return told

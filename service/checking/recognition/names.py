"""Tells the names on the left of the header apart: the parent body above, the issuing body below it."""

from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.words import BODY_NOUNS, is_parent_name, starts_with_word

Names = tuple[tuple[TextLine, ...], tuple[TextLine, ...]]


def parents_and_issuers(lines: list[TextLine]) -> Names:
    """Return (lines of the parent body, lines of the issuing body); all are the issuer's when it cannot be told.

    The law has the parent not bold and the issuer bold; where the file does not keep that, the words decide.
    """
    cut = _cut_by_weight(lines)
    if cut is None:
        cut = _cut_by_words(lines)
    return tuple(lines[:cut]), tuple(lines[cut:])


def _cut_by_weight(lines: list[TextLine]) -> int | None:
    """Return how many light lines stand above only bold ones, None when the weights are mixed otherwise."""
    light = 0
    while light < len(lines) and not lines[light].is_bold:
        light += 1
    clear = 0 < light < len(lines) and all(line.is_bold for line in lines[light:])
    return light if clear else None


def _cut_by_words(lines: list[TextLine]) -> int:
    """Return after how many lines the name of a second body begins, 0 when there is only one."""
    for cut in range(len(lines) - 1, 0, -1):
        above = " ".join(line.folded for line in lines[:cut])
        if starts_with_word(lines[cut].folded, BODY_NOUNS) and is_parent_name(above):
            return cut
    return 0

"""The words inside an element that the reader does not take apart: told in one line, never lost."""

from service.inspection.names import ALTERNATE_CONTENT, TAKEN_OUT, Element, M, P, W, chosen

#: Elements without words of their own: properties, instructions of fields, what a tracked change took out.
_SILENT = TAKEN_OUT | {
    *(W + name for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr")),
    *(
        W + name
        for name in ("instrText", "delText", "delInstrText", "bookmarkStart", "bookmarkEnd", "proofErr")
    ),
    *(M + name for name in ("rPr", "ctrlPr", "fPr", "sSupPr", "sSubPr", "dPr", "oMathParaPr")),
}
_LETTERS = frozenset({W + "t", M + "t"})
#: What stands before, between and after the parts of a formula, as one types it in a line.
_SIGNS = {
    M + "f": ("", "/", ""),
    M + "sSup": ("", "^", ""),
    M + "sSub": ("", "_", ""),
    M + "d": ("(", ";", ")"),
    M + "rad": ("√(", "", ")"),
    P: ("", "", " "),
}
_NO_SIGNS = ("", "", "")
_PLAIN = frozenset({M + "r", M + "oMath", *_SILENT})


def words_in(element: Element) -> str:
    """Return the words that an element shows, in one line with single spaces; "" for one that shows none."""
    if element.tag in _SILENT or (not len(element) and element.tag not in _LETTERS):
        return ""
    found: list[str] = []
    _gather(element, found)
    return " ".join("".join(found).split())


def _gather(element: Element, found: list[str]) -> None:
    if element.tag in _LETTERS:
        found.append(element.text or "")
        return
    if element.tag == ALTERNATE_CONTENT:
        shown = chosen(element)
        if shown is not None:
            _gather(shown, found)
        return
    before, between, after = _SIGNS.get(element.tag, _NO_SIGNS)
    found.append(before)
    parts = [part for part in element if part.tag not in _SILENT]
    for place, part in enumerate(parts):
        found.append(between if place else "")
        _gather(part, found)
    found.append(after)


def is_plain_formula(formula: Element) -> bool:
    """Tell whether a formula is letters in one line: no fraction, no power, no sign around others."""
    return all(part.tag in _PLAIN and (part.tag == M + "r" or is_plain_formula(part)) for part in formula)

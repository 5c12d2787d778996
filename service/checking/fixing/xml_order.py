"""Puts properties into runs, paragraphs and sections at the place that Word's schema has for them."""

from lxml import etree

from service.inspection.names import VAL, Element, W

_ORDERS = {
    W + "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs "
        "em lang eastAsianLayout specVanish oMath rPrChange"
    ),
    W + "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    W + "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
        "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
    ),
    W + "pBdr": "top left bottom right between bar",
}
_RANKS = {
    parent: {W + name: rank for rank, name in enumerate(names.split())} for parent, names in _ORDERS.items()
}


def place(parent: Element, item: Element) -> Element:
    """Put an element into its place among the properties of `parent` and return it."""
    ranks = _RANKS[str(parent.tag)]
    rank = ranks[str(item.tag)]
    following = next((other for other in parent if ranks.get(str(other.tag), -1) > rank), None)
    if following is None:
        parent.append(item)
    else:
        following.addprevious(item)
    return item


def ensured(parent: Element, name: str) -> Element:
    """Return the property of that name (``jc``), made when it is not there."""
    found = parent.find(W + name)
    return place(parent, etree.Element(W + name)) if found is None else found


def set_value(parent: Element, name: str, value: str) -> None:
    """Set a property that has one value: ``<w:jc w:val="center"/>``."""
    ensured(parent, name).set(VAL, value)


def set_flag(parent: Element, name: str, *, on: bool) -> None:
    """Set a property that is on or off."""
    item = ensured(parent, name)
    if on:
        drop(item, VAL)
    else:
        item.set(VAL, "0")


def drop(item: Element, name: str) -> None:
    """Take an attribute away, if it is there."""
    if name in item.attrib:
        del item.attrib[name]


def properties(owner: Element, name: str) -> Element:
    """Return `w:rPr` or `w:pPr` of a run or paragraph, made in front of its content when it is not there."""
    found = owner.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        owner.insert(0, found)
    return found

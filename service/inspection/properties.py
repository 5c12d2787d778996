"""Reads `w:rPr` and `w:pPr` into sparse records: only what the element itself says."""

from collections.abc import Callable, Mapping
from typing import Any, TypedDict

from service.inspection.facts import Border
from service.inspection.measures import half_points, twips
from service.inspection.names import VAL, Element, W, is_on, value

Theme = Mapping[str, str]


class RunProperties(TypedDict, total=False):
    """What one level says about letters; a font of "" is a theme font that the theme does not have."""

    font: str
    font_extended: str
    size_pt: float
    bold: bool
    italic: bool
    caps: bool
    small_caps: bool
    strike: bool
    hidden: bool
    underline: bool
    color: str
    raised: str
    spacing: int
    scale_percent: int
    style: str


class ParagraphProperties(TypedDict, total=False):
    """What one level says about a paragraph; lengths in twips, `first_line` negative for a hanging indent."""

    style: str
    align: str
    left: int
    right: int
    first_line: int
    before: int
    after: int
    auto_gap: bool
    contextual: bool
    line: int
    line_rule: str
    keep_next: bool
    keep_lines: bool
    page_break_before: bool
    border_top: Border | None
    border_bottom: Border | None
    border_left: Border | None
    frame: str
    tabs: tuple[tuple[str, int], ...]
    num_id: str
    level: int


TOGGLES = ("bold", "italic", "caps", "small_caps", "strike", "hidden")
_TOGGLE_TAGS = {
    W + "b": "bold",
    W + "i": "italic",
    W + "caps": "caps",
    W + "smallCaps": "small_caps",
    W + "vanish": "hidden",
}
_RAISED_PT = 2
_BLACK_THEME_COLORS = {"text1", "dark1", "tx1", "dk1"}
_ALIGNMENTS = {"left": "left", "start": "left", "right": "right", "end": "right", "center": "center"}
_FLAG_TAGS = {
    W + "keepNext": "keep_next",
    W + "keepLines": "keep_lines",
    W + "pageBreakBefore": "page_break_before",
    W + "contextualSpacing": "contextual",
}


def run_properties(element: Element | None, theme: Theme) -> RunProperties:
    """Return what a `w:rPr` says; nothing when there is none."""
    found: dict[str, Any] = {}
    for item in () if element is None else element:
        tag = item.tag
        if tag in _TOGGLE_TAGS:
            found[_TOGGLE_TAGS[tag]] = is_on(item)
        elif tag in _RUN_READERS:
            _RUN_READERS[tag](item, found, theme)
    return found  # type: ignore[return-value] # built key by key from the tables of this module


def _fonts(item: Element, found: dict[str, Any], theme: Theme) -> None:
    for key, attribute in (("font", "ascii"), ("font_extended", "hAnsi")):
        themed = item.get(f"{W}{attribute}Theme")
        plain = item.get(W + attribute)
        if themed is not None:
            found[key] = theme.get(themed, "")
        elif plain is not None:
            found[key] = plain


def _size(item: Element, found: dict[str, Any], _theme: Theme) -> None:
    size = half_points(item.get(VAL))
    if size is not None and size > 0:
        found["size_pt"] = size


def _color(item: Element, found: dict[str, Any], _theme: Theme) -> None:
    plain = item.get(W + "themeTint") is None and item.get(W + "themeShade") is None
    if item.get(W + "themeColor") in _BLACK_THEME_COLORS and plain:
        found["color"] = "auto"
    else:
        found["color"] = item.get(VAL, "auto").upper().replace("AUTO", "auto")


def _underline(item: Element, found: dict[str, Any], _theme: Theme) -> None:
    found["underline"] = item.get(VAL, "none") != "none"


def _struck(item: Element, found: dict[str, Any], _theme: Theme) -> None:
    # One stroke or two: the words do not hold. Either element may say that it has none of its own.
    found["strike"] = is_on(item) or found.get("strike", False)


def _raised(item: Element, found: dict[str, Any], _theme: Theme) -> None:
    found["raised"] = item.get(VAL, "").replace("baseline", "") or found.get("raised", "")


def _moved_up(item: Element, found: dict[str, Any], _theme: Theme) -> None:
    # Old files raise the figure of m² by half points; less than two points only evens a line out.
    height = half_points(item.get(VAL)) or 0
    if abs(height) >= _RAISED_PT:
        found["raised"] = found.get("raised") or ("superscript" if height > 0 else "subscript")


def _letter_spacing(item: Element, found: dict[str, Any], _theme: Theme) -> None:
    _put(found, "spacing", item.get(VAL))


def _scale(item: Element, found: dict[str, Any], _theme: Theme) -> None:
    percent = item.get(VAL, "100").rstrip("%")
    if percent.isdecimal() and 0 < int(percent) <= 600:
        found["scale_percent"] = int(percent)


def _run_style(item: Element, found: dict[str, Any], _theme: Theme) -> None:
    found["style"] = item.get(VAL, "")


_RUN_READERS: dict[Any, Callable[[Element, dict[str, Any], Theme], None]] = {
    W + "rFonts": _fonts,
    W + "sz": _size,
    W + "color": _color,
    W + "u": _underline,
    **dict.fromkeys((W + "strike", W + "dstrike"), _struck),
    W + "vertAlign": _raised,
    W + "position": _moved_up,
    W + "spacing": _letter_spacing,
    W + "w": _scale,
    W + "rStyle": _run_style,
}


def paragraph_properties(element: Element | None) -> ParagraphProperties:
    """Return what a `w:pPr` says; nothing when there is none."""
    found: dict[str, Any] = {}
    for item in () if element is None else element:
        tag = item.tag
        if tag in _FLAG_TAGS:
            found[_FLAG_TAGS[tag]] = is_on(item)
        elif tag in _PARAGRAPH_READERS:
            _PARAGRAPH_READERS[tag](item, found)
    return found  # type: ignore[return-value] # built key by key from the tables of this module


def _style(item: Element, found: dict[str, Any]) -> None:
    found["style"] = item.get(VAL, "")


def _align(item: Element, found: dict[str, Any]) -> None:
    found["align"] = _ALIGNMENTS.get(item.get(VAL, "left"), "both")


def _indent(item: Element, found: dict[str, Any]) -> None:
    _put(found, "left", item.get(W + "left") or item.get(W + "start"))
    _put(found, "right", item.get(W + "right") or item.get(W + "end"))
    _put(found, "first_line", item.get(W + "firstLine"))
    hanging = twips(item.get(W + "hanging"))
    if hanging is not None and (hanging or "first_line" not in found):
        found["first_line"] = -hanging


def _spacing(item: Element, found: dict[str, Any]) -> None:
    _put(found, "before", item.get(W + "before"))
    _put(found, "after", item.get(W + "after"))
    _put(found, "line", item.get(W + "line"))
    if item.get(W + "lineRule") is not None:
        found["line_rule"] = item.get(W + "lineRule")
    elif item.get(W + "line") is not None:
        found["line_rule"] = "auto"
    automatic = [item.get(W + "beforeAutospacing"), item.get(W + "afterAutospacing")]
    if any(flag is not None for flag in automatic):
        found["auto_gap"] = any(flag in {"1", "true", "on"} for flag in automatic)


def _borders(item: Element, found: dict[str, Any]) -> None:
    for side in ("top", "bottom", "left"):
        edge = item.find(W + side)
        if edge is not None:
            found[f"border_{side}"] = border(edge)


def border(edge: Element | None) -> Border | None:
    """Return a border, None when there is none or it is switched off."""
    if edge is None or edge.get(VAL, "nil") in {"nil", "none"}:
        return None
    return Border(edge.get(VAL, ""), edge.get(W + "color", "auto").upper().replace("AUTO", "auto"))


def _frame(item: Element, found: dict[str, Any]) -> None:
    found["frame"] = item.get(W + "xAlign") or "placed"


def _tabs(item: Element, found: dict[str, Any]) -> None:
    found["tabs"] = tuple(
        (stop.get(VAL, "left"), position)
        for stop in item
        if (position := twips(stop.get(W + "pos"))) is not None and stop.get(VAL) != "clear"
    )


def _numbering(item: Element, found: dict[str, Any]) -> None:
    num_id, level = value(item, W + "numId"), value(item, W + "ilvl")
    if num_id is not None:
        found["num_id"] = num_id
    if level is not None and level.isdecimal():
        found["level"] = min(int(level), 8)


def _put(found: dict[str, Any], key: str, text: str | None) -> None:
    length = twips(text)
    if length is not None:
        found[key] = length


_PARAGRAPH_READERS: dict[Any, Callable[[Element, dict[str, Any]], None]] = {
    W + "pStyle": _style,
    W + "jc": _align,
    W + "ind": _indent,
    W + "spacing": _spacing,
    W + "pBdr": _borders,
    W + "framePr": _frame,
    W + "tabs": _tabs,
    W + "numPr": _numbering,
}

"""What has to change in the look of letters, and the change itself: direct formatting, stronger than any style."""

from collections.abc import Mapping
from typing import Any

from service.checking.fixing.xml_order import drop, ensured, properties, set_flag, set_value
from service.inspection.facts import RunFormat
from service.inspection.names import Element, W

_FONT_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
_THEME_SLOTS = ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme")


def changes(letters: RunFormat, look: Mapping[str, Any], *, text: str) -> dict[str, Any]:
    """Return what of a wanted look letters do not have: ``{"bold": True, "size_pt": 13}``.

    Capitals typed as such stay: only a format that shows letters in capitals can be taken away.
    """
    wanted: dict[str, Any] = {}
    for key in ("bold", "italic"):
        if look.get(key) is not None and getattr(letters, key) is not look[key]:
            wanted[key] = look[key]
    if "size_pt" in look and not letters.raised:
        lowest, highest = look["size_pt"]
        size = min(max(letters.size_pt, lowest), highest)
        if size != letters.size_pt:
            wanted["size_pt"] = size
    if look.get("caps") and (letters.small_caps or (not letters.caps and text.upper() != text)):
        wanted["caps"] = True
    if look.get("caps") is False and letters.caps and text.upper() != text:
        wanted["caps"] = False
    wanted.update({key: look[key] for key in ("font", "color") if key in look})
    return wanted


def set_letters(owner: Element, wanted: Mapping[str, Any]) -> None:
    """Write a look into a run, or into the `w:rPr` of a paragraph's mark."""
    look = owner if owner.tag == W + "rPr" else properties(owner, "rPr")
    for key, name in (("bold", "b"), ("bold", "bCs"), ("italic", "i"), ("italic", "iCs")):
        if key in wanted:
            set_flag(look, name, on=wanted[key])
    if "size_pt" in wanted:
        for name in ("sz", "szCs"):
            set_value(look, name, str(round(wanted["size_pt"] * 2)))
    if "caps" in wanted:
        set_flag(look, "caps", on=wanted["caps"])
        set_flag(look, "smallCaps", on=False)
    if "font" in wanted:
        _set_font(look, wanted["font"])
    if "color" in wanted:
        _set_color(look, wanted["color"])


def _set_color(look: Element, name: str) -> None:
    color = ensured(look, "color")
    color.attrib.clear()
    color.set(W + "val", name)


def _set_font(look: Element, name: str) -> None:
    fonts = ensured(look, "rFonts")
    for slot in _THEME_SLOTS:
        drop(fonts, W + slot)
    for slot in _FONT_SLOTS:
        fonts.set(W + slot, name)

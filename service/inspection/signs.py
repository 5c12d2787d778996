"""The signs that Word takes from picture fonts (Symbol, Wingdings) as the letters that paper shows."""

#: A sign that only begins an item: whatever it looks like, it says no more than a dash.
BULLET = "\u25aa"
_FONTS = {
    "symbol": {
        **{code: chr(code) for code in range(0x20, 0x41)},
        **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
        **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
        0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
        0xB4: "×", 0xB7: BULLET, 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xDE: "⇒", 0xE5: "∑",
    },
    "wingdings": {
        **dict.fromkeys((0x6C, 0x6E, 0x75, 0x76, 0x77, 0x9F, 0xA7, 0xD8), BULLET),
        **dict.fromkeys((0x6F, 0x71, 0x72, 0xA8), "☐"),
        0xFC: "✓", 0xFB: "✗", 0xFD: "☒", 0xFE: "☑", 0x78: "☒",
        0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xF0: "⇨", 0x28: "☎", 0x2A: "✉",
    },
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x97: BULLET},
}  # fmt: skip
_PICTURE_FONTS = frozenset({*_FONTS, "wingdings 3", "webdings"})
_PRIVATE = 0xF000


def is_of_pictures(font: str) -> bool:
    """Tell whether a font shows pictures in place of letters."""
    return font.lower() in _PICTURE_FONTS


def is_in_pictures(font: str, code: int) -> bool:
    """Tell whether a font shows a picture for a typed sign; letters that it lacks Word shows in another font.

    >>> is_in_pictures("Wingdings", ord("ü")), is_in_pictures("Wingdings", ord("ế"))
    (True, False)
    """
    return is_of_pictures(font) and (0x20 <= code <= 0xFF or _PRIVATE <= code < _PRIVATE + 0x100)


def shown_sign(font: str, code: int) -> str:
    """Return the letter that a sign of a font looks like, "" where there is none.

    >>> shown_sign("Wingdings", 0xF0FE), shown_sign("Times New Roman", 0xB2), shown_sign("Webdings", 0x41)
    ('☑', '²', '')
    """
    code = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    if is_of_pictures(font):
        return " " if code == 0x20 else _FONTS.get(font.lower(), {}).get(code, "")
    return chr(code) if 0x20 <= code < 0xD800 else ""

"""Writes `service/domain/font_widths.py` from an installed Liberation Serif.

Run as `python -m service.reference.update_font_widths`. Liberation Serif has the advance widths of Times New
Roman, the face that the decree prescribes; only its widths are taken. Needs the package fonttools of
requirements-dev.txt, which nothing else imports.
"""

import unicodedata
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

FACES = {"REGULAR": "Regular", "BOLD": "Bold", "ITALIC": "Italic", "BOLD_ITALIC": "BoldItalic"}
FONT_FOLDERS = ("/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation")
TARGET = Path(__file__).resolve().parents[1] / "domain" / "font_widths.py"
CHARACTERS = (
    *range(0x20, 0x7F),  # ASCII
    *range(0xA0, 0x100),  # Latin-1
    *range(0x100, 0x180),  # ă đ ĩ ũ and the letters of the Central Highlands (ĭ ŏ ŭ)
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0),  # ơ ư
    *range(0x300, 0x30D),  # combining marks
    *(0x323, 0x31B),
    *range(0x1EA0, 0x1EFA),  # Vietnamese letters with two marks
    *(0x2010, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2032, 0x2033),
    *(0x2264, 0x2265, 0x2030, 0x20AB),
)
HEADING = '''"""Advance widths of Times New Roman: a width in 1/2048 em and the characters that have it.

Source: {version}, drawn to the same widths.
Made by `python -m service.reference.update_font_widths`; not edited by hand.
"""

UNITS_PER_EM = 2048

'''


def font_file(face: str) -> Path | None:
    """Return the installed file of a face (``Regular``, ``Bold``, ...), or None where it is not installed."""
    candidates = (Path(folder) / f"LiberationSerif-{face}.ttf" for folder in FONT_FOLDERS)
    return next((path for path in candidates if path.is_file()), None)


def measured_widths(path: Path) -> tuple[dict[str, int], str]:
    """Return the width of each of our characters that the font has, and the version text of the font."""
    font: Any = import_module("fontTools.ttLib").TTFont(path)  # a development package, absent in service
    glyphs = font.getBestCmap()
    metrics = font["hmtx"].metrics
    widths = {chr(code): metrics[glyphs[code]][0] for code in sorted(CHARACTERS) if code in glyphs}
    return widths, str(font["name"].getDebugName(5))


def _literal(characters: str) -> str:
    """Return a Python literal in which only letters, digits and ASCII punctuation stand as themselves."""
    shown = []
    for character in characters:
        plain = unicodedata.category(character)[0] in "LN" or "!" <= character <= "~"
        escaped = character in {'"', "\\"}
        shown.append(f"\\{character}" if escaped else character if plain else f"\\u{ord(character):04x}")
    return '"' + "".join(shown) + '"'


def module_text(faces: dict[str, dict[str, int]], version: str) -> str:
    """Return the text of the module: a constant for each face, one width to a line."""
    parts = [HEADING.format(version=version)]
    for name, widths in faces.items():
        groups: dict[int, list[str]] = defaultdict(list)
        for character, width in widths.items():
            groups[width].append(character)
        parts.append(f"{name}: tuple[tuple[int, str], ...] = (\n")
        for width, members in sorted(groups.items()):
            pieces = ["".join(members[start : start + 50]) for start in range(0, len(members), 50)]
            parts.extend(f"    ({width}, {_literal(piece)}),\n" for piece in pieces)
        parts.append(")\n")
    return "".join(parts)


def main() -> None:
    """Measure the four faces and write the module; exits with a line that says what to install."""
    faces: dict[str, dict[str, int]] = {}
    version = ""
    for name, face in FACES.items():
        path = font_file(face)
        if path is None:
            raise SystemExit(f"LiberationSerif-{face}.ttf is not installed: apt-get install fonts-liberation")
        faces[name], version = measured_widths(path)
    TARGET.write_text(module_text(faces, f"Liberation Serif, {version}"), encoding="utf-8")


if __name__ == "__main__":
    main()

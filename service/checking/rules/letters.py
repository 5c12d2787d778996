"""Checks of all letters: font, encoding, colour.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I khoản 4.
"""

import re
import unicodedata
from collections.abc import Iterator

from service.checking.faults import Fault, gathered
from service.checking.looks import is_times_new_roman
from service.checking.recognition import Parts
from service.checking.recognition.spots import Spot
from service.checking.recognition.text_lines import TextLine, whole
from service.checking.registry import check
from service.domain.format_rules import FormatRule
from service.inspection.facts import Run

_LEGACY_FONT = re.compile(r"(?:\.Vn|VNI[- ]|VN[A-Z])\S*")
SYMBOL_FONTS = {"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings"}
_MARGIN = Spot("body", (0, 0, 0))
_DARKEST = 0x33  # what the eye cannot tell from black on paper


def _lines(parts: Parts) -> Iterator[tuple[str, TextLine]]:
    """Yield all paragraphs with the part of the file that they stand in; a header that goes on counts once."""
    for paragraph in parts.facts.paragraphs:
        yield "document", whole(paragraph, parts.spots[paragraph.number])
    seen: set[int] = set()
    for section in parts.facts.sections:
        for part, all_facts in (("header", section.headers), ("footer", section.footers)):
            for paragraph in (paragraph for facts in all_facts for paragraph in facts.paragraphs):
                if id(paragraph) not in seen:
                    seen.add(id(paragraph))
                    yield part, whole(paragraph, _MARGIN)


def _fonts(run: Run) -> Iterator[str]:
    """Yield the fonts in which a run shows letters or digits; a font that cannot be told is left out."""
    for font, is_plain in ((run.format.font, True), (run.format.font_extended, False)):
        shows = any(sign.isalnum() and sign.isascii() is is_plain for sign in run.text)
        if shows and font and font.lower() not in SYMBOL_FONTS:
            yield font


@check("PAGE.FONT", any_file=True)
def font(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """All letters are in Times New Roman, as the reader sees them: the fonts of other scripts do not count."""
    wanted = rule.values["font"]

    def faults() -> Iterator[Fault]:
        for part, line in _lines(parts):
            wrong = {name for run in line.runs for name in _fonts(run) if not is_times_new_roman(name)}
            for name in sorted(wrong):
                if not _LEGACY_FONT.fullmatch(name):
                    yield Fault("Phông chữ sai.", name, wanted, line, part)

    return gathered(faults())


@check("PAGE.UNICODE", any_file=True)
def encoding(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """Letters are Unicode in composed form; fonts of the old encodings show that they are not."""

    def faults() -> Iterator[Fault]:
        for part, line in _lines(parts):
            legacy = {name for run in line.runs for name in _fonts(run) if _LEGACY_FONT.fullmatch(name)}
            for name in sorted(legacy):
                expected = "Unicode, phông Times New Roman"
                yield Fault("Chữ gõ theo bảng mã cũ (TCVN3, VNI).", f"phông {name}", expected, line, part)
            if not unicodedata.is_normalized("NFC", line.paragraph.text):
                expected = "Unicode dựng sẵn (NFC)"
                yield Fault("Chữ có dấu gõ theo kiểu tổ hợp.", "Unicode tổ hợp", expected, line, part)

    return gathered(faults())


@check("PAGE.COLOR", any_file=True)
def color(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """Letters are black; stamps of urgency and secrecy are red by law."""
    stamps = {line.paragraph.number for line in parts.header.stamps}

    def faults() -> Iterator[Fault]:
        for part, line in _lines(parts):
            if part == "document" and line.paragraph.number in stamps:
                continue
            for name in sorted(
                {run.format.color for run in line.letter_runs if not is_black(run.format.color)}
            ):
                yield Fault("Chữ không phải màu đen.", f"màu {name}", "màu đen", line, part)

    return gathered(faults())


def is_black(name: str) -> bool:
    """Tell whether a colour is what the eye takes for black; colours that are no RRGGBB are the automatic one."""
    if not re.fullmatch(r"[0-9A-F]{6}", name):
        return True
    return all(int(name[index : index + 2], 16) <= _DARKEST for index in (0, 2, 4))

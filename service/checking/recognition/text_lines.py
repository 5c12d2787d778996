"""Lines as the reader sees them: paragraphs cut at line breaks, at tabs, and at the gaps of a two-sided header."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from service.checking.recognition.spots import Spot
from service.domain.text import fold, nfc
from service.domain.typesetting import text_width_emu
from service.inspection.facts import Paragraph, Run
from service.inspection.measures import EMU_PER_TWIP

_GAP = re.compile(
    r"\n|\t+|[ \u00a0]{4,}(?=(?:CỘNG H[OÒ]|Cộng h[oò]|Độc lập|ĐỘC LẬP|[^\d\W][^,\n\t]{0,40}, ?ngày))"
)
_MAX_GAPS = 200
_SPACES = re.compile(r"\s+")
_FILLER = re.compile(r"[\s_\-–—=*~.…─━]*")


@dataclass(frozen=True, eq=False)
class TextLine:
    """One visible line: `segment` counts the tabs before it; `is_part` when it shares its paragraph with others.

    `is_beside_other`: by tabs it stands in one row with another, so that what is drawn under the paragraph is not its.

    `text` is in NFC, as shown, with single spaces; the automatic number of its paragraph stands before it.
    `start` is where the line begins in the text of its paragraph as typed.
    """

    paragraph: Paragraph
    spot: Spot
    runs: tuple[Run, ...]
    text: str
    segment: int = 0
    is_part: bool = False
    start: int = 0
    is_beside_other: bool = False

    @property
    def stop(self) -> int:
        """Where the line ends in the text of its paragraph as typed."""
        return self.start + sum(len(run.text) for run in self.runs)

    @cached_property
    def folded(self) -> str:
        """The text without diacritics and capitals, for recognising words."""
        return fold(self.text)

    @cached_property
    def letter_runs(self) -> tuple[Run, ...]:
        """The runs that show letters or digits at their normal height."""
        return tuple(
            run for run in self.runs if not run.format.raised and any(sign.isalnum() for sign in run.text)
        )

    @property
    def is_filler(self) -> bool:
        """Tell whether the line holds nothing but dashes, underscores and dots, or nothing at all."""
        return _FILLER.fullmatch(self.text) is not None

    @property
    def is_upper(self) -> bool:
        """Tell whether all letters are capitals."""
        return self.text.isupper()

    @property
    def is_bold(self) -> bool:
        """Tell whether all letters are bold."""
        return bool(self.letter_runs) and all(run.format.bold for run in self.letter_runs)

    @cached_property
    def width_emu(self) -> int:
        """The width of the line in Times New Roman at its sizes."""
        return runs_width_emu(self.runs)


def runs_width_emu(runs: tuple[Run, ...]) -> int:
    """Return how wide letters are on one line; spaces at both ends are not counted."""
    texts = [nfc(run.shown) for run in runs]
    if texts:
        texts[0], texts[-1] = texts[0].lstrip(), texts[-1].rstrip()
    width = 0
    for run, text in zip(runs, texts, strict=True):
        look = run.format
        plain = text_width_emu(text, look.size_pt, bold=look.bold, italic=look.italic)
        width += plain * look.scale_percent // 100 + len(text) * look.spacing * EMU_PER_TWIP
    return width


def whole(paragraph: Paragraph, spot: Spot) -> TextLine:
    """Return a paragraph as one line, breaks and tabs as spaces."""
    return TextLine(paragraph, spot, paragraph.runs, _clean(paragraph.shown))


def text_lines(paragraph: Paragraph, spot: Spot) -> Iterator[TextLine]:
    """Yield the lines of a paragraph that show anything; underscores are shown, too.

    A tab that only leads to the middle of the left half (two centred tab stops) is not counted.
    """
    typed = "".join(run.text for run in paragraph.runs)
    gaps = itertools.islice(_GAP.finditer(typed), _MAX_GAPS)
    cuts = [(0, 0), *((match.start(), match.end()) for match in gaps), (len(typed), 0)]
    pieces: list[tuple[int, int, tuple[Run, ...]]] = []
    segment = 0
    for (start, after), (stop, _) in itertools.pairwise(cuts):
        if typed[start:after] == "\n":
            segment = 0
        elif not _only_leads(typed, start, after, stop):
            segment += after > start
        runs = tuple(_sliced(paragraph.runs, after or start, stop))
        if any(run.text.strip() for run in runs):
            pieces.append((after or start, segment, runs))
    has_columns = any(number > 0 for _, number, _ in pieces)
    for index, (place, number, runs) in enumerate(pieces):
        text = "".join(run.shown for run in runs if not _is_note_mark(run))
        label = f"{paragraph.label} " if paragraph.label and index == 0 else ""
        is_part = number > 0 or len(pieces) > 1
        yield TextLine(paragraph, spot, runs, _clean(label + text), number, is_part, place, has_columns)


def _only_leads(typed: str, start: int, after: int, stop: int) -> bool:
    """Tell whether a gap is one tab at the beginning of a line that has another tab after its first words."""
    begins = start == 0 or typed[start - 1] == "\n"
    return begins and typed[start:after] == "\t" and typed[stop : stop + 1] == "\t"


def _sliced(runs: tuple[Run, ...], start: int, stop: int) -> Iterator[Run]:
    position = 0
    for run in runs:
        first, last = max(start - position, 0), min(stop - position, len(run.text))
        position += len(run.text)
        if first < last:
            yield run if last - first == len(run.text) else Run(run.text[first:last], run.format, run.field)


def _is_note_mark(run: Run) -> bool:
    """Tell whether a run is the raised figure of a note: it is no part of a name or title."""
    return bool(run.format.raised) and run.text.strip().isdecimal()


def _clean(text: str) -> str:
    return _SPACES.sub(" ", nfc(text)).strip()

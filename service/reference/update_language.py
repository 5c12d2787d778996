"""Packs counts of syllables and syllable pairs into `data/language/administrative.bin`.

Usage: python -m service.reference.update_language FOLDER

FOLDER holds `administrative-syllables.tsv.gz` (syllable, count) and `administrative-pairs.tsv.gz` (first, second,
count, number of texts). A pair of one text only is left out: it may be that text's slip.
"""

import gzip
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from service.reference.files import DATA
from service.reference.language import LanguageSource, pack

SOURCE = LanguageSource(
    source=(
        "Đếm trên 13.984 văn bản pháp luật, hành chính tiếng Việt công khai (phần lớn 2020 - 2025): 22.693.192 "
        "âm tiết"
    ),
    checked_on="2026-11-24",
)
SMALLEST_TEXTS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the folder, write the packed file, say what it holds; 64 for wrong use."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if len(words) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 64
    folder = Path(words[0])
    content = packed(folder)
    (DATA / "language" / "administrative.bin").write_bytes(content)
    sys.stdout.write(f"data/language/administrative.bin: {len(content)} byte\n")
    return 0


def packed(folder: Path) -> bytes:
    """Return the packed counts of a folder; the same input gives the same bytes."""
    syllables = {row[0]: int(row[1]) for row in _rows(folder / "administrative-syllables.tsv.gz")}
    pairs = {
        (row[0], row[1]): int(row[2])
        for row in _rows(folder / "administrative-pairs.tsv.gz")
        if int(row[3]) >= SMALLEST_TEXTS and row[0] in syllables and row[1] in syllables
    }
    return pack(SOURCE, syllables, pairs)


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


if __name__ == "__main__":
    sys.exit(main())

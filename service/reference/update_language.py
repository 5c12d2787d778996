"""Packs counts of syllables and syllable pairs into `data/language/administrative.bin`, words into `everyday.bin`.

Usage: python -m service.reference.update_language FOLDER [DICTIONARY]

FOLDER holds `administrative-syllables.tsv.gz` (syllable, count) and `administrative-pairs.tsv.gz` (first, second,
count, number of texts). A pair of one text only is left out: it may be that text's slip. DICTIONARY is a text of
Vietnamese words, one on a line (`words.txt` of the package pyvi); what the counts show without it is left out.
"""

import gzip
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from service.domain.text import nfc
from service.reference.files import DATA
from service.reference.language import LanguageSource, Lexicon, pack, pack_everyday

SOURCE = LanguageSource(
    source=(
        "Đếm trên 13.984 văn bản pháp luật, hành chính tiếng Việt công khai (phần lớn 2020 - 2025): 22.693.192 "
        "âm tiết"
    ),
    checked_on="2026-11-24",
)
EVERYDAY_SOURCE = LanguageSource(
    source="Danh sách từ của gói pyvi 0.1.1 (words.txt, giấy phép MIT, © 2016 Viet-Trung Tran): tiếng và từ hai tiếng",
    checked_on="2026-11-30",
)
SMALLEST_TEXTS = 2
_PAIR = 2
_SELDOM = 1_000  # a word that was counted more often is one that offices use


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the folder and the dictionary, write the packed files, say how long they are; 64 for wrong use."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if len(words) not in {1, 2}:
        sys.stderr.write(f"{__doc__}\n")
        return 64
    content = packed(Path(words[0]))
    _write("administrative.bin", content)
    for dictionary in words[1:]:
        text = Path(dictionary).read_text(encoding="utf-8")
        _write("everyday.bin", pack_everyday(EVERYDAY_SOURCE, everyday(text, Lexicon(content, {}))))
    return 0


def _write(name: str, content: bytes) -> None:
    (DATA / "language" / name).write_bytes(content)
    sys.stdout.write(f"data/language/{name}: {len(content)} byte\n")


def everyday(text: str, counted: Lexicon) -> set[str]:
    """Return what a dictionary knows and the counts do not show.

    Its syllables that were not counted, those that are words alone and were seldom counted, and its words of two that
    are not tied.
    """
    words = [nfc(line).strip().lower().split() for line in text.splitlines()]
    return {
        *(one for word in words for one in word if one.isalpha() and not counted.count(one)),
        *(
            one
            for word in words
            if len(word) == 1
            for one in word
            if one.isalpha() and counted.count(one) < _SELDOM
        ),
        *(
            " ".join(word)
            for word in words
            if len(word) == _PAIR and "".join(word).isalpha() and not counted.is_tied(*word)
        ),
    }


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

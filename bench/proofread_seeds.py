"""Faults put into right texts by chance with a fixed seed: for each code a way of spoiling a document.

A document is made of paragraphs of tests/cases/proofreading/correct; each spoiler changes one thing in it and says
where, or gives None when this document has nothing to spoil in that way.
"""

import itertools
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from service.proofreading import Block
from service.proofreading.passages import Passage
from service.proofreading.syllables import is_syllable, slips, toneless
from service.proofreading.words import Reader

CORRECT = Path(__file__).parents[1] / "tests" / "cases" / "proofreading" / "correct"
HELD_OUT = CORRECT.with_name("held_out.yaml")
TITLES = {"ke_hoach": "KẾ HOẠCH", "bao_cao": "BÁO CÁO", "thong_bao": "THÔNG BÁO"}
_NAMES = {"ke_hoach": "Kế hoạch", "bao_cao": "Báo cáo", "thong_bao": "Thông báo"}


@dataclass(frozen=True)
class Sample:
    """A right document: its lines, the day of issue, the lines (numbers) that are running text."""

    lines: list[str]
    issued_on: date
    prose: list[int]

    def blocks(self) -> list[Block]:
        """Return it as the proofreader takes it."""
        return [Block(str(number), line) for number, line in enumerate(self.lines)]


@dataclass(frozen=True)
class Seed:
    """A spoiled document: the line that is wrong and where in it; further lines that a finding may name as well."""

    sample: Sample
    line: int
    start: int
    end: int
    also: tuple[int, ...] = ()


Spoiler = Callable[[random.Random, Sample, Reader], "Seed | None"]


def paragraphs(*, held_out: bool) -> dict[str, tuple[date, list[str]]]:
    """Return right paragraphs by kind: those that were looked at while tuning, or those written afterwards."""
    if held_out:
        stock: dict[str, Any] = yaml.safe_load(HELD_OUT.read_bytes())
    else:
        stock = {slug: yaml.safe_load((CORRECT / f"{slug}.yaml").read_bytes()) for slug in TITLES}
    return {slug: (stock[slug]["issued_on"], stock[slug]["paragraphs"]) for slug in TITLES}


def document(rng: random.Random, source: Mapping[str, tuple[date, list[str]]]) -> Sample:
    """Return a right document of ten paragraphs under numbered headings, with recipients and signature."""
    slug = rng.choice(list(TITLES))
    issued_on, stock = source[slug]
    chosen = rng.sample(stock, 10)
    lines = [
        "ỦY BAN NHÂN DÂN",
        "XÃ BA VÌ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        f"Ba Vì, ngày {issued_on.day:02} tháng {issued_on.month:02} năm {issued_on.year}",
        TITLES[slug],
        "Công tác dân vận chính quyền của xã",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        chosen[0],
        chosen[1],
        "2. Yêu cầu",
        chosen[2],
        "II. NHIỆM VỤ, GIẢI PHÁP",
        "1. Nhiệm vụ chung",
        chosen[3],
        "2. Nhiệm vụ cụ thể",
        "2.1. Cải cách hành chính",
        f"- {chosen[4]}",
        f"- {chosen[5]}",
        "2.2. Tiếp công dân, đối thoại",
        f"- {chosen[6]}",
        "2.3. Phong trào thi đua",
        f"- {chosen[7]}",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Các cơ quan, đơn vị",
        chosen[8],
        "2. Văn phòng HĐND và UBND xã",
        chosen[9],
        f"Văn phòng theo dõi các nhiệm vụ nêu tại khoản 2 Mục II {_NAMES[slug]} này.",
        "Các cơ quan, đơn vị nghiêm túc tổ chức thực hiện./.",
        "Nơi nhận:",
        "- UBND tỉnh (b/cáo);",
        "- Các thôn;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Phạm Văn Rế",
    ]
    prose = [number for number, line in enumerate(lines) if line.removeprefix("- ") in chosen]
    return Sample(lines, issued_on, prose)


def _changed(sample: Sample, line: int, span: tuple[int, int], new: str) -> Seed:
    start, end = span
    lines = list(sample.lines)
    lines[line] = lines[line][:start] + new + lines[line][end:]
    spoiled = Sample(lines, sample.issued_on, sample.prose)
    return Seed(spoiled, line, start, start + max(1, len(new)))


def _replaced(
    rng: random.Random,
    sample: Sample,
    pattern: str,
    new: Callable[[re.Match[str]], str],
    *,
    only_prose: bool = True,
) -> Seed | None:
    """Replace one match of a pattern, somewhere."""
    where = sample.prose if only_prose else list(range(len(sample.lines)))
    found = [(number, m) for number in where for m in re.finditer(pattern, sample.lines[number])]
    if not found:
        return None
    number, match = rng.choice(found)
    return _changed(sample, number, match.span(), new(match))


def _added(rng: random.Random, sample: Sample, sentence: str, wrong: str) -> Seed:
    """Put a sentence at the end of a paragraph; `wrong` is the stretch of it that is at fault."""
    number = rng.choice(sample.prose)
    line = sample.lines[number]
    lines = list(sample.lines)
    lines[number] = f"{line} {sentence}"
    start = len(line) + 1 + sentence.index(wrong)
    return Seed(Sample(lines, sample.issued_on, sample.prose), number, start, start + len(wrong))


def _words(rng: random.Random, sample: Sample, judge: Reader) -> list[tuple[int, Any, Any]]:
    """Return (line, first, second) for pairs of syllables that make a word, in chance order."""
    found = []
    for number in sample.prose:
        tokens = Passage(number, Block(str(number), sample.lines[number])).tokens
        for first, second in itertools.pairwise(tokens):
            is_pair = first.text.islower() and second.text.islower() and second.start - first.end == 1
            if is_pair and judge.is_tied(first.lower, second.lower):
                found.append((number, first, second))
    rng.shuffle(found)
    return found


def typo(rng: random.Random, sample: Sample, judge: Reader) -> Seed | None:
    """A syllable that cannot be: a tone dropped before a stop, a letter doubled or lost, ng for ngh."""
    for number, first, second in _words(rng, sample, judge):
        token = rng.choice((first, second))
        bare, tone = toneless(token.lower)
        wrong = [
            bare if tone and bare[-1] in "cpt" else "",
            token.lower + token.lower[-1],
            *slips(token.lower),
        ]
        wrong = [
            w
            for w in wrong[:2] + rng.sample(wrong[2:], 12)
            if w and not is_syllable(w) and not judge.lexicon.count(w)
        ]
        if wrong:
            return _changed(sample, number, (token.start, token.end), wrong[0])
    return None


def wrong_word(rng: random.Random, sample: Sample, judge: Reader) -> Seed | None:
    """A real syllable, one slip away, that makes no word with its neighbour."""
    for number, first, second in _words(rng, sample, judge):
        is_first = rng.random() < 0.5
        token = first if is_first else second
        near = [
            other
            for other, cost in slips(token.lower).items()
            if cost <= 0.0
            and judge.lexicon.count(other) >= 300
            and is_syllable(other)
            and not judge.lexicon.pair(*((other, second.lower) if is_first else (first.lower, other)))
        ]
        if near:
            return _changed(sample, number, (token.start, token.end), rng.choice(near))
    return None


def missing_word(rng: random.Random, sample: Sample, judge: Reader) -> Seed | None:
    """One syllable of a word is lost, and what is left beside it is never seen so."""
    for number, first, second in _words(rng, sample, judge):
        tokens = Passage(number, Block(str(number), sample.lines[number])).tokens
        at = tokens.index(second)
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if after is None or not after.text.islower() or after.start - second.end != 1:
            continue
        if (
            judge.lexicon.pair(first.lower, after.lower) == 0
            and judge.lexicon.pair(second.lower, after.lower) >= 20
        ):
            seed = _changed(sample, number, (first.end, second.end), "")
            return Seed(seed.sample, number, first.start, first.end + 1 + len(after.text))
    return None


def repeated_word(rng: random.Random, sample: Sample, judge: Reader) -> Seed | None:
    """A word is written twice."""
    for number, first, second in _words(rng, sample, judge):
        text = sample.lines[number][first.start : second.end]
        return _changed(sample, number, (first.start, second.end), f"{text} {text}")
    return None


def simple(pattern: str, *new: Callable[[re.Match[str]], str]) -> Spoiler:
    """Return the spoiler that replaces one match of a pattern in one of several ways."""
    return lambda rng, sample, _: _replaced(rng, sample, pattern, rng.choice(new))


def either(*spoilers: Spoiler) -> Spoiler:
    """Return the spoiler that tries several in chance order."""

    def spoil(rng: random.Random, sample: Sample, judge: Reader) -> Seed | None:
        for spoiler in rng.sample(spoilers, len(spoilers)):
            seed = spoiler(rng, sample, judge)
            if seed is not None:
                return seed
        return None

    return spoil


def adding(*sentences: tuple[str, str]) -> Spoiler:
    """Return the spoiler that adds one of several sentences, each with its wrong stretch."""
    return lambda rng, sample, _: _added(rng, sample, *rng.choice(sentences))


def changed_line(pattern: str, new: Callable[[re.Match[str]], str]) -> Spoiler:
    """Return the spoiler that replaces a match in any line, headings too."""
    return lambda rng, sample, _: _replaced(rng, sample, pattern, new, only_prose=False)


def twins(sentence: str, other: str, wrong: str) -> Spoiler:
    """Put one sentence into one paragraph and its twin, spelt otherwise, into a later one."""

    def spoil(rng: random.Random, sample: Sample, _: Reader) -> Seed | None:
        first, second = sorted(rng.sample(sample.prose, 2))
        lines = list(sample.lines)
        lines[first] = f"{lines[first]} {sentence}"
        start = len(lines[second]) + 1 + other.index(wrong)
        lines[second] = f"{lines[second]} {other}"
        spoiled = Sample(lines, sample.issued_on, sample.prose)
        return Seed(spoiled, second, start, start + len(wrong), (first,))

    return spoil

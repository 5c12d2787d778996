"""Faults put into right texts by chance with a fixed seed: for each code a way of spoiling a document.

A document is made of paragraphs of tests/cases/proofreading/correct; each spoiler changes one thing in it and says
where, or gives None when this document has nothing to spoil in that way.
"""

import itertools
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.proofread_typing import slips_of_the_hand
from service.proofreading import Block
from service.proofreading.passages import Passage
from service.proofreading.words import Reader

CORRECT = Path(__file__).parents[1] / "tests" / "cases" / "proofreading" / "correct"
HELD_OUT = CORRECT.with_name("held_out.yaml")
TITLES = {"ke_hoach": "KẾ HOẠCH", "bao_cao": "BÁO CÁO", "thong_bao": "THÔNG BÁO"}
_BODY = re.compile(
    r"Ủy ban nhân dân (?:xã|tỉnh)|Hội đồng nhân dân (?:xã|tỉnh)|Mặt trận Tổ quốc Việt Nam|Hội Liên hiệp Phụ nữ"
    r"|Trung tâm Phục vụ hành chính công|Bộ phận Tiếp nhận và Trả kết quả|Ban Chấp hành Đảng bộ"
    r"|Đoàn Thanh niên Cộng sản Hồ Chí Minh|Hội Cựu chiến binh Việt Nam"
)
_TRIED = 24  # slips of one syllable before another is taken
_HARDLY_EVER = 2_000  # a slip occurs at most once where what is meant occurs so often
_REAL = 300  # a syllable that occurs so often is one
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
    """A spoiled document: the line that is wrong and where in it; further lines that a finding may name as well.

    `right` is what stood there, where the proofreader should offer it; "" where that is not asked for.
    """

    sample: Sample
    line: int
    start: int
    end: int
    also: tuple[int, ...] = ()
    right: str = ""


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
    """A syllable that one slip of the hand makes something that hardly anybody ever writes."""
    for number, first, second in _words(rng, sample, judge):
        token = rng.choice((first, second))
        usual = judge.lexicon.count(token.lower)
        for wrong in itertools.islice(slips_of_the_hand(rng, token.lower), _TRIED):
            if wrong != token.lower and judge.lexicon.count(wrong) * _HARDLY_EVER < usual:
                return _mistyped(sample, number, token, wrong)
    return None


def wrong_word(rng: random.Random, sample: Sample, judge: Reader) -> Seed | None:
    """A real syllable, one slip of the hand away, that was never seen beside the other half of its word."""
    for number, first, second in _words(rng, sample, judge):
        is_first = rng.random() < 0.5
        token = first if is_first else second
        for other in itertools.islice(slips_of_the_hand(rng, token.lower), _TRIED):
            pair = (other, second.lower) if is_first else (first.lower, other)
            is_real = other != token.lower and len(other) > 1 and judge.lexicon.count(other) >= _REAL
            if is_real and not judge.lexicon.pair(*pair):
                return _mistyped(sample, number, token, other)
    return None


def _mistyped(sample: Sample, line: int, token: Any, wrong: str) -> Seed:
    return replace(_changed(sample, line, (token.start, token.end), wrong), right=token.text)


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


def shortened_name(rng: random.Random, sample: Sample, judge: Reader) -> Seed | None:  # noqa: ARG001
    """The name of a body loses one of its inner words."""
    found = [(number, match) for number in sample.prose for match in _BODY.finditer(sample.lines[number])]
    if not found:
        return None
    number, match = rng.choice(found)
    words = match[0].split()
    lost = rng.randrange(1, len(words) - 1)
    return _changed(sample, number, match.span(), " ".join(words[:lost] + words[lost + 1 :]))


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

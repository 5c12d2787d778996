"""How well and how fast the proofreader works: seeded faults by code, hand-written faults, time for a plan."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from bench.measuring import Candidate, Options, Result, compared, interleaved
from bench.proofread_long import growth, longest_text, memory_mb
from bench.proofread_seeds import Sample, Seed, document, paragraphs
from bench.proofread_spoilers import SPOILERS
from service.domain.findings import Finding
from service.proofreading import Block, ProofContext, proofread
from service.proofreading.words import Reader, reader
from service.reference import lexicon

CASES = Path(__file__).parents[1] / "tests" / "cases" / "proofreading"
SEED = 20260211
EACH = 20
#: One slip of the hand may leave a syllable or none: either code tells it.
_SLIPS = frozenset({"typo", "wrong-word"})
_TIMES = 3
_LINEAR = 1.3  # how much more than its share of the time a long text may take


def run(options: Options) -> dict[str, Result]:
    """Return recall by code, recall and precision of all, seeded and by hand, and the time for a plan.

    The texts are held out: nobody tuned on them.
    """
    codes = seeded(SEED, EACH, held_out=True)
    total, by_hand, right = summed(codes), handwritten(), false_in_right()
    all_found = (total["found"] + by_hand["found"]) / (total["seeded"] + by_hand["written"])
    time_ms = interleaved({"plan": Candidate(_plan(), _TIMES).measure_ms}, options.rounds)["plan"]
    return {
        **{f"recall.{code}": _share(row["found"] / row["seeded"]) for code, row in codes.items()},
        "recall": _share(all_found, goal=">= 95 % của lỗi gieo và lỗi viết tay"),
        "recall_of_seeded": _share(total["recall"], goal=f"{total['seeded']} lỗi gieo"),
        **{
            f"offered.{code}": _share(
                codes[code]["offered"] / max(1, codes[code]["found"]), goal="gợi ý đúng chữ"
            )
            for code in sorted(_SLIPS)
        },
        "precision": _share(total["precision"], goal=">= 98 % báo đúng"),
        "false_in_right": Result(
            float(len(right["false"])),
            None,
            None,
            "chỗ",
            f"báo nhầm trong {right['paragraphs']} đoạn đúng chưa dùng để chỉnh",
        ),
        "handwritten": _share(
            by_hand["found"] / by_hand["written"], goal=f"{by_hand['written']} lỗi viết tay"
        ),
        "handwritten_false": Result(float(len(by_hand["false"])), None, None, "chỗ", "báo nhầm"),
        "plan": compared(time_ms, 50.0, unit="ms", goal="< 50 ms một kế hoạch"),
        "growth": compared(
            growth(_lines()), _LINEAR, unit="lần", goal="<= 1,3: thời gian tăng theo số trang (500)"
        ),
        "memory": compared(
            memory_mb(longest_text(), "dai.txt"), 200.0, unit="MB", goal="< 200 MB, 800 trang"
        ),
    }


def _share(share: float, *, goal: str = "") -> Result:
    return Result(100 * share, None, None, "%", goal)


def seeded(seed: int, each: int, *, held_out: bool) -> dict[str, dict[str, Any]]:
    """Return for each code how many of its seeded faults were found, what was missed, what was found beside them."""
    judge, source = reader(lexicon()), paragraphs(held_out=held_out)
    return {code: _tally(code, random.Random(f"{seed}{code}"), each, judge, source) for code in SPOILERS}


def _tally(code: str, rng: random.Random, each: int, judge: Reader, source: Any) -> dict[str, Any]:
    found, offered, missed, false = 0, 0, [], []
    for _ in range(each):
        spoiled = _spoiled(code, rng, judge, source)
        findings = _findings(spoiled.sample)
        codes = _SLIPS if code in _SLIPS else {code}
        hits = [one for one in findings if one.code in codes and _is_in_line(one, spoiled)]
        found += bool(hits)
        offered += bool(spoiled.right) and any(spoiled.right in one.suggestion for one in hits)
        if not hits:
            missed.append(_shown(spoiled))
        false += [
            f"{one.code}: {one.quote} ({_shown(spoiled)})"
            for one in findings
            if one not in hits and not _is_there(one, spoiled)
        ]
    return {"seeded": each, "found": found, "offered": offered, "missed": missed, "false": false}


def _spoiled(code: str, rng: random.Random, judge: Reader, source: Any) -> Seed:
    while True:
        spoiled = SPOILERS[code](rng, document(rng, source), judge)
        if spoiled is not None:
            return spoiled


def _findings(sample: Sample) -> list[Finding]:
    return proofread(sample.blocks(), context=ProofContext(), lexicon=lexicon())


def _is_in_line(one: Finding, spoiled: Seed) -> bool:
    """Whether a finding of the right code names the paragraph: an unclosed quotation mark shows at the other one."""
    return one.path in {str(number) for number in (spoiled.line, *spoiled.also)}


def _is_there(one: Finding, spoiled: Seed) -> bool:
    if one.path in {str(number) for number in spoiled.also}:
        return True
    if one.path != str(spoiled.line) or one.span is None:
        return False
    return one.span[0] <= spoiled.end and spoiled.start <= one.span[1]


def _shown(spoiled: Seed) -> str:
    return spoiled.sample.lines[spoiled.line][max(0, spoiled.start - 25) : spoiled.end + 25]


def false_in_right() -> dict[str, Any]:
    """Return how many right paragraphs were held out, and what is found in them as they are."""
    stock = paragraphs(held_out=True)
    false = [
        f"{one.code}: {one.quote}"
        for issued_on, texts in stock.values()
        for text in texts
        for one in proofread([Block("0", text)], context=ProofContext(issued_on), lexicon=lexicon())
    ]
    return {"paragraphs": sum(len(texts) for _, texts in stock.values()), "false": false}


def handwritten() -> dict[str, Any]:
    """Return the same for the faults written by hand in tests/cases/proofreading/handwritten.yaml."""
    rows = yaml.safe_load((CASES / "handwritten.yaml").read_bytes())["rows"]
    found, missed, false = 0, [], []
    for row in rows:
        blocks = [Block(str(number), text) for number, text in enumerate(row["texts"])]
        findings = proofread(blocks, context=ProofContext(row.get("issued_on")), lexicon=lexicon())
        hits = [one for one in findings if one.code == row["code"] and row["quote"] in one.quote]
        found += bool(hits)
        if not hits:
            missed.append(f"{row['code']}: {row['quote']}")
        false += [f"{one.code}: {one.quote}" for one in findings if one not in hits]
    return {"written": len(rows), "found": found, "missed": missed, "false": false}


def _plan() -> Callable[[], object]:
    """Return the proofreading of the plan of tests/cases/proofreading, 19,000 letters, once warmed up."""
    blocks = [Block(str(number), line, is_marked=True) for number, line in enumerate(_lines())]
    known = lexicon()
    proofread(blocks, context=ProofContext(), lexicon=known)
    return lambda: proofread(blocks, context=ProofContext(), lexicon=known)


def _lines() -> list[str]:
    text = (CASES / "plan.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


def summed(codes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return how many faults were seeded, recall and precision over all codes."""
    total = sum(row["seeded"] for row in codes.values())
    found = sum(row["found"] for row in codes.values())
    false = sum(len(row["false"]) for row in codes.values())
    return {
        "seeded": total,
        "found": found,
        "recall": found / total,
        "precision": found / (found + false),
    }

"""A plan of the length of a real one: with its faults, each is found; mended, nothing is found."""

from pathlib import Path
from typing import Any

import yaml

from service.issuing.proofreading import mend, proofread_file

CASES = Path(__file__).parents[1] / "cases" / "proofreading"
MENDED = (CASES / "plan.txt").read_text(encoding="utf-8")
FAULTS: list[dict[str, Any]] = yaml.safe_load((CASES / "plan_faults.yaml").read_bytes())["faults"]


def _faulty() -> str:
    text = MENDED
    for fault in FAULTS:
        if fault["old"]:
            assert fault["old"] in text, f"plan.txt has no {fault['old']!r}"
            text = text.replace(fault["old"], fault["new"], 1)
    return text


def test_the_plan_is_as_long_as_a_real_one() -> None:
    assert len(MENDED) > 18_000
    assert len(FAULTS) >= 25


def test_nothing_is_found_in_the_mended_plan() -> None:
    assert [(one.code, one.quote) for one in proofread_file(MENDED.encode(), "plan.txt")] == []


def test_every_fault_of_the_faulty_plan_is_found_and_nothing_else() -> None:
    found = [(one.code, one.quote) for one in proofread_file(_faulty().encode(), "plan.txt")]
    wanted = [(fault["code"], fault["quote"]) for fault in FAULTS]
    assert sorted(found) == sorted(wanted)


def test_mending_leaves_nothing_that_it_claims_to_mend() -> None:
    once = mend(_faulty().encode(), "plan.txt")
    twice = mend(once.content, "plan.txt")
    assert len(once.done) >= 8
    assert twice.done == ()
    assert twice.content == once.content
    assert len(once.left) < len(FAULTS)

"""The slips that the benchmark seeds: made by hands, and by nothing that the proofreader knows."""

import ast
import itertools
import random
from pathlib import Path

import pytest

from bench import proofread_typing
from bench.proofread_typing import keys_of, slips_of_the_hand, typed

WORDS = [
    "triển", "nhiệm", "nhân", "thực", "hiện", "được", "quyết", "giải", "nghị", "trường", "của", "gìn", "quý", "thuở",
    "người", "khoảng", "đã",
]  # fmt: skip


def _rng() -> random.Random:
    return random.Random("slips")  # noqa: S311 - faults for a test, no secret


@pytest.mark.parametrize("word", WORDS)
def test_what_is_typed_without_a_slip_is_the_word(word: str) -> None:
    assert typed(keys_of(word)) == word


@pytest.mark.parametrize("word", WORDS)
def test_slips_come_in_many_kinds_and_do_not_end(word: str) -> None:
    found = set(itertools.islice(slips_of_the_hand(_rng(), word), 200)) - {word}
    assert len(found) > 10


def test_the_slips_are_those_that_offices_were_seen_to_make() -> None:
    found = set(itertools.islice(slips_of_the_hand(_rng(), "hiện"), 600))
    assert found >= {"hịên", "hện", "iện"}


def test_the_slips_are_not_made_by_the_code_that_they_measure() -> None:
    tree = ast.parse(Path(proofread_typing.__file__).read_text(encoding="utf-8"))
    imported = {
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    }
    assert not [name for name in imported if name and name.startswith("service")]
    seeds = (Path(proofread_typing.__file__).parent / "proofread_seeds.py").read_text(encoding="utf-8")
    assert "proofreading.syllables" not in seeds

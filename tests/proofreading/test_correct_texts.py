"""Texts that are right: nothing may be found in them. The false alarm is the worse fault."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from service.issuing.proofreading import proofread_file
from service.proofreading import Block, ProofContext, proofread
from service.reference import lexicon

ROOT = Path(__file__).parents[2]
CORRECT = ROOT / "tests" / "cases" / "proofreading" / "correct"
KINDS = ("bao_cao", "ke_hoach", "thong_bao")
FILES = {name: yaml.safe_load((CORRECT / f"{name}.yaml").read_bytes()) for name in KINDS}
FILES |= yaml.safe_load((CORRECT / "looked_at.yaml").read_bytes())
FILES |= yaml.safe_load((CORRECT / "everyday.yaml").read_bytes())
FILES |= yaml.safe_load((CORRECT / "near_rules.yaml").read_bytes())
FILES |= yaml.safe_load((CORRECT / "figures.yaml").read_bytes())
PARAGRAPHS = [
    pytest.param(content["issued_on"], text, id=f"{name} {number}")
    for name, content in FILES.items()
    for number, text in enumerate(content["paragraphs"], 1)
]
SAMPLES = [
    *sorted((ROOT / "data" / "samples").glob("*/*.yaml")),
    *sorted((ROOT / "templates_docx").glob("*/sample*.yaml")),
]


def _told(findings: list[Any]) -> list[str]:
    return [f"{one.path or one.where} {one.code}: {one.quote} ({one.message})" for one in findings]


def test_there_are_sixty_paragraphs_of_each_kind_all_different() -> None:
    assert {name: len(set(FILES[name]["paragraphs"])) for name in KINDS} == dict.fromkeys(KINDS, 60)


@pytest.mark.parametrize(("issued_on", "text"), PARAGRAPHS)
def test_nothing_is_found_in_a_right_paragraph(issued_on: Any, text: str) -> None:
    found = proofread([Block("đoạn 1", text)], context=ProofContext(issued_on), lexicon=lexicon())
    assert _told(found) == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_is_found_in_a_sample_of_the_project(path: Path) -> None:
    assert _told(proofread_file(path.read_bytes(), path.name)) == []

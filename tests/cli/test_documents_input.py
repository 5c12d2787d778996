"""Sources of a document from files: code and day beside the name, and samples that only name another one."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

from service.cli.documents_input import given_source, with_sources
from service.errors import InvalidInput, UnreadableInput
from service.reference import sample_path

SET = "huyen_ba_to_2025"
PLAN = sample_path(f"{SET}/ke_hoach.yaml")
REPORT = sample_path(f"{SET}/bao_cao.yaml")


def text_of(path: Path) -> str:
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    return "\n".join(texts).replace("\u00a0", " ")


def test_the_sample_report_is_made_with_its_plan_as_the_page_of_commands_says(
    command: Callable[..., Any], tmp_path: Path
) -> None:
    target = tmp_path / "a.docx"
    words = ("documents", "preview", "bao_cao", REPORT, "-o", target)
    said = command(*words, "--source", f"plan={PLAN},05/KH-UBND,05/02/2025")
    assert (said.status, said.err) == (0, "")
    assert "Kế hoạch số 05/KH-UBND ngày 05/02/2025" in text_of(target)


def test_code_and_day_that_the_sample_names_hold_for_the_file_that_is_given(
    command: Callable[..., Any], tmp_path: Path
) -> None:
    target = tmp_path / "a.docx"
    said = command("documents", "preview", "bao_cao", REPORT, "-o", target, "--source", f"plan={PLAN}")
    assert (said.status, said.err) == (0, "")
    assert "Kế hoạch số 05/KH-UBND ngày 05/02/2025" in text_of(target)


def test_code_and_day_beside_the_file_come_before_those_of_the_input(
    command: Callable[..., Any], tmp_path: Path
) -> None:
    target = tmp_path / "a.docx"
    words = ("documents", "preview", "bao_cao", REPORT, "-o", target)
    said = command(*words, "--source", f"plan={PLAN}, 09/KH-UBND , 7/2/2025")
    assert said.status == 0
    assert "Kế hoạch số 09/KH-UBND ngày 07/02/2025" in text_of(target)


def test_a_sample_that_only_names_its_source_says_how_to_give_it(
    command: Callable[..., Any], tmp_path: Path
) -> None:
    said = command("documents", "preview", "bao_cao", REPORT, "-o", tmp_path / "a.docx")
    assert said.status == 1
    assert "- sources.plan: " in said.err
    assert '--source "plan=TỆP,05/KH-UBND,05/02/2025"' in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_day_beside_the_file_is_a_fault_of_the_source(
    command: Callable[..., Any], tmp_path: Path
) -> None:
    words = ("documents", "preview", "bao_cao", REPORT, "-o", tmp_path / "a.docx")
    said = command(*words, "--source", f"plan={PLAN},05/KH-UBND,31/02/2025")
    assert said.status == 1
    assert "sources.plan.issued_on" in said.err


def test_a_file_whose_name_has_commas_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch, bản 2, sửa.yaml"
    path.write_text("type: ke_hoach\n", encoding="utf-8")
    assert given_source(str(path)) == {"type": "ke_hoach"}
    assert given_source(f"{path},05/KH-UBND,05/02/2025") == {
        "type": "ke_hoach",
        "code": "05/KH-UBND",
        "issued_on": "05/02/2025",
    }


@pytest.mark.parametrize("beside", [",05/KH-UBND", ",05/KH-UBND,", ",,05/02/2025"])
def test_a_code_without_its_day_is_refused_with_an_example(tmp_path: Path, beside: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("type: ke_hoach\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"--source \"plan=TỆP,05/KH-UBND,05/02/2025\""):
        with_sources({}, [f"plan={path}{beside}"])


def test_standard_input_can_be_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"type: ke_hoach\n")))
    assert with_sources({}, ["plan=-,1/KH,05/02/2025"]) == {
        "sources": {"plan": {"type": "ke_hoach", "code": "1/KH", "issued_on": "05/02/2025"}}
    }


def test_a_source_given_twice_is_a_list(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_text(f"type: {name}\n", encoding="utf-8")
    made = with_sources({}, [f"plan={tmp_path / 'a'}", f"plan={tmp_path / 'b'}", "other=id:7"])
    assert made == {"sources": {"plan": [{"type": "a"}, {"type": "b"}], "other": "7"}}


@pytest.mark.parametrize(
    "sources", [None, [], "x", 7, {"plan": "id"}, {"plan": [1]}, {"plan": {"type": "x"}}]
)
def test_sources_that_name_no_sample_are_left_to_the_check_of_inputs(sources: Any) -> None:
    assert with_sources({"sources": sources}, []) == {"sources": sources}


def test_every_source_that_names_a_sample_is_said() -> None:
    sources = yaml.safe_load("{plan: {sample: a}, more: [{sample: b}, {type: x}]}")
    with pytest.raises(InvalidInput) as caught:
        with_sources({"sources": sources}, [])
    assert [fault.path for fault in caught.value.errors] == ["sources.plan", "sources.more[0]"]


def test_sources_of_no_use_are_replaced_by_what_is_given(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("type: a\n", encoding="utf-8")
    assert with_sources({"sources": [1]}, [f"plan={tmp_path / 'a'}"]) == {"sources": {"plan": {"type": "a"}}}

"""A report takes the plan as a file: once opened it stays in the form, and its tasks need no typing."""

from typing import Any

import pytest

from service import reference
from service.doctypes.reading import read_input
from service.http_answers import DOCX
from service.issuing.input_file import input_yaml

REPORT = "huyen_ba_to_2025/bao_cao"


@pytest.fixture
def plan() -> bytes:
    return input_yaml(reference.sample("huyen_ba_to_2025", "ke_hoach")).encode()


def results(page: Any) -> list[str]:
    return [
        value for name, value in page.pairs if name.startswith("content.results[") and name.endswith(".task")
    ]


def test_a_plan_is_opened_as_a_file_and_its_tasks_stand_in_the_results(person: Any, plan: bytes) -> None:
    page = person.opens("bao_cao")
    assert "Kế hoạch nguồn" in page.html
    assert "YAML</" not in page.html
    answer = person.presses("questions", **{"sources.plan.$file": (plan, "kế hoạch.yaml")})
    assert answer.status_code == 200
    labels = results(person.page)
    assert len(labels) == 24
    assert len(set(labels)) == 24
    assert "Đã mở: “Khắc phục hạn chế, nâng cao chỉ số" in person.page.html
    assert "quan_triet_tw — " not in person.page.html  # a task is offered by its words


def test_an_opened_plan_is_kept_over_faults_and_can_be_put_out(person: Any, plan: bytes) -> None:
    person.opens("bao_cao")
    person.presses("refresh", **{"sources.plan.$file": (plan, "a.yaml"), "sources.plan.code": "05/KH-UBND"})
    person.presses("questions", **{"sources.plan.issued_on": "31/02/2025"})
    assert person.page.summary
    assert not [line for line in person.page.summary if line.startswith("Kế hoạch nguồn: Thiếu")]
    assert person.page.value("sources.plan.code") == "05/KH-UBND"
    assert person.page.value("sources.plan.issued_on") == "31/02/2025"
    kept = read_input(person.keeps(), "a.yaml")["sources"]["plan"]
    assert kept["code"] == "05/KH-UBND"
    assert {key: kept[key] for key in kept if key not in {"code", "issued_on"}} == read_input(plan, "a.yaml")
    person.presses("questions", **{"sources.plan.$drop": "true"})
    assert "Đã mở:" not in person.page.html


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"a: [", "a.yaml", "Chưa mở được kế hoạch nguồn. a.yaml"),
        (b"\x00\xff", "a.docx", "Chưa mở được kế hoạch nguồn"),
        (b"type: bao_cao\noffice: x\nsubject: y\ncontent: {}\n", "a.yaml", "Kế hoạch nguồn"),
        (b"{}", "a.json", "Kế hoạch nguồn"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_plan_is_said_so_at_its_field(
    person: Any, content: bytes, name: str, said: str
) -> None:
    person.opens("bao_cao")
    person.presses("questions", **{"sources.plan.$file": (content, name), "subject": "Giữ lại"})
    assert any(said in line for line in person.page.summary)
    assert person.page.fault("sources.plan")
    assert person.page.value("subject") == "Giữ lại"


def test_a_broken_file_leaves_the_plan_that_was_opened_before(person: Any, plan: bytes) -> None:
    person.opens("bao_cao")
    person.presses("refresh", **{"sources.plan.$file": (plan, "a.yaml")})
    person.presses("questions", **{"sources.plan.$file": (b"a: [", "b.yaml")})
    assert "Chưa mở được kế hoạch nguồn" in person.page.fault("sources.plan")
    assert "Đã mở: “Khắc phục" in person.page.html


def test_the_tasks_that_are_missing_are_filled_in_by_a_button(person: Any) -> None:
    person.opens("bao_cao", REPORT)
    whole = results(person.page)
    assert (
        "của văn bản nguồn</button>"
        not in person.page.html.split('id="content.results"')[1].split("</details>\n</div>")[0][-400:]
    )
    person.presses("remove:content.results[0]")
    assert "Điền 1 mục của văn bản nguồn" in person.page.html
    person.presses("fill:content.results")
    assert sorted(results(person.page)) == sorted(whole)


def test_lists_that_a_document_can_do_without_are_filled_only_when_asked(person: Any, plan: bytes) -> None:
    person.opens("thong_bao_ket_qua")
    person.presses("refresh", **{"sources.plan.$file": (plan, "a.yaml")})
    assert "content.task_results[0].task" not in dict(person.page.pairs)
    person.presses("fill:content.task_results")
    assert person.page.value("content.task_results[23].task")


@pytest.mark.parametrize("action", ["fill:", "fill:content", "fill:content.closing", "fill:content.citations", "fill:sources.plan", "fill:content.nothing.x"])  # fmt: skip
def test_what_stands_for_nothing_is_filled_with_nothing(person: Any, action: str) -> None:
    person.opens("bao_cao", REPORT)
    before = read_input(person.keeps(), "a.yaml")
    person.presses(action)
    assert read_input(person.keeps(), "a.yaml") == before


def test_the_sample_of_a_report_goes_through_the_form_to_the_document(person: Any) -> None:
    person.opens("bao_cao", REPORT)
    answer = person.presses("questions")
    assert answer.status_code == 200, person.page.summary
    assert person.page.summary == []
    assert person.file(".docx").mimetype == DOCX


def test_a_fault_inside_of_the_source_is_said_in_words_of_its_own_form(person: Any, plan: bytes) -> None:
    broken = plan.replace(b"title: ", b"titel: ", 1)
    person.opens("bao_cao")
    person.presses("questions", **{"sources.plan.$file": (broken, "a.yaml")})
    person.presses("questions")
    assert any(line.startswith("Kế hoạch nguồn › ") for line in person.page.summary)
    assert not [line for line in person.page.summary if "sources." in line]


@pytest.mark.parametrize("data", ["", "x", "[", "source:", "source: [1, {}]", "source: 5"])
def test_a_hidden_source_that_somebody_changed_breaks_nothing(person: Any, data: str) -> None:
    person.opens("bao_cao")
    person.presses("questions", **{"sources.plan.$data": data})
    assert person.page.fault("sources.plan")

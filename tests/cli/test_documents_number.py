"""The commands of `documents` around the number: what is foretold, refused and asked, and what is sent."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from service import clock
from service.cli.documents_desk import say_findings
from service.domain.dates import office_day
from service.issuing import desk
from service.issuing.desk import TYPES
from service.issuing.offer import Offer
from tests.cli.conftest import OFFICE, PLAN, YEAR, shown
from tests.crooked_type import with_crooked_plan


def test_a_number_is_foretold_and_then_taken_or_none(run: Callable[..., Any], tmp_path: Path) -> None:
    draft = shown(run("documents", "draft", "ke_hoach", PLAN, "--json"))["id"]
    assert "sẽ mang số 01/KH-UBND" in run("documents", "forecast", draft).out
    seen = shown(run("documents", "forecast", draft, "--json"))
    assert (seen["expected_number"], seen["is_possible"], seen["questions"]) == (1, True, [])
    file = tmp_path / "qd.pdf"
    file.write_bytes(b"%PDF-1.7")
    paper = ("--kind", "QĐ", "--office", OFFICE)
    assert "sẽ vào sổ với số 01/QĐ-UBND" in run("documents", "forecast", *paper).out
    assert shown(run("documents", "forecast", *paper, "--json"))["expected_number"] == 1
    entered = ("documents", "record", *paper, "--subject", "Khen thưởng", "--file", file)
    assert shown(run(*entered, "--expect", "1", "--json"))["code"] == "01/QĐ-UBND"
    moved = run("documents", "issue", draft, "--expect", "1")
    assert (moved.status, "sẽ mang số 02: xác nhận lại" in moved.err) == (1, True)
    file.write_bytes(b"%PDF-1.7 other")
    assert run(*entered, "--expect", "1").status == 1
    assert shown(run("documents", "issue", draft, "--expect", "2", "--json"))["number"] == 2


def test_a_forecast_says_why_no_number_comes(run: Callable[..., Any]) -> None:
    draft = shown(run("documents", "draft", "ke_hoach", PLAN, "--json"))["id"]
    late = office_day(clock.now()) + timedelta(days=1)
    refused = run("documents", "forecast", draft, "--on", f"{late:%d/%m/%Y}")
    assert (refused.status, "ở tương lai" in refused.out) == (1, True)
    assert run("documents", "forecast").status == 64
    assert run("documents", "forecast", draft, "--kind", "QĐ").status == 64


def test_findings_that_say_the_same_are_said_once_with_their_number(
    capsys: pytest.CaptureFixture[str],
) -> None:
    late = {"severity": "error", "message": "Thời hạn 15/4/2026 đã qua.", "basis": "Đối chiếu"}
    say_findings([late, {**late, "severity": "warn"}, late])
    first, second = capsys.readouterr().out.splitlines()
    assert first == "Lỗi: Thời hạn 15/4/2026 đã qua. (Đối chiếu) [2 chỗ]"
    assert second.endswith(": Thời hạn 15/4/2026 đã qua. (Đối chiếu)")


def test_several_documents_are_sent_at_once_or_none(run: Callable[..., Any]) -> None:
    ids = [shown(run("documents", "issue", "ke_hoach", PLAN, "--json"))["id"] for _ in range(2)]
    draft = shown(run("documents", "draft", "ke_hoach", PLAN, "--json"))["id"]
    refused = run("documents", "dispatch", *ids, draft)
    assert (refused.status, "Bản nháp" in refused.err) == (1, True)
    assert run("documents", "dispatch", *ids, "--to", "Sở Nội vụ").status == 64
    assert "Đã ghi phát hành 01/KH-UBND, 02/KH-UBND ngày" in run("documents", "dispatch", *ids).out


def test_faults_and_questions_are_said_and_take_no_number(run: Callable[..., Any], tmp_path: Path) -> None:
    text = PLAN.read_text(encoding="utf-8")
    faulty, asking = tmp_path / "faulty.yaml", tmp_path / "asking.yaml"
    faulty.write_text(text.replace("\nsubject:", "\nsubjct:"), encoding="utf-8")
    asking.write_text(text.replace(" date: 12/01/2026,", ""), encoding="utf-8")
    said = run("documents", "issue", "ke_hoach", faulty)
    assert said.status == 1
    assert "- subject: " in said.err
    assert [
        one["code"]
        for one in shown(run("documents", "issue", "ke_hoach", asking, "--json"), status=1)["questions"]
    ] == ["citation_undated"]
    assert (
        "01/KH-UBND" in run("documents", "issue", "ke_hoach", asking, "--acknowledge", "citation_undated").out
    )


def test_errors_of_layout_are_listed(
    run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "templates_docx"
    shutil.copytree(TYPES, copy)
    crooked = with_crooked_plan(copy)
    monkeypatch.setattr(desk, "offered", lambda *_: Offer(crooked, {}))
    words = ("documents", "issue", "ke_hoach", PLAN)
    said = run(*words)
    assert said.status == 1
    assert "Lỗi: " in said.out
    assert shown(run(*words, "--json"), status=1)["findings"]


def test_an_office_without_a_signer_is_told_so_at_the_field(run: Callable[..., Any]) -> None:
    assert run("offices", "add", "ubnd-21529").status == 0
    said = run("documents", "issue", "ke_hoach", PLAN, "--office", "ubnd-21529")
    assert said.status == 1
    assert "- signer: Chưa có người ký" in said.err


def test_a_step_that_the_office_keeps_is_foretold_as_the_issue_refuses_it(run: Callable[..., Any]) -> None:
    draft = shown(run("documents", "draft", "ke_hoach", PLAN, "--json"))["id"]
    assert run("offices", "set", "--office", OFFICE, "--steps", "form_checked,for_signature").status == 0
    foretold = run("documents", "forecast", draft)
    assert (foretold.status, "Đã kiểm tra thể thức" in foretold.out) == (1, True)
    seen = shown(run("documents", "forecast", draft, "--json"), status=1)
    refused = shown(run("documents", "issue", draft, "--json"), status=1)
    assert [(one["code"], one["message"]) for one in seen["errors"]] == [
        (refused["code"], refused["message"])
    ]


def test_a_number_from_another_system_is_foretold_and_then_it_is_that(run: Callable[..., Any]) -> None:
    series = ("register", "open-series", "--office", OFFICE, "--year", YEAR, "--kind", "KH", "--external")
    assert run(*series, "--reason", "Hệ thống tỉnh").status == 0
    draft = shown(run("documents", "draft", "ke_hoach", PLAN, "--json"))["id"]
    missing = run("documents", "forecast", draft)
    assert (missing.status, "nhập số đã được cấp" in missing.out) == (1, True)
    seen = shown(run("documents", "forecast", draft, "--number", "812", "--json"))
    assert (seen["code"], seen["expected_number"], seen["is_possible"]) == ("812/KH-UBND", None, True)
    assert shown(run("documents", "issue", draft, "--number", "812", "--json"))["code"] == seen["code"]
    assert run("documents", "forecast", draft, "--symbol", "KH-UBND", "--number", "812").status == 64


def test_documents_of_two_offices_are_sent_in_any_order_and_told_by_office(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    other = "ubnd-21529"
    assert run("offices", "add", other).status == 0
    assert run("register", "open-series", "--office", other, "--year", YEAR, "--reason", "Mới").status == 0
    ids = []
    for office in (OFFICE, other):
        file = tmp_path / f"{office}.pdf"
        file.write_bytes(b"%PDF-1.7 " + office.encode())
        words = ("--kind", "QĐ", "--subject", "Khen thưởng", "--file", file, "--office", office)
        ids.append(shown(run("documents", "record", *words, "--json"))["id"])
    said = run("documents", "dispatch", *ids[::-1])
    assert (said.status, said.err) == (0, "")
    assert f"01/QĐ-UBND của {other}, 01/QĐ-UBND của {OFFICE} ngày" in said.out


def test_all_that_cannot_be_sent_are_told_at_once(run: Callable[..., Any]) -> None:
    draft = shown(run("documents", "draft", "ke_hoach", PLAN, "--json"))["id"]
    refused = run("documents", "dispatch", draft, "khong-co")
    assert (refused.status, "Bản nháp" in refused.err, "khong-co: " in refused.err) == (1, True, True)
    told = shown(run("documents", "dispatch", draft, "khong-co", "--json"), status=1)["errors"]
    assert [(one["path"], one["code"]) for one in told] == [
        ("documents[0]", "wrong_state"),
        ("documents[1]", "document_not_found"),
    ]

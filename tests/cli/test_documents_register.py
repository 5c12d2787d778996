"""The commands of `documents` at a register of their own, from the first draft to the book."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from service import clock
from service.doctypes.reading import read_input
from service.domain.dates import office_day
from service.domain.holidays import HolidayCalendar, HolidayYear
from service.issuing.desk import TYPES
from tests.cli.conftest import OFFICE, PLAN, YEAR, shown

KEYS = {
    "id",
    "office",
    "kind",
    "type",
    "version",
    "number",
    "symbol",
    "code",
    "signed_on",
    "issued_on",
    "subject",
    "state",
    "relations",
    "files",
    "sha256",
    "livemode",
    "links",
}


def test_an_issue_prints_the_number_and_writes_the_file(run: Callable[..., Any], tmp_path: Path) -> None:
    target = tmp_path / "văn bản.docx"
    said = run("documents", "issue", "ke_hoach", PLAN, "-o", target)
    assert (said.status, said.err) == (0, "")
    assert "Đã cấp số 01/KH-UBND" in said.out
    assert docx.Document(str(target)).core_properties.keywords == "01/KH-UBND"


def test_json_has_the_keys_that_other_programs_rely_on(run: Callable[..., Any]) -> None:
    one = shown(run("documents", "issue", "ke_hoach", PLAN, "--key", "k", "--json"))
    assert set(one) >= KEYS
    assert (one["number"], one["code"], one["state"], one["type"]) == (1, "01/KH-UBND", "issued", "ke_hoach")
    assert (one["file_name"], one["livemode"], one["is_repeat"]) == (f"KH-UBND_01_{YEAR}.docx", True, False)
    assert one["utf8_name"].startswith("Kế hoạch 01-KH-UBND Nâng cao chỉ số")
    assert one["sha256"] == one["files"][0]["sha256"]
    again = shown(run("documents", "issue", "ke_hoach", PLAN, "--key", "k", "--json"))
    assert (again["id"], again["is_repeat"]) == (one["id"], True)
    assert set(shown(run("documents", "show", one["id"], "--json"))) >= KEYS
    (listed,) = shown(run("documents", "list", "--json"))["documents"]
    assert set(listed) >= KEYS


def test_a_document_goes_its_way_step_by_step(run: Callable[..., Any], tmp_path: Path) -> None:
    assert run("offices", "set", "--office", OFFICE, "--steps", "form_checked,for_signature").status == 0
    refused = run("documents", "issue", "ke_hoach", PLAN)
    assert refused.status == 1
    assert "Đã kiểm tra thể thức" in refused.err
    draft = shown(run("documents", "draft", "ke_hoach", PLAN, "--json"))
    document = draft["id"]
    assert (draft["state"], draft["number"]) == ("draft", None)
    assert shown(run("documents", "submit", document, "--json"))["state"] == "form_checked"
    assert "phiên bản 2" in run("documents", "return", document, "--remark", "Sửa mục I").out
    for state in ("form_checked", "for_signature"):
        assert shown(run("documents", "submit", document, "--json"))["state"] == state
    signature = tmp_path / "trinh-ky.docx"
    assert run("documents", "show", document, "-o", signature).status == 0
    assert docx.Document(str(signature)).core_properties.keywords == "KH-UBND"
    asked = run("documents", "issue", document)
    assert asked.status == 1
    assert "--acknowledge month_turned" in asked.out
    scan = tmp_path / "ban-goc.pdf"
    scan.write_bytes(b"%PDF-1.7 signed sheet")
    issued = shown(
        run("documents", "issue", document, "--acknowledge", "month_turned", "--original", scan, "--json")
    )
    assert [file["role"] for file in issued["files"]] == ["rendered", "rendered", "signed_scan"]
    assert "Tạo lại 01/KH-UBND: giống" in run("documents", "reissue", document).out
    assert (
        run("documents", "dispatch", document, "--to", "Sở Nội vụ", "--received-by", "Lê Thị Hà").status == 0
    )
    page = run("documents", "show", document).out
    for words in ("Số 01/KH-UBND", "Trả lại ở phiên bản 1: Sửa mục I", "Sở Nội vụ", "Bản gốc (bản quét)"):
        assert words in page
    today = office_day(clock.now()).isoformat()
    refused = run("documents", "recall", document, "--code", "2/TB-UBND", "--on", today)
    assert refused.status == 1
    assert "vào sổ thông báo thu hồi trước" in refused.err
    entered = ("--kind", "TB", "--subject", "Thu hồi kế hoạch", "--signer", "Phạm Giang Nam", "--file", scan)
    asked = run("documents", "record", *entered, "--on", today)
    known = "Tệp ban-goc.pdf đã có ở Kế hoạch số 01/KH-UBND"
    assert (asked.status, known in asked.err, "--acknowledge file_known" in asked.out) == (1, True, True)
    notice = run("documents", "record", *entered, "--on", today, "--acknowledge", "file_known")
    assert (notice.status, known in notice.out) == (0, True)
    words = ("--code", "2/TB-UBND", "--on", today, "--reason", "Sai")
    assert shown(run("documents", "recall", document, *words, "--json"))["state"] == "recalled"
    page = run("documents", "show", document).out
    assert "Đã thu hồi theo số 02/TB-UBND ngày " in page
    assert "Bị thu hồi theo Thông báo 02/TB-UBND: Thu hồi kế hoạch" in page
    assert run("documents", "dispatch", document).status == 1
    assert run("register", "verify").status == 0


@pytest.fixture
def _these_years_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Days off of this year and the last, whenever it is: the table of the data ends with the years announced so far."""
    years = [
        HolidayYear(year=year, days_off={}, working_days={}, provisional=False, source="")
        for year in (YEAR - 1, YEAR)
    ]
    monkeypatch.setattr("service.issuing.record.holidays", lambda: HolidayCalendar(years))


@pytest.mark.usefixtures("_these_years_are_known")
def test_the_book_takes_what_is_made_elsewhere(run: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "qd.pdf"
    file.write_bytes(b"%PDF-1.7")
    words = (
        "documents",
        "record",
        "--kind",
        "QĐ",
        "--subject",
        "=Khen thưởng",
        "--file",
        file,
        "--recipient",
        "Sở Nội vụ",
    )
    decision = shown(run(*words, "--json"))
    assert (decision["code"], decision["type"]) == ("01/QĐ-UBND", None)
    assert "number_late" not in {one["code"] for one in decision["warnings"]}
    two_weeks_ago = office_day(clock.now()) - timedelta(days=14)
    late = ("--relation", f"replaces={decision['id']}", "--signed-on", f"{two_weeks_ago:%d/%m/%Y}")
    file.write_bytes(b"%PDF-1.7 later")
    later = shown(run(*words, *late, "--json"))
    assert "number_late" in {one["code"] for one in later["warnings"]}
    assert later["relations"] == [{"kind": "replaces", "document": decision["id"]}]
    assert run(*words, "--relation", "other=x").status == 64
    assert run("documents", "attach", later["id"], "--original", file).status == 0
    assert "không dùng lại" in run("documents", "void", later["id"], "--reason", "Ghi nhầm").out
    found = run("documents", "list", "--q", "khen thuong", "--kind", "Quyết định", "--state", "voided").out
    assert later["id"] in found
    assert decision["id"] not in found
    book = tmp_path / "so.xlsx"
    assert run("register", "export", "--office", OFFICE, "--year", YEAR, "-o", book).status == 0
    rows = list(
        openpyxl.load_workbook(io.BytesIO(book.read_bytes())).active.iter_rows(min_row=7, values_only=True)
    )
    assert [row[0] for row in rows] == ["01/QĐ-UBND", "02/QĐ-UBND"]
    assert "HỦY SỐ: Ghi nhầm" in rows[1][9]


def test_a_page_of_the_list_leads_to_the_next(run: Callable[..., Any]) -> None:
    for _ in range(3):
        assert run("documents", "issue", "ke_hoach", PLAN).status == 0
    first = shown(run("documents", "list", "--limit", "2", "--json"))
    assert [one["number"] for one in first["documents"]] == [3, 2]
    rest = run("documents", "list", "--limit", "2", "--cursor", first["cursor"])
    assert "01/KH-UBND" in rest.out
    assert "Còn nữa" in run("documents", "list", "--limit", "2").out


def test_a_source_is_named_by_its_id_on_the_command_line(run: Callable[..., Any], tmp_path: Path) -> None:
    plan = shown(run("documents", "issue", "ke_hoach", PLAN, "--json"))
    report = tmp_path / "bao-cao.yaml"
    text = (TYPES / "bao_cao" / "sample.minimal.yaml").read_text(encoding="utf-8")
    head, _, tail = text.partition("sources:\n")
    report.write_text(head + tail.partition("\n")[2], encoding="utf-8")
    target = tmp_path / "bao-cao.docx"
    said = run("documents", "issue", "bao_cao", report, "--source", f"plan=id:{plan['id']}", "-o", target)
    assert said.status == 0, said.err
    text = "\n".join(one.text for one in docx.Document(str(target)).paragraphs)
    assert "số 01/KH-UBND" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_an_office_beside_an_id_must_be_the_one_of_the_document(run: Callable[..., Any]) -> None:
    document = shown(run("documents", "draft", "ke_hoach", PLAN, "--json"))["id"]
    assert run("offices", "add", "ubnd-21529").status == 0
    for verb in ("issue", "submit", "show", "reissue"):
        said = run("documents", verb, document, "--office", "ubnd-21529")
        assert (said.status, said.err) == (1, "Văn bản này không thuộc cơ quan ubnd-21529.\n")
    assert run("documents", "issue", document, "--office", OFFICE).status == 0


def test_who_may_not_is_told_who_may(run: Callable[..., Any]) -> None:
    assert run("users", "add", "an", "--office", OFFICE, "--role", "drafter", "--name", "Trần An").status == 0
    said = run("documents", "issue", "ke_hoach", PLAN, "--as", "an")
    assert said.status == 1
    assert "Văn thư" in said.err
    assert run("documents", "list", "--as", "nobody").status == 1
    assert run("documents", "draft", "ke_hoach", PLAN, "--as", "an").status == 0


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["issue"], 64),
        (["issue", "a", "b", "c"], 64),
        (["issue", "some-id", "--source", "plan=x"], 64),
        (["issue", "some-id", "--office", "x"], 1),
        (["show"], 64),
        (["show", "no-such-id"], 1),
        (["submit", "no-such-id"], 1),
        (["reissue", "no-such-id"], 1),
        (["void", "no-such-id", "--reason", "x"], 1),
        (["issue", "ke_hoach", "no-such-file.yaml"], 2),
        (["issue", "no_such_type", str(PLAN)], 1),
        (["issue", "some-id", "--original", "no-such-file.pdf"], 2),
        (["record", "--kind", "QĐ", "--subject", "x", "--file", "no-such-file.pdf"], 2),
        (["record", "--kind", "XX", "--subject", "x"], 1),
        (["list", "--state", "lost"], 64),
        (["list", "--from", "30/02/2026"], 64),
        (["list", "--office", "ubnd-1"], 1),
        (["draft", "ke_hoach", str(PLAN), "--source", "plan"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_wrong_words_have_their_exit_status(run: Callable[..., Any], words: list[str], status: int) -> None:
    said = run("documents", *words)
    assert said.status == status
    assert said.err.count("\n") == 1


def test_a_missing_register_is_never_made(
    command: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSTANCE_DIR", str(tmp_path))
    said = command("documents", "list")
    assert said.status == 1
    assert "register init" in said.err
    assert not (tmp_path / "register.db").exists()


def test_the_database_of_the_settings_is_the_one_that_is_used(
    command: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSTANCE_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'elsewhere.db'}")
    assert command("register", "init").status == 0
    assert (tmp_path / "elsewhere.db").is_file()
    assert not (tmp_path / "register.db").exists()
    assert command("documents", "list").status == 1  # the operator has no office yet
    assert command("offices", "add", OFFICE).status == 0
    assert "Không có văn bản" in command("documents", "list").out


def test_a_report_begins_with_a_plan_of_the_register(run: Callable[..., Any], tmp_path: Path) -> None:
    plan = json.loads(run("documents", "draft", "ke_hoach", PLAN, "--json").out)
    file = tmp_path / "bao-cao.yaml"
    begun = run("documents", "begin", "bao_cao", plan["id"], "-o", file, "--json")
    assert begun.status == 0, begun.err
    made = read_input(file.read_bytes(), file.name)
    assert made["content"]["results"] == json.loads(begun.out)["input"]["content"]["results"]
    assert all(set(one) == {"task"} for one in made["content"]["results"])
    assert run("documents", "draft", "bao_cao", file, "--office", OFFICE, "--json").status == 0
    assert run("documents", "begin", "bao_cao", "khong-co", "-o", file).status == 1

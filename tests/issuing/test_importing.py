import re

import pytest

from service import reference
from service.doctypes.catalogue import Catalogue
from service.errors import UnreadableInput
from service.issuing.importing import import_file
from service.issuing.preview import preview
from tests.intake.own_plan import LINES, built
from tests.issuing.read_back import NOW, accounted, imported, printed, said

SAMPLES = [("ke_hoach", "full"), ("ke_hoach", "minimal"), ("bao_cao", "full"), ("bao_cao", "minimal"), ("bao_cao", "quarter"),
           ("thong_bao_ket_qua", "full"), ("thong_bao_ket_qua", "minimal"), ("thong_bao_ket_qua", "one_unit"),
           ("thong_bao_ket_qua", "task_results")]  # fmt: skip
SETS = [(name, file) for name, file in [
    ("huyen_ba_to_2025", "ke_hoach"), ("huyen_ba_to_2025", "bao_cao"), ("huyen_ba_to_2025", "thong_bao_2024"),
    ("huyen_ba_to_2025", "thong_bao_6_thang"), ("xa_ba_to_2026", "ke_hoach"), ("xa_ba_to_2026", "bao_cao"),
    ("xa_ba_to_2026", "thong_bao_2025")]]  # fmt: skip
PRINTED_WHOLE = [
    ("ke_hoach", "full"),
    ("ke_hoach", "minimal"),
    ("bao_cao", "minimal"),
    ("thong_bao_ket_qua", "minimal"),
]


@pytest.mark.parametrize(("slug", "name"), SAMPLES)
def test_every_paragraph_of_a_sample_is_accounted_for(catalogue: Catalogue, slug: str, name: str) -> None:
    accounted(*imported(catalogue, catalogue.sample(slug, name)))


@pytest.mark.slow
@pytest.mark.parametrize(("group", "name"), SETS)
def test_every_paragraph_of_the_sets_of_samples_is_accounted_for(
    catalogue: Catalogue, group: str, name: str
) -> None:
    accounted(*imported(catalogue, reference.sample(group, name)))


@pytest.mark.parametrize(("slug", "name"), PRINTED_WHOLE)
def test_what_was_read_from_our_own_file_prints_the_very_same_bytes(
    catalogue: Catalogue, slug: str, name: str
) -> None:
    content, found = imported(catalogue, catalogue.sample(slug, name))
    assert not found.tray
    assert printed(catalogue, found.envelope) == content


@pytest.mark.parametrize("group", ["huyen_ba_to_2025", "xa_ba_to_2026"])
def test_whole_plans_print_the_very_same_bytes(catalogue: Catalogue, group: str) -> None:
    content, found = imported(catalogue, reference.sample(group, "ke_hoach"))
    assert printed(catalogue, found.envelope) == content


def test_a_report_gives_back_all_but_the_days_that_it_does_not_print(catalogue: Catalogue) -> None:
    envelope = catalogue.sample("bao_cao", "full")
    _, found = imported(catalogue, envelope)
    wanted, content = envelope["content"], found.envelope["content"]
    for name in (
        "assessment",
        "directions",
        "proposals",
        "closing",
        "period",
        "target_results",
        "result_table_title",
    ):
        assert said(content[name], "heading") == said(wanted[name], "heading"), name
    for mine, theirs in zip(content["results"], wanted["results"], strict=True):
        hidden = {"done_on", "started", "figures"}
        assert {key: value for key, value in mine.items() if key not in hidden} == {
            key: value for key, value in theirs.items() if key not in hidden
        }


def test_a_notice_gives_back_units_points_and_grades(catalogue: Catalogue) -> None:
    envelope = catalogue.sample("thong_bao_ket_qua", "full")
    _, found = imported(catalogue, envelope)
    names = ("name", "assessed_points", "self_points", "discipline", "note", "not_assessed")
    for mine, theirs in zip(found.envelope["content"]["groups"], envelope["content"]["groups"], strict=True):
        assert mine["title"] == theirs["title"].replace("**", "") or mine["title"] == theirs["title"]
        shown = sorted(
            (str(unit["name"]), *(str(unit.get(name)) for name in names[1:2])) for unit in mine["units"]
        )
        assert shown == sorted(
            (str(unit["name"]), *(str(unit.get(name)) for name in names[1:2])) for unit in theirs["units"]
        )
    assert (found.envelope["content"]["variant"], found.envelope["content"]["rule_set"]) == (
        "grades",
        "quang_ngai_1211",
    )


@pytest.mark.parametrize("way", ["automatic", "typed", "table"])
def test_a_plan_of_another_office_is_read_however_it_was_typed(catalogue: Catalogue, way: str) -> None:
    content = built(way)
    found = import_file(catalogue, "ke_hoach", content, now=NOW)
    accounted(content, found)
    right = 0
    for text, field in LINES:
        words = re.sub(r"^([IVX]+\.|\d(\.\d)*\.?|[-+])\s+", "", text.replace("*", ""))
        value = (
            words.partition(": ")[2]
            if way == "table" and ": " in words[:40] and text.startswith("+")
            else words
        )
        places = [one.path for one in found.placed if one.text.endswith(value)]
        shown = [re.sub(r"\[\d+\]", "[]", one).removeprefix("content.") for one in places]
        right += any(one == field or (field == "muc" and one.startswith("muc.")) for one in shown)
    assert right / len(LINES) >= 0.95


def test_bodies_become_roles_and_deadlines_objects(catalogue: Catalogue) -> None:
    content = import_file(catalogue, "ke_hoach", built("typed"), now=NOW).envelope["content"]
    first, second = content["criteria"]
    assert first["lead"] == [{"role": "mot_cua"}]
    assert (first["deadline"], first["evidence_deadline"]) == ({"ongoing": True}, {"before": "01/11/2025"})
    assert [task["deadline"] for task in second["tasks"]] == [{"quarters": ["II/2025"]}, {"by": "30/9/2025"}]
    assert content["opening"]["bases"] == ["qd_77", "kh_15"]
    assert content["criterion_word"] == "Nội dung"


def test_what_an_old_file_says_of_its_year_is_asked_again_until_it_is_changed(catalogue: Catalogue) -> None:
    envelope = import_file(catalogue, "ke_hoach", built("typed"), now=NOW, office="ubnd-21484").envelope
    asked = preview(catalogue, "ke_hoach", envelope, now=NOW).prepared.questions
    again = {one.path for one in asked if one.code == "import_check_again"}
    assert {
        "subject",
        "content.criteria[1].tasks[0].deadline",
        "content.citations[0]",
        "signer.name",
    } <= again
    assert all("năm 2026" in one.message for one in asked if one.code == "import_check_again")
    envelope["subject"] = "Cải cách hành chính của xã Ba Tơ năm 2026"
    changed = preview(catalogue, "ke_hoach", envelope, now=NOW).prepared.questions
    assert "subject" not in {one.path for one in changed if one.code == "import_check_again"}


def test_what_lies_in_the_tray_is_asked_about_until_it_is_dealt_with_or_given_up(
    catalogue: Catalogue,
) -> None:
    sample = {**catalogue.sample("ke_hoach", "minimal"), "tray": ["Đoạn thứ nhất", "Đoạn thứ hai"]}

    def open_ones(envelope) -> list[str]:
        found = preview(catalogue, "ke_hoach", envelope, now=NOW).prepared.questions
        return [one.message for one in found if one.code == "import_tray_open"]

    (message,) = open_ones(sample)
    assert message.startswith("Còn 2 đoạn của tệp Word cũ chưa xếp vào ô nào (“Đoạn thứ nhất”…).")
    given_up = [{"code": "import_tray_open", "path": "tray", "subject": "Đoạn thứ nhất\nĐoạn thứ hai"}]
    assert open_ones({**sample, "acknowledged": given_up}) == []
    assert len(open_ones({**sample, "tray": ["Đoạn khác"], "acknowledged": given_up})) == 1
    assert open_ones({**sample, "tray": []}) == []


def test_an_import_is_the_same_each_time(catalogue: Catalogue) -> None:
    content = built("table")
    assert import_file(catalogue, "ke_hoach", content, now=NOW) == import_file(
        catalogue, "ke_hoach", content, now=NOW
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Mở bằng Word, chọn Lưu thành .docx, rồi tải lên lại"),
        (b"%PDF-1.7", "bản quét"),
        (b"\x89PNG\r\n", "bản quét"),
        (b"PK\x03\x04 cut", "hỏng"),
    ],
)  # fmt: skip
def test_other_files_are_refused_with_what_to_do(catalogue: Catalogue, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said):
        import_file(catalogue, "ke_hoach", content, now=NOW)

"""Habits of typing that once put words into a wrong field: labels twice, line breaks, odd numbers, old months."""

import io
from typing import Any

import docx
import pytest

from service import reference
from service.domain.agencies import agencies_text
from service.errors import UnreadableInput
from service.issuing import importing
from service.issuing.importing import Imported, import_file
from tests.intake.foreign_files import foreign_file
from tests.intake.own_plan import HEADINGS, LINES, typed_file
from tests.intake.reference_plan import lines, reference_file
from tests.issuing.read_back import NOW, accounted
from tests.issuing.test_importing_generated import SHIPPED

LEAD, DEADLINE = "+ *Cơ quan chủ trì:* Phòng Kinh tế.", "+ *Thời gian thực hiện:* Quý II năm 2025."
SECOND_LEAD = "+ *Cơ quan chủ trì:* Văn phòng HĐND và UBND xã."
SECOND_DEADLINE = "+ *Thời gian thực hiện:* chậm nhất ngày 30/9/2025."


def imported(content: bytes, **options: Any) -> Imported:
    found = import_file(SHIPPED, "ke_hoach", content, now=NOW, **options)
    accounted(content, found)
    return found


def with_line(before: str, text: str) -> Imported:
    """The plan with a line more behind another one."""
    texts = [one for one, _ in LINES]
    lines = list(LINES)
    lines.insert(texts.index(before) + 1, (text, ""))
    return imported(typed_file("typed", lines)[0])


def changed(words: dict[str, str]) -> Imported:
    """The plan with other words at the beginning of its lines."""
    made = []
    for text, field in LINES:
        begins = next((one for one in words if text.startswith(one)), "")
        made.append((words[begins] + text.removeprefix(begins) if begins else text, field))
    return imported(typed_file("typed", made)[0])


def tasks_of(found: Imported) -> list[dict[str, Any]]:
    return list(found.envelope["content"]["criteria"][1]["tasks"])


def in_tray(found: Imported) -> list[str]:
    return [one.text for one in found.tray]


def test_a_second_body_behind_the_same_label_joins_the_first_one() -> None:
    found = with_line(LEAD, SECOND_LEAD)
    first, second = tasks_of(found)
    assert first["lead"] == [{"role": "tai_chinh"}, {"role": "van_phong"}]
    assert "support" not in first
    assert second["lead"] == [{"role": "van_phong"}]
    assert not found.tray


def test_a_second_deadline_joins_the_first_one_and_makes_no_task() -> None:
    found = with_line(DEADLINE, SECOND_DEADLINE)
    first, second = tasks_of(found)
    assert first["deadline"] == {"quarters": ["II/2025"], "by": "30/9/2025"}
    assert second["content"] == "Xin lỗi bằng văn bản khi trễ hẹn."


@pytest.mark.parametrize("text", [SECOND_LEAD, "+ *Người chủ trì:* Văn phòng HĐND và UBND xã."])
def test_a_label_that_the_task_has_already_lies_in_the_tray_and_makes_no_task(text: str) -> None:
    found = with_line(DEADLINE, text)
    assert len(tasks_of(found)) == 2
    assert tasks_of(found)[0]["lead"] == [{"role": "tai_chinh"}]
    assert in_tray(found) == [text.replace("*", "")]
    assert "đã có chữ" in found.tray[0].why


def test_a_label_behind_the_last_task_is_never_taken_for_another_field() -> None:
    found = with_line(SECOND_DEADLINE, LEAD)
    group = found.envelope["content"]["criteria"][1]
    assert "support" not in group
    assert "support" not in group["tasks"][1]
    assert in_tray(found) == [LEAD.replace("*", "")]


ODD_NUMBERS = {
    "I. ": "I/ ", "II. ": "II - ", "III. ": "III- ", "1. Mục": "1- Mục", "2. Chỉ": "2 – Chỉ", "1. Nhiệm": "1/ Nhiệm",
    "2. Nhiệm": "2/ Nhiệm", "2.1. ": "2.1- ", "2.2. ": "2.2– ", "2.2.1 ": "2.2.1- ", "2.2.2 ": "2.2.2) ",
}  # fmt: skip


def test_a_dash_or_a_stroke_behind_a_number_belongs_to_the_number() -> None:
    plain, odd = changed({}).envelope["content"], changed(ODD_NUMBERS).envelope["content"]
    assert odd["criteria"] == plain["criteria"]
    assert (odd["objectives"], odd["general_tasks"]) == (plain["objectives"], plain["general_tasks"])
    assert "criterion_word" not in odd or odd["criterion_word"] == plain["criterion_word"]


def test_half_a_bracket_stands_for_a_whole_one_and_the_same_words_are_the_same_title() -> None:
    found, texts = (
        {},
        {"(1) *Nội": "1) *Nội", "(2) *Nội": "2) *Nội", "(3) *Nội": "3) *Nội", "2.1. Kết": "2.1- Kết"},
    )
    for way in ("plain", "odd"):
        made = [
            (
                next((texts[key] + text.removeprefix(key) for key in texts if text.startswith(key)), text),
                field,
            )
            for text, field in lines()
        ]
        found[way] = imported(typed_file("typed", made if way == "odd" else lines())[0])
    assert (
        found["odd"].envelope["content"]["previous_year"]
        == found["plain"].envelope["content"]["previous_year"]
    )
    assert not found["odd"].tray


def broken(lines: list[tuple[str, str]]) -> bytes:
    """The plan with each line that begins with + behind a line break of the paragraph before it."""
    document = docx.Document(io.BytesIO(typed_file("typed", lines)[0]))
    before: Any = None
    for paragraph in list(document.paragraphs):
        if paragraph.text.startswith("+ ") and before is not None:
            before.add_run().add_break()
            before.add_run(paragraph.text)
            paragraph._p.getparent().remove(paragraph._p)
        else:
            before = paragraph
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_lines_that_shift_enter_parts_are_read_as_lines() -> None:
    parted = imported(broken(LINES)).envelope["content"]
    whole = imported(typed_file("typed", LINES)[0]).envelope["content"]
    assert parted["criteria"] == whole["criteria"]
    assert (
        parted["implementation"][0]["duties"][1]["parts"][0]["content"]
        == "Hằng tháng gửi số liệu trước ngày 25."
    )


@pytest.mark.parametrize(("first", "second", "several"), [
    ("Phục vụ người dân", "nhanh hơn, đúng hẹn hơn.", False),
    ("Phục vụ người dân nhanh hơn.", "Giảm giấy tờ cho doanh nghiệp.", True),
])  # fmt: skip
def test_a_line_break_within_a_sentence_only_wraps_it(first: str, second: str, several: bool) -> None:  # noqa: FBT001
    body = [
        "I. MỤC TIÊU, CHỈ TIÊU",
        "1. Mục tiêu",
        f"{first}\n{second}",
        "II. NHIỆM VỤ",
        "1. Nhiệm vụ chung",
        "Rà soát.",
    ]
    objectives = imported(foreign_file("KẾ HOẠCH", body)).envelope["content"]["objectives"]
    assert objectives == (f"{first}\n{second}" if several else f"{first} {second}")


def test_a_title_that_is_wrapped_by_a_line_break_stays_one_title() -> None:
    body = [
        "I. MỤC TIÊU,\nCHỈ TIÊU",
        "1. Mục tiêu\nPhục vụ người dân nhanh hơn.",
        "II. TỔ CHỨC THỰC HIỆN",
        "Yêu cầu các thôn làm./.",
    ]
    found = imported(foreign_file("KẾ HOẠCH", body))
    assert found.envelope["content"]["objectives"] == "Phục vụ người dân nhanh hơn."
    assert "muc.muc_tieu.title" in {one.path for one in found.placed}


@pytest.mark.parametrize("head", ["TT", "STT"])
def test_a_number_of_several_levels_alone_in_the_first_column_falls_away(head: str) -> None:
    rows = (
        (head, *HEADINGS[1:], "Sản phẩm", "Ghi chú"),
        ("2.2.1", "Rà soát hồ sơ", "Phòng Kinh tế", "Các thôn", "Quý II năm 2025", "Sổ", ""),
        (
            "2.2.2",
            "Xin lỗi khi trễ hẹn",
            "Văn phòng HĐND và UBND xã",
            "Các thôn",
            "Chậm nhất ngày 30/9/2025",
            "Thư",
            "",
        ),
    )
    found = imported(
        foreign_file(
            "KẾ HOẠCH",
            [
                "I. MỤC TIÊU",
                "Phục vụ tốt hơn.",
                "II. NHIỆM VỤ",
                rows,
                "III. TỔ CHỨC THỰC HIỆN",
                "Yêu cầu các thôn làm./.",
            ],
        )
    )
    (group,) = found.envelope["content"]["criteria"]
    assert [task["content"] for task in group["tasks"]] == ["Rà soát hồ sơ", "Xin lỗi khi trễ hẹn"]
    assert not found.tray


def draft_of(month: str) -> bytes:
    """A plan whose day was left blank, as offices keep it."""
    document = docx.Document(io.BytesIO(foreign_file("KẾ HOẠCH", ["I. MỤC TIÊU", "Phục vụ tốt hơn."])))
    cells = document.tables[0].rows[1].cells
    cells[0].text, cells[1].text = "Số:       /KH-UBND", f"Ba Tơ, ngày     tháng {month}"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_the_month_of_a_file_without_a_day_is_a_field_and_a_question() -> None:
    found = imported(draft_of("9 năm 2025"))
    assert found.envelope["month"] == "2025-09"
    assert "month" in {one.path for one in found.placed}
    (question,) = [one for one in found.questions if one.path == "month"]
    assert question.message.startswith("Kiểm tra lại cho năm 2026: “tháng 09/2025”")
    assert {"path": "month", "value": "2025-09"} in found.envelope["check_again"]


@pytest.mark.parametrize("month", ["02 năm 2025", "13 năm 2025"])
def test_a_month_in_which_the_office_can_issue_nothing_is_not_taken(month: str) -> None:
    found = imported(draft_of(month))
    assert found.envelope["office"] == "ubnd-21484"
    assert "month" not in found.envelope
    assert "month" not in {one.path for one in found.questions}


def test_why_says_how_a_deadline_is_printed_that_is_typed_in_other_words() -> None:
    found = imported(typed_file("typed", LINES)[0])
    (one,) = [one for one in found.placed if "chậm nhất trước ngày" in one.text]
    assert one.path == "content.criteria[0].deadline"
    assert one.why.endswith("in ra là “Thường xuyên”, “trước ngày 01/11/2025”")
    (other,) = [one for one in found.placed if "Quý II năm 2025" in one.text]
    assert "in ra" not in other.why


def test_a_file_without_the_heading_of_an_office_gives_no_subject_and_no_signer() -> None:
    document = docx.Document()
    for text in (
        "MẪU SỔ ĐĂNG KÝ",
        "(Kèm theo Nghị định số 30/2020/NĐ-CP",
        "của Chính phủ)",
        "Nơi nhận:",
        "- Như trên;",
    ):
        document.add_paragraph(text).alignment = 1
    for text in ("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", "Họ và tên"):
        document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    found = imported(target.getvalue())
    assert set(found.envelope) == {"type", "content"}
    assert found.placed == ()
    assert found.warnings


def test_a_file_that_is_too_long_is_refused_and_a_long_one_is_proofread_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = typed_file("typed", LINES)[0]
    assert not [one for one in imported(content).warnings if "chính tả" in one]
    monkeypatch.setattr(importing, "_MOST_PROOFREAD", 100)
    found = imported(content)
    assert found.findings == ()
    assert "chưa rà soát chính tả" in found.warnings[-1]
    monkeypatch.setattr(importing, "MAX_LETTERS", 1000)
    with pytest.raises(UnreadableInput, match=r"hơn 1\.000 chữ cái"):
        import_file(SHIPPED, "ke_hoach", content, now=NOW)


@pytest.mark.parametrize("way", ["automatic", "typed", "table"])
def test_each_task_of_the_reference_plan_has_the_bodies_and_deadlines_of_the_sample(way: str) -> None:
    office = "ubnd-huyen-ba-to"
    directory = reference.office(office).directory()
    sample = reference.sample("huyen_ba_to_2025", "ke_hoach")["content"]
    found = imported(reference_file(way)[0], office=office).envelope["content"]

    def fields(one: dict[str, Any]) -> dict[str, Any]:
        bodies = {
            key: agencies_text(one[key], directory).casefold() for key in ("lead", "support") if key in one
        }
        return bodies | {key: one[key] for key in ("deadline", "evidence_deadline") if key in one}

    def shape(content: dict[str, Any]) -> list[Any]:
        return [(fields(group), [fields(task) for task in group["tasks"]]) for group in content["criteria"]]

    def commas(value: Any) -> Any:
        return repr(value).replace(";", ",")

    assert commas(shape(found)) == commas(shape(sample))
    last = {key: value for key, value in sample["previous_year"].items() if isinstance(value, str)} | {
        "scoring": ""
    }
    assert {**found["previous_year"], "scoring": ""}.items() >= last.items()


def test_a_cited_document_does_not_swallow_the_clause_behind_it() -> None:
    found = imported(reference_file("typed")[0]).envelope["content"]
    assert "UBND huyện đã tự chấm điểm" in found["previous_year"]["scoring"]
    assert not [one for one in found["citations"] if "đã tự chấm" in one.get("subject", "")]

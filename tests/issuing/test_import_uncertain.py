"""What is uncertain in an old file lies in the tray: nothing goes to a field that it may not be meant for."""

from typing import Any

import pytest

from service.issuing.imported import Imported
from service.issuing.importing import import_file
from tests.intake.foreign_files import REPORT, foreign_file
from tests.intake.own_plan import LINES as OWN
from tests.intake.own_plan import typed_file
from tests.intake.reference_plan import lines
from tests.issuing.read_back import NOW, accounted
from tests.issuing.test_importing_generated import SHIPPED

OPENING = "Ủy ban nhân dân xã Ba Tơ ban hành Kế hoạch dân vận chính quyền năm 2025, như sau:"
BASIS = "Căn cứ Luật Thực hiện dân chủ ở cơ sở;"
CLOSING = "Trên đây là Kế hoạch, yêu cầu các bộ phận thực hiện./."
ONE_GROUP = ("1. Công tác tuyên truyền", "1.1. Tổ chức 02 hội nghị tại các thôn.")
LABELS = ("- Chủ trì: Phòng Văn hóa - Xã hội.", "- Thời gian: Quý II/2025.")


def imported(body: Any, slug: str = "ke_hoach", kind: str = "KẾ HOẠCH", **options: Any) -> Imported:
    content = foreign_file(kind, body)
    found = import_file(SHIPPED, slug, content, now=NOW, **options)
    accounted(content, found)
    return found


def plan(*tasks: str, opening: tuple[str, ...] = (BASIS, OPENING), duties: tuple[str, ...] = ()) -> Imported:
    goals = ("I. MỤC TIÊU", "1. Mục tiêu", "Nâng cao hiệu quả.")
    work = duties or ("1. Phòng Văn hóa - Xã hội", "- Theo dõi, đôn đốc.")
    return imported((*opening, *goals, "II. NHIỆM VỤ", *tasks, "III. TỔ CHỨC THỰC HIỆN", *work, CLOSING))


def tray(found: Imported) -> list[str]:
    return [one.text for one in found.tray]


def path_of(found: Imported, words: str) -> str:
    (one,) = [one for one in (*found.placed, *found.tray) if words in one.text]
    return one.path


OTHER_GROUP = ("2. Cải cách hành chính", "2.1. Rà soát thủ tục.", "- Chủ trì: Công an xã.")


@pytest.mark.parametrize("others", [(), OTHER_GROUP])
@pytest.mark.parametrize("stray", ["- Kinh phí: 15.000.000 đồng.", "Lưu ý: in trên giấy tái chế."])
def test_a_line_among_labels_that_begins_no_item_makes_no_task(stray: str, others: tuple[str, ...]) -> None:
    second = ("1.2. Phát 500 tờ rơi.", "- Chủ trì: Văn phòng HĐND và UBND xã.")
    found = plan(*ONE_GROUP, *LABELS, stray, *second, *others)
    tasks = found.envelope["content"]["criteria"][0]["tasks"]
    assert [task["content"] for task in tasks] == ["Tổ chức 02 hội nghị tại các thôn.", "Phát 500 tờ rơi."]
    assert tray(found) == [stray]
    assert "không rõ là mục mới" in found.tray[0].why


def test_a_line_below_the_labels_is_not_the_sentence_that_names_the_appendix() -> None:
    found = plan(*ONE_GROUP, *LABELS, *OTHER_GROUP, "Lưu ý: không thu thêm giấy tờ.")
    assert "assignment_note" not in found.envelope["content"]
    assert tray(found) == ["Lưu ý: không thu thêm giấy tờ."]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("- Hoàn thành trước 30/9/2025.", {"before": "30/9/2025"}),
        ("- Hoàn thành trước 30/9.", {"note": "trước 30/9"}),
        ("- Hoàn thành trong quý III/2025.", {"quarters": ["III/2025"]}),
    ],
)
def test_a_label_of_time_without_a_sign_is_a_deadline(text: str, deadline: dict[str, Any]) -> None:
    found = plan(*ONE_GROUP, LABELS[0], text)
    (task,) = found.envelope["content"]["criteria"][0]["tasks"]
    assert task["deadline"] == deadline
    assert not tray(found)


def test_a_sentence_that_begins_like_a_label_of_time_stays_a_task() -> None:
    text = "- Hoàn thành hồ sơ trước 30/9/2025."
    found = plan("1. Công tác tuyên truyền", "- Họp thôn.", text)
    assert "Hoàn thành hồ sơ trước 30/9/2025." in str(found.envelope["content"]["criteria"])


def test_dashed_tasks_with_dashed_labels_each_stay_a_task() -> None:
    found = plan("1. Công tác tuyên truyền", "- Họp thôn.", "- Chủ trì: Công an xã.", "- Phát tờ rơi.")
    (group,) = found.envelope["content"]["criteria"]
    assert [task["content"] for task in group["tasks"]] == ["Họp thôn.", "Phát tờ rơi."]
    assert not tray(found)


PLAN_AGAIN = (
    "1. Đã ban hành Kế hoạch số 15/KH-UBND ngày 20/02/2025 của UBND xã Ba Tơ về dân vận chính quyền năm 2025."
)


def test_a_report_without_its_plan_leaves_the_citation_of_the_plan_in_the_tray() -> None:
    body = (REPORT[0], REPORT[1], PLAN_AGAIN, *REPORT[3:])  # the words stand elsewhere too
    found = imported(body, "bao_cao", "BÁO CÁO")
    assert REPORT[0] in tray(found)


def test_the_file_of_another_office_is_told_and_its_signer_is_not_taken() -> None:
    body = (BASIS, OPENING, "I. MỤC TIÊU", "Phục vụ tốt hơn.", "II. TỔ CHỨC THỰC HIỆN", CLOSING)
    own = imported(body, office="ubnd-21484")
    assert not [one for one in own.warnings if "cơ quan khác" in one]
    assert own.envelope["signer"]["name"] == "Phạm Văn Tình"
    other = imported(body, office="ubnd-21529-2025")
    assert "signer" not in other.envelope
    assert [one for one in other.warnings if "cơ quan khác" in one and "XÃ BA TƠ" in one]
    assert path_of(other, "XÃ BA TƠ") == "frame.issuer"
    assert path_of(other, "Phạm Văn Tình") == ""


def opened(*opening: str) -> Imported:
    return plan("1. Công tác tuyên truyền", "- Họp thôn.", *OTHER_GROUP, opening=opening)


def test_an_issuer_ends_where_a_subject_without_a_link_begins() -> None:
    words = "Nghị định số 45/2025/NĐ-CP ngày 28/02/2025 của Chính phủ quy định tổ chức các cơ quan"
    found = opened(f"Căn cứ {words};", OPENING)
    (record,) = found.envelope["content"]["citations"]
    assert (record["issuer"], record["link"]) == ("Chính phủ", "khong")
    assert record["subject"] == "quy định tổ chức các cơ quan"


@pytest.mark.parametrize("words", ["giao thông tỉnh về trật tự", "giao chỉ tiêu năm 2025"])
def test_the_name_of_a_body_is_not_cut_where_it_has_a_word_that_opens_subjects(words: str) -> None:
    head = "Ban An toàn " if words.startswith("giao thông") else "UBND tỉnh "
    found = opened(f"Căn cứ Quyết định số 5/QĐ-BATGT ngày 02/01/2025 của {head}{words};", OPENING)
    (record,) = found.envelope["content"]["citations"]
    whole = "Ban An toàn giao thông tỉnh" if head.startswith("Ban") else "UBND tỉnh"
    assert record["issuer"] == whole


def test_a_sentence_that_goes_on_is_no_subject_of_the_cited_document() -> None:
    basis = "Thực hiện Kế hoạch số 15/KH-UBND ngày 20/02/2025 của UBND tỉnh về công tác dân vận năm 2025"
    line = f"{basis}. UBND xã Ba Tơ xây dựng Kế hoạch dân vận với các nội dung cụ thể sau:"
    found = opened(line)
    assert "citations" not in found.envelope["content"]
    assert line in tray(found)


def test_a_basis_with_a_subject_by_its_abbreviation_and_without_the_word_for_number_is_a_record() -> None:
    basis = "Căn cứ Quyết định 1211/QĐ-UBND ngày 02/11/2022 của UBND tỉnh V/v ban hành Quy định thang điểm"
    found = opened(f"{basis}, UBND xã Ba Tơ ban hành kế hoạch như sau:")
    (record,) = found.envelope["content"]["citations"]
    assert (record["code"], record["link"]) == ("1211/QĐ-UBND", "ve_viec")
    assert not tray(found)


def test_a_body_and_its_duty_in_one_line_are_both_taken() -> None:
    found = plan(
        *ONE_GROUP,
        *LABELS,
        duties=("1. Phòng Văn hóa - Xã hội: Theo dõi, đôn đốc.", "2. Công an xã: Giữ trật tự."),
    )
    bodies = found.envelope["content"]["implementation"]
    assert [(one["body"], one["duties"][0]["content"]) for one in bodies] == [
        ("Phòng Văn hóa - Xã hội", "Theo dõi, đôn đốc."),
        ("Công an xã", "Giữ trật tự."),
    ]
    assert not tray(found)


def test_a_word_with_its_number_before_a_colon_stays_one_title() -> None:
    found = plan(
        "1. Tiêu chí 1: Tuyên truyền", "2. Tiêu chí 2: Họp thôn", "2.1. Họp quý I.", "- Chủ trì: Công an xã."
    )
    assert "Tuyên truyền" not in [one.get("tasks") for one in found.envelope["content"]["criteria"]]
    assert not [one for one in found.tray if one.why.startswith("phần “")]


def test_the_last_duty_of_a_body_is_not_what_ends_the_plan() -> None:
    goals = ("I. MỤC TIÊU", "Phục vụ tốt hơn.")
    found = imported((BASIS, OPENING, *goals, "II. TỔ CHỨC THỰC HIỆN", "1. Công an xã", "Bảo vệ."))
    assert "closing" not in found.envelope["content"]
    assert tray(found) == ["Bảo vệ."]


def test_a_term_of_years_is_no_figure_of_a_target() -> None:
    goal = "Bám sát Nghị quyết Đại hội Đảng bộ xã nhiệm kỳ 2025 - 2030."
    found = imported((BASIS, OPENING, "I. MỤC TIÊU", "1. Mục tiêu", "Tốt hơn.", "2. Chỉ tiêu", f"- {goal}"))
    (target,) = found.envelope["content"]["targets"]
    assert target == {**target, "content": goal.rstrip(".")}
    assert "figure" not in target


def test_a_part_of_the_file_is_no_text_of_the_section_before_it() -> None:
    parts = ("Phần thứ nhất", "MỤC TIÊU", "Phục vụ tốt hơn.", "Phần thứ hai", "TỔ CHỨC THỰC HIỆN", CLOSING)
    found = imported((BASIS, OPENING, *parts))
    assert tray(found) == ["Phần thứ nhất", "Phần thứ hai"]
    assert found.envelope["content"]["objectives"] == "Phục vụ tốt hơn."


def report(*lines: str) -> Imported:
    return imported((*REPORT[:3], *lines, *REPORT[-1:]), "bao_cao", "BÁO CÁO")


@pytest.mark.parametrize("number", ["1. ", "II.1 ", "II.1. "])
def test_words_below_a_title_of_another_section_do_not_go_to_the_next_one(number: str) -> None:
    text = "Đã hoàn thành 25/27 nhiệm vụ."
    found = report("II. KẾT QUẢ THỰC HIỆN", f"{number}Kết quả chung", text)
    assert "assessment" not in found.envelope["content"]
    assert text in tray(found)


@pytest.mark.parametrize(
    ("causes", "objective", "subjective"),
    [
        (("- Khách quan: mưa lũ.", "- Chủ quan: kiêm nhiệm."), "mưa lũ.", "kiêm nhiệm."),
        (("- Chủ quan: kiêm nhiệm.", "- Khách quan: mưa lũ."), "mưa lũ.", "kiêm nhiệm."),
        (("a) Nguyên nhân khách quan:", "Mưa lũ.", "b) Chủ quan:", "Ít người."), "Mưa lũ.", "Ít người."),
        (
            ("- Chủ quan:", "+ Ít người.", "- Khách quan:", "+ Mưa lũ.", "+ Bão."),
            "+ Mưa lũ.\n+ Bão.",
            "+ Ít người.",
        ),
    ],
)
def test_the_title_of_a_lowest_section_is_no_word_of_its_text(
    causes: tuple[str, ...], objective: str, subjective: str
) -> None:
    limits = ("III. ĐÁNH GIÁ CHUNG", "1. Tồn tại, hạn chế", "- Còn chậm.", "2. Nguyên nhân", *causes)
    found = imported((*REPORT[:3], *limits, *REPORT[8:]), "bao_cao", "BÁO CÁO")
    assessment = found.envelope["content"]["assessment"]
    assert assessment["objective_causes"] == objective
    assert assessment["subjective_causes"] == subjective
    assert not [one for one in tray(found) if one in causes]


def test_a_cause_that_names_no_kind_of_causes_stays_as_it_is() -> None:
    causes = ("- Thiên tai: mưa lũ kéo dài.",)
    limits = ("III. ĐÁNH GIÁ CHUNG", "1. Tồn tại, hạn chế", "- Còn chậm.", "2. Nguyên nhân", *causes)
    found = imported((*REPORT[:3], *limits, *REPORT[8:]), "bao_cao", "BÁO CÁO")
    assert causes[0] in (*tray(found), found.envelope["content"]["assessment"].get("objective_causes", ""))


def test_a_bracketed_number_begins_the_next_deduction_and_not_another_way_to_mend() -> None:
    texts = lines()
    place = next(i for i, (text, _) in enumerate(texts) if text.startswith("(3) "))
    wrapped = [*texts[: place + 1], ("thực hiện và giám sát việc thực hiện.", ""), *texts[place + 1 :]]
    found = import_file(SHIPPED, "ke_hoach", typed_file("typed", wrapped)[0], now=NOW)
    deductions = found.envelope["content"]["previous_year"]["deductions"]
    assert len(deductions) == 3
    assert all("hits" in one and "points" in one for one in deductions)
    assert "(3)" not in str(deductions)


@pytest.mark.parametrize(
    "text",
    [
        "Giao đồng chí Nguyễn Văn An, Phó Chủ tịch UBND xã chỉ đạo.",
        "Giao Phạm Viết Nho, Đinh Thị Phơ theo dõi.",
        "Giao Trần Bình - Trưởng phòng Kinh tế chỉ đạo.",
        "Đối thoại vào tháng 6 và tháng 11.",
        "Báo cáo trước 15/4 để tổng hợp.",
        "Thực hiện Chỉ thị số 33/CT-TTg.",
    ],
)
def test_names_times_and_citations_in_a_text_are_asked_about(text: str) -> None:
    found = plan("1. Công tác tuyên truyền", f"- {text}", *OTHER_GROUP)
    assert "content.criteria[0].tasks[0].content" in {one.path for one in found.questions}


@pytest.mark.parametrize(
    "text",
    [
        "Họp mỗi tháng 02 lần.",
        "Giao đồng chí Phó Chủ tịch UBND xã chỉ đạo.",
        "Đạt 25/27 nhiệm vụ.",
        "Phối hợp Đoàn Thanh niên Cộng sản Hồ Chí Minh ra quân.",
        "Sửa đường Trần Phú, tuyến đường Nguyễn Văn Cừ.",
        "Tham quan mô hình của phường Nguyễn Trãi, Hà Giang.",
    ],
)
def test_what_holds_in_every_year_is_not_asked_about(text: str) -> None:
    found = plan("1. Công tác tuyên truyền", f"- {text}", *OTHER_GROUP)
    assert "content.criteria[0].tasks[0].content" not in {one.path for one in found.questions}


@pytest.mark.parametrize(
    "who", ["Ông Trần Văn Bình - Trưởng phòng Văn hóa - Xã hội", "Trần Văn Bình", "Trần Bình"]
)
def test_a_person_who_leads_a_task_is_asked_about(who: str) -> None:
    found = plan(*ONE_GROUP, f"- Chủ trì: {who}.")
    assert "content.criteria[0].tasks[0].lead" in {one.path for one in found.questions}


def test_a_person_among_the_recipients_is_asked_about() -> None:
    content = foreign_file(
        "KẾ HOẠCH", (BASIS, OPENING, "Tốt hơn.", CLOSING), filing="- Đ/c Trần Văn Bình (t/h);"
    )
    found = import_file(SHIPPED, "ke_hoach", content, now=NOW)
    assert [one.path for one in found.questions if one.path.startswith("recipients")] == [
        "recipients[2].name"
    ]


def test_titles_that_are_printed_and_not_in_the_file_are_told() -> None:
    body = (
        "I. MỤC TIÊU",
        "1. Mục tiêu",
        "Tốt hơn.",
        "II. NHIỆM VỤ",
        "1. Tuyên truyền",
        "1.1. Họp thôn.",
        *LABELS,
    )
    found = imported(
        (
            BASIS,
            OPENING,
            *body,
            *OTHER_GROUP,
            "III. TỔ CHỨC THỰC HIỆN",
            "1. Công an xã",
            "- Giúp dân.",
            CLOSING,
        )
    )
    assert "Bản nháp in thêm đề mục mà tệp không có: “Nhiệm vụ, giải pháp cụ thể”." in found.warnings
    own = import_file(SHIPPED, "ke_hoach", typed_file("typed", OWN)[0], now=NOW)
    assert not [one for one in own.warnings if "in thêm" in one]

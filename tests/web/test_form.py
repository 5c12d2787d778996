"""The form of a draft without scripts: every button is a round trip, and nothing that was typed is lost."""

import io
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient

from service.doctypes.reading import read_input
from service.http_answers import DOCX
from service.issuing.desk import Desk
from service.web.starting import fitted

PLAN = "huyen_ba_to_2025/ke_hoach"


def text_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_list_names_every_type_and_why_one_is_off(client: FlaskClient, desk: Desk) -> None:
    page = client.get("/van-ban/moi").get_data(as_text=True)
    assert page.count("Bắt đầu trống") == len(desk.catalogue.types())
    assert "to_trinh" in page
    assert "thiếu template.docx" in page


def test_only_samples_of_offices_of_today_are_offered_and_who_tries_out_begins_with_one(
    client: FlaskClient,
) -> None:
    page = client.get("/van-ban/moi").get_data(as_text=True)
    assert f'<option value="sample:{PLAN}" selected>UBND huyện Ba Tơ: Khắc phục' in page
    assert "xa_ba_to_2026" not in page  # there is no such office on this day


def test_the_form_is_filled_with_the_sample_and_names_its_inputs_by_their_paths(person: Any) -> None:
    page = person.opens("ke_hoach", "full")
    for name in ("subject", "signer.name", "content.criteria[0].tasks[0].content", "content.opening.bases"):
        assert f'id="{name}"' in page.html


def test_a_blank_form_holds_nothing_of_anybody(person: Any, desk: Desk) -> None:
    for document_type in desk.catalogue.types():
        page = person.opens(document_type.slug)
        boxes = ("csrf", "etag")
        typed = [
            (name, value)
            for name, value in page.pairs
            if value not in {"", "false", "true"} and name not in boxes
        ]
        assert typed == []


def test_a_changed_field_is_in_the_document(person: Any) -> None:
    person.opens("ke_hoach", "full")
    person.presses("keep", **{"content.objectives": "Mục tiêu đã sửa {{ 7*7 }} </w:t>"})
    answer = person.file(".docx")
    assert answer.mimetype == DOCX
    assert "Mục tiêu đã sửa {{ 7*7 }} </w:t>" in text_of(answer.data)


def test_a_specimen_has_a_number_and_a_day_and_takes_none(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    answer = person.file("ban-mau.docx")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="KH-UBND_ban-mau.docx"')
    tables = docx.Document(io.BytesIO(answer.data)).tables
    words = " ".join(cell.text for cell in tables[0]._cells)
    assert "01/KH-UBND" in words
    assert "ngày 05 tháng 02 năm 2025" in words
    assert 'class="kept"' in person.client.get(person.address).get_data(as_text=True)


@pytest.mark.parametrize("sample", [PLAN, "full", "minimal"])
def test_a_sample_that_nobody_changes_goes_through_the_form_to_the_document(person: Any, sample: str) -> None:
    person.opens("ke_hoach", sample)
    assert person.presses("questions").status_code == 200
    assert person.page.summary == []
    assert person.file(".docx").mimetype == DOCX


def test_all_faults_stand_on_top_and_beside_their_fields_and_nothing_typed_is_lost(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    changes = {
        "subject": "",
        "content.previous_year.self_score": "chín mươi",
        "signer.name": "Tên <b>giữ lại</b>",
        "content.criteria[1].tasks[0].deadline.$main": "quý II",
        "month.$main": "tháng hai",
    }
    person.presses("questions", **changes)
    for path in (
        "subject",
        "content.previous_year.self_score",
        "content.criteria[1].tasks[0].deadline",
        "month",
    ):
        assert f'<a href="#{path}">' in person.page.html
        assert person.page.fault(path)
    assert {name: person.page.value(name) for name in changes} == changes


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("trước ngày 31/11/2026", "Ngày “31/11/2026” không có trong lịch"),
        ("5/3/26", "Năm trong “5/3/26” phải ghi đủ bốn chữ số"),
        ("tháng 2", "Tháng 2 chưa ghi năm."),
        ("46200", "“46200” chỉ là một con số (có thể là ngày mà Excel đổi thành số)."),
    ],
)
def test_a_deadline_that_cannot_be_read_is_said_alike_at_its_field_in_the_lists_and_after_a_reload(
    person: Any, typed: str, said: str
) -> None:
    path = "content.criteria[1].tasks[0].deadline"
    person.opens("ke_hoach", PLAN)
    person.presses("keep", **{f"{path}.$main": typed})
    assert person.page.fault(path).startswith(said)
    for action in ("questions", "hand_over"):
        answer = person.presses(action)
        if answer.status_code == 303:
            person.shown(person.client.get(answer.headers["Location"]))
        assert [said in line and "Phải là bảng" not in line for line in person.page.summary] == [True]
        assert person.page.fault(path).startswith(said)
        person.shown(person.client.get(person.address))
    shown = person.file("xem-truoc").get_data(as_text=True)
    assert said in shown
    assert "Phải là bảng" not in shown


def test_a_fault_says_which_item_it_is_and_names_its_field_once(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    person.presses("questions", **{"content.citations[1].date": "31/02/2024"})
    line = next(line for line in person.page.summary if "31/02/2024" in line)
    assert line.startswith("Văn bản viện dẫn, mục 2 (1364/QĐ-UBND): Ngày ban hành: ")
    assert line.count("Ngày ban hành") == 1
    assert "Ngày ban hành" not in person.page.fault("content.citations[1].date")


def test_a_missing_field_is_said_to_be_missing_where_it_is(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    person.presses("questions", **{"content.citations[0].issuer": ""})
    assert any(
        line.startswith("Văn bản viện dẫn, mục 1 (1211/QĐ-UBND): Cơ quan ban hành: Còn thiếu.")
        for line in person.page.summary
    )


def test_no_message_shows_a_path_or_the_code_of_a_role(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    first = person.page.value("content.citations[0].label")
    changes = {"content.citations[1].label": first, "content.criteria[0].title": ""}
    person.presses("questions", **changes, **{"content.criteria[0].tasks[0].lead[0].$main": "van_hoa_la"})
    assert any("Hội đồng nhân dân" in line for line in person.page.summary)
    assert not [
        line for line in person.page.summary if "content." in line or "[0]" in line or "noi_vu" in line
    ]


def test_a_question_is_answered_where_it_is_asked(person: Any) -> None:
    person.opens("ke_hoach", "minimal")
    person.presses("add:content.citations")
    new = "content.citations[{}]".format(sum(name.endswith(".issuer") for name, _ in person.page.pairs) - 1)
    typed = {f"{new}.kind": "Quyết định", f"{new}.code": "9/QĐ-UBND", f"{new}.issuer": "UBND tỉnh"}
    person.presses("questions", **typed)
    assert person.page.value("acknowledged[0].path") == f"{new}.date"
    assert f'id="{new}.date"' in person.page.html
    answer = {"acknowledged[0].$yes": "true", "acknowledged[0].reason": "Bản sao không có ngày"}
    person.presses("questions", **answer)
    assert person.page.value("acknowledged[0].$yes") == "true"
    kept = read_input(person.file("du-lieu.yaml").data, "a.yaml")
    assert kept["acknowledged"][0]["code"] == "citation_undated"
    assert kept["acknowledged"][0]["reason"] == "Bản sao không có ngày"
    person.presses("questions", "acknowledged[0].$yes")  # withdrawn
    assert "acknowledged" not in read_input(person.file("du-lieu.yaml").data, "a.yaml")


@pytest.mark.parametrize("action", ["keep", "add:content.criteria"])
@pytest.mark.parametrize("token", ["", "forged"])
def test_a_form_of_another_site_changes_nothing(person: Any, token: str, action: str) -> None:
    person.opens("ke_hoach", "full")
    before = person.file("du-lieu.yaml").data
    answer = person.presses(action, csrf=token, subject="Của trang khác")
    assert answer.status_code == 403
    assert person.file("du-lieu.yaml").data == before


def test_an_item_is_added_removed_and_put_back_without_javascript(person: Any, desk: Desk) -> None:
    person.opens("ke_hoach", "full")
    count = len(desk.catalogue.sample("ke_hoach", "full")["content"]["criteria"])
    title = person.page.value("content.criteria[0].title")
    person.presses("add:content.criteria")
    assert person.page.value(f"content.criteria[{count}].title") == ""
    person.presses("remove:content.criteria[0]")
    assert person.page.value("content.criteria[0].title") != title
    assert "Hoàn tác" in person.page.html
    person.presses("undo:")
    assert person.page.value("content.criteria[0].title") == title


def test_buttons_say_what_they_add_and_items_what_they_are(person: Any) -> None:
    page = person.opens("ke_hoach", PLAN).html
    for words in (
        "Thêm nhiệm vụ",
        "Thêm văn bản viện dẫn",
        "Thêm tiêu chí",
        "Thêm chỉ tiêu",
        "Thêm nơi nhận",
    ):
        assert f">{words}</button>" in page
    assert "Thêm mục" not in page
    assert "Quyết định 1211/QĐ-UBND: Quy định thang điểm" in page
    assert "[[qd_1211]]" in page


def test_labels_and_version_stand_under_more(person: Any) -> None:
    page = person.opens("ke_hoach", PLAN).html
    for name in ("content.citations[0].label", "version"):
        before = page[: page.index(f'id="{name}"')]
        assert before.rfind('<details class="more"') > before.rfind("</details>")


def test_a_label_is_made_once_and_stays(person: Any) -> None:
    person.opens("ke_hoach")
    person.presses("refresh", **{"content.criteria[0].title": "Cải cách hành chính"})
    assert person.page.value("content.criteria[0].label") == "cai_cach_hanh_chinh"
    person.presses("refresh", **{"content.criteria[0].title": "Chuyển đổi số"})
    assert person.page.value("content.criteria[0].label") == "cai_cach_hanh_chinh"


def test_the_bodies_of_the_own_office_are_offered_by_their_names(person: Any) -> None:
    page = person.opens("ke_hoach", PLAN).html
    assert 'value="noi_vu" selected>Phòng Nội vụ</option>' in page


def test_a_month_left_blank_is_no_month_not_given(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    kept = read_input(person.keeps(**{"month.$main": "", "month.$blank": "true"}), "a.yaml")
    assert kept["month"] is None
    person.presses("keep", "month.$blank")
    assert "month" not in read_input(person.file("du-lieu.yaml").data, "a.yaml")


def test_what_is_typed_is_kept_as_a_file_that_opens_again(person: Any) -> None:
    person.opens("ke_hoach", PLAN)
    first = person.keeps(**{"content.criteria[0].tasks[0].deadline.$main": "quý II", "subject": ""})
    upload(person, first, "đã nhập.yaml")
    assert person.page.value("content.criteria[0].tasks[0].deadline.$main") == "quý II"
    assert person.file("du-lieu.yaml").data == first


def upload(person: Any, content: bytes, name: str, slug: str = "ke_hoach") -> Any:
    """Begin a draft with a file."""
    answer = person.begins(type=slug, file=(io.BytesIO(content), name))
    person.shown(person.client.get(person.address) if answer.status_code == 302 else answer)
    return answer


def test_a_file_that_has_what_its_type_has_not_is_shown_with_the_fault(person: Any, desk: Desk) -> None:
    raw = desk.catalogue.get("ke_hoach").files["sample.minimal.yaml"]
    upload(person, raw.replace(b"\nsubject:", "\nvia: Phòng Nội vụ\nsubject:".encode()), "kế hoạch.yaml")
    person.presses("questions")
    assert person.page.value("via") == "Phòng Nội vụ"  # a Kế hoạch has no Kính gửi
    assert person.page.fault("via")


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"a: [", "a.yaml"), (b"\xff\xfe\x00", "a.yaml"), (b"a: 1\na: 2\n", "a.yaml"), (b"{", "a.json"), (b"[1]", "a.json")],
    ids=["broken", "no UTF-8", "a key twice", "broken JSON", "a list"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_said_so_and_no_draft_is_made(
    person: Any, content: bytes, name: str
) -> None:
    assert upload(person, content, name).status_code == 422
    assert 'href="#tep-ke_hoach">' in person.page.html
    assert "./run" not in person.page.html
    assert "Chưa có bản nháp" in person.client.get("/viec-cua-toi").get_data(as_text=True)


@pytest.mark.parametrize("content", [b"content: 5", b"office: [1]\nsubject: {a: 1}\nmonth: 7", b"content: {criteria: [1, [2]], citations: {a: b}}\nsources: x\nacknowledged: {a: 1}"])  # fmt: skip
def test_a_file_of_the_wrong_shape_becomes_a_draft_with_faults(person: Any, content: bytes) -> None:
    for slug in ("ke_hoach", "bao_cao"):
        assert upload(person, content, "a.yaml", slug).status_code == 302
        assert person.presses("questions").status_code == 200
        assert person.page.summary


def test_half_a_sign_in_a_file_is_said_and_no_draft_is_made(person: Any) -> None:
    content = b'{"subject": "\\ud800", "\\udfff": 1, "content": {"objectives": "a\\ud800b"}}'
    assert upload(person, content, "a.json").status_code == 422
    assert "ký tự hỏng" in person.page.html


def test_a_file_that_is_too_large_gets_a_page_of_ours(person: Any) -> None:
    answer = upload(person, b"x" * 490_000, "a.yaml")
    assert answer.status_code == 413
    assert "lớn hơn mức cho phép" in answer.get_data(as_text=True)


def test_a_start_that_nobody_knows_is_a_blank_form(person: Any) -> None:
    for start in ("../../etc", "huyen_ba_to_2025/bao_cao", "nothing"):
        assert person.opens("ke_hoach", start).value("subject") == ""


def test_the_form_of_a_large_plan_stays_light(person: Any) -> None:
    assert len(person.opens("ke_hoach", PLAN).html.encode()) < 1_500_000


def test_no_id_stands_twice_on_a_page(person: Any) -> None:
    page = person.opens("ke_hoach", PLAN).html.split("<template")[0]
    ids = page.split(' id="')[1:]
    names = [one.split('"')[0] for one in ids]
    assert len(names) == len(set(names))


def test_a_sample_names_the_bodies_that_the_own_office_has_not() -> None:
    sample = {"office": "ubnd-huyen-ba-to", "content": {"lead": [{"role": "thanh_tra"}, {"role": "noi_vu"}]}}
    assert fitted(sample, {"noi_vu": "Phòng Nội vụ"})["content"]["lead"] == [
        {"name": "Thanh tra huyện"},
        {"role": "noi_vu"},
    ]

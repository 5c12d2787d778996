"""Preparing a batch on the pages: plan, table, faults at their cells, mending, questions, samples, the button."""

import io
import re

import docx
import pytest
from openpyxl import load_workbook

from service.register import batch_preparations
from tests.web import people
from tests.web.batch_work import UNITS, filled, open_series, own_workbook, pages, plan_of, rows
from tests.web.office_work import text_of

WRONG_DAY = "31/02/2026"
HEAD = ("Mã đơn vị", "Đơn vị", "Tháng in trên bản trình ký")


@pytest.fixture
def at(app):
    return pages(app)


def test_the_page_offers_types_plans_and_the_workbook(at) -> None:
    said = at.says("/theo-lo/moi")
    assert "Kế hoạch" in said
    assert "Mỗi đơn vị tự ban hành" in said
    page = text_of(at.client.get("/theo-lo/moi"))
    first = re.search(r'name="tinh"><option value="([^"]+)"', page)
    assert first is not None
    made = at.client.get(f"/theo-lo/bang-mau/ke_hoach.xlsx?tinh={first[1]}")
    names = [row[2].value for row in load_workbook(io.BytesIO(made.data)).worksheets[0].iter_rows()]
    assert "xã Ba Vì" in names


def test_a_plan_comes_from_a_sample_a_file_or_the_register(at) -> None:
    from service.issuing.drafting import save  # noqa: PLC0415

    plan = {
        **at.desk.catalogue.sample("ke_hoach", "minimal"),
        "office": people.OFFICE,
        "subject": "Bản của sổ",
    }
    document = save(at.desk.workplace("drafter"), "ke_hoach", plan)
    assert "(bản nháp): Bản của sổ" in at.says(at.begun(plan=f"document:{document.id}"))
    assert "dữ liệu mẫu" in at.says(at.begun())
    assert "tệp chung.json" in at.says(at.begun(subject="Từ tệp"))


def test_what_is_no_plan_is_said_on_the_page(at) -> None:
    done = at.post("/theo-lo/moi", type="ke_hoach", by="units")
    assert done.status_code == 400
    assert "Chưa chọn dữ liệu chung" in text_of(done)
    done = at.post("/theo-lo/moi", (b"type: bao_cao\n", "a.yaml"), type="ke_hoach", by="units")
    assert done.status_code == 422
    assert "Hãy chọn đúng loại" in text_of(done)


def test_what_is_no_table_gets_its_own_advice_and_nothing_is_lost(at) -> None:
    page = at.begun(subject="{đơn vị}")
    at.checked(page, rows(*UNITS))
    for content, advice in (
        (b"\xd0\xcf\x11\xe0 old", "Excel đời cũ"),
        ("a;b\nxã;Đ".encode("utf-16"), "UTF-8"),
        (b"%PDF-1.7", "Tệp là PDF"),
    ):
        done = at.post(f"{page}/bang", (content, "x.xls"))
        assert done.status_code == 400
        assert advice in text_of(done)
    done = at.post(f"{page}/bang")
    assert "Chọn tệp bảng" in text_of(done)
    assert "3 dòng tạo được" in at.says(page)


def faulty_table() -> bytes:
    return own_workbook(
        HEAD, ("21490", "", "2025-02"), ("21496", "xã Sai Tên", "2025-02"), ("21499", "", "tháng mười ba")
    )


def test_every_fault_stands_at_its_cell_and_is_mended_on_the_page(at) -> None:
    page = at.begun(subject="Dân vận của {đơn vị}")
    said = at.checked(page, faulty_table(), "bảng của tôi.xlsx")
    assert "1 dòng tạo được, 2 dòng có lỗi" in said
    assert re.findall(r"Ô ([A-Z]+[0-9]+)", said) == ["B3", "C4"]
    assert "cột “Tháng in trên bản trình ký”" in said
    assert "Đọc được: “tháng mười ba”" in said
    cells = {
        "sheet": ["Sheet", "Sheet"], "cell": ["B3", "C4"], "read": ["xã Sai Tên", "tháng mười ba"],
        "value": ["xã Ba Động", "2025-03"],
    }  # fmt: skip
    done = at.post(f"{page}/sua", **{**cells, "value": cells["read"]})
    assert "Chưa sửa ô nào" in text_of(done)
    name = re.search(r"Mã 21496[-0-9]* là (xã [^,]+),", said)
    assert name is not None
    at.post(f"{page}/sua", **{**cells, "value": [name[1], "tháng 15"]})
    said = at.says(page)
    assert "2 dòng tạo được, 1 dòng có lỗi" in said
    at.post(f"{page}/sua", sheet=["Sheet"], cell=["C4"], read=["tháng 15"], value=["2025-03"])
    said = at.says(page)
    assert "Bảng có 3 dòng: 3 dòng tạo được, không có lỗi." in said
    assert "bảng của tôi.xlsx , đã sửa 2 ô trên trang" in said
    assert "Tạo 3 văn bản để trình ký" in at.buttons(page)


def test_the_marked_workbook_has_faults_and_what_was_mended(at) -> None:
    page = at.begun(subject="Dân vận của {đơn vị}")
    at.checked(page, faulty_table(), "a.xlsx")
    at.post(f"{page}/sua", sheet=["Sheet"], cell=["C4"], read=["x"], value=["2025-03"])
    book = load_workbook(io.BytesIO(at.client.get(f"{page}/loi.xlsx").data))
    sheet = book["Sheet"]
    assert sheet["C4"].value == "2025-03"
    assert sheet["B3"].comment is not None
    assert sheet["C4"].comment is None
    assert book["Lỗi"]["B2"].value == "B3"


def test_many_faults_are_capped_and_go_into_the_workbook(at) -> None:
    page = at.begun(subject="Dân vận của {đơn vị}")
    said = at.checked(page, own_workbook(HEAD, *[("99999", "", "x") for _ in range(150)]), "a.xlsx")
    assert "Sửa ngay tại đây" not in said
    assert "200 lỗi đầu trong 300" in said
    assert said.count('<th scope="row">') == 200
    book = load_workbook(io.BytesIO(at.client.get(f"{page}/loi.xlsx").data))
    assert book["Lỗi"].max_row == 301


def test_a_mended_table_goes_into_the_same_preparation_and_the_plan_stays(at) -> None:
    page = at.begun(subject="Dân vận của {đơn vị}")
    at.checked(page, faulty_table(), "a.xlsx")
    said = at.checked(page, rows(*UNITS), "b.json")
    assert "3 dòng tạo được, không có lỗi" in said
    assert "tệp chung.json" in said


def test_another_plan_keeps_the_table(at) -> None:
    page = at.begun(subject="Dân vận")
    at.checked(page, rows(*UNITS))
    assert "không nhắc tên đơn vị" in at.says(page)
    at.post(f"{page}/du-lieu", (plan_of(at.desk, "Của {đơn vị}"), "moi.json"))
    said = at.says(page)
    assert "không nhắc tên đơn vị" not in said
    assert "tệp moi.json" in said
    assert "3 dòng tạo được" in said


def mark_of(page: str, code: str) -> str:
    found = re.search(rf'name="code" value="{code}"><input type="hidden" name="mark" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_questions_are_grouped_confirmed_at_once_and_stored_for_each_row(at) -> None:
    page = at.begun(subject="Dân vận")
    shown = at.checked(page, rows(*UNITS))
    assert "3 đơn vị có văn bản không nhắc tên đơn vị" in shown
    assert "Xem 3 đơn vị" in shown
    assert "Xác nhận cả 3" in shown
    mark = mark_of(shown, "unit_not_named")
    at.post(f"{page}/xac-nhan", code="unit_not_named", mark=mark, confirmed="1")
    assert "Đã xác nhận." in at.says(page)
    address = at.post(f"{page}/tao").location
    from service.jobs import batches  # noqa: PLC0415

    items = batches.items(at.desk.workplace(people.ALL_ROLES), address.rsplit("/", 1)[-1])
    answered = [
        one["answered"] for item in items for one in item.item.questions if one["code"] == "unit_not_named"
    ]
    assert answered == [True, True, True]


def test_an_answer_lapses_when_another_unit_asks(at) -> None:
    page = at.begun(subject="Dân vận")
    mark = mark_of(at.checked(page, rows(*UNITS)), "unit_not_named")
    at.post(f"{page}/xac-nhan", code="unit_not_named", mark=mark, confirmed="1")
    said = at.checked(page, rows(*UNITS, "21502"))
    assert "Xác nhận cả 4" in said
    assert "Đã xác nhận." not in said


def test_all_rows_must_be_valid_or_the_valid_ones_are_chosen(at) -> None:
    page = at.begun(subject="{đơn vị}")
    at.checked(page, rows(*UNITS, "99999"))
    assert "Còn dòng lỗi" in at.says(page)
    assert not [one for one in at.buttons(page) if one.startswith("Tạo ")]
    refused = at.post(f"{page}/tao")
    assert refused.status_code == 422
    at.post(f"{page}/chon", rows="valid", intent="for_signature")
    assert "Tạo 3 văn bản để trình ký" in at.buttons(page)
    assert at.post(f"{page}/tao").status_code == 303


def test_the_button_says_which_numbers_and_a_number_that_moved_is_said(at) -> None:
    page = at.begun(subject="Dân vận của {đơn vị}")
    at.checked(page, rows(*UNITS))
    at.post(f"{page}/chon", intent="issue")
    assert "Văn thư mở sổ ở mục Quản trị." in at.says(page)
    assert "./run" not in at.says(page)
    refused = at.post(f"{page}/tao")
    assert "Sổ số năm" in text_of(refused)
    assert "./run" not in text_of(refused)
    open_series(at.desk)
    at.post(f"{page}/chon", intent="issue")
    for code in re.findall(r'name="code" value="([^"]+)"', text_of(at.client.get(page))):
        mark = mark_of(text_of(at.client.get(page)), code)
        at.post(f"{page}/xac-nhan", code=code, mark=mark, confirmed="1")
    assert "Cấp 3 số, từ 01 đến 03" in at.buttons(page)
    other = at.begun(subject="Việc khác của {đơn vị}")
    at.checked(other, rows("21502"))
    at.post(f"{other}/chon", intent="issue")
    for code in re.findall(r'name="code" value="([^"]+)"', text_of(at.client.get(other))):
        mark = mark_of(text_of(at.client.get(other)), code)
        at.post(f"{other}/xac-nhan", code=code, mark=mark, confirmed="1")
    at.run(at.post(f"{other}/tao", seen_first="01").location)
    moved = at.post(f"{page}/tao", seen_first="01")
    assert moved.status_code == 409
    assert "nay bắt đầu từ số 02" in text_of(moved)
    assert "Cấp 3 số, từ 02 đến 04" in at.buttons(page)


def test_the_day_of_the_numbers_stands_at_the_button_and_one_that_moved_is_said(at) -> None:
    open_series(at.desk)
    page = at.begun(subject="Dân vận của {đơn vị}")
    at.checked(page, rows(*UNITS))
    at.post(f"{page}/chon", intent="issue")
    for code in re.findall(r'name="code" value="([^"]+)"', text_of(at.client.get(page))):
        mark = mark_of(text_of(at.client.get(page)), code)
        at.post(f"{page}/xac-nhan", code=code, mark=mark, confirmed="1")
    seen = text_of(at.client.get(page))
    day = re.search(r'name="seen_on" value="([^"]+)"', seen)
    assert day is not None
    assert f"Ngày ban hành: {day[1]}." in at.says(page)
    moved = at.post(f"{page}/tao", seen_first="01", seen_on="31/12/2024")
    assert moved.status_code == 409
    assert f"Ngày ban hành của đợt này nay là {day[1]}" in text_of(moved)
    address = at.post(f"{page}/tao", seen_first="01", seen_on=day[1]).location
    at.run(address)
    assert at.says(address).count(day[1]) == len(UNITS)


def test_a_day_that_is_none_is_said_at_its_field(at) -> None:
    page = at.begun(subject="{đơn vị}")
    at.checked(page, rows(*UNITS))
    done = at.post(f"{page}/chon", intent="issue", issued_on=WRONG_DAY)
    assert done.status_code == 422
    assert f'value="{WRONG_DAY}"' in text_of(done)


def test_three_documents_are_looked_at_before_the_run(at) -> None:
    page = at.begun(subject="Dân vận của {đơn vị}")
    at.checked(page, rows("21490", "21496", "21499", "21502"))
    said = at.says(f"{page}/xem-thu?dong=4")
    assert said.count("Tải bản Word của") in {2, 3}
    assert "(dòng 4)" in said
    assert "KẾ HOẠCH" in said
    made = at.client.get(f"{page}/xem-thu/4.docx")
    assert made.status_code == 200
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(made.data)).paragraphs)
    assert "Dân vận của xã" in text
    assert at.client.get(f"{page}/xem-thu/99.docx").status_code == 404


def test_the_button_pressed_twice_starts_one_batch(at) -> None:
    page = at.begun(subject="{đơn vị}")
    at.checked(page, rows(*UNITS))
    first, again = at.post(f"{page}/tao"), at.post(f"{page}/tao")
    assert first.location == again.location
    assert at.app.extensions["engine"].said == [first.location.rsplit("/", 1)[-1]]
    assert at.client.get(page).location == first.location
    late = at.post(f"{page}/bang", (rows("21490"), "a.json"))
    assert late.status_code == 409


def test_while_the_batch_is_being_made_its_page_says_so_whatever_is_pressed(at) -> None:
    page = at.begun(subject="{đơn vị}")
    at.checked(page, rows(*UNITS))
    with at.desk.workplace("operator").writing() as turn:
        batch_preparations.claim(turn.session, turn.actor, page.rsplit("/", 1)[-1])
    for act, fields in (("tao", {}), ("chon", {"rows": "valid"})):
        answer = at.post(f"{page}/{act}", **fields)
        said = text_of(answer)
        assert answer.status_code == 409
        assert "Đợt đang được tạo từ lần bấm trước" in said
        assert f'action="{page}/bang"' in said
    assert at.app.extensions["engine"].said == []


def test_what_was_prepared_is_found_again_by_colleagues_and_can_be_dropped(at, app) -> None:
    page = at.begun(subject="Việc chung")
    other = pages(app, "drafter")
    assert "tệp chung.json" in other.says("/theo-lo")
    assert other.client.get(page).status_code == 200
    assert pages(app, people.OUTSIDER).client.get(page).status_code == 403
    assert pages(app, "administrator").client.get(page).status_code == 403
    assert other.post(f"{page}/bo").status_code == 303
    assert other.client.get(page).status_code == 404


def test_a_drafter_is_not_offered_numbers(app) -> None:
    drafter = pages(app, "drafter")
    page = drafter.begun(subject="{đơn vị}")
    drafter.checked(page, rows(*UNITS))
    assert "Cấp số ngay" not in drafter.says(page)
    assert drafter.post(f"{page}/chon", intent="issue").status_code == 403
    assert "Tạo 3 văn bản để trình ký" in drafter.buttons(page)


def test_the_downloaded_workbook_comes_back_filled_in(at) -> None:
    place = re.search(r'name="tinh"><option value="([^"]+)"', text_of(at.client.get("/theo-lo/moi")))
    assert place is not None
    made = at.client.get(f"/theo-lo/bang-mau/ke_hoach.xlsx?tinh={place[1]}").data
    page = at.begun(subject="Dân vận của {đơn vị}", by="units")
    said = at.checked(page, filled(made), "bang.xlsx")
    assert re.search(r"Bảng có (\d+) dòng: \1 dòng tạo được, không có lỗi", said)
    assert "Dòng ví dụ không được tính" in said

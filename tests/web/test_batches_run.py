"""A batch on its page: how far it is, stop and go on, its files, the numbers of what came back signed; who may what."""

import io
import zipfile

import docx
import pytest
from openpyxl import load_workbook

from service.issuing.return_document import return_document
from service.issuing.void import void
from service.jobs import batches
from service.register import series
from service.register.batches import ItemState
from tests.web import people
from tests.web.batch_work import UNITS, open_series, pages, rows
from tests.web.office_work import Forms, text_of


@pytest.fixture
def at(app):
    return pages(app)


def id_of(address: str) -> str:
    return address.rsplit("/", 1)[-1]


def numbers(at, address: str) -> list[int | None]:
    found = batches.items(at.desk.workplace(people.ALL_ROLES), id_of(address))
    return [one.document.number if one.document else None for one in found]


def test_the_page_of_a_running_batch_tells_how_far_it_is_without_scripts_too(at) -> None:
    address = at.started()
    page = text_of(at.client.get(address))
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert "Xem lại tiến độ" in page
    assert "connect-src 'self'" in at.client.get(address).headers["Content-Security-Policy"]
    said = at.client.get(f"{address}/tien-do").get_json()
    assert (said["state"], said["left"], said["percent"], said["is_over"]) == ("running", 3, 0, False)
    at.run(address)
    said = at.client.get(f"{address}/tien-do").get_json()
    assert (said["state"], said["done"], said["left"], said["percent"]) == ("finished", 3, 0, 100)
    page = text_of(at.client.get(address))
    assert "refresh" not in page
    assert "Tải tất cả (.zip)" in page
    assert "Dân vận của từng đơn vị" in at.says("/theo-lo")
    assert "Dân vận của từng đơn vị" in at.says(address)


def test_stop_keeps_what_is_there_and_goes_on_later(at) -> None:
    address = at.started()
    assert "Dừng" in at.buttons(address)
    at.post(f"{address}/dung")
    assert "Đã dừng. Văn bản đã tạo và số đã cấp vẫn giữ" in at.says(address)
    assert "Chạy tiếp" in at.buttons(address)
    at.post(f"{address}/chay-tiep", seen="cancelled")
    at.run(address)
    assert at.client.get(f"{address}/tien-do").get_json()["done"] == 3
    refused = at.post(f"{address}/dung")
    assert "Đợt đã kết thúc" in at.says(refused.location)
    assert at.post(f"{address}/xoa").status_code == 404


def test_a_paused_batch_goes_on_from_its_page(at) -> None:
    address = at.started()
    batches.pause(at.desk.workplace(people.ALL_ROLES), id_of(address))
    assert {"Chạy tiếp", "Dừng"} <= set(at.buttons(address))
    at.post(f"{address}/chay-tiep")
    at.run(address)
    assert at.client.get(f"{address}/tien-do").get_json()["state"] == "finished"


def finished_with_a_fault(at, monkeypatch) -> str:
    """Run a batch of which the second row fails."""
    from service.jobs import making  # noqa: PLC0415

    sound = making.prepare

    def broken(document_type, envelope, **words):
        if "xã Ba Động" in envelope["subject"]:
            raise ValueError("a fault of ours")
        return sound(document_type, envelope, **words)

    with monkeypatch.context() as patched:
        patched.setattr(making, "prepare", broken)
        return at.finished()


def test_faulty_rows_are_seen_alone_and_done_again(at, monkeypatch) -> None:
    address = finished_with_a_fault(at, monkeypatch)
    said = at.says(address)
    assert "Chỉ xem 1 dòng lỗi" in said
    assert "Chương trình gặp lỗi ngoài dự kiến" in said
    assert "xã Ba Vinh" not in at.says(f"{address}?loc=loi").partition("Chỉ các dòng lỗi")[2]
    assert "Làm lại dòng lỗi" in at.buttons(address)
    at.post(f"{address}/lam-lai")
    at.run(address)
    assert at.client.get(f"{address}/tien-do").get_json()["done"] == 3


def test_all_documents_come_as_one_stream_and_each_alone(at) -> None:
    address = at.finished()
    answer = at.client.get(f"{address}.zip")
    assert answer.is_streamed
    assert '.zip"; filename*=' in answer.headers["Content-Disposition"]
    content = answer.data
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert names[0] == "DANH_SACH.xlsx"
        first = package.read(names[1])
        contents = load_workbook(io.BytesIO(package.read(names[0])))
    assert next(row[1].value for row in contents.worksheets[0].iter_rows(min_row=2)) == "xã Ba Vinh"
    again = at.client.get(
        f"{address}.zip", headers={"Range": "bytes=100-", "If-Range": answer.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (206, content[100:])
    known = {"If-None-Match": answer.headers["ETag"]}
    assert at.client.get(f"{address}.zip", headers=known).status_code == 304
    past = at.client.get(f"{address}.zip", headers={"Range": f"bytes={len(content)}-"})
    assert (past.status_code, past.headers["Content-Range"]) == (416, f"bytes */{len(content)}")
    alone = at.client.get(f"{address}/van-ban/1.docx")
    assert alone.data == first
    assert "Dân vận của xã Ba Vinh" in "\n".join(
        one.text for one in docx.Document(io.BytesIO(first)).paragraphs
    )
    assert at.client.get(f"{address}/van-ban/9.docx").status_code == 404
    whole = docx.Document(io.BytesIO(at.client.get(f"{address}/gop.docx").data))
    assert "\n".join(one.text for one in whole.paragraphs).count("Dân vận của xã") == 3
    assert at.client.get(f"{address}/gop.pdf").status_code == 406  # no LibreOffice at this desk
    assert at.client.get(f"{address}/gop.exe").status_code == 404


def test_signed_rows_get_numbers_by_their_days_then_by_row(at) -> None:
    open_series(at.desk)
    address = at.finished()
    assert "Cấp số các văn bản đã ký" in at.says(address)
    fields = {"day": "05/02/2025", "row": ["1", "3"], "day-3": "4/2/2025"}
    done = at.post(f"{address}/cap-so", **fields)
    assert done.status_code == 303
    at.run(address)
    assert numbers(at, address) == [2, None, 1]
    said = at.says(address)
    assert "02/KH-UBND" in said
    at.post(f"{address}/cap-so", whole="1")
    at.run(address)
    assert numbers(at, address) == [2, 3, 1]
    assert "Cấp số các văn bản đã ký" not in at.says(address)


def test_days_come_from_a_table_too(at) -> None:
    open_series(at.desk)
    address = at.finished()
    table = "TT;Ngày ban hành\n1;5/2/2025\n2;\n3;4/2/2025\n".encode()
    done = at.post(f"{address}/cap-so", files={"days": (table, "ngay.csv")})
    assert done.status_code == 303, text_of(done)
    at.run(address)
    assert numbers(at, address) == [2, None, 1]
    wrong = at.post(f"{address}/cap-so", files={"days": (b"TT;Ng\xc3\xa0y\n2;mai\n", "ngay.csv")})
    assert wrong.status_code == 422
    assert numbers(at, address) == [2, None, 1]


def test_what_is_wrong_with_days_is_said_at_once_and_nothing_is_numbered(at) -> None:
    open_series(at.desk)
    address = at.finished()
    done = at.post(f"{address}/cap-so", **{"day": "31/02/2025", "row": ["1", "2"], "day-2": "mai"})
    page = text_of(done)
    assert done.status_code == 422
    assert 'value="mai"' in page
    assert 'id="day-2.loi"' in page
    assert 'id="row-1"' in page
    assert "Có 2 chỗ cần sửa" in page
    nothing = at.post(f"{address}/cap-so")
    assert "Chưa chọn dòng nào" in text_of(nothing)
    assert numbers(at, address) == [None, None, None]


def test_a_question_that_comes_with_the_day_is_confirmed_on_the_page(at) -> None:
    open_series(at.desk)
    address = at.finished()
    at.post(f"{address}/cap-so", day="31/01/2025", whole="1")
    at.run(address)
    page = f"{address}/cap-so"
    assert "Xác nhận trước khi cấp số" in at.says(page)
    at.post(page, day="31/01/2025", whole="1", acknowledged=["month_turned"])
    at.run(address)
    assert numbers(at, address) == [1, 2, 3]


def test_a_drafter_makes_and_only_the_records_officer_numbers(app) -> None:
    drafter, officer = pages(app, "drafter"), pages(app, "records_officer")
    open_series(drafter.desk)
    address = drafter.finished()
    assert "Cấp số các văn bản đã ký" not in drafter.says(address)
    assert drafter.post(f"{address}/cap-so", whole="1").status_code == 403
    assert "Cấp số các văn bản đã ký" in officer.says(address)
    assert officer.post(f"{address}/cap-so", whole="1").status_code == 303
    officer.run(address)
    assert numbers(officer, address) == [1, 2, 3]
    from service.register import audit  # noqa: PLC0415

    made = batches.items(officer.desk.workplace("operator"), id_of(address))[0].document
    assert made is not None
    with officer.desk.workplace("operator").reading() as turn:
        found = audit.history(turn.session, turn.actor, people.OFFICE, document_id=made.id)
    trail = {one.action: one.user_name for one in found}
    assert trail.pop("issue") == "Người records_officer"
    assert set(trail.values()) == {"Người drafter"}


def test_a_batch_that_takes_numbers_goes_on_by_the_records_officer_alone(app) -> None:
    drafter, officer = pages(app, "drafter"), pages(app, "records_officer")
    open_series(drafter.desk)
    address = drafter.finished()
    officer.post(f"{address}/cap-so", whole="1", day="4/2/2025")
    assert "Dừng" in drafter.buttons(address)
    batches.pause(officer.desk.workplace("operator"), id_of(address))
    assert "Chạy tiếp" not in drafter.buttons(address)
    assert "văn thư mới chạy tiếp, làm lại được" in drafter.says(address)
    assert drafter.post(f"{address}/chay-tiep").status_code == 403
    assert "Các văn bản chưa có số được cấp số ngày 04/02/2025" in officer.says(address)
    wrong = officer.post(f"{address}/chay-tiep", new_day="31/02/2025")
    assert wrong.status_code == 422
    assert 'id="new_day.loi"' in text_of(wrong)
    assert numbers(officer, address) == [None, None, None]
    assert officer.post(f"{address}/chay-tiep", new_day="5/2/2025").status_code == 303
    officer.run(address)
    assert numbers(officer, address) == [1, 2, 3]
    assert officer.says(address).count("05/02/2025") == 3


def test_what_was_voided_is_said_on_the_page_and_not_offered(at) -> None:
    open_series(at.desk)
    address = at.finished()
    at.post(f"{address}/cap-so", whole="1", day="5/2/2025")
    at.run(address)
    work = at.desk.workplace(people.ALL_ROLES)
    first = batches.items(work, id_of(address))[0].document
    assert first is not None
    void(work, first.id, reason="Sai ngày")
    said = at.says(address)
    assert "HỦY SỐ: Sai ngày" in said
    assert "1 văn bản đã hủy số hoặc thu hồi không có trong tệp ZIP và tệp gộp" in said
    assert f"{address}/van-ban/1.docx" not in text_of(at.client.get(address))
    assert f"{address}/van-ban/2.docx" in text_of(at.client.get(address))
    assert at.client.get(f"{address}/van-ban/1.docx").status_code == 404
    assert [name[:5] for name in names_of(at, address)] == ["DANH_", "00002", "00003"]


def test_what_was_returned_is_not_offered_for_its_number(at) -> None:
    open_series(at.desk)
    address = at.finished()
    work = at.desk.workplace(people.ALL_ROLES)
    first = batches.items(work, id_of(address))[0].document
    assert first is not None
    return_document(work, first.id, remark="Sai nhiệm vụ")
    page = text_of(at.client.get(f"{address}/cap-so"))
    assert ('id="row-1"' in page, 'id="row-2"' in page) == (False, True)
    assert "Bản nháp, không ở bước chờ ký" in page
    at.post(f"{address}/cap-so", whole="1", day="5/2/2025")
    assert "Đang cấp số cho 2 văn bản." in at.says(address)
    at.run(address)
    assert numbers(at, address) == [None, 1, 2]


def test_faults_at_rows_name_no_commands(at) -> None:
    open_series(at.desk)
    address = at.finished()
    at.post(f"{address}/cap-so", whole="1", day="5/2/2025")
    with at.desk.workplace("operator").writing() as turn:
        found = series.list_series(turn.session, turn.actor, people.OFFICE, 2025)
        series.close_series(turn.session, turn.actor, found[0].id, reason="Hết năm")
    at.run(address)
    said = at.says(address)
    assert said.count("đã khóa. Văn thư mở sổ.") == 3
    assert "./run" not in said


def names_of(at, address: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(at.client.get(f"{address}.zip").data)) as package:
        return package.namelist()


def test_others_look_only_and_strangers_see_nothing(app) -> None:
    at = pages(app)
    address = at.finished()
    administrator, stranger = pages(app, "administrator"), pages(app, people.OUTSIDER)
    assert administrator.client.get(address).status_code == 200
    assert administrator.post(f"{address}/dung").status_code == 403
    for path in ("", "/tien-do", ".zip", "/gop.docx", "/van-ban/1.docx", "/cap-so"):
        assert stranger.client.get(f"{address}{path}").status_code == 403, path
    for act in ("dung", "chay-tiep", "lam-lai", "cap-so"):
        assert stranger.post(f"{address}/{act}", whole="1").status_code == 403, act
    assert address.rsplit("/", 1)[-1] not in text_of(stranger.client.get("/theo-lo"))


def test_two_batches_of_two_offices_do_not_disturb_each_other(app, desk) -> None:
    from service.register import offices  # noqa: PLC0415

    with desk.workplace("operator").writing() as turn:
        profile = {"unit": "21502-2025", "place_name": "Ba Liên"}
        offices.set_office(turn.session, turn.actor, people.OTHER_OFFICE, {"profile": profile})
    ours, theirs = pages(app), pages(app, people.OUTSIDER)
    first, second = ours.started(), theirs.started()
    assert desk.door is not None
    workers = [_worker(desk) for _ in range(2)]
    while sum([worker.work(id_of(one)) for worker in workers for one in (first, second)]):
        pass
    for at, address in ((ours, first), (theirs, second)):
        found = batches.items(at.desk.workplace(at_login(at)), id_of(address))
        assert [one.item.state for one in found] == [ItemState.DONE] * len(UNITS)
        assert len({one.document.office_id for one in found if one.document}) == 1
    assert ours.client.get(second).status_code == 403


def at_login(at) -> str:
    with at.client.session_transaction() as session:
        return str(session["_user_id"])


def _worker(desk):
    from service.jobs.working import Worker  # noqa: PLC0415

    return Worker(desk.door.register(), desk.catalogue, desk.now, 30.0)


def test_rows_come_page_by_page(at, monkeypatch) -> None:
    from service.web import batches_pages  # noqa: PLC0415

    monkeypatch.setattr(batches_pages, "ROWS", 2)
    page = at.begun(subject="{đơn vị}")
    at.checked(page, rows(*UNITS))
    address = at.post(f"{page}/tao").location
    assert "Các dòng sau" in at.says(address)
    assert "xã Ba Dinh" in at.says(f"{address}?sau=2")
    assert "xã Ba Vinh" not in at.says(f"{address}?sau=2")


def test_who_sees_a_batch_that_stands_still_does_not_go_on_with_one_that_was_stopped_since(at) -> None:
    address = at.started()
    batches.pause(at.desk.workplace("operator"), address.rsplit("/", 1)[-1])
    form = Forms(text_of(at.client.get(address))).by_action[f"{address}/chay-tiep"]
    at.post(f"{address}/dung")
    assert at.post(f"{address}/chay-tiep", **form).status_code == 303
    assert "Chỉ chạy tiếp được đợt đang tạm dừng" in at.says(address)
    assert at.client.get(f"{address}/tien-do").get_json()["state"] == "cancelled"
    form = Forms(text_of(at.client.get(address))).by_action[f"{address}/chay-tiep"]
    at.post(f"{address}/chay-tiep", **form)
    assert at.client.get(f"{address}/tien-do").get_json()["state"] == "running"


def test_faulty_rows_are_not_done_again_from_a_page_of_before_somebody_stopped_the_batch(
    at, monkeypatch
) -> None:
    address = finished_with_a_fault(at, monkeypatch)
    form = Forms(text_of(at.client.get(address))).by_action[f"{address}/lam-lai"]
    at.post(f"{address}/lam-lai", **form)
    at.post(f"{address}/dung")
    at.post(f"{address}/lam-lai", **form)
    assert "Trạng thái của đợt đã khác lúc bạn mở trang" in at.says(address)
    assert at.client.get(f"{address}/tien-do").get_json()["state"] == "cancelled"
    form = Forms(text_of(at.client.get(address))).by_action[f"{address}/chay-tiep"]
    at.post(f"{address}/chay-tiep", **form)
    assert at.client.get(f"{address}/tien-do").get_json()["state"] == "running"


def test_a_paper_is_not_numbered_for_a_text_that_the_page_did_not_show(at) -> None:
    address = at.finished()
    page = Forms(text_of(at.client.get(f"{address}/cap-so"))).by_action[f"{address}/cap-so"]
    assert len(page["seen-1"]) == 16
    done = at.post(f"{address}/cap-so", **{"row": "1", "seen-1": "0" * 16})
    assert done.status_code == 409
    assert "Dòng 1: văn bản đã được trình lại, chưa cấp số" in text_of(done)

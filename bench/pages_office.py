"""An office in the middle of its day for the measurement of pages: something real behind the address of each."""

import io
import re
from typing import Any

from flask.testing import FlaskClient

from bench.issuing_load import TYPE
from bench.issuing_load import issue as issue_whole
from bench.register_load import NOW, OFFICE
from service.domain.dates import office_day
from service.issuing import (
    dispatch,
    draft_versions,
    drafting,
    hand_over,
    originals,
    recall,
    remarks,
    return_document,
    returned_word,
    submit,
    void,
)
from service.issuing.desk import Desk
from service.issuing.recall import RecallNotice
from service.issuing.record import Recorded, record
from service.issuing.remarks import Said
from service.issuing.workplace import Workplace
from service.jobs.working import Worker
from service.register import offices
from service.register.after_issue import Sending
from service.register.people import OPERATOR

_SCAN = b"%PDF-1.7 signed on paper"
_STEPS = ("content_checked", "for_signature")
_TABLE = "Mã đơn vị\n21484\n21529\n21523\n"
_FAULTY_TABLE = "Mã đơn vị;Đơn vị\n21484;\n99999;\n"
_TEXT = "Các cơ quan phân đấu hoàn thành nhiệm vụ được giao trong năm nay.\n"


def at_work(desk: Desk, client: FlaskClient) -> dict[str, str]:
    """Fill the office; return the id of each thing by the name that addresses have for it."""
    place = desk.workplace(OPERATOR)
    ids = _numbered(place)
    with place.writing() as turn:
        offices.set_office(turn.session, turn.actor, OFFICE, {"steps": list(_STEPS)})
    ids |= _on_their_way(place)
    return ids | _files(desk, client, ids["edited"])


def _numbered(place: Workplace) -> dict[str, str]:
    today = office_day(NOW)
    issued, sent, voided, recalled = (issue_whole(place).document.id for _ in range(4))
    for one in (sent, recalled):
        dispatch.dispatch(place, one, [Sending(dispatched_on=today)])
    originals.attach(place, sent, [originals.original("ban-ky.pdf", _SCAN)])
    void.void(place, voided, reason="Ký nhầm bản chưa sửa")
    notice = RecallNotice(code="12/TB-UBND", issued_on=today, issuer="UBND tỉnh Quảng Ngãi")
    recall.recall(place, recalled, notice, reason="Trùng với kế hoạch trước đây")
    file = originals.recorded_file("quyet-dinh.pdf", _SCAN)
    elsewhere = Recorded(office_id=OFFICE, kind="QĐ", subject="Khen thưởng", issued_on=today, files=[file])
    entered = record(place, elsewhere).id
    return {"issued": issued, "sent": sent, "voided": voided, "recalled": recalled, "entered": entered}


def _on_their_way(place: Workplace) -> dict[str, str]:
    """Keep drafts of full length: one with versions, one that waits, came back, is for signature, has faults."""
    ids = {name: _draft(place) for name in ("draft", "waiting", "returned", "edited")}
    ids |= {"unfinished": _draft(place, subject=""), "signed": _draft(place, sample="minimal")}
    draft_versions.keep_milestone(place, ids["draft"], "Gửi trưởng phòng")
    _draft(place, ids["draft"], subject="Trích yếu mới")
    version = hand_over.hand_over(place, ids["waiting"]).version
    said = Said(key="gop-y-1", body="Ghi rõ kỳ đánh giá.", version=version, paragraph=9)
    remarks.add(place, ids["waiting"], said)
    hand_over.hand_over(place, ids["returned"])
    return_document.return_document(place, ids["returned"], remark="Bổ sung lịch trực.")
    for _ in _STEPS:
        submit.submit(place, ids["signed"])
    return ids


def _draft(place: Workplace, document_id: str | None = None, *, sample: str = "full", **words: Any) -> str:
    envelope = {**place.catalogue.sample(TYPE, sample), "office": OFFICE, **words}
    return str(drafting.save(place, TYPE, envelope, document_id=document_id).id)


def _files(desk: Desk, client: FlaskClient, edited: str) -> dict[str, str]:
    """Send the files that a clerk sends: for checking, an older plan, a draft that came back, tables of batches."""
    content = returned_word.hand_out(desk.workplace(OPERATOR), edited).content
    ready, prepared = (_prepared(client, table) for table in (_TABLE, _FAULTY_TABLE))
    batch = _sent(client, f"{_prepared(client, _TABLE)}/tao")
    worker = Worker(desk.workplace(OPERATOR).register, desk.catalogue, desk.now, 30.0)
    while worker.work(_last(batch)):
        pass
    found = {
        "ready": ready,
        "prepared": prepared,
        "batch": batch,
        "review": _sent(client, "/kiem-tra", (_TEXT.encode(), "bao-cao.txt")),
        "import": _sent(client, "/van-ban/tu-tep-word", (content, "ke-hoach.docx"), type=TYPE),
        "changed": _sent(client, f"/van-ban/{edited}/nhan-lai", (content, "da-sua.docx")),
    }
    return {name: _last(address) for name, address in found.items()}


def _prepared(client: FlaskClient, table: str) -> str:
    """Prepare a batch of plans with a table; return the address of its page."""
    page = _sent(client, "/theo-lo/moi", type=TYPE, by="units", plan="sample:minimal")
    _sent(client, f"{page}/bang", (table.encode(), "bang.csv"))
    return page


def _sent(client: FlaskClient, path: str, file: tuple[bytes, str] | None = None, **fields: str) -> str:
    """Send a form of the pages; return the address that it leads to."""
    page = client.get("/doi-mat-khau").get_data(as_text=True)
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    data: dict[str, Any] = {"csrf": found[1] if found else "", **fields}
    if file is not None:
        data["file"] = (io.BytesIO(file[0]), file[1])
    answer = client.post(path, data=data, content_type="multipart/form-data")
    if answer.status_code != 303:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return str(answer.location)


def _last(address: str) -> str:
    return address.partition("?")[0].partition("#")[0].rsplit("/", 1)[-1]

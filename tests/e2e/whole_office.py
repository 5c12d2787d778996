"""One office in the middle of its day: something in every list, a document in every state, files on their way."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page

from service import clock
from service.doctypes.reading import read_input
from service.domain.dates import office_day
from service.issuing import (
    dispatch,
    draft_versions,
    drafting,
    hand_over,
    issue,
    office_signers,
    originals,
    recall,
    remarks,
    return_document,
    submit,
    tokens,
    void,
)
from service.issuing.desk import Desk
from service.issuing.issue import IssueAct
from service.issuing.office_signers import TypedSigner
from service.issuing.recall import RecallNotice
from service.issuing.record import Recorded, record
from service.issuing.remarks import Said
from service.jobs.working import Worker
from service.register import offices
from service.register.after_issue import Sending
from service.register.tokens import NewToken, Scope
from service.settings import ROOT
from tests.e2e.conftest import served, sign_in
from tests.e2e.long_form import kept
from tests.e2e.office_day import desk_of, draft, office_id, open_series
from tests.e2e.test_checks import faulty
from tests.issuing import word_edits as word
from tests.web import people
from tests.web.office_work import SCAN
from tests.web.people import ALL_ROLES
from tests.web.word_files import handed_out, plan_with_stray

SAMPLES = ROOT / "data" / "samples" / "xa_ba_to_2026"
#: What the office numbered this year: subject of each.
SUBJECTS = (
    "Đối thoại giữa Chủ tịch Ủy ban nhân dân xã với Nhân dân",
    "Kiểm tra công vụ tại các phòng, trung tâm thuộc xã",
    "Tuyên truyền, vận động hiến đất làm đường giao thông thôn Gò Năng, thôn Nước Tỉa",
    "Phát động thi đua “Dân vận khéo” trong cán bộ, công chức, viên chức xã",
)
STEPS = ("content_checked", "for_signature")


@dataclass(frozen=True)
class WholeOffice:
    """The office's register and the ids of what is in it, by what each is called in addresses."""

    desk: Desk
    ids: dict[str, str]

    def work(self) -> Any:
        """Return where somebody with every role acts."""
        return self.desk.workplace(ALL_ROLES)

    def run_batches(self, address: str) -> None:
        """Work on a batch until nothing is left of it."""
        assert self.desk.door is not None
        worker = Worker(self.desk.door.register(), self.desk.catalogue, self.desk.now, 30.0)
        while worker.work(address.rsplit("/", 1)[-1]):
            pass


class Running(NamedTuple):
    """The service of an office at work, who is signed in, and where each page is."""

    address: str
    state: Any
    ids: dict[str, str]

    def at(self, path: str) -> str:
        """Return the address of a page or a file, its ids filled in."""
        return self.address + path.format(**self.ids)


@contextmanager
def running_office(browser: Browser, folder: Path) -> Iterator[Running]:
    """Found an office in `folder`, fill it, and serve it for as long as it is looked at."""
    people.founded(folder / "register.db", now=clock.now())
    office = at_work(desk_of(folder))
    context = browser.new_context(locale="vi-VN")
    with served(folder) as address:
        page = context.new_page()
        sign_in(page, address)
        files_sent(office, page, address, folder)
        yield Running(address, context.storage_state(), office.ids)
    context.close()
    assert office.desk.door is not None
    office.desk.door.register().close()


def at_work(desk: Desk) -> WholeOffice:
    """Fill the register of an office that was just founded."""
    office = WholeOffice(desk, {})
    open_series(desk)
    _people(office)
    _numbered(office)
    with office.work().writing() as turn:
        offices.set_office(turn.session, turn.actor, office_id(), {"steps": list(STEPS)})
    _on_their_way(office)
    return office


def _people(office: WholeOffice) -> None:
    for name, position, capacity in (
        ("Nguyễn Văn Bình", "Chủ tịch", "TM"),
        ("Phạm Thị Thu", "Phó Chủ tịch", "KT"),
    ):
        office_signers.add(
            office.work(), office_id(), TypedSigner(name=name, position=position, capacity=capacity)
        )
    new = NewToken(
        office_id=office_id(),
        login=ALL_ROLES,
        name="Phần mềm một cửa",
        scopes=(Scope.READ, Scope.DRAFT),
        expires_at=clock.now() + timedelta(days=90),
        is_live=False,
    )
    tokens.add(office.work(), new)


def _numbered(office: WholeOffice) -> None:
    """Number a plan for each subject; the last ones are sent, cancelled, recalled. One document is entered."""
    today = office_day(clock.now())
    issued, sent, voided, recalled = (
        issue.issue_draft(office.work(), draft(office.desk, subject), IssueAct()).document.id
        for subject in SUBJECTS
    )
    originals.attach(office.work(), sent, [originals.original("ban-ky.pdf", SCAN)])
    for one in (sent, recalled):
        dispatch.dispatch(office.work(), one, [Sending(dispatched_on=today)])
    void.void(office.work(), voided, reason="Ký nhầm bản chưa sửa")
    notice = RecallNotice(code="12/TB-UBND", issued_on=today, issuer="UBND tỉnh Quảng Ngãi")
    recall.recall(office.work(), recalled, notice, reason="Trùng với kế hoạch của huyện trước đây")
    entered = record(
        office.work(),
        Recorded(
            office_id=office_id(),
            kind="QĐ",
            subject="Khen thưởng các tập thể, cá nhân tiêu biểu trong phong trào dân vận khéo",
            signer_name="Nguyễn Văn Bình",
            issued_on=today,
            files=[originals.recorded_file("quyet-dinh.pdf", SCAN)],
        ),
    )
    office.ids.update(issued=issued, sent=sent, voided=voided, recalled=recalled, entered=entered.id)


def _on_their_way(office: WholeOffice) -> None:
    """Keep drafts: a long one with versions, one that waits, one that came back, one for signature, one with faults."""
    long = _sample(office, "ke_hoach")
    draft_versions.keep_milestone(office.work(), long, "Gửi trưởng phòng")
    waiting = _sample(office, "thong_bao_2025")
    version = hand_over.hand_over(office.work(), waiting).version
    said = Said(key="gop-y-1", body="Ghi rõ kỳ đánh giá.", version=version, paragraph=9)
    remarks.add(office.work(), waiting, said)
    returned = draft(office.desk, "Trực tiếp công dân dịp cuối năm")
    hand_over.hand_over(office.work(), returned)
    submit.submit(office.work(), returned)
    return_document.return_document(office.work(), returned, remark="Bổ sung lịch trực của từng thôn.")
    signed = draft(office.desk, "Rà soát thủ tục hành chính quý IV")
    for _ in STEPS:
        submit.submit(office.work(), signed)
    unfinished = _sample(office, "ke_hoach", subject="", month="tháng hai")
    edited = draft(office.desk, "Tiếp nhận, trả lời phản ánh, kiến nghị của người dân")
    office.ids.update(
        draft=long, waiting=waiting, returned=returned, signed=signed, unfinished=unfinished, edited=edited
    )


def _sample(office: WholeOffice, name: str, **words: Any) -> str:
    """Keep one of the shipped samples of the office as a draft."""
    file = SAMPLES / f"{name}.yaml"
    envelope = {**read_input(file.read_bytes(), file.name), "office": office_id(), **words}
    return str(drafting.save(office.work(), envelope["type"], envelope).id)


def files_sent(office: WholeOffice, page: Page, address: str, folder: Path) -> None:
    """Send the files that a clerk sends, and remember where each page of them is."""
    for name, act in _SENDINGS.items():
        office.ids[name] = act(office, page, address, folder).partition("?")[0].rsplit("/", 1)[-1]


def _checked(_: WholeOffice, page: Page, address: str, folder: Path) -> str:
    page.goto(f"{address}/kiem-tra")
    page.get_by_label("Tệp cần kiểm tra").set_input_files(_file(folder, "Kế hoạch năm ngoái.docx", faulty()))
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    page.wait_for_url("**/kiem-tra/*")
    return page.url


def _imported(_: WholeOffice, page: Page, address: str, folder: Path) -> str:
    page.goto(f"{address}/van-ban/tu-tep-word?loai=ke_hoach")
    page.get_by_label("Tệp Word").set_input_files(
        _file(folder, "ke-hoach-2025.docx", plan_with_stray("XÃ BA TƠ"))
    )
    page.get_by_role("button", name="Đọc tệp").click()
    page.wait_for_url("**/tu-tep-word/*")
    return page.url


def _changed(office: WholeOffice, page: Page, address: str, folder: Path) -> str:
    content = handed_out(office.desk, office.ids["edited"], ALL_ROLES)
    changed = word.edited(content, word.change_words("trả lời phản ánh", "giải quyết phản ánh"))
    page.goto(f"{address}/van-ban/{office.ids['edited']}/nhan-lai")
    page.get_by_label("Tệp Word đã sửa").set_input_files(_file(folder, "da-sua.docx", changed))
    page.get_by_role("button", name="Xem các thay đổi").click()
    page.wait_for_url("**/nhan-lai/*")
    return page.url


def _prepared(_: WholeOffice, page: Page, address: str, folder: Path) -> str:
    return _with_table(page, address, folder, "Mã đơn vị;Đơn vị\n21484;\n99999;\n21523;xã Ba Sai\n")


def _ready(_: WholeOffice, page: Page, address: str, folder: Path) -> str:
    return _with_table(page, address, folder, "Mã đơn vị\n21484\n21529\n21523\n")


def _batch(office: WholeOffice, page: Page, address: str, folder: Path) -> str:
    _with_table(page, address, folder, "Mã đơn vị\n21484\n21529\n21523\n")
    page.get_by_role("button", name="Tạo 3 văn bản để trình ký").click()
    page.wait_for_url("**/theo-lo/*")
    office.run_batches(page.url)
    return page.url


def _with_table(page: Page, address: str, folder: Path, table: str) -> str:
    """Prepare a batch of plans with a table; return the address of the preparation."""
    page.goto(f"{address}/theo-lo/moi")
    section = page.get_by_role("region", name="Kế hoạch", exact=True)
    section.get_by_label("Mỗi đơn vị tự ban hành").check()
    section.get_by_role("button", name="Tiếp tục với kế hoạch").click()
    page.wait_for_url("**/theo-lo/chuan-bi/*")
    page.get_by_label("Bảng đã điền").set_input_files(_file(folder, "bang.csv", table.encode()))
    page.get_by_role("button", name="Kiểm tra bảng").click()
    page.wait_for_load_state()
    return page.url


def _second_version(office: WholeOffice, page: Page, address: str, _: Path) -> str:
    """Change the long draft after its milestone, so that two versions differ."""
    page.goto(f"{address}/van-ban/{office.ids['draft']}/soan")
    page.locator('[id="content.objectives"]').fill(
        "Khắc phục dứt điểm các nội dung bị trừ điểm của năm 2025."
    )
    kept(page)
    return page.url


_SENDINGS = {
    "second": _second_version,
    "review": _checked,
    "import": _imported,
    "changed": _changed,
    "prepared": _prepared,
    "ready": _ready,
    "batch": _batch,
}


def _file(folder: Path, name: str, content: bytes) -> Path:
    """Write a file that is to be sent."""
    path = folder / name
    path.write_bytes(content)
    return path

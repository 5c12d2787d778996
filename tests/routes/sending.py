"""What is sent from where: for each form of the pages something that the right person may send, and that counts.

So whoever is refused is refused for what he is, not for what he typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from service.register.states import Role
from tests.routes.access import ADMINISTRATORS, CLERKS, EVERYBODY, KEEPERS, WRITERS
from tests.routes.office import RouteOffice, form_of
from tests.web.batch_work import UNITS, rows
from tests.web.office_work import SCAN

APPROVERS = frozenset({Role.APPROVER})
REVIEWERS = frozenset({Role.APPROVER, Role.RECORDS_OFFICER})
_FILE = (SCAN, "ban-ky.pdf")
_DAY = "05/02/2025"


@dataclass(frozen=True)
class Sent:
    """One sending: the address, who may, what is typed; the rest is in the form of `page`, for who has every role.

    `is_kept` False: it changes nothing, it only answers. `is_silent`: to somebody else it says the same as to the
    owner, and does nothing.
    """

    to: str
    who: frozenset[Role]
    typed: Mapping[str, Any] = field(default_factory=dict)
    page: str = ""
    is_kept: bool = True
    is_silent: bool = False

    def fields(self, office: RouteOffice) -> dict[str, Any]:
        """Return what is sent."""
        hidden = form_of(office, office.at(self.page), office.at(self.to)) if self.page else {}
        typed = {name: value(office) if callable(value) else value for name, value in self.typed.items()}
        return {**hidden, **typed}


def _id(name: str) -> Callable[[RouteOffice], str]:
    """What stands under a name in the office."""
    return lambda office: office.ids[name]


def _act(document: str, act: str, who: frozenset[Role] = CLERKS, **typed: Any) -> Sent:
    """An act that has a page of its own."""
    address = f"/van-ban/{{{document}}}/{act}"
    return Sent(address, who, typed, page=address)


def _step(document: str, act: str, who: frozenset[Role] = WRITERS) -> Sent:
    """An act that is a button of the document's page."""
    return Sent(f"/van-ban/{{{document}}}/{act}", who, page=f"/van-ban/{{{document}}}")


_PREPARED = "/theo-lo/chuan-bi/{prepared}"
_FAULTY = "/theo-lo/chuan-bi/{faulty}"
_BOOK = "/so-van-ban"
SENT: dict[str, tuple[Sent, ...]] = {
    "POST /kiem-tra/<review_id>/bo-sua": (
        Sent("/kiem-tra/{mended}/bo-sua", EVERYBODY, page="/kiem-tra/{mended}"),
    ),
    "POST /kiem-tra/<review_id>/sua": (
        Sent("/kiem-tra/{review}/sua", EVERYBODY, {"sua": "tat-ca"}, page="/kiem-tra/{review}"),
    ),
    "POST /kiem-tra/<review_id>/xoa": (Sent("/kiem-tra/{review}/xoa", EVERYBODY, is_silent=True),),
    "POST /quan-tri/chinh-ta": (
        Sent(
            "/quan-tri/chinh-ta",
            ADMINISTRATORS,
            {"word.0": "Ba Tơ", "word_reason.0": "Tên riêng"},
            page="/quan-tri/chinh-ta",
        ),
    ),
    "POST /quan-tri/co-quan": (
        Sent("/quan-tri/co-quan", ADMINISTRATORS, {"steps": "form_checked"}, page="/quan-tri/co-quan"),
    ),
    "POST /quan-tri/nguoi-dung": (
        Sent("/quan-tri/nguoi-dung", ADMINISTRATORS, {"login": "ty", "name": "Tý", "roles": "drafter"}),
    ),
    "POST /quan-tri/nguoi-dung/<user_id>/hoat-dong": (
        Sent(
            "/quan-tri/nguoi-dung/{drafter}/hoat-dong",
            ADMINISTRATORS,
            {"active": "0"},
            page="/quan-tri/nguoi-dung",
        ),
    ),
    "POST /quan-tri/nguoi-dung/<user_id>/mat-khau": (
        Sent("/quan-tri/nguoi-dung/{drafter}/mat-khau", ADMINISTRATORS),
    ),
    "POST /quan-tri/nguoi-dung/<user_id>/ten": (
        Sent(
            "/quan-tri/nguoi-dung/{drafter}/ten",
            ADMINISTRATORS,
            {"name": "Trần Thị Tý"},
            page="/quan-tri/nguoi-dung",
        ),
    ),
    "POST /quan-tri/nguoi-dung/<user_id>/vai-tro": (
        Sent(
            "/quan-tri/nguoi-dung/{drafter}/vai-tro",
            ADMINISTRATORS,
            {"roles": "administrator"},
            page="/quan-tri/nguoi-dung",
        ),
    ),
    "POST /quan-tri/nguoi-ky": (
        Sent("/quan-tri/nguoi-ky", ADMINISTRATORS, {"name": "Tý", "position": "Chủ tịch", "capacity": "TM"}),
    ),
    "POST /quan-tri/nguoi-ky/<signer_id>/het-han": (
        Sent(
            "/quan-tri/nguoi-ky/{signer}/het-han",
            ADMINISTRATORS,
            {"last_day": "05/3/2025"},
            page="/quan-tri/nguoi-ky",
        ),
    ),
    "POST /quan-tri/noi-nhan": (
        Sent(
            "/quan-tri/noi-nhan",
            ADMINISTRATORS,
            {"name.0": "Đảng ủy", "purpose.0": "b/cáo", "members.0": ""},
            page="/quan-tri/noi-nhan",
        ),
    ),
    "POST /quan-tri/so": (Sent("/quan-tri/so", KEEPERS, {"year": "2025", "kinds": "BC", "reason": "Mới"}),),
    "POST /quan-tri/so/<series_id>/khoa": (
        Sent("/quan-tri/so/{series}/khoa", CLERKS, {"reason": "Hết năm"}, page="/quan-tri/so"),
    ),
    "POST /quan-tri/so/<series_id>/xac-nhan": (
        Sent(
            "/quan-tri/so/{waiting_series}/xac-nhan",
            CLERKS,
            {"last": "2", "last_date": "03/1/2025", "reason": "Sổ giấy"},
            page="/quan-tri/so",
        ),
    ),
    "POST /quan-tri/so/<series_id>/rut-xac-nhan": (
        Sent(
            "/quan-tri/so/{confirmed_series}/rut-xac-nhan",
            CLERKS,
            {"reason": "Ghi nhầm"},
            page="/quan-tri/so",
        ),
    ),
    "POST /quan-tri/tokens": (
        Sent("/quan-tri/tokens", ADMINISTRATORS, {"name": "Một cửa", "scopes": "read", "days": "30"}),
    ),
    "POST /quan-tri/tokens/<token_id>/thu-hoi": (Sent("/quan-tri/tokens/{token}/thu-hoi", ADMINISTRATORS),),
    "POST /so-van-ban/phat-hanh": (Sent(f"{_BOOK}/phat-hanh", CLERKS, {"id": _id("issued"), "on": _DAY}),),
    "POST /so-van-ban/vao-so": (
        Sent(
            f"{_BOOK}/vao-so",
            CLERKS,
            {
                "loai": "KH",
                "subject": "Khen thưởng",
                "signer_name": "Phạm Viết Nho",
                "issued_on": _DAY,
                "files": _FILE,
                "seen_number": "3",
                "again": "1",
            },
        ),
    ),
    "POST /theo-lo/<batch_id>/<act>": (
        Sent("/theo-lo/{running}/dung", WRITERS),
        Sent("/theo-lo/{stopped}/chay-tiep", WRITERS, typed={"seen": "cancelled"}),
        Sent("/theo-lo/{stopped}/lam-lai", WRITERS),
    ),
    "POST /theo-lo/<batch_id>/cap-so": (
        Sent("/theo-lo/{batch}/cap-so", CLERKS, {"whole": "1", "day": _DAY}),
    ),
    "POST /theo-lo/<batch_id>/con-lai": (Sent("/theo-lo/{stopped}/con-lai", WRITERS),),
    "POST /theo-lo/chuan-bi/<preparation_id>/bang": (
        Sent(f"{_PREPARED}/bang", WRITERS, {"file": (rows(*UNITS[:2]), "bang.json")}),
    ),
    "POST /theo-lo/chuan-bi/<preparation_id>/bo": (Sent(f"{_PREPARED}/bo", WRITERS),),
    "POST /theo-lo/chuan-bi/<preparation_id>/chon": (
        Sent(f"{_PREPARED}/chon", WRITERS, {"intent": "for_signature", "rows": "valid"}),
    ),
    "POST /theo-lo/chuan-bi/<preparation_id>/du-lieu": (
        Sent(f"{_PREPARED}/du-lieu", WRITERS, {"plan": "sample:minimal"}),
    ),
    "POST /theo-lo/chuan-bi/<preparation_id>/sua": (
        Sent(f"{_FAULTY}/sua", WRITERS, {"value": UNITS[0]}, page=_FAULTY),
    ),
    "POST /theo-lo/chuan-bi/<preparation_id>/tao": (Sent(f"{_PREPARED}/tao", WRITERS),),
    "POST /theo-lo/chuan-bi/<preparation_id>/xac-nhan": (
        Sent(f"{_PREPARED}/xac-nhan", WRITERS, {"code": "later_year", "mark": "x", "confirmed": "1"}),
    ),
    "POST /theo-lo/moi": (
        Sent("/theo-lo/moi", WRITERS, {"type": "ke_hoach", "by": "office", "plan": "sample:minimal"}),
    ),
    "POST /van-ban/<document_id>/<act>": (
        _act("waiting", "tra-lai", REVIEWERS, remark="Ghi rõ kỳ đánh giá."),
        _act("issued", "phat-hanh", on=_DAY),
        _act("issued", "huy-so", reason="Ký nhầm bản chưa sửa"),
        _act("sent", "thu-hoi", code="12/TB-UBND", on=_DAY, issuer="UBND tỉnh", reason="Trùng"),
        _act("issued", "ban-goc", originals=_FILE),
        _act("waiting", "nguoi-phu-trach", WRITERS, person=_id("approver"), reason="Đi công tác"),
        _act("signed", "ngay-ky", on=_DAY),
    ),
    "POST /van-ban/<document_id>/cap-so": (_act("signed", "cap-so", CLERKS, signed_on=_DAY),),
    "POST /van-ban/<document_id>/chuyen-buoc": (
        _step("waiting", "chuyen-buoc", APPROVERS),
        _step("approved", "chuyen-buoc"),
    ),
    "POST /van-ban/<document_id>/chuyen-duyet": (_step("draft", "chuyen-duyet"),),
    "POST /van-ban/<document_id>/gop-y": (
        Sent(
            "/van-ban/{waiting}/gop-y",
            WRITERS,
            {"body": "Ghi rõ hơn.", "paragraph": "9"},
            page="/van-ban/{waiting}/xem?doan=9",
        ),
        Sent(
            "/van-ban/{waiting}/gop-y",
            WRITERS,
            {"body": "Cả văn bản.", "paragraph": ""},
            page="/van-ban/{waiting}/xem?doan=9",
        ),
    ),
    "POST /van-ban/<document_id>/gop-y/<remark_id>/xong": (
        Sent("/van-ban/{waiting}/gop-y/{remark}/xong", WRITERS),
    ),
    "POST /van-ban/<document_id>/gui-sua": (Sent("/van-ban/{waiting}/gui-sua", WRITERS),),
    "POST /van-ban/<document_id>/mo-so": (
        Sent(
            "/van-ban/{report}/mo-so",
            KEEPERS,
            {"day": _DAY, "next_number": "1", "scope": "kind", "reason": "Mở sổ báo cáo"},
        ),
    ),
    "POST /van-ban/<document_id>/nhan-lai": (
        Sent(
            "/van-ban/{edited}/nhan-lai", EVERYBODY, {"file": lambda office: (office.changed, "da-sua.docx")}
        ),
    ),
    "POST /van-ban/<document_id>/nhan-lai/<file_id>": (_act("edited", "nhan-lai/{changed}", WRITERS),),
    "POST /van-ban/<document_id>/phien-ban": (
        Sent("/van-ban/{draft}/phien-ban", WRITERS, {"label": "Gửi phòng Tư pháp"}),
    ),
    "POST /van-ban/<document_id>/phien-ban/<int:number>/khoi-phuc": (
        Sent("/van-ban/{draft}/phien-ban/1/khoi-phuc", WRITERS),
    ),
    "POST /van-ban/<document_id>/soan": (
        Sent(
            "/van-ban/{draft}/soan",
            WRITERS,
            {"action": "keep", "subject": "Kế hoạch khác"},
            page="/van-ban/{draft}/soan",
        ),
    ),
    "POST /van-ban/<document_id>/soan/kiem-tra": (
        Sent(
            "/van-ban/{draft}/soan/kiem-tra", EVERYBODY, {"pairs": '[["subject", "Kế hoạch"]]'}, is_kept=False
        ),
    ),
    "POST /van-ban/<document_id>/soan/luu": (
        Sent(
            "/van-ban/{draft}/soan/luu",
            WRITERS,
            {"pairs": '[["subject", "Kế hoạch khác"]]', "etag": _id("etag")},
        ),
    ),
    "POST /van-ban/moi": (Sent("/van-ban/moi", WRITERS, {"type": "ke_hoach", "start": "blank"}),),
    "POST /van-ban/tu-tep-word/<import_id>/bo": (
        Sent("/van-ban/tu-tep-word/{import}/bo", EVERYBODY, is_silent=True),
    ),
    "POST /van-ban/tu-tep-word/<import_id>/chuyen": (
        Sent("/van-ban/tu-tep-word/{import}/chuyen", EVERYBODY, {"paragraph": "3", "to": "", "seen": "0"}),
    ),
    "POST /van-ban/tu-tep-word/<import_id>/tao": (Sent("/van-ban/tu-tep-word/{import}/tao", WRITERS),),
}
#: Forms that everybody may send, each for himself: they name nothing of an office.
FOR_ONESELF = frozenset(
    {
        "POST /chon-co-quan",
        "POST /co-quan-cua-ban/<unit_id>",
        "POST /co-quan-cua-ban/de-sau",
        "POST /dang-xuat",
        "POST /doi-mat-khau",
        "POST /form/citation",
        "POST /form/unicode",
        "POST /kiem-tra",
        "POST /soan/<slug>/bang",
        "POST /soan/<slug>/danh-sach",
        "POST /van-ban/tu-tep-word",
    }
)
#: What the address of a page names, where it is not what stands in `PARTS`.
ASKED: dict[str, str] = {
    "GET /van-ban/<document_id>/tep/<int:position>": "/van-ban/{sent}/tep/1",
    "GET /van-ban/<document_id>/nhan-lai/<file_id>": "/van-ban/{edited}/nhan-lai/{changed}",
    "GET /theo-lo/chuan-bi/<preparation_id>/xem-thu/<int:number>.docx": f"{_PREPARED}/xem-thu/2.docx",
    "GET /van-ban/<document_id>/<act>": "/van-ban/{signed}/ngay-ky",
    "GET /van-ban/<document_id>/cap-so": "/van-ban/{signed}/cap-so",
    "GET /theo-lo/chuan-bi/<preparation_id>/loi.xlsx": f"{_FAULTY}/loi.xlsx",
}
#: Something real for each part of an address: words, or what stands under that name in the office.
PARTS = {
    "slug": "ke_hoach",
    "unit_id": "21523",
    "group": "drafts",
    "year": "2025",
    "ending": "docx",
    "number": "1",
    "document_id": "{draft}",
    "batch_id": "{batch}",
    "preparation_id": "{prepared}",
    "review_id": "{review}",
    "import_id": "{import}",
}

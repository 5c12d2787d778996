"""The acts on a document that need words: Trả lại, Ghi phát hành, Hủy số, Thu hồi, Bổ sung bản đã ký, and the like."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import office_day, short_date
from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.http_answers import status_of
from service.issuing import dispatch, originals, recall, return_document, sign, void
from service.issuing.document_page import DocumentPage, document_page
from service.issuing.reassigning import people_to_ask, reassign
from service.issuing.recall import RecallNotice
from service.issuing.seen import MOVED, guarded
from service.issuing.workplace import Workplace
from service.register.after_issue import Sending
from service.register.entries import recipients_of
from service.register.errors import RegisterError
from service.register.states import DocumentAct
from service.web.access import notice
from service.web.document_answers import ACT_PAGES, answer, moved
from service.web.document_typed import Typed
from service.web.signed_in import desk, workplace

blueprint = Blueprint("document_acts", __name__)
#: Acts whose day is mostly today.
_TODAY = frozenset({DocumentAct.DISPATCH, DocumentAct.SIGN})
Widget = Literal["text", "day", "area", "person", "recipient", "file"]


@dataclass(frozen=True, slots=True)
class Input:
    """One field of an act's form; `widget` says how it is shown."""

    name: str
    label: str
    widget: Widget
    help: str = ""


@dataclass(frozen=True, slots=True)
class ActForm:
    """The page of an act: its words, its fields, and what is done with what was typed (returns what to say)."""

    act: DocumentAct
    lead: str
    button: str
    inputs: tuple[Input, ...]
    do: Callable[[Workplace, str, Typed], str]
    is_final: bool = False


def _return(place: Workplace, document_id: str, typed: Typed) -> str:
    remark = typed.text("remark", "Ý kiến", needed=True)
    typed.require()
    return_document.return_document(place, document_id, remark=remark)
    return "Đã trả lại người soạn thảo, kèm ý kiến."


def _dispatch(place: Workplace, document_id: str, typed: Typed) -> str:
    day = typed.day("on", "Ngày chuyển", needed=True)
    names = [one.strip() for one in request.form.getlist("to") if one.strip()]
    channel, received_by = typed.text("channel"), typed.text("received_by")
    typed.require()
    sendings = [
        Sending(dispatched_on=day, recipient=name, channel=channel, received_by=received_by)
        for name in names or [""]
        if day is not None
    ]
    row = dispatch.dispatch(place, document_id, sendings)
    return f"Đã ghi phát hành {row.code}."


def _void(place: Workplace, document_id: str, typed: Typed) -> str:
    reason = typed.text("reason", "Lý do", needed=True)
    typed.require()
    row = void.void(place, document_id, reason=reason)
    return f"Đã hủy số {row.code}. Số này không dùng lại."


def _recall(place: Workplace, document_id: str, typed: Typed) -> str:
    code = typed.text("code", "Số, ký hiệu của văn bản thông báo", needed=True)
    day = typed.day("on", "Ngày của văn bản thông báo", needed=True)
    reason, issuer = typed.text("reason"), typed.text("issuer")
    typed.require()
    if day is not None:
        recall.recall(
            place, document_id, RecallNotice(code=code, issued_on=day, issuer=issuer), reason=reason
        )
    return f"Đã ghi thu hồi theo {code}."


def _attach(place: Workplace, document_id: str, typed: Typed) -> str:
    found = typed.files("originals", originals.original)
    if not found and not typed.faults:
        typed.wrong("originals", "Bản đã ký: chưa chọn tệp. Chọn tệp PDF hoặc bản quét.")
    typed.require()
    added = originals.attach(place, document_id, found)
    for warning in originals.known_before(place, added):
        notice(warning.message, kind="warning")
    return "Đã lưu bản đã ký làm bản gốc."


def _reassign(place: Workplace, document_id: str, typed: Typed) -> str:
    user_id = typed.text("person", "Người phụ trách", needed=True)
    reason = typed.text("reason")
    typed.require()
    reassign(place, document_id, user_id, reason=reason)
    return "Đã chuyển người phụ trách."


def _sign(place: Workplace, document_id: str, typed: Typed) -> str:
    day = typed.day("on", "Ngày ký", needed=True)
    typed.require()
    if day is not None:
        sign.sign(place, document_id, signed_on=day)
        for warning in sign.too_early(place, document_id):
            notice(warning.message, kind="warning")
    return f"Đã ghi ngày ký {short_date(day)}." if day else ""


#: The forms by the last part of their address.
FORMS = {
    ACT_PAGES[DocumentAct.RETURN]: ActForm(
        DocumentAct.RETURN,
        "Văn bản trở về bản nháp thành một phiên bản mới; phiên bản này vẫn được giữ.",
        "Trả lại người soạn thảo",
        (Input("remark", "Ý kiến", "area", "Cần sửa gì. Góp ý cho từng đoạn thì ghi ở trang xem và góp ý."),),
        _return,
    ),
    ACT_PAGES[DocumentAct.DISPATCH]: ActForm(
        DocumentAct.DISPATCH,
        "Ghi ngày chuyển vào sổ. Còn nơi nhận chuyển sau thì ghi thêm lần nữa.",
        "Ghi phát hành",
        (
            Input("on", "Ngày chuyển", "day", "Ví dụ 05/3/2025."),
            Input("to", "Nơi nhận", "recipient", "Không chọn nơi nào là đã chuyển cho mọi nơi nhận."),
            Input(
                "channel",
                "Cách chuyển",
                "text",
                "Ví dụ: trục liên thông, bưu điện, trực tiếp. Có thể để trống.",
            ),
            Input("received_by", "Ký nhận", "text", "Người nhận, nếu có."),
        ),
        _dispatch,
    ),
    ACT_PAGES[DocumentAct.VOID]: ActForm(
        DocumentAct.VOID,
        "Số đã hủy vẫn nằm trong sổ và không cấp lại cho văn bản khác.",
        "Hủy số",
        (Input("reason", "Lý do", "area", "Được in ở cột Ghi chú của sổ."),),
        _void,
        is_final=True,
    ),
    ACT_PAGES[DocumentAct.RECALL]: ActForm(
        DocumentAct.RECALL,
        "Thu hồi bằng một văn bản thông báo. Sau đó không sửa được gì trong hồ sơ của văn bản này.",
        "Ghi thu hồi",
        (
            Input("code", "Số, ký hiệu của văn bản thông báo", "text", "Ví dụ 12/TB-UBND."),
            Input("on", "Ngày của văn bản thông báo", "day", "Ví dụ 05/3/2025."),
            Input("issuer", "Cơ quan thông báo", "text", "Để trống khi là cơ quan mình."),
            Input("reason", "Lý do", "area"),
        ),
        _recall,
        is_final=True,
    ),
    ACT_PAGES[DocumentAct.ATTACH]: ActForm(
        DocumentAct.ATTACH,
        "Tệp được giữ nguyên từng byte, không thay và không xóa được.",
        "Lưu bản gốc",
        (
            Input(
                "originals",
                "Bản đã ký (PDF, ảnh quét)",
                "file",
                "PDF, JPG, PNG hoặc TIFF; chọn được nhiều tệp.",
            ),
        ),
        _attach,
    ),
    ACT_PAGES[DocumentAct.ASSIGN]: ActForm(
        DocumentAct.ASSIGN,
        "Người được chọn thấy văn bản này trong “Việc của tôi”. Quyền của mọi người không đổi.",
        "Chuyển người phụ trách",
        (
            Input("person", "Người phụ trách", "person"),
            Input("reason", "Lý do", "text", "Ví dụ: anh Tý đi công tác đến 15/3. Có thể để trống."),
        ),
        _reassign,
    ),
    ACT_PAGES[DocumentAct.SIGN]: ActForm(
        DocumentAct.SIGN,
        "Ghi ngày người có thẩm quyền ký; văn bản vẫn chờ cấp số.",
        "Ghi ngày ký",
        (Input("on", "Ngày ký", "day", "Ví dụ 05/3/2025."),),
        _sign,
    ),
}


@blueprint.get("/van-ban/<document_id>/<any({}):slug>".format(", ".join(f'"{one}"' for one in FORMS)))
def form(document_id: str, slug: str) -> ResponseReturnValue:
    """Show the form of an act; where it is not allowed the document's page says who may."""
    page = _page(document_id)
    if not page.acts.words_of(FORMS[slug].act):
        return redirect(url_for("documents.show", document_id=document_id))
    return _form(page, slug)


@blueprint.post("/van-ban/<document_id>/<any({}):slug>".format(", ".join(f'"{one}"' for one in FORMS)))
def act(document_id: str, slug: str) -> ResponseReturnValue:
    """Do the act, once, on the document as it was seen."""
    place = guarded(workplace(), document_id, request.form.get("seen", ""))
    try:
        said = FORMS[slug].do(place, document_id, Typed())
    except InvalidInput as invalid:
        return _form(_page(document_id), slug, faults=invalid.errors, status=status_of(invalid))
    except RegisterError as error:
        if error.code == MOVED:
            return moved(document_id, error)
        path = error.path if error.path in {one.name for one in FORMS[slug].inputs} else ""
        faults = [FieldError(path, error.code, error.message)]
        return _form(_page(document_id), slug, faults=faults, status=status_of(error))
    notice(said)
    return redirect(url_for("documents.show", document_id=document_id), 303)


def _page(document_id: str) -> DocumentPage:
    with workplace().reading() as turn:
        return document_page(turn, document_id)


def _form(page: DocumentPage, slug: str, *, faults: Sequence[FieldError] = (), status: int = 200) -> Response:
    """Return the page of an act with what was typed; what was seen stays what it was when the form was opened."""
    chosen = FORMS.get(slug) or abort(404)
    with workplace().reading() as turn:
        people = people_to_ask(turn, page.row.id) if chosen.act is DocumentAct.ASSIGN else []
    typed = {name: request.form.getlist(name) for name in request.form}
    if request.method == "GET":
        typed = {"on": [short_date(office_day(desk().now()))] if chosen.act in _TODAY else [""]}
    return answer(
        "documents/act.html",
        status=status,
        page=page,
        slug=slug,
        form=chosen,
        words=page.acts.words_of(chosen.act) or chosen.button,
        people=people,
        recipients=[one.name for one in recipients_of(page.row)],
        typed=typed,
        faults=faults,
        seen=request.form.get("seen", page.seen),
    )

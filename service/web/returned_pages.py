"""“Nhận lại tệp đã sửa trên Word”: what a leader changed in Word stands beside the draft, and is taken row by row."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import office_day
from service.domain.findings import FieldError
from service.errors import InvalidInput, ServiceError, UnreadableInput
from service.http_answers import DOCX, attachment, status_of
from service.issuing import kept_word_files
from service.issuing.document_page import document_title
from service.issuing.draft_versions import version_envelope
from service.issuing.possible_acts import possible_acts
from service.issuing.returned_changes import Choice, Comparison, ForeignFile, Taken
from service.issuing.returned_kept import ReturnedCopy, keep_returned, kept_returned
from service.issuing.returned_word import hand_out, put_up_as_signed, take
from service.issuing.seen import MOVED, guarded, require_seen, seen_mark
from service.register import documents
from service.register.errors import RegisterError, WrongState
from service.register.models import Document
from service.register.states import NUMBERED, DocumentAct, State
from service.web.access import notice
from service.web.document_answers import answer
from service.web.form_page import FormPage
from service.web.returned_shown import DRAFT, WORD, change_rows, open_places, taking
from service.web.signed_in import desk, workplace
from service.web.word_import_pages import sent_file

blueprint = Blueprint("returned", __name__)
_ROW = "row:"
_AS_SIGNED = "as_signed"


@blueprint.post("/van-ban/<document_id>/gui-sua")
def send_out(document_id: str) -> ResponseReturnValue:
    """Give the Word file for somebody to change; the version that it is made of stands still."""
    try:
        made = hand_out(workplace(), document_id)
    except InvalidInput as invalid:
        faults = [FieldError("", one.code, one.message) for one in invalid.errors]
        return _start(document_id, faults=faults, status=422)
    return attachment(made.content, DOCX, file_name=made.file_name, utf8_name=made.file_name)


@blueprint.get("/van-ban/<document_id>/nhan-lai")
def start(document_id: str) -> Response:
    """Ask for the file that came back. Raises DocumentNotFound."""
    return _start(document_id)


@blueprint.post("/van-ban/<document_id>/nhan-lai")
def send(document_id: str) -> ResponseReturnValue:
    """Compare the file that was sent, and lead to its changes; a damaged or foreign one changes nothing."""
    is_put_up = _seen(document_id).may_put_up
    try:
        kept = keep_returned(workplace(), document_id, sent_file(), as_signed=is_put_up)
    except ForeignFile as foreign:
        return _start(
            document_id, message=foreign.message, owner=foreign.document_id, status=status_of(foreign)
        )
    except (UnreadableInput, WrongState) as refused:
        return _start(document_id, message=refused.message, status=status_of(refused))
    return redirect(url_for("returned.choose", document_id=document_id, file_id=kept), 303)


@blueprint.get("/van-ban/<document_id>/nhan-lai/<file_id>")
def choose(document_id: str, file_id: str) -> Response:
    """Show the changes of a returned file. Raises DocumentNotFound."""
    return _changes(document_id, file_id)


@blueprint.post("/van-ban/<document_id>/nhan-lai/<file_id>")
def accept(document_id: str, file_id: str) -> ResponseReturnValue:
    """Take the chosen changes into a new version, or put the document up again as it was signed."""
    is_put_up = _seen(document_id).may_put_up
    copy = kept_returned(workplace(), document_id, file_id, as_signed=is_put_up)
    place = guarded(workplace(), document_id, request.form.get("seen", ""))
    try:
        _require_seen(document_id, copy)
        if request.form.get("action") == _AS_SIGNED:
            put_up_as_signed(place, document_id, copy.content)
            notice("Đã lập lại bản trình ký theo bản đã ký.")
        else:
            keep, word = _chosen(copy.found)
            if len(keep) == len(copy.found.changes):
                return _changes(document_id, file_id, message="Chưa chọn thay đổi nào để nhận.", status=422)
            taken = take(place, document_id, copy.content, Choice(keep, word, copy.found))
            notice(_said(taken))
    except InvalidInput as invalid:
        message = " ".join(one.message for one in invalid.errors)
        return _changes(document_id, file_id, message=message, status=422)
    except (ForeignFile, RegisterError) as refused:
        return _refused(document_id, file_id, refused)
    kept_word_files.forget(workplace(), file_id)
    return redirect(url_for("documents.show", document_id=document_id), 303)


def _require_seen(document_id: str, copy: ReturnedCopy) -> None:
    """Raise WrongState where document or rows are no longer what the page showed: the keys may be those of others."""
    with workplace().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        require_seen(turn, row, request.form.get("seen", ""))
    if request.form.get("compared") != copy.mark:
        raise WrongState("Các thay đổi vừa được so lại. Xem lại rồi chọn.", code=MOVED)


def _said(taken: Taken) -> str:
    """Return what became of the changes, for the page of the document."""
    made = f"Đã nhận {taken.taken} thay đổi thành phiên bản {taken.document.version}."
    said = made if taken.taken else "Chưa nhận được thay đổi nào."
    left = f" {len(taken.unplaced)} chỗ chưa đưa vào được nằm ở phần góp ý." if taken.unplaced else ""
    return said + left


def _refused(document_id: str, file_id: str, refused: ServiceError) -> Response:
    """Show the changes again as the draft is now, with what was refused."""
    message = refused.message
    if refused.code in {MOVED, "version_moved"}:
        message = "Bản nháp vừa được sửa ở nơi khác, chưa nhận gì cả. Xem lại các thay đổi so với bản nháp hiện nay."
    return _changes(document_id, file_id, message=message, status=status_of(refused))


def _chosen(found: Comparison) -> tuple[Collection[str], Collection[str]]:
    """Return the keys of the rows whose draft is kept, and those whose Word text was chosen."""
    keep, word = list[str](), list[str]()
    for one in found.changes:
        side = request.form.get(f"{_ROW}{one.key}", DRAFT if one.moved_on else WORD)
        (keep if side == DRAFT else word).append(one.key)
    return keep, word


@dataclass(frozen=True, slots=True)
class _Seen:
    """A document as the page shows it: its row, mark, title, what the person may do, its form."""

    row: Document
    mark: str
    title: str
    may_take: bool
    may_put_up: bool
    page: FormPage | None


def _seen(document_id: str) -> _Seen:
    with workplace().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        allowed = {one.act for one in possible_acts(turn, row).allowed}
        page = None
        if row.type_slug is not None:
            document_type = desk().catalogue.get(row.type_slug)
            envelope = version_envelope(turn, document_id, row.version)
            page = FormPage(document_type, desk().catalogue, office_day(desk().now()), envelope)
        return _Seen(
            row, seen_mark(turn, row), document_title(row),
            DocumentAct.EDIT in allowed,
            DocumentAct.RETURN in allowed and row.state != State.DRAFT and State(row.state) not in NUMBERED,
            page,
        )  # fmt: skip


def _start(
    document_id: str,
    *,
    message: str = "",
    owner: str = "",
    faults: Sequence[FieldError] = (),
    status: int = 200,
) -> Response:
    seen = _seen(document_id)
    return answer(
        "word/returned_start.html",
        status=status,
        row=seen.row,
        title=seen.title,
        message=message,
        owner=owner,
        faults=faults,
        is_ours=seen.page is not None,
    )


def _changes(document_id: str, file_id: str, *, message: str = "", status: int = 200) -> Response:
    seen = _seen(document_id)
    copy = kept_returned(workplace(), document_id, file_id, as_signed=seen.may_put_up)
    if seen.page is None:  # a comparison was made, so the document is ours
        raise WrongState("Văn bản này làm ở nơi khác, không có dữ liệu soạn thảo.")
    rows, comments = change_rows(copy.found, seen.page, lambda key: request.form.get(f"{_ROW}{key}"))
    return answer(
        "word/returned.html",
        status=status,
        seen=seen,
        row=seen.row,
        title=seen.title,
        name=copy.name,
        file_id=file_id,
        found=copy.found,
        compared=copy.mark,
        rows=rows,
        comments=comments,
        open_places=open_places(copy.found.unplaced, seen.page),
        taking=taking(rows),
        message=message,
    )

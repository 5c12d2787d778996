"""Documents on their way to the number and after it: each endpoint is one act of the office."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from service.api.call import Answer, Call
from service.api.documents_shown import document_payload, questions_payload, shown
from service.api.endpoint import DOCUMENT, FORM, JSON, YAML, changes
from service.api.once import keep, register_key
from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.issuing import dispatch as dispatching
from service.issuing import issue as issuing
from service.issuing import recall as recalling
from service.issuing import return_document as returning
from service.issuing import submit as submitting
from service.issuing import void as voiding
from service.issuing.issue import IssueAct, Outcome, Tell
from service.issuing.originals import UnusableName, attach, known_before, original, require_new
from service.issuing.questions import answer_from, reasons_from
from service.issuing.shown import file_object
from service.issuing.workplace import Turn
from service.register import documents
from service.register.after_issue import Sending
from service.register.entries import NewFile
from service.register.models import Document
from service.register.tokens import Scope

_TAG = "Văn bản: các bước"
_STATES = ("document_not_found", "not_allowed", "wrong_state", "version_moved")
_NUMBERS = (
    "open_questions",
    "layout_refused",
    "signed_content_changed",
    "series_not_open",
    "series_awaits_confirmation",
    "number_taken",
    "number_moved",
    "date_out_of_order",
    "date_in_future",
    "invalid_entry",
)


def submit(call: Call) -> Answer:
    """Take a document to the next step that its office keeps."""
    given = call.body.get("acknowledged", [])
    confirmed = submitting.Confirmed({answer_from(one) for one in given}, reasons_from(given))
    done = submitting.submit(call.work, call.arguments["document_id"], confirmed)
    with call.work.reading() as turn:
        questions = questions_payload(done.questions)
        return shown(turn, done.document, findings=list(done.findings), questions=questions)


def return_to_drafter(call: Call) -> Answer:
    """Give a document back to its drafter with a remark."""
    remark = call.body["remark"]
    return _shown(call, returning.return_document(call.work, call.arguments["document_id"], remark=remark))


def issue(call: Call) -> Answer:
    """Give a document its number."""
    document_id = call.arguments["document_id"]
    act = issue_act(call, is_signed=_is_signed(call, document_id))
    return issued(
        call, act, lambda tell: issuing.issue_draft(call.work, document_id, act, tell=tell), status=200
    )


def dispatch(call: Call) -> Answer:
    """Enter when and to whom a document was sent."""
    sendings = [
        Sending(**{**one, "dispatched_on": date.fromisoformat(one["dispatched_on"])})
        for one in call.body["sendings"]
    ]
    return _shown(call, dispatching.dispatch(call.work, call.arguments["document_id"], sendings))


def dispatch_several(call: Call) -> Answer:
    """Enter that several documents were sent to all their recipients on a day: all of them or none."""
    day = date.fromisoformat(call.body["dispatched_on"])
    rows = dispatching.dispatch_several(call.work, call.body["documents"], day, office_id=call.office)
    with call.work.reading() as turn:
        return Answer(payload={"documents": [document_payload(turn, row) for row in rows]})


def void(call: Call) -> Answer:
    """Cancel the number of a document that was not sent."""
    return _shown(call, voiding.void(call.work, call.arguments["document_id"], reason=call.body["reason"]))


def recall(call: Call) -> Answer:
    """Recall a document that was sent, by a notice."""
    body = call.body
    notice = recalling.RecallNotice(
        code=body["code"], issued_on=date.fromisoformat(body["issued_on"]), issuer=body.get("issuer", "")
    )
    document_id = call.arguments["document_id"]
    return _shown(call, recalling.recall(call.work, document_id, notice, reason=body.get("reason", "")))


def attach_files(call: Call) -> Answer:
    """Take in the signed scan or the signed PDF."""
    originals = files_from(call, "files", original)
    added = attach(call.work, call.arguments["document_id"], originals)
    warnings = [asdict(one) for one in known_before(call.work, added)]
    return Answer(payload={"files": [file_object(one) for one in added], "warnings": warnings}, status=201)


def issue_act(call: Call, *, is_signed: bool) -> IssueAct:
    """Return what the body says of the number. Raises InvalidInput without the day of the signature."""
    body = call.body
    signed_on = _day(body.get("signed_on"))
    if signed_on is None and not is_signed:
        message = "Cấp số cần ngày ký: ghi signed_on, ví dụ 2026-03-05."
        raise InvalidInput([FieldError("signed_on", "required", message)])
    return IssueAct(
        issued_on=_day(body.get("issued_on")),
        signed_on=signed_on,
        number=body.get("number"),
        expected_number=body.get("expected_number"),
        key=register_key(call),
        originals=files_from(call, "originals", original),
        acknowledged={answer_from(one) for one in body.get("acknowledged", [])},
        reasons=reasons_from(body.get("acknowledged", [])),
        reads_wording=body.get("proofread", False),
    )


def issued(call: Call, wanted: IssueAct, act: Callable[[Tell], Outcome], *, status: int) -> Answer:
    """Return the answer to an issue, made and kept in the transaction of the number; of a repeat it is made anew.

    Raises what `act` raises, and OpenQuestions for a signed paper that another document has already.
    """
    made: list[Answer] = []
    answers = {answer_from(one) for one in call.body.get("acknowledged", [])}

    def tell(turn: Turn, done: Outcome) -> None:
        if not done.is_repeat:
            require_new(turn, done.document, wanted.originals, answers)
        made.append(_issued_answer(turn, done, status))
        keep(call, turn.session, made[-1])

    done = act(tell)
    if made:
        return made[-1]
    with call.work.reading() as turn:
        return _issued_answer(turn, done, status)


def _issued_answer(turn: Turn, done: Outcome, status: int) -> Answer:
    """Return the document with the names of its file, findings, warnings."""
    more = {
        "file_name": done.file_name,
        "utf8_name": done.utf8_name,
        "findings": [dict(one) for one in done.findings],
        "warnings": [asdict(one) for one in done.warnings],
    }
    return shown(turn, done.document, status=status, **more)


def files_from(call: Call, path: str, make: Callable[[str, bytes], NewFile]) -> list[NewFile]:
    """Return the files at a path of the body: in base64, or beside it in a form. Raises InvalidInput, InvalidEntry."""
    found, faults = [], []
    for place, one in enumerate(call.body.get(path, [])):
        _, beside = call.files.get(f"{path}[{place}]", ("", None))
        try:
            content = base64.b64decode(one["content"], validate=True) if beside is None else beside
            found.append(make(one["name"], content))
        except UnusableName as refused:
            faults.append(FieldError(f"{path}[{place}].name", "character_forbidden", refused.message))
        except (binascii.Error, ValueError):
            message = "Nội dung tệp phải là base64."
            faults.append(FieldError(f"{path}[{place}].content", "base64", message))
    if faults:
        raise InvalidInput(faults)
    return found


def _is_signed(call: Call, document_id: str) -> bool:
    """Tell whether the register has the day of a document's signature already."""
    with call.work.reading() as turn:
        return documents.document(turn.session, turn.actor, document_id).signed_on is not None


def _shown(call: Call, row: Document) -> Answer:
    with call.work.reading() as turn:
        return shown(turn, row)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


_act = changes(_TAG, Scope.ISSUE, parameters=(DOCUMENT,), codes=_STATES, description="Văn bản sau việc này.")
ENDPOINTS = (
    _act(
        "/documents/{document_id}/submit",
        "Trình: chuyển sang bước tiếp theo mà cơ quan giữ",
        submit,
        "SubmitAct",
        "KeptDocument",
        scope=Scope.DRAFT,
        codes=("open_questions", "layout_refused"),
    ),
    _act(
        "/documents/{document_id}/return",
        "Trả lại người soạn thảo, kèm ý kiến",
        return_to_drafter,
        "Remark",
        "KeptDocument",
        scope=Scope.DRAFT,
        codes=("invalid_entry",),
    ),
    _act(
        "/documents/{document_id}/issue",
        "Cấp số, ban hành",
        issue,
        "IssueAct",
        "KeptDocument",
        codes=_NUMBERS,
        media_types=(JSON, FORM),
        files="originals",
        key="acts",
    ),
    _act(
        "/documents/{document_id}/dispatch",
        "Ghi phát hành",
        dispatch,
        "Dispatch",
        "KeptDocument",
        codes=("date_out_of_order",),
    ),
    changes(_TAG, Scope.ISSUE, codes=(*_STATES, "date_out_of_order"))(
        "/dispatches",
        "Ghi phát hành nhiều văn bản: ghi được tất cả, hoặc không ghi văn bản nào",
        dispatch_several,
        "Dispatches",
        "SentDocuments",
        description="Các văn bản sau việc này, theo thứ tự đã gửi.",
    ),
    _act("/documents/{document_id}/void", "Hủy số", void, "Reason", "KeptDocument", codes=("invalid_entry",)),
    _act(
        "/documents/{document_id}/recall",
        "Thu hồi bằng văn bản thông báo",
        recall,
        "RecallNotice",
        "KeptDocument",
        codes=("invalid_entry", "date_out_of_order"),
    ),
    _act(
        "/documents/{document_id}/files",
        "Bổ sung bản đã ký",
        attach_files,
        "Originals",
        "Files",
        status=201,
        media_types=(JSON, FORM),
        files="files",
        description="Các tệp vừa nhận.",
        codes=("invalid_entry",),
    ),
)
NUMBER_CODES = _NUMBERS
ENVELOPES = (JSON, YAML)

"""“Theo lô”: the batches of the office, and the page of one: how far it is, what it came to, its files."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.errors import ServiceError
from service.http_answers import DOCX, PDF, SAFETY_HEADERS, ZIP, attachment, disposition, fetched
from service.issuing.workplace import Workplace
from service.jobs import archive, preparations, rests
from service.jobs import batches as batch_acts
from service.jobs.batches import Progress
from service.jobs.item_files import item_file
from service.jobs.merging import MOST_MERGED, merged
from service.jobs.tables.placeholders import for_each
from service.register.batches import BatchState, ItemState
from service.register.states import Role
from service.web.access import notice
from service.web.batches_engine import engine
from service.web.batches_shown import NUMBERERS
from service.web.document_answers import answer
from service.web.document_typed import Typed
from service.web.signed_in import current_office_id, desk, has_role, workplace

blueprint = Blueprint("batches", __name__)
ROWS, BATCHES = 100, 50
STATE_WORDS = {
    BatchState.RUNNING: "Đang chạy",
    BatchState.PAUSED: "Đang dừng",
    BatchState.CANCELLED: "Đã dừng",
    BatchState.FINISHED: "Đã xong",
}
ITEM_WORDS = {
    ItemState.WAITING: "chưa tới",
    ItemState.RUNNING: "đang làm",
    ItemState.DONE: "xong",
    ItemState.FAILED: "lỗi",
    ItemState.SET_ASIDE: "để riêng",
    ItemState.CANCELLED: "đã dừng",
}
_FAULTY = (ItemState.FAILED, ItemState.SET_ASIDE)
_MERGED = {"docx": DOCX, "pdf": PDF}


@blueprint.get("/theo-lo")
def batches() -> Response:
    """List the batches of the office, from the one before `sau` on, and on the first page what is being prepared."""
    office_id, before = current_office_id(), request.args.get("sau", "")
    found = batch_acts.listed(workplace(), office_id, before=before, limit=BATCHES + 1)
    may_write = has_role(Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER)
    return answer(
        "batches/list.html",
        found=found[:BATCHES],
        next_after=found[BATCHES - 1].batch.id if len(found) > BATCHES else "",
        is_first_page=not before,
        prepared=preparations.listed(workplace(), office_id) if may_write and not before else [],
        may_write=may_write,
        state_words=STATE_WORDS,
        titles={one.slug: one.title for one in desk().catalogue.types()},
        for_each=for_each,
    )


@blueprint.get("/theo-lo/<batch_id>")
def show(batch_id: str) -> Response:
    """Show a batch: how far it is, and its rows from `sau` on, all or (`loc=loi`) those with faults."""
    return batch_page(batch_id)


@blueprint.get("/theo-lo/<batch_id>/tien-do")
def progress(batch_id: str) -> Response:
    """Say for a script how far a batch is."""
    return jsonify(_progress_object(batch_acts.status(workplace(), batch_id, most_faulty=0)))


@blueprint.post("/theo-lo/<batch_id>/<act>")
def act(batch_id: str, act: str) -> ResponseReturnValue:
    """Stop a batch, go on with it, do its faulty rows again; what was refused is said on its page."""
    if act not in _ACTS:
        abort(404)
    typed = Typed()
    on = typed.day("new_day", "Ngày ban hành")
    if typed.faults:
        return batch_page(batch_id, status=422, faults=typed.faults, typed=request.form)
    try:
        _ACTS[act](workplace(), batch_id, on)
    except ServiceError as refused:
        if refused.code in {"batch_not_found", "not_allowed"}:
            raise
        notice(refused.message, kind="warning")
    return redirect(url_for("batches.show", batch_id=batch_id), 303)


@blueprint.get("/theo-lo/<batch_id>.zip")
def download(batch_id: str) -> Response:
    """Stream all documents with their contents list; nothing of it is kept on disk or whole in memory."""
    row = batch_acts.status(workplace(), batch_id, most_faulty=0).batch
    name = archive.archive_name(row)
    return fetched(request, archive.archive(workplace(), batch_id), ZIP, disposition(name, name))


@blueprint.get("/theo-lo/<batch_id>/gop.<ending>")
def one_file(batch_id: str, ending: str) -> Response:
    """Give all documents as one file for printing."""
    if ending not in _MERGED:
        abort(404)
    row = batch_acts.status(workplace(), batch_id, most_faulty=0).batch
    file = merged(workplace(), batch_id, ending, desk().converter)
    name = f"{archive.archive_name(row).removesuffix('.zip')}.{ending}"
    return fetched(request, file, _MERGED[ending], disposition(name, name))


@blueprint.get("/theo-lo/<batch_id>/van-ban/<int:number>.docx")
def item(batch_id: str, number: int) -> Response:
    """Give the document of one row."""
    name, content = item_file(workplace(), batch_id, number)
    return attachment(content, DOCX, file_name=name, utf8_name=name)


def batch_page(batch_id: str, *, status: int = 200, **more: Any) -> Response:
    """Return the page of a batch."""
    after = request.args.get("sau", "")
    is_faulty_only = request.args.get("loc") == "loi"
    found = batch_acts.status(workplace(), batch_id)
    rows = batch_acts.items(
        workplace(),
        batch_id,
        states=_FAULTY if is_faulty_only else (),
        after=int(after) if after.isascii() and after.isdecimal() and len(after) < 9 else 0,
        limit=ROWS + 1,
    )
    response = answer(
        "batches/run.html",
        status=status,
        one=found,
        said=_progress_object(found),
        rows=rows[:ROWS],
        next_after=rows[ROWS - 1].item.number if len(rows) > ROWS else 0,
        is_faulty_only=is_faulty_only,
        after=after,
        item_words=ITEM_WORDS,
        title=_title(found),
        may_run=has_role(Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER),
        outlook=batch_acts.outlook(workplace(), batch_id),
        open_rows=rests.rest(workplace(), batch_id),
        may_number=has_role(*NUMBERERS),
        has_cancelled=bool(found.counts[ItemState.CANCELLED]),
        may_merge=0 < found.done <= MOST_MERGED,
        has_converter=desk().converter is not None,
        **{"faults": (), "typed": {}, "ticked": frozenset(), "questions": {}, **more},
    )
    policy = SAFETY_HEADERS["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = f"{policy}; connect-src 'self'"
    return response


def _title(found: Progress) -> str:
    titles = {one.slug: one.title for one in desk().catalogue.types()}
    row = found.batch
    return f"{titles.get(row.type_slug, row.type_slug)}: {for_each(row.subject)}"


def _progress_object(found: Progress) -> dict[str, Any]:
    """Return what the script of the page shows, in the words of the page."""
    total = max(1, found.batch.total)
    return {
        "state": found.batch.state,
        "words": STATE_WORDS[BatchState(found.batch.state)],
        "total": found.batch.total,
        "done": found.done,
        "failed": found.failed,
        "left": found.left,
        "stopped": found.counts[ItemState.CANCELLED],
        "percent": round((total - found.left) * 100 / total),
        "seconds_left": found.seconds_left,
        "trouble": found.batch.trouble,
        "is_over": found.batch.state != BatchState.RUNNING,
    }


def _stop(work: Workplace, batch_id: str, _on: date | None) -> None:
    batch_acts.cancel(work, batch_id)
    notice("Đã dừng. Văn bản đã tạo và số đã cấp vẫn giữ, có trong danh sách dưới đây.")


def _go_on(work: Workplace, batch_id: str, on: date | None) -> None:
    """Go on: with what stands still, or with what was stopped; numbers on another day where one is given.

    Which of both is what the page showed: nobody brings to life again what somebody else has just stopped.
    """
    if request.form.get("seen") == BatchState.CANCELLED:
        _again(work, batch_id, on)
    else:
        batch_acts.resume(work, engine(), batch_id, on=on)


def _again(work: Workplace, batch_id: str, on: date | None) -> None:
    batch_acts.retry(work, engine(), batch_id, on=on, seen=request.form.get("seen", ""))


_ACTS: Mapping[str, Any] = {"dung": _stop, "chay-tiep": _go_on, "lam-lai": _again}

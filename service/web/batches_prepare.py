"""“Theo lô”, before the run: a type and its plan, the table and its faults, questions, samples, the button."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.doctypes.definition import DocumentType
from service.doctypes.reading import read_input
from service.domain.dates import office_day
from service.domain.findings import FieldError
from service.errors import InvalidInput, ServiceError, UnreadableInput
from service.http_answers import attachment, status_of
from service.issuing.draft_beginnings import SHOWN_MAX, Beginning, beginnings
from service.jobs import preparations, rests
from service.jobs.mending import Mend
from service.jobs.plans import places_of_units, plan_from_document
from service.jobs.preparations import NewPreparation
from service.jobs.tables import units_below, write_template
from service.register.errors import NotAllowed
from service.register.states import Role
from service.web.access import notice
from service.web.batches_shown import prepared_page
from service.web.document_answers import answer
from service.web.signed_in import current_office_id, desk, has_role, workplace
from service.web.starting import Start, samples_of, started

blueprint = Blueprint("batches_prepare", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE = "file"


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """A type with everything that can be the plan of a batch of it."""

    document_type: DocumentType
    samples: tuple[Start, ...]
    documents: tuple[Beginning, ...]


@blueprint.get("/theo-lo/moi")
def new() -> Response:
    """Show the types, and what the plan of a batch of each can be."""
    return _new_page(())


@blueprint.post("/theo-lo/moi")
def begin() -> ResponseReturnValue:
    """Begin to prepare a batch. Raises UnknownDocumentType, NotAllowed."""
    _require_writer()
    document_type = desk().catalogue.get(request.form.get("type", ""))
    try:
        plan, name = _chosen_plan(document_type)
        wanted = NewPreparation(
            slug=document_type.slug,
            plan=plan,
            plan_name=name,
            by="office" if request.form.get("by") == "office" else "units",
        )
        made = preparations.begin(workplace(), current_office_id(), wanted)
    except UnreadableInput as refused:
        return _new_page([FieldError("", refused.code, refused.message)], status=status_of(refused))
    except InvalidInput as refused:
        return _new_page(refused.errors, status=status_of(refused))
    return redirect(url_for("batches_prepare.show", preparation_id=made), 303)


@blueprint.get("/theo-lo/bang-mau/<slug>.xlsx")
def template(slug: str) -> Response:
    """Give the workbook to fill in, the units of a place (`tinh`) already in it. Raises UnknownDocumentType."""
    found = desk()
    document_type = found.catalogue.get(slug)
    place = request.args.get("tinh", "").strip()
    units = units_below(place) if place else ()
    content = write_template(found.catalogue, document_type, units=units)
    utf8_name = f"Bảng mẫu {document_type.title}.xlsx"
    return attachment(content, XLSX, file_name=f"bang-mau-{slug}.xlsx", utf8_name=utf8_name)


@blueprint.get("/theo-lo/chuan-bi/<preparation_id>")
def show(preparation_id: str) -> ResponseReturnValue:
    """Show how far a batch is prepared; one that runs leads to its page."""
    row = preparations.opened(workplace(), preparation_id)
    if row.batch_id is not None:
        return redirect(url_for("batches.show", batch_id=row.batch_id))
    if row.report is not None and "valid" not in row.report:  # begun by an earlier release, its check cut off
        preparations.check_again(workplace(), preparation_id)
        row = preparations.opened(workplace(), preparation_id)
    return prepared_page(row)


@blueprint.post("/theo-lo/chuan-bi/<preparation_id>/bang")
def take(preparation_id: str) -> ResponseReturnValue:
    """Take a table, and check it."""

    def act() -> None:
        name, content = _sent_file("Chọn tệp bảng (.xlsx, .csv hoặc .json) rồi bấm lại.")
        preparations.take_table(workplace(), preparation_id, name, content)

    return _done(preparation_id, act)


@blueprint.post("/theo-lo/chuan-bi/<preparation_id>/du-lieu")
def plan(preparation_id: str) -> ResponseReturnValue:
    """Take another plan; the table stays."""

    def act() -> None:
        row = preparations.opened(workplace(), preparation_id)
        found, name = _chosen_plan(desk().catalogue.get(row.type_slug))
        preparations.replace_plan(workplace(), preparation_id, found, name)

    return _done(preparation_id, act)


@blueprint.post("/theo-lo/chuan-bi/<preparation_id>/sua")
def mend(preparation_id: str) -> ResponseReturnValue:
    """Mend faulty cells on the page."""
    names = (request.form.getlist(name) for name in ("sheet", "cell", "value"))
    read = request.form.getlist("read")
    cells = [Mend(sheet, cell, value.strip()) for sheet, cell, value in zip(*names, strict=False)]
    changed = [one for one, before in zip(cells, read, strict=False) if one.value != before]

    def act() -> None:
        if not changed:
            raise UnreadableInput(
                "Chưa sửa ô nào. Ghi lại giá trị đúng vào ô rồi bấm lại.", code="nothing_mended"
            )
        preparations.mend(workplace(), preparation_id, changed)
        notice(f"Đã sửa {len(changed)} ô và kiểm tra lại cả bảng.")

    return _done(preparation_id, act)


@blueprint.post("/theo-lo/chuan-bi/<preparation_id>/xac-nhan")
def confirm(preparation_id: str) -> ResponseReturnValue:
    """Confirm a question for all units that raise it, or take that back."""
    code, mark = request.form.get("code", ""), request.form.get("mark", "")
    is_confirmed = request.form.get("confirmed") == "1"

    def act() -> None:
        preparations.answer(workplace(), preparation_id, code, mark, is_confirmed=is_confirmed)

    return _done(preparation_id, act, anchor="cau-hoi")


@blueprint.post("/theo-lo/<batch_id>/con-lai")
def take_up(batch_id: str) -> ResponseReturnValue:
    """Begin to prepare the rows that a batch left out; plan, table and mended cells are kept."""
    found = rests.take_up(workplace(), batch_id)
    return redirect(url_for("batches_prepare.show", preparation_id=found), 303)


@blueprint.get("/theo-lo/chuan-bi/<preparation_id>/loi.xlsx")
def faults(preparation_id: str) -> Response:
    """Give the table back with every faulty cell marked."""
    content = preparations.marked_workbook(workplace(), preparation_id)
    stem = PurePath(preparations.opened(workplace(), preparation_id).table_name).stem or "bảng"
    utf8_name = f"{stem} (đánh dấu lỗi).xlsx"
    return attachment(content, XLSX, file_name="bang-danh-dau-loi.xlsx", utf8_name=utf8_name)


@blueprint.post("/theo-lo/chuan-bi/<preparation_id>/bo")
def drop(preparation_id: str) -> ResponseReturnValue:
    """Throw away what was prepared."""
    preparations.drop(workplace(), preparation_id)
    notice("Đã bỏ đợt đang chuẩn bị.")
    return redirect(url_for("batches.batches"), 303)


def _done(preparation_id: str, act: Callable[[], None], *, anchor: str | None = None) -> ResponseReturnValue:
    """Do something to a preparation and lead back to it; what was refused is said there, and nothing is lost."""
    try:
        act()
    except InvalidInput as refused:
        return _refused(preparation_id, refused, refused.errors)
    except ServiceError as refused:
        return _refused(preparation_id, refused, [FieldError("", refused.code, refused.message)])
    return redirect(url_for("batches_prepare.show", preparation_id=preparation_id, _anchor=anchor), 303)


def _refused(preparation_id: str, refused: ServiceError, faults: Any) -> Response:
    row = preparations.opened(workplace(), preparation_id)
    return prepared_page(row, faults=faults, status=status_of(refused))


def _new_page(faults: Any, *, status: int = 200) -> Response:
    _require_writer()
    found = desk()
    day = office_day(found.now())
    words = request.args.get("tim", "").strip()
    documents = beginnings(workplace(), current_office_id(), words)
    offers = [
        PlanOffer(
            one,
            samples_of(one, day),
            tuple(document for document in documents.get(one.slug, ()) if document.way == "document"),
        )
        for one in found.catalogue.types()
    ]
    places = places_of_units(workplace(), current_office_id())
    return answer(
        "batches/new.html",
        status=status,
        offers=offers,
        places=places,
        faults=faults,
        words=words,
        is_found=any(one.documents for one in offers),
        most=SHOWN_MAX,
    )


def _chosen_plan(document_type: DocumentType) -> tuple[dict[str, Any], str]:
    """Return the plan that was chosen, and what pages call it: a file, a document of the register, or a sample."""
    file = request.files.get(_FILE)
    if file is not None and file.filename:
        return read_input(file.read(), file.filename), f"tệp {file.filename}"
    way, _, name = request.form.get("plan", "").partition(":")
    if way == "document":
        found = dict(plan_from_document(workplace(), document_type.slug, name))
        words = " ".join(str(found.get("subject", "")).split())
        return found, f"{document_type.title} {found.get('code') or '(bản nháp)'}: {words}"
    if way == "sample":
        sample = started(desk().catalogue, document_type, name)
        # the sample of a type is nobody's, that of an office is this office's
        left_out = {"month"} if "/" in name else {"month", "office"}
        return {key: value for key, value in sample.items() if key not in left_out}, "dữ liệu mẫu"
    raise UnreadableInput("Chưa chọn dữ liệu chung. Chọn một văn bản, một mẫu, hoặc mở tệp .yaml, .json.")


def _sent_file(missing: str) -> tuple[str, bytes]:
    """Return name and content of the file that was sent. Raises UnreadableInput."""
    file = request.files.get(_FILE)
    if file is None or not file.filename:
        raise UnreadableInput(missing)
    return PurePath(file.filename).name, file.read()


def _require_writer() -> None:
    """Raise NotAllowed for who makes no documents in the office that he works for now."""
    if not has_role(Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER):
        raise NotAllowed("Soạn thảo, duyệt hoặc văn thư của cơ quan mới lập được đợt văn bản.")

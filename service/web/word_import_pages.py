"""“Từ tệp Word năm trước”: a Word file becomes a draft; each paragraph lies in a field or in the tray."""

from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import office_day
from service.domain.text import nfc
from service.errors import InvalidInput, UnreadableInput
from service.http_answers import status_of
from service.issuing import kept_word_files
from service.issuing.draft_beginnings import SHOWN_MAX, beginnings, opened_for
from service.issuing.drafting import save
from service.issuing.file_checks import SentFile
from service.issuing.import_places import places
from service.issuing.importing import import_file
from service.issuing.issuing_office import known_office
from service.issuing.kept_word_files import MOVED, KeptImport
from service.register.errors import WrongState
from service.web.access import notice
from service.web.document_answers import answer
from service.web.draft_starting import as_typed
from service.web.form_page import FormPage
from service.web.signed_in import (
    current_office,
    current_office_id,
    desk,
    office_roles,
    person,
    workplace,
)
from service.web.word_import_shown import choices, rows, short

blueprint = Blueprint("word_import", __name__)
_LONGEST_STEM = 100
NO_FILE = "Chưa chọn tệp. Chọn hoặc thả một tệp Word (.docx) rồi bấm nút."


@blueprint.get("/van-ban/tu-tep-word")
def start() -> Response:
    """Ask for the type and the file."""
    return _start(request.args.get("loai", ""))


@blueprint.post("/van-ban/tu-tep-word")
def send() -> ResponseReturnValue:
    """Read the file that was sent and lead to its paragraphs; a file that cannot be read is refused with what to do."""
    slug = request.form.get("type", "")
    try:
        found = _read(slug, sent_file())
    except (UnreadableInput, InvalidInput, WrongState) as refused:
        return _start(slug, refused.message, status_of(refused))
    return redirect(url_for("word_import.sort", import_id=found), 303)


@blueprint.get("/van-ban/tu-tep-word/<import_id>")
def sort(import_id: str) -> Response:
    """Show the paragraphs beside their fields; `doan` is the paragraph that is being moved. Raises DocumentNotFound."""
    return _sorted(kept_word_files.kept_import(workplace(), import_id))


@blueprint.post("/van-ban/tu-tep-word/<import_id>/chuyen")
def move(import_id: str) -> ResponseReturnValue:
    """Move a paragraph to a field, or to the tray. Raises DocumentNotFound."""
    number, seen = (_number(request.form.get(name, "")) for name in ("paragraph", "seen"))
    try:
        kept_word_files.move(workplace(), import_id, number, request.form.get("to", ""), seen=seen)
    except InvalidInput as refused:
        found = kept_word_files.kept_import(workplace(), import_id)
        return _sorted(found, picked=number, message=refused.errors[0].message, status=422)
    except WrongState as refused:
        if refused.code != MOVED:
            raise
        notice(refused.message, kind="warning")
    return redirect(f"{url_for('word_import.sort', import_id=import_id)}#doan-{number}", 303)


@blueprint.post("/van-ban/tu-tep-word/<import_id>/tao")
def make(import_id: str) -> ResponseReturnValue:
    """Make the draft, with the texts of the tray, and delete the file. Raises DocumentNotFound, NotAllowed."""
    found = kept_word_files.kept_import(workplace(), import_id)
    document_type = desk().catalogue.get(found.slug)
    envelope = kept_word_files.draft_input(workplace(), found)
    row = save(workplace(), found.slug, as_typed(document_type, envelope))
    kept_word_files.forget(workplace(), import_id)
    tray = len(found.sorting.tray)
    left = f" Còn {tray} đoạn chưa xếp, ghi ở đầu trang." if tray else ""
    notice(f"Đã tạo bản nháp.{left} Bấm “Kiểm tra” để xem những chỗ phải kiểm tra lại.")
    return redirect(url_for("drafts.write", document_id=row.id), 303)


@blueprint.post("/van-ban/tu-tep-word/<import_id>/bo")
def drop(import_id: str) -> ResponseReturnValue:
    """Delete the file without making a draft."""
    kept_word_files.forget(workplace(), import_id)
    notice("Đã xóa tệp khỏi máy chủ, chưa tạo bản nháp nào.")
    return redirect(url_for("word_import.start"), 303)


def sent_file() -> SentFile:
    """Return the file of the form under a short name. Raises UnreadableInput for none."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise UnreadableInput(NO_FILE)
    path = PurePath(nfc(sent.filename).replace("\\", "/"))
    return SentFile(f"{path.stem[:_LONGEST_STEM]}{path.suffix.lower()}", sent.read())


def _read(slug: str, file: SentFile) -> str:
    """Read a file as a type and keep what it became; return the id."""
    found, office_id = desk(), current_office_id()
    document_type = found.catalogue.get(slug)
    source = request.form.get("source", "")
    sources: dict[str, Any] = {}
    if source:
        sources = opened_for(workplace(), document_type, source)["sources"]
    office = known_office(workplace(), office_id)
    made = import_file(found.catalogue, slug, file.content, now=found.now(), office=office, sources=sources)
    return kept_word_files.keep_import(workplace(), office_id, file, made)


def _start(slug: str, message: str = "", status: int = 200) -> Response:
    words = request.args.get("tim", "").strip()
    offers = beginnings(workplace(), current_office().office_id, words)
    sources = {one.id: one for found in offers.values() for one in found if one.way == "source"}
    return answer(
        "word/import_start.html",
        status=status,
        types=desk().catalogue.types(),
        chosen=slug,
        sources=list(sources.values()),
        words=words,
        most=SHOWN_MAX,
        source=request.form.get("source", ""),
        message=message,
    )


def _sorted(
    found: KeptImport, *, picked: int | None = None, message: str = "", status: int = 200
) -> Response:
    document_type = desk().catalogue.get(found.slug)
    today = office_day(desk().now())
    roles = office_roles(found.office_id)
    names = {one.office_id: one.name for one in person().offices}
    page = FormPage(
        document_type,
        desk().catalogue,
        today,
        found.sorting.envelope,
        questions=found.questions,
        office_name=names.get(found.office_id, found.office_id),
        roles=roles,
    )
    number = _number(request.args.get("doan", "")) if picked is None else picked
    one = next((one for one in found.sorting.paragraphs if one.number == number), None)
    return answer(
        "word/import.html",
        status=status,
        found=found,
        type=document_type,
        rows=rows(found, page, roles),
        picked=one,
        short=short,
        choices=choices(places(document_type, found.sorting.envelope), page),
        year=today.year,
        message=message,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1

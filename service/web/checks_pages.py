"""“Kiểm tra văn bản”: a file is dropped, its findings stand beside its text, what is safe is mended and taken home."""

from pathlib import PurePath

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.conversion.libreoffice import ConversionFailed, ConverterMissing
from service.domain.text import file_name, nfc
from service.errors import UnreadableInput
from service.http_answers import DOCX, attachment, status_of
from service.issuing import file_review
from service.issuing.file_checks import SentFile
from service.issuing.file_findings import SURE
from service.issuing.file_review import MOVED
from service.issuing.page_pictures import can_show_pages
from service.register.checked_files import OWN_HOURS
from service.register.errors import WrongState
from service.web.access import notice
from service.web.checks_pictures import beside
from service.web.checks_text import Filter, counted, filtered, note_pieces, rows_of, shown
from service.web.document_answers import answer
from service.web.signed_in import current_office_id, desk, workplace

blueprint = Blueprint("checks", __name__)
_ENDINGS = (".docx", ".txt", ".yaml", ".yml", ".json")
_LONGEST_STEM = 100
_NOT_MENDED = "Chỗ này có dấu ngắt hoặc trường tự động, phải sửa trong Word."
_ALL, _SAME = "tat-ca", "ca-nhom-"


@blueprint.get("/kiem-tra")
def check() -> Response:
    """Ask for a file."""
    return _start()


@blueprint.post("/kiem-tra")
def send() -> ResponseReturnValue:
    """Check the file that was sent, and lead to its findings."""
    if len(request.files.getlist("file")) > 1:
        return _start("Mỗi lần kiểm tra một tệp. Chọn hoặc thả từng tệp.", 422)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _start("Chưa chọn tệp. Chọn hoặc thả một tệp vào khung rồi bấm Kiểm tra.", 422)
    file = SentFile(_name(sent.filename), sent.read())
    try:
        made = file_review.begin_review(workplace(), current_office_id(), file, desk().converter)
    except UnreadableInput as refused:
        return _start(refused.message, status_of(refused))
    return redirect(url_for("checks.findings", review_id=made), 303)


@blueprint.get("/kiem-tra/<review_id>")
def findings(review_id: str) -> Response:
    """Show the findings beside the text, as the filters ask."""
    found = file_review.review(workplace(), review_id)
    wish = Filter.of(request.args.get("loai", ""), request.args.get("muc", ""))
    everything = shown(found)
    kept = filtered(everything, wish)
    rows = rows_of(found, kept)
    on_page = {place for row in rows for place in row.places}
    return answer(
        "checks/findings.html",
        review=found,
        wish=wish,
        counts=counted(everything),
        found=kept,
        rows=rows,
        notes={note: note_pieces(note, on_page) for one in kept for note in one.notes},
        sure=sum(one.mend == SURE and wish.kind in {"", one.kind} for one in everything),
        is_word=found.name.lower().endswith(".docx"),
        has_pictures=can_show_pages(desk().converter),
    )


@blueprint.post("/kiem-tra/<review_id>/sua")
def mend(review_id: str) -> ResponseReturnValue:
    """Mend one finding, all places of its kind, or everything that is safe."""
    asked = request.form.get("sua", "")
    try:
        if asked == _ALL:
            kind = request.form.get("loai", "")
            count = file_review.mend_all(workplace(), review_id, _seen(), kind)
            notice(f"Đã sửa {count} chỗ." if count else "Không có chỗ nào máy tự sửa được.")
        elif _is_number(number := asked.removeprefix(_SAME)) and number != asked:
            count = file_review.mend_same(workplace(), review_id, int(number) - 1, _seen())
            notice(f"Đã sửa {count} chỗ." if count else _NOT_MENDED)
        elif _is_number(asked):
            said = file_review.mend_one(workplace(), review_id, int(asked) - 1, _seen())
            notice(f"Đã sửa: {said.rstrip('.')}." if said else _NOT_MENDED)
    except WrongState as refused:
        notice(refused.message, kind="warning")
    return redirect(_back(review_id, "" if asked == _ALL else asked.removeprefix(_SAME)), 303)


@blueprint.post("/kiem-tra/<review_id>/bo-sua")
def take_back(review_id: str) -> ResponseReturnValue:
    """Take the last mending back."""
    try:
        file_review.take_back(workplace(), review_id, _seen())
        notice("Đã bỏ lần sửa vừa rồi.")
    except WrongState as refused:
        if refused.code != MOVED:
            raise
        notice(refused.message, kind="warning")
    return redirect(_back(review_id), 303)


@blueprint.get("/kiem-tra/<review_id>/tai-ve")
def download(review_id: str) -> Response:
    """Give the file as it is now."""
    name, _, content = file_review.both_files(workplace(), review_id)
    stem, ending = PurePath(name).stem, PurePath(name).suffix.lower()
    media_type = DOCX if ending == ".docx" else "text/plain; charset=utf-8"
    plain = file_name(stem, "da sua", extension=ending.removeprefix("."))
    return attachment(content, media_type, file_name=plain, utf8_name=f"{stem} (đã sửa){ending}")


@blueprint.get("/kiem-tra/<review_id>/so-sanh")
def compare(review_id: str) -> Response:
    """Show the pages as they came and as they are now, side by side. Raises ConverterMissing, ConversionFailed."""
    name, before, after = file_review.both_files(workplace(), review_id)
    message, pairs = "", []
    try:
        pairs = beside(before, after, desk().converter)
    except (ConverterMissing, ConversionFailed) as refused:
        message = refused.message
    return answer(
        "checks/compare.html",
        name=name,
        review_id=review_id,
        pairs=pairs,
        message=message,
        is_same=before == after,
    )


@blueprint.post("/kiem-tra/<review_id>/xoa")
def forget(review_id: str) -> ResponseReturnValue:
    """Delete the file at once."""
    file_review.forget(workplace(), review_id)
    notice("Đã xóa tệp khỏi máy chủ.")
    return redirect(url_for("checks.check"), 303)


def _start(message: str = "", status: int = 200) -> Response:
    return answer(
        "checks/check.html", status=status, message=message, hours=OWN_HOURS, accepted=",".join(_ENDINGS)
    )


def _name(given: str) -> str:
    """Return the name of a file without folders, not longer than a person reads."""
    path = PurePath(nfc(given).replace("\\", "/"))
    return f"{path.stem[:_LONGEST_STEM]}{path.suffix}"


def _seen() -> int:
    given = request.form.get("seen", "")
    return int(given) if _is_number(given) else -1


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


def _back(review_id: str, number: str = "") -> str:
    """Return the address of the findings with the same filters, where the mended one stood."""
    loai, muc = request.form.get("loai") or None, request.form.get("muc") or None
    place = url_for("checks.findings", review_id=review_id, loai=loai, muc=muc)
    return f"{place}#loi-{number}" if number else place

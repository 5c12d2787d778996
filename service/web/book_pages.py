"""The book (sổ đăng ký văn bản đi): finding, paging, export, print; entering documents that were made elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import office_day, parse_date, short_date
from service.domain.findings import FieldError
from service.domain.refusal import Refused
from service.domain.text import file_name
from service.errors import InvalidInput
from service.http_answers import DOCX, attachment, status_of
from service.issuing import dispatch
from service.issuing.book_listing import BookListing, kinds, listing
from service.register.book import COLUMNS
from service.register.errors import InvalidEntry, RegisterError
from service.register.export import FORMATS, export
from service.register.search import Wish
from service.register.states import NUMBERED, STATE_NAMES, State
from service.web.access import notice
from service.web.document_answers import answer
from service.web.document_typed import Typed
from service.web.signed_in import current_office, current_office_id, desk, workplace

blueprint = Blueprint("book", __name__)
LINES = 50
_MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": DOCX,
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
_FILTERS = ("q", "loai", "tu", "den", "nguoi-ky", "trang-thai")


@blueprint.get("/so-van-ban")
def book() -> Response:
    """Show a page of the book, newest first, as the filters ask."""
    return _book([], 200)


@blueprint.post("/so-van-ban/phat-hanh")
def dispatch_several() -> ResponseReturnValue:
    """Enter that the documents that were ticked were sent to all their recipients: all of them or none."""
    typed = Typed()
    day = typed.day("on", "Ngày chuyển", needed=True)
    ids = request.form.getlist("id")[:LINES]
    if not ids:
        typed.wrong("", "Chưa chọn văn bản nào để ghi phát hành.")
    try:
        typed.require()
        rows = dispatch.dispatch_several(workplace(), ids, day) if day is not None else []
    except (InvalidInput, RegisterError) as refused:
        return _book(faults_of(refused), status_of(refused))
    notice(f"Đã ghi phát hành {len(rows)} văn bản: {', '.join(row.code or '' for row in rows)}.")
    return redirect(url_for("book.book"), 303)


def faults_of(refused: InvalidInput | RegisterError) -> list[FieldError]:
    """Return what refused an act as lines for the top of the page; a document has no field there to lead to."""
    if isinstance(refused, InvalidInput):
        return list(refused.errors)
    return [FieldError("", one.code, one.message) for one in refused.faults or [refused]]


def _book(refused: Sequence[FieldError], refused_status: int) -> Response:
    """Return a page of the book, with what an act on it was refused for."""
    typed = {name: request.args.get(name, "").strip() for name in _FILTERS}
    faults: list[FieldError] = [*refused]
    wish = _wish(typed, faults)
    status = 422 if len(faults) > len(refused) else refused_status
    try:
        with workplace().reading() as turn:
            found = listing(turn, wish)
    except InvalidEntry as error:  # a cursor of another search
        faults, status = [FieldError("", error.code, error.message)], status_of(error)
        found = BookListing((), None, (), may_export=False, may_record=False)
    return answer(
        "book/book.html",
        status=status,
        found=found,
        typed=typed,
        faults=faults,
        kinds=kinds(),
        states=_states(),
        office=current_office(),
        year=office_day(desk().now()).year,
        formats=FORMATS,
        next_page=_page_after(typed, found),
        first_page=_page_after(typed, None) if wish.cursor else "",
        is_filtered=any(typed.values()),
        columns=COLUMNS,
        today=short_date(office_day(desk().now())),
        ticked=request.form.getlist("id"),
    )


@blueprint.get("/so-van-ban/<int:year>.<ending>")
def download(year: int, ending: str) -> ResponseReturnValue:
    """Give the book of a year as a file to keep, to print and bind, or to read by a program; `mat=1` the secret one."""
    if ending not in _MEDIA_TYPES or not 1900 <= year <= 2999:
        abort(404)
    office = current_office()
    secret = request.args.get("mat") == "1"
    with workplace().reading() as turn:
        content = export(turn.session, turn.actor, office.office_id, year, ending, secret=secret)
    name = file_name(
        "so van ban mat" if secret else "so van ban", str(year), office.office_id, extension=ending
    )
    return attachment(content, _MEDIA_TYPES[ending], file_name=name, utf8_name=name)


def _wish(typed: Mapping[str, str], faults: list[FieldError]) -> Wish:
    """Return what is looked for; days that cannot be read are faults and do not count."""
    state = typed["trang-thai"] if typed["trang-thai"] in STATE_NAMES else ""
    return Wish(
        office_id=current_office_id(),
        q=typed["q"],
        kind=typed["loai"],
        state=state,
        signer=typed["nguoi-ky"],
        since=_day(typed["tu"], "tu", "Từ ngày", faults),
        until=_day(typed["den"], "den", "Đến ngày", faults),
        numbered=not state or State(state) in NUMBERED,
        cursor=request.args.get("cursor") or None,
        limit=LINES,
    )


def _day(text: str, name: str, label: str, faults: list[FieldError]) -> date | None:
    if not text:
        return None
    try:
        return parse_date(text)
    except Refused as refused:
        faults.append(FieldError(name, refused.code, f"{label}: {refused.message}"))
        return None


def _states() -> list[tuple[str, str]]:
    """Return the states to choose from, those of the book first."""
    in_book = [(state.value, STATE_NAMES[state]) for state in State if state in NUMBERED]
    return in_book + [(state.value, STATE_NAMES[state]) for state in State if state not in NUMBERED]


def _page_after(typed: Mapping[str, str], found: BookListing | None) -> str:
    """Return the address of the next page (of the first one for None), "" where there is none."""
    asked = {name: value for name, value in typed.items() if value}
    if found is not None:
        if not found.cursor:
            return ""
        asked["cursor"] = found.cursor
    return "?".join(part for part in (url_for("book.book"), urlencode(asked)) if part)

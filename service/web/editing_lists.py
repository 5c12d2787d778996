"""Many items at once in a list of the form: pasted rows and paragraphs, a workbook taken in, a workbook given out.

A script sends the inputs of the page and gets the list as it is afterwards; the page keeps the old one for “Hoàn tác”.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from service.doctypes.definition import DocumentType
from service.domain.dates import office_day
from service.domain.text import file_name
from service.errors import UnreadableInput
from service.http_answers import attachment
from service.jobs.tables.one_list import list_level, list_workbook, paragraphs_of, pasted_items, read_list
from service.web.draft_request import FormReader, SentForm, input_path, sent_pairs
from service.web.form_context import bodies_of
from service.web.form_page import FormPage, form_schema
from service.web.form_reading import understood_texts
from service.web.list_places import items_at, moved, pattern_of, with_items
from service.web.signed_in import desk, office_roles

blueprint = Blueprint("lists", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NO_TABLE = "Danh sách này không có bảng. Thêm từng mục bằng nút “Thêm”."
_MOST_TOLD = 3
_NO_FILE = "Chưa chọn tệp. Chọn một tệp .xlsx rồi làm lại."


@blueprint.post("/soan/<slug>/danh-sach")
def paste(slug: str) -> ResponseReturnValue:
    """Answer ``{"html", "added", "said"}``: the list with what was pasted (`way`: rows, paragraphs or file).

    `said` are the faults of a file, and how deadlines were understood.
    """
    document_type = desk().catalogue.get(slug)
    sent = _sent(document_type)
    way = request.form.get("way", "")
    if way == "file":
        envelope, faults = _taken_in(document_type, sent)
        return _answer(document_type, sent, envelope, said=faults)
    list_path = input_path(sent.tree, request.form.get("list", ""))
    added, said = _added(document_type, list_path, way)
    at = max(request.form.get("at", 0, int), 0)
    items = items_at(sent.envelope, list_path)
    found = _put_in(items, added, at, field=request.form.get("field", ""), is_text=way == "paragraphs")
    return _answer(
        document_type, sent, with_items(sent.envelope, list_path, found), added=len(added), said=said
    )


@blueprint.post("/soan/<slug>/bang")
def workbook(slug: str) -> Response:
    """Answer a list as .xlsx. Raises UnreadableInput for a list without a table."""
    document_type = desk().catalogue.get(slug)
    sent = _sent(document_type)
    found = list_level(document_type, pattern_of(input_path(sent.tree, request.form.get("list", ""))))
    if found is None:
        raise UnreadableInput(_NO_TABLE)
    name = file_name(slug, found[1].name, office_day(desk().now()).isoformat(), extension="xlsx")
    return attachment(list_workbook(found[0], sent.envelope), XLSX, file_name=name, utf8_name=name)


def _sent(document_type: DocumentType) -> SentForm:
    pairs = sent_pairs(request.form.get("pairs")) or []
    return FormReader(document_type, desk().catalogue, request.form.get("office", "")).read(pairs)


def _roles() -> Mapping[str, str]:
    """Return the bodies of the office that the draft belongs to, none where the page does not name it."""
    office_id = request.form.get("office", "")
    return office_roles(office_id) if office_id else {}


def _added(document_type: DocumentType, path: str, way: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the items to add, and how their deadlines were understood."""
    text, field = request.form.get("text", ""), request.form.get("field", "")
    if way == "paragraphs":
        return [{field: one} for one in paragraphs_of(text)], []
    found = list_level(document_type, pattern_of(path))
    if found is None:
        raise UnreadableInput(_NO_TABLE)
    pasted = pasted_items(found[1], text, field, frozenset(bodies_of(_roles())))
    return pasted.items, _read_as(pasted.read_as)


def _read_as(read_as: Mapping[str, str]) -> list[str]:
    """Return what was made of deadlines that will be printed in other words, the first few of them.

    >>> _read_as({"15/3/2026": "chậm nhất ngày 15/3/2026"})
    ['Thời hạn “15/3/2026” hiểu là “chậm nhất ngày 15/3/2026”. Chưa đúng ý thì sửa ở từng mục.']
    """
    if not read_as:
        return []
    told = [f"“{cell}” hiểu là “{words}”" for cell, words in list(read_as.items())[:_MOST_TOLD]]
    more = len(read_as) - len(told)
    others = f"; {more} ô khác cũng vậy" if more else ""
    return [f"Thời hạn {', '.join(told)}{others}. Chưa đúng ý thì sửa ở từng mục."]


def _put_in(
    items: list[Any], added: list[dict[str, Any]], at: int, *, field: str, is_text: bool
) -> list[Any]:
    """Return the items with the added ones behind the one at `at`; that one takes the first where it is blank."""
    here = items[at] if at < len(items) and isinstance(items[at], Mapping) else None
    takes_first = added and here is not None and (not here.get(field) if is_text else not any(here.values()))
    if takes_first and here is not None:
        return [*items[:at], {**here, **added[0]}, *added[1:], *items[at + 1 :]]
    return [*items[: at + 1], *added, *items[at + 1 :]]


def _taken_in(document_type: DocumentType, sent: SentForm) -> tuple[dict[str, Any], list[str]]:
    """Return the input with the rows of the workbook that was sent, and what could not be read."""
    path = input_path(sent.tree, request.form.get("list", ""))
    found, file = list_level(document_type, pattern_of(path)), request.files.get("file")
    if found is None:
        raise UnreadableInput(_NO_TABLE)
    if file is None or not file.filename:
        raise UnreadableInput(_NO_FILE)
    envelope, errors = read_list(
        found[0], io.BytesIO(file.read()), sent.envelope, frozenset(bodies_of(_roles()))
    )
    return envelope, [f"Ô {one.cell}: {one.message}" if one.cell else one.message for one in errors]


def _answer(
    document_type: DocumentType,
    sent: SentForm,
    envelope: dict[str, Any],
    *,
    added: int = 0,
    said: Sequence[str] = (),
) -> Response:
    """Return the list as a page shows it, under the name that the page has for it."""
    name = request.form.get("list", "")
    path = input_path(sent.tree, name)
    schema = form_schema(document_type)
    shown = understood_texts(schema, envelope, schema)
    page = FormPage(document_type, desk().catalogue, office_day(desk().now()), shown, roles=_roles())
    field = page.field(path)
    html = (
        render_template("drafts/list.html", field=moved(field._replace(is_required=True), path, name))
        if field
        else ""
    )
    return jsonify({"html": html, "added": added, "said": list(said)})

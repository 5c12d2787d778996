"""The versions of a draft: listed, kept on purpose, compared by field, restored."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import office_day
from service.issuing.draft_versions import Comparison, compare, keep_milestone, restore, versions
from service.register import documents
from service.register.errors import DocumentNotFound
from service.register.models import Document
from service.register.states import State
from service.web.access import notice
from service.web.draft_answers import kept_words, value_words
from service.web.form_page import FormPage
from service.web.signed_in import desk, workplace

blueprint = Blueprint("versions", __name__)


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that differs: what it is called, and both texts in pieces (``same``, ``old``, ``new``)."""

    label: str
    old: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]


@blueprint.get("/van-ban/<document_id>/phien-ban")
def all(document_id: str) -> str:  # noqa: A001 - the name of the page
    """List the versions; `cu` and `moi` are two of them to compare."""
    row = _row(document_id)
    found = versions(workplace(), document_id)
    old, new = (request.args.get(name, 0, int) for name in ("cu", "moi"))
    told = compare(workplace(), document_id, old, new) if old and new else None
    return render_template(
        "drafts/versions.html",
        row=row,
        versions=found,
        told=told,
        changed=_changed(row, told) if told else (),
        said=lambda moment: kept_words(moment, desk().now()),
        is_draft=row.state == State.DRAFT,
    )


@blueprint.post("/van-ban/<document_id>/phien-ban")
def milestone(document_id: str) -> ResponseReturnValue:
    """Let the current version stand still (“Lưu mốc”)."""
    number = keep_milestone(workplace(), document_id, request.form.get("label", ""))
    notice(f"Đã lưu mốc: phiên bản {number} giữ nguyên từ bây giờ.")
    return redirect(url_for("versions.all", document_id=document_id))


@blueprint.post("/van-ban/<document_id>/phien-ban/<int:number>/khoi-phuc")
def bring_back(document_id: str, number: int) -> ResponseReturnValue:
    """Go on with an older version; the present one stays as a version."""
    restore(workplace(), document_id, number)
    notice(f"Đã khôi phục phiên bản {number}. Bản trước đó vẫn còn trong danh sách phiên bản.")
    return redirect(url_for("drafts.write", document_id=document_id))


def _row(document_id: str) -> Document:
    with workplace().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
    if row.type_slug is None:
        raise DocumentNotFound("Văn bản này làm ở nơi khác, không có phiên bản soạn thảo.")
    return row


def _changed(row: Document, told: Comparison) -> list[Changed]:
    """Return the fields that differ, in the words of the form."""
    found = desk()
    document_type = found.catalogue.get(str(row.type_slug))
    day = office_day(found.now())
    new = FormPage(document_type, found.catalogue, day, told.new_envelope)
    changed = []
    for one in told.differences:
        before, after = value_words(one.old), value_words(one.new)
        if before != after:
            changed.append(Changed(new.place(one.path) or one.path, *_pieces(before, after)))
    return changed


def _pieces(old: str, new: str) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Return both texts word by word, what is only in one of them marked."""
    left, right = old.split(" "), new.split(" ")
    before, after = [], []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        before.append(("same" if kind == "equal" else "old", " ".join(left[a:b])))
        after.append(("same" if kind == "equal" else "new", " ".join(right[c:d])))
    return tuple(one for one in before if one[1]), tuple(one for one in after if one[1])

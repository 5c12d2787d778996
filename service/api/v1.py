"""Version 1 of the API: document types, their schemas and samples, previews, and small text services."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from service.api.preview_answers import ANSWERS
from service.api.requests import is_wanted, read_body, wanted_answer
from service.doctypes.definition import DocumentType
from service.domain.dates import office_day
from service.domain.text_commands import COMMANDS, answers
from service.issuing.desk import Desk
from service.issuing.preview import preview

blueprint = Blueprint("api_v1", __name__, url_prefix="/api/v1")


def _desk() -> Desk:
    desk: Desk = current_app.extensions["desk"]
    return desk


def _shown(document_type: DocumentType) -> dict[str, Any]:
    """Return a type as the API shows it."""
    slug = document_type.slug
    return {
        "slug": slug,
        "kind": document_type.kind.abbreviation,
        "title": document_type.title,
        "version": document_type.version,
        "basis": document_type.basis,
        "links": {
            name: url_for(f"api_v1.{view}", slug=slug)
            for name, view in (("schema", "schema"), ("sample", "sample"), ("previews", "make_preview"))
        },
    }


@blueprint.get("/types")
def list_types() -> ResponseReturnValue:
    """List the types that can be used."""
    return jsonify(types=[_shown(document_type) for document_type in _desk().catalogue.types()])


@blueprint.get("/types/<slug>")
def show_type(slug: str) -> ResponseReturnValue:
    """Show one type."""
    return jsonify(_shown(_desk().catalogue.get(slug)))


@blueprint.get("/types/<slug>/schema")
def schema(slug: str) -> ResponseReturnValue:
    """Return the JSON Schema of a type's content, shared pieces bundled in."""
    return jsonify(_desk().catalogue.get(slug).schema)


@blueprint.get("/types/<slug>/sample")
def sample(slug: str) -> ResponseReturnValue:
    """Return a whole input that can be sent as it is; `?name=minimal` only what is required."""
    name = "minimal" if request.args.get("name") == "minimal" else "full"
    return jsonify(_desk().catalogue.sample(slug, name))


@blueprint.post("/types/<slug>/previews")
def make_preview(slug: str) -> ResponseReturnValue:
    """Make a document that is stored nowhere: .docx, JSON or PDF by `Accept`; `?specimen=true` a specimen."""
    _desk().catalogue.get(slug)
    answer = wanted_answer(list(ANSWERS))
    # Another type in the body is a fault like any other, said with the rest.
    envelope = {"type": slug, **read_body()}
    made = preview(_desk().catalogue, slug, envelope, now=_desk().now(), specimen=is_wanted("specimen"))
    return ANSWERS[answer](_desk(), made)


@blueprint.get("/text/<command>")
def text(command: str) -> Response:
    """Answer each `?value=` in the order in which they are given; a refused value has `refused: true`."""
    if command not in COMMANDS:
        abort(404)
    found = answers(command, request.args.getlist("value"), today=office_day(_desk().now()))
    return jsonify(answers=[{"answer": one.text, "refused": one.refused} for one in found])

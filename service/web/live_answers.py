"""Pages' own files, and what the scripts of a form ask while a person types: deadlines, texts in old codes."""

from flask import Blueprint, Response, jsonify, request

from service.domain.legacy_encodings import recognised
from service.web.form_widgets import understood

blueprint = Blueprint("web", __name__, template_folder="templates", static_folder="static")

_MOST_CHARACTERS = 500
_LONGEST_PASTE = 200_000


@blueprint.get("/form/deadline")
def deadline() -> Response:
    """Answer ``{"understood": "Hiểu là: ..."}`` for what is typed into the box of a deadline."""
    return jsonify({"understood": understood(request.args.get("value", "")[:_MOST_CHARACTERS])})


@blueprint.post("/form/unicode")
def unicode() -> Response:
    """Answer ``{"encoding": "TCVN3", "text": "…"}`` for a text in an old code, ``{"encoding": ""}`` for others."""
    text = request.form.get("text", "")[:_LONGEST_PASTE]
    found = recognised(text)
    return jsonify({"encoding": found.encoding, "text": found.text} if found else {"encoding": ""})

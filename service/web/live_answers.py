"""Pages' own files, and what the scripts of a form ask of what is typed and pasted: deadlines, citations, old codes."""

from flask import Blueprint, Response, jsonify, request

from service.domain.legacy_encodings import has_unicode_letters, recognised
from service.errors import UnreadableInput
from service.issuing.citation_reading import citation_fields
from service.web.form_widgets import understood

blueprint = Blueprint("web", __name__, template_folder="templates", static_folder="static")

_MOST_CHARACTERS = 500
_LONGEST_PASTE = 200_000
_TOO_LONG = "Đoạn vừa dán dài quá 200.000 chữ cái nên không đổi mã được. Hãy dán từng phần."


@blueprint.get("/form/deadline")
def deadline() -> Response:
    """Answer ``{"understood": "Hiểu là: ...", "fault": ""}`` for what is typed into the box of a deadline.

    `fault` says what to mend where nothing was understood.
    """
    said, fault = understood(request.args.get("value", "")[:_MOST_CHARACTERS])
    return jsonify({"understood": said, "fault": fault})


@blueprint.post("/form/citation")
def citation() -> Response:
    """Answer ``{"fields": {"kind": "Quyết định", ...}}`` of the document that a pasted text cites, else no fields."""
    return jsonify({"fields": citation_fields(request.form.get("text", "")[:_LONGEST_PASTE])})


@blueprint.post("/form/unicode")
def unicode() -> Response:
    """Answer ``{"encoding": "TCVN3", "text": "…"}`` for a text in an old code, ``{"encoding": ""}`` for others.

    The text is null where a part of it is in Unicode already, which a conversion of the whole would spoil. Raises
    UnreadableInput for a text that is too long: the answer takes the place of the whole text, never of a part.
    """
    text = request.form.get("text", "")
    if len(text) > _LONGEST_PASTE:
        raise UnreadableInput(_TOO_LONG)
    found = recognised(text)
    if found is None:
        return jsonify({"encoding": ""})
    return jsonify({"encoding": found.encoding, "text": None if has_unicode_letters(text) else found.text})

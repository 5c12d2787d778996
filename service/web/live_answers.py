"""What the scripts of a form ask while a person types: the meaning of a deadline, offices by name, their bodies."""

from flask import Response, current_app, jsonify, request

from service.domain.dates import office_day
from service.issuing.desk import Desk
from service.issuing.office_names import offices_like
from service.web.form_context import bodies_of
from service.web.form_widgets import understood

_MOST_CHARACTERS = 500


def _asked(name: str) -> str:
    return request.args.get(name, "")[:_MOST_CHARACTERS]


def deadline() -> Response:
    """Answer ``{"understood": "Hiểu là: ..."}`` for what is typed into the box of a deadline."""
    return jsonify({"understood": understood(_asked("value"))})


def offices() -> Response:
    """Answer ``{"offices": [{"id", "name"}]}`` for the beginning of a name."""
    desk: Desk = current_app.extensions["desk"]
    found = offices_like(_asked("value"), office_day(desk.now()))
    return jsonify({"offices": [{"id": one.id, "name": one.name} for one in found]})


def bodies() -> Response:
    """Answer ``{"bodies": {role: name}}`` of an office by its id."""
    return jsonify({"bodies": bodies_of(_asked("office") or None)})

"""What a request says: its body in JSON or YAML, switches in its address, the answer that it wants."""

from typing import Any

from flask import abort, request

from service.doctypes.reading import read_input

_NAMES = {
    "application/json": "body.json",
    "application/yaml": "body.yaml",
    "application/x-yaml": "body.yaml",
    "text/yaml": "body.yaml",
}


def read_body() -> dict[str, Any]:
    """Return the mapping in the body; 415 for another media type. Raises UnreadableInput."""
    name = _NAMES.get(request.mimetype)
    if name is None:
        abort(415)
    return read_input(request.get_data(), name)


def wanted_answer(offered: list[str]) -> str:
    """Return the media type that `Accept` likes best, the first one where it is open; 406 when none fits."""
    if not request.accept_mimetypes:
        return offered[0]
    return request.accept_mimetypes.best_match(offered) or abort(406)


def is_wanted(switch: str) -> bool:
    """Tell whether a switch of the address is on (`?specimen=true` or `=1`)."""
    return request.args.get(switch, "").lower() in {"true", "1"}

"""The fields of several inputs, read: what `form_widgets` shows comes back as a value of the envelope.

Each is given what was posted below its path and gives the value, ABSENT for none. Words that cannot be read stay as
they were typed, so that nothing is lost, and say why with `Refused`: `Unread` carries both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.domain.agencies import JOINERS
from service.domain.dates import parse_month
from service.domain.deadline_reading import read_deadline
from service.domain.refusal import Refused
from service.web.form_fields import ABSENT
from service.web.schema_shapes import Schema, may_be_null


@dataclass(frozen=True, slots=True)
class Unread:
    """What was typed and could not be read, and why."""

    typed: str
    code: str
    message: str


def deadline_of(raw: Any, parts: Mapping[str, Any]) -> Any:
    """Return the deadline of the box; `parts` are those that were typed one by one, and they come on top."""
    text = _text(raw, "$main")
    if not text:
        return dict(parts) or ABSENT
    try:
        return {**read_deadline(text), **parts}
    except Refused as refused:
        return Unread(text, refused.code, refused.message)


def month_of(raw: Any, shape: Schema) -> Any:
    """Return a month as 2026-02, None where it is left blank on purpose."""
    if may_be_null(shape) and _text(raw, "$blank"):
        return None
    text = _text(raw, "$main")
    if not text:
        return ABSENT
    try:
        year, month = parse_month(text)
    except Refused as refused:
        return Unread(text, refused.code, "Không đọc được tháng. Ghi như 02/2026.")
    return f"{year:04}-{month:02}"


def agency_of(raw: Any) -> Any:
    """Return a body: the role or the word between two bodies that was chosen, else the name typed, with its note."""
    role, name, note = (_text(raw, key) for key in ("$main", "$name", "$note"))
    if role in JOINERS:
        return role
    if role:
        return {"role": role, **({"note": note} if note else {})}
    if note:
        return {"name": name, "note": note}
    return name or ABSENT


def _text(raw: Any, key: str) -> str:
    value = raw.get(key) if isinstance(raw, Mapping) else raw if key == "$main" else None
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""

"""What a form can begin with: nothing, or a sample of an office; samples of the type where no office has one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from service import reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.doctypes.schemas import resolved
from service.domain.refusal import Refused
from service.errors import UnreadableInput
from service.issuing.office_names import office_title
from service.web.schema_shapes import Schema, kind_of
from service.web.telling import cut

BLANK = "blank"
_TYPE_SAMPLE = "full"


@dataclass(frozen=True, slots=True)
class Start:
    """One way to begin: `name` stands in the form, `words` on the page; `office` is whose sample it is."""

    name: str
    words: str
    office: str = ""


@cache
def _set_samples(slug: str) -> tuple[Start, ...]:
    found = []
    for set_name, names in reference.sample_sets().items():
        for name in names:
            envelope = reference.sample(set_name, name)
            if envelope.get("type") == slug:
                found.append(Start(f"{set_name}/{name}", _words(envelope), str(envelope.get("office", ""))))
    return tuple(found)


def _words(envelope: Mapping[str, Any]) -> str:
    office = (
        office_title(str(envelope.get("office", ""))).partition(", ")[0].replace("Ủy ban nhân dân", "UBND")
    )
    subject = cut(" ".join(str(envelope.get("subject", "")).split()), 90)
    return ": ".join(part for part in (office, subject) if part)


def samples_of(document_type: DocumentType, day: date) -> tuple[Start, ...]:
    """Return the samples that a form of a type can begin with: those of offices of the day, else the type's own.

    A sample of an office that is gone names bodies that offices of today have not, and would begin with faults.
    """
    found = tuple(one for one in _set_samples(document_type.slug) if _is_of(one, day))
    return found or (Start(_TYPE_SAMPLE, "Dữ liệu mẫu của loại văn bản này"),)


def _is_of(start: Start, day: date) -> bool:
    """Tell whether the office of a sample is at work on a day."""
    try:
        return reference.office(start.office).existed_on(day)
    except Refused:
        return False


def started(catalogue: Catalogue, document_type: DocumentType, name: str) -> dict[str, Any]:
    """Return the envelope to begin with: a sample by its name, an almost empty one for any other name."""
    try:
        if name in {one.name for one in _set_samples(document_type.slug)}:
            set_name, _, document = name.partition("/")
            return reference.sample(set_name, document)
        if f"sample.{name}.yaml" in document_type.files:
            return catalogue.sample(document_type.slug, name)
    except (Refused, UnreadableInput):  # a sample whose source is gone: begin with nothing
        pass
    return {"type": document_type.slug, "content": _opened(document_type.schema, document_type.schema)}


def fitted(sample: Mapping[str, Any], roles: Mapping[str, str]) -> dict[str, Any]:
    """Return a sample for an office with other bodies: those that it lacks stand by the name that the sample's has.

    `roles` are the bodies of the office by their role; an office without any keeps the sample as it is.
    """
    try:
        names = reference.office(str(sample.get("office"))).roles
    except Refused:
        names = {}
    made: dict[str, Any] = _with_names(sample, {role: names[role] for role in names if role not in roles})
    return made if roles else dict(sample)


def _with_names(value: Any, names: Mapping[str, str]) -> Any:
    """Return a value in which each body of one of the roles stands by its name."""
    if isinstance(value, list):
        return [_with_names(one, names) for one in value]
    if not isinstance(value, Mapping):
        return value
    if value.get("role") in names:
        return {"name": names[value["role"]], **{key: one for key, one in value.items() if key != "role"}}
    return {key: _with_names(one, names) for key, one in value.items()}


def _opened(schema: Schema, root: Schema) -> dict[str, Any]:
    """Return an object with one empty item in each list that it cannot do without."""
    shape = resolved(schema, root)
    made: dict[str, Any] = {}
    for name in shape.get("required", ()):
        part = resolved(shape["properties"][name], root)
        kind = kind_of(part)
        if kind == "group":
            made[name] = _opened(part, root)
        elif kind == "items" and _is_typed(part, root):
            made[name] = [_opened(part["items"], root)]
        elif kind == "rows":
            made[name] = [{}]
    return {name: value for name, value in made.items() if value}


def _is_typed(part: Schema, root: Schema) -> bool:
    """Tell whether the items of a list are typed, not filled in from a source."""
    fields = resolved(part["items"], root).get("properties", {})
    return not any("." in str(resolved(one, root).get("x-label-of", "")) for one in fields.values())


def with_blanks(document_type: DocumentType, envelope: Mapping[str, Any]) -> dict[str, Any]:
    """Return an input with one empty item in each list of the content that is needed and not there yet."""
    content = envelope.get("content")
    given = content if isinstance(content, Mapping) else {}
    return {**envelope, "content": _filled_up(_opened(document_type.schema, document_type.schema), given)}


def _filled_up(blank: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given, and what is blank where nothing is."""
    made = dict(given)
    for name, value in blank.items():
        if name not in made:
            made[name] = value
        elif isinstance(value, Mapping) and isinstance(made[name], Mapping):
            made[name] = _filled_up(value, made[name])
    return made

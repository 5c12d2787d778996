"""What a form can begin with: nothing, or a sample of an office; samples of the type where no office has one."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    """One way to begin: `name` stands in the address, `words` on the page."""

    name: str
    words: str


@cache
def _set_samples(slug: str) -> tuple[Start, ...]:
    found = []
    for set_name, names in reference.sample_sets().items():
        for name in names:
            envelope = reference.sample(set_name, name)
            if envelope.get("type") == slug:
                found.append(Start(f"{set_name}/{name}", _words(envelope)))
    return tuple(found)


def _words(envelope: Mapping[str, Any]) -> str:
    office = (
        office_title(str(envelope.get("office", ""))).partition(", ")[0].replace("Ủy ban nhân dân", "UBND")
    )
    subject = cut(" ".join(str(envelope.get("subject", "")).split()), 90)
    return ": ".join(part for part in (office, subject) if part)


def samples_of(document_type: DocumentType) -> tuple[Start, ...]:
    """Return the samples that a form of a type can begin with: those of offices, else the type's own."""
    return _set_samples(document_type.slug) or (Start(_TYPE_SAMPLE, "Dữ liệu mẫu của loại văn bản này"),)


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

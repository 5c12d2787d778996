"""What a unit's own document takes from the plan of the office above it, and what it must not take.

The signer, the recipients and the like are those of the office that wrote the plan; the plan itself becomes the first
basis of the documents of the units below.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from service import reference
from service.doctypes.definition import DocumentType
from service.doctypes.schemas import resolved
from service.domain.offices import Office
from service.domain.refusal import Refused
from service.domain.units import Unit
from service.jobs.tables.drafting import Path

#: Keys of a plan that is issued already; an envelope has none of them.
ACT_KEYS = ("code", "issued_on")
#: What belongs to the office of the plan and is not passed on to another one.
OWN_FIELDS = ("signer", "recipients", "filing", "addressees", "via", "drafter_mark", "relations")


def is_above(office: Office, unit: Unit) -> bool:
    """Tell whether an office's unit is above another unit."""
    seen = 0
    while unit.parent_id is not None and seen < 4:
        if unit.parent_id == office.unit.id:
            return True
        try:
            unit = reference.unit(unit.parent_id)
        except Refused:
            return False
        seen += 1
    return False


class FirstBasis:
    """The plan as the first basis of the documents below it; `changes` is empty where the type has no bases.

    A type that takes a document as its source opens with that one already.
    """

    def __init__(self, document_type: DocumentType, plan: Mapping[str, Any], office: Office) -> None:
        self.changes: tuple[tuple[Path, Any], ...] = ()
        records = None if document_type.takes else records_path(document_type)
        bases = None if document_type.takes else bases_path(document_type)
        if records is not None and bases is not None:
            cited = _list_at(plan, records)
            label = _free_label(document_type, cited)
            record = _record(document_type, plan, office, label)
            if not _has(cited, record):
                # At the end of the records: answers to questions about the others name their places.
                self.changes = ((records, [*cited, record]), (bases, [label, *_list_at(plan, bases)]))


def _record(
    document_type: DocumentType, plan: Mapping[str, Any], office: Office, label: str
) -> dict[str, str]:
    record = {
        "label": label,
        "kind": document_type.kind.name,
        "issuer": office.name,
        "subject": " ".join(str(plan.get("subject", "")).split()),
    }
    if plan.get("code"):
        record["code"] = str(plan["code"])
    if plan.get("issued_on"):
        record["date"] = str(plan["issued_on"])
    return record


def _has(cited: list[Any], record: Mapping[str, str]) -> bool:
    """Tell whether the plan names itself among its citations, so that it is not cited twice."""
    key = (record["kind"], record.get("code"))
    return "code" in record and any(
        (one.get("kind"), one.get("code")) == key for one in cited if isinstance(one, Mapping)
    )


def _free_label(document_type: DocumentType, cited: list[Any]) -> str:
    taken = {one.get("label") for one in cited if isinstance(one, Mapping)}
    label = f"{document_type.kind.slug}_cap_tren"
    while label in taken:
        label += "_"
    return label


def _list_at(plan: Mapping[str, Any], path: Path) -> list[Any]:
    value: Any = plan
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return list(value) if isinstance(value, list) else []


def records_path(document_type: DocumentType) -> Path | None:
    """Return where the records of cited documents stand in an envelope of the type."""
    return next((path for path, item in _lists(document_type) if item.get("x-format") == "citation"), None)


def bases_path(document_type: DocumentType) -> Path | None:
    """Return where the bases stand: the first list of labels of cited documents that are printed as mentions."""
    return next(
        (
            path
            for path, item in _lists(document_type)
            if item.get("x-label-of") == "citation" and item.get("x-format") in {"cite", "cite_full"}
        ),
        None,
    )


def _lists(document_type: DocumentType) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield (path, item) of each list in the content that stands in no other list."""
    return _lists_in(document_type.schema, document_type.schema, ("content",))


def _lists_in(
    place: Mapping[str, Any], whole: Mapping[str, Any], path: Path
) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for name, raw in place.get("properties", {}).items():
        part = resolved(raw, whole)
        if "items" in part:
            yield (*path, name), resolved(part["items"], whole)
        elif "properties" in part:
            yield from _lists_in(part, whole, (*path, name))

"""What a batch is made of besides its table: the type, the plan, the way, the day."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from service import reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.content_work import Shared
from service.doctypes.definition import DocumentType
from service.doctypes.taking import Lookup
from service.domain.dates import parse_date, parse_month
from service.domain.findings import FieldError
from service.domain.offices import Office
from service.domain.refusal import Refused
from service.errors import InvalidInput
from service.jobs.tables.superior import ACT_KEYS

Way = Literal["office", "units"]


@dataclass(frozen=True, slots=True)
class BatchInput:
    """One batch before its table: `plan` is an envelope, with `code` and `issued_on` where it is issued already.

    `by` is ``office`` (one office issues a document to or about each unit) or ``units`` (each unit issues its own);
    `office` is the office of the plan, `on` the day on which units and bodies are looked up. `office_of` finds an
    office by its id (it may refuse with a ServiceError), `lookup` a source by its id; without them only the reference
    data are known. `shared` is what the rows have in common. `author` is the office that wrote the plan where that is
    another one than `office`: what the plan says of its unit is said of the author's. `takes_numbers`: the documents
    get their numbers at once, so that somebody must be there who signs them. `notices` says, when the rows are read,
    what a person should know of their offices; rows of the units in `passed_over` (ids) are not read.
    """

    catalogue: Catalogue = field(repr=False)
    document_type: DocumentType
    plan: Mapping[str, Any] = field(repr=False)
    by: Way
    office: Office = field(repr=False)
    on: date
    office_of: Callable[[str], Office] = field(default=reference.office, repr=False)
    lookup: Lookup | None = field(default=None, repr=False)
    shared: Shared = field(default_factory=Shared, repr=False)
    author: Office | None = field(default=None, repr=False)
    takes_numbers: bool = False
    notices: Callable[[], list[str]] = field(default=list, repr=False)
    passed_over: Collection[str] = frozenset()

    @property
    def envelope(self) -> dict[str, Any]:
        """The plan as an envelope: without what only an issued document has."""
        return {name: value for name, value in self.plan.items() if name not in ACT_KEYS}


def batch_input(  # noqa: PLR0913 - two of them decide about days
    catalogue: Catalogue,
    slug: str,
    plan: Mapping[str, Any],
    *,
    by: Way,
    today: date,
    on: date | None = None,
    office_of: Callable[[str], Office] = reference.office,
) -> BatchInput:
    """Return the input of a batch. `on` is else the plan's day of issue or month, else `today`.

    `office_of` finds the office of the plan; it may refuse with a ServiceError of its own.
    Raises UnknownDocumentType; InvalidInput when the plan is of another type, or its office or dates are not known:
    no row could be checked then.
    """
    document_type = catalogue.get(slug)
    plan = {"type": slug, **plan}
    faults = []
    if plan["type"] != slug:
        message = f"Dữ liệu chung là của loại “{plan['type']}”, không phải “{slug}”. Hãy chọn đúng loại."
        faults.append(FieldError("type", "type_differs", message))
    office = _tried(faults, "office", lambda: _office(plan.get("office"), office_of))
    day = _tried(faults, "issued_on" if "issued_on" in plan else "month", lambda: _day(plan, today))
    if faults or office is None or day is None:
        raise InvalidInput(faults)
    return BatchInput(catalogue, document_type, plan, by, office, on or day)


def _office(office_id: Any, office_of: Callable[[str], Office]) -> Office:
    if not isinstance(office_id, str):
        raise Refused("required", "Thiếu “Cơ quan ban hành” của dữ liệu chung. Ghi mã như ubnd-21484.")
    return office_of(office_id)


def _day(plan: Mapping[str, Any], today: date) -> date:
    if plan.get("issued_on"):
        return parse_date(str(plan["issued_on"]))
    if plan.get("month"):
        year, month = parse_month(str(plan["month"]))
        return date(year, month, 1)
    return today


def _tried(faults: list[FieldError], path: str, make: Any) -> Any:
    try:
        return make()
    except Refused as refused:
        faults.append(FieldError(path, refused.code, refused.message))
        return None

"""What a batch can take as its plan from the register, and which units its table is about in the first place."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from service import reference
from service.domain.alphabet import vietnamese_sort_key
from service.domain.dates import office_day
from service.domain.units import PROVINCE_KINDS
from service.errors import ServiceError
from service.issuing.drafting import source_lookup
from service.issuing.issuing_office import issuing_office
from service.issuing.office_names import office_title
from service.issuing.workplace import Workplace
from service.register.errors import DocumentNotFound, WrongState

#: What belongs to one document only; code and day of issue stay: the plan is the first basis of what is made of it.
_OWN = frozenset({"acknowledged", "version", "relations"})


def author_id(plan: Mapping[str, Any], office_id: str) -> str:
    """Return the id of the office that a plan names as its own where that is another one than `office_id`, else "".

    >>> author_id({"office": "ubnd-21484"}, "ubnd-51"), author_id({}, "ubnd-51")
    ('ubnd-21484', '')
    """
    named = plan.get("office")
    if not isinstance(named, str) or named == office_id:
        return ""
    title = office_title(named)
    return "" if title and title == office_title(office_id) else named  # one office may go by two ids


def plan_from_document(workplace: Workplace, slug: str, document_id: str) -> Mapping[str, Any]:
    """Return the input of a document of the register as the plan of a batch, with its code and day where it has them.

    Raises DocumentNotFound, WrongState (another type).
    """
    with workplace.reading() as turn:
        found = source_lookup(turn)(document_id)
    if found is None:
        raise DocumentNotFound("Văn bản này đã hủy hoặc không có dữ liệu soạn thảo. Chọn văn bản khác.")
    if found.get("type", slug) != slug:
        raise WrongState("Văn bản được chọn thuộc loại khác. Chọn lại dữ liệu chung.")
    return {name: value for name, value in found.items() if name not in _OWN}


def places_of_units(workplace: Workplace, office_id: str) -> list[tuple[str, str]]:
    """Return which units a table can be filled in with: (id, words), those below the office first, then by province."""
    with workplace.reading() as turn:
        day = office_day(turn.actor.at)
        unit = None
        with suppress(ServiceError):  # an office whose unit nobody entered: all provinces are as near
            unit = issuing_office(turn, office_id, day).unit
    units = reference.units_on(day)
    parents = {one.parent_id for one in reference.unit_index().units}
    provinces = sorted(
        (one for one in units if one.kind in PROVINCE_KINDS and one.id in parents),
        key=lambda one: vietnamese_sort_key(one.name),
    )
    found = {one.id: f"Các đơn vị của {one.full_name}" for one in provinces}
    if unit is None:
        return list(found.items())
    nearest = unit.id if unit.id in parents else unit.province_code
    words = {unit.id: f"Các đơn vị của {unit.full_name}"} if unit.id in parents else {}
    whole = words | found
    first = {key: one for key, one in whole.items() if key == nearest or key.partition("-")[0] == nearest}
    return list((first | whole).items())

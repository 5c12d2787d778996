"""The issuing office: typed by its name, kept by its id; a name that several have is chosen from a list."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from service.domain.findings import FieldError
from service.domain.text import quoted
from service.issuing.office_names import NamedOffice, office_title, offices_like, offices_named
from service.web.form_fields import MAIN, Field

PATH = "office"
LABEL = "Cơ quan ban hành"


def office_field(value: Any, today: date) -> Field:
    """Return the field for an id, or for what was typed and could not be told: with the offices that are near."""
    typed = value if isinstance(value, str) else ""
    name = office_title(typed)
    made = Field(
        PATH,
        PATH,
        "office",
        LABEL,
        help="Ghi tên, ví dụ UBND xã Ba Tơ; có nhiều nơi trùng tên thì ghi thêm tỉnh.",
        is_required=True,
    )
    box = Field(PATH + MAIN, PATH + MAIN, "text", LABEL, is_required=True, value=name or typed)
    hidden = Field(f"{PATH}.$id", f"{PATH}.$id", "hidden", LABEL, value=typed if name else "")
    near = () if name or not typed else candidates(typed, today)
    if not near:
        return replace(made, children=(box, hidden))
    options = (("", "(chọn một cơ quan)"), *((one.id, one.name) for one in near))
    pick = Field(f"{PATH}.$pick", f"{PATH}.$pick", "select", "Chọn đúng cơ quan", options=options)
    return replace(made, children=(box, hidden, pick))


def candidates(typed: str, today: date) -> tuple[NamedOffice, ...]:
    """Return the offices that a typed name may mean, else those that are near."""
    return offices_named(typed, today) or offices_like(typed, today)


def read_office(raw: Any, today: date) -> tuple[str, FieldError | None]:
    """Return the id of the posted office ("" for none), or what was typed with the fault to say."""
    parts = raw if isinstance(raw, Mapping) else {"$main": raw}
    typed, known, picked = (str(parts.get(name) or "").strip() for name in ("$main", "$id", "$pick"))
    if picked and office_title(picked):
        return picked, None
    if not typed or (known and office_title(known) == typed):
        return known if typed else "", None
    found = offices_named(typed, today)
    if len(found) == 1:
        return found[0].id, None
    return typed, _fault(typed, found, today)


def _fault(typed: str, found: tuple[NamedOffice, ...], today: date) -> FieldError:
    if found:
        return FieldError(
            PATH,
            "office_ambiguous",
            f"Có {len(found)} cơ quan tên {quoted(typed)}. Hãy chọn một trong danh sách dưới ô này.",
        )
    advice = "Hãy chọn trong danh sách dưới ô này." if offices_like(typed, today) else "Hãy xem lại tên."
    return FieldError(PATH, "office_unknown", f"Không có cơ quan tên {quoted(typed)}. {advice}")

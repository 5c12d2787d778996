"""The issuer of a Word file: the office that its header names, and how its running text calls it."""

import re
from datetime import date

from service import reference
from service.checking.recognition.parts import Header
from service.domain.offices import Office
from service.domain.text import fold
from service.issuing.office_names import offices_named


def named_issuer(header: Header, office: Office | None, day: date) -> tuple[Office | None, tuple[str, ...]]:
    """Return who issues, and its names; `office` where that is known, else the one that the header names on a day.

    The superior in the header tells offices of one name apart.
    """
    written = " ".join(line.text for line in header.issuers)
    names = _spoken(written)
    if office is None and written:
        office = _found(header, written, day)
    if office is not None:
        names = [office.name, _short(office.name), office.short_name, *names]
    return office, tuple(dict.fromkeys(names))


def _found(header: Header, written: str, day: date) -> Office | None:
    found = list(offices_named(written, day))
    parent = " ".join(line.text for line in header.parents).casefold()
    several = [one for one in found if parent and parent.split()[-1] in one.name.casefold()] or found
    return reference.office(several[0].id) if len(several) == 1 or len(found) == 1 else None


def is_named(office: Office, written: str) -> bool:
    """Tell whether words of a header have the name of an office."""
    return f" {_name_key(office.name)} " in f" {_name_key(written)} "


def _name_key(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text))).replace("uy ban nhan dan", "ubnd")


def _spoken(written: str) -> list[str]:
    """Return how running text calls an issuer whose name stands in capitals."""
    words = written.lower()
    if not words:
        return []
    full = words[:1].upper() + words[1:]
    return [full, _short(full)]


def _short(name: str) -> str:
    return name.replace("Ủy ban nhân dân", "UBND")

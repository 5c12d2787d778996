"""Which body does what: a role (`noi_vu`) becomes the body that has it in one office on one day.

One body has one name through a document: a task names the role, each office prints its own body.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.domain.refusal import Refused
from service.domain.remembered import Remembered

#: Words that may stand between two bodies of a list in place of a comma; the bodies are still counted each for itself.
JOINERS = ("và", "cùng", "phối hợp với")


@dataclass(frozen=True, slots=True)
class AgencyDirectory:
    """The bodies of one office (`office_name`, for messages) by role."""

    office_name: str
    bodies: Mapping[str, str]

    def body(self, role: str) -> str:
        """Return the body that has a role; Refused (``role_without_body``) where the office has none.

        >>> AgencyDirectory("UBND xã", {"noi_vu": "Phòng Văn hóa - Xã hội"}).body("noi_vu")
        'Phòng Văn hóa - Xã hội'
        """
        body = self.bodies.get(role)
        if body is None:
            known = ", ".join(sorted(self.bodies)) or "chưa có vai trò nào"
            raise Refused(
                "role_without_body",
                f"{self.office_name} không có cơ quan giữ vai trò “{role}”: ghi tên, hoặc chọn: {known}.",
            )
        return body


def agency_text(raw: Any, directory: AgencyDirectory) -> str:
    """Return one body as printed: a name, or ``{"role" | "name", "note"?}`` with the note in brackets.

    >>> directory = AgencyDirectory("UBND huyện", {"van_phong": "Văn phòng HĐND và UBND huyện"})
    >>> agency_text({"role": "van_phong", "note": "Bộ phận một cửa"}, directory)
    'Văn phòng HĐND và UBND huyện (Bộ phận một cửa)'

    Raises Refused: ``role_without_body``, ``agency_empty``.
    """
    if isinstance(raw, str):
        return _named(raw)
    name = directory.body(raw["role"]) if "role" in raw else _named(raw["name"])
    return _with_note(name, raw["note"]) if raw.get("note") else name


def _with_note(name: str, raw: str) -> str:
    note = _clean(raw).removeprefix("(").removesuffix(")")
    return f"{name} ({note})" if note else name


def agencies_text(raw: Iterable[Any], directory: AgencyDirectory) -> str:
    """Return several bodies as one text: by commas, by semicolons where a name has a comma; each body once.

    A member that is one of `JOINERS` stands between its neighbours in place of the comma.

    >>> agencies_text(["Thanh tra huyện", "và", "Phòng Nội vụ"], AgencyDirectory("", {}))
    'Thanh tra huyện và Phòng Nội vụ'
    >>> agencies_text(["Phòng Nội vụ", "Thanh tra huyện", "Phòng Nội vụ"], AgencyDirectory("", {}))
    'Phòng Nội vụ, Thanh tra huyện'
    >>> agencies_text(["Văn phòng", "các phòng, ban"], AgencyDirectory("", {}))
    'Văn phòng; các phòng, ban'
    """
    bodies = directory.bodies
    found: list[str | tuple[str, str]] = []
    for one in raw:
        if one.__class__ is str:
            found.append(one)
            continue
        name = one["name"] if "name" in one else bodies.get(one["role"]) or directory.body(one["role"])
        found.append((name, one["note"]) if "note" in one else name)
    return _listed[tuple(found)]


def _list_text(found: tuple[str | tuple[str, str], ...]) -> str:
    words = [_named(one) if isinstance(one, str) else _with_note(_named(one[0]), one[1]) for one in found]
    joiners = {place: f" {word} " for place, word in enumerate(words) if word in JOINERS}
    if any(place + 1 in joiners or not 0 < place < len(words) - 1 for place in joiners):
        raise Refused(
            "agency_joiner",
            f"Từ nối ({', '.join(JOINERS)}) phải đứng giữa hai cơ quan. Hãy xem lại thứ tự.",
        )
    comma = "; " if any("," in name for name in words) else ", "
    text, named = "", set[str]()
    for place, name in enumerate(words):
        if place not in joiners and name not in named:
            text += joiners.get(place - 1, comma) + name if text else name
            named.add(name)
    return text


#: The same few groups of bodies come again in every task of every document; roles are bodies by then.
_listed = Remembered(_list_text)


def repeated_bodies(raw: Iterable[Any], directory: AgencyDirectory) -> list[str]:
    """Return the bodies that a list names more than once, for a question to its author.

    >>> bodies = {"noi_vu": "Phòng Văn hóa - Xã hội", "giao_duc": "Phòng Văn hóa - Xã hội"}
    >>> repeated_bodies([{"role": "noi_vu"}, {"role": "giao_duc"}], AgencyDirectory("UBND xã", bodies))
    ['Phòng Văn hóa - Xã hội']
    """
    names = [name for one in raw if (name := agency_text(one, directory)) not in JOINERS]
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]


def _named(text: str) -> str:
    name = _clean(text)
    if not name:
        raise Refused("agency_empty", "Tên cơ quan để trống: ghi tên cơ quan hoặc chọn vai trò.")
    return name


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().rstrip(" ;,.")

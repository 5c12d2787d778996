"""Administrative units by date: kind, full name, and the name that stands before the date of a document.

Since 01/7/2025 there are two tiers, province and commune; the tier between them (huyện) ended on 30/6/2025.
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 4; Phụ lục II, Mục III khoản 1.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from service.domain.refusal import Refused

NamedAfter = Literal["person", "number", "event"]

#: The common noun of each kind, as it stands before a name.
KIND_NOUNS: Mapping[str, str] = {
    "tinh": "tỉnh",
    "thanh_pho": "thành phố",
    "huyen": "huyện",
    "xa": "xã",
    "phuong": "phường",
    "thi_tran": "thị trấn",
    "dac_khu": "đặc khu",
}
PROVINCE_KINDS = frozenset({"tinh", "thanh_pho"})
COMMUNE_KINDS = frozenset({"xa", "phuong", "thi_tran", "dac_khu"})
_TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it was between two days (both included; None: before or after what the data cover).

    `id` is the key: the code of the statistics office while the unit exists, code and last year once it
    has ended (``21529-2025``), because a successor may carry the same code. `name` is bare (``Ba Tơ``).
    `became` and `formed_from` hold ids.
    """

    id: str
    code: str
    name: str
    kind: str
    province_code: str
    parent_id: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    named_after: NamedAfter | None = None
    became: tuple[str, ...] = ()
    formed_from: tuple[str, ...] = ()
    source: str = ""

    @property
    def full_name(self) -> str:
        """Common noun and name; the noun has a capital where it belongs to the name (``Xã Trần Phú``)."""
        noun = KIND_NOUNS[self.kind]
        if self.named_after is not None:
            noun = noun[0].upper() + noun[1:]
        return f"{noun} {self.name}"

    def existed_on(self, day: date) -> bool:
        """Tell whether the unit was in force on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def place_name(unit: Unit) -> str:
    """Return the place before the date: bare, but whole for units named after a person, a number or an event.

    >>> place_name(Unit("21484", "21484", "Ba Tơ", "xa", "51"))
    'Ba Tơ'
    >>> place_name(Unit("21520", "21520", "Đặng Thùy Trâm", "xa", "51", named_after="person"))
    'Xã Đặng Thùy Trâm'

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 4 điểm a.
    """
    return unit.name if unit.named_after is None else unit.full_name


def name_key(text: str) -> str:
    """Return a key under which two ways of writing one name are equal; letters and tones still count.

    Case, both apostrophes, dashes, spaces, normal form and the place of the tone mark (``Hoà``,
    ``Hòa``) do not.

    >>> name_key("Cư M’gar") == name_key("CƯ M'GAR"), name_key("Hoà An") == name_key("Hòa An")
    (True, True)
    >>> name_key("Ba Tơ") == name_key("Ba Tô")
    False
    """
    folded = re.sub(r"[’‘ʼ`´]", "'", unicodedata.normalize("NFC", text).casefold())
    words = re.sub(r"[\s\-–—]+", " ", folded).split()
    return " ".join(_tone_last(word) for word in words)


def split_kind(text: str) -> tuple[str | None, str]:
    """Take the common noun off a full name: ``Xã Ba Tơ`` is an `xa` named ``Ba Tơ``.

    >>> split_kind("xã Ba Tơ"), split_kind("Phường 1 Bảo Lộc"), split_kind("Ba Tơ")
    (('xa', 'Ba Tơ'), ('phuong', '1 Bảo Lộc'), (None, 'Ba Tơ'))
    """
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    for kind, noun in KIND_NOUNS.items():
        if text.casefold().startswith(noun + " "):
            return kind, text[len(noun) + 1 :]
    return None, text


class UnitIndex:
    """All units of the reference data, found by id, by code and day, by name."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = tuple(units)
        self._by_id = {unit.id: unit for unit in self.units}
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units:
            self._by_code[unit.code].append(unit)
            self._by_name[name_key(unit.name)].append(unit)

    def on(self, day: date) -> tuple[Unit, ...]:
        """Return the units in force on a day."""
        return tuple(unit for unit in self.units if unit.existed_on(day))

    def unit(self, code: str, on: date | None = None) -> Unit:
        """Return a unit by id, or by code on a day; Refused (``unit_unknown``) where there is none."""
        by_id = self._by_id.get(code)
        if by_id is not None and (on is None or by_id.existed_on(on)):
            return by_id
        for unit in self._by_code.get(code, ()):
            if on is not None and unit.existed_on(on):
                return unit
        when = "" if on is None else f" vào ngày {on.day:02d}/{on.month}/{on.year}"
        raise Refused("unit_unknown", f"Không có đơn vị hành chính mã “{code}”{when}. Kiểm tra lại mã.")

    def find(self, name: str, *, on: date, province: str | None = None, kind: str | None = None) -> Unit:
        """Return the one unit that a name means on a day, helped by a province (name or code) and a kind.

        The name may carry its common noun. Raises Refused: ``unit_unknown`` with names that are close,
        ``unit_ambiguous`` with the candidates.
        """
        named_kind, bare = split_kind(name)
        kinds = {kind, named_kind} - {None}
        found = [
            unit
            for unit in self._candidates(name, bare)
            if unit.existed_on(on) and kinds <= {unit.kind} and self._lies_in(unit, province)
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(
                "unit_ambiguous", f"“{name}” có ở nhiều nơi: {self._listed(found)}. Ghi rõ thêm tỉnh, loại."
            )
        raise Refused("unit_unknown", f"Không có đơn vị hành chính “{name}”. {self._near(bare, on)}")

    def _candidates(self, name: str, bare: str) -> list[Unit]:
        keys = dict.fromkeys((name_key(bare), name_key(name)))
        return [unit for key in keys for unit in self._by_name.get(key, ())]

    def _lies_in(self, unit: Unit, province: str | None) -> bool:
        if province is None or unit.province_code == province:
            return True
        wanted = name_key(split_kind(province)[1])
        return any(
            name_key(parent.name) == wanted
            for parent in self._by_code.get(unit.province_code, ())
            if parent.kind in PROVINCE_KINDS
        )

    def _listed(self, units: Iterable[Unit]) -> str:
        names = [f"{unit.full_name} ({self._province_name(unit)}, mã {unit.id})" for unit in units]
        return "; ".join(names[:8]) + (f" và {len(names) - 8} nơi khác" if len(names) > 8 else "")

    def _province_name(self, unit: Unit) -> str:
        parents = [parent for parent in self._by_code[unit.province_code] if parent.kind in PROVINCE_KINDS]
        return parents[-1].full_name if parents else unit.province_code

    def _near(self, bare: str, on: date) -> str:
        wanted = _without_marks(bare)
        near = [unit for unit in self.on(on) if _without_marks(unit.name) == wanted]
        return f"Có phải: {self._listed(near)}?" if near else "Kiểm tra lại tên, loại và tỉnh."


def _tone_last(word: str) -> str:
    """Move the tone of a syllable to its end: where it stands over a diphthong is a matter of style."""
    characters = unicodedata.normalize("NFD", word)
    letters = "".join(character for character in characters if character not in _TONES)
    return letters + "".join(_TONES[character] for character in characters if character in _TONES)


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", name_key(text).replace("đ", "d"))
    return re.sub(r"[^a-z0-9' ]", "", re.sub(r"(?<=[a-z])[1-5](?=\s|$)", "", decomposed))

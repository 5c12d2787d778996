"""Who signs and in which words: TM., KT., TL., TUQ., Q. and the lines above a signature.

A collective body (Ủy ban nhân dân, Hội đồng nhân dân) signs TM. with its name; a body with one head (a
Sở, a Phòng) does not. A deputy signs KT. for the head, also when put in charge (phụ trách, điều hành).
Basis: Nghị định 30/2020/NĐ-CP, Điều 13; Phụ lục I, Phần I, Mục II khoản 7.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from service.domain.refusal import Refused
from service.domain.text import upper_first


class SigningCapacity(StrEnum):
    """In which capacity a person signs; `NONE` is the head signing in the head's own right."""

    TM = "TM"
    KT = "KT"
    TL = "TL"
    TUQ = "TUQ"
    Q = "Q"
    NONE = "none"


class SigningBody(Protocol):
    """What signing must know of an office."""

    @property
    def collective_body(self) -> str:
        """Name after TM. (``Ủy ban nhân dân``), empty for a body with one head."""

    @property
    def head_position(self) -> str:
        """Position of its head (``Chủ tịch``)."""

    @property
    def titles_allowed(self) -> bool:
        """Whether ranks and degrees may stand before names (armed forces, schools, hospitals, science)."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A person who signs: full name without titles, position without the name of the office.

    `head_position` is whom a deputy signs for, when it is not the head of the office; `second_title`
    stands above the name (a member of an advisory body signing under the seal of the office);
    `authorisation` is the regulation (TL.) or the written authorisation (TUQ.), `valid_until` its last
    day.
    """

    name: str
    position: str
    capacity: SigningCapacity = SigningCapacity.TM
    head_position: str = ""
    second_title: str = ""
    authorisation: str = ""
    valid_until: date | None = None


_WRONG_FORM = re.compile(
    r"(?i)^\s*(?:t\s*/\s*m|k\s*/\s*t|t\s*/\s*l|t\s*/\s*u\s*/?\s*q|tm|kt|tl|tuq|q)\s*[./ ]"
)
_OFFICE_IN_POSITION = re.compile(r"(?i)\bchủ tịch (?:ubnd|hđnd|ủy ban|uỷ ban|hội đồng)(?!\w)")
_ACTING = re.compile(r"(?i)^\s*quyền\s+")
_IN_CHARGE = re.compile(r"(?i)[\s,(]+(?:được giao )?(?:phụ trách|điều hành)(?!\w).*$")
_DEPUTY = re.compile(r"(?i)^\s*phó\s+")
_TITLE = re.compile(
    r"^(?:(?:GS|PGS|TS|TSKH|ThS|Ths|ThS|BS|BSCK|KS|CN|CVC|NGND|NGƯT|NSND|NSƯT)\b(?!\s*$)[.,]?"
    r"|(?i:giáo sư|phó giáo sư|tiến sĩ|thạc sĩ|bác sĩ|kỹ sư|cử nhân|luật sư"
    r"|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy)|đồng chí|đ/c)(?=[\s.:]))"
)


def signature_lines(signer: Signer, office: SigningBody, *, on: date | None = None) -> list[str]:
    """Return the lines between "the day" and the signature, in capitals, the first one with its abbreviation.

    `on` is the day of signing: an authorisation that has ended by then is refused.

    >>> from types import SimpleNamespace
    >>> ubnd = SimpleNamespace(collective_body="Ủy ban nhân dân", head_position="Chủ tịch")
    >>> signature_lines(Signer("Phạm Giang Nam", "Chủ tịch"), ubnd)
    ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']
    >>> signature_lines(Signer("Lê Thị Hoa", "Phó Chủ tịch", SigningCapacity.KT), ubnd)
    ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']

    Raises Refused with a code of its own for each fault: see `tests/cases/signing.yaml`.
    Basis: Nghị định 30/2020/NĐ-CP, Điều 13; Phụ lục I, Phần I, Mục II khoản 7 điểm b.
    """
    position = checked_position(signer.position)
    lines = _LINES[signer.capacity](signer, position, office, on)
    return [line.upper() for line in lines]


def signer_name(signer: Signer, office: SigningBody) -> str:
    """Return the name as it is printed under a signature; titles and forms of address before it are refused.

    >>> from types import SimpleNamespace
    >>> signer_name(Signer("  PHẠM  GIANG NAM ", "Chủ tịch"), SimpleNamespace(titles_allowed=False))
    'Phạm Giang Nam'

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 7 điểm c, đ.
    """
    name = _clean(signer.name)
    if not name:
        raise Refused("signer_name_missing", "Thiếu họ và tên người ký.")
    title = _TITLE.match(name)
    if title and not office.titles_allowed:
        raise Refused(
            "signer_title",
            f"Trước họ tên người ký không ghi “{title.group().strip()}”: bỏ học hàm, học vị, danh xưng.",
        )
    return name.title() if name.isupper() else name


def without_title(name: str) -> tuple[str, str]:
    """Return the title or form of address before a name, "" for none, and the name without it.

    >>> without_title("Đồng chí Nguyễn Văn An"), without_title("Nguyễn Văn An")
    (('Đồng chí', 'Nguyễn Văn An'), ('', 'Nguyễn Văn An'))
    """
    clean = _clean(name)
    title = _TITLE.match(clean)
    return (title.group().strip(), clean[title.end() :].lstrip(" .:,")) if title else ("", clean)


def capitalised_name(name: str) -> str:
    """Return the name of a person with a capital at each syllable.

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục II, Mục II khoản 1.

    >>> capitalised_name("nguyễn văn an"), capitalised_name("H'Hen Niê")
    ('Nguyễn Văn An', "H'Hen Niê")
    """
    return " ".join(upper_first(word) for word in name.split())


def checked_position(position: str) -> str:
    """Return a position without stray spaces, refusing what a position must not carry.

    >>> checked_position(" Phó Chủ  tịch phụ trách ")
    'Phó Chủ tịch'
    """
    text = _clean(position)
    if not text:
        raise Refused("position_missing", "Thiếu chức vụ người ký.")
    if _WRONG_FORM.match(text):
        raise Refused(
            "capacity_in_position",
            f"Chức vụ “{text}” có chữ tắt ở đầu: chỉ ghi chức vụ; TM., KT., TL., TUQ., Q. chọn ở Quyền hạn.",
        )
    if _ACTING.match(text):
        raise Refused(
            "acting_written_out", f"“{text}”: chọn quyền hạn Q., chức vụ ghi “{_ACTING.sub('', text)}”."
        )
    if _OFFICE_IN_POSITION.search(text):
        raise Refused("office_in_position", f"“{text}”: chỉ ghi chức vụ, không kèm tên cơ quan.")
    if _DEPUTY.match(text):
        return _IN_CHARGE.sub("", text)
    if "phụ trách" in text.lower():
        raise Refused(
            "in_charge_position", f"“{text}”: cấp phó phụ trách ký thay; chọn KT., chức vụ ghi cấp phó."
        )
    return text


def signer_from(raw: Mapping[str, Any], *, valid_until: date | None = None) -> Signer:
    """Make a signer of the envelope's `signer` object; `valid_until` is given as the date it was read to.

    Without a capacity a deputy signs KT., everyone else TM.
    """
    deputy = bool(_DEPUTY.match(raw["position"]))
    default = SigningCapacity.KT if deputy else SigningCapacity.TM
    return Signer(
        name=raw["name"],
        position=raw["position"],
        capacity=SigningCapacity(raw.get("capacity") or default),
        head_position=raw.get("head_position") or "",
        second_title=raw.get("second_title") or "",
        authorisation=raw.get("authorisation") or "",
        valid_until=valid_until,
    )


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split())).rstrip(" ,;.")


def _deputised(position: str, head: str) -> list[str]:
    """Lines of a position: a deputy's stands under KT. and the head's."""
    if not _DEPUTY.match(position):
        return [position]
    return [f"KT. {head or _head_of(position)}", position]


def _head_of(deputy_position: str) -> str:
    """``Phó Trưởng phòng`` deputises for ``Trưởng phòng``; `Thường trực` belongs to the deputy alone."""
    head = re.sub(r"(?i)\s+thường trực$", "", _DEPUTY.sub("", deputy_position))
    return head[:1].upper() + head[1:]


def _head_line(signer: Signer, office: SigningBody) -> str:
    return checked_position(signer.head_position or office.head_position)


def _on_behalf(signer: Signer, position: str, office: SigningBody, _on: date | None) -> list[str]:
    if not office.collective_body:
        raise Refused(
            "tm_needs_collective", "Cơ quan theo chế độ thủ trưởng không ký TM.: chọn ký trực tiếp hoặc KT."
        )
    return [f"TM. {office.collective_body}", *_deputised(position, _head_line(signer, office))]


def _deputising(signer: Signer, position: str, office: SigningBody, _on: date | None) -> list[str]:
    if not _DEPUTY.match(position):
        raise Refused("kt_needs_deputy", f"Ký thay (KT.) là của cấp phó; “{position}” không phải cấp phó.")
    lines = _deputised(position, _head_line(signer, office))
    return [f"TM. {office.collective_body}", *lines] if office.collective_body else lines


def _own_right(signer: Signer, position: str, office: SigningBody, _on: date | None) -> list[str]:
    return _deputised(position, _head_line(signer, office))


def _acting(_signer: Signer, position: str, office: SigningBody, _on: date | None) -> list[str]:
    if _DEPUTY.match(position):
        raise Refused(
            "q_needs_head", f"Quyền cấp trưởng (Q.) ghi chức vụ cấp trưởng, không ghi “{position}”."
        )
    behalf = [f"TM. {office.collective_body}"] if office.collective_body else []
    return [*behalf, f"Q. {position}"]


def _by_order(signer: Signer, position: str, office: SigningBody, _on: date | None) -> list[str]:
    if not signer.authorisation.strip():
        raise Refused(
            "tl_needs_regulation", "Ký thừa lệnh (TL.): ghi quy chế giao ký (quy chế làm việc hoặc văn thư)."
        )
    return [f"TL. {_head_line(signer, office)}", *_deputised(position, "")]


def _by_authorisation(signer: Signer, position: str, office: SigningBody, on: date | None) -> list[str]:
    if not signer.authorisation.strip() or signer.valid_until is None:
        raise Refused(
            "tuq_needs_authorisation",
            "Ký thừa ủy quyền (TUQ.): ghi văn bản ủy quyền và ngày hết hạn ủy quyền.",
        )
    if on is not None and on > signer.valid_until:
        ended = f"{signer.valid_until.day:02d}/{signer.valid_until.month}/{signer.valid_until.year}"
        raise Refused("tuq_ended", f"Ủy quyền ký đã hết hạn ngày {ended}: cần văn bản ủy quyền mới.")
    return [f"TUQ. {_head_line(signer, office)}", position]


_LINES: Mapping[SigningCapacity, Callable[[Signer, str, SigningBody, date | None], list[str]]] = {
    SigningCapacity.TM: _on_behalf,
    SigningCapacity.KT: _deputising,
    SigningCapacity.NONE: _own_right,
    SigningCapacity.Q: _acting,
    SigningCapacity.TL: _by_order,
    SigningCapacity.TUQ: _by_authorisation,
}

"""Checks of the signature: capacity, position, name.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 7; Điều 13.
"""

import itertools
import re
from collections.abc import Iterator

from service.checking.faults import Fault, gathered
from service.checking.looks import look_faults, number
from service.checking.recognition import Parts
from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.words import COLLECTIVES, starts_with_word
from service.checking.registry import check
from service.domain.findings import Severity
from service.domain.format_rules import FormatRule
from service.domain.text import fold
from service.inspection.measures import TWIPS_PER_MM

_LEAST_ROOM_MM = 10

_WRONG_PREFIX = re.compile(
    r"(?:T\.M|K\.T|T\.L|T\.U\.Q)(?!\w)\.?|(?:T/M|K/T|T/L|TM|KT|TL|TUQ|TƯQ)(?![.\w])\.?", re.IGNORECASE
)
_ACTING = re.compile(r"\bQUYỀN\s+(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|CHÁNH|BỘ TRƯỞNG)|^Q\s+\S|^Q/")
_IN_CHARGE = re.compile(r"\bPHỤ TRÁCH\b|\bĐIỀU HÀNH\b")
_OWN_TITLES = re.compile(r"TRƯỜNG|BỆNH VIỆN|VIỆN|HỌC VIỆN|CÔNG AN|QUÂN SỰ|BỘ ĐỘI|Y TẾ|KHOA HỌC|QUỐC PHÒNG")
_POSITION = re.compile(r"^(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|CHÁNH|BÍ THƯ|CỤC TRƯỞNG|HIỆU TRƯỞNG)")
_BY_COLLECTIVE = {"ke_hoach", "bao_cao", "thong_bao"}
_COLLECTIVE_LINE = "TM. ỦY BAN NHÂN DÂN"
_COMMITTEES = ("uy ban nhan dan", "ubnd")
_DEPUTY = re.compile(r"^PHÓ\b|^THỨ TRƯỞNG\b|\b(?:TỔ|ĐỘI|HỘI|ĐOÀN|TRẠM|ĐỒN|CHỈ HUY) PHÓ\b")
_DEPUTY_LINES = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
_OF_CHAIRMAN = re.compile(r"^chu tich (?:uy ban nhan dan|ubnd)")


def _after(parts: Parts, prefix: str) -> Iterator[tuple[TextLine, str, TextLine | None]]:
    """Yield each line with a prefix, the words after it, and the line below it."""
    lines = [line for line in parts.closing.capacities if line.is_upper]
    for line, below in itertools.zip_longest(lines, lines[1:]):
        if line.text.startswith(prefix):
            yield line, line.text.removeprefix(prefix).strip(), below


def _is_deputy(line: TextLine | None) -> bool:
    """Tell whether a line is the position of a deputy: PHÓ CHỦ TỊCH, THỨ TRƯỞNG, CHỈ HUY PHÓ."""
    return line is not None and _DEPUTY.search(line.text) is not None


def _is_of_committee(parts: Parts) -> bool:
    """Tell whether a document is of a people's committee or its chairman: of the others the decree has no models."""
    name = fold(parts.issuer_name)
    return starts_with_word(name, _COMMITTEES) or _OF_CHAIRMAN.match(name) is not None


@check("KY.STYLE")
def style(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """Capacity and position: capitals, upright, bold, 13 to 14 points, in the middle."""
    name = "Quyền hạn, chức vụ của người ký"
    lines = parts.closing.capacities
    return gathered(fault for line in lines for fault in look_faults(line, rule.values, name))


@check("KY.NAME")
def name(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The name: small letters, upright, bold, 13 to 14 points, in the middle."""
    return look_faults(parts.closing.name, rule.values, "Họ tên người ký")


@check("KY.SPACE")
def room_for_signature(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """Room between position and name: told only where the name stands right below, with nothing between them."""
    closing = parts.closing
    below = next(iter(closing.second_titles), closing.name)
    above = next(reversed(closing.capacities), None)
    if above is None or below is None or above.is_part or below.is_part or above.spot.kind == "box":
        return
    adjacent = above.spot.key == below.spot.key and above.paragraph.number + 1 == below.paragraph.number
    room = (above.paragraph.format.after + below.paragraph.format.before) / TWIPS_PER_MM
    if adjacent and room < _LEAST_ROOM_MM:
        wanted = f"từ {rule.values['min_mm']} mm"
        yield Fault("Chưa chừa chỗ cho chữ ký và dấu.", f"{number(round(room))} mm", wanted, below)


@check("KY.NO_TITLE")
def name_without_title(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """No degree, rank or title of honour before the name, but in the forces, schools, health and science."""
    line = parts.closing.name
    found = re.match(rule.values["forbid_regex"], line.text) if line is not None else None
    names = " ".join(part.text for part in (*parts.header.parents, *parts.header.issuers))
    if found is not None and not _OWN_TITLES.search(names):
        yield Fault(
            "Trước họ tên không ghi học hàm, học vị, quân hàm.", found.group(), "chỉ ghi họ tên", line
        )


@check("KY.PREFIX")
def prefix(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """TM., KT., TL., TUQ. and Q. with their full stop."""
    for line in parts.closing.capacities:
        found = _WRONG_PREFIX.match(line.text)
        if found is not None:
            yield Fault(
                "Chữ viết tắt quyền hạn sai.", found.group(), ", ".join(rule.values["prefixes"]), line
            )


@check("KY.TM")
def on_behalf(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """``TM.`` with the name of the collective; the position stands on the line below."""
    for line, words, below in _after(parts, "TM."):
        if _POSITION.match(words):
            lines = (_COLLECTIVE_LINE, *(_DEPUTY_LINES if _is_deputy(below) else ()))
            expected = f"ví dụ: {' / '.join(lines)}"
            yield Fault("Sau “TM.” là tên tập thể, cơ quan.", line.text, expected, line)
        elif below is None and parts.closing.name is not None:
            yield Fault("Dưới “TM.” thiếu chức vụ người ký.", line.text, "chức vụ ở dòng dưới", line)


@check("KY.TM_KT")
def deputy_on_behalf(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """A deputy who signs for a collective: three lines, the middle one ``KT.`` with the head's position.

    Councils, boards and the Front have ways of their own, in which a deputy is a member of the collective like others.
    """
    severity: Severity | None = None if _is_of_committee(parts) else "info"
    for line, _, below in _after(parts, "TM."):
        if below is not None and _is_deputy(below):
            expected = " / ".join((line.text, *rule.values["lines"][1:-1], below.text))
            found = f"{line.text} / {below.text}"
            yield Fault("Cấp phó ký thay thiếu dòng “KT.”.", found, expected, below, severity=severity)
    for line, _, below in _after(parts, "KT."):
        if parts.closing.name is not None and not _is_deputy(below):
            found = line.text if below is None else f"{line.text} / {below.text}"
            yield Fault("Dưới “KT.” là chức vụ của cấp phó ký.", found, "ví dụ: PHÓ CHỦ TỊCH", line)


@check("KY.CT")
def chairman(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """A document of the chairman is signed without ``TM.``."""
    authority = fold(" ".join(line.text for line in parts.title.authorities))
    if not (_OF_CHAIRMAN.match(authority) or _OF_CHAIRMAN.match(fold(parts.issuer_name))):
        return
    for line, _, below in _after(parts, "TM."):
        expected = " / ".join(_DEPUTY_LINES) if _is_deputy(below) else "bỏ dòng “TM.”"
        yield Fault("Văn bản của Chủ tịch Ủy ban nhân dân không ký thay mặt.", line.text, expected, line)


@check("KY.KH_DEFAULT_TM")
def collective_by_default(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """Plans, reports and notices of a people's committee are mostly signed on its behalf."""
    lines = parts.closing.capacities
    by_collective = (
        starts_with_word(fold(parts.issuer_name), COLLECTIVES) and parts.kind_slug in _BY_COLLECTIVE
    )
    if by_collective and lines and _POSITION.match(lines[0].text.removeprefix("KT.").strip()):
        expected = "TM. ỦY BAN NHÂN DÂN ở dòng trên"
        yield Fault("Văn bản của Ủy ban nhân dân thường ký thay mặt.", lines[0].text, expected, lines[0])


@check("KY.Q")
def acting(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """``Q.`` before the position of an acting head."""
    for line in parts.closing.capacities:
        found = _ACTING.search(line.text)
        if found is not None:
            yield Fault("Quyền cấp trưởng ghi “Q.” trước chức vụ.", line.text, "ví dụ: Q. CHỦ TỊCH", line)


@check("KY.PHUTRACH")
def in_charge(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """A deputy in charge signs as any deputy does: ``KT.`` and the own position."""
    for line in parts.closing.capacities:
        if _IN_CHARGE.search(line.text) and line.is_upper:
            expected = " / ".join(rule.values["lines"])
            yield Fault("Cấp phó được giao phụ trách ký như cấp phó ký thay.", line.text, expected, line)


def _position_below(parts: Parts, rule: FormatRule, mark: str) -> Iterator[Fault]:
    for line, _, below in _after(parts, mark):
        if below is None and parts.closing.name is not None:
            expected = " / ".join(rule.values["lines"])
            yield Fault(f"Dưới “{mark}” thiếu chức vụ người ký.", line.text, expected, line)


@check("KY.TL")
def by_order(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """``TL.`` with the head's position; the signer's own position on the line below."""
    return _position_below(parts, rule, "TL.")


@check("KY.TUQ")
def by_authorisation(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """``TUQ.`` with the head's position; the signer's own position on the line below."""
    return _position_below(parts, rule, "TUQ.")


@check("KY.TITLE_SHORT")
def short_title(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The position stands without the name of the body, but that of a member of a board, who has it elsewhere."""
    for line in parts.closing.capacities if _is_of_committee(parts) else ():
        if re.search(rule.values["forbid_regex"], line.text):
            yield Fault("Chức vụ không kèm tên cơ quan.", line.text, "chỉ ghi chức vụ, ví dụ: CHỦ TỊCH", line)

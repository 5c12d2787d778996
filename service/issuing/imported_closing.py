"""The end of a Word file as fields of the envelope: recipients, filing, drafter's mark, signer.

What the office of the document prints by itself anyway (its own signer, its recipients) is not taken over.
"""

import re
from collections.abc import Sequence
from typing import Any

from service.checking.recognition.parts import Closing
from service.checking.recognition.text_lines import TextLine
from service.domain.offices import Office
from service.domain.recipients import recipient_from, recipient_lines, split_filing
from service.domain.refusal import Refused
from service.domain.signing import signature_lines, signer_from

_PURPOSE = re.compile(r"(?P<name>.+?)\s*\((?P<purpose>[^()]{1,60})\)")
_CAPACITY = re.compile(r"(?i)^(TM|KT|TL|TUQ|Q)\.\s*(.*)$")
_FILED = re.compile(r"(?i)^[-+–•\s]*lưu\s*:?")


def closing_fields(closing: Closing, office: Office | None) -> dict[str, Any]:
    """Return the fields that the end of a file says; `office` is who issues the new document, None where unknown."""
    made = _recipients(closing.recipients, office)
    if closing.drafter_mark is not None:
        made["drafter_mark"] = closing.drafter_mark.text.strip()
    if closing.name is not None and closing.capacities:
        capacities = [line.text.strip() for line in closing.capacities]
        if signer := _signer(capacities, closing.name.text.strip(), office):
            made["signer"] = signer
    second = " ".join(line.text.strip() for line in closing.second_titles)
    if second and "signer" in made:
        made["signer"]["second_title"] = _position(second)
    return made


def _recipients(lines: Sequence[TextLine], office: Office | None) -> dict[str, Any]:
    """Return what stands under Nơi nhận, the line of the filing too, without what the office prints anyway."""
    made: dict[str, Any] = {}
    found: list[dict[str, Any]] = []
    filing = ""
    for line in lines:
        text = line.text.strip()
        if _FILED.match(text):
            filing = text
            continue
        name = text.lstrip("-–+•* ").rstrip(" ;.,")
        match = _PURPOSE.fullmatch(name)
        if name and name.lower() != "như trên":
            found.append({"name": match["name"], "purpose": match["purpose"]} if match else {"name": name})
    usual = recipient_lines(office.recipients, as_above=False, filing_line="") if office else []
    again = recipient_lines([recipient_from(one) for one in found], as_above=False, filing_line="")
    if found and again != usual:
        made["recipients"] = found
    read = split_filing(filing) if filing else None
    if read and (office is None or read.units != split_filing(office.filing).units):
        made["filing"] = _as_filed(filing)
    if read and read.drafter:
        made["drafter_mark"] = read.drafter
    return made


def _signer(capacities: list[str], name: str, office: Office | None) -> dict[str, Any]:
    """Return the signer as a field; {} for the one who signs for the office anyway."""
    if office is not None and _signs_anyway(capacities, name, office):
        return {}
    signer: dict[str, Any] = {"name": name, "position": _position(capacities[-1])}
    match = _CAPACITY.match(capacities[-1])
    if match:
        signer |= {"capacity": match[1].upper(), "position": _position(match[2])}
    elif len(capacities) > 1 and (above := _CAPACITY.match(capacities[-2])):
        signer["capacity"] = above[1].upper()
        if above[1].upper() in {"KT", "TL", "TUQ"}:
            signer["head_position"] = _position(above[2])
    return signer if office is None else _plainer(signer, capacities, office)


def _signs_anyway(capacities: Sequence[str], name: str, office: Office) -> bool:
    """Tell whether these lines and this name are those of the first signer of an office."""
    known = office.signers[0] if office.signers else None
    if known is None or known.name.casefold() != name.casefold():
        return False
    try:
        return signature_lines(known, office) == [line.upper() for line in capacities]
    except Refused:
        return False


def _plainer(signer: dict[str, Any], capacities: list[str], office: Office) -> dict[str, Any]:
    """Leave out what the lines say anyway."""
    wanted = [line.upper() for line in capacities]
    for names in (["name", "position"], ["name", "position", "capacity"]):
        fewer: dict[str, Any] = {key: signer[key] for key in names if key in signer}
        try:
            if signature_lines(signer_from(fewer), office) == wanted:
                return fewer
        except Refused:
            continue
    return signer


def _as_filed(line: str) -> str:
    """Return what is filed as it was typed: the records office is added where it is printed, not here.

    >>> _as_filed("- Lưu VP"), _as_filed("- Lưu: VT, NV(ltnam).")
    ('VP', 'VT, NV')
    """
    words = _FILED.sub("", line).strip(" .;,")
    return re.sub(r"\s*\(\s*[^()\d][^()]*\)", "", words).strip() or split_filing(line).units


def _position(text: str) -> str:
    """Return a position in capitals as it is written: ``PHÓ CHỦ TỊCH`` is ``Phó Chủ tịch``."""
    words = text.lower().split() if text.isupper() else text.split()
    if not words or not text.isupper():
        return " ".join(words)
    head = ["Phó", *words[1:]] if words[0] == "phó" else words
    place = 1 if words[0] == "phó" and len(words) > 1 else 0
    head[place] = head[place][:1].upper() + head[place][1:]
    return " ".join(head)

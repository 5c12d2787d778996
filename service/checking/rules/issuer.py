"""Checks of the names on the left of the header: parent body and issuing body.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 2.
"""

import re
from collections.abc import Iterator
from datetime import date

from service.checking.faults import Fault, gathered
from service.checking.looks import look_faults
from service.checking.recognition import Parts
from service.checking.recognition.words import COLLECTIVES, DISTRICT_NOUNS, starts_with_word
from service.checking.registry import check
from service.checking.rules.shared import length_faults, single_spacing_faults
from service.domain.format_rules import FormatRule
from service.domain.text import fold

_ABBREVIATION = re.compile(
    r"\b(?:UBND|HĐND|UBMTTQ|MTTQ|VPUBND|GD&ĐT|GDĐT|TN&MT|LĐTBXH|LĐ-TB&XH|NN&PTNT|VHTT)\b"
)
_DISTRICT = re.compile(r"\b(?:huyen|thi tran|quan|thi xa) \S")
_COMMUNE = re.compile(r"\b(?:xa|phuong|dac khu) \S")


def _is_split_collective(parts: Parts) -> bool:
    """Tell whether the light line above is the first half of a name: ``ỦY BAN NHÂN DÂN`` over ``HUYỆN BA TƠ``."""
    parents, issuers = parts.header.parents, parts.header.issuers
    halves = bool(parents) and bool(issuers) and parents[-1].folded in COLLECTIVES
    return halves and starts_with_word(issuers[0].folded, DISTRICT_NOUNS)


@check("CQ.PARENT.STYLE")
def parent_style(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The parent body: capitals, upright, not bold, 12 to 13 points, in the middle."""
    if not _is_split_collective(parts):
        for line in parts.header.parents:
            yield from look_faults(line, rule.values, "Tên cơ quan chủ quản")


@check("CQ.PARENT.PLACE")
def parent_place(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """A local parent body stands with the name of its place."""
    parents = parts.header.parents
    bare = len(parents) == 1 and parents[0].folded in COLLECTIVES
    if bare and not _is_split_collective(parts):
        expected = f"có tên tỉnh, xã, ví dụ: {rule.values['example']}"
        yield Fault("Tên cơ quan chủ quản thiếu địa danh.", parents[0].text, expected, parents[0])


@check("CQ.PARENT.NONE_FOR_UBND")
def split_collective(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """A people's committee has no parent body: both lines of its name are bold."""
    if _is_split_collective(parts):
        line = parts.header.parents[-1]
        found, expected = "dòng trên không đậm", "cả hai dòng đậm"
        yield Fault("Tên Ủy ban nhân dân gồm hai dòng đều đậm.", found, expected, line, look={"bold": True})


@check("CQ.ISSUER.STYLE")
def issuer_style(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The issuing body: capitals, upright, bold, 12 to 13 points, in the middle under its parent."""
    lines = parts.header.issuers
    return gathered(
        fault for line in lines for fault in look_faults(line, rule.values, "Tên cơ quan ban hành")
    )


@check("CQ.ISSUER.FULLNAME")
def issuer_full_name(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """The issuing body is named in full."""
    for line in parts.header.issuers:
        found = _ABBREVIATION.search(line.text)
        if found is not None:
            expected = "tên đầy đủ, không viết tắt"
            yield Fault("Tên cơ quan ban hành bị viết tắt.", found.group(), expected, line)


@check("CQ.ISSUER.LINE")
def issuer_line(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """A solid line under the name, a third to a half as long as its text, in the middle."""
    header = parts.header
    if header.issuers:
        unknown = header.unknown_pictures > 0
        yield from length_faults(
            header.issuers, header.issuer_rules, rule.values, "tên cơ quan ban hành", unknown=unknown
        )


@check("CQ.LINESPACING")
def names_spacing(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """The two names stand one single line apart."""
    return single_spacing_faults((*parts.header.parents, *parts.header.issuers), "Tên cơ quan")


@check("2CAP.NAME")
def issuer_exists(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The issuing body exists on the day of issue: districts ended on 30 June 2025.

    Basis: Luật 72/2025/QH15 Điều 1, Điều 51.
    """
    issued_on = parts.issued_on
    ended_on = date.fromisoformat(rule.values["districts_end"])
    if issued_on is None or issued_on <= ended_on or not parts.header.issuers:
        return
    names = (*parts.header.parents, *parts.header.issuers)
    name = fold(" ".join(line.text for line in names))
    if _DISTRICT.search(name) and not _COMMUNE.search(name):
        expected = "cơ quan cấp tỉnh hoặc cấp xã"
        found = f"{parts.issuer_name}, văn bản từ {issued_on:%m/%Y}"
        yield Fault(
            "Cấp huyện đã kết thúc hoạt động từ 01/7/2025.", found, expected, parts.header.issuers[-1]
        )

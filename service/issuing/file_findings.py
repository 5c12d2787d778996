"""The findings of a file as a page shows them: layout and wording in reading order, each with how to mend it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from service.checking import check
from service.conversion.libreoffice import ConversionFailed, Converter
from service.domain.findings import Finding
from service.domain.text import nfc
from service.issuing.file_kinds import FORMAT, KINDS, PROOFREAD, is_word
from service.issuing.format_check import mend_format
from service.issuing.page_numbers import page_numbers
from service.issuing.proof_texts import ProofText, text_of
from service.issuing.proofreading import certain_in, proofread_text, twins_in
from service.issuing.rendition import finding_object
from service.proofreading import ProofContext
from service.proofreading import checks as wording_checks

LAYOUT, WORDING = "layout", "wording"
#: How a finding can be mended: without asking; when a person says so.
SURE, CHOICE = "sure", "choice"
_MOST_SECONDS = 20
#: Rules of layout -> the codes of wording that find the same fault at the same place.
_SAME_FAULT: Mapping[str, tuple[str, ...]] = {
    "NGAY.DAY_PAD": ("padding",),
    "NGAY.MONTH_PAD": ("padding",),
    "SO.ZERO_PAD": ("padding",),
    "NGAY.FORMAT": ("date-impossible",),
    "ND.SEQ": ("outline-gap", "outline-duplicate"),
    "ND.DIEM": ("outline-style",),
    "ND.DECIMAL": ("outline-style",),
    "ND.DIEU": ("outline-style",),
    "ND.KHOAN_TITLED": ("outline-style",),
    "ND.MUC_LAMA": ("outline-style",),
    "ND.CANCU.STYLE": ("punctuation",),
    "ND.CANCU.CONTENT": ("citation-undated",),
    "PL.KEMTHEO_MATCH": ("citation-impossible",),
    "KG.MULTI": ("punctuation",),
    "ND.END_MARK": ("ending",),
}


def examined(
    content: bytes, name: str, context: ProofContext, kinds: Collection[str] = KINDS
) -> list[dict[str, Any]]:
    """Return the findings of a file in reading order, of the checks that are asked for. Raises UnreadableInput.

    Each has the fields of `Finding` and `kind`, `name` (what staff call the fault), `mend` (how it can be mended),
    `locator` (the block that it stands in, "" for none), `twins` (the changes at all places of a finding that is told
    once for several, as [locator, start, end, replacement]).
    """
    layout = _layout(content, name) if FORMAT in kinds and is_word(name) else ()
    wording = _wording(text_of(content, name), name, context) if PROOFREAD in kinds else ()
    found = told_once([*layout, *wording])
    return sorted(found, key=lambda one: one.pop("order"))


def told_once(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return findings without the second telling of a fault that both layout and wording know at one place.

    The layout says it, with its clause; the wording does where only that can be mended without asking.
    """
    wording = {(one["locator"], one["code"]): one for one in found if one["kind"] == WORDING}
    dropped: set[int] = set()
    for one in found:
        for code in _SAME_FAULT.get(one["code"], ()) if one["kind"] == LAYOUT and one["locator"] else ():
            other = wording.get((one["locator"], code))
            if other is not None:
                dropped.add(id(one if other["mend"] == SURE != one["mend"] else other))
    return [one for one in found if id(one) not in dropped]


def pages_of_file(content: bytes, converter: Converter | None) -> dict[int, int]:
    """Return paragraph -> page as LibreOffice lays a .docx out; {} without it, or when it takes too long."""
    if converter is None:
        return {}
    try:
        limit = min(_MOST_SECONDS, converter.timeout_seconds)
        return page_numbers(content, replace(converter, timeout_seconds=limit))
    except ConversionFailed:
        return {}


def _layout(content: bytes, name: str) -> Iterator[dict[str, Any]]:
    found = check(content, file=name)
    mended = set(mend_format(content, file=name).mended) if found else set()
    for one in found:
        number = one.where.paragraph if one.where is not None and one.where.part == "document" else None
        locator = f"đoạn {number}" if number else ""
        mend = SURE if one in mended else ""
        order = (number or 0, -1, one.code)
        called = one.message.rstrip(".")
        yield _object(one, kind=LAYOUT, name=called, mend=mend, locator=locator, order=order, twins=[])


def _wording(text: ProofText, name: str, context: ProofContext) -> Iterator[dict[str, Any]]:
    sources = {block.locator: nfc(block.text) for block in text.blocks}
    places = {block.locator: number for number, block in enumerate(text.blocks, 1)}
    sure = {(one.locator, one.start, one.end) for one in certain_in(text, context)}
    everywhere = twins_in(text, context)
    for placed, one in proofread_text(text, name, context):
        locator = one.path or ""
        is_sure = (locator, *(one.span or ())) in sure
        mend = SURE if is_sure else CHOICE if _has_choice(one, sources) else ""
        number = placed.where.paragraph if placed.where and placed.where.paragraph else places.get(locator, 0)
        order = (number, one.span[0] if one.span else 0, one.code)
        called = wording_checks()[one.code].name
        same = everywhere.get((locator, *(one.span or (0, 0))), ()) if mend else ()
        twins = [[each.locator, each.start, each.end, each.replacement] for each in same]
        yield _object(placed, kind=WORDING, name=called, mend=mend, locator=locator, order=order, twins=twins)


def _has_choice(one: Finding, sources: Mapping[str, str]) -> bool:
    """Tell whether a finding has a wording to put in place of exactly what it quotes."""
    if one.span is None or not one.suggestion.strip() or one.suggestion == one.quote:
        return False
    return sources.get(one.path or "", "")[slice(*one.span)] == one.quote


def _object(finding: Finding, **more: Any) -> dict[str, Any]:
    return {**finding_object(finding), **more}

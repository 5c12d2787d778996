"""Everything that a template prints, as a dict of texts and lists; each value is formatted exactly once.

The values of the type come finished from `doctypes`; here the frame is put into words: header, code, place
and date, Kính gửi, Nơi nhận, signature, and the lengths of the drawn lines.
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from service.domain.dates import BLANK, date_line
from service.domain.document_code import DocumentCode, format_code
from service.domain.findings import FieldError
from service.domain.frame import Act, FrameFacts, printed_month
from service.domain.recipients import (
    Addressees,
    addressee_lines,
    drafter_mark,
    named_recipients,
    paper_copies,
    recipient_lines,
)
from service.domain.refusal import Refused
from service.domain.signing import signature_lines, signer_name
from service.domain.text import lower_opening, plain
from service.domain.typesetting import EMU_PER_PT, text_width_emu, wrapped_lines
from service.errors import InvalidInput
from service.rendering.no_break import header_line

MOTTO = "Độc lập - Tự do - Hạnh phúc"
#: Sizes in points of the three texts of the frame that have a line under them, and the widths in twips of
#: the columns they are broken in; a test holds them against the frame.
MOTTO_SIZE_PT, ISSUER_SIZE_PT, SUBJECT_SIZE_PT = 14, 13, 14
ISSUER_WIDTH_TWIPS, SUBJECT_WIDTH_TWIPS = 3715, 9071
_MOTTO_LINE = text_width_emu(MOTTO, MOTTO_SIZE_PT, bold=True)
_EMU_PER_TWIP = EMU_PER_PT // 20
#: The decree wants a third to a half of the text above.
_SHARE = 0.42

_Value = TypeVar("_Value")


class Prepared(Protocol):
    """What preparing gives: the values of the type, and the facts of the frame."""

    @property
    def values(self) -> Mapping[str, Any]:
        """What the template may print besides the frame."""

    @property
    def frame(self) -> FrameFacts:
        """What header, Kính gửi, Nơi nhận and signature say."""


def build(prepared: Prepared, act: Act) -> dict[str, Any]:
    """Return the context of a template for a document.

    Raises InvalidInput with every fault of the frame that only the act shows (an authorisation that has
    ended).
    """
    facts, first = prepared.frame, prepared.values.get("first_recipients", ())
    return {
        **prepared.values,
        "frame": frame_values(facts, act, first=first),
        "properties": property_values(facts, act),
    }


def frame_values(facts: FrameFacts, act: Act, *, first: Sequence[str] = ()) -> dict[str, Any]:
    """Return what the marks ``frame.…`` print: texts and lists of texts.

    `first` are bodies that stand first in Nơi nhận: a type whose document is about one body computes them under
    the name `first_recipients`.
    Raises InvalidInput with every fault at once.
    """
    errors: list[FieldError] = []
    attempt = _Attempts(errors)
    addressees = attempt("addressees", lambda: addressee_lines(facts.addressees, via=facts.via), Addressees())
    subject_lines = facts.subject.split("\n")
    values: dict[str, Any] = {
        "parent_lines": list(facts.office.parent_lines),
        "issuer_lines": list(facts.office.issuer_lines),
        "number_line": f"Số:{_code(facts, act)}",
        "place_and_date": attempt("office", lambda: _place_and_date(facts, act), ""),
        "urgency": facts.urgency,
        "kind_title": facts.kind.name.upper() if facts.kind.abbreviation else "",
        "subject_lines": subject_lines,
        "addressee_inline": addressees.inline,
        "addressees": list(addressees.lines),
        "recipients": attempt("recipients", lambda: _recipients(facts, first), list[str]()),
        "drafter_mark": attempt("drafter_mark", lambda: _drafter_mark(facts), ""),
        **attempt("signer", lambda: _signature(facts, act), {}),
        "attached_to": attempt("office", lambda: _attached_to(facts, act), ""),
        **_drawn_lines(facts.office.issuer_lines[-1], subject_lines[-1]),
    }
    if errors:
        raise InvalidInput(errors)
    return values


def property_values(facts: FrameFacts, act: Act) -> dict[str, str]:
    """Return what the marks ``properties.…`` print: the properties of the file."""
    subject = " ".join(plain(facts.subject).split())
    code = "" if act.number is None else format_code(DocumentCode(act.number, facts.symbol))
    return {
        "title": f"{facts.kind.name} {lower_opening(subject)}",
        "subject": subject,
        "creator": facts.office.name,
        "keywords": code or facts.symbol,
        "document_id": act.document_id,
        "content_sha256": act.content_sha256,
        "created": "" if act.issued_on is None else act.issued_on.isoformat(),
    }


class _Attempts:
    """Collects what is refused, so that a person sees every fault at once."""

    def __init__(self, errors: list[FieldError]) -> None:
        self._errors = errors

    def __call__(self, path: str, value: Callable[[], _Value], otherwise: _Value) -> _Value:
        try:
            return value()
        except Refused as refused:
            self._errors.append(FieldError(path, refused.code, refused.message))
            return otherwise


def _code(facts: FrameFacts, act: Act) -> str:
    """The code with the space before it: `` 05/KH-UBND``, or a gap to write the number into."""
    before = " " if act.number is not None else BLANK
    return before + format_code(DocumentCode(act.number, facts.symbol))


def _place_and_date(facts: FrameFacts, act: Act) -> str:
    printed = printed_month(facts, act)
    if printed is None:
        return f"{facts.office.place_name}, ngày{BLANK}tháng{BLANK}năm{BLANK}".rstrip()
    return date_line(facts.office.place_name, act.issued_on, month=printed.month, year=printed.year)


def _attached_to(facts: FrameFacts, act: Act) -> str:
    """The line under the title of an appendix.

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III khoản 1 điểm c; Phụ lục III, Mẫu 2.1.
    """
    day = _place_and_date(facts, act).partition(", ")[2]
    return f"(Kèm theo {facts.kind.name} số{_code(facts, act)} {day} của {facts.office.name})"


def _recipients(facts: FrameFacts, first: Sequence[str]) -> list[str]:
    return recipient_lines(
        facts.recipients,
        as_above=bool(facts.addressees),
        filing_line=facts.filing,
        addressees=facts.addressees,
        first=first,
    )


def _drafter_mark(facts: FrameFacts) -> str:
    counted = facts.copies is not None or any(recipient.copies for recipient in facts.recipients)
    filed = 1 if facts.copies is None else facts.copies
    named = named_recipients(facts.recipients, addressees=facts.addressees)  # as the book counts them
    return drafter_mark(facts.drafter_mark, copies=paper_copies(named, filing=filed) if counted else None)


def _signature(facts: FrameFacts, act: Act) -> dict[str, Any]:
    if facts.signer is None:
        return {"signature_lines": [], "signer_title": "", "signer_name": ""}
    return {
        "signature_lines": signature_lines(facts.signer, facts.office, on=act.issued_on),
        "signer_title": facts.signer.second_title.upper(),
        "signer_name": signer_name(facts.signer, facts.office),
    }


def _drawn_lines(issuer: str, subject: str) -> dict[str, str]:
    """Lengths of the lines under office, motto and subject, in EMU and in points.

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 1 điểm b, khoản 2 điểm b, khoản 5 điểm b.
    """
    lengths = {
        "issuer_line": _share_of(header_line(plain(issuer)), ISSUER_WIDTH_TWIPS, ISSUER_SIZE_PT),
        "motto_line": _MOTTO_LINE,
        "subject_line": _share_of(plain(subject), SUBJECT_WIDTH_TWIPS, SUBJECT_SIZE_PT),
    }
    return {
        **{f"{name}_emu": str(length) for name, length in lengths.items()},
        **{f"{name}_pt": f"{length / EMU_PER_PT:.2f}" for name, length in lengths.items()},
    }


@lru_cache(maxsize=256)
def _share_of(text: str, width_twips: int, size_pt: int) -> int:
    """A share of the last line of `text`, the one that the drawn line stands under."""
    last = wrapped_lines(text, width_twips * _EMU_PER_TWIP, size_pt, bold=True)[-1]
    return round(text_width_emu(last, size_pt, bold=True) * _SHARE)

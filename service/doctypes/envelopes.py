"""The envelope around a content: its check, and the facts of the frame that follow from it and from the office."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, TypeVar

from service.doctypes.definition import DocumentType
from service.doctypes.faults import FaultWriter, Steps, path_text
from service.doctypes.mentions import refuse_mentions
from service.doctypes.schemas import bundled
from service.doctypes.shared import shared_facts
from service.doctypes.validating import InputValidator
from service.domain.dates import parse_date, parse_month
from service.domain.document_code import symbol
from service.domain.findings import FieldError
from service.domain.frame import FrameFacts, PrintedMonth
from service.domain.offices import Office
from service.domain.recipients import (
    Recipient,
    drafter_mark,
    filing_units,
    recipient_from,
    recipient_lines,
    split_filing,
)
from service.domain.refusal import Refused
from service.domain.remembered import Remembered
from service.domain.signing import Signer, signature_lines, signer_from, signer_name

Value = TypeVar("Value")


@cache
def envelope_validator() -> InputValidator:
    """Return the validator of the envelope, its content and sources apart."""
    return InputValidator(envelope_schema())


@cache
def envelope_schema() -> dict[str, Any]:
    """Return the schema of the envelope, its content and sources apart."""
    shared = shared_facts()
    return bundled(shared.envelope, shared.common, key="envelope")


@cache
def _writer() -> FaultWriter:
    return FaultWriter(envelope_schema())


def envelope_faults(document_type: DocumentType, envelope: Mapping[str, Any]) -> Iterator[FieldError]:
    """Yield what a valid envelope has against its type: another type or version, Kính gửi where none belongs."""
    if envelope["type"] != document_type.slug:
        yield FieldError(
            "type",
            "type_differs",
            f"Dữ liệu này là của loại “{envelope['type']}”, không phải “{document_type.slug}”. Hãy chọn đúng loại.",
        )
        return
    version = envelope.get("version")
    if version is not None and version != document_type.version:
        yield FieldError(
            "version",
            "version_differs",
            f"Dữ liệu ghi phiên bản {version}, loại văn bản đang dùng là {document_type.version}. Hãy bỏ trường này"
            " hoặc nhập lại theo phiên bản mới.",
        )
    if document_type.addressees == "never":
        for name in ("addressees", "via"):
            if name in envelope:
                yield FieldError(
                    name,
                    "addressees_not_allowed",
                    f"{document_type.title} không có phần Kính gửi. Hãy bỏ trường này.",
                )


#: What the frame prints of an envelope: no label becomes words there.
_PRINTED = ("subject", "signer", "recipients", "filing", "addressees", "via", "drafter_mark")


def mention_faults(envelope: Mapping[str, Any]) -> list[FieldError]:
    """Return each text of the frame that holds a label, or double brackets without one."""
    if "[[" not in _joined(envelope):
        return []
    return [
        fault
        for name in _PRINTED
        if name in envelope
        for steps, text in _texts(envelope[name], [name])
        for fault in _mention_fault(steps, text)
    ]


def _joined(envelope: Mapping[str, Any]) -> str:
    """Return all those texts in one, which is searched faster than each."""
    get = envelope.get
    texts = [envelope["subject"], get("via", ""), get("filing", ""), get("drafter_mark", "")]
    texts += get("addressees", ())
    texts += get("signer", {}).values()
    for recipient in get("recipients", ()):
        texts += (recipient["name"], recipient.get("purpose", ""))
    return "\n".join(texts)


def _texts(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _texts(part, [*steps, name])
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _texts(item, [*steps, position])


def _mention_fault(steps: Steps, text: str) -> Iterator[FieldError]:
    try:
        refuse_mentions(text)
    except Refused as refused:
        yield FieldError(path_text(steps), refused.code, f"{_writer().name(steps)}: {refused.message}")


class FrameReader:
    """Reads the facts of the frame from an envelope; every value that is refused becomes a fault with its path."""

    def __init__(self, document_type: DocumentType, envelope: Mapping[str, Any], office: Office) -> None:
        self._type = document_type
        self._envelope = envelope
        self._office = office
        self.faults: list[FieldError] = []

    def facts(self) -> FrameFacts | None:
        """Return the facts, or None when something was refused; `faults` says what."""
        envelope = self._envelope
        filing = _filing[envelope.get("filing") or self._office.filing]
        month = envelope.get("month")
        facts = FrameFacts(
            office=self._office,
            kind=self._type.kind,
            subject=envelope["subject"].strip("\n"),
            symbol=symbol(self._type.kind, self._office.symbol_suffix),
            signer=self._signer(),
            recipients=self._recipients(),
            filing=filing.units,
            addressees=self._addressees(),
            via=envelope.get("via", ""),
            urgency=envelope.get("urgency", ""),
            drafter_mark=envelope.get("drafter_mark") or filing.drafter,
            copies=envelope.get("copies"),
            month=None if month is None else self._tried("month", lambda: _month[month]),
            month_blank="month" in envelope and envelope["month"] is None,
        )
        self.faults += mention_faults(envelope)
        if "drafter_mark" in envelope:
            self._tried("drafter_mark", lambda: _drafter_mark[envelope["drafter_mark"]])
        return None if self.faults else facts

    def _signer(self) -> Signer | None:
        raw = self._envelope.get("signer")
        if raw is None:
            return self._office.signers[0] if self._office.signers else None
        until = raw.get("valid_until")
        day = self._tried("signer.valid_until", lambda: parse_date(until)) if until else None
        signer = signer_from(raw, valid_until=day)
        self._tried("signer.name", lambda: signer_name(signer, self._office))
        self._tried("signer.position", lambda: signature_lines(signer, self._office))
        return signer

    def _recipients(self) -> tuple[Recipient, ...]:
        raws = self._envelope.get("recipients")
        if raws is None:
            return self._office.recipients
        recipients = tuple([_recipients[tuple(raw.items())] for raw in raws])
        for position, recipient in enumerate(recipients):
            if _may_file[recipient.name]:
                self._tried(f"recipients[{position}].name", partial(_one_line, recipient))
        return recipients

    def _addressees(self) -> tuple[str, ...]:
        given: Sequence[str] | None = self._envelope.get("addressees")
        if given is None and self._type.addressees == "to_superior" and self._office.superior:
            given = (self._office.superior,)
        if given is None and self._type.addressees == "always":
            self.faults.append(
                FieldError("addressees", "required", "Thiếu “Kính gửi”. Hãy ghi nơi được kính gửi.")
            )
        return tuple(given or ()) if self._type.addressees != "never" else ()

    def _tried(self, path: str, make: Callable[[], Value]) -> Value | None:
        try:
            return make()
        except Refused as refused:
            self.faults.append(FieldError(path, refused.code, refused.message))
            return None


#: An office writes to the same ones again and again, with the same filing line, drafter's mark and month.
_recipients = Remembered[tuple[tuple[str, Any], ...], Recipient](lambda items: recipient_from(dict(items)))
_may_file = Remembered[str, bool](lambda name: "lưu" in name.lower())
_filing = Remembered(split_filing)
_drafter_mark = Remembered(drafter_mark)
_month = Remembered[str, PrintedMonth](lambda text: PrintedMonth(*parse_month(text)))


def _one_line(recipient: Recipient) -> list[str]:
    return recipient_lines([recipient], as_above=False, filing_line=filing_units(""))


def office_values(office: Office) -> dict[str, str]:
    """Return what a template may print of the issuing office."""
    return {
        "name": office.name,
        "short_name": office.short_name,
        "unit_name": office.unit.full_name,
        "place_name": office.place_name,
    }

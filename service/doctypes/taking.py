"""What a document takes from another one: data or id, checked by its own type."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from service import reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType, Taken
from service.doctypes.envelopes import envelope_faults, envelope_validator, mention_faults
from service.doctypes.lending import SharedSources, Source
from service.doctypes.surveying import content_faults
from service.doctypes.validating import InputValidator
from service.domain.dates import parse_date
from service.domain.document_code import format_code, parse_code
from service.domain.findings import FieldError
from service.domain.offices import Office
from service.domain.outline_building import build
from service.domain.refusal import Refused
from service.errors import UnknownDocumentType

#: Finds the document that an id names: its envelope with `code` and `issued_on` beside its own keys; None when unknown.
Lookup = Callable[[str], Mapping[str, Any] | None]

Value = TypeVar("Value")

_ACT_KEYS = ("code", "issued_on")


@cache
def _act_validator() -> InputValidator:
    """Return the validator of what issuing has added to a source."""
    text = {"type": ["string", "null"], "maxLength": 100}
    return InputValidator(
        {
            "type": "object",
            "properties": {
                "code": {"title": "Số, ký hiệu của văn bản nguồn", **text},
                "issued_on": {"title": "Ngày ban hành của văn bản nguồn", **text},
            },
        }
    )


def _is_numbered(record: Mapping[str, Any]) -> bool:
    return {"code", "date"} <= set(record)


class SourceReader:
    """Reads the sources of one envelope; faults are gathered with paths under ``sources.<name>``."""

    def __init__(
        self,
        catalogue: Catalogue | None,
        lookup: Lookup | None,
        office: Office,
        shared: SharedSources | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._lookup = lookup
        self._office = office
        self._shared = shared
        self.faults: list[FieldError] = []

    def read(self, document_type: DocumentType, envelope: Mapping[str, Any]) -> dict[str, list[Source]]:
        """Return the sources by name; what is missing or surplus is a fault."""
        given: Mapping[str, Any] = envelope.get("sources", {})
        for name in given:
            if name not in document_type.takes:
                known = ", ".join(document_type.takes) or "không có"
                self._fault(
                    f"sources.{name}",
                    "unknown_field",
                    f"{document_type.title} không lấy nguồn “{name}”. Nguồn dùng được: {known}.",
                )
        found: dict[str, list[Source]] = {}
        for name, taken in document_type.takes.items():
            if name in given:
                found[name] = self._sources(name, taken, given[name])
            elif taken.required:
                title = self._type(taken.type, f"sources.{name}")
                words = title.title if title else taken.type
                self._fault(
                    f"sources.{name}",
                    "required",
                    f"Thiếu văn bản nguồn “{words}” ({name}). Hãy chọn văn bản hoặc đưa dữ liệu vào.",
                )
        return found

    def _sources(self, name: str, taken: Taken, given: Any) -> list[Source]:
        if isinstance(given, list) and not taken.many:
            self._fault(f"sources.{name}", "wrong_type", "Nguồn này chỉ nhận một văn bản. Hãy chọn một.")
            return []
        members = given if isinstance(given, list) else [given]
        paths = (
            [f"sources.{name}[{i}]" for i in range(len(members))]
            if isinstance(given, list)
            else [f"sources.{name}"]
        )
        read = [self._shared_source(name, taken, one, path) for one, path in zip(members, paths, strict=True)]
        return [one for one in read if one is not None]

    def _type(self, slug: str, path: str) -> DocumentType | None:
        if self._catalogue is None:
            message = f"a document that takes from {slug} is prepared with a catalogue"
            raise ValueError(message)
        try:
            return self._catalogue.get(slug)
        except UnknownDocumentType as error:
            self._fault(path, "source_type", error.message)
            return None

    def _shared_source(self, name: str, taken: Taken, given: Any, path: str) -> Source | None:
        """Return a source; one that the document before had too is not read again."""
        shared = self._shared
        if shared is None:
            return self._source(name, taken, given, path)
        found = shared.known(path, given, self._office)
        if found is None:
            before = len(self.faults)
            found = self._source(name, taken, given, path)
            if found is not None and len(self.faults) == before:
                shared.keep(path, given, self._office, found)
        return found

    def _source(self, name: str, taken: Taken, given: Any, path: str) -> Source | None:
        raw = self._found(given, path)
        document_type = self._type(taken.type, path) if raw is not None else None
        if raw is None or document_type is None:
            return None
        own = {key: value for key, value in raw.items() if key not in _ACT_KEYS}
        act, faults = _act_validator().checked({key: raw[key] for key in _ACT_KEYS if key in raw})
        act = {key: value for key, value in act.items() if key not in {fault.path for fault in faults}}
        checked, inside = envelope_validator().checked(own)
        faults += inside
        if not inside and checked["type"] != taken.type:
            self._fault(
                f"{path}.type",
                "type_differs",
                f"Nguồn này phải là “{document_type.title}” ({taken.type}), đang là “{checked['type']}”.",
            )
            return None
        if not inside:
            faults += mention_faults(checked)
            # One that is stored may be of an earlier version.
            faults += envelope_faults(document_type, checked) if isinstance(given, Mapping) else ()
        content, shape = self._content(document_type, checked)
        faults += shape
        for fault in dict.fromkeys(faults):
            self._fault(f"{path}.{fault.path}" if fault.path else path, fault.code, fault.message)
        if inside:
            return None
        record, office = self._cited(name, document_type, {**checked, **act}, path)
        content = None if shape else self._labelled(document_type, content, path)
        if content is None:  # its citation was worth a look all the same
            return None
        return Source(
            document_type,
            content,
            document_type.converter.labels(content)[0],
            build(document_type.sections, content, document_type.names),
            record,
            _is_numbered(record),
            office,
        )

    def _found(self, given: Any, path: str) -> Mapping[str, Any] | None:
        if isinstance(given, Mapping):
            return given
        found = self._lookup(given) if self._lookup is not None else None
        if found is None:
            self._fault(
                path,
                "document_unknown",
                f"Không tìm thấy văn bản “{given}”. Hãy chọn lại, hoặc đưa dữ liệu của văn bản đó vào.",
            )
        return found

    def _content(
        self, document_type: DocumentType, envelope: Mapping[str, Any]
    ) -> tuple[Any, list[FieldError]]:
        """Return the clean content of a source, and its faults: of shape, and what else can be told beside them."""
        if "content" not in envelope:  # which is a fault of the envelope
            return {}, []
        content, shape = document_type.validator.checked(envelope["content"])
        if shape and isinstance(content, Mapping):
            refused = {fault.path for fault in shape}
            shape += content_faults(document_type, self._office, content, refused=refused)
        return content, shape

    def _labelled(self, document_type: DocumentType, content: Any, path: str) -> Mapping[str, Any] | None:
        """Return a valid content with its defaults, None where a label stands twice in it."""
        content = document_type.converter.filled(content)
        if document_type.converter.labels(content)[1]:
            self._fault(
                path, "label_duplicate", "Nguồn có nhãn ghi hai lần. Hãy sửa dữ liệu của nguồn trước."
            )
            return None
        filled: Mapping[str, Any] = content
        return filled

    def _cited(
        self, name: str, document_type: DocumentType, envelope: Mapping[str, Any], path: str
    ) -> tuple[dict[str, Any], Office | None]:
        """Return what the source is cited by, and its office."""
        office = self._office_of(envelope, path)
        record = self._record(name, document_type, envelope, path)
        record["issuer"] = office.name if office is not None and _is_numbered(record) else ""
        return record, office

    def _record(
        self, name: str, document_type: DocumentType, envelope: Mapping[str, Any], path: str
    ) -> dict[str, Any]:
        """Return the citation without its issuer; a code without its number is none yet."""
        record = {
            "label": name,
            "kind": document_type.kind.name,
            "subject": " ".join(envelope["subject"].split()),
        }
        code, day = envelope.get("code"), envelope.get("issued_on")
        parsed = self._tried(f"{path}.code", lambda: parse_code(code)) if code else None
        if parsed is not None and parsed.number is not None:
            record["code"] = format_code(parsed)
        if day and self._tried(f"{path}.issued_on", lambda: parse_date(day)) is not None:
            record["date"] = day
        return record

    def _office_of(self, envelope: Mapping[str, Any], path: str) -> Office | None:
        if envelope["office"] == self._office.id:
            return self._office
        return self._tried(f"{path}.office", lambda: reference.office(envelope["office"]))

    def _tried(self, path: str, make: Callable[[], Value]) -> Value | None:
        try:
            return make()
        except Refused as refused:
            self._fault(path, refused.code, refused.message)
            return None

    def _fault(self, path: str, code: str, message: str) -> None:
        self.faults.append(FieldError(path, code, message))

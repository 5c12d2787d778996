"""Everything that the page of one type shows: its form, the faults with their fields, the questions."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from service import reference
from service.doctypes.definition import DocumentType
from service.doctypes.schemas import bundled
from service.domain.findings import FieldError, Question
from service.web.form_fields import Field, FormBuilder, every

#: Fields of the envelope that come first on the page, before those of the type; the others follow them.
_FIRST = ("office", "subject", "month")


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the list on top: what is said, and the field that it leads to ("" for none)."""

    anchor: str
    label: str
    message: str


@dataclass(frozen=True)
class FormPage:
    """The page of one type for one input; `notice` is a heading of its own for the list of faults."""

    document_type: DocumentType
    envelope: Mapping[str, Any]
    faults: Sequence[FieldError] = ()
    questions: Sequence[Question] = ()
    notice: str = ""
    upload_failed: bool = False
    is_checked: bool = False

    @cached_property
    def schema(self) -> dict[str, Any]:
        """Return one schema of the whole form: the envelope's fields with the type's content."""
        envelope = bundled(reference.envelope_schema(), reference.common_schema())
        content = self.document_type.schema
        fields = envelope["properties"]
        own = {name: part for name, part in content.items() if name != "$defs"}
        others = {name: part for name, part in fields.items() if name not in {*_FIRST, "type", "content"}}
        parts = {**{name: fields[name] for name in _FIRST}, "content": own, **others}
        defs = {**envelope.get("$defs", {}), **content.get("$defs", {})}
        return {**envelope, "properties": parts, "$defs": defs}

    @cached_property
    def offices(self) -> list[tuple[str, str]]:
        """Return id and name of the recorded offices, offered while the id of the issuer is typed."""
        return [(office.id, office.name) for office in reference.offices()]

    @cached_property
    def _builder(self) -> FormBuilder:
        said: dict[str, list[str]] = defaultdict(list)
        for fault in self.faults:
            said[fault.path].append(fault.message)
        return FormBuilder(self.schema, said)

    @cached_property
    def form(self) -> Field:
        """Return the field of the whole form."""
        return self._builder.build(self.schema, self.envelope, "")

    @cached_property
    def templates(self) -> Mapping[str, Field]:
        """Return the blank item of each list, by the pattern of the list."""
        self._builder.build(self.schema, {}, "")  # an empty form has every list, and the lists inside of them
        return self._builder.templates

    @cached_property
    def _labels(self) -> dict[str, str]:
        """Return the label of every field on the page, by its path."""
        return {field.path: field.label for field in every(self.form) if field.path}

    def _remark(self, path: str, message: str) -> Remark:
        """Return a line that leads to the field at a path, or to the nearest part around it that is shown."""
        anchor = path
        while anchor and anchor not in self._labels:
            anchor = anchor[: max(anchor.rfind("."), anchor.rfind("["), 0)]
        return Remark(anchor, self._labels.get(anchor, ""), message)

    @cached_property
    def fault_remarks(self) -> list[Remark]:
        """Return the faults in the order of the input."""
        return [self._remark(fault.path, fault.message) for fault in self.faults]

    @cached_property
    def question_remarks(self) -> list[Remark]:
        """Return the questions in the order in which they are asked."""
        return [self._remark(question.path, question.message) for question in self.questions]

    @cached_property
    def questions_mark(self) -> str:
        """Return what the form sends back once these questions were seen; "" for none."""
        if not self.questions:
            return ""
        asked = "\0".join(f"{one.code} {one.path} {one.subject}" for one in self.questions)
        return hashlib.sha256(asked.encode()).hexdigest()[:16]

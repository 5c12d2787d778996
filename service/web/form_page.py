"""Everything that the page of one type shows: its form, the faults with their fields, the questions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from service import reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.doctypes.schemas import bundled
from service.domain.findings import FieldError, Question
from service.issuing.remarks import ShownRemark
from service.web.form_building import FormBuilder, FormSchema
from service.web.form_carried import carried_checks, kept_tray
from service.web.form_context import FormContext, form_context
from service.web.form_editing import Removed
from service.web.form_fields import (
    Asked,
    Field,
    SaidAt,
    anchors,
    every,
    leaves,
    nearest,
    with_remarks,
)
from service.web.form_widgets import MOST_OPTIONS
from service.web.locations import Places, bare_message, location, spoken, spoken_paths
from service.web.question_fields import asked_questions, kept_answers
from service.web.source_field import source_fields

#: Fields of the envelope that come first on the page, before those of the type; the others follow them.
_FIRST = ("office", "subject", "month")
_OFFICE = "Cơ quan ban hành"
#: Fields that stand under "Thêm" at the end of the page.
_LAST = ("version",)
#: Fields about Kính gửi, which many types have not.
_ADDRESS = frozenset({"addressees", "via"})
#: Fields of the envelope that the form shows in ways of its own, or not at all.
_OWN = frozenset({"type", "content", "sources", "acknowledged", "check_again", "tray"})


_Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the list on top: what is said, where, and the field that it leads to ("" for none)."""

    anchor: str
    label: str
    message: str


@lru_cache(maxsize=64)
def form_schema(document_type: DocumentType) -> dict[str, Any]:
    """Return one schema of the whole form: the envelope's fields with the type's content."""
    envelope = bundled(reference.envelope_schema(), reference.common_schema())
    content = document_type.schema
    fields = envelope["properties"]
    own = {name: part for name, part in content.items() if name != "$defs"}
    others = [name for name in fields if name not in {*_FIRST, *_LAST, *_OWN}]
    order = {name: fields[name] for name in _FIRST} | {"content": own}
    parts = order | {name: fields[name] for name in (*others, *_LAST)}
    defs = {**envelope.get("$defs", {}), **content.get("$defs", {})}
    return {**envelope, "properties": parts, "$defs": defs}


@lru_cache(maxsize=64)
def _known(document_type: DocumentType) -> FormSchema:
    """Return the schema of the whole form with what is known of its pieces."""
    return FormSchema(form_schema(document_type))


@lru_cache(maxsize=64)
def _blank_items(
    document_type: DocumentType, bodies: _Words, choices: tuple[tuple[str, _Words], ...], today: date
) -> Mapping[str, Field]:
    """Return the blank item of each list of a type, for what its form offers to choose from."""
    offered = FormContext(dict(bodies), {space: dict(known) for space, known in choices}, today)
    blank: dict[str, Field] = {}
    builder = FormBuilder(_known(document_type), offered, blank)
    builder.build(
        form_schema(document_type), {}, ""
    )  # an empty form has every list, and the lists inside of them
    return blank


@dataclass(frozen=True)
class FormPage:
    """The page of one type for one input.

    `notice` is a heading of its own for the list of faults; `is_dirty` says that the page holds something typed that
    is kept nowhere else; `removed` is the item that was just taken out of a list; `filled` the list that was filled;
    `office_name` is the office that the draft belongs to, `roles` its bodies by their role,
    `reviews` what reviewers said and nobody has settled.
    """

    document_type: DocumentType
    catalogue: Catalogue
    today: date
    envelope: Mapping[str, Any]
    faults: Sequence[FieldError] = ()
    questions: Sequence[Question] = ()
    notice: str = ""
    is_checked: bool = False
    is_dirty: bool = False
    removed: Removed | None = None
    filled: str = ""
    office_name: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    reviews: Sequence[ShownRemark] = ()

    @cached_property
    def schema(self) -> dict[str, Any]:
        """Return the schema of the whole form."""
        return form_schema(self.document_type)

    @cached_property
    def context(self) -> FormContext:
        """Return what the form offers to choose from."""
        return form_context(self.document_type, self.envelope, self.catalogue, self.today, roles=self.roles)

    @property
    def filled_words(self) -> str:
        """Return what to say of a list that was just filled from a source, "" where none was."""
        found = self._anchors.get(self.filled) if self.filled else None
        if found is None:
            return ""
        return f"“{found.label}” đã có {len(found.children)} mục lấy từ văn bản nguồn; hãy ghi tiếp từng mục."

    @cached_property
    def _builder(self) -> FormBuilder:
        return FormBuilder(_known(self.document_type), self.context)

    @cached_property
    def _bare(self) -> Field:
        """Return the field of the whole form, without faults and questions."""
        form = self._builder.build(self.schema, self.envelope, "")
        others = form.children[1:]  # the office has a field of its own
        sources = source_fields(self.document_type, self.envelope.get("sources"), self.catalogue)
        parts = [
            Field("office", "office", "fixed_office", _OFFICE, value=self.office_name),
            *others[:2],
            *sources,
            *others[2:],
        ]
        shown = [part for part in parts if part.has_value or not self._is_idle(part)]
        return form._replace(children=tuple(part._replace(is_extra=part.path in _LAST) for part in shown))

    def _is_idle(self, part: Field) -> bool:
        """Tell whether a field is of no use to this type: nobody is addressed."""
        return self.document_type.addressees == "never" and part.path in _ADDRESS

    @cached_property
    def _anchors(self) -> dict[str, Field]:
        return anchors(self._bare)

    @cached_property
    def asked(self) -> list[Asked]:
        """Return the questions of this input, answered or open."""
        return asked_questions(self.questions, self.envelope.get("acknowledged"))

    @property
    def open_questions(self) -> list[Asked]:
        """Return the questions that nobody has answered."""
        return [one for one in self.asked if not one.is_answered]

    @cached_property
    def form(self) -> Field:
        """Return the field of the whole form, each fault, question and review at its field."""
        said: dict[str, list[str]] = defaultdict(list)
        for fault in self.faults:
            anchor = nearest(fault.path, self._anchors)
            message = self._message(fault, anchor)
            if message not in said[anchor]:
                said[anchor].append(message)
        questions: dict[str, list[Asked]] = defaultdict(list)
        for one in self.asked:
            questions[nearest(one.path, self._anchors)].append(
                replace(one, message=self._spoken(one.message))
            )
        reviews: dict[str, list[ShownRemark]] = defaultdict(list)
        for review in self.reviews:
            reviews[nearest(review.path, self._anchors)].append(review)
        return with_remarks(self._bare, SaidAt(said, questions, reviews))

    @cached_property
    def templates(self) -> Mapping[str, Field]:
        """Return the blank item of each list, by the pattern of the list."""
        choices = tuple((space, tuple(known.items())) for space, known in self.context.choices.items())
        bodies = tuple(self.context.bodies.items())
        return _blank_items(self.document_type, bodies, choices, self.today)

    @cached_property
    def suggested(self) -> dict[str, Mapping[str, str]]:
        """Return the labels that boxes with suggestions offer, by their space."""
        if all(len(known) <= MOST_OPTIONS for known in self.context.choices.values()):
            return {}
        spaces = {field.space for field in every(self._bare) if field.kind == "suggested"}
        return {space: self.context.choices.get(space, {}) for space in sorted(spaces)}

    @property
    def kept_answers(self) -> list[Asked]:
        """Return earlier answers that belong to no question of this page."""
        return kept_answers(self.asked, self.envelope.get("acknowledged"))

    @property
    def check_again(self) -> str:
        """Return what was taken over from an older file and has to be looked at again, as the form carries it."""
        return carried_checks(self.envelope.get("check_again"))

    @property
    def tray(self) -> list[str]:
        """Return the paragraphs of an older file that have no field yet."""
        return kept_tray(self.envelope.get("tray"))

    @cached_property
    def fault_remarks(self) -> list[Remark]:
        """Return the faults in the order of the input, each line once."""
        return list(dict.fromkeys(self._remark(fault) for fault in self.faults))

    @cached_property
    def question_remarks(self) -> list[Remark]:
        """Return the open questions in the order in which they are asked."""
        return [
            Remark(nearest(one.path, self._anchors), self.place(one.path), self._spoken(one.message))
            for one in self.open_questions
        ]

    def inputs(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return the inputs of the field at a path: what their names have behind the path, and their values."""
        found = self._anchors.get(path)
        return tuple((one.path[len(path) :], one.value) for one in leaves(found)) if found else ()

    def all_inputs(self) -> list[tuple[str, str]]:
        """Return name and value of every input, as a browser would send them."""
        return [(one.path, one.value) for one in leaves(self._bare)]

    def field(self, path: str) -> Field | None:
        """Return the field at a path, None where the form has none."""
        return self._anchors.get(path)

    def anchor(self, path: str) -> str:
        """Return the path of the field that something about `path` stands at, "" for the whole form."""
        return nearest(path, self._anchors)

    def said(self, fault: FieldError) -> str:
        """Return the message of a fault as it stands where the name of its place has just been read."""
        return self._message(fault, fault.path)

    def spoken(self, message: str) -> str:
        """Return a message in which each path of the input is said in the words of the form."""
        return self._spoken(message)

    @cached_property
    def _places(self) -> Places:
        return Places(self.schema, self.envelope, self.context.choices)

    def place(self, path: str) -> str:
        """Return the words for a path, sources included."""
        head, _, rest = path.partition(".")
        name, _, inside = rest.partition(".")
        if head == "sources":
            return self._source_place(path, name, inside)
        return self._places.words(path)

    def _source_place(self, path: str, name: str, inside: str) -> str:
        """Return the words for a path into a source: its title, then the place in its own form."""
        source = self._anchors.get(f"sources.{name.partition('[')[0]}")
        taken = self.document_type.takes.get(name)
        title = source.label if source else name
        if path in self._anchors and inside:
            return f"{title}: {self._anchors[path].label}"
        sources = self.envelope.get("sources")
        if not inside or taken is None or not isinstance(sources, Mapping):
            return title
        schema = form_schema(self.catalogue.get(taken.type))
        return f"{title} › {location(inside, schema, sources.get(name), {})}".removesuffix(" › ")

    def _remark(self, fault: FieldError) -> Remark:
        """Return a line that leads to the field of a fault, or to the nearest part around it that is shown."""
        anchor = nearest(fault.path, self._anchors)
        return Remark(anchor, self.place(fault.path), self._message(fault, fault.path))

    def _message(self, fault: FieldError, said_at: str) -> str:
        """Return a message as it stands where the name of the field `said_at` has just been read."""
        message = fault.message
        if said_at == fault.path:
            label = self.place(fault.path).rpartition(": ")[2].rpartition(" › ")[2]
            message = bare_message(message, label)
        return self._spoken(message)

    def _spoken(self, message: str) -> str:
        return spoken(spoken_paths(message, self.schema, self.envelope, self.context.choices))

"""What can be told of a content that has the wrong shape: every value and label in it that something is wrong with.

A content of the wrong shape cannot be converted: parts of it are missing. But each value is right or wrong by itself,
and a label that is mentioned exists or does not. Where what is missing may hold it, nothing is said about the label.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from service.doctypes.definition import DocumentType
from service.doctypes.faults import path_text
from service.doctypes.running import APPENDIX_PREFIX, SECTION_PREFIX, Labels, Run, unknown_label
from service.doctypes.schemas import children, resolved
from service.doctypes.value_faults import ValueFaults
from service.domain.citations import CitationBook
from service.domain.findings import FieldError
from service.domain.offices import Office

_CITATION = "citation"
_PREFIX = "content"


def is_refused(path: str, refused: Collection[str]) -> bool:
    """Tell whether `path` is one of the `refused`, or lies inside one of them.

    >>> is_refused("content.tasks[0].lead", {"content.tasks[0]"}), is_refused("content.tasks", {"content.tasks[0]"})
    (True, False)
    """
    return any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in refused if one)


def independent(faults: Iterable[FieldError], refused: Collection[str]) -> list[FieldError]:
    """Return the faults that do not follow from what is `refused`: inside it, or a field missing that holds it."""
    return [
        fault
        for fault in faults
        if not is_refused(fault.path, refused)
        and not (fault.code == "required" and any(is_refused(one, {fault.path}) for one in refused))
    ]


def sound_part(envelope: Mapping[str, Any], refused: Collection[str]) -> dict[str, Any]:
    """Return an envelope without its fields (of `sources` without the sources) that have something refused in them."""

    def is_sound(path: str) -> bool:
        return not any(is_refused(one, {path}) for one in refused)

    sound = {name: value for name, value in envelope.items() if is_sound(name)}
    sources = envelope.get("sources")
    if isinstance(sources, Mapping):
        sound["sources"] = {name: one for name, one in sources.items() if is_sound(f"sources.{name}")}
    return sound


def lent_labels(
    document_type: DocumentType, given: object, labels: Mapping[str, Sequence[Labels]]
) -> dict[str, Labels]:
    """Return the labels of each source that is known: read (one of several lends none), or optional and absent.

    `given` is what the envelope says under `sources`, `labels` what was read, by the name of the source.
    """
    lent: dict[str, Labels] = {}
    for name, taken in document_type.takes.items():
        members = labels.get(name)
        if members:
            lent[name] = members[0] if len(members) == 1 else {}
        elif not taken.required and isinstance(given, Mapping) and name not in given:
            lent[name] = {}
    return lent


def content_faults(
    document_type: DocumentType,
    office: Office,
    content: Mapping[str, Any],
    *,
    refused: Collection[str] = (),
    lent: Mapping[str, Labels] | None = None,
) -> list[FieldError]:
    """Return the faults of values and labels that are independent of what is `refused` (paths) already.

    `lent` are the labels of each source that is known; None: of no source.
    """
    given = _Given(document_type.schema, refused)
    given.walk(document_type.schema, content, [])
    unsure = set(given.unsure)
    labels: Labels = given.labels
    for name in document_type.takes:
        if lent is None or name not in lent:
            unsure |= {name, _CITATION}
            continue
        labels |= {f"{name}.{space}": found for space, found in lent[name].items()}
        labels.setdefault(_CITATION, {}).update({name: None, **lent[name].get(_CITATION, {})})
    run = _Survey(
        CitationBook(()),
        office.directory(),
        labels,
        document_type.names,
        absent=document_type.mentionable,
        unsure=unsure,
    )
    return ValueFaults(document_type.schema, run, prefix=_PREFIX, refused=refused).found(content)


@dataclass(slots=True)
class _Survey(Run):
    """A run that makes no words and knows only which labels exist; `unsure` are spaces and sources not fully known."""

    unsure: AbstractSet[str] = frozenset()

    def cite(self, label: str) -> str:
        self._look_up(label, self.labels.get(_CITATION, {}), _CITATION)
        return ""

    def cite_full(self, label: str) -> str:
        return self.cite(label)

    def words(self, record: Mapping[str, Any]) -> str:  # noqa: ARG002 - no words are made
        return ""

    def labelled(self, space: str, label: str) -> Any:
        source = space.partition(".")[0]
        self._look_up(label, self.labels.get(space, {}), space, source)

    def _section(self, mention: str) -> str:
        sections = [one for one in self.absent if one.startswith(SECTION_PREFIX)]
        items = {
            f"{SECTION_PREFIX}{label}"
            for space, found in self.labels.items()
            if space != _CITATION and "." not in space
            for label in found
        }
        self._look_up(mention, [*sorted(sections), *sorted(items)], *(self.unsure - {_CITATION}))
        return ""

    def _appendix(self, mention: str) -> str:
        self._look_up(mention, sorted(one for one in self.absent if one.startswith(APPENDIX_PREFIX)))
        return ""

    def _look_up(self, label: str, known: Collection[str], *spaces: str) -> None:
        if label not in known and not self.unsure & set(spaces):
            raise unknown_label(label, known)


class _Given:
    """Gathers the labels of a content of any shape, and the spaces (`unsure`) where one may have been refused."""

    def __init__(self, whole: Mapping[str, Any], refused: Collection[str]) -> None:
        self._whole = whole
        self._refused = frozenset(refused)
        self.labels: Labels = {}
        self.unsure: set[str] = set()

    def walk(self, schema: Mapping[str, Any], value: Any, steps: Sequence[str | int]) -> None:
        """Look at one place and all that is inside it."""
        place = resolved(schema, self._whole)
        if path_text(steps, _PREFIX) in self._refused:
            self.unsure.update(self._spaces(place))
        if "x-label" in place:
            if isinstance(value, str):
                self.labels.setdefault(place["x-label"], {})[value] = None
        elif isinstance(value, list) and "items" in place:
            for position, item in enumerate(value):
                self.walk(place["items"], item, [*steps, position])
        elif isinstance(value, Mapping):
            for name, part in place.get("properties", {}).items():
                self.walk(part, value.get(name), [*steps, name])

    def _spaces(self, place: Mapping[str, Any]) -> Iterator[str]:
        if "x-label" in place:
            yield place["x-label"]
        for _, part in children(place):
            yield from self._spaces(resolved(part, self._whole))

"""How the places of a type are numbered, read from the outline of its definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.doctypes.definition import DocumentType
from service.doctypes.reading import read_input
from service.doctypes.source import DEFINITION_FILE


@dataclass(frozen=True, slots=True)
class Numbering:
    """A style of number; `depth` counts the parts of a decimal one (2.1. has two), `when` is the item's condition."""

    style: str
    depth: int = 0
    may_lack: bool = False
    when: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A fixed section or an appendix: its number, its usual title, the field that may replace it, the section above."""

    numbering: Numbering
    title: str
    title_field: str = ""
    above: str = ""


@dataclass(slots=True)
class Spots:
    """Sections by ``muc.<label>``, appendices by ``phu_luc.<label>``, lists by their path (``criteria.tasks``)."""

    headings: dict[str, Heading] = field(default_factory=dict)
    lists: dict[str, list[Numbering]] = field(default_factory=dict)
    conditions: dict[str, Any] = field(default_factory=dict)

    def sections_above(self, section: str) -> list[str]:
        """Return a section and those that it lies in, the nearest first; none for ""."""
        found: list[str] = []
        while section:
            found.append(section)
            section = self.headings[section].above
        return found


def spots_of(document_type: DocumentType) -> Spots:
    """Return how the sections and lists of a type are numbered."""
    raw = read_input(document_type.files[DEFINITION_FILE], DEFINITION_FILE)
    spots = Spots()
    _gather(spots, raw.get("outline", {}).get("sections", ()), "", 0, "")
    for one in raw.get("appendices", ()):
        key = f"phu_luc.{one['label']}"
        spots.headings[key] = Heading(Numbering("none"), one["title"], one.get("title_field", ""))
        spots.conditions[key] = one.get("when")
    return spots


def _gather(spots: Spots, sections: Sequence[Mapping[str, Any]], parent: str, depth: int, above: str) -> None:
    for one in sections:
        style = one.get("style", "none")
        own = depth + 1 if style in {"arabic", "decimal"} else 0
        when = one.get("when")
        numbering = Numbering(
            style,
            own if style == "decimal" else min(own, 1),
            may_lack=one.get("number_single") is False or style == "none",
            when=when if isinstance(when, str) and when.startswith(".") else "",
            unless=_negated(when),
        )
        path, key = parent, above
        if "each" in one:
            path = f"{parent}.{one['each']}" if parent else one["each"]
            for name in [path, *([one["into"]] if "into" in one else [])]:
                spots.lists.setdefault(name, []).append(numbering)
        else:
            key = f"muc.{one['label']}"
            spots.headings[key] = Heading(numbering, one.get("title", ""), one.get("title_field", ""), above)
            spots.conditions[key] = when
        _gather(spots, one.get("children", ()), path, own, key)


def _negated(when: Any) -> str:
    """Return the path of ``{not: .lead}``, "" for any other condition."""
    inner = when.get("not") if isinstance(when, Mapping) else None
    return inner if isinstance(inner, str) and inner.startswith(".") else ""

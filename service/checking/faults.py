"""What a check yields: a fault at a place, before it becomes a finding with the clause of its rule."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from service.checking.recognition.text_lines import TextLine
from service.domain.findings import Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: what is wrong, what was found, what is right. `line` None: it concerns the file as a whole.

    `part` is the part of the file (``document``, ``header``, ``footer``). `severity` lowers that of the rule where a
    file cannot show the matter for certain. `others` are further lines with the same fault. `look` is how the letters
    of the line should look (`size_pt` as lowest and highest, `bold`, `italic`, `caps`, `align`, `font`, `color`), empty
    when the fault is no matter of looks.
    """

    message: str
    found: str = ""
    expected: str = ""
    line: TextLine | None = None
    part: str = "document"
    severity: Severity | None = None
    others: tuple[TextLine, ...] = ()
    look: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """All lines with the fault."""
        return () if self.line is None else (self.line, *self.others)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of their paragraphs, each once."""
        return tuple(dict.fromkeys(line.paragraph.number for line in self.lines))


def gathered(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield equal faults once, at their first place, with the paragraphs of the others: staff mend them in one go."""
    first: dict[tuple[str, ...], Fault] = {}
    others: dict[tuple[str, ...], list[TextLine]] = {}
    for fault in faults:
        key: tuple[str, ...] = (fault.part, fault.message, fault.found, fault.expected)
        if key not in first:
            first[key], others[key] = fault, []
        elif fault.line is not None:
            others[key].append(fault.line)
    for key, fault in first.items():
        yield replace(fault, others=tuple(others[key]))

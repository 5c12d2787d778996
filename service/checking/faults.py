"""What a check yields: a fault at a place, before it becomes a finding with the clause of its rule."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from service.checking.recognition.text_lines import TextLine
from service.domain.findings import Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: what is wrong, what was found, what is right. `line` None: it concerns the file as a whole.

    `part` is the part of the file (``document``, ``header``, ``footer``). `severity` lowers that of the rule where a
    file cannot show the matter for certain. `others` are the numbers of further paragraphs with the same fault.
    """

    message: str
    found: str = ""
    expected: str = ""
    line: TextLine | None = None
    part: str = "document"
    severity: Severity | None = None
    others: tuple[int, ...] = ()


def gathered(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield equal faults once, at their first place, with the paragraphs of the others: staff mend them in one go."""
    first: dict[tuple[str, ...], Fault] = {}
    others: dict[tuple[str, ...], list[int]] = {}
    for fault in faults:
        key: tuple[str, ...] = (fault.part, fault.message, fault.found, fault.expected)
        if key not in first:
            first[key], others[key] = fault, []
        elif fault.line is not None:
            others[key].append(fault.line.paragraph.number)
    for key, fault in first.items():
        yield replace(fault, others=tuple(dict.fromkeys(others[key])))

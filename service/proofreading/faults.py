"""What a check yields: a fault at a place, before it becomes a finding."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from service.domain.findings import Severity
from service.proofreading.passages import Passage


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at [start, end) of the plain text of a passage.

    `suggestion` replaces exactly that stretch. `is_certain`: it may be put in without asking. `severity` None
    takes that of the check. `others` is the same fault at further places, all named in one finding.
    """

    passage: Passage
    start: int
    end: int
    message: str
    suggestion: str = ""
    severity: Severity | None = None
    is_certain: bool = False
    others: "tuple[Fault, ...]" = ()
    basis: str = ""

    @property
    def quote(self) -> str:
        """The stretch of text that is at fault."""
        return self.passage.text[self.start : self.end]

    @property
    def twins(self) -> "tuple[Fault, ...]":
        """The others that have words of their own to put in; none where the first has nothing to put in."""
        return tuple(one for one in self.others if one.suggestion) if self.suggestion else ()


def told_together(faults: Iterable[Fault]) -> Fault:
    """Return the first of equal faults with the others as further places: a choice where another passage has one."""
    first, *others = faults
    is_certain = first.is_certain and all(one.passage is first.passage for one in others)
    return replace(first, is_certain=is_certain, others=tuple(others))

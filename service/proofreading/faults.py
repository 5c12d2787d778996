"""What a check yields: a fault at a place, before it becomes a finding."""

from dataclasses import dataclass

from service.domain.findings import Severity
from service.proofreading.passages import Passage


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at [start, end) of the plain text of a passage.

    `suggestion` replaces exactly that stretch. `is_certain`: it may be put in without asking. `severity` None
    takes that of the check. `others` are further places of the same fault, named in one finding.
    """

    passage: Passage
    start: int
    end: int
    message: str
    suggestion: str = ""
    severity: Severity | None = None
    is_certain: bool = False
    others: tuple[Passage, ...] = ()
    basis: str = ""

    @property
    def quote(self) -> str:
        """The stretch of text that is at fault."""
        return self.passage.text[self.start : self.end]

"""Mending of a file as it is kept: done again on the file as it came, it gives the same bytes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from service.issuing.file_kinds import is_word
from service.issuing.format_check import mend_format
from service.issuing.proof_mending import corrected
from service.issuing.proof_texts import text_of
from service.proofreading import Correction


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a file: the layout rules that were mended (None: all, () none), then changes of words."""

    layout: tuple[str, ...] | None
    changes: tuple[Correction, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the step as the register keeps it."""
        layout = None if self.layout is None else list(self.layout)
        return {"layout": layout, "changes": [asdict(one) for one in self.changes]}

    def of(self, content: bytes, name: str) -> bytes:
        """Return a file after this step."""
        if is_word(name) and self.layout != ():
            content = mend_format(content, codes=self.layout).content
        return corrected(content, name, text_of(content, name), self.changes)[0]


@dataclass(frozen=True, slots=True)
class Mend:
    """What one act mended, and is taken back as one: its steps in their order, and what is said of each change."""

    steps: tuple[Step, ...]
    done: tuple[Any, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the mend as the register keeps it."""
        return {"steps": [one.to_json() for one in self.steps], "done": list(self.done)}

    def of(self, content: bytes, name: str) -> bytes:
        """Return a file after this mend."""
        for step in self.steps:
            content = step.of(content, name)
        return content


def kept_mend(kept: Mapping[str, Any]) -> Mend:
    """Return a mend as it was kept; older versions kept a mend as its one step."""
    return Mend(tuple(map(_kept_step, kept.get("steps", [kept]))), tuple(kept["done"]))


def _kept_step(kept: Mapping[str, Any]) -> Step:
    layout = None if kept["layout"] is None else tuple(kept["layout"])
    return Step(layout, tuple(Correction(**one) for one in kept["changes"]))


def correction_of(finding: Mapping[str, Any]) -> Correction:
    """Return the change that a finding of wording asks for (`file_findings.examined`)."""
    start, end = finding["span"]
    return Correction(finding["locator"], start, end, finding["suggestion"], finding["code"])

"""From a read input to the context of its template: validation, computed values, the frame in words.

A batch is many different documents of one type and office. So no input is prepared twice with the texts it had before:
`_Stream` changes every long text. What really comes again in a batch stays: bodies, recipients, cited documents, days.
"""

import json
import time
from collections.abc import Iterator
from itertools import count, cycle, islice
from statistics import median
from typing import Any

from bench.full_sample import FullSample, full_sample
from bench.measuring import Candidate, Options, Result, compared, interleaved
from service.doctypes.reading import read_input
from service.domain.frame import Act
from service.issuing.issuer import prepared_input
from service.rendering.context import build

_TIMES = 48
#: So many that their long texts are more than any memory of short answers keeps.
_VARIANTS = 48
_LONG = 40
_RECURRING = frozenset({"citations", "lead", "support", "agencies", "recipients"})
_MARK = "\u2026\u2026"


def run(options: Options) -> dict[str, Result]:
    """Return the time of the whole way, for inputs in turn and for inputs just read, and of its first and last step.

    The peer is the limit of the goal.
    """
    sample = full_sample()
    stream = _Stream(sample)
    inputs = cycle(islice(stream, _VARIANTS))
    prepared = sample.prepared()
    ms = interleaved(
        {
            "whole": Candidate(lambda: _context(sample, next(inputs)), _TIMES).measure_ms,
            "just read": lambda: median(_just_read_ms(sample, one) for one in islice(stream, _TIMES)),
            "shape": Candidate(
                lambda: sample.document_type.validator.checked(next(inputs)["content"]), _TIMES
            ).measure_ms,
            "context": Candidate(lambda: build(prepared, Act()), _TIMES).measure_ms,
        },
        options.rounds,
    )
    return {
        "input_to_context": compared(ms["whole"], 0.3, unit="ms", goal="<= 0,3 ms kiểm tra và ngữ cảnh"),
        "just_read_to_context": compared(ms["just read"], None, unit="ms"),
        "shape": compared(ms["shape"], None, unit="ms"),
        "context": compared(ms["context"], None, unit="ms"),
    }


def _context(sample: FullSample, envelope: dict[str, Any]) -> dict[str, Any]:
    return build(prepared_input(sample.catalogue, sample.document_type, envelope), Act())


def _just_read_ms(sample: FullSample, envelope: dict[str, Any]) -> float:
    start = time.perf_counter()
    _context(sample, envelope)
    return (time.perf_counter() - start) * 1000


class _Stream:
    """Endless inputs like the sample, each read when it is asked for, with long texts that no other one has."""

    def __init__(self, sample: FullSample) -> None:
        self._text = json.dumps(_marked(sample.envelope), ensure_ascii=False, default=str)
        self._serial = count(1)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for serial in self._serial:
            yield read_input(self._text.replace(_MARK, f" ({serial})").encode(), "stream.json")


def _marked(value: Any) -> Any:
    """Put a mark where a text is to be changed: at the end of each long text that does not recur in a batch."""
    if isinstance(value, dict):
        return {name: part if name in _RECURRING else _marked(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_marked(item) for item in value]
    return f"{value}{_MARK}" if isinstance(value, str) and len(value) >= _LONG else value

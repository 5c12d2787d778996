"""From a read input to the context of its template: validation, computed values, the frame in words."""

from bench.full_sample import full_sample
from bench.measuring import Candidate, Options, Result, compared, interleaved
from service.domain.frame import Act
from service.rendering.context import build

_TIMES = 40


def run(options: Options) -> dict[str, Result]:
    """Return the time of the whole way and of the context alone; the peer is the limit of the goal."""
    sample = full_sample()
    prepared = sample.prepared()
    ms = interleaved(
        {
            "whole": Candidate(sample.context, _TIMES).measure_ms,
            "shape": Candidate(
                lambda: sample.document_type.validator.checked(sample.envelope["content"]), _TIMES
            ).measure_ms,
            "context": Candidate(lambda: build(prepared, Act()), _TIMES).measure_ms,
        },
        options.rounds,
    )
    return {
        "input_to_context": compared(ms["whole"], 0.3, unit="ms", goal="<= 0,3 ms kiểm tra và ngữ cảnh"),
        "shape": compared(ms["shape"], None, unit="ms"),
        "context": compared(ms["context"], None, unit="ms"),
    }

"""How measurements are taken and what they look like."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Result:
    """One comparison; `ratio` above 1 means that ours is better, a missing peer is None. `goal` is in words."""

    ours: float
    peer: float | None
    ratio: float | None
    unit: str
    goal: str

    def as_json(self) -> dict[str, float | str | None]:
        """Return the fields for `--json`, figures rounded to what they can tell."""
        fields = asdict(self)
        return {
            name: float(f"{value:.4g}") if isinstance(value, float) else value
            for name, value in fields.items()
        }


def compared(ours: float, peer: float | None, *, unit: str, goal: str = "") -> Result:
    """Return the comparison of two figures of which the smaller is better."""
    return Result(ours, peer, peer / ours if peer is not None and ours else None, unit, goal)


@dataclass(frozen=True)
class Options:
    """`rounds` of all candidates, one after the other in each round; `minutes` of random cases in fault runs."""

    rounds: int = 15
    minutes: float = 0.2


@dataclass(frozen=True)
class Candidate:
    """Something to measure: `times` calls in each round, milliseconds per call."""

    run: Callable[[], object]
    times: int

    def measure_ms(self) -> float:
        """Return the median of the calls of one round."""
        return statistics.median(_timed_ms(self.run) for _ in range(self.times))


def interleaved(candidates: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Return the median of each candidate over rounds in which all of them take their turn.

    A machine is not equally fast at all times; in this way its moods meet all candidates alike.
    """
    found: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, measure in candidates.items():
            gc.collect()
            found[name].append(measure())
    return {name: statistics.median(figures) for name, figures in found.items()}


def _timed_ms(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000

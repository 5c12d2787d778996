"""How long the check of layout takes: a document of 20 pages, one of 500, and what mending costs."""

import tracemalloc
from collections.abc import Callable

from bench.check_documents import long_document
from bench.measuring import Candidate, Options, Result, compared, interleaved
from service.checking import check, fix

_PAGES, _MANY = 20, 500
_GOAL_MS = 100.0
_LINEAR = 1.3  # how much more than its share of the time a long file may take
_TIMES = 3


def run(options: Options) -> dict[str, Result]:
    """Return the times of 20 and 500 pages, how far the time grows with the length, and the memory."""
    short, many = long_document(_PAGES), long_document(_MANY)
    faulty = long_document(_PAGES, faulty=True)
    check(short)
    times = interleaved(
        {
            "pages_20": Candidate(lambda: check(short), _TIMES).measure_ms,
            "pages_20_faulty": Candidate(lambda: check(faulty), _TIMES).measure_ms,
            "fix_20": Candidate(lambda: fix(faulty), 1).measure_ms,
        },
        options.rounds,
    )
    times |= interleaved({"pages_500": Candidate(lambda: check(many), 1).measure_ms}, min(options.rounds, 3))
    growth = times["pages_500"] / times["pages_20"] / (_MANY / _PAGES)
    return {
        "pages_20": compared(times["pages_20"], _GOAL_MS, unit="ms", goal="< 100 ms, văn bản 20 trang"),
        "pages_20_faulty": compared(times["pages_20_faulty"], _GOAL_MS, unit="ms", goal="< 100 ms, có lỗi"),
        "pages_500": Result(times["pages_500"], None, None, "ms", "văn bản 500 trang"),
        "growth": compared(growth, _LINEAR, unit="lần", goal="<= 1,3: thời gian tăng theo số trang"),
        "memory_500": compared(_peak_mb(lambda: check(many)), 200.0, unit="MB", goal="< 200 MB"),
        "fix_20": Result(times["fix_20"], None, None, "ms", "sửa văn bản 20 trang có lỗi"),
    }


def _peak_mb(work: Callable[[], object]) -> float:
    """Return the highest memory that Python took for a piece of work, in millions of bytes."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1_000_000

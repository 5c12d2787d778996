"""What a number costs: one issue with full sync, 3,321 issues in a block, 10,000 by eight processes.

The first figures leave rendering out (a file of 20 KB is at hand), so that they are the register's own; those of the
use case are the whole act: input, layout check, rendering, proof, storing. There is no peer: other registers number
in memory or leave gaps.
"""

import statistics
import time

from bench.issuing_load import block_seconds, p50_p99, single_ms
from bench.measuring import Options, Result
from bench.register_load import NOW, hammer, issue, new_document, render
from bench.registers import megabytes_on_disk, registers
from service.register import people
from service.register.database import Register
from service.register.numbering import IssueRequest, issue_block

SINGLE_ISSUES = 400
BLOCK = 3_321
HAMMERED = 10_000
_FULL_ROUNDS = 15


def run(options: Options) -> dict[str, Result]:
    """Measure both databases; below the usual rounds the counts shrink in proportion."""
    share = min(1.0, options.rounds / _FULL_ROUNDS)
    results: dict[str, Result] = {}
    with registers() as urls:
        for name, url in urls.items():
            measured = _measure(url, share)
            results.update({f"{name}.{key}": result for key, result in measured.items()})
    with registers() as urls:
        for name, url in urls.items():
            measured = _whole_act(url, share)
            results.update({f"{name}.use_case.{key}": result for key, result in measured.items()})
    return results


def _whole_act(url: str, share: float) -> dict[str, Result]:
    """Return what the use case costs at one database, with real documents."""
    singles, block = (max(10, int(count * share)) for count in (SINGLE_ISSUES, BLOCK))
    p50, p99 = p50_p99(single_ms(url, singles))
    figures = {
        "one.p50": (p50, "ms", "cả việc: kiểm tra, tạo, đối chiếu, ghi đĩa đủ"),
        "one.p99": (p99, "ms", ""),
        f"block_{block}": (block_seconds(url, block), "s", "một giao dịch, tạo và đối chiếu từng văn bản"),
    }
    return {key: Result(value, None, None, unit, goal) for key, (value, unit, goal) in figures.items()}


def _measure(url: str, share: float) -> dict[str, Result]:
    """Return the figures of one database."""
    singles, block, hammered = (max(10, int(count * share)) for count in (SINGLE_ISSUES, BLOCK, HAMMERED))
    with Register.open(url) as register:
        times = _single_ms(register, singles)
        block_seconds = _block_seconds(register, block)
    came = hammer(url, processes=8, documents=hammered, failing_share=0.3, seed=7)
    numbers = came["numbers"]
    is_whole = (
        not came["faults"]
        and numbers["first"] == 1
        and numbers["last"] == numbers["count"] == numbers["distinct"]
    )
    size = megabytes_on_disk(url) * 1e3 / numbers["count"]
    figures = {
        "one.p50": (statistics.median(times), "ms", "một lần cấp số, ghi đĩa đủ"),
        "one.p99": (statistics.quantiles(times, n=100)[98], "ms", ""),
        f"block_{block}": (block_seconds, "s", "một giao dịch"),
        f"hammer_{hammered}": (came["seconds"], "s", "8 tiến trình, 30% lần tạo hỏng"),
        "hammer_gaps_doubles_faults": (0 if is_whole else 1, "", "0"),
        "disk_per_document": (size, "KB", "tệp 20 KB và ngữ cảnh, chỉ mục, nhật ký"),
    }
    return {key: Result(float(value), None, None, unit, goal) for key, (value, unit, goal) in figures.items()}


def _single_ms(register: Register, count: int) -> list[float]:
    """Return the time of each of `count` issues in transactions of their own, after some to warm up."""
    for _ in range(10):
        issue(register)
    times = []
    for _ in range(count):
        start = time.perf_counter()
        issue(register)
        times.append((time.perf_counter() - start) * 1000)
    return times


def _block_seconds(register: Register, count: int) -> float:
    """Return the time of `count` issues in one transaction."""
    start = time.perf_counter()
    with register.transaction() as session:
        actor = people.acting_user(session, "operator", now=NOW)
        issue_block(session, actor, [IssueRequest(document=new_document())] * count, render=render)
    return time.perf_counter() - start

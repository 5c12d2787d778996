"""How the proofreader behaves on long texts: time for each page, and the highest memory of a process of its own."""

import multiprocessing
import time
from collections.abc import Callable

from bench.faults_docx import highest_memory_mb
from service.issuing.proof_texts import MAX_LETTERS
from service.issuing.proofreading import proofread_file
from service.proofreading import Block, ProofContext, proofread
from service.reference import lexicon

#: A plan of 19,000 letters fills eight pages: sixty of them are some 500 pages.
COPIES = 60
_LINE = "Rà soát nhiệm vụ được giao, lưu đủ tài liệu minh chứng và báo cáo kết quả thực hiện cho Ủy ban nhân dân xã."


def growth(lines: list[str]) -> float:
    """Return how much more time 500 pages take than their share: 1 when the time grows with the length."""
    short, long = _cpu_seconds(lines), _cpu_seconds(lines * COPIES)
    return long / (COPIES * short)


def _cpu_seconds(lines: list[str]) -> float:
    blocks = [Block(str(number), line, is_marked=True) for number, line in enumerate(lines)]
    return min(_taken(lambda: proofread(blocks, context=ProofContext(), lexicon=lexicon())) for _ in range(2))


def _taken(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def longest_text() -> bytes:
    """Return a text file of as many letters as are proofread."""
    return f"{_LINE}\n".encode() * (MAX_LETTERS // len(_LINE))


def memory_mb(content: bytes, name: str) -> float:
    """Return the highest memory that a process of its own took to proofread a file, in MB."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_proofread, (content, name))


def _proofread(content: bytes, name: str) -> float:
    proofread_file(content, name)
    return highest_memory_mb()

"""The pages of a plan of full length as PDF: the first time, p50 and p95, beside LibreOffice called by hand.

The peer is `soffice --convert-to pdf` with one profile that is kept: what a warm profile would spare.
"""

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.full_sample import full_sample
from bench.measuring import Options, Result, compared
from service.conversion.libreoffice import COMMANDS, find_converter
from service.rendering.templates import compiled

_GOAL = "xem trước trong 2 giây"
_TIMEOUT_SECONDS = 120


def run(options: Options) -> dict[str, Result]:
    """Measure both in turn; {} on a machine without LibreOffice."""
    converter = find_converter("", timeout_seconds=_TIMEOUT_SECONDS)
    if converter is None:
        return {}
    sample = full_sample()
    plan = compiled(sample.document_type).render(sample.context())
    with tempfile.TemporaryDirectory(prefix="bench-preview-") as folder:
        by_hand = _by_hand(Path(folder), plan)
        first = _seconds(lambda: converter.pdf(plan))
        by_hand()  # its profile is made now
        ours, peer = [], []
        for _ in range(max(2, options.rounds)):
            ours.append(_seconds(lambda: converter.pdf(plan)))
            peer.append(_seconds(by_hand))
    return {
        "first": Result(first, None, None, "s", _GOAL),
        "p50": compared(statistics.median(ours), statistics.median(peer), unit="s", goal=_GOAL),
        "p95": compared(_p95(ours), _p95(peer), unit="s", goal=_GOAL),
    }


def _by_hand(folder: Path, plan: bytes) -> Callable[[], object]:
    """Return the call of LibreOffice as one types it, with a profile that stays."""
    program = next(path for name in COMMANDS if (path := shutil.which(name)))
    source = folder / "plan.docx"
    source.write_bytes(plan)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [program, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    return lambda: subprocess.run(words, capture_output=True, timeout=_TIMEOUT_SECONDS, check=True)


def _p95(figures: list[float]) -> float:
    return statistics.quantiles(figures, n=20, method="inclusive")[18]


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start

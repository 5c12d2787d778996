"""Fault runs: each module `faults_*` feeds one part of the service what nobody should send it.

A part has a function ``measure(minutes) -> {name: Result}``; it is found by listing.
"""

import importlib
from pathlib import Path

from bench.measuring import Options, Result


def run(options: Options) -> dict[str, Result]:
    """Return the results of all parts, each given `options.minutes` for its random cases."""
    parts = sorted(path.stem for path in Path(__file__).parent.glob("faults_*.py"))
    results: dict[str, Result] = {}
    for part in parts:
        results.update(importlib.import_module(f"bench.{part}").measure(options.minutes))
    return results

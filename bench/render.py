"""Rendering beside docxtpl, the engines of Node, and the floor: compress and write the finished parts."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from bench import plan
from bench.dialects import JINJA, NODE_PEERS
from bench.full_sample import full_sample
from bench.measuring import Candidate, Options, Result, compared, interleaved
from bench.node_peers import measurers
from service.rendering.filters import FILTERS
from service.rendering.package import read_package
from service.rendering.templates import Template, compile_package

_TIMES_OURS, _TIMES_PEER = 40, 2


@dataclass(frozen=True)
class _Case:
    """A template with values, for us and for docxtpl."""

    content: bytes
    template: Template
    values: dict[str, Any]


def run(options: Options) -> dict[str, Result]:
    """Return the times of one document on the plan of all peers and on the full sample, and the memory of many."""
    sample = full_sample()
    package = sample.package()
    whole = _Case(sample.template_bytes(), compile_package(package), sample.context())
    content = plan.template(JINJA)
    common = _Case(content, compile_package(read_package(content, "plan.docx")), plan.values())
    with measurers(common.template.render(common.values), _TIMES_PEER) as peers:
        candidates = {**_candidates("plan", common), **_candidates("sample", whole), **peers}
        ms = interleaved(candidates, options.rounds)
    return {
        "sample_docxtpl": compared(ms["sample"], ms["sample docxtpl"], unit="ms", goal="hơn >= 35x"),
        "sample_above_floor": _above_floor(ms, "sample"),
        "plan_docxtpl": compared(ms["plan"], ms["plan docxtpl"], unit="ms", goal="hơn >= 35x"),
        "plan_above_floor": _above_floor(ms, "plan"),
        **{
            f"plan_{name}": compared(ms["plan"], ms.get(name), unit="ms", goal="hơn > 1x")
            for name in NODE_PEERS
        },
        **_many_documents(),
    }


def _above_floor(ms: dict[str, float], name: str) -> Result:
    """What rendering costs over compressing and writing alone; the peer is the limit of the goal."""
    return compared(max(ms[name] - ms[f"{name} floor"], 1e-4), 0.5, unit="ms", goal="<= 0,5 ms trên sàn")


def _candidates(name: str, case: _Case) -> dict[str, Callable[[], float]]:
    bodies = [part.render(case.values) for part in case.template._parts]  # noqa: SLF001 - the floor has no other name
    writer = case.template._writer  # noqa: SLF001
    return {
        name: Candidate(lambda: case.template.render(case.values), _TIMES_OURS).measure_ms,
        f"{name} floor": Candidate(lambda: writer.write(bodies), _TIMES_OURS).measure_ms,
        f"{name} docxtpl": Candidate(lambda: by_docxtpl(case.content, case.values), _TIMES_PEER).measure_ms,
    }


def by_docxtpl(content: bytes, values: dict[str, Any]) -> bytes:
    """Return the document as docxtpl makes it, by its own manual: load, render, save."""
    environment = Environment(undefined=StrictUndefined, autoescape=True)
    environment.filters.update(FILTERS)
    template = DocxTemplate(io.BytesIO(content))
    template.render(values, jinja_env=environment, autoescape=True)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def _many_documents() -> dict[str, Result]:
    """Memory of a process of its own that renders ten thousand documents; the peer is the limit of the goal."""
    command = [sys.executable, "-m", "bench.many_documents"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {
        "memory_peak": compared(found["peak_mb"], 150, unit="MB", goal="< 150 MB sau 10.000 văn bản"),
        "memory_growth": compared(
            max(found["growth_mb"], 0.01), 5, unit="MB", goal="< 5 MB từ văn bản 1.000 đến 10.000"
        ),
    }

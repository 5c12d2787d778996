"""The checks by the id of their rule; `@check("PAGE.SIZE")` enters one."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from service.checking import rules
from service.checking.faults import Fault
from service.checking.recognition import Parts
from service.domain.format_rules import FormatRule

Run = Callable[[Parts, FormatRule], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: `any_file` when it holds for every file, not only for a recognised document."""

    run: Run
    any_file: bool


_CHECKS: dict[str, Check] = {}


def check(rule_id: str, *, any_file: bool = False) -> Callable[[Run], Run]:
    """Enter a function as the check of a rule; a rule has one check."""

    def enter(run: Run) -> Run:
        if rule_id in _CHECKS:
            raise ValueError(f"{rule_id} has a check already")
        _CHECKS[rule_id] = Check(run, any_file)
        return run

    return enter


@cache
def checks() -> Mapping[str, Check]:
    """Return all checks by rule id; the modules of `rules` are found by listing."""
    for module in pkgutil.iter_modules(rules.__path__):
        importlib.import_module(f"{rules.__name__}.{module.name}")
    return dict(_CHECKS)

"""The mends by the id of their rule; `@mend("PAGE.SIZE")` enters one."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from service.checking.faults import Fault
from service.checking.fixing import mends
from service.checking.fixing.editor import Editor
from service.domain.format_rules import FormatRule

Mend = Callable[[Editor, FormatRule, Sequence[Fault]], None]
_MENDS: dict[str, list[Mend]] = {}


def mend(*rule_ids: str) -> Callable[[Mend], Mend]:
    """Enter a function as a mend of rules: it is given the faults that their check found in the opened file."""

    def enter(run: Mend) -> Mend:
        for rule_id in rule_ids:
            _MENDS.setdefault(rule_id, []).append(run)
        return run

    return enter


@cache
def all_mends() -> Mapping[str, tuple[Mend, ...]]:
    """Return all mends by rule id; the modules of `mends` are found by listing."""
    for module in sorted(item.name for item in pkgutil.iter_modules(mends.__path__)):
        importlib.import_module(f"{mends.__name__}.{module}")
    return {rule_id: tuple(runs) for rule_id, runs in _MENDS.items()}

"""The checks, found by listing the modules of `checks/`: `wrong_word` is the code ``wrong-word``."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from service.domain.findings import Severity
from service.proofreading import checks as folder
from service.proofreading.document import Document
from service.proofreading.faults import Fault


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its code, how grave its faults are, the rule that it holds to, what it does in one sentence.

    `name` is what staff call the fault (Vietnamese).
    """

    code: str
    severity: Severity
    basis: str
    run: Callable[[Document], Iterable[Fault]]
    about: str
    name: str


@cache
def checks() -> Mapping[str, Check]:
    """Return all checks by code, in the order of their codes."""
    found = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(folder.__path__)):
        module = importlib.import_module(f"{folder.__name__}.{name}")
        code = name.replace("_", "-")
        about = (module.__doc__ or "").partition("\n")[0]
        found[code] = Check(code, module.SEVERITY, module.BASIS, module.check, about, module.NAME)
    return MappingProxyType(found)

"""The fixed registries of functions that a type definition may name, and what such a function sees of a document.

A type names a function and gives it paths (where in the content) and literals; nothing of a type is ever executed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from service.domain.citations import CitationBook
from service.domain.conditions import Reader, at_path, every, values_at
from service.domain.decimals import parse_decimal
from service.domain.offices import Office
from service.domain.remembered import Remembered
from service.domain.scoring import ScoringRules

Function = TypeVar("Function", bound=Callable[..., Any])

_readers = Remembered[str, Reader](at_path)


@dataclass(frozen=True, slots=True)
class ComputeInput:
    """A document as functions see it: `root` is the raw content with each source under its name.

    `converted` holds what the template prints so far, `settings` those of the type, `book` its citations, `ranges` the
    paths of all objects of the type that have a day `from` and a day `to`. `labels` are the labelled raw objects by
    space and label (those of a source under ``plan.task``), `office` the issuer, `scoring_rules` grading rules by id.
    """

    root: Mapping[str, Any]
    converted: Mapping[str, Any]
    settings: Mapping[str, Any] = field(default_factory=dict)
    book: CitationBook = field(default_factory=lambda: CitationBook(()))
    ranges: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    office: Office | None = None
    scoring_rules: Mapping[str, ScoringRules] = field(default_factory=dict)

    def raw(self, path: str) -> Any:
        """Return what stands at a path of the content, None where nothing does; "" is no path at all."""
        return _readers[path](self.root, None) if path else None

    def values(self, path: str) -> Any:
        """Return the same place as the template prints it."""
        return _readers[path](self.converted, None) if path else None

    def every(self, path: str) -> Iterator[tuple[str, Any]]:
        """Yield (exact path, raw value) of all that a path with ``*`` reaches."""
        return every(self.root, path) if path else iter(())

    def number(self, path: str) -> Decimal | None:
        """Return the number at a path, exact, also where a person typed it as text ("90,5")."""
        return as_number(self.raw(path))

    def numbers(self, path: str) -> list[Decimal]:
        """Return the numbers that a path with ``*`` reaches; empty places are left out."""
        reached = values_at(self.root, path) if path else ()
        return [exact_number(value) for value in reached if value != ""]


_typed_number = Remembered(parse_decimal)


def exact_number(value: Decimal | float | str) -> Decimal:
    """Return a raw number, or the text that a person typed for one, exactly; Refused for a text that is none."""
    if isinstance(value, str):
        return _typed_number[value]
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def as_number(value: Decimal | float | str | None) -> Decimal | None:
    """Return `exact_number` of a value, None for nothing."""
    return None if value is None or value == "" else exact_number(value)


@dataclass(frozen=True, slots=True)
class Registered:
    """A function with the parameters that type.yaml gives it: name -> whether it must be given."""

    name: str
    function: Callable[..., Any]
    paths: Mapping[str, bool]
    literals: Mapping[str, bool]


class Registry:
    """Functions by name; filled when the modules of `domain` are imported, never afterwards."""

    def __init__(self, key: str) -> None:
        self.key = key
        self._functions: dict[str, Registered] = {}

    def register(
        self,
        name: str,
        *,
        paths: Mapping[str, bool] | None = None,
        literals: Mapping[str, bool] | None = None,
    ) -> Callable[[Function], Function]:
        """Return the decorator that enters a function under `name`."""

        def enter(function: Function) -> Function:
            if name in self._functions:
                message = f"{self.key} {name} is registered twice"
                raise ValueError(message)
            self._functions[name] = Registered(name, function, dict(paths or {}), dict(literals or {}))
            return function

        return enter

    def __contains__(self, name: str) -> bool:
        return name in self._functions

    def __getitem__(self, name: str) -> Registered:
        return self._functions[name]

    def names(self) -> list[str]:
        """Return all names in alphabetical order."""
        return sorted(self._functions)


COMPUTES = Registry("function")
RULES = Registry("rule")

"""The input that a returned file gives: its changes on the draft, field by field, always one that can be printed.

A new value that a field may not have is not taken: the old one stays, and the words are told as ones without a place.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.domain.findings import FieldError
from service.inspection.facts import DocumentFacts
from service.intake.transplanting import paired

Print = Callable[[Mapping[str, Any]], tuple[DocumentFacts | None, Sequence[FieldError]]]
Step = str | int
_ROUNDS = 8
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


@dataclass(frozen=True, slots=True)
class Printable:
    """An input that can be printed, and its print; `faults` are those of `wanted`, for which values were left out.

    Where the draft before has faults of its own, nothing can be printed: then `facts` is None.
    """

    envelope: dict[str, Any]
    facts: DocumentFacts | None
    wanted: dict[str, Any]
    faults: Sequence[FieldError] = ()


def printable(merged: dict[str, Any], known: dict[str, Any], printed: Print) -> Printable:
    """Return an input without the values that its fields may not have; `known` is the draft before."""
    facts, first = printed(merged)
    if facts is not None:
        return Printable(merged, facts, merged)
    _, old = printed(known)
    if old and {one.path for one in first} <= {one.path for one in old}:
        return Printable(merged, None, merged)
    tried: dict[str, int] = {}
    made, faults = merged, first
    for _ in range(_ROUNDS):
        steps = []
        for one in faults:
            tried[one.path] = tried.get(one.path, -1) + 1
            steps.append(_steps(one.path)[: -tried[one.path] or None])
        for path in sorted(steps, key=_order, reverse=True):
            made = _undone(made, known, path)
        facts, faults = printed(made)
        if facts is not None:
            return Printable(made, facts, merged, first)
    return Printable(known, printed(known)[0], merged, first)


def _steps(path: str) -> list[Step]:
    """Return a path as its steps.

    >>> _steps("content.tasks[2].lead")
    ['content', 'tasks', 2, 'lead']
    """
    return [int(place) if place else name for place, name in _STEP.findall(path)]


def _order(steps: Sequence[Step]) -> list[tuple[int, str]]:
    return [(one, "") if isinstance(one, int) else (-1, one) for one in steps]


def _undone(value: Any, known: Any, steps: Sequence[Step]) -> Any:
    """Return a value with what stands at the end of the steps as it was; what is new there goes."""
    if not steps:
        return known
    step, rest = steps[0], steps[1:]
    if isinstance(step, str) and isinstance(value, Mapping) and isinstance(known, Mapping):
        return _field_undone(value, known, step, rest)
    if isinstance(step, int) and isinstance(value, list) and step < len(value):
        return _item_undone(value, known if isinstance(known, list) else [], step, rest)
    return known


def _field_undone(value: Mapping[str, Any], known: Mapping[str, Any], step: str, rest: Sequence[Step]) -> Any:
    made = dict(value)
    if rest and step in value:
        inner = _undone(value[step], known.get(step, type(value[step])()), rest)
    else:
        inner = known.get(step)
    if inner is None and step not in known:
        made.pop(step, None)
        return made
    return {**made, step: inner}


def _item_undone(value: list[Any], known: Sequence[Any], step: int, rest: Sequence[Step]) -> list[Any]:
    old = paired(known, value).get(step)
    if old is None and not rest:
        return [*value[:step], *value[step + 1 :]]
    before = known[old] if old is not None else type(value[step])()
    return [*value[:step], _undone(value[step], before, rest), *value[step + 1 :]]


def with_cited(
    own: Sequence[Any],
    before: Sequence[Mapping[str, Any]],
    after: Sequence[Mapping[str, Any]],
    used: Collection[str] = (),
) -> list[Any]:
    """Return the records of cited documents with what Word changed of one that is still the same document.

    A document that Word is the first to cite gets its record where one of the texts `used` is its label.

    >>> with_cited([{"label": "a", "code": "1/QĐ", "date": "2025-01-01"}], [{"code": "1/QĐ", "date": "2025-01-01"}],
    ...            [{"code": "1/QĐ", "date": "2025-01-02"}])
    [{'label': 'a', 'code': '1/QĐ', 'date': '2025-01-02'}]
    >>> with_cited([], [], [{"label": "b", "code": "2/QĐ"}], used=["b"])
    [{'label': 'b', 'code': '2/QĐ'}]
    """
    new = {known: one for one in after if (known := _cited(one))}
    changed = {
        known: {
            name: value for name, value in new[known].items() if name != "label" and value != one.get(name)
        }
        for one in before
        if (known := _cited(one)) in new
    }
    made = [{**one, **changed.get(_cited(one), {})} if isinstance(one, Mapping) else one for one in own]
    told = {_cited(one) for one in (*own, *before) if isinstance(one, Mapping)}
    labels = {one.get("label") for one in own if isinstance(one, Mapping)}
    first = [one for known, one in new.items() if known not in told]
    return [
        *made,
        *(dict(one) for one in first if one.get("label") in used and one["label"] not in labels),
    ]


def _cited(one: Mapping[str, Any]) -> str:
    """Return what a cited document is known by: its code, that of a law its kind and name; "" for neither."""
    named = f"{one.get('kind', '')}\0{one['subject']}".casefold() if one.get("subject") else ""
    return str(one.get("code") or named)

"""Which item of a list is which item of another state of the same list: by label, by what it holds, by its place."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from service.register.canonical import digest

_LABEL = "label"
#: How much of two items must be alike for one to be the other after a change.
_ALIKE = 0.5
#: Longer texts are compared by their beginning only: comparing takes the square of the length.
_COMPARED = 600


@dataclass(frozen=True, slots=True)
class Pairing:
    """`known` maps the place of an item in the old list to that in the new one; `added` are the other new places."""

    known: Mapping[int, int]
    added: Sequence[int]


def canonical(value: Any) -> str:
    """Return a value as a text that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def text_mark(value: Any) -> str:
    """Return the mark of a value of an input, by which it is known again; None stands for no value.

    >>> text_mark({"a": 1, "b": 2}) == text_mark({"b": 2, "a": 1}), text_mark("") == text_mark(None)
    (True, False)
    """
    return digest(canonical(value).encode())


def paired(old: Sequence[Any], new: Sequence[Any], *, sure: bool = False) -> Pairing:
    """Return which item is which; `sure` leaves out pairs that are only alike or stand at the same place."""
    known: dict[int, int] = {}
    _by_key(known, [_label(one) for one in old], [_label(one) for one in new])
    _by_text(known, [canonical(one) for one in old], [canonical(one) for one in new])
    if not sure:
        _by_likeness(known, old, new)
    taken = set(known.values())
    return Pairing(known, [at for at in range(len(new)) if at not in taken])


def _label(item: Any) -> str:
    found = item.get(_LABEL) if isinstance(item, Mapping) else None
    return found if isinstance(found, str) else ""


def _by_key(known: dict[int, int], old: Sequence[str], new: Sequence[str]) -> None:
    """Pair items whose label each list has once."""
    places = {key: at for at, key in enumerate(new) if key and new.count(key) == 1}
    for at, key in enumerate(old):
        if key in places and old.count(key) == 1:
            known[at] = places[key]


def _by_text(known: dict[int, int], old: Sequence[str], new: Sequence[str]) -> None:
    """Pair items that are the same: those that kept their order first, then those that moved."""
    left, right = _free(known, len(old), len(new))
    matcher = SequenceMatcher(None, [old[at] for at in left], [new[at] for at in right], autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            known[left[block.a + step]] = right[block.b + step]
    left, right = _free(known, len(old), len(new))
    for at in left:
        same = next((one for one in right if new[one] == old[at]), None)
        if same is not None:
            known[at] = same
            right.remove(same)


def _by_likeness(known: dict[int, int], old: Sequence[Any], new: Sequence[Any]) -> None:
    """Pair what is left: in order where both have as many, else each with the first one that is alike."""
    left, right = _free(known, len(old), len(new))
    as_many = len(left) == len(right)
    for at in left:
        for other in right:
            if _may_be(old[at], new[other]) and (as_many or _are_alike(old[at], new[other])):
                known[at] = other
                right.remove(other)
                break


def _may_be(one: Any, other: Any) -> bool:
    """Tell whether two items may be one: not where each has a label of its own."""
    return not (_label(one) and _label(other)) and isinstance(one, Mapping) == isinstance(other, Mapping)


def _are_alike(one: Any, other: Any) -> bool:
    matcher = SequenceMatcher(None, canonical(one)[:_COMPARED], canonical(other)[:_COMPARED], autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _free(known: Mapping[int, int], old: int, new: int) -> tuple[list[int], list[int]]:
    taken = set(known.values())
    return [at for at in range(old) if at not in known], [at for at in range(new) if at not in taken]

"""The buttons of a list without JavaScript: add, remove, undo, move, fill from a source, done on the posted tree."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from service.web.form_reading import MAX_PATH_LENGTH, Tree

ACTIONS = ("add", "remove", "up", "down", "undo", "fill")
_PATH = re.compile(r"\[[^\]]*\]|[^.\[\]]+")
_REMOVED = "$removed"  # name of the hidden input that carries what was taken out last


@dataclass(frozen=True, slots=True)
class Removed:
    """An item that was taken out of a list, as the page carries it until it is wanted back or forgotten."""

    path: str
    place: int
    item: Any

    def carried(self) -> str:
        """Return the item as the hidden input holds it."""
        return json.dumps([self.path, self.place, self.item], ensure_ascii=False)


def is_edit(action: str) -> bool:
    """Tell whether a pressed button (``remove:content.criteria[2]``) is one of ours."""
    return len(action) <= MAX_PATH_LENGTH and action.partition(":")[0] in ACTIONS and ":" in action


def edit(tree: Tree, action: str) -> Removed | None:
    """Do in the tree what the button says; a path that is not there changes nothing. Return what was taken out."""
    verb, _, path = action.partition(":")
    steps: list[str] = _PATH.findall(path)
    if verb == "undo":
        _put_back(tree)
        return None
    if verb == "add":
        items = _reach(tree, steps, make=True)
        items[_free(items)] = {}
        return None
    items = _reach(tree, steps[:-1], make=False)
    if verb == "fill" or not steps or steps[-1] not in items:
        return None
    place = list(items).index(steps[-1])
    item = items[steps[-1]]
    _rearrange(items, steps[-1], verb)
    return Removed(path, place, item) if verb == "remove" else None


def fill(tree: Tree, path: str, name: str, labels: Iterable[str]) -> bool:
    """Add an item for each label that no item of the list at `path` has in its field `name`; tell whether any was."""
    items = _reach(tree, _PATH.findall(path), make=True)
    there = {item.get(name) for item in items.values() if isinstance(item, dict)}
    missing = [label for label in labels if label not in there]
    for label in missing:
        items[_free(items)] = {name: label}
    return bool(missing)


def _free(items: Tree) -> str:
    """Return a key that no item has."""
    number = len(items)
    while f"[+{number}]" in items:
        number += 1
    return f"[+{number}]"


def _put_back(tree: Tree) -> None:
    """Put the item that the page carries back to where it was."""
    try:
        path, place, item = json.loads(tree.get(_REMOVED) or "null")
        steps: list[str] = _PATH.findall(path)[:MAX_PATH_LENGTH]
    except (TypeError, ValueError, RecursionError):  # nothing carried, or not by us
        return
    items = _reach(tree, steps[:-1], make=True)
    order = list(items.items())
    order.insert(place if isinstance(place, int) else len(order), (_free(items), item))
    items.clear()
    items.update(order)


def _reach(tree: Tree, steps: list[str], *, make: bool) -> Tree:
    """Return the dict at a path, made on the way where asked, else an empty one."""
    place: Any = tree
    for step in steps:
        inner = place.get(step)
        if not isinstance(inner, dict):
            inner = {}
            if make:
                place[step] = inner
        place = inner
    return place if isinstance(place, dict) else {}


def _rearrange(items: Tree, key: str, verb: str) -> None:
    """Take one item out, or put it one place up or down."""
    order = list(items)
    at = order.index(key)
    order.remove(key)
    if verb != "remove":
        order.insert(max(at - 1, 0) if verb == "up" else at + 1, key)
    kept = {name: items[name] for name in order}
    items.clear()
    items.update(kept)

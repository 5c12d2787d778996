"""The buttons of a list without JavaScript: add, remove, move up, move down, done on the posted tree."""

import re
from typing import Any

from service.web.form_reading import MAX_PATH_LENGTH, Tree

ACTIONS = ("add", "remove", "up", "down")
_PATH = re.compile(r"\[[^\]]*\]|[^.\[\]]+")


def is_edit(action: str) -> bool:
    """Tell whether a pressed button (``remove:content.criteria[2]``) is one of ours."""
    return len(action) <= MAX_PATH_LENGTH and action.partition(":")[0] in ACTIONS and ":" in action


def edit(tree: Tree, action: str) -> None:
    """Do in the tree what the button says; a path that is not there changes nothing."""
    verb, _, path = action.partition(":")
    steps: list[str] = _PATH.findall(path)
    if verb == "add":
        items = _reach(tree, steps, make=True)
        items[f"[+{len(items)}]"] = {}
        return
    items = _reach(tree, steps[:-1], make=False)
    if steps and steps[-1] in items:
        _rearrange(items, steps[-1], verb)


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

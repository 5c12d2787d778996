"""A content while it is being built: a tree of branches by name, or by number where a list will be."""

from collections.abc import Mapping, MutableMapping
from typing import Any

from service.intake.reading import Path

Tree = dict[Any, Any]


def put(tree: MutableMapping[Any, Any], path: Path, value: Any) -> None:
    """Put a value at a path; nothing happens where a text stands in its way."""
    node: Any = tree
    for step in path[:-1]:
        node = node.setdefault(step, {})
        if not isinstance(node, MutableMapping):
            return
    node[path[-1]] = value


def text_at(tree: Mapping[Any, Any], path: Path) -> str | None:
    """Return the text at a path, None where there is none."""
    node: Any = tree
    for step in path:
        if not isinstance(node, Mapping) or step not in node:
            return None
        node = node[step]
    return node if isinstance(node, str) else None


def with_lists(node: Any) -> Any:
    """Return a tree with lists in place of numbered branches."""
    if not isinstance(node, Mapping):
        return node
    made = {key: with_lists(value) for key, value in node.items()}
    if made and all(isinstance(key, int) for key in made):
        return [made[key] for key in sorted(made)]
    return made

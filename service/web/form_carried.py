"""What a form carries along from an older Word file: values to be checked again, paragraphs that have no field yet.

Values to be checked again go as one hidden input, a JSON text; each paragraph of the tray as a pair of inputs,
``tray[3].text`` and the box ``tray[3].$done``, with which it is taken off the list.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.web.form_reading import Tree

_KEYS = ("path", "value")
_STEP = re.compile(r"\[[0-9]+\]|[^.\[\]]+")


def carried_checks(check_again: Any) -> str:
    """Return `check_again` of an input as the form carries it, "" for none."""
    found = list(_checks(check_again))
    return json.dumps(found, ensure_ascii=False) if found else ""


def kept_tray(tray: Any) -> list[str]:
    """Return the texts of the tray of an input."""
    return [one for one in tray if isinstance(one, str)] if isinstance(tray, list) else []


def read_carried(tree: Tree) -> dict[str, Any]:
    """Return `check_again` and `tray` of a posted form; the paths of the first follow items that were moved."""
    checks = [
        {**one, "path": path}
        for one in _checks(_json(tree.get("check_again")))
        if (path := _path_now(tree, one["path"]))
    ]
    rows = tree.get("tray")
    texts = [
        one["text"]
        for one in (rows.values() if isinstance(rows, Mapping) else ())
        if isinstance(one, Mapping) and isinstance(one.get("text"), str) and not one.get("$done")
    ]
    found: dict[str, Any] = {"check_again": checks, "tray": texts}
    return {name: value for name, value in found.items() if value}


def _path_now(tree: Tree, path: str) -> str:
    """Return where a value of the page stands in what was posted; "" for an item that was taken out.

    >>> _path_now({"t": {"[2]": {"c": "x"}, "[0]": {"c": "y"}}}, "t[2].c")
    't[0].c'
    >>> _path_now({"t": {"[2]": {"c": "x"}}}, "t[1].c"), _path_now({}, "subject")
    ('', 'subject')
    """
    made, place = "", tree
    for step in _STEP.findall(path):
        is_item = step.startswith("[")
        keys = list(place) if isinstance(place, Mapping) else []
        if is_item and step not in keys and keys:
            return ""
        made += (
            f"[{keys.index(step)}]"
            if is_item and step in keys
            else step
            if is_item or not made
            else f".{step}"
        )
        place = place.get(step, {}) if isinstance(place, Mapping) else {}
    return made


def _checks(found: Any) -> Iterator[dict[str, str]]:
    for one in found if isinstance(found, list) else ():
        if isinstance(one, Mapping) and all(isinstance(one.get(key), str) for key in _KEYS):
            yield {key: one[key] for key in _KEYS}


def _json(text: Any) -> Any:
    try:
        return json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None

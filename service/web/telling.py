"""The few words by which staff know one item of a list from the next."""

from collections.abc import Mapping
from typing import Any

from service.doctypes.schemas import resolved
from service.domain.emphasis import plain

Schema = Mapping[str, Any]
#: Label -> words, by the space of the labels (``citation``, ``plan.task``).
Choices = Mapping[str, Mapping[str, str]]

#: What an item is known by, the most telling field first.
_NAMING = ("short_title", "title", "name", "content", "body", "addressee", "hits", "criterion", "subject")
_SHORT = 40
_HEADING = 90


def cut(text: str, most: int) -> str:
    """Return the first line of a text without its marks, cut after a word.

    >>> cut("Cải cách **hành chính** năm 2025", 20)
    'Cải cách hành chính…'
    """
    line = next((one for one in plain(text[:1000]).split("\n") if one.strip()), "").strip()
    if len(line) <= most:
        return line
    kept = line[: most + 1].rpartition(" ")[0] or line[:most]
    return kept.rstrip(" ,;:.") + "…"


def short_words(item: Any, schema: Schema, root: Schema, choices: Choices) -> str:
    """Return what stands in brackets behind "mục 2": the code of a document, else the beginning of its name."""
    if isinstance(item, Mapping) and isinstance(item.get("code"), str):
        return cut(item["code"], _SHORT)
    return cut(_name(item, schema, root, choices), _SHORT)


def heading_words(item: Any, schema: Schema, root: Schema, choices: Choices) -> str:
    """Return the heading of an item: kind and code of a document with its subject, else its name."""
    if not isinstance(item, Mapping):
        return ""
    document, name = document_words(item), _name(item, schema, root, choices)
    told = f"{document}: {name}" if document and name and name not in document else document or name
    return cut(told, _HEADING)


def choice_words(item: Mapping[str, Any], schema: Schema, root: Schema) -> str:
    """Return how an item is offered in a list of choices."""
    return cut(document_words(item) or _name(item, schema, root, {}), _HEADING)


def document_words(item: Mapping[str, Any]) -> str:
    """Return kind and code of a cited document ("Quyết định 1211/QĐ-UBND"), "" for what is none."""
    kind, code = item.get("kind"), item.get("code")
    if isinstance(kind, str) and isinstance(code, str):
        return f"{kind} {code}"
    if isinstance(kind, str) and isinstance(item.get("issuer"), str):
        return " ".join(part for part in (kind, item.get("subject")) if isinstance(part, str))
    return ""


def _name(item: Any, schema: Schema, root: Schema, choices: Choices) -> str:
    if not isinstance(item, Mapping):
        return item if isinstance(item, str) else ""
    parts = resolved(schema, root).get("properties", {})
    for name, part in parts.items():
        space = resolved(part, root).get("x-label-of")
        if space and isinstance(item.get(name), str):
            return choices.get(space, {}).get(item[name], item[name])
    found = [item[key] for key in _NAMING if isinstance(item.get(key), str) and item[key].strip()]
    return found[0] if found else ""

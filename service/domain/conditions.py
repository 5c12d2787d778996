"""Paths into an input and the conditions (`when`) that a type definition states about them.

A path names fields with dots (``previous_year.self_score``); one that begins with a dot (``.lead``) starts at the
item of the nearest `each` of the outline; ``*`` stands for every item of a list (``deductions.*.points``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from service.domain.refusal import Refused

Reader = Callable[[Any, Any], Any]
Condition = Callable[[Any, Any], bool]

CONDITION_KEYS = frozenset({"path", "in", "any", "all", "not", "more_than", "count"})


def is_present(value: object) -> bool:
    """Tell whether a value counts as given: not None, not False, not an empty text, list or object.

    >>> is_present(0), is_present(""), is_present([]), is_present(None)
    (True, False, False, False)
    """
    return bool(value) or (value == 0 and value is not False)


def at_path(path: str) -> Reader:
    """Return a function (root, item) that reads `path` and answers None where it leads nowhere.

    >>> at_path("a.b")({"a": {"b": 5}}, None), at_path(".lead")({}, {"lead": "x"}), at_path("a.c.d")({"a": {}}, None)
    (5, 'x', None)
    """
    relative = path.startswith(".")
    names = path.lstrip(".").split(".")
    if len(names) == 1 and not relative:
        name = names[0]
        return lambda root, _item: root.get(name)
    if len(names) == 1:
        name = names[0]
        return lambda _root, item: item.get(name) if item.__class__ is dict else None

    def read(root: Any, item: Any) -> Any:
        value = item if relative else root
        for name in names:
            if not isinstance(value, dict):
                return None
            value = value.get(name)
        return value

    return read


def every(root: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield (exact path, value) of everything that `path` with its ``*`` reaches; absent ends are left out.

    >>> list(every({"a": [{"b": 1}, {"c": 2}, {"b": 3}]}, "a.*.b"))
    [('a[0].b', 1), ('a[2].b', 3)]
    """
    return _every(root, path.split("."), "")


def _every(value: Any, names: Sequence[str], exact: str) -> Iterator[tuple[str, Any]]:
    if value is None:
        return
    if not names:
        yield exact, value
    elif names[0] == "*":
        for position, item in enumerate(value if isinstance(value, (list, tuple)) else ()):
            yield from _every(item, names[1:], f"{exact}[{position}]")
    elif isinstance(value, dict):
        yield from _every(value.get(names[0]), names[1:], f"{exact}.{names[0]}" if exact else names[0])


def condition(spec: object, settings: Mapping[str, Any] | None = None) -> Condition:
    """Compile a `when` of type.yaml; None is always true.

    It is a path (something is there; with ``*``: in some item), {path, in: [values]}, {any: [...]}, {all: [...]},
    {not: ...}, or {more_than: name of a setting, count: [paths]} (the lists there have more items together).

    >>> condition({"not": {"path": "place", "in": ["text"]}})({"place": "both"}, None)
    True
    >>> condition({"more_than": "rows", "count": ["a", "b.*.c"]}, {"rows": 2})({"a": [1], "b": [{"c": [1, 2]}]}, None)
    True

    Raises Refused("condition_unknown", ...) for any other shape.
    """
    if spec is None:
        return lambda _root, _item: True
    if isinstance(spec, str):
        return _is_there(spec)
    if isinstance(spec, Mapping):
        return _compound(spec, settings or {})
    raise Refused(
        "condition_unknown", f"Điều kiện “{spec}” không đúng dạng: ghi một đường dẫn, hoặc any, all, not."
    )


def _is_there(path: str) -> Condition:
    if "*" in path.split("."):
        start = path.lstrip(".")
        if path.startswith("."):
            return lambda _root, item: any(is_present(value) for _, value in every(item, start))
        return lambda root, _item: any(is_present(value) for _, value in every(root, start))
    read = at_path(path)

    def has_value(root: Any, item: Any) -> bool:
        value = read(root, item)
        return bool(value) or (value == 0 and value is not False)  # is_present, without one more call

    return has_value


def _compound(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> Condition:
    keys = set(spec)
    if keys == {"not"}:
        inner = condition(spec["not"], settings)
        return lambda root, item: not inner(root, item)
    if keys in ({"any"}, {"all"}) and isinstance(spec[next(iter(keys))], list):
        parts = [condition(part, settings) for part in spec[next(iter(keys))]]
        test = any if keys == {"any"} else all
        return lambda root, item: test(part(root, item) for part in parts)
    if keys == {"path", "in"} and isinstance(spec["in"], list) and isinstance(spec["path"], str):
        read, allowed = at_path(spec["path"]), tuple(spec["in"])
        return lambda root, item: read(root, item) in allowed
    if keys == {"more_than", "count"} and isinstance(spec["count"], list):
        return _more_than(spec, settings)
    raise Refused(
        "condition_unknown",
        "Điều kiện chỉ nhận path cùng in; more_than cùng count; hoặc any, all, not;"
        f" đang có: {', '.join(sorted(map(str, keys)))}.",
    )


def _more_than(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> Condition:
    limit, paths = settings.get(spec["more_than"]), tuple(map(str, spec["count"]))
    if isinstance(limit, bool) or not isinstance(limit, int):
        raise Refused(
            "condition_unknown", f"settings không có số “{spec['more_than']}” cho điều kiện more_than."
        )
    return lambda root, _item: sum(len(value) for path in paths for _, value in every(root, path)) > limit


def paths_in(spec: object) -> Iterator[str]:
    """Yield every path that a condition reads.

    >>> list(paths_in({"any": ["a", {"not": ".b"}, {"path": "c.d", "in": ["x"]}]}))
    ['a', '.b', 'c.d']
    """
    if isinstance(spec, str):
        yield spec
    elif isinstance(spec, Mapping):
        if "path" in spec:
            yield str(spec["path"])
        yield from map(str, spec.get("count") or ())
        for part in (spec.get("not"), *(spec.get("any") or ()), *(spec.get("all") or ())):
            yield from paths_in(part)

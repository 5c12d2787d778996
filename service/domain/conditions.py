"""Paths into an input and the conditions (`when`) that a type definition states about them.

A path names fields with dots (``previous_year.self_score``); one that begins with a dot (``.lead``) starts at the
item of the nearest `each` of the outline; ``*`` stands for every item of a list (``deductions.*.points``).

Paths and conditions become expressions of Python over the variables `root` (the content) and `item`: alone a function
each, inside a larger program (the outline) a part of its line.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from service.domain.generated import Program
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
    return _function(Program("path"), path_code(path))


def path_code(path: str) -> str:
    """Return the expression that reads `path` from the objects `root` and `item`, None where it leads nowhere.

    >>> path_code("a"), path_code(".a")
    ("root.get('a')", "item.get('a')")
    >>> path_code("a.b")
    "(step_1.get('b') if (step_1 := root.get('a')).__class__ is dict else None)"
    """
    first, *names = path.lstrip(".").split(".")
    code = f"{'item' if path.startswith('.') else 'root'}.get({first!r})"
    for depth, name in enumerate(names, start=1):
        step = f"step_{depth}"
        code = f"({step}.get({name!r}) if ({step} := {code}).__class__ is dict else None)"
    return code


def _function(program: Program, code: str) -> Callable[[Any, Any], Any]:
    nothing = program.constant({}, "nothing")
    lines = [f"item = item if item.__class__ is dict else {nothing}", f"return {code}"]
    return program.compiled(program.function("answer", "root, item", lines))


def every(root: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield (exact path, value) of everything that `path` with its ``*`` reaches; absent ends are left out.

    >>> list(every({"a": [{"b": 1}, {"c": 2}, {"b": 3}]}, "a.*.b"))
    [('a[0].b', 1), ('a[2].b', 3)]
    """
    reached: list[tuple[str, Any]] = [("", root)]
    for name in path.split("."):
        reached = list(_items(reached) if name == "*" else _fields(reached, name))
    return iter(reached)


def _items(reached: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    for exact, value in reached:
        if isinstance(value, (list, tuple)):
            for position, item in enumerate(value):
                if item is not None:
                    yield f"{exact}[{position}]", item


def _fields(reached: Iterable[tuple[str, Any]], name: str) -> Iterator[tuple[str, Any]]:
    for exact, value in reached:
        if isinstance(value, dict) and value.get(name) is not None:
            yield f"{exact}.{name}" if exact else name, value[name]


def values_at(root: Any, path: str) -> list[Any]:
    """Return the values that `every` yields, without their paths.

    >>> values_at({"a": [{"b": 1}, {"c": 2}, {"b": 3}]}, "a.*.b")
    [1, 3]
    """
    values = [root]
    for name in path.split("."):
        if name == "*":
            values = [item for value in values if isinstance(value, (list, tuple)) for item in value]
        else:
            values = [value.get(name) for value in values if isinstance(value, dict)]
        values = [value for value in values if value is not None]
    return values


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
    program = Program("condition")
    return _function(program, f"bool({condition_code(spec, settings or {}, program)})")


def condition_code(spec: object, settings: Mapping[str, Any], program: Program) -> str:
    """Return the expression of a `when` for a function of `program`; what it yields counts by its truth."""
    if spec is None:
        return "True"
    if isinstance(spec, str):
        return _is_there(spec, program)
    if isinstance(spec, Mapping):
        return _compound(spec, settings, program)
    raise Refused(
        "condition_unknown", f"Điều kiện “{spec}” không đúng dạng: ghi một đường dẫn, hoặc any, all, not."
    )


def _is_there(path: str, program: Program) -> str:
    if "*" not in path.split("."):
        # is_present without a call
        return f"((value := {path_code(path)}) or (value == 0 and value is not False))"
    start = path.lstrip(".")
    some = program.constant(lambda where: any(is_present(value) for _, value in every(where, start)), "some")
    return f"{some}({'item' if path.startswith('.') else 'root'})"


def _compound(spec: Mapping[str, Any], settings: Mapping[str, Any], program: Program) -> str:
    keys = set(spec)
    if keys == {"not"}:
        return f"(not {condition_code(spec['not'], settings, program)})"
    if keys in ({"any"}, {"all"}) and isinstance(spec[next(iter(keys))], list):
        parts = [condition_code(part, settings, program) for part in spec[next(iter(keys))]]
        return f"({' or '.join(parts) or False})" if keys == {"any"} else f"({' and '.join(parts) or True})"
    if keys == {"path", "in"} and isinstance(spec["in"], list) and isinstance(spec["path"], str):
        return f"({path_code(spec['path'])} in {program.constant(tuple(spec['in']), 'allowed')})"
    if keys == {"more_than", "count"} and isinstance(spec["count"], list):
        return f"{program.constant(_more_than(spec, settings), 'more')}(root)"
    raise Refused(
        "condition_unknown",
        "Điều kiện chỉ nhận path cùng in; more_than cùng count; hoặc any, all, not;"
        f" đang có: {', '.join(sorted(map(str, keys)))}.",
    )


def _more_than(spec: Mapping[str, Any], settings: Mapping[str, Any]) -> Callable[[Any], bool]:
    limit, paths = settings.get(spec["more_than"]), tuple(map(str, spec["count"]))
    if isinstance(limit, bool) or not isinstance(limit, int):
        raise Refused(
            "condition_unknown", f"settings không có số “{spec['more_than']}” cho điều kiện more_than."
        )
    return lambda root: sum(len(value) for path in paths for _, value in every(root, path)) > limit


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

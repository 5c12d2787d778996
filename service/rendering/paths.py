"""Which values a template reads: ``criteria[].tasks[].content``, ``frame.kind_title``."""

from collections.abc import Iterator, Mapping

from jinja2 import nodes

#: What a name stands for inside a loop, a `set` or a `with`; None for something the template made itself.
Scope = Mapping[str, str | None]


def used(tree: nodes.Template) -> frozenset[str]:
    """Return the paths that `tree` reads; `[]` stands for any item of a list."""
    return frozenset(_body(tree.body, {}))


def _body(body: list[nodes.Node], scope: Scope) -> Iterator[str]:
    scope = dict(scope)
    for node in body:
        if isinstance(node, nodes.Assign):
            yield from _expression(node.node, scope)
            scope.update(_targets(node.target, _path(node.node, scope)))
        elif isinstance(node, nodes.For):
            yield from _loop(node, scope)
        elif isinstance(node, nodes.If):
            yield from _expression(node.test, scope)
            for branch in (node.body, node.elif_, node.else_):
                yield from _body(branch, scope)  # type: ignore[arg-type]
        elif isinstance(node, nodes.With):
            yield from _with(node, scope)
        else:
            yield from _expression(node, scope)


def _loop(node: nodes.For, scope: Scope) -> Iterator[str]:
    yield from _expression(node.iter, scope)
    source = _path(node.iter, scope)
    inner = {**scope, "loop": None, **_targets(node.target, f"{source}[]" if source else None)}
    if node.test is not None:
        yield from _expression(node.test, inner)
    yield from _body(node.body, inner)
    yield from _body(node.else_, scope)


def _with(node: nodes.With, scope: Scope) -> Iterator[str]:
    inner = dict(scope)
    for target, value in zip(node.targets, node.values, strict=True):
        yield from _expression(value, scope)
        inner.update(_targets(target, _path(value, scope)))
    yield from _body(node.body, inner)


def _targets(target: nodes.Node, path: str | None) -> dict[str, str | None]:
    if isinstance(target, nodes.Name):
        return {target.name: path}
    return {name.name: None for name in target.find_all(nodes.Name)}


def _expression(node: nodes.Node, scope: Scope) -> Iterator[str]:
    path = _path(node, scope)
    if path is not None:
        yield path
    elif not isinstance(node, nodes.Name):
        for child in node.iter_child_nodes():
            yield from _expression(child, scope)


def _path(node: nodes.Node, scope: Scope) -> str | None:
    """The path of an expression that only names a value, else None."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        parent = _path(node.node, scope)
        return f"{parent}.{node.attr}" if parent else None
    if isinstance(node, nodes.Getitem):
        return _item(node, scope)
    if isinstance(node, nodes.Filter) and node.node is not None and node.name in {"first", "last"}:
        parent = _path(node.node, scope)
        return f"{parent}[]" if parent else None
    return None


def _item(node: nodes.Getitem, scope: Scope) -> str | None:
    parent = _path(node.node, scope)
    if parent is None:
        return None
    if isinstance(node.arg, nodes.Slice):
        return parent
    if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        return f"{parent}.{node.arg.value}"
    return f"{parent}[]"

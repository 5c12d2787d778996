"""The constructs that a template may use; everything else is refused when it is compiled."""

from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import nodes

from service.rendering.environment import LOOP_FIELDS, MOST_NUMBER, TESTS, is_loop
from service.rendering.filters import FILTERS

_STATEMENTS = (nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Assign, nodes.With)
_EXPRESSIONS = (
    nodes.BinExpr,
    nodes.UnaryExpr,
    nodes.Name,
    nodes.Const,
    nodes.Tuple,
    nodes.List,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Test,
    nodes.Getitem,
    nodes.Getattr,
    nodes.Slice,
    nodes.Concat,
    nodes.Compare,
    nodes.Operand,
)
_NAMES = {
    "Call": "gọi hàm",
    "Include": "lệnh include",
    "Import": "lệnh import",
    "FromImport": "lệnh import",
    "Extends": "lệnh extends",
    "Block": "lệnh block",
    "Macro": "lệnh macro",
    "CallBlock": "lệnh call",
    "FilterBlock": "lệnh filter",
    "AssignBlock": "lệnh set nhiều dòng",
    "Scope": "lệnh autoescape",
    "Dict": "dấu ngoặc nhọn trong biểu thức",
    "Pow": "phép lũy thừa",
}


def refusals(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield (line, reason in Vietnamese) for each construct of `tree` that a template may not use."""
    yield from _walk(tree)


def _walk(parent: nodes.Node) -> Iterator[tuple[int, str]]:
    for node in parent.iter_child_nodes():
        reason = _refusal(node)
        if reason:
            yield _line(node), reason
        else:
            yield from _walk(node)


def _line(node: nodes.Node) -> int:
    """The line of a node; Jinja keeps none for a few that it makes itself, their children have it."""
    return next(one.lineno for one in (node, *node.find_all(nodes.Node)) if one.lineno)


def _refusal(node: nodes.Node) -> str:
    if not isinstance(node, _STATEMENTS + _EXPRESSIONS) or isinstance(node, nodes.Pow):
        name = type(node).__name__
        return f"không được dùng {_NAMES.get(name, name)} trong mẫu"
    check = next((check for kind, check in _CHECKS if isinstance(node, kind)), None)
    return check(node) if check else ""


def _of_attribute(node: nodes.Getattr) -> str:
    if node.attr.startswith("_"):
        return f"không được đọc thuộc tính “{node.attr}”"
    if is_loop(node.node) and node.attr not in LOOP_FIELDS:
        return f"không có “loop.{node.attr}”"
    return ""


def _of_item(node: nodes.Getitem) -> str:
    if isinstance(node.arg, nodes.Const) and str(node.arg.value).startswith("_"):
        return f"không được đọc thuộc tính “{node.arg.value}”"
    return ""


def _of_name(node: nodes.Name) -> str:
    if node.name.startswith("_") or node.name == "self":
        return f"không được dùng tên “{node.name}”"
    if node.ctx != "load" and node.name in {"loop", "frame", "properties"}:
        return f"không được đặt lại tên “{node.name}”"
    return ""


def _of_constant(node: nodes.Const) -> str:
    value = node.value
    if isinstance(value, int | float) and not abs(value) <= MOST_NUMBER:
        return "số quá lớn"
    return ""


def _of_loop(node: nodes.For) -> str:
    return "không được dùng vòng lặp recursive, hãy viết hai vòng lặp lồng nhau" if node.recursive else ""


def _of_filter(node: nodes.Filter) -> str:
    if node.name in FILTERS:
        return ""
    return f"không có bộ lọc “{node.name}”, chỉ có {', '.join(sorted(FILTERS))}"


def _of_test(node: nodes.Test) -> str:
    return "" if node.name in TESTS else f"không có phép thử “is {node.name}”"


_CHECKS: tuple[tuple[type[nodes.Node], Callable[[Any], str]], ...] = (
    (nodes.Getattr, _of_attribute),
    (nodes.Getitem, _of_item),
    (nodes.Name, _of_name),
    (nodes.Const, _of_constant),
    (nodes.For, _of_loop),
    (nodes.Filter, _of_filter),
    (nodes.Test, _of_test),
)

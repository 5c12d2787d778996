"""Jinja, closed: what a template may say, and how what it says becomes code.

A template may come from an administrator's upload, so it is not trusted with Python. Three walls, each
enough alone: the closed list of constructs that `check` lets through (no calls, no imports, no private
names, few filters); the code that is made of them (`a.b` is the item "b" of a dict and nothing else, there
is no `getattr` in it); the values (dicts, lists and texts, no objects).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from service.rendering import inline
from service.rendering.filters import FILTERS, items

#: The largest number that a template may calculate with: squared again and again, it would fill the memory.
MOST_NUMBER = 10**18
#: Filters that wrap what a mark prints; a template cannot name them.
TEXT, RUNS, BARE, ITEMS, STYLED = "_text", "_runs", "_bare", "_items", "_styled"


class Missing(StrictUndefined):
    """A name that the values do not have: any use of it is an error that says so in Vietnamese."""

    @property
    def _undefined_message(self) -> str:
        return f"không có trường “{self._undefined_name}”"


class Output(Context):
    """The values of one rendering and the pieces of its output."""

    def __init__(self, environment: "ClosedEnvironment", values: dict[str, Any]) -> None:
        super().__init__(environment, values, None, {})
        self.pieces: list[str] = []
        self.emit = self.pieces.extend


class Loop:
    """What a template may ask of the `loop` of a for: where it is in the list."""

    __slots__ = ("index0", "length")

    def __init__(self, length: int) -> None:
        self.index0 = 0
        self.length = length

    @property
    def index(self) -> int:
        """Count of this item, from 1."""
        return self.index0 + 1

    @property
    def first(self) -> bool:
        """Whether this is the first item."""
        return self.index0 == 0

    @property
    def last(self) -> bool:
        """Whether this is the last item."""
        return self.index0 == self.length - 1

    @property
    def revindex(self) -> int:
        """Count of this item from the end, from 1."""
        return self.length - self.index0

    @property
    def revindex0(self) -> int:
        """Count of this item from the end, from 0."""
        return self.length - self.index0 - 1


LOOP_FIELDS = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})


def _looped(items: Iterable[Any], _undefined: object) -> Iterator[tuple[Any, Loop]]:
    """Yield the items, each with the loop: in place of Jinja's own, which is made for lists without an end."""
    listed = items if isinstance(items, list) else list(items)
    loop = Loop(len(listed))
    for index, item in enumerate(listed):
        loop.index0 = index
        yield item, loop


def is_loop(node: nodes.Node) -> bool:
    """Whether `node` is the `loop` of a for: the one object whose attributes a template may read."""
    return isinstance(node, nodes.Name) and node.name == "loop"


class _Generator(CodeGenerator):
    """Jinja's code with shortcuts: pieces are collected, marks escape by themselves, `a.b` is an item."""

    lenient = 0

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("emit = context.emit")
        self.writeline("LoopContext = environment.looped")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja's names
        if not node.nodes:
            return
        self.writeline("emit((")
        self.indent()
        for child in node.nodes:
            self.newline(None if isinstance(child, nodes.TemplateData) else child)
            if isinstance(child, nodes.TemplateData):
                self.write(repr(child.data))
            else:
                self.visit(child, frame)
            self.write(",")
        self.outdent()
        self.writeline("))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if is_loop(node.node):
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        elif self.lenient:
            self.write("environment.getattr(")
            self.visit(node.node, frame)
            self.write(f", {node.attr!r})")
        else:
            self.visit(node.node, frame)
            self.write(f"[{node.attr!r}]")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str) and not self.lenient:
            self.visit(node.node, frame)
            self.write(f"[{node.arg.value!r}]")
        else:
            super().visit_Getitem(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.put_together((")
        for child in node.nodes:
            self.visit(child, frame)
            self.write(", ")
        self.write("))")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        self._leniently(super().visit_Test, node, frame, {"defined", "undefined"})

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        self._leniently(super().visit_Filter, node, frame, {"default"})

    def _leniently(self, visit: Callable[..., None], node: Any, frame: Frame, names: set[str]) -> None:
        """Below one of `names` a value that is not there is no error yet."""
        self.lenient += node.name in names
        visit(node, frame)
        self.lenient -= node.name in names


class ClosedEnvironment(SandboxedEnvironment):
    """The one environment of all templates."""

    code_generator_class = _Generator
    looped = staticmethod(_looped)
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self) -> None:
        super().__init__(undefined=Missing, autoescape=True, keep_trailing_newline=True)
        self.globals.clear()
        self.filters.clear()
        self.filters.update(FILTERS)
        self.filters.update(
            {TEXT: inline.text, RUNS: inline.runs, BARE: inline.bare, ITEMS: items, STYLED: _styled}
        )
        for name in set(self.tests) - TESTS:
            del self.tests[name]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an item of a dict, or an undefined value."""
        if type(obj) is dict:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of a dict, a list or a text."""
        if type(obj) in {dict, list, str, tuple}:
            try:
                return obj[argument]
            except (LookupError, TypeError):
                return self.undefined(obj=obj, name=argument)
        return self.undefined(obj=obj, name=argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate with whole numbers only: a text times a billion would fill the memory."""
        if operator == "**" or type(left) is not int or type(right) is not int:
            advice = "; chữ nối với nhau bằng dấu ~" if operator == "+" else ""
            raise SecurityError(f"không được dùng phép {operator} ở đây, chỉ tính với số nguyên{advice}")
        if max(abs(left), abs(right)) > MOST_NUMBER:
            raise SecurityError("số quá lớn để tính")
        return super().call_binop(context, operator, left, right)

    @staticmethod
    def put_together(parts: tuple[Any, ...]) -> str:
        """Put texts and numbers one after the other (``~``), as far as the result stays of a sane length."""
        return inline.put_together([inline.printable(part) for part in parts])


def _styled(style: tuple[str, ...], slots: str, *values: str) -> tuple[str, ...]:
    """Fill marks that stand in the formatting of a run into its style, each in place of its slot."""
    filled = dict(zip(map(ord, slots), values, strict=True))
    return tuple(part.translate(filled) for part in style)


#: Tests that a template may name.
TESTS = frozenset(
    {
        "defined",
        "undefined",
        "none",
        "odd",
        "even",
        "divisibleby",
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "in",
        "==",
        "!=",
        "<",
        ">",
        "<=",
        ">=",
        "string",
        "sequence",
        "mapping",
        "number",
    }
)

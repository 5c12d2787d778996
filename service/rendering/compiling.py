"""One part of a template (body, header, footer, footnotes, properties) becomes a function of the values.

docxtpl turns the XML of Word into Jinja source (`patch_xml`: marks split over runs, {%p %} and {%tr %},
merged cells). From there on the part is ours: Jinja parses it once; the XML between the marks is followed
so that each mark knows the run it stands in; each block is proven to leave the XML balanced, whatever the
values; then Python code is made of it.
"""

from dataclasses import dataclass
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template as JinjaTemplate
from jinja2 import UndefinedError, nodes
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError
from lxml import etree

from service.errors import RenderingError
from service.rendering import grids, paths
from service.rendering.environment import BARE, ITEMS, RUNS, STYLED, TEXT, ClosedEnvironment, Output
from service.rendering.faults import MARK, Mark, Marks, as_jinja, check_blocks, fault
from service.rendering.grammar import refusals
from service.rendering.inline import NotPrintable
from service.rendering.scanner import FIRST_SLOT, Scanner
from service.rendering.wordml import forget_origins

_ENVIRONMENT = ClosedEnvironment()
#: Stands for a line end of the part itself while the line ends that we put before marks count the marks.
_LINE_END = "\x01"
#: What Jinja and Python raise for a number of thousands of digits and for what is nested without end.
_TOO_LARGE = (ValueError, OverflowError, RecursionError, MemoryError, SyntaxError)
_SYNTAX = "viết sai cú pháp, hãy xem lại tên, dấu ngoặc và dấu nháy"


@dataclass(frozen=True)
class Part:
    """A compiled part; `render` may be called from any number of threads."""

    name: str
    marks: tuple[Mark, ...]
    paths: frozenset[str]
    _template: JinjaTemplate
    _follow_up: grids.FollowUp

    def render(self, values: dict[str, Any]) -> bytes:
        """Return the part filled with `values` as UTF-8.

        Raises RenderingError when a mark has no value or one that cannot be printed.
        """
        output = Output(_ENVIRONMENT, values)
        try:
            for _ in self._template.root_render_func(output):
                pass
            xml = "".join(output.pieces)
            return self._follow_up(xml).encode()
        except (
            TemplateError,
            NotPrintable,
            LookupError,
            TypeError,
            ValueError,
            ArithmeticError,
            AttributeError,
        ) as error:
            raise self._fault(error) from error

    def _fault(self, error: Exception) -> RenderingError:
        return fault(self.marks[self._index(error)], _reason(error))

    def _index(self, error: Exception) -> int:
        """Which mark was being printed: the line of the code tells it, as each mark has one of its own."""
        line, trace = 0, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self._template.filename:
                line = trace.tb_lineno
            trace = trace.tb_next
        return _mark_index(self._template.get_corresponding_lineno(line), len(self.marks))


def compile_part(root: etree._Element, *, file: str, part: str, name: str) -> Part | None:
    """Return the part as a function, or None when it has no mark.

    `root` is changed. `file` and `part` are for messages ("" for the body), `name` is the part's name in
    the package.
    Raises RenderingError for every fault that can be known without values.
    """
    places = Marks(root, file, part)
    forget_origins(root)
    open_grids = grids.settle(root)
    xml = _declaration(DocxTemplate.patch_xml(None, etree.tostring(root, encoding="unicode")))
    source, marks = _one_line_for_each_mark(xml, places)
    if not marks:
        return None
    check_blocks(
        [(as_jinja(match.group()), mark) for match, mark in zip(MARK.finditer(xml), marks, strict=True)]
    )
    tree = _parse(source, marks)
    used = paths.used(tree)
    rewriter = _Rewriter(marks)
    rewriter.rewrite(tree)
    template = _template(tree, f"<{file} {name}>", marks)
    return Part(name, tuple(marks), used, template, grids.follow_up(tree, open_grids=open_grids))


def _declaration(xml: str) -> str:
    return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'.replace("\n", _LINE_END) + xml


def _one_line_for_each_mark(xml: str, places: Marks) -> tuple[str, list[Mark]]:
    """Put each mark on a line of its own: the line number that Jinja keeps for a node says which it is."""
    marks: list[Mark] = []
    pieces: list[str] = []
    position = 0
    for match in MARK.finditer(xml):
        marks.append(places.take(match.group()))
        pieces += [xml[position : match.start()].replace("\n", _LINE_END), "\n", as_jinja(match.group())]
        position = match.end()
    return "".join([*pieces, xml[position:].replace("\n", _LINE_END)]), marks


def _mark_index(line: int, count: int) -> int:
    return min(max(line - 2, 0), count - 1)


def _parse(source: str, marks: list[Mark]) -> nodes.Template:
    try:
        tree = _ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        raise fault(marks[_mark_index(error.lineno, len(marks))], _SYNTAX) from error
    except _TOO_LARGE as error:
        raise fault(_largest(marks), "số quá lớn, hoặc dấu ngoặc lồng nhau quá nhiều") from error
    for line, reason in refusals(tree):
        raise fault(marks[_mark_index(line, len(marks))], reason)
    return tree


def _largest(marks: list[Mark]) -> Mark:
    """The longest mark: the one to blame, most likely, for what nobody can read to its end."""
    return max(marks, key=lambda mark: len(mark.source))


def _template(tree: nodes.Template, filename: str, marks: list[Mark]) -> JinjaTemplate:
    try:
        code = _ENVIRONMENT.compile(tree, filename=filename)
    except TemplateSyntaxError as error:
        raise fault(marks[_mark_index(error.lineno, len(marks))], _SYNTAX) from error
    except _TOO_LARGE as error:
        raise fault(_largest(marks), "các khối hoặc dấu ngoặc lồng nhau quá nhiều") from error
    return JinjaTemplate.from_code(_ENVIRONMENT, code, {})


def _reason(error: Exception) -> str:
    if isinstance(error, UndefinedError):
        return str(error.message)
    if isinstance(error, NotPrintable):
        return error.reason
    if isinstance(error, KeyError):
        return f"không có trường “{error.args[0]}”"
    if isinstance(error, UnicodeEncodeError):
        return "giá trị có ký tự không hợp lệ"
    if isinstance(error, SecurityError):
        return str(error.message)
    return "giá trị đang trống, không có trường này hoặc không dùng được như vậy"


class _Rewriter:
    """Goes over the tree in the order of the document and gives each mark the way it prints."""

    def __init__(self, marks: list[Mark]) -> None:
        self._marks = marks
        self._scanner = Scanner()
        self._slots: list[nodes.Expr] = []

    def rewrite(self, tree: nodes.Template) -> None:
        """Change `tree`; raise RenderingError where a mark or a block breaks the XML."""
        self._body(tree.body)

    def _body(self, body: list[nodes.Node]) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                pieces = [self._piece(child) for child in node.nodes]
                node.nodes = [piece for piece in pieces if getattr(piece, "data", None) != ""]
            elif isinstance(node, nodes.For):
                node.iter = _filter(ITEMS, node.iter)
                self._branches(node, [node.body, node.else_])
            elif isinstance(node, nodes.If):
                branches = [node.body, *(branch.body for branch in node.elif_), node.else_]
                self._branches(node, branches)
            elif isinstance(node, nodes.With):
                self._body(node.body)

    def _branches(self, node: nodes.Node, branches: list[list[nodes.Node]]) -> None:
        """Each way through a block must leave the XML alike; a loop, which may not run, as it found it."""
        start = self._scanner
        if start.in_properties:
            raise self._fault(node.lineno, "không đặt khối lệnh trong định dạng của chữ")
        ends = []
        for branch in branches:
            self._scanner = start.copy()
            self._body(branch)
            ends.append(self._scanner)
        expected = start.state() if isinstance(node, nodes.For) else ends[0].state()
        if any(end.state() != expected for end in ends):
            reason = (
                "khối bắt đầu và kết thúc ở hai chỗ khác nhau của bảng hoặc đoạn, hãy dùng {%p %} hay {%tr %}"
            )
            raise self._fault(node.lineno, reason)
        self._scanner = ends[0]

    def _piece(self, child: nodes.Expr) -> nodes.Expr:
        if isinstance(child, nodes.TemplateData):
            data = child.data.replace("\n", "").replace(_LINE_END, "\n")
            return nodes.TemplateData(self._scanner.feed(data), lineno=child.lineno)
        in_properties = self._scanner.in_properties
        context = self._scanner.mark(chr(FIRST_SLOT + len(self._slots)))
        if context == "nowhere":
            raise self._fault(child.lineno, "không in được ở đây, hãy đặt dấu vào trong một đoạn chữ")
        if context == "text":
            return self._text(child)
        wrapped = _filter(RUNS if context == "runs" else BARE, child)
        if in_properties:
            self._slots.append(wrapped)
        return wrapped

    def _text(self, child: nodes.Expr) -> nodes.Expr:
        style = tuple(self._scanner.style())
        used = [
            index
            for index in range(len(self._slots))
            if any(chr(FIRST_SLOT + index) in part for part in style)
        ]
        constant: nodes.Expr = nodes.Const(style, lineno=child.lineno)
        if used:
            slots = nodes.Const("".join(chr(FIRST_SLOT + index) for index in used), lineno=child.lineno)
            constant = _filter(STYLED, constant, slots, *(self._slots[index] for index in used))
        return _filter(TEXT, child, constant)

    def _fault(self, line: int, reason: str) -> RenderingError:
        return fault(self._marks[_mark_index(line, len(self._marks))], reason)


def _filter(name: str, node: Any, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)

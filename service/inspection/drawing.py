"""Reads drawings, new (DrawingML) and old (VML): drawn lines, text boxes, and the count of all others."""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from service.inspection.facts import Block, Box, Line
from service.inspection.measures import emu, vml_emu
from service.inspection.names import WP, WPG, WPS, A, Element, O, V, W

_LINE_SHAPES = {"line", "straightConnector1"}
_VML_LINE_TYPES = {"#_x0000_t32", "#_x0000_t20"}
_THIN_EMU = 40_000  # about 3 pt: a rectangle so flat is a line
_STEEP = 8  # a line that rises more than an eighth of its width is not horizontal
_PLAIN_STROKES = {None, "", "solid"}
_VML_STYLE = re.compile(r"([\w-]+)\s*:\s*([^;]+)")

ReadBlocks = Callable[[Element], tuple[Block, ...]]


@dataclass(slots=True)
class Graphics:
    """What a paragraph carries besides letters."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pictures: int = 0


def read_drawing(element: Element, graphics: Graphics, read_blocks: ReadBlocks) -> list[Element]:
    """Add what a `w:drawing` shows, its text boxes read by `read_blocks`; return what was read as a picture."""
    pictures: list[Element] = []
    for anchor in element:
        shapes = [shape for shape in anchor.iter(WPS + "wsp") if not _is_inside_box(shape, anchor)]
        if not shapes:
            graphics.pictures += 1
            pictures.append(anchor)
        group = next(anchor.iter(WPG + "wgp"), None)
        for shape in shapes:
            _read_shape(shape, _Anchor.of(anchor, group), graphics, read_blocks)
    return pictures


def _is_inside_box(shape: Element, anchor: Element) -> bool:
    """Tell whether a shape is anchored in the text of a box: that text is read by itself."""
    return any(parent.tag == WPS + "txbx" for parent in itertools.takewhile(
        lambda parent: parent is not anchor, shape.iterancestors()
    ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Anchor:
    width: int | None
    height: int | None
    centred: bool | None
    offset: int | None
    relative_to: str
    is_group: bool
    ratio: float

    @classmethod
    def of(cls, anchor: Element, group: Element | None) -> "_Anchor":
        extent = anchor.find(WP + "extent")
        position = anchor.find(WP + "positionH")
        align = None if position is None else position.findtext(WP + "align")
        offset = None if position is None else emu(position.findtext(WP + "posOffset"))
        frame = None if group is None else group.find(f"{WPG}grpSpPr/{A}xfrm")
        return cls(
            width=None if extent is None else emu(extent.get("cx")),
            height=None if extent is None else emu(extent.get("cy")),
            centred=None if align is None else align == "center",
            offset=None if group is not None else offset,
            relative_to="" if position is None else position.get("relativeFrom", ""),
            is_group=group is not None,
            ratio=_ratio(frame),
        )


def _ratio(frame: Element | None) -> float:
    """By what factor a group shows its members; 1 when it does not say."""
    outer = None if frame is None else frame.find(A + "ext")
    inner = None if frame is None else frame.find(A + "chExt")
    shown = emu(outer.get("cx")) if outer is not None else None
    drawn = emu(inner.get("cx")) if inner is not None else None
    return shown / drawn if shown and drawn else 1.0


def _read_shape(shape: Element, anchor: _Anchor, graphics: Graphics, read_blocks: ReadBlocks) -> None:
    content = shape.find(f"{WPS}txbx/{W}txbxContent")
    width, height = _extent(shape, anchor)
    if content is not None:
        outline = _outline(shape)
        graphics.boxes.append(Box(read_blocks(content), width, height, outline, anchor.offset))
    elif _is_line(shape, width, height):
        stroke = shape.find(f"{WPS}spPr/{A}ln/{A}prstDash")
        is_solid = stroke is None or stroke.get("val") in _PLAIN_STROKES
        centred = None if anchor.is_group else anchor.centred
        graphics.lines.append(Line(width, is_solid, centred, anchor.offset, anchor.relative_to))
    else:
        graphics.pictures += 1


def _extent(shape: Element, anchor: _Anchor) -> tuple[int | None, int | None]:
    if not anchor.is_group:
        return anchor.width, anchor.height
    extent = shape.find(f"{WPS}spPr/{A}xfrm/{A}ext")
    width = None if extent is None else emu(extent.get("cx"))
    height = None if extent is None else emu(extent.get("cy"))
    return None if width is None else round(width * anchor.ratio), height


def _is_line(shape: Element, width: int | None, height: int | None) -> bool:
    geometry = shape.find(f"{WPS}spPr/{A}prstGeom")
    kind = None if geometry is None else geometry.get("prst")
    if kind in _LINE_SHAPES:
        return not width or not height or height * _STEEP <= width
    return kind == "rect" and bool(width) and height is not None and height <= _THIN_EMU


def _outline(shape: Element) -> str:
    line = shape.find(f"{WPS}spPr/{A}ln")
    if line is None:
        return "auto" if shape.find(f"{WPS}style/{A}lnRef") is not None else ""
    color = line.find(f"{A}solidFill/{A}srgbClr")
    if color is not None:
        return color.get("val", "auto").upper()
    return "" if line.find(A + "noFill") is not None else "auto"


def read_vml(element: Element, graphics: Graphics, read_blocks: ReadBlocks) -> list[Element]:
    """Add what a `w:pict` or `w:object` shows; return what was read as a picture."""
    pictures: list[Element] = []
    shapes = [item for item in element if item.tag != V + "shapetype"]
    for shape in shapes:
        content = shape.find(f"{V}textbox/{W}txbxContent")
        style = dict(_VML_STYLE.findall(shape.get("style", "")))
        if content is not None:
            graphics.boxes.append(_vml_box(shape, style, read_blocks(content)))
        elif _is_vml_line(shape, style):
            graphics.lines.append(_vml_line(shape, style))
        elif isinstance(shape.tag, str) and shape.tag.startswith(V):
            graphics.pictures += 1
            pictures.append(shape)
    return pictures


def _vml_box(shape: Element, style: dict[str, str], blocks: tuple[Block, ...]) -> Box:
    stroked = shape.get("stroked", "t") not in {"f", "false", "0"}
    color = shape.get("strokecolor", "auto").lstrip("#").upper()
    outline = color.split(" ")[0] if stroked else ""
    return Box(blocks, vml_emu(style.get("width")), vml_emu(style.get("height")), outline)


def _is_vml_line(shape: Element, style: dict[str, str]) -> bool:
    if shape.tag == V + "line" or shape.get("type") in _VML_LINE_TYPES:
        return True
    height = vml_emu(style.get("height"))
    is_flat = height is not None and height <= _THIN_EMU
    return shape.tag == V + "rect" and (shape.get(O + "hr") in {"t", "true"} or is_flat)


def _vml_line(shape: Element, style: dict[str, str]) -> Line:
    width = vml_emu(style.get("width")) or _distance(shape.get("from"), shape.get("to"))
    stroke = shape.find(V + "stroke")
    is_solid = stroke is None or stroke.get("dashstyle") in _PLAIN_STROKES
    place = style.get("mso-position-horizontal")
    offset = vml_emu(style.get("margin-left"))
    return Line(width or None, is_solid, None if place is None else place == "center", offset, "column")


def _distance(begin: str | None, end: str | None) -> int | None:
    """Width between two points written as ``43.2pt,1.3pt``."""
    first, last = (vml_emu((point or "").split(",")[0]) for point in (begin, end))
    return None if first is None or last is None else abs(last - first)

"""Draws a horizontal line as Word does: a shape in today's form and in the old one, anchored in a paragraph."""

from lxml import etree

from service.checking.fixing.xml_order import drop
from service.inspection.measures import EMU_PER_PT
from service.inspection.names import MC, WP, WPS, A, Element, V, W

_SPACES = {
    "w": W[1:-1],
    "wp": WP[1:-1],
    "a": A[1:-1],
    "wps": WPS[1:-1],
    "mc": MC[1:-1],
    "v": V[1:-1],
}
_DECLARED = " ".join(f"xmlns:{prefix}='{uri}'" for prefix, uri in _SPACES.items())
_LINE = (
    "<w:r {ns}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
    "<wp:anchor distT='0' distB='0' distL='0' distR='0' simplePos='0' relativeHeight='251658240' behindDoc='0' "
    "locked='0' layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' y='0'/>"
    "<wp:positionH relativeFrom='column'><wp:align>center</wp:align></wp:positionH>"
    "<wp:positionV relativeFrom='{vertical}'><wp:posOffset>{down}</wp:posOffset></wp:positionV>"
    "<wp:extent cx='{width}' cy='0'/><wp:effectExtent l='0' t='0' r='0' b='0'/><wp:wrapNone/>"
    "<wp:docPr id='{id}' name='Đường kẻ {id}'/><wp:cNvGraphicFramePr/>"
    "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
    "<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{width}' cy='0'/></a:xfrm>"
    "<a:prstGeom prst='line'><a:avLst/></a:prstGeom><a:ln w='9525'><a:solidFill><a:srgbClr val='000000'/></a:solidFill>"
    "<a:prstDash val='solid'/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:line style='position:absolute;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:column;mso-position-vertical-relative:{vml_vertical}' from='0,{down_pt}pt' "
    "to='{width_pt}pt,{down_pt}pt' strokecolor='black' strokeweight='.75pt'/></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def drawn_line(width_emu: int, *, down_emu: int, below_line: bool, number: int) -> Element:
    """Return a run with a line in the middle of the column, `down_emu` below its paragraph or its line of text."""
    points = {"width_pt": f"{width_emu / EMU_PER_PT:.2f}", "down_pt": f"{down_emu / EMU_PER_PT:.2f}"}
    return etree.fromstring(
        _LINE.format(
            ns=_DECLARED,
            width=width_emu,
            down=down_emu,
            id=number,
            vertical="line" if below_line else "paragraph",
            vml_vertical="line" if below_line else "text",
            **points,
        )
    )


def resize(drawing: Element, width_emu: int, *, centre: bool) -> bool:
    """Give a drawn line another length, solid, around the same middle; False for forms that are not known."""
    if drawing.tag == W + "pict":
        return _resize_old(drawing, width_emu, centre=centre)
    anchor = drawing.find(WP + "anchor")
    extent = None if anchor is None else anchor.find(WP + "extent")
    shapes = [] if anchor is None else list(anchor.iter(WPS + "wsp"))
    inner = shapes[0].find(f"{WPS}spPr/{A}xfrm/{A}ext") if len(shapes) == 1 else None
    if anchor is None or extent is None or inner is None:
        return False
    _move(anchor, int(extent.get("cx", "0")) - width_emu, centre=centre)
    for item in (extent, inner):
        item.set("cx", str(width_emu))
    for dash in shapes[0].iterfind(f"{WPS}spPr/{A}ln/{A}prstDash"):
        dash.set("val", "solid")
    return True


def _move(anchor: Element, shorter_emu: int, *, centre: bool) -> None:
    position = anchor.find(WP + "positionH")
    offset = None if position is None else position.find(WP + "posOffset")
    if position is None or offset is None:
        return
    if centre:
        position.set("relativeFrom", "column")
        position.remove(offset)
        etree.SubElement(position, WP + "align").text = "center"
    else:
        offset.text = str(int(offset.text or 0) + shorter_emu // 2)


def _resize_old(picture: Element, width_emu: int, *, centre: bool) -> bool:
    line = picture.find(V + "line")
    ends = [] if line is None else [(line.get(name) or "").split(",") for name in ("from", "to")]
    points = [_points(end[0]) for end in ends if len(end) == 2]
    if line is None or len(points) != 2 or None in points:
        return False
    middle = sum(point for point in points if point is not None) / 2
    half = width_emu / EMU_PER_PT / 2
    for name, end, x in (("from", ends[0], middle - half), ("to", ends[1], middle + half)):
        line.set(name, f"{x:.2f}pt,{end[1]}")
    for stroke in line.findall(V + "stroke"):
        drop(stroke, "dashstyle")
    if centre and "mso-position-horizontal:" not in line.get("style", ""):
        line.set("style", f"{line.get('style', '')};mso-position-horizontal:center".lstrip(";"))
    return True


def _points(text: str) -> float | None:
    number = text.strip().removesuffix("pt") or "0"
    try:
        return float(number)
    except ValueError:
        return None

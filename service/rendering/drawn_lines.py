"""The lines drawn under office, motto and subject: as long as the text above them wants.

In the template the mark of the length stands in the alternative text of the line, because Word calls a file
damaged whose length is no number. Here it moves to where the length is.
Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 1, 2, 5.
"""

import re

from lxml import etree

from service.rendering.wordml import WP

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LENGTH = re.compile(r"^\s*\{\{\s*(frame\.\w+)_emu\s*\}\}\s*$")


def set_lengths(root: etree._Element) -> None:
    """Move each mark ``{{ frame.<line>_emu }}`` from the alternative text of its line to its lengths."""
    for name in list(root.iter(f"{WP}docPr")):
        match = _LENGTH.match(name.get("descr") or "")
        drawing = name.getparent()
        if match is None or drawing is None:
            continue
        name.set("descr", name.get("name") or "")
        for extent in (*drawing.iter(f"{WP}extent"), *drawing.iter(f"{_A}ext")):
            if extent.get("cx") is not None:
                extent.set("cx", f"{{{{ {match.group(1)}_emu }}}}")
        _set_fallback(drawing, match.group(1))


def _set_fallback(drawing: etree._Element, name: str) -> None:
    """The same line as programs draw it that do not know DrawingML: its length is in points there."""
    choice = next(drawing.iterancestors(f"{_MC}AlternateContent"), None)
    if choice is None:
        return
    for line in choice.iterfind(f"{_MC}Fallback//{_V}line"):
        line.set("to", f"{{{{ {name}_pt }}}}pt,0")

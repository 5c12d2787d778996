"""The same breaks where an office lays out header and closing by tabs or text boxes, text by styles or automatic numbers."""

from tests.checking.break_table import BREAKS, add

_LAYOUTS = ((("header", "tabs"), "tách bằng tab"), (("header", "boxes"), "trong hộp chữ"))
_LOOKS = ((("looks", "styles"), "trình bày bằng kiểu"), (("numbering", "automatic"), "số tự động"))
#: Rules of parts that stand in the layout of header and closing; those that a layout cannot break are left out.
_IN_LAYOUT = {
    "tabs": frozenset(
        ["SO.ZERO_PAD", "SO.ARABIC", "SO.SLASH", "SO.SYMBOL.STYLE", "SO.SYMBOL.NAMED", "SO.SYMBOL.TYPE_MATCH",
         "SO.SYMBOL.NO_YEAR", "CQ.PARENT.PLACE", "CQ.PARENT.NONE_FOR_UBND", "CQ.ISSUER.FULLNAME", "2CAP.NAME",
         "QH.TEXT", "TN.TEXT", "NGAY.FORMAT", "NGAY.DAY_PAD", "NGAY.MONTH_PAD", "DIADANH.CAP_COMMA", "DIADANH.LEVEL",
         "KY.NO_TITLE", "KY.TM", "KY.TM_KT", "KY.Q", "KY.PHUTRACH", "KY.TL", "KY.TUQ", "KY.TITLE_SHORT"]
    ),
}  # fmt: skip
_IN_LAYOUT["boxes"] = _IN_LAYOUT["tabs"] | frozenset(
    ["KY.SPACE", "KY.CT", "KY.KH_DEFAULT_TM", "SO.POS", "SO.SYMBOL.CONGVAN", "CQ.LINESPACING", "DOC.CELLS",
     "DIADANH.FULL_IF_PERSON", "NN.NHUTREN", "NN.NHUDIEU", "NN.OBSOLETE", "NGUOISOAN"]
)  # fmt: skip
_IN_TEXT = {
    "styles": frozenset(["ND.BODY.LINE", "ND.KHOAN_PLAIN", "ND.DIEU", "ND.MUC_TIEUMUC", "ND.DIEM"]),
    "automatic": frozenset(["ND.BODY.LINE", "ND.BODY.PARA_GAP", "ND.KHOAN_PLAIN", "ND.DIEU"]),
}
_CANNOT = frozenset(
    [("sai chữ", "tabs"), ("ở ô bên phải", "tabs"), ("canh trái", "boxes"), ("ngày ở ô bên trái", "boxes")]
)  # what the layout itself has not


def _add_layouts() -> None:
    for broken in tuple(BREAKS):
        for ((option, value), said), rules in (
            *((layout, _IN_LAYOUT[layout[0][1]]) for layout in _LAYOUTS),
            *((look, _IN_TEXT[look[0][1]]) for look in _LOOKS),
        ):
            if broken.rule in rules and option not in broken.options and (broken.why, value) not in _CANNOT:
                add(broken.rule, f"{broken.why}, {said}", broken.change, **broken.options, **{option: value})


_add_layouts()

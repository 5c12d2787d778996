"""Rules that Word can break in fewer than three ways (another thing that a person does): how many, and why no more."""

_SECTION = "đặt ở sectPr: của đoạn (phần trang giữa văn bản) hoặc của thân văn bản, không có chỗ thứ ba"
_NUMBER = "số trang đặt ở sectPr và phần đầu trang"
_TYPED = "chữ gõ sai: Word chỉ có một cách gõ, kiểu hay bố cục không đổi được chữ"
_TWO_FAULTS = "hai lỗi gõ khác nhau; kiểu hay bố cục không đổi được chữ"
_TABLE_OR_BOX = "chữ gõ sai trong bảng hoặc hộp chữ; bố cục tab không nhận ra được phần này"
_LETTERS = "thuộc tính của chữ: trực tiếp hoặc trong kiểu"

FEWER: dict[str, tuple[int, str]] = {
    **dict.fromkeys(
        ["PAGE.SIZE", "PAGE.ORIENT", "PAGE.MARGIN.TOP", "PAGE.MARGIN.BOTTOM", "PAGE.MARGIN.RIGHT"], (2, _SECTION)
    ),
    **dict.fromkeys(["PAGENUM.FIRST_HIDDEN", "PAGENUM.APPENDIX_RESTART"], (2, _NUMBER)),
    **dict.fromkeys(
        ["ND.END_MARK", "ND.APPENDIX_REF", "VH.SPECIAL_PLACE", "MAT.BLOCK", "TYPE.LIST", "DOC.VBQPPL_OUT",
         "TY.ONE_SENTENCE", "REG.SUBJECT_LEN", "TYCV.NO_HEADING", "ND.DECIMAL"],
        (1, _TYPED),
    ),
    **dict.fromkeys(["PL.NUMBER", "KG.MULTI", "PAGE.UNICODE"], (2, _TWO_FAULTS)),
    **dict.fromkeys(
        ["KY.KH_DEFAULT_TM", "SO.SYMBOL.CONGVAN", "DIADANH.FULL_IF_PERSON", "NN.NHUTREN", "NN.NHUDIEU",
         "NN.OBSOLETE"],
        (2, _TABLE_OR_BOX),
    ),
    **dict.fromkeys(["PAGE.COLOR", "LUUHANH"], (2, _LETTERS)),
    "NGUOISOAN": (2, _TABLE_OR_BOX),
    "QH.POS": (2, "vị trí trong bảng; tab và hộp chữ đặt phần này ở chỗ khác hẳn"),
    "TYCV.GAP": (1, "chưa viết tệp thử cho khoảng cách đặt trong kiểu và bằng dòng trống"),
}  # fmt: skip

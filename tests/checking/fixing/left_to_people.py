"""Faults of rules that have a mend, which the mend leaves: the words themselves would have to change."""

LEFT_TO_PEOPLE = {
    ("DIADANH.CAP_COMMA", "chữ thường"),
    ("KG.MULTI", "một nơi xuống dòng"),
    ("KHAN", "sai kích thước"),
    ("KY.NAME", "in hoa"),
    ("ND.BODY.SIZE", "in hoa cả đoạn"),
    ("ND.DIEM", "chữ f"),
    ("ND.KHOAN_TITLED", "in hoa"),
    ("ND.MUC_TIEUMUC", "số La Mã"),
    ("ND.PHAN_CHUONG", "số Ả Rập"),
    ("ND.PHAN_CHUONG", "in hoa"),
    ("NN.LUU", "thiếu VT"),
    ("NN.LUU", "không có"),
    ("PAGE.SIZE", "khổ A3 ở phụ lục"),
    ("PAGE.UNICODE", "phông TCVN3"),
    ("PAGENUM.APPENDIX_RESTART", "chung phần trang với nội dung"),
    ("PL.KEMTHEO", "không có"),
    ("PL.LABEL", "in hoa"),
    ("SO.LABEL", "in hoa"),
    ("SO.POS", "ở ô bên phải"),
    ("SO.SLASH", "gạch chéo giữa hai nhóm"),
    ("SO.SLASH", "kiểu của Đảng"),
    ("SO.SLASH", "ký hiệu trước số"),
    ("TN.TEXT", "viết hoa thừa, tách bằng tab"),
    ("TYCV.STYLE", "mở đầu khác"),
}
_LAID_OUT_OTHERWISE = (", tách bằng tab", ", trong hộp chữ", ", trình bày bằng kiểu", ", số tự động")


def is_left_to_people(rule: str, why: str) -> bool:
    """Tell whether the mend leaves a break: itself, or the same one where an office lays the document out otherwise."""
    plain = why
    for said in _LAID_OUT_OTHERWISE:
        plain = plain.removesuffix(said)
    return not LEFT_TO_PEOPLE.isdisjoint({(rule, why), (rule, plain)})

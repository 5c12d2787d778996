"""The named styles: the table of the expert, the rules of the decree, and one look in all templates."""

from pathlib import Path

import pytest
import yaml

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "named_styles.yaml").read_text(encoding="utf-8")
)
RULES = {
    rule["id"]: rule["values"]
    for rule in yaml.safe_load(
        (Path(__file__).parents[2] / "data" / "format_rules" / "nd30.yaml").read_text(encoding="utf-8")
    )["rules"]
}
RULE_OF_STYLE = {
    "QH.STYLE": "VbQuocHieu",
    "TN.STYLE": "VbTieuNgu",
    "CQ.PARENT.STYLE": "VbCoQuanChuQuan",
    "CQ.ISSUER.STYLE": "VbCoQuan",
    "SO.LABEL": "VbSoKyHieu",
    "NGAY.STYLE": "VbDiaDanhNgay",
    "TL.STYLE": "VbTenLoai",
    "TY.STYLE": "VbTrichYeu",
    "KG.STYLE": "VbKinhGui",
    "ND.CANCU.STYLE": "VbCanCu",
    "ND.BODY.SIZE": "VbLoiVan",
    "ND.MUC_LAMA": "VbMuc",
    "ND.KHOAN_TITLED": "VbKhoan",
    "KY.STYLE": "VbChucVu",
    "KY.NAME": "VbNguoiKy",
    "NN.LABEL": "VbNoiNhan",
    "NN.LIST": "VbNoiNhanDanhSach",
    "PL.LABEL": "VbPhuLuc",
    "PL.TITLE": "VbTenPhuLuc",
    "PL.KEMTHEO": "VbKemTheo",
    "PAGENUM.FORMAT": "VbSoTrang",
    "NGUOISOAN": "VbNguoiSoan",
}
BODY_STYLES = ["VbLoiVan", "VbLoiVanCuoi", "VbCanCu", "VbMuc", "VbKhoan", "VbTieuKhoan", "VbDiem"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["input"]["id"])
def test_a_style_looks_as_the_table_says(frame, case):
    style = case["input"]["id"]
    assert frame.names[case["input"]["name"]] == style
    assert frame.look(style) == case["expected"], case["why"]


def test_the_table_names_every_paragraph_style_of_the_frame(frame):
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    ours = {key for key, style in frame.styles.items() if style.get(f"{word}type") == "paragraph"}
    assert ours - {"Normal"} == {case["input"]["id"] for case in CASES}


@pytest.mark.parametrize(("rule", "style"), RULE_OF_STYLE.items(), ids=lambda value: value)
def test_a_style_keeps_the_rule_of_the_decree(frame, rule, style):
    values, look = RULES[rule], frame.look(style)
    if "size_pt" in values:
        assert values["size_pt"][0] <= look["size"] <= values["size_pt"][1]
    for key, seen in (("bold", "bold"), ("italic", "italic"), ("align", "align")):
        if values.get(key) is not None:
            assert look[seen] == values[key], key
    if values.get("caps"):
        assert look["capitals"]


@pytest.mark.parametrize("style", BODY_STYLES)
def test_running_text_keeps_indent_gap_and_line_spacing(frame, style):
    look = frame.look(style)
    # A heading of two lines in capitals would be stretched from margin to margin.
    assert look["align"] == ("left" if style == "VbMuc" else "both")
    assert look["first_line_cm"] in RULES["ND.BODY.INDENT"]["allowed_cm"]
    assert look["before"] >= RULES["ND.BODY.PARA_GAP"]["min_pt"]
    assert RULES["ND.BODY.LINE"]["min"] <= look["lines"] <= RULES["ND.BODY.LINE"]["max"]
    assert look["size"] == frame.look("VbLoiVan")["size"]


@pytest.mark.parametrize("style", ["VbQuocHieu", "VbTieuNgu", "VbCoQuanChuQuan", "VbCoQuan"])
def test_the_names_at_the_head_stand_at_single_spacing(frame, style):
    look = frame.look(style)
    assert (look["before"], look["after"], look["lines"]) == (0, 0, 1)


def test_every_style_is_times_new_roman_for_all_scripts(source):
    for style in source.styles:
        if style in {"TableNormal", "NoList", "DefaultParagraphFont", "VbKhung", "VbLuoi"}:
            continue
        faces = {
            source.value(style, "rPr", "rFonts", script) for script in ("ascii", "hAnsi", "cs", "eastAsia")
        }
        assert faces == {"Times New Roman"}, style


def test_text_is_black_and_vietnamese_but_the_urgency_stamp_is_red(source):
    colours = {key: source.value(key, "rPr", "color") for key in source.styles}
    assert {key: colour for key, colour in colours.items() if colour} == {"VbKhan": "FF0000"}
    assert source.value("Normal", "rPr", "lang") == "vi-VN"
    assert source.value("Normal", "rPr", "lang", "eastAsia") == "vi-VN"


def test_a_template_has_the_styles_of_the_frame(frame, template):
    kinds = [("pPr", "jc"), ("pPr", "ind"), ("pPr", "spacing"), ("rPr", "sz"), ("rPr", "b"), ("rPr", "i")]
    assert template.names == frame.names
    for style in frame.styles:
        assert template.look(style) == frame.look(style)
        for group, name in kinds:
            ours, theirs = template.property(style, group, name), frame.property(style, group, name)
            assert (ours is None) == (theirs is None)
            assert ours is None or dict(ours.attrib) == dict(theirs.attrib)

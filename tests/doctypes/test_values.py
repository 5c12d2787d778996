from decimal import Decimal

import pytest

from service.doctypes.running import Run
from service.doctypes.schemas import bundled
from service.doctypes.shared import shared_facts
from service.doctypes.value_faults import ValueFaults
from service.doctypes.values import compile_content, fits
from service.domain.agencies import AgencyDirectory
from service.domain.citations import CitationBook
from service.domain.refusal import Refused
from tests.doctypes.small_types import citation


def run(*records):
    return Run(
        CitationBook(records),
        AgencyDirectory("UBND xã", {}),
        {"citation": {one["label"]: one for one in records}},
        {},
    )


def compiled(**properties):
    schema = bundled({"type": "object", "properties": properties}, shared_facts().common)
    return schema, compile_content(schema)


def printed(schema, value, *records):
    _, converter = compiled(field=schema)
    return converter.convert({"field": value}, run(*records))["field"]


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        ({"type": "integer"}, 1234, "1.234"),
        ({"type": "integer"}, Decimal("7.0"), "7"),
        ({"type": "number"}, Decimal("1234.50"), "1.234,50"),
        ({"type": "number"}, Decimal("-0.50"), "-0,50"),
        ({"type": "number"}, Decimal("1E+2"), "100"),
        ({"type": "boolean"}, True, True),
        ({"type": "string", "enum": ["a"]}, "a", "a"),
        ({"const": 5}, 5, 5),
        ({"type": "string", "x-format": "label"}, "nv_1", "nv_1"),
        (
            {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
            [[1], [2000]],
            [["1"], ["2.000"]],
        ),
        ({"type": "object", "properties": {"a": {"type": "string"}}}, {}, {"a": ""}),
    ],
)
def test_plain_places_are_printed_by_their_type(schema, value, expected):
    assert printed(schema, value) == expected


CHOICE = {
    "oneOf": [
        {"type": "string"},
        {"type": "boolean"},
        {"type": ["integer", "number"]},
        {"type": "array", "items": {"type": "string"}},
        {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}},
        {
            "type": "object",
            "required": ["b"],
            "properties": {"b": {"type": "integer"}, "c": {"type": "string"}},
        },
    ]
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", "x"),
        (True, True),
        (1000, "1.000"),
        (["x"], ["x"]),
        ({"a": "x"}, {"a": "x"}),
        ({"b": 1000}, {"b": "1.000", "c": ""}),
    ],
)
def test_a_choice_is_printed_by_the_branch_that_was_meant(value, expected):
    assert printed(CHOICE, value) == expected


def test_null_fits_the_branch_of_nothing():
    assert fits({"type": "null"}, None)
    assert not fits({"type": "null"}, 0)


def test_labels_of_citations_are_printed_as_mentions():
    schema = {"type": "array", "items": {"type": "string", "x-label-of": "citation"}}
    full, short = printed(schema, ["qd_1", "qd_1"], citation())
    assert full.startswith("Quyết định số 5/QĐ-UBND ngày 05/3/2025")
    assert short == "Quyết định số 5/QĐ-UBND"
    schema = {"type": "array", "items": {"type": "string", "x-format": "cite_full"}}
    assert printed(schema, ["qd_1", "qd_1"], citation()) == [full, full]


@pytest.mark.parametrize(
    ("schema", "value", "code"),
    [
        ({"$ref": "common.yaml#/$defs/points"}, 1_000_000, "number_too_large"),
        ({"$ref": "common.yaml#/$defs/points"}, 10**26, "number_too_large"),
        ({"type": "number", "x-format": "integer"}, Decimal("1.5"), "integer_required"),
        ({"type": "string", "x-format": "cite_full"}, "qd_9", "label_unknown"),
    ],
)
def test_what_cannot_be_printed_is_refused_and_found_again_by_the_walk(schema, value, code):
    whole, converter = compiled(field=schema)
    with pytest.raises(Refused) as caught:
        converter.convert({"field": value}, run())
    assert caught.value.code == code
    assert [
        (one.path, one.code) for one in ValueFaults(whole, run(), prefix="content").found({"field": value})
    ] == [("content.field", code)]


def test_the_walk_goes_into_the_branch_that_was_meant():
    schema = {
        "oneOf": [
            {"$ref": "common.yaml#/$defs/date"},
            {"type": "array", "items": {"$ref": "common.yaml#/$defs/date"}},
        ]
    }
    whole, _ = compiled(field=schema)
    faults = ValueFaults(whole, run(), prefix="content")
    assert [one.path for one in faults.found({"field": ["1/1/2025", "30/2/2025"]})] == ["content.field[1]"]


def test_what_the_shape_has_refused_is_not_tried_again():
    whole, _ = compiled(field={"$ref": "common.yaml#/$defs/deadline"})
    faults = ValueFaults(whole, run(), prefix="content", refused=["content.field.by"])
    assert faults.found({"field": {"by": 5, "on": "30/02/2025"}})[0].path == "content.field.on"
    faults = ValueFaults(whole, run(), prefix="content", refused=["content.field.by"])
    assert faults.found({"field": {"by": 5}}) == []


def test_a_schema_without_labels_and_defaults_is_not_walked_for_them():
    _, converter = compiled(field={"type": "string"})
    assert converter.collect is None
    assert converter.fill is None
    assert converter.labels({"field": "x"}) == ({}, False)
    content = {"field": "x"}
    assert converter.filled(content) is content


def test_defaults_inside_lists_and_objects_are_filled_in_without_touching_the_input():
    item = {
        "type": "object",
        "properties": {"a": {"type": "string", "default": "x"}, "b": {"type": "string"}},
    }
    _, converter = compiled(items={"type": "array", "items": item}, one=item)
    content = {"items": [{"b": "y"}, {"a": "z"}]}
    assert converter.filled(content) == {"items": [{"b": "y", "a": "x"}, {"a": "z"}]}
    assert content == {"items": [{"b": "y"}, {"a": "z"}]}


def test_a_mention_may_name_a_part_of_what_it_cites():
    field = {"type": "string", "x-text": "inline"}
    text = "theo [[qd_1|khoản 1 Điều 5]]; [[qd_1|điểm b khoản 2 Điều 6]]"
    full = "Quyết định số 5/QĐ-UBND ngày 05/3/2025 của UBND tỉnh về công tác dân vận"
    expected = f"theo khoản 1 Điều 5 {full}; điểm b khoản 2 Điều 6 Quyết định số 5/QĐ-UBND"
    assert printed(field, text, citation()) == expected


def test_a_part_of_the_document_itself_is_named_by_its_own_label():
    with pytest.raises(Refused) as caught:
        printed({"type": "string", "x-text": "inline"}, "[[muc:a|khoản 1]]")
    assert caught.value.code == "pinpoint_of_own"

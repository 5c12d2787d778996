import pytest

from service.doctypes.preparing import prepare
from service.doctypes.schemas import bundled
from service.doctypes.shared import shared_facts
from service.doctypes.skeleton import blank, blank_value
from service.errors import InvalidInput


def test_a_blank_envelope_has_every_required_field(catalogue):
    assert blank(catalogue.get("plan"), office="ubnd-thu") == {
        "type": "plan",
        "office": "ubnd-thu",
        "subject": "",
        "content": {"goals": ""},
    }
    assert blank(catalogue.get("report"))["sources"] == {"plan": {"type": "plan"}}


def test_only_texts_are_missing_from_a_blank_envelope(plan, office):
    with pytest.raises(InvalidInput) as caught:
        prepare(plan, blank(plan, office="ubnd-thu"), office=office)
    assert {(error.path, error.code) for error in caught.value.errors} == {
        ("subject", "too_short"),
        ("content.goals", "too_short"),
    }


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "string", "default": "x"}, "x"),
        ({"const": 5}, 5),
        ({"type": "string", "enum": ["a", "b"]}, "a"),
        ({"type": ["number", "string"]}, ""),
        ({"type": "integer", "minimum": 3}, 3),
        ({"type": "number"}, 0),
        ({"type": "boolean"}, False),
        ({"type": "null"}, None),
        ({"type": "array", "items": {"type": "string"}}, []),
        ({"type": "array", "minItems": 1, "items": {"$ref": "common.yaml#/$defs/task"}}, [{"content": ""}]),
        ({"$ref": "common.yaml#/$defs/agency"}, ""),
    ],
)
def test_each_kind_of_place_has_its_blank(schema, value):
    whole = bundled(schema, shared_facts().common)
    assert blank_value(whole, whole) == value

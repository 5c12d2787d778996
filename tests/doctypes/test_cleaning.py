import unicodedata
from decimal import Decimal

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.doctypes.cleaning import STABLE_RANGES, cleaned, free_objects, guarded
from service.domain.text import forbidden_character


def codes(value):
    return [(error.path, error.code) for error in cleaned(value, "content").errors]


def test_texts_come_out_in_nfc_and_otherwise_as_they_went_in():
    decomposed = unicodedata.normalize("NFD", "Ủy ban  nhân dân “xã”")
    assert cleaned({"a": [decomposed]}, "content").value == {"a": ["Ủy ban  nhân dân “xã”"]}
    assert cleaned({unicodedata.normalize("NFD", "tên"): 1}, "").value == {"tên": 1}


def test_line_ends_of_windows_and_of_forms_become_one():
    assert cleaned("một\r\nhai\rba", "content").value == "một\nhai\nba"


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x7f", "\x85", "\ud800", "\uffff"])
def test_a_character_that_no_document_holds_is_named_with_path_and_place(sign):
    (error,) = cleaned({"a": ["x", f"ab{sign}c"]}, "content").errors
    assert (error.path, error.code) == ("content.a[1]", "character_forbidden")
    assert f"U+{ord(sign):04X}" in error.message
    assert "vị trí 3" in error.message


def test_a_text_of_a_megabyte_is_refused():
    assert codes({"a": "x" * 1_000_000}) == [("content.a", "too_long")]
    assert codes({"a": "x" * 200_000}) == []


@pytest.mark.parametrize(
    "number", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), Decimal("1e99")]
)
def test_numbers_that_are_none_are_refused(number):
    assert codes({"a": number}) == [("content.a", "number_not_finite")]


def test_floats_become_exact():
    assert cleaned({"a": 90.1}, "content").value == {"a": Decimal("90.1")}


def test_values_that_json_does_not_know_are_refused():
    assert codes({"a": {1, 2}, 5: "x"}) == [("content.a", "wrong_type"), ("content", "unknown_field")]
    assert codes({"a\x00": 1}) == [("content", "unknown_field")]


def test_endless_nesting_is_refused():
    nested = "x"
    for _ in range(100):
        nested = [nested]
    assert [code for _, code in codes(nested)] == ["too_deep"]


def test_all_faults_are_reported_at_once():
    assert len(codes({"a": "\x00", "b": {"c": ["\x01", float("nan")]}})) == 3


def test_the_stable_letters_are_stable_and_allowed():
    letters = [chr(code) for first, last in STABLE_RANGES for code in range(ord(first), ord(last) + 1)]
    assert "Ưế“–…đ".strip("Ưế“–…đ" + "".join(letters)) == ""
    for letter in letters:
        assert forbidden_character(letter) is None
        assert unicodedata.combining(letter) == 0
        assert unicodedata.is_normalized("NFC", letter)
        # No letter joins with one before it: neither a base of the alphabet nor a jamo.
        assert all(
            unicodedata.normalize("NFC", base + letter) == base + letter for base in "aeiouydAEIOUYD\u1100"
        )


GUARDED = jsonschema_rs.Draft202012Validator(guarded({"type": "string", "minLength": 1}))


@settings(deadline=None, max_examples=300)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_what_the_guard_lets_through_needs_no_cleaning(text):
    if GUARDED.is_valid(text):
        assert text.strip()
        assert cleaned(text, "content") == type(cleaned("", ""))(text, [])


def test_an_object_without_properties_is_found():
    schema = {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "object"}}}}
    assert free_objects(schema, schema) == ["schema.properties.a.items"]

import jsonschema_rs
import pytest

from service.doctypes.faults import FaultWriter, path_text


def written(schema, value):
    errors = jsonschema_rs.Draft202012Validator(schema).iter_errors(value)
    return [(fault.path, fault.code, fault.message) for fault in FaultWriter(schema).faults(errors)]


def test_a_value_that_fits_two_ways_is_ambiguous():
    schema = {"properties": {"a": {"title": "A", "oneOf": [{"type": "number"}, {"minimum": 0}]}}}
    ((path, code, message),) = written(schema, {"a": 5})
    assert (path, code) == ("a", "ambiguous")
    assert "một cách" in message


def test_a_short_text_is_told_how_long_it_must_be():
    assert "ít nhất 3 ký tự" in written({"type": "string", "minLength": 3}, "ab")[0][2]


@pytest.mark.parametrize(
    ("value", "word"), [(None, "để trống"), (1.5, "đang là số"), (True, "true hoặc false"), ([], "danh sách")]
)
def test_what_was_found_is_named(value, word):
    schema = {"oneOf": [{"title": "Chữ", "type": "string"}, {"title": "Bảng", "type": "object"}]}
    assert word in written(schema, value)[0][2]


def test_an_error_that_has_no_words_of_its_own_still_has_a_path():
    ((path, code, _),) = written({"properties": {"a": {"not": {}}}}, {"a": 1})
    assert (path, code) == ("a", "wrong_value")


def test_paths_are_written_from_their_steps():
    assert path_text(["a", 0, "b"], "content") == "content.a[0].b"
    assert path_text([], "content") == "content"
    assert path_text(["a"]) == "a"

import json
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from service.doctypes.reading import ReadingLimits, read_input
from service.errors import UnreadableInput


def refusal(content, name="", **limits):
    with pytest.raises(UnreadableInput) as caught:
        read_input(content, name, limits=ReadingLimits(**limits)) if limits else read_input(content, name)
    return caught.value.message


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("null", None),
        ("", None),
        ("~", "~"),
        ("2025-02-05", "2025-02-05"),
        ("12:30", "12:30"),
        ("05", "05"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("+5", "+5"),
        ("5", 5),
        ("-3", -3),
        ("90.50", Decimal("90.50")),
        ("1e3", Decimal("1E+3")),
        (".5", ".5"),
        ("90,50", "90,50"),
        ("01/11/2025", "01/11/2025"),
        ("'5'", "5"),
        ('"true"', "true"),
    ],
)
def test_yaml_has_the_scalars_of_json_only(word, value):
    found = read_input(f"a: {word}")["a"]
    assert found == value
    assert type(found) is type(value)
    assert str(found) == str(value)


def test_json_and_yaml_of_one_content_read_alike():
    content = {
        "type": "ke_hoach",
        "content": {"tasks": [{"title": "Việc “A” & <b>", "points": 90.5, "ok": True}]},
    }
    text = json.dumps(content, ensure_ascii=False)
    expected = {
        "type": "ke_hoach",
        "content": {"tasks": [{"title": "Việc “A” & <b>", "points": Decimal("90.5"), "ok": True}]},
    }
    assert read_input(text) == read_input(text, "a.json") == read_input(text, "a.yaml") == expected


@pytest.mark.parametrize("name", ["", "a.json", "a.yaml"])
def test_a_duplicate_key_is_refused_with_its_line(name):
    message = refusal('{"a": {"b": 1},\n "c": {"b": 1,\n  "b": 2}}', name)
    assert "dòng 3" in message
    assert "“b”" in message
    assert "hai lần" in message


def test_keys_that_json_escapes_are_still_the_same_key():
    assert "“b”" in refusal('{"b": 1, "\\u0062": 2}', "a.json")


@pytest.mark.parametrize(
    "text",
    ["a: &x 1", "a: &x 1\nb: *x", "a: !!python/object:os.system x", "a: !thing x", "a: !!str 5", "&x a: 1"],
)
def test_anchors_aliases_and_tags_are_refused(text):
    assert "dòng" in refusal(text)


def test_a_billion_laughs_end_at_the_first_anchor():
    lines = ['a0: &a0 "ha"'] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    assert "dòng 1" in refusal("\n".join(lines))


@pytest.mark.parametrize(
    "text", ['{"a": NaN}', '{"a": Infinity}', '{"a": -Infinity}', "a: .nan", "a: .NaN", "a: -.inf"]
)
def test_what_is_not_a_number_is_refused(text):
    assert "không phải là số" in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1e9999999999999999999999}',
        "a: 1e9999999999999999999999",
        "a: -0.5E-9999999999999999999999",
        '{"a": 1e999999999}',
        "a: 1e999999999",
        '{"a": ' + "9" * 5000 + "}",
        "a: " + "9" * 5000,
    ],
)
def test_numbers_without_end_are_refused(text):
    assert "Nếu đây là chữ" in refusal(text)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
@pytest.mark.parametrize("name", ["", "a.json", "a.yaml"])
def test_endless_nesting_is_refused(opening, name):
    closing = "]" if opening == "[" else "}"
    text = '{"a":' + opening * 3000 + "1" + closing * 3000 + "}"
    assert "lồng nhau" in refusal(text, name)


def test_brackets_inside_texts_are_no_nesting():
    assert read_input('{"a": "' + "[{" * 100 + '"}') == {"a": "[{" * 100}


def test_a_mark_of_utf8_at_the_start_is_no_matter():
    assert read_input(b"\xef\xbb\xbfa: 1") == read_input("\ufeffa: 1") == {"a": 1}


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258", "latin-1"])
def test_another_encoding_is_refused_with_advice(encoding):
    text = "a: Việt" if encoding == "utf-16" else "a: Ti\xeau"
    message = refusal(text.encode(encoding), "ke_hoach.yaml")
    assert message.startswith("ke_hoach.yaml, dòng 1")
    assert "UTF-8" in message


def test_an_input_that_is_too_large_is_refused():
    assert "MB" in refusal(b"a: " + b"x" * 2_000_000, max_bytes=1_000_000)


@pytest.mark.parametrize("text", ["", "# chỉ có chú thích", "- 1\n- 2", "5", "[1]", '"a"'])
def test_what_is_no_mapping_is_refused(text):
    assert "bảng" in refusal(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a:\n\tb: 1", "phím Tab"),
        ("a:\n  - b\n c: 1", "thụt dòng"),
        ("a: b: c", "nháy kép"),
        ("a: **đậm**", "nháy đơn"),
        ('a: "không đóng', "dòng"),
        ("a: 1\n---\nb: 2", "nhiều văn bản"),
        ("? [a]\n: 1", "tên trường"),
        ("a\nb", "bảng"),
        ("a:\n  b\nc\nd: 1", "thiếu dấu hai chấm"),
    ],
)
def test_faults_of_yaml_say_the_line_and_what_to_do(text, advice):
    assert advice in refusal(text, "a.yaml")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ('{"a": 1,}', "dòng 1"),
        ('{"a" 1}', "hai chấm"),
        ('{"a": 1 "b": 2}', "dấu phẩy"),
        ('{"a": "x', "nháy kép"),
        ('{"a": }', "thiếu giá trị"),
        ('{"a": 1} x', "thừa chữ"),
    ],
)
def test_faults_of_json_say_the_line_and_what_to_do(text, advice):
    assert advice in refusal(text, "a.json")


def test_a_mapping_of_yaml_in_braces_is_read_too():
    assert read_input("{a: 1, b: [x, y]}") == {"a": 1, "b": ["x", "y"]}


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x0b", "\x1f", "\x7f", "\x80", "\x9f", "\ufffe", "\uffff"])
def test_control_characters_pass_for_the_validation_to_name_their_path(sign):
    assert read_input(f"a: x{sign}y") == {"a": f"x{sign}y"}
    assert read_input(f'{{"a": "x{sign}y"}}', "a.json") == {"a": f"x{sign}y"}


def test_a_text_with_lone_surrogates_cannot_be_read_as_yaml():
    assert "UTF-8" in refusal("a: \ud800")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=8), json_values, max_size=4))
def test_any_content_comes_out_of_json_as_it_went_in(content):
    assert read_input(json.dumps(content), "a.json") == content


plain_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(deadline=None)
@given(st.dictionaries(plain_text, plain_text | st.lists(plain_text, max_size=3), max_size=4))
def test_any_text_comes_out_of_quoted_yaml_as_it_went_in(content):
    dumped = yaml.safe_dump(content, default_style='"').replace("!!null ", "")
    assert read_input(dumped, "a.yaml") == content


@settings(deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200), st.sampled_from(["", "a.json", "a.yaml"]))
def test_any_rubbish_is_read_or_refused_in_words(content, name):
    try:
        found = read_input(content, name)
    except UnreadableInput as error:
        found = error.message
    assert found or found == {}

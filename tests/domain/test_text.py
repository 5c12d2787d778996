import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from vietnam_provinces import Ward

from service.domain import text as texts
from service.domain.dates import date_line
from service.domain.refusal import Refused
from service.domain.text import (
    file_name,
    fold,
    forbidden_character,
    has_forbidden_character,
    is_blank,
    lower_first,
    nfc,
    normalise_newlines,
    quoted,
    romanise,
    upper_first,
)

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "text.yaml").read_text(encoding="utf-8"))
ANY_TEXT = st.text(st.characters(), max_size=40)
SOUND_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
VIETNAMESE = st.text(alphabet="aàảãáạăằâấbdđeêghiklmnoôơpqrstuưvxyĂÂĐÊÔƠƯẾỘỰ '’(", max_size=20)
TRICKY_TEXT = st.text(
    alphabet="aĐ\t\n\r\0\x1f\x7f\x80\x9f\xa0\xad\ud800\udfff\ue000\ufffd\ufffe\uffff😀", max_size=8
)


def rows(section):
    return pytest.mark.parametrize("row", CASES[section], ids=lambda row: row["why"])


@rows("romanise")
def test_a_text_is_romanised(row):
    assert romanise(row["input"]) == row["expected"]


@rows("fold")
def test_a_text_is_folded_for_searching(row):
    assert fold(row["input"]) == row["expected"]


@rows("file_name")
def test_a_file_is_named_in_ascii_or_refused(row):
    try:
        found = file_name(*row["input"], extension=row.get("extension", ""))
    except Refused as refusal:
        found = refusal.code
    assert found == row.get("refused", row.get("expected"))


@rows("lower_first")
def test_the_first_letter_is_made_small(row):
    assert lower_first(row["input"]) == row["expected"]


@rows("upper_first")
def test_the_first_letter_is_made_capital(row):
    assert upper_first(row["input"]) == row["expected"]


@rows("forbidden")
def test_the_first_forbidden_character_is_found(row):
    assert forbidden_character(row["input"]) == row["expected"]
    assert has_forbidden_character(row["input"]) is (row["expected"] is not None)


@pytest.mark.parametrize("code", [0xD800, 0xDBFF, 0xDC00, 0xDFFF])
def test_a_lone_surrogate_is_forbidden(code):
    assert forbidden_character(f"ă{chr(code)}") == 1
    assert has_forbidden_character(f"ă{chr(code)}")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ba To\u031b", "Ba Tơ"),
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
        ("hòa hoà thuý thúy", "hòa hoà thuý thúy"),
    ],
)
def test_composition_changes_the_form_and_not_the_spelling(typed, expected):
    assert nfc(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\r\r\nb", "a\n\nb"), ("a\n\rb", "a\n\nb"), ("a\nb", "a\nb")],
)
def test_line_ends_become_one_sign(typed, expected):
    assert normalise_newlines(typed) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("abc", "“abc”"),
        ("a\n b", "“a b”"),
        ("a\x1bb", "“a\ufffdb”"),
        ("x" * 41, "“" + "x" * 40 + "…”"),
        ("", "“”"),
    ],
)
def test_a_message_quotes_a_value_short_and_safe(value, expected):
    assert quoted(value) == expected


@pytest.mark.parametrize("length", [7, 12])
def test_a_name_without_room_is_a_fault_of_the_program(length):
    with pytest.raises(ValueError, match="no room"):
        file_name("KH", max_length=length, extension="xlsx.z" if length == 12 else "")


@pytest.mark.parametrize("code", [0x09, 0x20, 0xA0, 0x200B, 0x2060, 0x3000, 0xFEFF, 0xAD, 0x2800])
def test_signs_that_print_nothing_are_blank(code):
    assert is_blank(chr(code) * 2)
    assert not is_blank(f"{chr(code)}a")


def test_what_python_calls_space_is_blank():
    spaces = [chr(code) for code in range(0x110000) if chr(code).isspace()]
    assert all(is_blank(sign) for sign in spaces if forbidden_character(sign) is None)


def test_everything_about_text_has_one_address():
    assert all(hasattr(texts, name) for name in texts.__all__)
    assert {"spans", "plain", "escape_marks", "vietnamese_sort_key"} <= set(texts.__all__)


def test_every_commune_of_today_can_be_found_filed_and_dated():
    names = [nfc(ward.name) for ward in Ward.iter_all()]
    assert len(names) == 3321
    for name in names:
        assert fold(name) == fold(name.replace("'", "’")) == fold(romanise(name))
        assert re.fullmatch("[A-Za-z0-9-]+", file_name(name))
        assert date_line(name, None, year=2026) == f"{name}, ngày      tháng      năm 2026"


@given(ANY_TEXT | TRICKY_TEXT)
def test_the_fast_search_for_forbidden_characters_agrees_with_the_exact_one(text):
    found = [
        index
        for index, sign in enumerate(text)
        if (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\t\n\r") or sign in "\ufffe\uffff"
    ]
    assert forbidden_character(text) == (found[0] if found else None)
    assert has_forbidden_character(text) is bool(found)


@given(ANY_TEXT)
def test_romanising_twice_changes_nothing_more(text):
    assert romanise(text).isascii()
    assert romanise(romanise(text)) == romanise(text)


@given(SOUND_TEXT)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_case_composition_and_apostrophes_do_not_matter_to_a_search(text):
    variants = [text.upper(), text.lower(), unicodedata.normalize("NFD", text), text.replace("'", "’")]
    assert {fold(variant) for variant in variants} == {fold(text)}


@given(st.lists(SOUND_TEXT, max_size=4), st.integers(13, 60), st.sampled_from(["", "docx"]))
def test_a_file_name_is_short_and_plain(parts, max_length, extension):
    try:
        name = file_name(*parts, max_length=max_length, extension=extension)
    except Refused as refusal:
        assert not re.search("[A-Za-z0-9]", romanise("".join(parts)))
        assert refusal.code == "file_name_empty"  # noqa: PT017
        return
    assert len(name) <= max_length
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*" + (r"\.docx" if extension else ""), name)


@given(VIETNAMESE)
def test_at_most_one_letter_changes_its_case(text):
    for changed in (upper_first(text), lower_first(text)):
        assert changed.casefold() == text.casefold()
        assert sum(old != new for old, new in zip(text, changed, strict=True)) <= 1

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service.domain.document_code import (
    DocumentCode,
    DocumentKind,
    format_code,
    kind_of,
    number_text,
    parse_code,
    symbol,
)
from service.domain.refusal import Refused

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load((ROOT / "tests" / "cases" / "document_code.yaml").read_text(encoding="utf-8"))
TABLE = yaml.safe_load((ROOT / "data" / "document_kinds.yaml").read_text(encoding="utf-8"))
KINDS = [DocumentKind(**record) for record in TABLE["kinds"]]
NAMED = [kind for kind in KINDS if kind.abbreviation]
GROUPS = st.from_regex(r"[A-ZĐ][A-Za-zĐđ]{0,5}[0-9]{0,3}", fullmatch=True)
STATE_CODES = st.builds(
    DocumentCode,
    st.none() | st.integers(1, 9_999_999),
    st.lists(GROUPS, min_size=1, max_size=3).map("-".join),
    year=st.none() | st.integers(1945, 2100),
)
PARTY_CODES = st.builds(
    DocumentCode,
    st.none() | st.integers(1, 9_999_999),
    st.tuples(GROUPS, GROUPS).map("/".join),
    separator=st.just("-"),
)


def outcome(function, *values):
    try:
        return function(*values)
    except Refused as refusal:
        return refusal.code


def by_reason(row):
    return f"{row['input']} {row['why']}"


@pytest.mark.parametrize("row", CASES["parse"], ids=by_reason)
def test_a_written_code_is_read_or_refused(row):
    found = outcome(parse_code, row["input"])
    if "refused" in row:
        assert found == row["refused"]
    else:
        assert [found.number, found.year, found.symbol] == row["expected"]


@pytest.mark.parametrize("row", [row for row in CASES["parse"] if "refused" not in row], ids=by_reason)
def test_a_code_is_printed_in_its_official_form(row):
    assert format_code(parse_code(row["input"])) == row.get("printed", row["input"])


@pytest.mark.parametrize("row", CASES["kind"], ids=by_reason)
def test_a_code_names_its_kind(row):
    kind = kind_of(parse_code(row["input"]), KINDS)
    assert (kind and kind.slug) == row["expected"]


def test_no_kind_is_found_where_none_is_listed():
    assert kind_of(parse_code("05/KH-UBND"), []) is None


def test_the_law_knows_29_kinds_two_of_them_without_abbreviation():
    assert len({kind.slug for kind in KINDS}) == 29
    assert [kind.slug for kind in KINDS if kind.abbreviation is None] == ["cong_van", "thu_cong"]
    assert len({kind.abbreviation.casefold() for kind in NAMED}) == 27
    assert TABLE["source"]
    assert TABLE["checked_on"]


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.slug)
def test_every_kind_keeps_the_case_of_its_abbreviation(kind):
    printed = format_code(DocumentCode(5, symbol(kind, "UBND")))
    assert printed == f"05/{kind.abbreviation}-UBND"
    assert kind_of(parse_code(printed), KINDS) == kind


def test_a_symbol_without_a_drafting_unit_is_the_issuer_alone():
    assert symbol(DocumentKind("cong_van", None, "Công văn"), "UBND") == "UBND"


@pytest.mark.parametrize("number", [0, -1])
def test_documents_are_numbered_from_one(number):
    with pytest.raises(ValueError, match="numbered from 1"):
        number_text(number)


def test_a_blank_number_leaves_room_for_the_pen():
    assert format_code(parse_code("/KH-UBND"), blank=" " * 6) == "      /KH-UBND"


def test_a_code_shows_itself_as_printed():
    assert str(DocumentCode(5, "KH-UBND")) == "05/KH-UBND"


def test_only_the_form_of_the_party_is_the_partys():
    codes = ["114-KL/TW", "135-HĐBT", "05/KH-UBND", "72/2025/QH15"]
    assert [parse_code(code).is_party for code in codes] == [True, False, False, False]


def test_a_huge_value_is_refused_and_quoted_short():
    with pytest.raises(Refused) as refusal:
        parse_code("05/" + "K" * 1_000_000)
    assert len(refusal.value.message) < 200


@given(STATE_CODES | PARTY_CODES)
def test_every_printed_code_is_read_back(code):
    assert parse_code(format_code(code)) == code


@given(st.text(alphabet="0123456789/-.KHUBNDđa Số:", max_size=20))
def test_what_is_read_once_is_read_the_same_in_its_official_form(text):
    found = outcome(parse_code, text)
    if isinstance(found, DocumentCode):
        assert parse_code(format_code(found)) == found
    else:
        assert found.startswith("code_")

from datetime import date
from pathlib import Path

import pytest
import yaml

from service.domain.recipients import (
    Filing,
    Recipient,
    addressee_lines,
    drafter_mark,
    is_same_body,
    named_recipients,
    obsolete_recipients,
    paper_copies,
    recipient_from,
    recipient_lines,
    split_filing,
)
from service.domain.refusal import Refused

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "recipients.yaml").read_text(encoding="utf-8"))


def outcome(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Refused as refusal:
        return refusal.code


def wanted(row):
    return row.get("refused", row.get("expected"))


@pytest.mark.parametrize("row", CASES["lines"], ids=lambda row: row["why"])
def test_recipients_end_in_semicolons_and_the_filing_line_in_a_stop(row):
    recipients = [recipient_from(raw) for raw in row["input"]["recipients"]]
    found = outcome(
        recipient_lines, recipients, as_above=row["input"]["as_above"], filing_line=row["input"]["filing"]
    )
    assert found == wanted(row)


@pytest.mark.parametrize("row", CASES["addressees"], ids=lambda row: row["why"])
def test_one_addressee_stands_on_the_line_and_several_below(row):
    found = addressee_lines(row["input"]["names"], via=row["input"]["via"])
    assert {"inline": found.inline, "lines": list(found.lines)} == row["expected"]


@pytest.mark.parametrize("row", CASES["drafter_marks"], ids=lambda row: row["why"])
def test_a_drafter_mark_is_brought_to_its_form(row):
    assert outcome(drafter_mark, row["input"]) == wanted(row)


@pytest.mark.parametrize("row", CASES["obsolete"], ids=lambda row: row["why"])
def test_bodies_of_the_district_tier_are_asked_about_since_july_2025(row):
    found = obsolete_recipients([Recipient(row["input"]["name"])], date.fromisoformat(row["input"]["day"]))
    assert bool(found) is row["expected"]


def test_the_question_names_the_line_and_the_value_it_is_about():
    (question,) = obsolete_recipients([Recipient("Sở Nội vụ"), Recipient("UBND huyện")], date(2026, 1, 5))
    assert (question.path, question.subject) == ("recipients[1].name", "UBND huyện")


def test_copies_count_members_and_electronic_lines_need_none():
    recipients = [
        Recipient("UBND các xã", members=19, channel="giay"),
        Recipient("Sở Nội vụ", channel="ca_hai", copies=2),
        Recipient("Báo Quảng Ngãi", channel="giay", copies=0),
        Recipient("UBND tỉnh"),
    ]
    assert paper_copies(recipients, filing=2) == 19 + 2 + 0 + 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Lưu: VT, NV(ltnam).", Filing("VT, NV", "ltnam")),
        ("VT, NV", Filing("VT, NV")),
        ("VT, NV (02)", Filing("VT, NV (02)")),
        ("LƯU: VT; NV", Filing("VT, NV")),
    ],
)
def test_a_filing_line_is_read_with_the_drafter_apart(text, expected):
    assert split_filing(text) == expected


def test_the_number_of_copies_is_added_to_the_drafter_mark():
    assert drafter_mark("LTN", copies=45) == "LTN.(45)"
    assert drafter_mark("LTN.(7)", copies=45) == "LTN.(7)"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Quảng Ngãi", True),
        ("Ủy ban nhân dân tỉnh", "- UBND tỉnh;", True),
        ("*Sở Nội vụ*", "Sở Nội vụ tỉnh Quảng Ngãi", True),
        ("Sở Nội vụ", "Sở Nông nghiệp và Môi trường", False),
        ("UBND tỉnh", "Chủ tịch UBND tỉnh", False),
        ("Các phòng", "Các phòng, trung tâm thuộc xã", False),
        ("", "UBND tỉnh", False),
    ],
)
def test_a_body_is_known_by_its_short_and_its_full_name(one, other, same):
    assert is_same_body(one, other) is is_same_body(other, one) is same


def test_who_is_addressed_is_not_listed_again_where_as_above_says_it():
    listed = [Recipient("UBND tỉnh", "b/cáo"), Recipient("Sở Nội vụ")]
    addressed = {"addressees": ["Ủy ban nhân dân tỉnh Quảng Ngãi"], "filing_line": "VT"}
    above = recipient_lines(listed, as_above=True, **addressed)
    assert above == ["- Như trên;", "- Sở Nội vụ;", "- Lưu: VT."]
    assert recipient_lines(listed, as_above=False, **addressed)[0] == "- UBND tỉnh (b/cáo);"


def test_the_body_that_a_document_is_about_stands_first_and_once():
    listed = [Recipient("UBND tỉnh"), Recipient("Phòng Kinh tế", "t/hiện")]
    asked = {"as_above": False, "filing_line": "VT", "first": ["Phòng Kinh tế"]}
    assert recipient_lines(listed, **asked) == ["- Phòng Kinh tế (t/hiện);", "- UBND tỉnh;", "- Lưu: VT."]
    assert recipient_lines(listed[:1], **asked)[0] == "- Phòng Kinh tế;"


@pytest.mark.parametrize(("typed", "printed"), [("*LTN(45)*", "*LTN.(45)*"), ("**LTN.**", "**LTN.**")])
def test_the_mark_of_the_drafter_keeps_its_emphasis(typed, printed):
    assert drafter_mark(typed) == printed


def shown(recipients):
    return [(one.name, one.members, one.copies) for one in recipients]


def test_who_receives_is_named_where_nothing_stands_above():
    listed = [
        Recipient("Sở Nội vụ", copies=1),
        Recipient("- **Như trên**;", "b/cáo"),
        Recipient("Phòng Kinh tế"),
    ]
    assert shown(named_recipients(listed)) == [("Sở Nội vụ", 1, 1), ("Phòng Kinh tế", 1, None)]
    found = named_recipients(
        listed, addressees=["UBND tỉnh.", " ", "- UBND tỉnh"], first=["**Phòng Kinh tế**"]
    )
    assert [one.name for one in found] == ["UBND tỉnh", "Phòng Kinh tế", "Sở Nội vụ"]
    found = named_recipients([], addressees=["Phòng Kinh tế"], first=["Phòng Kinh tế"])
    assert shown(found) == [("Phòng Kinh tế", 1, None)]


@pytest.mark.parametrize(
    ("typed", "addressees", "copies"),
    [
        ([Recipient("Như trên", copies=2)], ["UBND tỉnh"], 2),
        ([Recipient("Như trên", channel="giay")], ["Bộ Nội vụ", "Bộ Tài chính"], 2),
        ([Recipient("Như trên", members=2, copies=1)], ["Bộ Nội vụ", "Bộ Tài chính"], 2),
        ([Recipient("Như trên", members=20, copies=1)], ["Bộ Nội vụ", "Các xã"], 20),
        ([Recipient("UBND các xã", members=19, copies=1)], ["Ủy ban nhân dân các xã"], 19),
        ([Recipient("UBND tỉnh", "b/cáo", copies=1), Recipient("UBND tỉnh", copies=2)], ["UBND tỉnh"], 3),
        ([Recipient("UBND tỉnh", copies=0), Recipient("Sở Nội vụ", copies=4)], ["UBND tỉnh"], 4),
    ],
)
def test_naming_who_is_addressed_makes_no_copies_and_loses_none(typed, addressees, copies):
    found = named_recipients(typed, addressees=addressees)
    assert [one.name for one in found][: len(addressees)] == addressees
    assert paper_copies(found, filing=0) == copies

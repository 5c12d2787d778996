"""The stamp of urgency and the word that links a score: what a leader changes of them in Word is taken."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from service.issuing.draft_versions import version_envelope
from service.issuing.importing import import_file
from service.issuing.returned_word import compare, take
from service.register import documents
from tests.intake.foreign_files import TYPED_PLAN, foreign_file
from tests.issuing import word_edits as word
from tests.issuing.conftest import Office
from tests.issuing.read_back import NOW
from tests.issuing.returned_files import content_of, edited, file_of, plan, printed_texts
from tests.issuing.test_importing_generated import SHIPPED


def stamped(text: str) -> Callable[[Any], None]:
    """Type a stamp below the number, as one does who has no place for it."""

    def change(root: Any) -> None:
        number = word.find(root, "Số:")
        new = copy.deepcopy(number)
        word.set_text(new, text)
        number.addnext(new)

    return change


def emptied(root: Any) -> None:
    word.set_text(word.find(root, "KHẨN"), "")


def urgency_of(office: Office, document_id: str) -> str:
    with office.work().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        return str(version_envelope(turn, document_id, row.version).get("urgency", ""))


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("KHẨN", word.change_words("KHẨN", "HỎA TỐC"), "HỎA TỐC"),
        ("KHẨN", word.change_words("KHẨN", "HOẢ TỐC"), "HỎA TỐC"),
        ("KHẨN", word.remove("KHẨN"), ""),
        ("KHẨN", emptied, ""),
        ("", stamped("HỎA TỐC"), "HỎA TỐC"),
        ("", stamped("(Khẩn)"), "KHẨN"),
    ],
)
def test_a_stamp_that_was_changed_added_or_taken_away_is_taken(
    office: Office, before: str, change: Callable[[Any], None], after: str
) -> None:
    envelope = {name: value for name, value in plan(office).items() if name != "urgency"}
    draft = office.draft({**envelope, **({"urgency": before} if before else {})}).id
    taken = take(office.work(), draft, edited(office, draft, change))
    assert (taken.taken, taken.unplaced) == (1, ())
    assert urgency_of(office, draft) == after
    assert [one for one in printed_texts(file_of(office, draft)) if one in {"KHẨN", "HỎA TỐC"}] == [
        *([after] if after else [])
    ]


def test_a_stamp_of_an_old_file_is_taken_whichever_vowel_bears_its_tone() -> None:
    old = word.edited(foreign_file("KẾ HOẠCH", TYPED_PLAN), stamped("Hoả tốc"))
    found = import_file(SHIPPED, "ke_hoach", old, now=NOW)
    assert found.envelope["urgency"] == "HỎA TỐC"
    assert "Hoả tốc" in [one.text for one in found.placed if one.path == "urgency"]


def test_a_stamp_stays_where_the_file_was_not_changed(office: Office) -> None:
    draft = office.draft({**plan(office), "urgency": "KHẨN"}).id
    assert compare(office.work(), draft, edited(office, draft)).changes == ()


def test_a_stamp_that_the_service_has_not_is_told(office: Office) -> None:
    draft = office.draft({**plan(office), "urgency": "KHẨN"}).id
    found = compare(office.work(), draft, edited(office, draft, word.change_words("KHẨN", "HỎA TỐC HẸN GIỜ")))
    assert "HỎA TỐC HẸN GIỜ" in [one.text for one in found.unplaced]


@pytest.mark.parametrize("verb", ["thẩm định", "công nhận", "cho"])
def test_another_word_between_a_body_and_its_score_is_taken(office: Office, verb: str) -> None:
    draft = office.draft(plan(office)).id
    change = word.change_words("tỉnh chấm đạt 9", f"tỉnh {verb} 9")
    taken = take(office.work(), draft, edited(office, draft, change))
    assert (taken.taken, taken.unplaced) == (1, ())
    assert content_of(office, draft)["previous_year"]["assessed_verb"] == verb

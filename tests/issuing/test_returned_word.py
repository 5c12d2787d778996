from functools import partial
from typing import Any

import pytest

from service.errors import UnreadableInput
from service.issuing import returned_word
from service.issuing.draft_versions import versions
from service.issuing.drafting import save
from service.issuing.office_wording import OfficeWording, set_wording
from service.issuing.returned_changes import Choice, ForeignFile
from service.issuing.returned_word import compare, hand_out, put_up_as_signed, take
from service.issuing.submit import submit
from service.register import documents
from tests.issuing import word_edits as word
from tests.issuing.conftest import Office
from tests.issuing.returned_files import content_of, file_of, plan, words_of


@pytest.fixture
def draft(office: Office) -> str:
    return str(office.draft(plan(office)).id)


def test_a_file_that_nobody_changed_has_no_changes(office: Office, draft: str) -> None:
    found = compare(office.work(), draft, file_of(office, draft))
    assert (found.changes, found.unplaced, found.remarks) == ((), (), ())


def test_words_changed_in_word_become_a_new_version(office: Office, draft: str) -> None:
    returned = word.edited(
        file_of(office, draft), word.change_words("Phân công lãnh đạo phụ trách", "Cử lãnh đạo phụ trách")
    )
    (row,) = compare(office.work(), draft, returned).changes
    assert row.path.startswith("content.criteria[0].tasks[1].content")
    assert (row.draft, row.word) == (
        "- Phân công lãnh đạo phụ trách từng tiêu chí.",
        "- Cử lãnh đạo phụ trách từng tiêu chí.",
    )
    taken = take(office.work(), draft, returned)
    assert (taken.taken, taken.unplaced, taken.document.version) == (1, (), 2)
    before, after = plan(office)["content"], content_of(office, draft)
    before["criteria"][0]["tasks"][1]["content"] = "Cử lãnh đạo phụ trách từng tiêu chí."
    assert after == before
    assert [(one.number, one.label) for one in versions(office.work(), draft)] == [
        (2, ""),
        (1, "Trước khi nhận tệp đã sửa trên Word"),
    ]


def test_a_mention_stays_a_mention_beside_changed_words(office: Office, draft: str) -> None:
    returned = word.edited(file_of(office, draft), word.change_words("Thực hiện nghiêm", "Chấp hành nghiêm"))
    take(office.work(), draft, returned)
    assert content_of(office, draft)["general_tasks"] == "Chấp hành nghiêm [[qd_1211]] và [[cv_87]]."


def test_a_row_that_is_kept_leaves_the_draft_as_it_was(office: Office, draft: str) -> None:
    change = word.change_words("Phân công lãnh đạo", "Cử lãnh đạo")
    returned = word.edited(
        word.edited(file_of(office, draft), change), word.change_words("hằng quý", "hằng tháng")
    )
    rows = compare(office.work(), draft, returned).changes
    kept = next(one.key for one in rows if "Cử lãnh đạo" in one.word)
    assert take(office.work(), draft, returned, Choice(keep=[kept])).taken == 1
    content = content_of(office, draft)
    assert content["criteria"][0]["tasks"][1]["content"].startswith("Phân công lãnh đạo")
    assert "hằng tháng" in content["implementation"][1]["duties"][0]["content"]


def test_a_task_added_in_word_is_a_task_of_the_draft(office: Office, draft: str) -> None:
    returned = word.edited(
        file_of(office, draft), word.add_after("Phân công lãnh đạo", "- Sơ kết sáu tháng đầu năm.")
    )
    taken = take(office.work(), draft, returned)
    tasks = content_of(office, draft)["criteria"][0]["tasks"]
    assert [one["content"] for one in tasks][-1] == "Sơ kết sáu tháng đầu năm."
    assert [one["label"] for one in tasks[:2]] == ["quan_triet", "phan_cong_phu_trach"]
    assert taken.unplaced == ()


def test_a_task_removed_in_word_is_gone(office: Office, draft: str) -> None:
    take(office.work(), draft, word.edited(file_of(office, draft), word.remove("Phân công lãnh đạo")))
    assert [one["label"] for one in content_of(office, draft)["criteria"][0]["tasks"]] == ["quan_triet"]


def test_tasks_moved_in_word_keep_their_labels(office: Office, draft: str) -> None:
    take(
        office.work(),
        draft,
        word.edited(file_of(office, draft), word.move_after("- Quán triệt", "Phân công lãnh đạo")),
    )
    tasks = content_of(office, draft)["criteria"][0]["tasks"]
    assert [one["label"] for one in tasks] == ["phan_cong_phu_trach", "quan_triet"]


def test_a_tracked_change_is_a_proposal_with_its_author(office: Office, draft: str) -> None:
    returned = word.edited(file_of(office, draft), word.track("hằng quý", "hằng tháng"))
    (row,) = compare(office.work(), draft, returned).changes
    assert (row.is_proposal, row.author) == (True, "Chủ tịch")
    assert row.word.endswith("hằng tháng.")


def test_tracked_changes_that_were_accepted_are_plain_changes_and_refused_ones_are_none(
    office: Office, draft: str
) -> None:
    tracked = word.edited(file_of(office, draft), word.track("hằng quý", "hằng tháng"))
    accepted = word.edited(tracked, partial(word.settle_tracked, is_accepted=True))
    (row,) = compare(office.work(), draft, accepted).changes
    assert (row.is_proposal, row.word.endswith("hằng tháng.")) == (False, True)
    refused = word.edited(tracked, partial(word.settle_tracked, is_accepted=False))
    assert compare(office.work(), draft, refused).changes == ()
    take(office.work(), draft, accepted)
    assert words_of(office, file_of(office, draft)) == words_of(office, accepted)


def test_a_comment_stands_beside_its_field(office: Office, draft: str) -> None:
    returned = word.with_comment(file_of(office, draft), "Phân công lãnh đạo", "Ghi rõ ai phụ trách.")
    (remark,) = compare(office.work(), draft, returned).remarks
    assert (remark.author, remark.text) == ("Chủ tịch", "Ghi rõ ai phụ trách.")
    assert remark.path.startswith("content.criteria[0].tasks[1].content")


def test_words_that_no_field_takes_are_told(office: Office, draft: str) -> None:
    returned = word.edited(file_of(office, draft), word.change_words("IV. TỔ CHỨC THỰC HIỆN", "IV. CÁCH LÀM"))
    found = compare(office.work(), draft, returned)
    told = [(one.text, one.is_still_printed) for one in found.unplaced]
    assert told == [("IV. CÁCH LÀM", False), ("IV. TỔ CHỨC THỰC HIỆN", True)]


def test_a_subject_changed_in_word_is_the_subject_of_the_draft(office: Office, draft: str) -> None:
    returned = word.edited(
        file_of(office, draft), word.change_words("của xã Ba Tơ năm 2026", "của xã Ba Tơ trong năm 2026")
    )
    assert [one.path for one in compare(office.work(), draft, returned).changes] == ["subject"]
    assert take(office.work(), draft, returned).document.subject.endswith("trong năm 2026")


def test_the_file_of_another_document_says_whose_it_is(office: Office, draft: str) -> None:
    other = office.draft(office.plan(subject="Kế hoạch khác"))
    with pytest.raises(ForeignFile, match="Kế hoạch khác") as refused:
        compare(office.work(), draft, file_of(office, other.id))
    assert refused.value.document_id == other.id


def test_a_damaged_file_changes_nothing(office: Office, draft: str) -> None:
    before = content_of(office, draft)
    with pytest.raises(UnreadableInput):
        take(office.work(), draft, file_of(office, draft)[:4000])
    assert content_of(office, draft) == before


def test_a_file_without_its_id_is_known_by_its_words(office: Office, draft: str) -> None:
    empty = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    returned = word.with_parts(file_of(office, draft), {"docProps/custom.xml": empty})
    found = compare(office.work(), draft, returned)
    assert (found.is_identified, found.changes) == (False, ())


def test_what_the_draft_changed_meanwhile_stays_beside_what_word_changed(office: Office, draft: str) -> None:
    handed = hand_out(office.work(), draft).content
    returned = word.edited(handed, word.change_words("hằng quý", "hằng tháng"))
    moved = plan(office)
    moved["content"]["closing"] = "Các cơ quan, đơn vị nghiêm túc thực hiện."
    save(office.work(), "ke_hoach", moved, document_id=draft)
    take(office.work(), draft, returned)
    content = content_of(office, draft)
    assert content["closing"] == "Các cơ quan, đơn vị nghiêm túc thực hiện."
    assert "hằng tháng" in content["implementation"][1]["duties"][0]["content"]


def test_a_file_of_a_version_that_was_not_kept_warns_at_every_row(office: Office, draft: str) -> None:
    returned = word.edited(file_of(office, draft), word.change_words("hằng quý", "hằng tháng"))
    moved = plan(office)
    moved["content"]["closing"] = "Các cơ quan, đơn vị nghiêm túc thực hiện."
    save(office.work(), "ke_hoach", moved, document_id=draft)
    rows = compare(office.work(), draft, returned).changes
    assert len(rows) == 2
    assert all(one.moved_on for one in rows)


def test_a_paper_signed_with_other_words_is_put_up_again_in_those_words(office: Office, draft: str) -> None:
    office.keep_steps("for_signature")
    signed = word.edited(submit(office.work(), draft).content, word.change_words("hằng quý", "hằng tháng"))
    taken, submitted = put_up_as_signed(office.work(), draft, signed)
    assert (taken.taken, submitted.document.state) == (1, "for_signature")
    assert words_of(office, submitted.content) == words_of(office, signed)


def test_a_paper_signed_with_a_fault_of_wording_is_put_up_all_the_same(office: Office, draft: str) -> None:
    office.keep_steps("content_checked", "for_signature")
    submit(office.work(), draft)
    signed = word.edited(
        submit(office.work(), draft).content, word.change_words("hằng quý", "phân đấu hằng quý")
    )
    set_wording(office.work(), office.id, OfficeWording(blocks=True))
    _, submitted = put_up_as_signed(office.work(), draft, signed)
    assert submitted.document.state == "for_signature"
    assert "wrong-word" in {one["code"] for one in submitted.findings}


def test_what_cannot_be_put_up_again_stays_as_it_was_put_up(office: Office, draft: str, monkeypatch) -> None:
    office.keep_steps("for_signature")
    put_up = submit(office.work(), draft)
    before = (put_up.document.state, put_up.document.version, content_of(office, draft))
    signed = word.edited(put_up.content, word.change_words("hằng quý", "hằng tháng"))

    def broken(*_: Any) -> None:
        raise UnreadableInput("đứt giữa chừng")

    monkeypatch.setattr(returned_word, "submit_all", broken)
    with pytest.raises(UnreadableInput):
        put_up_as_signed(office.work(), draft, signed)
    row = office.look(documents.document, draft)
    assert (row.state, row.version, content_of(office, draft)) == before

"""“Lập lại bản trình ký theo bản đã ký”: the very words of the signed file, or nothing."""

from typing import Any

import pytest

from service.errors import UnreadableInput
from service.issuing import returned_opening, returned_word
from service.issuing.drafting import save
from service.issuing.returned_changes import Choice
from service.issuing.returned_word import compare, hand_out, put_up_as_signed, take
from service.issuing.submit import submit
from service.register import documents
from service.register.errors import WrongState
from service.register.remarks import remarks_of
from tests.issuing import word_edits as word
from tests.issuing.conftest import Office
from tests.issuing.returned_files import content_of, file_of, plan, words_of

DEADLINE = word.change_words("Tháng 3, tháng 6, tháng 9/2026", "Tháng 4, tháng 6, tháng 9/2026")


@pytest.fixture
def put_up(office: Office) -> tuple[str, bytes]:
    """A plan with its computed table, put up for signature."""
    office.keep_steps("for_signature")
    draft = office.draft({**office.catalogue.sample("ke_hoach", "full"), "office": office.id})
    return str(draft.id), submit(office.work(), draft.id).content


@pytest.mark.parametrize(
    ("before", "after", "missing"),
    [
        (
            "Tháng 3, tháng 6, tháng 9/2026",
            "Tháng 4, tháng 6, tháng 9/2026",
            "thiếu “Tháng 3, tháng 6, tháng 9/2026”",
        ),
        ("TM. ỦY BAN NHÂN DÂN", "TM. HỘI ĐỒNG NHÂN DÂN", "thiếu “TM. HỘI ĐỒNG NHÂN DÂN”"),
        ("XÃ BA TƠ", "XÃ BA XYZ", "thiếu “XÃ BA XYZ”"),
    ],
)
def test_a_paper_that_the_print_would_not_equal_is_refused_as_a_whole(
    office: Office, put_up: tuple[str, bytes], before: str, after: str, missing: str
) -> None:
    document_id, file = put_up
    row = office.look(documents.document, document_id)
    with pytest.raises(WrongState) as refused:
        put_up_as_signed(office.work(), document_id, word.edited(file, word.change_words(before, after)))
    assert missing in refused.value.message
    now = office.look(documents.document, document_id)
    assert (now.state, now.version) == (row.state, row.version)


def test_what_was_changed_in_the_text_and_in_the_table_is_put_up(
    office: Office, put_up: tuple[str, bytes]
) -> None:
    document_id, file = put_up

    def in_both(root: Any) -> None:
        DEADLINE(root)
        DEADLINE(root)

    signed = word.edited(file, in_both)
    _, submitted = put_up_as_signed(office.work(), document_id, signed)
    assert words_of(office, submitted.content) == words_of(office, signed)


def test_what_the_draft_changed_after_the_file_was_made_is_not_put_up(office: Office) -> None:
    office.keep_steps("for_signature")
    draft = str(office.draft(plan(office)).id)
    signed = word.edited(hand_out(office.work(), draft).content, word.change_words("hằng quý", "hằng tháng"))
    later = plan(office)
    later["content"]["closing"] = "Các cơ quan, đơn vị nghiêm túc thực hiện."
    save(office.work(), "ke_hoach", later, document_id=draft)
    submit(office.work(), draft)
    _, submitted = put_up_as_signed(office.work(), draft, signed)
    assert words_of(office, submitted.content) == words_of(office, signed)


def test_a_file_with_tracked_changes_does_not_say_what_was_signed(
    office: Office, put_up: tuple[str, bytes]
) -> None:
    document_id, file = put_up
    with pytest.raises(WrongState, match="thay đổi đang theo dõi ở 1 đoạn"):
        put_up_as_signed(office.work(), document_id, word.edited(file, word.track("hằng quý", "hằng tháng")))


def test_comments_of_the_signed_file_stay_with_the_document(
    office: Office, put_up: tuple[str, bytes]
) -> None:
    document_id, file = put_up
    signed = word.edited(file, word.change_words("hằng quý", "hằng tháng"))
    put_up_as_signed(office.work(), document_id, word.with_comment(signed, "hằng tháng", "Đã thống nhất."))
    assert any("Đã thống nhất." in one.body for one in office.look(remarks_of, document_id))


def test_comments_and_words_without_a_place_become_remarks_once(office: Office) -> None:
    draft = str(office.draft(plan(office)).id)
    content = word.edited(file_of(office, draft), word.change_words("IV. TỔ CHỨC", "IV. CÁCH"))
    content = word.with_comment(content, "Phân công lãnh đạo", "Ghi rõ ai phụ trách.")
    for _ in range(2):
        take(office.work(), draft, content)
    bodies = [one.body for one in office.look(remarks_of, draft)]
    assert sorted(bodies) == sorted(set(bodies))
    assert {"IV. CÁCH" in one for one in bodies} == {True, False}
    assert any("Ghi rõ ai phụ trách." in one for one in bodies)


def test_the_same_file_again_makes_no_version(office: Office) -> None:
    draft = str(office.draft(plan(office)).id)
    content = word.edited(hand_out(office.work(), draft).content, word.change_words("hằng quý", "hằng tháng"))
    first = take(office.work(), draft, content)
    again = take(office.work(), draft, content)
    assert (first.taken, again.taken) == (1, 0)
    assert again.document.version == first.document.version
    assert compare(office.work(), draft, content).changes == ()


def test_where_the_draft_moved_on_it_is_kept_unless_the_word_side_is_asked_for(office: Office) -> None:
    draft = str(office.draft(plan(office)).id)
    content = word.edited(hand_out(office.work(), draft).content, word.change_words("hằng quý", "hằng tháng"))
    moved = plan(office)
    moved["content"]["implementation"][1]["duties"][0]["content"] = "Theo dõi, báo cáo UBND xã hằng tuần."
    moved["content"]["criteria"][0]["tasks"].insert(0, {"content": "Việc mới của người soạn."})
    save(office.work(), "ke_hoach", moved, document_id=draft)
    (row,) = compare(office.work(), draft, content).changes
    assert (row.moved_on, row.draft) == (True, "Theo dõi, báo cáo UBND xã hằng tuần.")
    assert take(office.work(), draft, content).taken == 0
    assert take(office.work(), draft, content, Choice(word=[row.key])).taken == 1
    assert "hằng tháng" in content_of(office, draft)["implementation"][1]["duties"][0]["content"]


def test_a_key_that_no_row_has_is_refused(office: Office) -> None:
    draft = str(office.draft(plan(office)).id)
    with pytest.raises(WrongState, match="“1-2-3-4”"):
        take(office.work(), draft, file_of(office, draft), Choice(keep=["1-2-3-4"]))


def test_a_draft_saved_while_the_file_is_compared_is_not_overwritten(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = str(office.draft(plan(office)).id)
    content = word.edited(file_of(office, draft), word.change_words("hằng quý", "hằng tháng"))
    opened = returned_opening.opened

    def slow(*args: Any, **given: Any) -> Any:
        work = opened(*args, **given)
        moved = plan(office)
        moved["content"]["closing"] = "Câu kết mới của người soạn."
        save(office.work(), "ke_hoach", moved, document_id=draft)
        return work

    monkeypatch.setattr(returned_word, "opened", slow)
    with pytest.raises(WrongState) as refused:
        take(office.work(), draft, content)
    assert refused.value.code == "version_moved"
    assert content_of(office, draft)["closing"] == "Câu kết mới của người soạn."


def test_a_returned_file_with_macros_is_refused(office: Office) -> None:
    draft = str(office.draft(plan(office)).id)
    content = word.with_parts(file_of(office, draft), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    with pytest.raises(UnreadableInput, match="macro"):
        compare(office.work(), draft, content)


def test_a_file_much_longer_than_its_draft_is_refused(office: Office) -> None:
    draft = str(office.draft(plan(office)).id)

    def fill(root: Any) -> None:
        for count in range(600):
            word.add_after("Phân công lãnh đạo", f"- Việc thứ {count}.")(root)

    with pytest.raises(UnreadableInput, match="không so được từng chỗ"):
        compare(office.work(), draft, word.edited(file_of(office, draft), fill))

"""What is taken of a returned file row by row: all that a row says, or nothing; no value that neither side wrote."""

import copy
from typing import Any

import pytest

from service.issuing.draft_versions import version_envelope
from service.issuing.drafting import save
from service.issuing.returned_changes import Choice, ForeignFile
from service.issuing.returned_word import compare, take
from service.register import documents
from service.register.remarks import remarks_of
from tests.issuing import word_edits as word
from tests.issuing.conftest import Office
from tests.issuing.returned_files import content_of, edited, file_of, plan, printed_texts

LEADERS = "Phân công lãnh đạo"


@pytest.fixture
def draft(office: Office) -> str:
    return str(office.draft(plan(office)).id)


def input_of(office: Office, document_id: str) -> dict[str, Any]:
    with office.work().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        return dict(version_envelope(turn, document_id, row.version))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("chậm nhất ngày 31/10/2026", "chậm nhất trước ngày 31/10/2026"),
        ("94,00 điểm (xã", "95,00 điểm (xã"),
    ],
)
def test_a_row_that_is_not_taken_leaves_its_field_as_it_was_and_is_told(
    office: Office, draft: str, before: str, after: str
) -> None:
    own = input_of(office, draft)
    taken = take(office.work(), draft, edited(office, draft, word.change_words(before, after)))
    assert taken.taken == 0
    assert input_of(office, draft) == own
    assert [(after in one.text, before in one.text) for one in taken.unplaced] == [
        (True, False),
        (False, True),
    ]


def test_a_row_that_is_not_taken_keeps_none_of_the_others_from_being_taken(
    office: Office, draft: str
) -> None:
    score, quarterly = ("94,00 điểm (xã", "95,00 điểm (xã"), ("hằng quý", "hằng tháng")
    content = edited(office, draft, word.change_words(*score), word.change_words(*quarterly))
    assert take(office.work(), draft, content).taken == 1
    assert "hằng tháng" in content_of(office, draft)["implementation"][1]["duties"][0]["content"]


def test_what_was_put_elsewhere_keeps_no_line_in_place_from_being_taken(office: Office, draft: str) -> None:
    """A heading stands below the budget; the print cannot say that, and holds all the other changes."""
    content = edited(
        office,
        draft,
        word.move_after("Xác định trách nhiệm và hướng khắc phục", "Phân công lãnh đạo phụ trách"),
        word.remove("Tiêu chí 3: Tiếp công dân"),
        word.change_words("hằng quý", "hằng tháng"),
    )
    taken = take(office.work(), draft, content)
    assert taken.taken == 1
    assert "hằng tháng" in content_of(office, draft)["implementation"][1]["duties"][0]["content"]


def test_a_signer_is_taken_with_his_position_and_capacity(office: Office, draft: str) -> None:
    def chairman(root: Any) -> None:
        word.set_text(word.find(root, "KT. CHỦ TỊCH"), "CHỦ TỊCH")
        word.remove("PHÓ CHỦ TỊCH")(root)
        word.change_words("Nguyễn Văn Minh", "Phạm Văn Tình")(root)

    taken = take(office.work(), draft, edited(office, draft, chairman))
    assert (taken.taken, taken.unplaced) == (1, ())
    printed = printed_texts(file_of(office, draft))
    assert printed[-3:] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Phạm Văn Tình"]


def test_a_signature_that_the_office_cannot_print_is_not_taken_by_halves(office: Office, draft: str) -> None:
    own = input_of(office, draft)["signer"]
    changes = (
        word.change_words("KT. CHỦ TỊCH", "CHỦ TỌA"),
        word.change_words("Nguyễn Văn Minh", "Phạm Văn Tình"),
    )
    taken = take(office.work(), draft, edited(office, draft, *changes))
    assert taken.taken == 0
    assert input_of(office, draft)["signer"] == own


def test_a_result_does_not_take_in_the_words_that_are_printed_behind_it(office: Office) -> None:
    envelope = {**office.catalogue.sample("bao_cao", "full"), "office": office.id}
    draft = str(save(office.work(), "bao_cao", envelope).id)
    own = content_of(office, draft)["results"]
    change = word.change_words("trực tuyến (thường xuyên, đã", "trực tuyến (thường xuyên, thêm đã")
    taken = take(office.work(), draft, edited(office, draft, change))
    assert content_of(office, draft)["results"] == own
    assert {one.path for one in taken.unplaced} == {"content.results[2].result[1]"}


def test_what_is_filed_is_shown_on_both_sides(office: Office, draft: str) -> None:
    content = edited(office, draft, word.change_words("VT, VHXH", "VT, VP"))
    (row,) = compare(office.work(), draft, content).changes
    assert (row.draft.startswith("VT, VHXH"), row.word.startswith("VT, VP")) == (True, True)


def test_a_removed_criterion_that_is_referred_to_is_told_with_the_field_that_refers_to_it(
    office: Office, draft: str
) -> None:
    def remove(root: Any) -> None:
        found = list(root.iter(word.W + "p"))
        start = found.index(word.find(root, "Tiêu chí 3: Tiếp công dân"))
        for one in found[start : start + 6]:
            one.getparent().remove(one)

    own = input_of(office, draft)
    content = edited(office, draft, remove, word.change_words("hằng quý", "hằng tháng"))
    taken = take(office.work(), draft, content)
    assert taken.taken == 1
    assert content_of(office, draft)["criteria"] == own["content"]["criteria"]
    paths = {(one.is_still_printed, one.path, "còn nhắc tới" in one.reason) for one in taken.unplaced}
    assert paths == {(True, "content.previous_year.deductions[1].mended_by[0]", True)}
    assert any("còn nhắc tới" in one.body for one in office.look(remarks_of, draft))


def moved_on(office: Office, draft: str, words: str = "Phân công lãnh đạo mới của người soạn.") -> None:
    changed = copy.deepcopy(plan(office))
    changed["content"]["criteria"][0]["tasks"][1]["content"] = words
    save(office.work(), "ke_hoach", changed, document_id=draft)


def test_the_side_of_word_that_was_chosen_takes_a_paragraph_out_that_the_draft_changed(
    office: Office, draft: str
) -> None:
    content = edited(office, draft, word.remove(LEADERS))
    moved_on(office, draft)
    (row,) = compare(office.work(), draft, content).changes
    assert (row.moved_on, row.word) == (True, "")
    assert take(office.work(), draft, content).taken == 0
    assert take(office.work(), draft, content, Choice(word=[row.key])).taken == 1
    assert LEADERS not in " ".join(printed_texts(file_of(office, draft)))


def test_the_side_of_word_that_was_chosen_moves_a_paragraph_that_the_draft_changed_and_doubles_nothing(
    office: Office, draft: str
) -> None:
    content = edited(office, draft, word.move_after(LEADERS, "hằng quý"))
    moved_on(office, draft)
    (row,) = compare(office.work(), draft, content).changes
    take(office.work(), draft, content, Choice(word=[row.key]))
    printed = [one for one in printed_texts(file_of(office, draft)) if LEADERS in one]
    assert printed == ["- Phân công lãnh đạo phụ trách từng tiêu chí."]


def test_a_removal_that_was_chosen_and_cannot_be_carried_out_is_told(office: Office, draft: str) -> None:
    """The draft refers meanwhile to what Word takes out."""
    content = edited(office, draft, word.remove(LEADERS))
    changed = copy.deepcopy(plan(office))
    changed["content"]["criteria"][0]["tasks"][1]["content"] = "Phân công lãnh đạo mới của người soạn."
    changed["content"]["previous_year"]["deductions"][0]["mended_by"].append("phan_cong_phu_trach")
    save(office.work(), "ke_hoach", changed, document_id=draft)
    (row,) = compare(office.work(), draft, content).changes
    taken = take(office.work(), draft, content, Choice(word=[row.key]))
    assert taken.taken == 0
    told = [(one.text, one.path, one.is_still_printed) for one in taken.unplaced]
    place = "content.previous_year.deductions[0].mended_by[1]"
    assert told == [("- Phân công lãnh đạo mới của người soạn.", place, True)]


def test_an_added_part_is_taken_with_all_its_lines(office: Office, draft: str) -> None:
    last = "Theo dõi, đôn đốc và tổng hợp"
    duty = word.add_after(last, "- Bố trí kinh phí năm 2026.")
    content = edited(office, draft, duty, word.add_after(last, "4. Giao Phòng Kinh tế"))
    assert take(office.work(), draft, content).taken == 2
    assert content_of(office, draft)["implementation"][2]["duties"][0]["content"].startswith(
        "Bố trí kinh phí"
    )


def test_a_file_without_its_id_and_with_other_words_is_foreign(office: Office, draft: str) -> None:
    other = str(office.draft(office.plan(subject="Kế hoạch khác")).id)
    empty = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'

    def in_other_words(root: Any) -> None:
        for count, one in enumerate(word.paragraphs(root)):
            if len(word.text_of(one)) > 20:
                word.set_text(one, f"Chuyện kể thứ {count} của người khác.")

    content = word.edited(file_of(office, other), in_other_words)
    content = word.with_parts(content, {"docProps/custom.xml": empty})
    with pytest.raises(ForeignFile, match="không có mã của dịch vụ và chữ khác hẳn"):
        compare(office.work(), draft, content)


def test_words_in_a_header_or_footer_are_told(office: Office, draft: str) -> None:
    content = file_of(office, draft)
    name = next(
        one for one in word.parts_of(content) if one.startswith("word/header") and one.endswith(".xml")
    )
    said = f'<w:p xmlns:w="{word.W[1:-1]}"><w:r><w:t>Dự thảo lần 2</w:t></w:r></w:p>'.encode()
    part = word.parts_of(content)[name]
    at = part.rindex(b"</")
    content = word.with_parts(content, {name: part[:at] + said + part[at:]})
    told = [(one.text, one.is_still_printed) for one in compare(office.work(), draft, content).unplaced]
    assert told == [("Dự thảo lần 2", False)]


def test_a_paragraph_whose_end_is_to_go_is_told(office: Office, draft: str) -> None:
    def join(root: Any) -> None:
        found = word.find(root, LEADERS)
        properties = found.find(word.W + "pPr")
        mark = properties.find(word.W + "rPr")
        if mark is None:
            mark = properties.makeelement(word.W + "rPr", {})
            properties.append(mark)
        mark.append(mark.makeelement(word.W + "del", {word.W + "id": "1", word.W + "author": "Chủ tịch"}))

    told = [one.text for one in compare(office.work(), draft, edited(office, draft, join)).unplaced]
    assert told == ["Đề nghị nối với đoạn sau: - Phân công lãnh đạo phụ trách từng tiêu chí."]


def test_numbers_that_only_follow_from_what_the_draft_added_are_not_told(office: Office, draft: str) -> None:
    last = "Theo dõi, đôn đốc và tổng hợp"
    duty = word.add_after(last, "- Bố trí kinh phí năm 2026.")
    content = edited(office, draft, duty, word.add_after(last, "3. Giao Phòng Kinh tế"))
    changed = copy.deepcopy(plan(office))
    changed["content"]["implementation"].insert(
        0, {"body": "Các thôn", "duties": [{"content": "Thực hiện."}]}
    )
    save(office.work(), "ke_hoach", changed, document_id=draft)
    taken = take(office.work(), draft, content)
    assert (taken.taken, taken.unplaced) == (2, ())

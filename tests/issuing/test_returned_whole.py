"""What is taken of a returned file costs nothing that nobody took out, and brings nothing that nobody wrote."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from service.issuing.drafting import save
from service.issuing.returned_changes import Choice
from service.issuing.returned_word import compare, take
from tests.issuing import word_edits as word
from tests.issuing.conftest import Office
from tests.issuing.returned_files import content_of, edited, file_of, plan, printed_texts

LEAD = "+ Cơ quan chủ trì tham mưu: Phòng Văn hóa"
SUPPORT = "+ Cơ quan phối hợp: Ban Xây dựng"
OTHERS = "Công an xã"


@pytest.fixture
def both(office: Office) -> str:
    """A plan that says who does what in the text and in a computed table."""
    return str(office.draft({**office.catalogue.sample("ke_hoach", "full"), "office": office.id}).id)


@pytest.fixture
def draft(office: Office) -> str:
    """The same plan with its text alone."""
    return str(office.draft(plan(office)).id)


def swap_lines(root: Any) -> None:
    word.find(root, LEAD).addprevious(word.find(root, SUPPORT))


def between(root: Any, first: str, after: str) -> list[Any]:
    """The paragraphs from one up to another one."""
    found, end = [word.find(root, first)], word.find(root, after)
    while (following := found[-1].getnext()) is not end:
        found.append(following)
    return found


def without(first: str, after: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        for one in between(root, first, after):
            one.getparent().remove(one)

    return change


def row_of(root: Any, words: str) -> Any:
    return next(word.find(root, words).iterancestors(word.W + "tr"))


@pytest.mark.parametrize(
    "change", [swap_lines, word.remove(LEAD), word.add_after(SUPPORT, f"+ Cơ quan phối hợp: {OTHERS}.")]
)
def test_lines_that_several_tasks_share_stay_theirs_or_what_was_done_to_them_is_told(
    office: Office, both: str, draft: str, change: Callable[[Any], None]
) -> None:
    for one in (both, draft):
        before = content_of(office, one)["criteria"][0]
        taken = take(office.work(), one, edited(office, one, change))
        assert content_of(office, one)["criteria"][0] == before
        assert (taken.taken, bool(taken.unplaced)) == (0, True)


def test_a_body_put_in_place_of_another_one_in_the_text_is_put_into_the_table(
    office: Office, both: str
) -> None:
    lead = word.change_words(LEAD + " - Xã hội", f"+ Cơ quan chủ trì tham mưu: {OTHERS}")
    taken = take(office.work(), both, edited(office, both, lead))
    assert (taken.taken, taken.unplaced) == (1, ())
    assert printed_texts(file_of(office, both)).count(OTHERS) == 2


@pytest.mark.parametrize("is_emptied", [True, False])
def test_a_row_of_the_table_without_its_words_puts_no_group_into_the_text(
    office: Office, both: str, *, is_emptied: bool
) -> None:
    before = content_of(office, both)

    def change(root: Any) -> None:
        row = row_of(root, "Hồ sơ trực tuyến")
        if not is_emptied:
            for one in row.getparent().findall(word.W + "tr"):
                cells = one.findall(word.W + "tc")
                if len(cells) > 3:
                    cells[2].addprevious(cells[3])
            return
        for one in row.iter(word.W + "p"):
            if list(one.iter(word.W + "t")):
                word.set_text(one, "")

    taken = take(office.work(), both, edited(office, both, change))
    assert taken.taken == 0
    assert content_of(office, both) == before
    assert taken.unplaced


@pytest.mark.parametrize("moves_on", [True, False])
def test_a_criterion_is_taken_out_whole(office: Office, *, moves_on: bool) -> None:
    envelope = plan(office)
    for one in envelope["content"]["previous_year"]["deductions"]:
        one.pop("mended_by", None)
    draft = str(office.draft(envelope).id)
    content = edited(office, draft, without("Tiêu chí 2:", "Tiêu chí 3:"))
    if moves_on:
        changed = copy.deepcopy(envelope)
        first = {"title": "Việc chung", "tasks": [{"content": "Rà soát.", "lead": [{"role": "noi_vu"}]}]}
        changed["content"]["criteria"].insert(0, {**first, "deadline": {"before": "01/5/2026"}})
        save(office.work(), "ke_hoach", changed, document_id=draft)
    assert not [one for one in compare(office.work(), draft, content).changes if one.moved_on]
    assert take(office.work(), draft, content).taken == 11
    titles = [one["title"] for one in content_of(office, draft)["criteria"]]
    assert "Cải cách hành chính & chuyển đổi số" not in titles
    assert len(titles) == 2 + moves_on


@pytest.mark.parametrize("words", ["Tiêu chí 2: Cải cách", "Cơ quan phối hợp: Văn phòng HĐND"])
def test_a_criterion_of_which_a_line_is_kept_stays_whole_and_is_told(
    office: Office, draft: str, words: str
) -> None:
    before = content_of(office, draft)
    content = edited(office, draft, without("Tiêu chí 2:", "Tiêu chí 3:"))
    keys = [one.key for one in compare(office.work(), draft, content).changes if words in one.draft]
    taken = take(office.work(), draft, content, Choice(keys))
    assert (taken.taken, content_of(office, draft)) == (0, before)
    assert len(taken.unplaced) == 10
    assert {one.reason for one in taken.unplaced} == {"chỉ bỏ được cả mục, mà một dòng của mục còn phải giữ"}


def test_a_title_that_the_draft_only_counts_anew_is_taken(office: Office, draft: str) -> None:
    content = edited(office, draft, word.change_words("Cải cách hành chính & chuyển", "Cải cách và chuyển"))
    changed = copy.deepcopy(plan(office))
    changed["content"]["criteria"].reverse()
    changed["content"]["criteria"] = [changed["content"]["criteria"][2], *changed["content"]["criteria"][:2]]
    changed["content"]["criteria"].insert(
        0, {"title": "Việc chung", "deadline": {"before": "01/5/2026"}, "tasks": [{"content": "Rà soát."}]}
    )
    save(office.work(), "ke_hoach", changed, document_id=draft)
    assert [one.moved_on for one in compare(office.work(), draft, content).changes] == [False]


def test_the_only_duty_of_a_body_is_not_taken_out_with_the_body(office: Office, draft: str) -> None:
    before = content_of(office, draft)
    taken = take(office.work(), draft, edited(office, draft, word.remove("Theo dõi, đôn đốc và tổng hợp")))
    assert (taken.taken, content_of(office, draft)) == (0, before)
    assert [one.is_still_printed for one in taken.unplaced] == [True]


@pytest.mark.parametrize(
    "line",
    [
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
        "Căn cứ Luật Cán bộ, công chức ngày 24 tháng 6 năm 2025;",
    ],
)
def test_a_basis_put_in_is_a_record_of_the_draft(office: Office, draft: str, line: str) -> None:
    before = content_of(office, draft)
    taken = take(office.work(), draft, edited(office, draft, word.add_after("Căn cứ Công văn số 87", line)))
    assert (taken.taken, taken.unplaced) == (1, ())
    assert len(content_of(office, draft)["citations"]) == len(before["citations"]) + 1
    assert len(content_of(office, draft)["opening"]["bases"]) == len(before["opening"]["bases"]) + 1


def test_a_criterion_moved_with_the_numbers_of_its_old_place_is_moved_and_the_numbers_are_told(
    office: Office, draft: str
) -> None:
    def change(root: Any) -> None:
        first = word.find(root, "Tiêu chí 1:")
        for one in between(root, "Tiêu chí 3:", "Kinh phí thực hiện"):
            first.addprevious(one)

    taken = take(office.work(), draft, edited(office, draft, change))
    assert taken.taken == 1
    assert content_of(office, draft)["criteria"][0]["title"].startswith("Tiếp công dân")
    assert "2.3. Tiêu chí 3: Tiếp công dân, đối thoại với Nhân dân" in {one.text for one in taken.unplaced}


def test_a_row_that_cannot_be_taken_says_so(office: Office, draft: str) -> None:
    content = edited(
        office,
        draft,
        word.change_words("94,00 điểm (xã", "95,00 điểm (xã"),
        word.change_words("Phân công", "Cử"),
    )
    found = compare(office.work(), draft, content)
    assert [one.is_refused for one in found.changes] == [True, False]
    assert take(office.work(), draft, content, Choice(seen=found)).taken == 1


def test_a_tracked_change_of_the_frame_is_a_proposal(office: Office, draft: str) -> None:
    content = edited(office, draft, word.track("- Sở Nội vụ;", "- Sở Tài chính;"))
    found = compare(office.work(), draft, content).changes
    assert [(one.path, one.is_proposal, one.author) for one in found] == [("recipients", True, "Chủ tịch")]


def test_a_comment_on_a_paragraph_that_is_to_go_stands_beside_its_field(office: Office, draft: str) -> None:
    words = "- Phân công lãnh đạo phụ trách từng tiêu chí."
    content = word.with_comment(edited(office, draft), words, "Bỏ, đã có ở trên.")

    def cross_out(root: Any) -> None:
        for run in list(word.find(root, words).iter(word.W + "r")):
            for one in run.iter(word.W + "t"):
                one.tag = word.W + "delText"
            gone = run.makeelement(word.W + "del", {word.W + "id": "7", word.W + "author": "Chủ tịch"})
            run.addprevious(gone)
            gone.append(run)

    found = compare(office.work(), draft, word.edited(content, cross_out)).remarks
    assert [one.path for one in found] == ["content.criteria[0].tasks[1].content[0]"]


def test_a_row_of_a_table_that_is_to_go_is_told(office: Office, both: str) -> None:
    def change(root: Any) -> None:
        row = row_of(root, "Hồ sơ trực tuyến")
        properties = row.find(word.W + "trPr")
        if properties is None:
            properties = row.makeelement(word.W + "trPr", {})
            row.insert(0, properties)
        properties.append(
            row.makeelement(word.W + "del", {word.W + "id": "1", word.W + "author": "Chủ tịch"})
        )

    told = [one.text for one in compare(office.work(), both, edited(office, both, change)).unplaced]
    assert [one.startswith("Đề nghị bỏ dòng của bảng: 2 | Hồ sơ trực tuyến") for one in told] == [True]

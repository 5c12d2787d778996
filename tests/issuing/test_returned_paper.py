"""What stands on the signed paper already: its number, its day, its month are those of the document, or it gets none."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from service.errors import OpenQuestions
from service.issuing.issue import IssueAct, issue_draft
from service.issuing.numbering_forecast import forecast
from service.issuing.returned_word import compare, put_up_as_signed, take
from service.issuing.signed_content import SignedContentChanged
from service.issuing.submit import submit
from service.register import documents
from service.register.errors import WrongState
from service.register.remarks import remarks_of, settle_remark
from tests.issuing import word_edits as word
from tests.issuing.conftest import Office
from tests.issuing.returned_files import file_of, plan, printed_texts

FEBRUARY = date(2026, 2, 27)


@pytest.fixture
def put_up(office: Office) -> tuple[str, bytes]:
    """A plan with an appendix, put up for signature."""
    office.keep_steps("for_signature")
    draft = office.draft({**office.catalogue.sample("ke_hoach", "full"), "office": office.id})
    return str(draft.id), submit(office.work(), draft.id).content


def line(start: str, text: str) -> Callable[[Any], None]:
    """Write a whole line anew: the one that begins with some words."""

    def change(root: Any) -> None:
        found = next(one for one in root.iter(word.W + "p") if word.text_of(one).startswith(start))
        word.set_text(found, text)

    return change


def written(content: bytes, *changes: Callable[[Any], None]) -> bytes:
    for change in changes:
        content = word.edited(content, change)
    return content


def number(office: Office, document_id: str, day: date = FEBRUARY) -> bytes:
    act = IssueAct(issued_on=day, signed_on=day, acknowledged={"month_turned", "number_on_paper"})
    return issue_draft(office.work("records_officer"), document_id, act).content


@pytest.mark.parametrize(
    "typed", ["Số: 27/KH-UBND", "Số: …27…/KH-UBND", "Số: 27./KH-UBND", "Số: 0 27 /KH-UBND"]
)
def test_another_number_than_the_one_on_the_paper_is_refused_whatever_is_confirmed(
    office: Office, put_up: tuple[str, bytes], typed: str
) -> None:
    document_id, file = put_up
    taken, _ = put_up_as_signed(office.work(), document_id, written(file, line("Số:", typed)))
    assert int(taken.typed.number) == 27
    with pytest.raises(
        SignedContentChanged, match=r"ghi số 0?27, sổ cấp số 01\. Trả lại văn bản để in và ký lại"
    ):
        number(office, document_id)
    assert office.last_number() == 0


def test_the_number_and_the_day_on_the_paper_are_given(office: Office, put_up: tuple[str, bytes]) -> None:
    document_id, file = put_up
    day = line("Ba Tơ, ngày", "Ba Tơ, ngày 27 tháng 02 năm 2026")
    put_up_as_signed(office.work(), document_id, written(file, line("Số:", "Số: 01/KH-UBND"), day))
    with pytest.raises(SignedContentChanged, match="ghi ngày 27 tháng 02 năm 2026, ngày cấp số là 26/2/2026"):
        number(office, document_id, date(2026, 2, 26))
    printed = printed_texts(number(office, document_id))
    assert {"Số: 01/KH-UBND", "Ba Tơ, ngày 27 tháng 02 năm 2026"} <= set(printed)


def test_the_month_of_the_signed_paper_is_printed_or_no_number_is_given(
    office: Office, put_up: tuple[str, bytes]
) -> None:
    document_id, file = put_up
    put_up_as_signed(office.work(), document_id, written(file, word.change_words("hằng quý", "hằng tháng")))
    with pytest.raises(SignedContentChanged, match="ghi tháng 02 năm 2026, ngày cấp số là 05/3/2026"):
        number(office, document_id, date(2026, 3, 5))
    assert "ngày 27 tháng 02 năm 2026" in " ".join(printed_texts(number(office, document_id)))


def test_the_page_before_the_number_says_that_the_paper_carries_another_one(
    office: Office, put_up: tuple[str, bytes]
) -> None:
    document_id, file = put_up
    put_up_as_signed(office.work(), document_id, written(file, line("Số:", "Số: 27/KH-UBND")))
    with office.work().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        seen = forecast(office.work(), turn, row, FEBRUARY)
    assert "ghi số 27, sổ cấp số 01" in seen.paper_problem
    assert not seen.is_possible


@pytest.mark.parametrize(
    "attached",
    [
        "số 28/KH-UBND ngày      tháng 02 năm 2026",
        "số      /KH-UBND ngày 07 tháng 02 năm 2026",
        "số      /KH-UBND ngày      tháng 9 năm 2026",
    ],
)
def test_an_appendix_that_says_another_number_day_or_month_than_the_head_is_refused(
    office: Office, put_up: tuple[str, bytes], attached: str
) -> None:
    document_id, file = put_up
    said = f"(Kèm theo Kế hoạch {attached} của Ủy ban nhân dân xã Ba Tơ)"
    signed = written(file, line("(Kèm theo", said))
    assert (
        "Số, ngày, tháng ở phụ lục khác"
        in compare(office.work(), document_id, signed, as_signed=True).hindrance
    )
    with pytest.raises(WrongState, match="Số, ngày, tháng ở phụ lục khác"):
        put_up_as_signed(office.work(), document_id, signed)


def test_an_appendix_that_says_what_the_head_says_is_put_up(
    office: Office, put_up: tuple[str, bytes]
) -> None:
    document_id, file = put_up
    said = "(Kèm theo Kế hoạch số 01/KH-UBND ngày 27 tháng 02 năm 2026 của Ủy ban nhân dân xã Ba Tơ)"
    head = line("Số:", "Số: 01/KH-UBND"), line("Ba Tơ, ngày", "Ba Tơ, ngày 27 tháng 02 năm 2026")
    put_up_as_signed(office.work(), document_id, written(file, *head, line("(Kèm theo", said)))
    assert said in printed_texts(number(office, document_id))


def test_the_day_of_a_cited_law_on_the_signed_paper_is_the_day_that_is_numbered(
    office: Office, put_up: tuple[str, bytes]
) -> None:
    document_id, file = put_up
    put_up_as_signed(
        office.work(), document_id, written(file, word.change_words("ngày 16 tháng 6", "ngày 19 tháng 6"))
    )
    assert "ngày 19 tháng 6 năm 2025" in " ".join(printed_texts(number(office, document_id)))


def test_the_day_of_a_cited_law_is_taken_like_every_word(office: Office) -> None:
    draft = str(office.draft(plan(office)).id)
    returned = written(file_of(office, draft), word.change_words("ngày 16 tháng 6", "ngày 19 tháng 6"))
    taken = take(office.work(), draft, returned)
    assert (taken.taken, taken.unplaced) == (1, ())
    assert "ngày 19 tháng 6 năm 2025" in " ".join(printed_texts(file_of(office, draft)))


def test_a_file_with_tracked_changes_is_not_offered_as_the_signed_one(
    office: Office, put_up: tuple[str, bytes]
) -> None:
    document_id, file = put_up
    tracked = written(file, word.track("hằng quý", "hằng tháng"))
    found = compare(office.work(), document_id, tracked, as_signed=True)
    assert "thay đổi đang theo dõi" in found.hindrance


def test_words_of_word_that_found_no_place_are_asked_about_before_the_number(office: Office) -> None:
    draft = str(office.draft(plan(office)).id)
    returned = written(file_of(office, draft), word.change_words("IV. TỔ CHỨC", "IV. CÁCH"))
    take(office.work(), draft, returned)
    act = IssueAct(issued_on=FEBRUARY)
    with pytest.raises(OpenQuestions) as asked:
        issue_draft(office.work("records_officer"), draft, act)
    (question,) = [one for one in asked.value.questions if one.code == "word_left_open"]
    assert "Còn 2 chỗ của tệp Word nhận lại chưa đưa vào được" in question.message


def test_words_of_word_that_found_no_place_are_asked_about_before_the_signature_until_they_are_settled(
    office: Office,
) -> None:
    office.keep_steps("for_signature")
    draft = str(office.draft(plan(office)).id)
    returned = written(file_of(office, draft), word.change_words("IV. TỔ CHỨC", "IV. CÁCH"))
    take(office.work(), draft, returned)
    with pytest.raises(OpenQuestions) as asked:
        submit(office.work(), draft)
    assert "word_left_open" in {one.code for one in asked.value.questions}
    with office.work().writing() as turn:
        for one in remarks_of(turn.session, turn.actor, draft):
            settle_remark(turn.session, turn.actor, draft, one.id)
    assert submit(office.work(), draft).questions == ()

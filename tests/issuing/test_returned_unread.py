"""What paper shows beside plain letters is taken into the draft or told; a paper signed with it is never replaced untold."""

from typing import Any

import pytest

from service.issuing.returned_changes import ForeignFile
from service.issuing.returned_word import compare, put_up_as_signed, take
from service.issuing.submit import submit
from service.register.errors import WrongState
from tests.intake.own_plan import built
from tests.issuing import word_edits as word
from tests.issuing import word_markup as markup
from tests.issuing.conftest import Office
from tests.issuing.returned_files import file_of, plan, printed_texts, words_of

TASK = "Phân công lãnh đạo"


@pytest.fixture
def draft(office: Office) -> str:
    return str(office.draft(plan(office)).id)


@pytest.fixture
def put_up(office: Office) -> tuple[str, bytes]:
    office.keep_steps("for_signature")
    draft = office.draft(plan(office))
    return str(draft.id), submit(office.work(), draft.id).content


def looks(name: str, value: str) -> Any:
    """Give the last run of the task a look."""

    def change(root: Any) -> None:
        run = list(word.find(root, TASK).iter(word.W + "r"))[-1]
        run.addnext(markup.element(f'<w:r><w:rPr><w:{name} w:val="{value}"/></w:rPr><w:t>mới</w:t></w:r>'))

    return change


def field(instruction: str) -> Any:
    """Put a field without a result behind the task, as old files have them."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'

    def change(root: Any) -> None:
        run = list(word.find(root, TASK).iter(word.W + "r"))[-1]
        for one in (
            mark.format("end"),
            f"<w:r><w:instrText>{instruction}</w:instrText></w:r>",
            mark.format("begin"),
        ):
            run.addnext(markup.element(one))

    return change


READ = [
    markup.put_into(TASK, markup.formula("x=5000")),
    markup.put_into(TASK, markup.sign("Wingdings", "F0FE")),
    markup.put_after(TASK, markup.element(markup.AROUND["customXml"].format(markup.plain_paragraph("- Việc mới tinh.")))),
    markup.put_after(TASK, markup.element(markup.AROUND["alternative"].format(markup.plain_paragraph("- Việc mới tinh.")))),
    markup.put_after(TASK, markup.element(f'<w:ins w:author="A">{markup.plain_paragraph("- Việc mới tinh.")}</w:ins>')),
]  # fmt: skip
TOLD = [
    (markup.put_into(TASK, markup.fraction("1", "2")), "1/2"),
    (markup.put_after(TASK, markup.formula("x=5000")), "x=5000"),
    (markup.put_into(TASK, markup.guided("", "chú âm")), "chú âm"),
    (markup.put_into(TASK, markup.sign("Webdings", "F041")), "(ký hiệu Webdings 41)"),
    (looks("vertAlign", "subscript"), "Chữ viết cao hoặc thấp hơn dòng: mới"),
    (looks("u", "single"), "Chữ gạch chân: mới"),
    (looks("dstrike", "true"), "Chữ bị gạch ngang: mới"),
    (looks("position", "10"), "Chữ viết cao hoặc thấp hơn dòng: mới"),
    (looks("color", "FFFFFF"), "Chữ màu trắng: mới"),
    (field(r" EQ \f(1,2) "), r"(trường EQ \f(1,2))"),
    (field(r" SYMBOL 254 \f Wingdings "), r"(trường SYMBOL 254 \f Wingdings)"),
    (field(" FORMCHECKBOX "), "(trường FORMCHECKBOX)"),
]


@pytest.mark.parametrize("change", READ)
def test_words_in_other_markup_are_words_of_the_file(office: Office, draft: str, change: Any) -> None:
    content = word.edited(file_of(office, draft), change)
    taken = take(office.work(), draft, content)
    assert (taken.taken, taken.unplaced) == (1, ())
    assert words_of(office, file_of(office, draft)) == words_of(office, content)


@pytest.mark.parametrize("around", sorted(markup.AROUND))
def test_a_paragraph_with_an_element_around_it_is_still_there(
    office: Office, draft: str, around: str
) -> None:
    content = word.edited(file_of(office, draft), lambda root: markup.wrap(around, word.find(root, TASK)))
    found = compare(office.work(), draft, content)
    assert (found.changes, found.unplaced) == ((), ())


@pytest.mark.parametrize(("change", "said"), TOLD)
def test_what_no_field_can_say_is_told(office: Office, draft: str, change: Any, said: str) -> None:
    found = compare(office.work(), draft, word.edited(file_of(office, draft), change))
    assert said in {one.text for one in found.unplaced}


@pytest.mark.parametrize(("change", "said"), TOLD)
def test_a_paper_with_what_no_print_can_show_is_not_put_up(
    office: Office, put_up: tuple[str, bytes], change: Any, said: str
) -> None:
    document_id, file = put_up
    with pytest.raises(WrongState) as refused:
        put_up_as_signed(office.work(), document_id, word.edited(file, change))
    assert said in refused.value.message


@pytest.mark.parametrize("kind", ["page", "column"])
def test_two_words_between_which_a_page_ends_are_not_put_up_as_one(
    office: Office, put_up: tuple[str, bytes], kind: str
) -> None:
    document_id, file = put_up

    def part(root: Any) -> None:
        paragraph = word.find(root, "Theo dõi, đôn đốc và tổng hợp")
        text = word.text_of(paragraph)
        place = text.index(" tổng hợp")
        word.set_text(paragraph, text[:place])
        paragraph.append(markup.element(f'<w:r><w:br w:type="{kind}"/><w:t>{text[place + 1 :]}</w:t></w:r>'))

    put_up_as_signed(office.work(), document_id, word.edited(file, part))
    assert any("đôn đốc và tổng hợp" in one for one in printed_texts(file_of(office, document_id)))


def test_signs_without_a_width_are_no_words(office: Office, draft: str) -> None:
    unseen = word.change_words("Phân công lãnh đạo", "Phân\u200b công\ufeff lãnh\u2060 đạo")
    assert compare(office.work(), draft, word.edited(file_of(office, draft), unseen)).changes == ()


def test_a_raised_figure_of_an_area_is_taken_as_its_sign(office: Office, put_up: tuple[str, bytes]) -> None:
    document_id, file = put_up

    def change(root: Any) -> None:
        raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
        for new in ("<w:r><w:t> 500 m</w:t></w:r>", raised):
            word.find(root, TASK).append(markup.element(new))

    signed = word.edited(file, change)
    taken, submitted = put_up_as_signed(office.work(), document_id, signed)
    assert taken.unplaced == ()
    assert any("500 M²" in one for one in words_of(office, submitted.content))


def test_a_field_without_an_end_takes_no_words_away(office: Office, draft: str) -> None:
    mark = markup.element('<w:r><w:fldChar w:fldCharType="begin"/></w:r>')
    content = word.edited(file_of(office, draft), markup.put_into(TASK, mark))
    found = compare(office.work(), draft, content)
    assert (found.changes, found.unplaced) == ((), ())


def test_words_of_headers_and_footers_are_told_but_for_the_page_number(office: Office, draft: str) -> None:
    content = file_of(office, draft)
    (name,) = [
        one for one in word.parts_of(content) if "header" in one and b"PAGE" in word.parts_of(content)[one]
    ]
    new = word.parts_of(content)[name].replace(
        b"</w:hdr>", markup.plain_paragraph("Bản mật").encode() + b"</w:hdr>"
    )
    found = compare(office.work(), draft, word.with_parts(content, {name: new}))
    assert [(one.text, one.is_still_printed) for one in found.unplaced] == [("Bản mật", False)]


def test_a_file_without_an_id_is_known_by_its_words(office: Office, draft: str) -> None:
    own = word.with_parts(file_of(office, draft), {"docProps/custom.xml": None})
    assert not compare(office.work(), draft, own).is_identified
    with pytest.raises(ForeignFile, match="chữ khác hẳn"):
        compare(office.work(), draft, built("typed"))


def test_a_paragraph_that_is_to_be_joined_to_the_next_is_told(office: Office, draft: str) -> None:
    def change(root: Any) -> None:
        one = word.find(root, TASK)
        mark = markup.element('<w:rPr><w:del w:author="A"/></w:rPr>')
        one.find(word.W + "pPr").append(mark)

    found = compare(office.work(), draft, word.edited(file_of(office, draft), change))
    assert [one.text.startswith("Đề nghị nối với đoạn sau: ") for one in found.unplaced] == [True]

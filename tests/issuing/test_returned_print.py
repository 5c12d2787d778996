"""The whole print of a new version beside the whole file: what paper shows at its place, or what is told."""

import re
from typing import Any

import pytest
from lxml import etree

from service.issuing.returned_changes import Choice
from service.issuing.returned_word import compare, take
from tests.issuing import word_edits as word
from tests.issuing.conftest import Office
from tests.issuing.returned_files import content_of, file_of, plan, words_of

VML = "urn:schemas-microsoft-com:vml"


@pytest.fixture
def draft(office: Office) -> str:
    return str(office.draft({**office.catalogue.sample("ke_hoach", "full"), "office": office.id}).id)


def told(office: Office, draft: str, content: bytes) -> list[tuple[str, bool]]:
    return [(one.text, one.is_still_printed) for one in compare(office.work(), draft, content).unplaced]


def edited(office: Office, draft: str, *changes: Any) -> bytes:
    content = file_of(office, draft)
    for change in changes:
        content = word.edited(content, change)
    return content


def cell(before: str, after: str) -> Any:
    def change(root: Any) -> None:
        found = next(one for one in root.iter(word.W + "p") if word.text_of(one) == before)
        word.set_text(found, after)

    return change


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("/KH-UBND", "/KH-UBND-VX"),
        ("XÃ BA TƠ", "XÃ BA TƠ ĐÔNG"),
        ("Độc lập - Tự do", "Độc lập – Tự do"),
        ("KẾ HOẠCH", "CHƯƠNG TRÌNH"),
        ("TM. ỦY BAN NHÂN DÂN", "TM. HỘI ĐỒNG NHÂN DÂN"),
        ("III. NHIỆM VỤ", "V. NHIỆM VỤ"),
        ("2.2.1. Công khai", "2.2.4. Công khai"),
    ],
)
def test_words_that_the_service_prints_itself_are_told_when_they_were_changed(
    office: Office, draft: str, before: str, after: str
) -> None:
    content = edited(office, draft, word.change_words(before, after))
    found = told(office, draft, content)
    assert [is_printed for _, is_printed in found] == [False, True]
    assert after in found[0][0]
    assert before in found[1][0]


def test_words_in_a_text_box_are_told(office: Office, draft: str) -> None:
    box = etree.fromstring(
        f'<w:r xmlns:w="{word.W[1:-1]}" xmlns:v="{VML}"><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>Chữ trong khung</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    content = edited(office, draft, lambda root: word.find(root, "Phân công lãnh đạo").append(box))
    assert told(office, draft, content) == [("Chữ trong khung", False)]


def test_words_at_a_place_where_no_field_prints_them_are_not_put_elsewhere_untold(
    office: Office, draft: str
) -> None:
    sentence = "Giao Văn phòng theo dõi việc sử dụng kinh phí đúng quy định."
    content = edited(office, draft, word.add_after("Tổng kinh phí", sentence))
    assert (sentence, False) in told(office, draft, content)


def test_a_table_that_was_put_in_is_told_and_gives_no_field_words(office: Office, draft: str) -> None:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("Ô một", "Ô hai"))
    table = etree.fromstring(f'<w:tbl xmlns:w="{word.W[1:-1]}"><w:tr>{cells}</w:tr></w:tbl>')
    content = edited(office, draft, lambda root: word.find(root, "Tổng kinh phí").addnext(table))
    before = content_of(office, draft)
    assert told(office, draft, content) == [("Ô một", False), ("Ô hai", False)]
    assert take(office.work(), draft, content).taken == 0
    assert content_of(office, draft) == before


def test_a_computed_cell_that_was_changed_alone_is_told_and_not_counted_as_taken(
    office: Office, draft: str
) -> None:
    own = "Quý I năm 2026; minh chứng trước ngày 01/4/2026"
    content = edited(office, draft, cell(own, "Quý IV năm 2026"))
    taken = take(office.work(), draft, content)
    assert ("Quý IV năm 2026", False) in [(one.text, one.is_still_printed) for one in taken.unplaced]
    assert taken.taken == 0


def test_a_computed_cell_follows_a_deadline_that_was_changed_in_the_text(office: Office, draft: str) -> None:
    content = edited(office, draft, word.change_words("Tháng 3, tháng 6", "Tháng 4, tháng 6"))
    taken = take(office.work(), draft, content)
    assert (taken.taken, taken.unplaced) == (1, ())
    assert words_of(office, file_of(office, draft)).count("THÁNG 4, THÁNG 6, THÁNG 9/2026") == 1


def test_a_row_taken_out_of_a_computed_table_alone_is_told(office: Office, draft: str) -> None:
    def remove(root: Any) -> None:
        row = next(word.find(root, "Hồ sơ trực tuyến").iterancestors(word.W + "tr"))
        row.getparent().remove(row)

    found = told(office, draft, edited(office, draft, remove))
    assert ("Tháng 3, tháng 6, tháng 9/2026", True) in found


def test_a_month_changed_in_word_is_the_month_of_the_draft_and_number_and_day_are_told(
    office: Office, draft: str
) -> None:
    content = edited(
        office,
        draft,
        cell("Ba Tơ, ngày      tháng 02 năm 2026", "Ba Tơ, ngày 03 tháng 3 năm 2026"),
        word.change_words("Số:", "Số: 27"),
        word.change_words("ngày      tháng 02 năm 2026 của", "ngày      tháng 3 năm 2026 của"),
    )
    found = compare(office.work(), draft, content)
    assert [one.path for one in found.changes] == ["month", "frame.attached_to"]
    assert found.changes[0].word == "2026-03"
    assert found.typed.words == "số 27, ngày 03/3/2026"
    assert found.unplaced == ()
    take(office.work(), draft, content)
    assert "Ba Tơ, ngày tháng 3 năm 2026".upper() in " ".join(words_of(office, file_of(office, draft)))


def test_words_that_are_struck_out_are_told(office: Office, draft: str) -> None:
    def strike(root: Any) -> None:
        run = next(word.find(root, "hằng quý").iter(word.W + "r"))
        look = run.find(word.W + "rPr")
        if look is None:
            look = etree.Element(word.W + "rPr")
            run.insert(0, look)
        look.append(etree.Element(word.W + "strike"))

    ((text, _),) = told(office, draft, edited(office, draft, strike))
    assert text.startswith("Chữ bị gạch ngang: ")


def test_a_footnote_is_told(office: Office, draft: str) -> None:
    notes = (
        f'<w:footnotes xmlns:w="{word.W[1:-1]}"><w:footnote w:id="2"><w:p><w:r><w:t>Chú thích của lãnh đạo</w:t>'
        "</w:r></w:p></w:footnote></w:footnotes>"
    ).encode()
    content = file_of(office, draft)
    rels = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
    known = word.parts_of(content)[rels].replace(b"</Relationships>", relation)
    content = word.with_parts(content, {rels: known, "word/footnotes.xml": notes})
    assert told(office, draft, content) == [("Chú thích của lãnh đạo", False)]


def test_a_value_that_a_field_may_not_have_is_told_and_the_draft_stays_one_that_can_be_printed(
    office: Office, draft: str
) -> None:
    content = edited(
        office, draft, cell("PHÓ CHỦ TỊCH", "CHỦ TỊCH"), word.change_words("hằng quý", "hằng tháng")
    )
    taken = take(office.work(), draft, content)
    assert [one.text for one in taken.unplaced] == ["CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert taken.taken == 1
    assert "hằng tháng" in content_of(office, draft)["implementation"][1]["duties"][0]["content"]
    assert "PHÓ CHỦ TỊCH" in words_of(office, file_of(office, draft))


def test_a_task_moved_with_its_lines_is_one_row_and_keeps_its_label(office: Office, draft: str) -> None:
    def move(root: Any) -> None:
        texts = list(root.iter(word.W + "p"))
        start = next(at for at, one in enumerate(texts) if word.text_of(one).startswith("2.2.2."))
        end = next(at for at, one in enumerate(texts) if word.text_of(one).startswith("2.3."))
        before = word.find(root, "2.2.1.")
        for one in texts[start:end]:
            before.addprevious(one)
        for number, one in (("2.2.1.", texts[start]), ("2.2.2.", before)):
            letters = next(one.iter(word.W + "t"))
            letters.text = re.sub(r"^2\.2\.[12]\.", number, letters.text)

    content = edited(office, draft, move)
    (row,) = compare(office.work(), draft, content).changes
    assert row.is_move
    taken = take(office.work(), draft, content)
    assert (taken.taken, taken.unplaced) == (1, ())
    tasks = content_of(office, draft)["criteria"][1]["tasks"]
    assert [(one["label"], one["short_title"]) for one in tasks] == [
        ("ho_so_truc_tuyen", "Hồ sơ trực tuyến"),
        ("cong_khai_tthc", "Công khai thủ tục hành chính"),
    ]


def test_a_move_that_is_kept_out_leaves_the_order_of_the_draft(office: Office) -> None:
    draft = str(office.draft(plan(office)).id)
    content = edited(office, draft, word.move_after("- Quán triệt", "Phân công lãnh đạo"))
    (row,) = compare(office.work(), draft, content).changes
    before = content_of(office, draft)
    taken = take(office.work(), draft, content, Choice(keep=[row.key]))
    assert (taken.taken, taken.document.version) == (0, 1)
    assert content_of(office, draft) == before


def test_the_day_of_a_cited_document_changed_in_the_opening_is_taken(office: Office, draft: str) -> None:
    content = edited(
        office,
        draft,
        word.change_words("ngày 20 tháng 01 năm 2026 của Đảng ủy", "ngày 21 tháng 01 năm 2026 của Đảng ủy"),
    )
    taken = take(office.work(), draft, content)
    assert taken.unplaced == ()
    assert "21" in {str(one.get("date"))[-2:] for one in content_of(office, draft)["citations"]} | {
        str(one.get("date"))[:2] for one in content_of(office, draft)["citations"]
    }

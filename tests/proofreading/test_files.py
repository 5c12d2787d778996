"""Files as the proofreader gets them: Word, plain text, inputs; places of the findings; mending."""

import io
from datetime import date

import docx
import pytest
from docx.oxml import OxmlElement

from service.errors import UnreadableInput
from service.issuing.proofreading import mend, proofread_file, proofread_input
from service.proofreading import ProofContext

WRONG = "Đơn vị phân đấu hoàn thành nhiệm vụ."


def _docx(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, texts in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def test_a_finding_in_a_word_file_names_the_paragraph() -> None:
    (one,) = proofread_file(_docx("Kính gửi các đơn vị.", WRONG), "a.docx")
    assert (one.where.paragraph, one.path, one.file, one.quote) == (2, None, "a.docx", "phân đấu")


def test_a_finding_in_a_plain_text_names_the_line() -> None:
    (one,) = proofread_file(f"Kính gửi các đơn vị.\n\n{WRONG}\n".encode(), "a.txt")
    assert (one.where.paragraph, one.quote) == (3, "phân đấu")


def test_a_finding_in_an_input_names_the_field() -> None:
    content = {"type": "ke_hoach", "content": {"tasks": [{"label": "a_b", "content": WRONG}]}}
    (one,) = proofread_input(content)
    assert (one.path, one.quote) == ("content.tasks[0].content", "phân đấu")


def test_what_is_kept_beside_an_input_is_no_wording() -> None:
    beside = {
        "check_again": [{"path": "content.closing", "value": WRONG}],
        "acknowledged": [{"code": "month", "path": "", "reason": WRONG}],
        "tray": [WRONG],
    }
    assert proofread_input({"type": "ke_hoach", **beside}) == []


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_an_input_is_read_in_both_notations(name: str) -> None:
    (one,) = proofread_file(b'{"content": {"closing": "' + WRONG.encode() + b'"}}', name)
    assert one.path == "content.closing"


def test_the_month_of_an_input_is_its_day() -> None:
    text = 'month: 2026-02\ncontent: {closing: "Các đơn vị báo cáo trước ngày 01/12/2025."}\n'
    assert [one.code for one in proofread_file(text.encode(), "a.yaml")] == ["date-order"]


def test_totals_of_a_word_table_are_added_up() -> None:
    table = [["TT", "Số hồ sơ"], ["Một", "12"], ["Hai", "30"], ["Tổng cộng", "43"]]
    found = proofread_file(_docx("Bảng số liệu.", table=table), "a.docx")
    assert [(one.code, one.suggestion) for one in found] == [("arithmetic", "42")]


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"%PDF-1.7", "a.docx"), (b"PK\x03\x04", "a.docx"), (b"", "a.docx"), (b"abc", "a.pdf"), (b"\xff\xfe\xff", "a.txt"),
     (b"a: [", "a.yaml")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, name: str) -> None:
    with pytest.raises(UnreadableInput) as refused:
        proofread_file(content, name)
    assert len(refused.value.message) > 20


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [(b"\xd0\xcf\x11\xe0" + b"\0" * 99, "a.doc", "đời cũ"), (b"%PDF-1.7", "a.pdf", "là PDF"), (b"", "a.docx", "0 byte"),
     (b"", "a.txt", "0 byte"), (b"\xff\xd8\xff\xe0", "a.jpg", "bản quét"), (b"abc", "a.odt", "Chỉ soát được")],
)  # fmt: skip
def test_a_file_of_another_format_is_refused_as_the_check_of_layout_does(
    content: bytes, name: str, words: str
) -> None:
    with pytest.raises(UnreadableInput, match=words):
        proofread_file(content, name)


def test_a_word_file_without_letters_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="không có chữ"):
        proofread_file(_docx(), "a.docx")


def test_mending_a_word_file_changes_letters_and_no_looks() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Đơn vị ")
    paragraph.add_run("phân").bold = True
    paragraph.add_run(" đấu hoàn thành nhiệm vụ.").italic = True
    stream = io.BytesIO()
    document.save(stream)
    made = mend(stream.getvalue(), "a.docx")
    runs = docx.Document(io.BytesIO(made.content)).paragraphs[0].runs
    assert "".join(run.text for run in runs) == "Đơn vị phấn đấu hoàn thành nhiệm vụ."
    assert [run.bold for run in runs] == [None, True, None]
    assert [run.italic for run in runs] == [None, None, True]
    assert (len(made.done), made.left) == (1, ())


def test_mending_a_document_of_ours_keeps_its_no_break_signs() -> None:
    document = docx.Document()
    run = document.add_paragraph("").add_run("Đơn vị phân đấu thực hiện Kế hoạch số\u00a005/KH")
    run._r.append(OxmlElement("w:noBreakHyphen"))
    run._r.append(OxmlElement("w:t"))
    run._r[-1].text = "UBND."
    stream = io.BytesIO()
    document.save(stream)
    made = mend(stream.getvalue(), "a.docx")
    assert _texts(made.content)[-1] == "Đơn vị phấn đấu thực hiện Kế hoạch số\u00a005/KH-UBND."
    assert docx.Document(io.BytesIO(made.content)).element.findall(".//{*}noBreakHyphen")


def test_a_second_mending_changes_nothing() -> None:
    once = mend(_docx(WRONG, "Họp ngày 5/3/2026 , tại trụ sở."), "a.docx")
    assert _texts(once.content)[-1] == "Họp ngày 05/3/2026, tại trụ sở."
    assert mend(once.content, "a.docx").done == ()


def test_mending_a_plain_text_keeps_line_ends_and_other_lines() -> None:
    made = mend(f"A b.\r\n{WRONG}\r\nC d.".encode(), "a.txt")
    assert made.content.decode() == "A b.\r\nĐơn vị phấn đấu hoàn thành nhiệm vụ.\r\nC d."


def test_mending_an_input_keeps_comments_and_order() -> None:
    text = f"# ghi chú\ncontent:\n  closing: {WRONG}\n  b: '2'\n"
    made = mend(text.encode(), "a.yaml")
    assert made.content.decode() == text.replace("phân đấu", "phấn đấu")


def test_what_is_not_certain_is_left_and_told() -> None:
    made = mend("Có 15/22 nhiệm vụ hoàn thành, đạt 69,18%.".encode(), "a.txt")
    assert made.done == ()
    assert [one.code for one in made.left] == ["arithmetic"]


def test_the_context_of_the_caller_wins() -> None:
    text = "Báo cáo UBND huyện để tổng hợp.".encode()
    assert proofread_file(text, "a.txt") == []
    context = ProofContext(issued_on=date(2026, 1, 1))
    assert [one.code for one in proofread_file(text, "a.txt", context=context)] == ["unit-obsolete"]

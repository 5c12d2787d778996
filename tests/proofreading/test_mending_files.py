"""Corrections written into files: each changes its own place and nothing else, what is unsafe is left."""

import io
import unicodedata
from typing import Literal

import docx
import pytest
import yaml
from docx.oxml import OxmlElement

from service.issuing.proof_mending import corrected
from service.issuing.proof_texts import text_of
from service.issuing.proofreading import mend
from service.proofreading import Block, Correction, ProofContext, corrections, proofread
from service.reference import lexicon


def _written(source: str, name: str, *wanted: Correction) -> tuple[str, list[Correction]]:
    content, done = corrected(source.encode(), name, text_of(source.encode(), name), wanted)
    return content.decode(), done


@pytest.mark.parametrize(
    ("old", "start", "end", "new"),
    [("Gồm các việc sau", 12, 16, "sau: một"), ("Gồm các việc sau", 0, 3, "- Gồm"), ("Gồm các việc sau", 0, 3, "[Gồm"),
     ("Gồm các việc sau", 0, 3, "&a Gồm")],
)  # fmt: skip
def test_a_change_after_which_the_input_says_something_else_is_left_out(
    old: str, start: int, end: int, new: str
) -> None:
    source = f"content:\n  closing: {old}\n  title: Kế hoạch bổ xung vốn  # bổ xung\n"
    unsafe = Correction("content.closing", start, end, new, "x")
    safe = Correction("content.title", 9, 16, "bổ sung", "x")
    made, done = _written(source, "a.yaml", unsafe, safe)
    assert done == [safe]
    assert yaml.safe_load(made) == {"content": {"closing": old, "title": "Kế hoạch bổ sung vốn"}}


@pytest.mark.parametrize("sign", ['"', "'", "\\", " #"])
def test_a_change_that_brings_a_sign_of_the_notation_is_left_out(sign: str) -> None:
    source = 'content: {closing: "Gồm các việc sau"}\n'
    made, done = _written(source, "a.yaml", Correction("content.closing", 0, 3, f"Gồm{sign}", "x"))
    assert (made, done) == (source, [])


def test_a_value_that_stands_twice_in_the_file_is_left_out() -> None:
    for second in ("  title: Vốn bổ xung\n", "  # Vốn bổ xung\n"):
        source = f"content:\n  closing: Vốn bổ xung\n{second}"
        made, done = _written(source, "a.yaml", Correction("content.closing", 4, 11, "bổ sung", "x"))
        assert (made, done) == (source, [])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_paragraph_is_mended_however_its_letters_are_composed(form: Literal["NFC", "NFD"]) -> None:
    document = docx.Document()
    document.add_paragraph(unicodedata.normalize(form, "Đơn vị phân đấu hoàn thành nhiệm vụ."))
    stream = io.BytesIO()
    document.save(stream)
    made = mend(stream.getvalue(), "a.docx")
    text = docx.Document(io.BytesIO(made.content)).paragraphs[0].text
    assert text == "Đơn vị phấn đấu hoàn thành nhiệm vụ."
    assert [one.code for one in made.done] == ["wrong-word"]


def test_a_change_over_a_no_break_hyphen_is_left_to_a_person() -> None:
    document = docx.Document()
    run = document.add_paragraph("Kế hoạch 05").runs[0]
    run._r.append(OxmlElement("w:noBreakHyphen"))
    document.paragraphs[0].add_run("KH của xã")
    stream = io.BytesIO()
    document.save(stream)
    content = stream.getvalue()
    text = text_of(content, "a.docx")
    assert text.blocks[0].text == "Kế hoạch 05-KH của xã"
    over = Correction("đoạn 1", 9, 14, "05/KH", "x")
    assert corrected(content, "a.docx", text, [over])[1] == []
    beside = Correction("đoạn 1", 15, 18, "cho", "x")
    assert corrected(content, "a.docx", text, [beside])[1] == [beside]


@pytest.mark.parametrize(
    ("word", "is_right"), [("quyêt tâm", True), ("uyêt tâm", False), ("ao quyêt", False), ("quyêt tâ", False)]
)
def test_a_word_of_the_office_ends_where_words_end(word: str, *, is_right: bool) -> None:
    block = Block("x", "Nâng cao quyêt tâm của các đơn vị.")
    context = ProofContext(own_words=frozenset({word}))
    found = proofread([block], context=context, lexicon=lexicon())
    assert ([one.quote for one in found] == []) is is_right


@pytest.mark.parametrize(
    ("line", "is_found"),
    [("Có 03 nhiệm vụ sau:", True), ("Có 01 nhiệm vụ sau:", False), ("Có 03 ngày sau:", False),
     ("Có 03 tháng sau:", False)],
)  # fmt: skip
def test_only_what_is_counted_is_compared_with_a_list(line: str, *, is_found: bool) -> None:
    """One is "a certain", and a span of time has no items."""
    lines = ["KẾ HOẠCH", "Công tác dân vận", line, "- Rà soát hồ sơ;", "- Báo cáo kết quả."]
    blocks = [Block(str(number), text) for number, text in enumerate(lines)]
    found = proofread(blocks, context=ProofContext(), lexicon=lexicon())
    assert ("arithmetic" in {one.code for one in found}) is is_found


def test_two_acts_without_a_comma_may_be_one_subject() -> None:
    block = Block("x", "Xây dựng ban hành quy chế làm việc là trách nhiệm của Văn phòng.")
    assert proofread([block], context=ProofContext(), lexicon=lexicon()) == []
    assert corrections([block], context=ProofContext(), lexicon=lexicon()) == []

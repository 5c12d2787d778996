"""Mending of a whole file goes to the end: words and layout by turns, and a second run has nothing left to do."""

import io

import docx
import pytest

from service.checking import Fixed
from service.domain.findings import Finding
from service.issuing import file_mending
from service.issuing.file_kinds import FORMAT, PROOFREAD
from service.issuing.file_mending import mended_file
from service.issuing.mending_steps import Mend, kept_mend
from tests.issuing.test_file_findings import _content as faulty_docx

#: A mend that brings the next one into sight: the bracket, then what is said twice within it.
SLIPS = "Giao các phòng ban phối hợp (((chậm nhất (chậm nhất trước ngày 5/2/2026.,,, và và và bổ xung xung."


def slips_docx() -> bytes:
    """A Word file with faults of layout, and words that need several readings."""
    document = docx.Document(io.BytesIO(faulty_docx()))
    document.paragraphs[-1].insert_paragraph_before(SLIPS)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_a_second_run_finds_nothing_left_and_the_steps_do_it_again(name: str) -> None:
    content = slips_docx() if name == "a.docx" else SLIPS.encode()
    made = mended_file(content, name)
    assert len(made.steps) > 1
    again = mended_file(made.content, name)
    assert (again.done, again.steps, again.content) == ((), (), made.content)
    assert again.left == made.left
    assert Mend(made.steps, ()).of(content, name) == made.content


def test_a_step_that_an_older_version_kept_is_still_done_again() -> None:
    made = mended_file(SLIPS.encode(), "a.txt")
    content = SLIPS.encode()
    for step in made.steps:
        content = kept_mend({**step.to_json(), "done": ["d1: thành “bổ sung”"]}).of(content, "a.txt")
    assert content == made.content


def test_only_what_is_asked_for_is_mended() -> None:
    content = slips_docx()
    words, layout = (mended_file(content, "a.docx", kinds=(one,)) for one in (PROOFREAD, FORMAT))
    assert {step.layout for step in words.steps} == {()}
    assert [step.layout for step in layout.steps] == [None]
    assert all(isinstance(one, Finding) for one in layout.done)


def test_a_fault_of_layout_that_mended_words_bring_into_sight_is_mended_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right, seen = "Các cơ quan phấn đấu hoàn thành nhiệm vụ.", list[str]()

    def mend_format(content: bytes, *, file: str = "") -> Fixed:
        (text,) = (one.text for one in docx.Document(io.BytesIO(content)).paragraphs)
        seen.append(text)
        if text != right:
            return Fixed(content, (), ())
        document = docx.Document()
        document.add_paragraph(f"{right} Xong.")
        stream = io.BytesIO()
        document.save(stream)
        return Fixed(stream.getvalue(), (Finding("X", "error", "Thiếu chữ.", file=file),), ())

    monkeypatch.setattr(file_mending, "mend_format", mend_format)
    document = docx.Document()
    document.add_paragraph(right.replace("phấn", "phân"))
    stream = io.BytesIO()
    document.save(stream)
    made = mended_file(stream.getvalue(), "a.docx")
    assert [getattr(one, "code", "") for one in made.done] == ["wrong-word", "X"]
    assert seen == [right.replace("phấn", "phân"), right]
    assert docx.Document(io.BytesIO(made.content)).paragraphs[0].text.endswith("Xong.")

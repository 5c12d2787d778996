"""What a file carries besides its text, read where the text is read: boxes in boxes cost no more than their letters."""

import copy
import time
from typing import Any

import pytest
from lxml import etree

from service.errors import UnreadableInput
from service.inspection.budget import MAX_LETTERS
from service.intake.returned import read_returned
from tests.intake.own_plan import built
from tests.issuing import word_edits as word

VML = "urn:schemas-microsoft-com:vml"
DEPTH = 40


def boxed(depth: int) -> bytes:
    """A file with text boxes in each other, the innermost with a tracked word."""
    inner = (
        '<w:p><w:ins w:author="Chủ tịch"><w:r><w:t>trong cùng</w:t></w:r></w:ins>'
        '<w:del w:author="Chủ tịch"><w:r><w:delText>đã xóa</w:delText></w:r></w:del></w:p>'
    )
    for _ in range(depth):
        inner = (
            "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
            f"{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
        )
    paragraph = etree.fromstring(inner.replace("<w:p>", f'<w:p xmlns:w="{word.W[1:-1]}" xmlns:v="{VML}">', 1))
    return word.edited(built("typed"), lambda root: word.find(root, "I. MỤC TIÊU").addnext(paragraph))


def test_boxes_in_boxes_are_read_once_each() -> None:
    begun = time.process_time()
    facts, found = read_returned(boxed(DEPTH))
    assert time.process_time() - begun < 1
    number = next(one.number for one in facts.paragraphs if one.text == "trong cùng")
    assert found.proposed == {number: "Chủ tịch"}
    assert found.removed == {number: "đã xóa"}


def test_a_form_that_word_does_not_show_gives_no_numbers_away() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Khung</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    both = etree.fromstring(
        f'<w:p xmlns:w="{word.W[1:-1]}" xmlns:v="{VML}" xmlns:mc="{mc}"><w:r><mc:AlternateContent><mc:Choice Requires="v">'
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    content = word.edited(built("typed"), lambda root: word.find(root, "I. MỤC TIÊU").addnext(both))
    content = word.with_comment(content, "II.", "Nhận xét.")
    facts, found = read_returned(content)
    (comment,) = found.comments
    assert next(one for one in facts.paragraphs if one.number == comment.paragraph).text.startswith("II.")


def tracked(inner: str) -> bytes:
    paragraph = etree.fromstring(f'<w:p xmlns:w="{word.W[1:-1]}">{inner}</w:p>')
    return word.edited(built("typed"), lambda root: word.find(root, "I. MỤC TIÊU").addnext(paragraph))


def removal(inner: str, name: str = "del") -> str:
    return f'<w:{name} w:author="Chủ tịch">{inner}</w:{name}>'


def letters(text: str) -> str:
    return f"<w:r><w:delText>{text}</w:delText></w:r>"


def test_what_is_taken_out_within_what_is_taken_out_is_told_once() -> None:
    inner = letters("một ") + removal(letters("hai ")) + removal(letters("ba"), "moveFrom")
    _, found = read_returned(tracked(removal(inner, "moveFrom") + "<w:r><w:t>còn</w:t></w:r>"))
    assert list(found.removed.values()) == ["một hai ba"]


def test_what_is_put_in_is_told_but_for_what_was_taken_out_again() -> None:
    _, found = read_returned(tracked(removal(f"<w:r><w:t>mới</w:t></w:r>{removal(letters('cũ'))}", "ins")))
    assert (list(found.added.values()), list(found.removed.values())) == (["mới"], ["cũ"])


def test_deletions_in_each_other_cost_no_more_than_their_letters() -> None:
    inner = letters("x") * 50
    for _ in range(200):
        inner = removal(inner)
    content = tracked(inner)

    def many(root: Any) -> None:
        one = next(one for one in root.iter(word.W + "p") if one.find(word.W + "del") is not None)
        for _ in range(39):
            one.addnext(copy.deepcopy(one))

    content = word.edited(content, many)
    begun = time.process_time()
    _, found = read_returned(content)
    assert time.process_time() - begun < 1
    assert list(found.removed.values()) == ["x" * 50] * 40


def test_letters_that_were_taken_out_count_for_what_may_be_read() -> None:
    with pytest.raises(UnreadableInput, match="quá nhiều chữ"):
        read_returned(tracked(removal(letters("x" * (MAX_LETTERS + 1)))))

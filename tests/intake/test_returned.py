"""What a file carries besides its text, read where the text is read: boxes in boxes cost no more than their letters."""

import time

from lxml import etree

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

"""What an old file says beside the text of its paragraphs lies in the tray, each time once: nothing is missed in silence."""

from collections.abc import Sequence
from typing import Any

import pytest

from service.issuing.imported import Imported
from service.issuing.importing import import_file
from tests.intake.own_plan import built
from tests.issuing import word_edits as word
from tests.issuing import word_markup as markup
from tests.issuing.read_back import NOW
from tests.issuing.test_importing_generated import SHIPPED

TASK = "I. MỤC TIÊU"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(look: str, text: str) -> Any:
    return markup.element(f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>")


def with_part(name: str, inner: str, anchor: str = "") -> bytes:
    """The file with a part of its own (``footnotes``, ``header9``) and what names it in the body."""
    content = built("typed")
    rels = "word/_rels/document.xml.rels"
    kind = name.rstrip("0123456789")
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{name}.xml"/></Relationships>'
    root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
    part = f'<w:{root} xmlns:w="{word.W[1:-1]}">{inner}</w:{root}>'
    known = word.parts_of(content)[rels].decode().replace("</Relationships>", relation)
    if anchor:
        reference = f'<w:{anchor} w:type="default" r:id="rId99" xmlns:r="{OFFICE}"/>'
        content = word.edited(
            content, lambda root: root.find(f".//{word.W}sectPr").insert(0, markup.element(reference))
        )
    return word.with_parts(content, {rels: known.encode(), f"word/{name}.xml": part.encode()})


def imported(content: bytes) -> Imported:
    found = import_file(SHIPPED, "ke_hoach", content, now=NOW)
    numbers = [one.number for one in (*found.placed, *found.tray)]
    assert len(numbers) == len(set(numbers))
    return found


def edited(*new: Any) -> bytes:
    def change(root: Any) -> None:
        for one in new:
            word.find(root, TASK).append(one)

    return word.edited(built("typed"), change)


PAGE = '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>'
NOTE = f'<w:footnote w:id="2">{markup.plain_paragraph("Chú thích zq77.")}</w:footnote>'
SUPERSCRIPT, SUBSCRIPT = (f'<w:vertAlign w:val="{one}"/>' for one in ("superscript", "subscript"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (with_part("footnotes", NOTE), ("Chú thích zq77.", "chú thích")),
        (with_part("endnotes", NOTE.replace("footnote", "endnote")), ("Chú thích zq77.", "chú thích")),
        (with_part("footer9", markup.plain_paragraph("Lưu zq77 bản") + PAGE, "footerReference"), ("Lưu zq77 bản", "cuối trang")),
        (word.with_comment(built("typed"), TASK, "Nhớ zq77 hạn"), ("Nhớ zq77 hạn", "nhận xét của Chủ tịch")),
        (edited(markup.fraction("zq77", "2")), ("zq77/2", "công thức")),
        (edited(run("<w:vanish/>", "ẩn zq77")), ("ẩn zq77", "chữ ẩn")),
        (edited(run("<w:strike/>", "bỏ zq77")), ("bỏ zq77", "gạch ngang")),
        (edited(run(SUBSCRIPT, "zq77")), ("zq77", "thấp hơn dòng")),
        (edited(markup.element('<w:del w:author="A"><w:r><w:delText>cũ zq77</w:delText></w:r></w:del>')), ("cũ zq77", "theo dõi bỏ")),
        (edited(markup.element('<w:ins w:author="A"><w:r><w:t>mới zq77</w:t></w:r></w:ins>')), ("mới zq77", "theo dõi thêm")),
    ],
)  # fmt: skip
def test_words_beside_the_text_lie_in_the_tray_with_a_reason(content: bytes, said: Sequence[str]) -> None:
    text, why = said
    found = imported(content)
    (one,) = [one for one in found.tray if one.text == text]
    assert why in one.why
    assert "2" not in {one.text for one in found.tray}


def test_a_file_without_such_words_has_nothing_more_in_its_tray() -> None:
    own = built("typed")
    found = imported(own)
    assert max(one.number for one in (*found.placed, *found.tray)) <= own_paragraphs(own)
    assert found.warnings == ()


def own_paragraphs(content: bytes) -> int:
    counted: list[Any] = []
    word.edited(content, lambda root: counted.extend(root.iter(word.W + "p")))
    return len(counted)


def test_changes_that_nobody_has_settled_and_underlined_words_are_warned_of() -> None:
    change = markup.element('<w:ins w:author="A"><w:r><w:t>mới</w:t></w:r></w:ins>')
    found = imported(edited(change, run('<w:u w:val="single"/>', "chân")))
    assert [one.split(";")[0] for one in found.warnings] == [
        "Tệp còn thay đổi đang theo dõi ở 1 đoạn",
        "Chữ gạch chân ở 1 đoạn không giữ nét gạch.",
    ]


def test_a_formula_in_one_line_and_a_raised_figure_are_words_of_their_paragraph() -> None:
    task = "Rà soát"
    content = word.edited(
        built("typed"),
        lambda root: [
            word.find(root, task).append(one) for one in (markup.formula(" zq=5 m"), run(SUPERSCRIPT, "2"))
        ],
    )
    (one,) = [one for one in (*imported(content).placed, *imported(content).tray) if "zq=5" in one.text]
    assert one.text.endswith("zq=5 m²")
    assert one.path.startswith("content.")


def test_paragraphs_in_elements_around_them_are_paragraphs_of_the_file() -> None:
    new = markup.element(markup.AROUND["customXml"].format(markup.plain_paragraph("Lời zq77 khác.")))
    content = word.edited(built("typed"), markup.put_after(TASK, new))
    found = imported(content)
    assert [one.text for one in (*found.placed, *found.tray) if "zq77" in one.text] == ["Lời zq77 khác."]

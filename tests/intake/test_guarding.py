"""Macros, objects and words from elsewhere are known by what they are, whatever their parts are called."""

import pytest
from lxml import etree

from service.errors import UnreadableInput
from service.inspection import inspect
from service.intake.guarding import require_own_words, require_safe
from tests.intake.own_plan import built
from tests.issuing import word_edits as word

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"


def related(kind: str, *, mode: str = "Internal") -> bytes:
    """A file with a relation to a part with a harmless name."""
    content = built("typed")
    relation = (
        f'<Relationship Id="rId99" Type="{kind}" Target="a/x.bin" TargetMode="{mode}"/></Relationships>'
    )
    rels = word.parts_of(content)[RELATIONS].decode().replace("</Relationships>", relation)
    return word.with_parts(content, {RELATIONS: rels.encode(), "word/a/x.bin": b"x"})


def typed(kind: str, named: str) -> bytes:
    """A file with a part that its list of types calls something."""
    content = built("typed")
    types = (
        word.parts_of(content)[TYPES].decode().replace("</Types>", f'<{named} ContentType="{kind}"/></Types>')
    )
    return word.with_parts(content, {TYPES: types.encode(), "word/a/x.bin": b"x"})


@pytest.mark.parametrize(
    ("kind", "mode", "said"),
    [
        (f"{MICROSOFT}/vbaProject", "Internal", "macro"),
        (f"{MICROSOFT}/wordVbaData", "Internal", "macro"),
        (f"{OFFICE}/oleObject", "Internal", "nhúng"),
        (f"{OFFICE}/package", "Internal", "nhúng"),
        (f"{OFFICE}/control", "Internal", "nhúng"),
        (f"{OFFICE}/attachedTemplate", "external", "liên kết ngoài"),
        (f"{OFFICE}/AFCHUNK", "Internal", "liên kết ngoài"),
    ],
)
def test_a_part_is_what_the_relation_to_it_says(kind: str, mode: str, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said):
        require_safe(related(kind, mode=mode))


@pytest.mark.parametrize(
    ("kind", "named", "said"),
    [
        ("application/vnd.ms-office.vbaProject", 'Override PartName="/word/a/x.bin"', "macro"),
        ("application/vnd.ms-office.vbaProject", 'Default Extension="BIN"', "macro"),
        ("application/vnd.openxmlformats-officedocument.oleObject", 'Default Extension="bin"', "nhúng"),
        ("application/vnd.ms-office.activeX+xml", 'Override PartName="/word/a/X.bin"', "nhúng"),
    ],
)
def test_a_part_is_what_the_list_of_types_says(kind: str, named: str, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said):
        require_safe(typed(kind, named))


def test_a_type_that_no_part_has_is_no_reason_to_refuse() -> None:
    require_safe(typed("application/vnd.openxmlformats-officedocument.oleObject", 'Default Extension="ole"'))


def with_field(inner: str) -> bytes:
    paragraph = etree.fromstring(f'<w:p xmlns:w="{word.W[1:-1]}">{inner}</w:p>')
    return word.edited(built("typed"), lambda root: word.find(root, "I. MỤC TIÊU").addnext(paragraph))


@pytest.mark.parametrize(
    "instruction",
    ["DDEAUTO c:\\\\cmd.exe", 'INCLUDEPICTURE "http://a/b"', "includetext x", "LINK Excel.Sheet"],
)
@pytest.mark.parametrize("is_simple", [True, False])
def test_a_field_that_takes_its_words_from_elsewhere_is_refused(instruction: str, *, is_simple: bool) -> None:
    simple = f"<w:fldSimple w:instr='{instruction}'><w:r><w:t>1</w:t></w:r></w:fldSimple>"
    mark = "<w:fldChar w:fldCharType='{}'/>"
    typed_in = f"<w:instrText>{instruction}</w:instrText>"
    complex_field = f"<w:r>{mark.format('begin')}{typed_in}{mark.format('separate')}<w:t>1</w:t>{mark.format('end')}</w:r>"
    content = with_field(simple if is_simple else complex_field)
    with pytest.raises(UnreadableInput, match="liên kết ngoài"):
        require_own_words(inspect(content))


def test_a_field_of_the_file_itself_is_no_reason_to_refuse() -> None:
    require_own_words(inspect(with_field("<w:fldSimple w:instr='PAGE'/><w:fldSimple w:instr='DATE'/>")))

"""What is refused: other formats, damage, bombs; and that a long file costs little memory."""

import contextlib
import io
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.errors import UnreadableInput
from service.inspection import inspect, outline_text
from service.inspection import package as packages
from tests.inspection.docx_files import docx, paragraph, zipped

GOOD = docx(paragraph("chữ") * 3, styles="<w:style w:type='paragraph' w:styleId='A'/>")


def refusal(content):
    with pytest.raises(UnreadableInput) as caught:
        inspect(content)
    return caught.value.message


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xff\xd8\xff\xe0", "bản quét"),
        (b"\x89PNG\r\n", "bản quét"),
        (b"{\\rtf1}", "Save As"),
        (b"", "0 byte"),
        (b"xin chao", "Save As"),
        (b"PK\x03\x04 cut", "hỏng"),
        (zipped({"a.txt": "x"}), "Save As"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "Save As"),
    ],
)  # fmt: skip
def test_what_is_no_docx_is_refused_with_what_to_do(content, word):
    assert word in refusal(content)


def with_part(name, content, compression=zipfile.ZIP_DEFLATED):
    archive = zipfile.ZipFile(io.BytesIO(GOOD))
    return zipped({**{item: archive.read(item) for item in archive.namelist()}, name: content}, compression)


def test_a_body_that_is_cut_or_is_no_word_document_is_refused():
    assert "hỏng" in refusal(with_part("word/document.xml", "<w:document"))
    assert "Save As" in refusal(with_part("word/document.xml", "<html/>"))
    strict = "<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:body/></w:document>"
    assert "Save As" in refusal(with_part("word/document.xml", strict))


def test_a_damaged_style_part_is_refused():
    assert "hỏng" in refusal(with_part("word/styles.xml", "<w:styles"))


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_entities_are_refused(part):
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><w:{} xmlns:w='{}'>{}</w:{}>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    root = part.split("/")[1].split(".")[0]
    inside = "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>" if root == "document" else "&b;"
    assert "hỏng" in refusal(with_part(part, bomb.format(root, space, inside, root)))


def test_a_part_that_unpacks_beyond_its_limit_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "MAX_PART_BYTES", 10_000)
    monkeypatch.setattr(packages, "MAX_BODY_BYTES", 10_000)
    assert "quá lớn" in refusal(with_part("word/styles.xml", b" " * 20_000))
    assert "quá lớn" in refusal(with_part("word/document.xml", b" " * 20_000))


def test_the_sizes_that_a_file_states_are_not_believed():
    content = bytearray(with_part("word/styles.xml", b" " * (packages.MAX_PART_BYTES + 1)))
    entry = content.rfind(b"PK\x01\x02", 0, content.rfind(b"word/styles.xml"))
    content[entry + 24 : entry + 28] = struct.pack("<L", 10)
    assert refusal(bytes(content))


BODY = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body/></w:document>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", ""), ("utf-8", "utf-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"),
     ("utf-16-be", "UTF-16"), ("ascii", "us-ascii")],
)  # fmt: skip
def test_parts_in_unicode_are_read(encoding, declared):
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    content = zipped({**_parts(), "word/document.xml": (head + BODY).encode(encoding)})
    assert inspect(content).paragraphs == ()


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-7", "UTF-7"), ("ascii", "UTF-7"), ("cp037", "IBM037"), ("utf-32", "UTF-32"), ("latin-1", "ISO-8859-1"),
     ("ascii", "utf-8'" + " " * 2_000 + "standalone='yes")],
)  # fmt: skip
def test_a_part_in_another_encoding_is_refused(part, encoding, declared):
    head = f"<?xml version='1.0' encoding='{declared}'?>"
    assert "hỏng" in refusal(zipped({**_parts(), part: (head + BODY).encode(encoding)}))


def _parts():
    archive = zipfile.ZipFile(io.BytesIO(GOOD))
    return {item: archive.read(item) for item in archive.namelist()}


def test_all_parts_together_have_one_limit(monkeypatch):
    size = sum(len(part) for part in _parts().values())
    monkeypatch.setattr(packages, "MAX_PACKAGE_BYTES", 20 * size)
    assert inspect(GOOD)
    monkeypatch.setattr(packages, "MAX_PACKAGE_BYTES", size // 2)
    assert "quá lớn" in refusal(GOOD)


def test_the_marks_of_all_parts_but_the_body_have_one_limit(monkeypatch):
    monkeypatch.setattr(packages, "MAX_PACKAGE_MARKS", 10)
    assert "quá lớn" in refusal(docx("<w:p/>", styles="<w:style/>" * 20))


def test_a_block_of_too_many_elements_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "MAX_BLOCK_MARKS", 20_000)
    assert "quá lớn" in refusal(docx(f"<w:p>{'<w:x/>' * 40_000}</w:p>"))
    monkeypatch.setattr(packages, "MAX_PART_MARKS", 1_000)
    assert "quá lớn" in refusal(docx("<w:p/>", styles="<w:style/>" * 2_000))


def test_too_many_paragraphs_are_refused(monkeypatch):
    monkeypatch.setattr("service.inspection.budget.MAX_PARAGRAPHS", 10)
    assert "10 đoạn" in refusal(docx("<w:p/>" * 11))


def test_a_large_file_and_a_long_list_of_parts_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(packages, "MAX_DIRECTORY_BYTES", 100)
    assert "quá lớn" in refusal(GOOD)
    monkeypatch.setattr(packages, "MAX_FILE_BYTES", 100)
    assert "quá lớn" in refusal(GOOD)


def test_the_list_of_parts_is_measured_in_both_forms_of_zip():
    end = GOOD.rfind(b"PK\x05\x06")
    small = packages.directory_bytes(GOOD)
    assert 0 < small < 2_000
    wide = b"PK\x06\x06" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 5, 5, 777_777, 0)
    content = GOOD[:end] + wide + b"PK\x06\x07" + b"\0" * 16 + GOOD[end:]
    assert packages.directory_bytes(content) == 777_777


@pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_rare_ways_to_compress_are_refused(compression):
    assert "hỏng" in refusal(with_part("word/document.xml", "<a/>", compression))


def test_a_part_with_a_wrong_checksum_or_a_password_is_refused():
    content = bytearray(zipped({"_rels/.rels": "<a/>"}, zipfile.ZIP_STORED))
    content[content.find(b"<a/>") + 1] ^= 1
    assert "hỏng" in refusal(bytes(content))
    locked = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(mark)
        locked[at + offset] |= 1
    assert "hỏng" in refusal(bytes(locked))


def test_deeply_nested_markup_is_refused():
    assert "hỏng" in refusal(docx("<w:sdt><w:sdtContent>" * 300 + "</w:sdtContent></w:sdt>" * 300))


def test_names_of_parts_may_differ_in_case_and_be_absolute():
    content = zipped({
        "_rels/.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='a' Type='x/officeDocument' Target='/Word/Document.xml'/></Relationships>",
        "word/document.xml": zipfile.ZipFile(io.BytesIO(GOOD)).read("word/document.xml"),
    })  # fmt: skip
    assert [p.text for p in inspect(content).paragraphs] == ["chữ"] * 3


def test_memory_does_not_grow_with_the_markup_of_a_long_file():
    """A body of 20 MB of markup costs far less than the tree that it would make."""
    noise = "<w:bookmarkStart w:id='1' w:name='_GoBack'/>" * 20
    content = docx(f"<w:p>{noise}<w:r><w:t>Đoạn văn</w:t></w:r></w:p>" * 20_000)
    tracemalloc.start()
    facts = inspect(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(facts.paragraphs) == 20_000
    assert peak < 60_000_000


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_files_are_read_or_refused_and_nothing_else(data):
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    damaged = bytes(content[:cut] if data.draw(st.booleans()) else content)
    with contextlib.suppress(UnreadableInput):
        assert isinstance(outline_text(damaged), str)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.recursive(
    st.sampled_from(["<w:p/>", "<w:t>a</w:t>", "<w:br/>", "<w:tab/>", "<w:numPr><w:ilvl w:val='9'/></w:numPr>",
                     "<w:jc w:val='?'/>", "<w:sz w:val='-1'/>", "<w:fldChar w:fldCharType='begin'/>",
                     "<wp:extent cx='x'/>",
                     "<w:gridSpan w:val='99999'/>", "<w:pgSz w:w='x'/>", "<w:pStyle/>", "<v:line from='a' to='b'/>"]),
    lambda inner: st.builds(
        lambda tag, items: f"<{tag}>{''.join(items)}</{tag}>",
        st.sampled_from(["w:p", "w:r", "w:pPr", "w:rPr", "w:tbl", "w:tr", "w:tc", "w:tcPr", "w:sdt", "w:sdtContent",
                         "w:sectPr", "w:drawing", "wp:anchor", "wps:wsp", "wps:txbx", "w:txbxContent", "w:pict",
                         "v:rect", "v:textbox", "mc:AlternateContent", "mc:Choice", "w:fldSimple", "w:hyperlink"]),
        st.lists(inner, max_size=4),
    ), max_leaves=25))  # fmt: skip
def test_markup_in_any_order_is_read(body):
    assert isinstance(outline_text(docx(body)), str)

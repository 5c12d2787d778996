import io
import struct
import zipfile
import zlib

import pytest

from service.errors import RenderingError
from service.rendering import package
from service.rendering.package import PackageWriter, compress, read_package

PARTS = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<R/>", "word/document.xml": b"<d/>"}


def zipped(parts, **options):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", **options) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return stream.getvalue()


def test_parts_come_back_in_order():
    assert list(read_package(zipped(PARTS), "a.docx").parts.items()) == list(PARTS.items())


def test_what_is_written_can_be_read_by_others():
    static = {"b/ảnh.bin": b"\0\1" * 5000, **PARTS}
    made = PackageWriter(static, ["x.xml", "y.xml"]).write([b"mot" * 1000, b""])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            **static,
            "x.xml": b"mot" * 1000,
            "y.xml": b"",
        }


def test_a_writer_may_have_nothing_that_stays():
    made = PackageWriter({}, ["x"]).write([b"y"])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read("x") == b"y"


def test_a_packed_part_unpacks_with_any_other_program():
    body = "Kế hoạch ".encode() * 1000
    assert zlib.decompress(compress(body), -15) == body
    assert len(compress(body)) < len(body) // 20


def damaged():
    whole = zipped(PARTS)
    return {
        "nothing": b"",
        "text": b"khong phai docx",
        "half": whole[: len(whole) // 2],
        "only_the_signature": b"PK\3\4" + b"\0" * 60,
        "no_content_types": zipped({"word/document.xml": b"<d/>"}),
        "climbs_out": zipped({**PARTS, "../x": b""}),
        "absolute": zipped({**PARTS, "/etc/x": b""}),
        "macros": zipped({**PARTS, "word/vbaProject.bin": b""}),
        "too_many_parts": zipped({**PARTS, **{f"p{n}": b"" for n in range(package.MAX_PARTS)}}),
        "encrypted": with_flag(whole),
        "wrong_content": whole.replace(b"<Types/>", b"<types/>"),
    }


def with_flag(whole):
    """Set the bit that says a part is encrypted in the directory."""
    start = whole.index(b"PK\1\2") + 8
    return whole[:start] + struct.pack("<H", 1) + whole[start + 2 :]


@pytest.mark.parametrize("kind", damaged())
def test_a_damaged_file_is_one_clear_line(kind):
    with pytest.raises(
        RenderingError, match=r"^mau\.docx: .*; hãy mở bằng Word và lưu lại dưới dạng \.docx\.$"
    ):
        read_package(damaged()[kind], "mau.docx")


def test_a_part_that_grows_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(package, "MAX_TOTAL_BYTES", 1000)
    bomb = zipped({**PARTS, "big": b"0" * 2000}, compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(RenderingError, match="quá lớn sau khi giải nén"):
        read_package(bomb, "mau.docx")


def test_a_file_that_is_too_large_is_not_opened(monkeypatch):
    monkeypatch.setattr(package, "MAX_FILE_BYTES", 10)
    with pytest.raises(RenderingError, match="lớn hơn"):
        read_package(zipped(PARTS), "mau.docx")


def test_a_part_that_is_no_xml_is_named(compiled):
    with pytest.raises(RenderingError, match=r"mau\.docx: .*hỏng"):
        compiled(zipped({**PARTS, "[Content_Types].xml": b"<Types>"}))


def test_entities_are_refused(build, compiled, part):
    content = build.paragraphs("x")
    body = part(content, "word/document.xml").split(b"?>", 1)[1]
    with pytest.raises(RenderingError, match="DOCTYPE"):
        compiled(build.with_part(content, "word/document.xml", b'<!DOCTYPE d [<!ENTITY a "b">]>' + body))

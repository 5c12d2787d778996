"""What a Word file from outside must not carry: macros, embedded objects, parts that are fetched from elsewhere.

Nothing of such a file is run or fetched in any case; it is refused so that nobody passes it on in good faith.
"""

from typing import Final

from service.errors import UnreadableInput
from service.inspection.package import Package, refuse_other_formats

_OLD: Final = "Tệp Word đời cũ (.doc) chưa đọc được. Mở bằng Word, chọn Lưu thành .docx, rồi tải lên lại."
_SCAN: Final = (
    "Tệp là bản quét hoặc PDF, không có chữ để đọc. "
    "Mở văn bản gốc bằng Word, chọn Lưu thành .docx, rồi tải lên lại."
)
_MACROS: Final = (
    "Tệp có macro nên không nhận. Mở bằng Word, chọn Lưu thành .docx (không có macro), rồi tải lên lại."
)
_OBJECTS: Final = (
    "Tệp có đối tượng nhúng (tệp Excel, gói OLE...). "
    "Xóa đối tượng hoặc thay bằng bảng của Word, rồi tải lên lại."
)
_OUTSIDE: Final = (
    "Tệp lấy một phần nội dung từ nơi khác (liên kết ngoài). Trong Word, bỏ liên kết đó rồi tải lên lại."
)
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_MAX_RELATIONS: Final = 4000


def require_safe(content: bytes) -> None:
    """Raise UnreadableInput, with what to do, for what is no .docx or carries more than text and pictures."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableInput(_OLD)
    if content.startswith((b"%PDF", *_PICTURES)):
        raise UnreadableInput(_SCAN)
    refuse_other_formats(content)
    package = Package(content)
    names = package.names()
    if any("vbaproject" in name or "vbadata" in name for name in names) or package.has_macro_type():
        raise UnreadableInput(_MACROS)
    if any(name.startswith(("word/embeddings/", "word/activex/")) or "oleobject" in name for name in names):
        raise UnreadableInput(_OBJECTS)
    for name in names:
        if name.endswith(".rels"):
            _require_inside(package, name)


def _require_inside(package: Package, name: str) -> None:
    root = package.xml(name)
    for count, relation in enumerate(() if root is None else root):
        kind = str(relation.get("Type", "")).rpartition("/")[2]
        if count > _MAX_RELATIONS:
            raise UnreadableInput(_OBJECTS)
        if kind in {"aFChunk", "subDocument"}:
            raise UnreadableInput(_OUTSIDE)
        if relation.get("TargetMode") == "External" and kind != "hyperlink":
            raise UnreadableInput(_OUTSIDE)

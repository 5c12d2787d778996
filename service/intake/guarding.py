"""What a Word file from outside must not carry: macros, embedded objects, parts that are fetched from elsewhere.

Nothing of such a file is run or fetched in any case; it is refused so that nobody passes it on in good faith.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from service.errors import UnreadableInput
from service.inspection.facts import DocumentFacts
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
#: What a part is by the relation that names it or by its content type, whatever the part is called.
_MACRO_KINDS: Final = frozenset({"vbaproject", "wordvbadata", "vbaprojectsignature"})
_MACRO_TYPES: Final = ("macroenabled", "vbaproject", "vbadata")
_OBJECT_KINDS: Final = frozenset(
    {"oleobject", "package", "control", "activexcontrolbinary", "embeddedobject"}
)
_OBJECT_TYPES: Final = ("oleobject", "activex")
_OUTSIDE_KINDS: Final = frozenset({"afchunk", "subdocument"})
#: Fields that take their words from another file or another program.
_OUTSIDE_FIELDS: Final = frozenset(
    {"DDE", "DDEAUTO", "LINK", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "DATABASE", "RD"}
)
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_MAX_RELATIONS: Final = 4000
_CHECK_AGAIN: Final = "rồi kiểm tra lại."
_SEND_AGAIN: Final = "rồi tải lên lại."


@contextmanager
def sent_in() -> Iterator[None]:
    """Say of a file that cannot be read that it is to be sent in again: here nobody asked for a check."""
    try:
        yield
    except UnreadableInput as error:
        raise UnreadableInput(error.message.replace(_CHECK_AGAIN, _SEND_AGAIN)) from error


@sent_in()
def require_safe(content: bytes) -> None:
    """Raise UnreadableInput, with what to do, for what is no .docx or carries more than text and pictures."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableInput(_OLD)
    if content.startswith((b"%PDF", *_PICTURES)):
        raise UnreadableInput(_SCAN)
    refuse_other_formats(content)
    package = Package(content)
    for name, kind in package.content_types().items():
        _require_harmless(name, kind)
    for name in package.names():
        if name.endswith(".rels"):
            _require_inside(package, name)


def _require_harmless(name: str, kind: str) -> None:
    """Raise UnreadableInput for a part that is a macro or an object, by its name or its content type."""
    if any(word in name or word in kind for word in _MACRO_TYPES):
        raise UnreadableInput(_MACROS)
    is_object = name.startswith(("word/embeddings/", "word/activex/")) or "oleobject" in name
    if is_object or any(word in kind for word in _OBJECT_TYPES):
        raise UnreadableInput(_OBJECTS)


def require_own_words(facts: DocumentFacts) -> None:
    """Raise UnreadableInput for a file with fields that take their words from elsewhere."""
    if facts.fields & _OUTSIDE_FIELDS:
        raise UnreadableInput(_OUTSIDE)


def _require_inside(package: Package, name: str) -> None:
    root = package.xml(name)
    for count, relation in enumerate(() if root is None else root):
        kind = str(relation.get("Type", "")).rpartition("/")[2].lower()
        is_external = str(relation.get("TargetMode", "")).strip().lower() == "external"
        if kind in _MACRO_KINDS:
            raise UnreadableInput(_MACROS)
        if count > _MAX_RELATIONS or kind in _OBJECT_KINDS:
            raise UnreadableInput(_OBJECTS)
        if kind in _OUTSIDE_KINDS or (is_external and kind != "hyperlink"):
            raise UnreadableInput(_OUTSIDE)

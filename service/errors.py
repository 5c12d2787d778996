"""The errors of the service: one parent, meaning in the class, messages in Vietnamese that say what to do.

No HTTP status and no exit code stands here: each face (web, api, cli) has one table for that.
"""

import errno
from collections.abc import Sequence

from service.domain.findings import FieldError, Question


class ServiceError(Exception):
    """Parent of all; `code` is stable, `message` is Vietnamese."""

    code = "service_error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class InvalidInput(ServiceError):
    """An input with faults: all of them at once, each with its path."""

    code = "invalid_input"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(f"Dữ liệu có {len(errors)} lỗi. Sửa từng lỗi dưới đây rồi làm lại.")
        self.errors = tuple(errors)


class UnreadableInput(ServiceError):
    """A file or a body that is not YAML, JSON or .docx at all, or is larger than allowed."""

    code = "unreadable_input"


class OpenQuestions(ServiceError):
    """Questions to the author that nobody has answered yet; they stop the issue only."""

    code = "open_questions"

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__(f"Còn {len(questions)} câu hỏi cần xác nhận trước khi cấp số.")
        self.questions = tuple(questions)


class UnknownDocumentType(ServiceError):
    """A slug that no folder and no register has, or a type that is switched off."""

    code = "unknown_document_type"


class InvalidTypeDefinition(ServiceError):
    """A type.yaml that breaks its own schema: `file` and `key` say where."""

    code = "invalid_type_definition"

    def __init__(self, file: str, key: str, message: str) -> None:
        super().__init__(": ".join(part for part in (file, key, message) if part))
        self.file = file
        self.key = key


class TemplateContractError(ServiceError):
    """Marks of a template and fields of its type that do not match."""

    code = "template_contract"

    def __init__(self, type_slug: str, *, missing: Sequence[str] = (), unused: Sequence[str] = ()) -> None:
        parts = []
        if missing:
            parts.append(f"mẫu dùng dấu không có trong loại văn bản: {', '.join(missing)}")
        if unused:
            parts.append(f"trường có trong loại văn bản nhưng mẫu không dùng: {', '.join(unused)}")
        super().__init__(f"{type_slug}: {'; '.join(parts)}.")
        self.missing = tuple(missing)
        self.unused = tuple(unused)


class RenderingError(ServiceError):
    """A template that cannot be compiled or filled: names the file, the mark and the paragraph."""

    code = "rendering"

    def __init__(self, message: str, *, type_slug: str = "", placeholder: str = "") -> None:
        super().__init__(message)
        self.type_slug = type_slug
        self.placeholder = placeholder


_SYSTEM_REASONS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOTDIR: "trong đường dẫn có tên không phải thư mục",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không được phép",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết hạn mức ổ đĩa",
    errno.EFBIG: "tệp quá lớn",
    errno.EIO: "ổ đĩa đọc hoặc ghi bị lỗi",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết vòng quanh",
    errno.EMFILE: "đang mở quá nhiều tệp",
    errno.EEXIST: "đã có tệp hoặc thư mục cùng tên",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ đó",
    errno.EADDRINUSE: "đang có chương trình khác dùng",
}


def system_reason(error: OSError) -> str:
    """Return why the system refused, in Vietnamese and without a full stop; a rare reason by its name.

    >>> system_reason(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    'không có tệp hoặc thư mục này'
    """
    number = error.errno or 0
    return _SYSTEM_REASONS.get(number) or f"hệ thống báo lỗi {errno.errorcode.get(number, 'không rõ')}"

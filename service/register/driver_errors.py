"""What a database says when it cannot, in words for staff.

SQLite tells by its message (Python 3.11 names the code as well), PostgreSQL by its SQLSTATE.
"""

import sqlite3
from collections.abc import Iterator

import psycopg
from sqlalchemy.exc import DBAPIError, IntegrityError

from service.errors import system_reason
from service.register.errors import RegisterUnavailable

_MESSAGES = {
    "disk_full": "Ổ đĩa của sổ đăng ký đã đầy. Chưa có gì thay đổi; giải phóng chỗ trống rồi làm lại.",
    "read_only": "Sổ đăng ký chỉ đọc được. Chưa có gì thay đổi; kiểm tra quyền ghi rồi làm lại.",
    "busy": "Sổ đăng ký đang bận quá lâu. Chưa có gì thay đổi; chờ một lát rồi làm lại.",
    "unreachable": "Không kết nối được với sổ đăng ký. Kiểm tra máy chủ cơ sở dữ liệu rồi làm lại.",
    "unopened": (
        "Không mở được tệp sổ đăng ký. Chưa có gì thay đổi; kiểm tra ổ đĩa có chỉ đọc không và quyền ghi vào thư mục "
        "của tệp rồi làm lại."
    ),
    "damaged": "Tệp sổ đăng ký bị hỏng. Dừng cấp số, giữ nguyên tệp và khôi phục từ bản sao lưu.",
    "disk_error": "Ổ đĩa của sổ đăng ký báo lỗi. Chưa có gì thay đổi; kiểm tra ổ đĩa rồi làm lại.",
    "conflict": "Có người vừa ghi cùng mục này. Chưa có gì thay đổi; mở lại trang rồi làm lại.",
    "unstorable": (
        "Có số quá lớn hoặc ký tự điều khiển mà sổ đăng ký không lưu được. Chưa có gì thay đổi; gõ lại nội dung rồi "
        "làm lại."
    ),
    "refused": "Cơ sở dữ liệu từ chối thao tác. Chưa có gì thay đổi; báo người quản trị kèm giờ xảy ra.",
}
_REASONS = {
    "disk_full": "ổ đĩa đã đầy",
    "read_only": "chỉ đọc được, không ghi được",
    "busy": "đang bận quá lâu",
    "unopened": "không mở được tệp",
    "damaged": "tệp hỏng hoặc không phải cơ sở dữ liệu",
    "disk_error": "ổ đĩa đọc hoặc ghi bị lỗi",
}
OF_INPUT = frozenset({"conflict", "unstorable"})
"""Codes of refusals that lie in what was given; the others lie in the database and meet everybody."""
_SQLITE = {
    "SQLITE_FULL": "disk_full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_BUSY": "busy",
    "SQLITE_LOCKED": "busy",
    "SQLITE_CANTOPEN": "unopened",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "damaged",
    "SQLITE_IOERR": "disk_error",
}
_POSTGRESQL = {
    "53100": "disk_full",
    "25006": "read_only",
    "55P03": "busy",
    "40P01": "busy",
    "40001": "busy",
    "53300": "busy",
    "57P01": "unreachable",
    "57P03": "unreachable",
}


def unavailable(error: DBAPIError) -> RegisterUnavailable:
    """Return the refusal that says what the driver's `error` means.

    SQLite ends the transaction by itself when a disk is full; giving back a savepoint then fails as well, and what
    was the matter stands in the error before.
    """
    code = next((code for code in map(_code, _with_contexts(error)) if code != "refused"), "refused")
    return RegisterUnavailable(_MESSAGES[code], code=code)


def too_busy() -> RegisterUnavailable:
    """Return the refusal of who waited too long for his turn to write."""
    return RegisterUnavailable(_MESSAGES["busy"], code="busy")


def reason(error: OSError | sqlite3.Error) -> str:
    """Return why a file could not be read or written, in Vietnamese and without a full stop.

    >>> reason(sqlite3.OperationalError("disk I/O error"))
    'cơ sở dữ liệu báo lỗi OperationalError'
    """
    if isinstance(error, OSError):
        return system_reason(error)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return _REASONS.get(_code(error), f"cơ sở dữ liệu báo lỗi {name}")


def _with_contexts(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those during whose handling it came."""
    while error is not None:
        yield error
        error = error.__context__


def _code(error: BaseException) -> str:
    """Return our word for an error of the driver, or for one that wraps it."""
    if isinstance(error, IntegrityError):
        return "conflict"
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", "")
        return next((word for prefix, word in _SQLITE.items() if name.startswith(prefix)), "refused")
    if isinstance(cause, psycopg.Error):
        if (
            cause.sqlstate is None
        ):  # the driver itself: it lost the server, or what it was given is no text for it
            return "unstorable" if isinstance(cause, psycopg.DataError) else "unreachable"
        state = cause.sqlstate
        if state.startswith("22"):
            return "unstorable"
        return "unreachable" if state.startswith("08") else _POSTGRESQL.get(state, "refused")
    return "refused"

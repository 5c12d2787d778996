"""What a database says when it cannot, in words for staff.

SQLite tells by its message (Python 3.11 names the code as well), PostgreSQL by its SQLSTATE.
"""

import sqlite3
from collections.abc import Iterator

import psycopg
from sqlalchemy.exc import DBAPIError, IntegrityError

from service.register.errors import RegisterUnavailable

_MESSAGES = {
    "disk_full": "Ổ đĩa của sổ đăng ký đã đầy. Chưa có gì thay đổi; giải phóng chỗ trống rồi làm lại.",
    "read_only": "Sổ đăng ký chỉ đọc được. Chưa có gì thay đổi; kiểm tra quyền ghi rồi làm lại.",
    "busy": "Sổ đăng ký đang bận quá lâu. Chưa có gì thay đổi; chờ một lát rồi làm lại.",
    "unreachable": "Không kết nối được với sổ đăng ký. Kiểm tra máy chủ cơ sở dữ liệu rồi làm lại.",
    "damaged": "Tệp sổ đăng ký bị hỏng. Dừng cấp số, giữ nguyên tệp và khôi phục từ bản sao lưu.",
    "disk_error": "Ổ đĩa của sổ đăng ký báo lỗi. Chưa có gì thay đổi; kiểm tra ổ đĩa rồi làm lại.",
    "conflict": "Có người vừa ghi cùng mục này. Chưa có gì thay đổi; mở lại trang rồi làm lại.",
    "refused": "Cơ sở dữ liệu từ chối thao tác. Chưa có gì thay đổi; báo người quản trị kèm giờ xảy ra.",
}
_SQLITE = {
    "SQLITE_FULL": "disk_full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_BUSY": "busy",
    "SQLITE_LOCKED": "busy",
    "SQLITE_CANTOPEN": "unreachable",
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
        state = cause.sqlstate or "08000"
        return "unreachable" if state.startswith("08") else _POSTGRESQL.get(state, "refused")
    return "refused"

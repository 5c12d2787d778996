"""Telling a one-time password to the person at the machine: on the terminal, else in a file that only he can read.

It is never written to a log: what stands on a terminal is read by a person, what goes into a pipe may be kept.
"""

import os
import re
import sys
from contextlib import suppress
from pathlib import Path


def told(login: str, password: str, folder: Path) -> dict[str, str]:
    """Return what to say: ``{"password": ...}`` on a terminal, else ``{"password_file": path}``, a file made now.

    The file has mode 0600 from its first byte on; one of an earlier password of the same login is replaced.
    """
    if sys.stdout.isatty():
        return {"password": password}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"mat-khau-{re.sub(r'[^A-Za-z0-9._-]', '_', login)}.txt"
    with suppress(FileNotFoundError):
        path.unlink()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"Tên đăng nhập: {login}\nMật khẩu dùng một lần: {password}\n")
    return {"password_file": str(path)}


def sentence(login: str, said: dict[str, str]) -> str:
    """Return the line that tells a login and where its password is.

    >>> sentence("hoa", {"password": "abcd-efgh"})
    'Đăng nhập bằng tên “hoa”, mật khẩu dùng một lần: abcd-efgh (trang web yêu cầu đổi ngay).'
    """
    if "password" in said:
        where = f"mật khẩu dùng một lần: {said['password']} (trang web yêu cầu đổi ngay)."
    else:
        where = f"mật khẩu dùng một lần nằm trong tệp {said['password_file']} (đọc xong hãy xóa tệp)."
    return f"Đăng nhập bằng tên “{login}”, {where}"

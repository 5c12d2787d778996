"""Files that are there whole or not at all; only files are replaced, never a device, a pipe or a folder."""

import errno
import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

_FRESH_FILE = 0o666  # the system takes the umask off, as for every new file; we never touch it


class NotAFile(OSError):
    """The place that was named is a device, a pipe, a socket or a folder: replacing it would destroy it."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def refuse_special(path: Path) -> None:
    """Raise NotAFile when something is at `path`, behind any links, that is no file; OSError for a loop of links."""
    _mode_there(_behind_links(path))


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file beside its place, then rename it; an error leaves nothing behind. Pieces are written as they come.

    A link stays a link, what it leads to is written; a file that is replaced keeps its mode.
    Raises NotAFile, OSError.
    """
    target = _behind_links(path)
    mode = _mode_there(target)
    beside = target.with_name(f".{secrets.token_hex(8)}.part")  # a long name has no room for more
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _FRESH_FILE)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in [content] if isinstance(content, bytes) else content:
                file.write(piece)
            if mode is not None:
                os.fchmod(file.fileno(), mode)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _behind_links(path: Path) -> Path:
    """Return the place that a path leads to; a link may lead to a file that is not there yet."""
    try:
        return path.resolve()
    except RuntimeError as error:  # what Python 3.11 and 3.12 call a loop of links
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def _mode_there(target: Path) -> int | None:
    """Return the mode of the file that is there, None where nothing is. Raises NotAFile."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile(target)
    return stat.S_IMODE(status.st_mode)

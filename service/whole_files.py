"""Files that are there whole or not at all."""

import os
import tempfile
from pathlib import Path

_FRESH_FILE = 0o666  # before the umask, as every program makes its files; mkstemp alone would give 0600


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then rename it; an error leaves nothing behind. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(_FRESH_FILE & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Return the umask of this process; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask

"""A small disk of a test's own: it can really be full."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def on_system(*words: object) -> None:
    """Run a program of the system."""
    program = shutil.which(str(words[0]))
    subprocess.run([str(program), *map(str, words[1:])], check=True, capture_output=True)


@contextmanager
def own_disk(place: Path, kilobytes: int) -> Iterator[Path]:
    """Mount a disk of so many kilobytes at a new folder; it is gone afterwards, whatever happens."""
    place.mkdir()
    on_system("mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", place)
    try:
        yield place
    finally:
        on_system("umount", "-l", place)

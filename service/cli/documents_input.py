"""Reading the input of `documents`: a file in YAML or JSON, standard input, files of sources."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from service.doctypes.reading import read_input
from service.errors import UnreadableInput


def read_file(name: str) -> dict[str, Any]:
    """Return the input in a file, `-` for standard input. Raises UnreadableInput."""
    if name == "-":
        return read_input(sys.stdin.buffer.read())
    try:
        return read_input(Path(name).read_bytes(), name)
    except OSError as error:
        raise UnreadableInput(f"Không đọc được {name}: {error.strerror}. Kiểm tra tên tệp.") from error


def with_sources(envelope: dict[str, Any], given: Sequence[str]) -> dict[str, Any]:
    """Return the input with sources put in place: files of --source, or ids of the register as ``plan=id:ID``."""
    if not given:
        return envelope
    sources = dict(envelope.get("sources") or {})
    for pair in given:
        name, equals, file = pair.partition("=")
        if not (name and equals and file):
            raise UnreadableInput(f"--source {pair}: viết dạng TÊN=TỆP, ví dụ plan=ke_hoach.yaml.")
        sources[name] = file.removeprefix("id:") if file.startswith("id:") else read_file(file)
    return {**envelope, "sources": sources}

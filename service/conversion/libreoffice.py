"""Turns .docx bytes into PDF bytes with LibreOffice, one process and one profile for each file.

A profile of its own keeps two conversions from waiting for each other and from reading a user's settings;
the time limit ends the whole process group, since soffice starts children that outlive it.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from service.errors import ServiceError

COMMANDS = ("soffice", "libreoffice")


class ConverterMissing(ServiceError):
    """LibreOffice is not installed on this machine."""

    code = "converter_missing"

    def __init__(self) -> None:
        super().__init__(
            "Máy chủ chưa cài LibreOffice nên chưa tạo được PDF. Tải bản Word, hoặc nhờ quản trị cài "
            "gói libreoffice-writer-nogui."
        )


class ConversionFailed(ServiceError):
    """LibreOffice ended without a PDF, or took longer than allowed."""

    code = "conversion_failed"


@dataclass(frozen=True, slots=True)
class Converter:
    """LibreOffice as a function: the program's path, and the limit of time for one file."""

    command: str
    timeout_seconds: int

    def pdf(self, docx: bytes) -> bytes:
        """Return the PDF of a .docx. Raises ConversionFailed."""
        with tempfile.TemporaryDirectory(prefix="van-ban-pdf-") as folder:
            source = Path(folder) / "document.docx"
            source.write_bytes(docx)
            self._run(Path(folder), source)
            target = source.with_suffix(".pdf")
            if not target.is_file():
                raise ConversionFailed("LibreOffice không tạo được PDF từ văn bản này. Tải bản Word để xem.")
            return target.read_bytes()

    def _run(self, folder: Path, source: Path) -> None:
        """Run one conversion into `folder` and wait for it, at most `timeout_seconds`."""
        profile = (folder / "profile").as_uri()
        options = ["--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile}"]
        process = subprocess.Popen(
            [self.command, *options, "--convert-to", "pdf", "--outdir", str(folder), str(source)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that the limit reaches the children too
        )
        try:
            process.wait(self.timeout_seconds)
        except subprocess.TimeoutExpired:
            raise ConversionFailed(
                f"Tạo PDF quá {self.timeout_seconds} giây nên đã dừng. Thử lại, hoặc tải bản Word."
            ) from None
        finally:
            _end_group(process)


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    """End whatever is left of the process's group; it is a group of its own, so nobody else is hit."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def find_converter(command: str, *, timeout_seconds: int) -> Converter | None:
    """Return the machine's LibreOffice or None; an empty `command` looks for it on the PATH."""
    for name in (command,) if command else COMMANDS:
        path = shutil.which(name)
        if path is not None:
            return Converter(path, timeout_seconds)
    return None

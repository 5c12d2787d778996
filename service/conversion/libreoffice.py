"""Turns .docx bytes into PDF bytes with LibreOffice, one process and one profile for each file.

A profile of its own keeps a conversion from reading a user's settings, and from a profile that another one damaged;
the time limit ends the whole process group, since soffice starts children that outlive it. One conversion at a time in
each process of the service, whoever asks: two would only share the processor. What it may do stands in `sandbox`.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from service.conversion import sandbox
from service.errors import ServiceError, system_reason

_PDF_END = b"%%EOF"
_LEAST_ROOM_BYTES = 1_000_000
_ROOM = "Giải phóng chỗ trống rồi làm lại, hoặc tải bản Word; văn bản không mất."
COMMANDS = ("soffice", "libreoffice")
_one_at_a_time = Lock()
_WITH_PLACES = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'


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

    def pdf(self, docx: bytes, *, with_places: bool = False) -> bytes:
        """Return the PDF of a .docx, on demand with its bookmarks as named places. Raises ConversionFailed.

        It waits for its turn as long as it may take itself.
        """
        if not _one_at_a_time.acquire(timeout=self.timeout_seconds):
            raise ConversionFailed("Máy chủ đang tạo PDF khác. Thử lại sau ít phút, hoặc tải bản Word.")
        try:
            with tempfile.TemporaryDirectory(prefix="van-ban-pdf-", ignore_cleanup_errors=True) as folder:
                return self._converted(Path(folder), docx, with_places=with_places)
        except OSError as error:
            raise ConversionFailed(f"Chưa tạo được PDF: {system_reason(error)}. {_ROOM}") from error
        finally:
            _one_at_a_time.release()

    def _converted(self, folder: Path, docx: bytes, *, with_places: bool) -> bytes:
        """Return the PDF of a .docx that is converted in `folder`. Raises ConversionFailed, OSError."""
        source = folder / "document.docx"
        source.write_bytes(docx)
        self._run(folder, source, _WITH_PLACES if with_places else "pdf")
        target = source.with_suffix(".pdf")
        made = target.read_bytes() if target.is_file() else b""
        if made.rstrip().endswith(_PDF_END):
            return made
        if shutil.disk_usage(folder).free < _LEAST_ROOM_BYTES:
            raise ConversionFailed(f"Chưa tạo được PDF: ổ đĩa chứa thư mục tạm đã đầy. {_ROOM}")
        raise ConversionFailed("LibreOffice không tạo được PDF từ văn bản này. Tải bản Word để xem.")

    def _run(self, folder: Path, source: Path, form: str) -> None:
        """Run one conversion into `folder` and wait for it, at most `timeout_seconds`."""
        profile = folder / "profile"
        sandbox.write_profile(profile)
        options = ["--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}"]
        command = [*sandbox.without_network(), self.command, *options]
        process = subprocess.Popen(
            [*command, "--convert-to", form, "--outdir", str(folder), str(source)],
            env=sandbox.environment(folder),
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

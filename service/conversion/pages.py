"""Turns the pages of a PDF into pictures with pdftoppm (poppler-utils), for screens that show no PDF inside a page."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from service.conversion.libreoffice import ConversionFailed

COMMAND = "pdftoppm"
_DOTS_PER_INCH = "88"


def has_pictures() -> bool:
    """Tell whether this machine can make pictures of pages."""
    return shutil.which(COMMAND) is not None


def page_pictures(pdf: bytes, *, timeout_seconds: int) -> list[bytes]:
    """Return each page of a PDF as a PNG of some 720 by 1,030 points. Raises ConversionFailed."""
    program = shutil.which(COMMAND)
    if program is None:
        raise ConversionFailed("Máy chủ chưa cài poppler-utils nên chưa có ảnh của trang. Tải PDF để xem.")
    with tempfile.TemporaryDirectory(prefix="van-ban-pages-") as folder:
        source = Path(folder) / "document.pdf"
        source.write_bytes(pdf)
        options = ["-r", _DOTS_PER_INCH, "-gray", "-png", str(source), str(Path(folder) / "page")]
        try:
            done = subprocess.run(
                [program, *options], capture_output=True, timeout=timeout_seconds, check=False
            )
        except subprocess.TimeoutExpired:
            raise ConversionFailed(
                f"Tạo ảnh các trang quá {timeout_seconds} giây nên đã dừng. Tải PDF để xem."
            ) from None
        found = sorted(Path(folder).glob("page-*.png"))
        if done.returncode != 0 or not found:
            raise ConversionFailed("Không tạo được ảnh các trang của văn bản này. Tải PDF để xem.")
        return [one.read_bytes() for one in found]

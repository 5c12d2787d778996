"""What LibreOffice may do while it reads a file that somebody sent."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import pytest

from service.conversion import sandbox
from service.conversion.libreoffice import ConversionFailed, find_converter
from tests.conversion.test_libreoffice import program

_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what it was asked for."""
    found: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            found.append(self.rfile.readline().decode("latin-1"))

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/picture.png", found
    server.shutdown()
    server.server_close()


def spying(address: str) -> bytes:
    """A .docx whose picture lies on a server."""
    document = docx.Document()
    document.add_picture(io.BytesIO(_DOT))
    blip = document.element.body.xpath(".//a:blip")[0]
    del blip.attrib[f"{{{_RELATIONS}}}embed"]
    blip.set(
        f"{{{_RELATIONS}}}link", document.part.relate_to(address, f"{_RELATIONS}/image", is_external=True)
    )
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.office
@pytest.mark.parametrize("may_leave_network", [True, False], ids=["no network", "profile alone"])
def test_a_file_that_was_sent_makes_libreoffice_ask_no_server(
    asked: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch, *, may_leave_network: bool
) -> None:
    if not may_leave_network:
        monkeypatch.setattr(sandbox, "without_network", tuple)
    address, found = asked
    converter = find_converter("", timeout_seconds=120)
    assert converter is not None
    assert converter.pdf(spying(address)).startswith(b"%PDF-")
    assert found == []


def test_the_program_sees_neither_keys_nor_the_home_of_the_service(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for others")
    monkeypatch.setenv("DATABASE_URL", "postgresql://not-for-others")
    said = tmp_path / "said"
    converter = find_converter(program(tmp_path, f"env > '{said}'"), timeout_seconds=60)
    assert converter is not None
    with pytest.raises(ConversionFailed):
        converter.pdf(b"")
    seen = said.read_text(encoding="utf-8")
    assert "not for others" not in seen
    assert "postgresql" not in seen
    assert "HOME=" in seen
    assert f"HOME={Path.home()}\n" not in seen


def test_a_machine_that_lets_nobody_leave_the_network_converts_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Path(program(tmp_path, "exit 1")).rename(tmp_path / "unshare")
    monkeypatch.setenv("PATH", str(tmp_path))
    sandbox.without_network.cache_clear()
    try:
        assert sandbox.without_network() == ()
    finally:
        sandbox.without_network.cache_clear()

"""The command `tokens`, and the line with which ./run lets a newcomer try the API."""

import json
import stat
import subprocess
from dataclasses import replace

import docx
import pytest

from service import clock
from service.cli.first_token import api_line, token_file
from service.cli.main import main
from service.issuing.desk import Desk
from service.issuing.register_door import RegisterDoor
from service.settings import Settings
from tests.api.conftest import OFFICE, Server, catalogue, seed, server

__all__ = ["catalogue", "seed", "server"]


@pytest.fixture
def installation(seed, tmp_path, monkeypatch):
    (tmp_path / "register.db").write_bytes(seed.read_bytes())
    monkeypatch.setenv("INSTANCE_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    return tmp_path


def run(capsys, *words):
    assert main(["tokens", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("installation")
def test_a_token_is_made_listed_without_its_secret_and_taken_back(capsys):
    made = run(capsys, "add", "--office", OFFICE, "--name", "Một cửa", "--scope", "read", "--scope", "issue")
    assert made["secret"].startswith("live_")
    assert made["scopes"] == ["read", "issue"]
    listed = run(capsys, "list", "--office", OFFICE)["tokens"]
    assert [(one["id"], one["livemode"]) for one in listed] == [(made["id"], True)]
    assert "secret" not in listed[0]
    run(capsys, "revoke", made["id"], "--office", OFFICE)
    assert run(capsys, "list", "--office", OFFICE)["tokens"][0]["revoked_at"]
    assert main(["tokens", "revoke", made["id"], "--office", OFFICE]) != 0


@pytest.mark.usefixtures("installation")
def test_a_token_says_in_words_how_long_it_holds(capsys):
    assert main(["tokens", "add", "--office", OFFICE, "--name", "x", "--test", "--until", "31/12/2030"]) == 0
    said = capsys.readouterr().out
    assert "test_" in said
    assert "31/12/2030" in said
    assert main(["tokens", "list", "--office", OFFICE]) == 0
    assert "thử, đến hết 31/12/2030" in capsys.readouterr().out


def test_the_printed_line_makes_a_document(server: Server, catalogue, tmp_path):
    port = int(server.address.rpartition(":")[2])
    current = Settings(port=port, instance_dir=server.folder)
    desk = Desk(catalogue, {}, None, clock.now, RegisterDoor(f"sqlite:///{server.folder / 'register.db'}"))
    line = api_line(current, desk)
    label, _, command = line.partition(": ")
    assert label == "Thử API"
    assert "test_" not in command.replace("test_token", "")
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    docx.Document(str(tmp_path / "van-ban-thu.docx"))
    file = server.folder / "test_token.curl"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert api_line(current, desk) == line
    file.write_text('header = "Authorization: Bearer test_old"\n')
    assert token_file(file, desk) == file
    assert "test_old" not in file.read_text()


def test_without_a_register_no_line_is_printed(catalogue, tmp_path):
    desk = Desk(catalogue, {}, None, clock.now, RegisterDoor(f"sqlite:///{tmp_path / 'none.db'}"))
    assert api_line(replace(Settings(), instance_dir=tmp_path), desk) == ""
    assert list(tmp_path.iterdir()) == []

"""Commands as a person gives them: words in, exit status and two texts out."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from service import clock
from service.cli.main import main
from service.domain.dates import office_day
from service.issuing.desk import TYPES, open_desk
from service.settings import Settings

OFFICE = "ubnd-21484"
PLAN = TYPES / "ke_hoach" / "sample.minimal.yaml"
YEAR = office_day(clock.now()).year


class Said(NamedTuple):
    """What a command answered."""

    status: int
    out: str
    err: str


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def run(*words: object) -> Said:
        try:
            status = main([str(word) for word in words])
        except SystemExit as stop:
            status = int(stop.code or 0)
        return Said(status, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def checked_types(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a start found out about the types: checked once, not in every test."""
    folder = tmp_path_factory.mktemp("checked")
    open_desk(Settings(instance_dir=folder))
    return folder / "type-contract.json"


@pytest.fixture
def run(
    command: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checked_types: Path
) -> Callable[..., Any]:
    """Commands at a register with one office and one open series."""
    instance = tmp_path / "instance"
    instance.mkdir()
    shutil.copyfile(checked_types, instance / checked_types.name)
    monkeypatch.setenv("INSTANCE_DIR", str(instance))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert command("register", "init").status == 0
    assert command("offices", "add", OFFICE).status == 0
    assert (
        command("register", "open-series", "--office", OFFICE, "--year", YEAR, "--reason", "Mới").status == 0
    )
    return command


def shown(said: Any, *, status: int = 0) -> dict[str, Any]:
    """The one JSON object that a command printed."""
    assert (said.status, said.err) == (status, "")
    found: dict[str, Any] = json.loads(said.out)
    return found

"""The API over a register with two offices, a user for every role, tokens of every kind, and a clock that a test moves."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from bench.ports import free_port
from service.app import create_app
from service.conversion.libreoffice import Converter, find_converter
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing import tokens
from service.issuing.desk import TYPES, Desk
from service.issuing.register_door import RegisterDoor
from service.issuing.workplace import Workplace
from service.register import people, series
from service.register.database import Register
from service.register.founding import found_register
from service.register.tokens import NewToken, Scope
from service.settings import Settings
from tests.started import end, first_line
from tests.two_offices import add_two_offices

NOON = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)
OFFICE, OTHER_OFFICE = "ubnd-21484", "ubnd-21529"
SETTINGS = Settings(
    secret_key="k" * 40, max_upload_bytes=600_000, max_scan_bytes=650_000, api_requests_per_minute=100_000
)
ROOT = "/api/v1"
PROJECT = Path(__file__).parents[2]


@dataclass
class Api:
    """The API as its clients see it; `secrets` holds a token for each kind that a test asked for."""

    app: Flask
    desk: Desk
    moments: list[datetime] = field(default_factory=lambda: [NOON])
    secrets: dict[Any, str] = field(default_factory=dict)

    def at(self, moment: datetime) -> None:
        self.moments.append(moment)

    def later(self, **time: float) -> None:
        self.at(self.moments[-1] + timedelta(**time))

    def work(self, login: str = "operator") -> Workplace:
        return self.desk.workplace(login)

    def do(self, act: Callable[..., Any], *args: Any, who: str = "operator", **words: Any) -> Any:
        with self.work(who).writing() as turn:
            return act(turn.session, turn.actor, *args, **words)

    def look(self, act: Callable[..., Any], *args: Any, who: str = "operator", **words: Any) -> Any:
        with self.work(who).reading() as turn:
            return act(turn.session, turn.actor, *args, **words)

    def token(
        self,
        login: str = "operator",
        *,
        office: str = OFFICE,
        scopes: Any = tuple(Scope),
        live: bool = True,
        days: int = 30,
    ) -> str:
        key = (login, office, tuple(scopes), live, days)
        if key not in self.secrets:
            new = NewToken(
                office_id=office,
                login=login,
                name="thử",
                scopes=scopes,
                expires_at=self.moments[-1] + timedelta(days=days),
                is_live=live,
            )
            self.secrets[key] = tokens.add(self.work(), new)[1]
        return self.secrets[key]

    def call(self, method: str, path: str, *, token: str | None = "", **options: Any) -> TestResponse:
        """One request; with a live token of all scopes unless `token` says another one, None for none."""
        headers = dict(options.pop("headers", {}))
        if token is not None:
            headers["Authorization"] = f"Bearer {token or self.token()}"
        key = options.pop("key", None)
        if key is not None:
            headers["Idempotency-Key"] = key
        address = path if path.startswith("/api") else f"{ROOT}{path}"
        return self.app.test_client().open(address, method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.call("GET", path, **options)

    def post(self, path: str, **options: Any) -> TestResponse:
        return self.call("POST", path, **options)

    def put(self, path: str, **options: Any) -> TestResponse:
        return self.call("PUT", path, **options)

    def plan(self, **words: Any) -> dict[str, Any]:
        """The least plan that is valid, of the office."""
        sample = json.loads(json.dumps(self.desk.catalogue.sample("ke_hoach", "minimal"), default=str))
        return {**sample, "office": OFFICE, **words}

    def issued(self, *, token: str = "", key: str = "k", **words: Any) -> TestResponse:
        body = self.plan(intent="issue", signed_on="2026-03-05", **words)
        return self.post("/documents", json=body, token=token, key=key)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(FolderSource(TYPES))


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with two offices and their people; it is copied for each test."""
    path = tmp_path_factory.mktemp("seed") / "register.db"
    found(f"sqlite:///{path}")
    return path


def found(url: str) -> None:
    """Found a register with two offices, a user for every role in each, a series of 2026 in both."""
    with found_register(url, now=NOON) as register, register.transaction() as session:
        actor = people.acting_user(session, "operator", now=NOON)
        add_two_offices(session, actor, OFFICE, OTHER_OFFICE)
        for office_id in (OFFICE, OTHER_OFFICE):
            series.open_series(session, actor, series.NewSeries(office_id=office_id, year=2026, reason="Mới"))


def made_api(
    seed: Path, folder: Path, catalogue: Catalogue, settings: Settings, converter: Converter | None
) -> Api:
    target = folder / "register.db"
    shutil.copyfile(seed, target)
    return api_at(f"sqlite:///{target}", catalogue, settings, converter)


def api_at(url: str, catalogue: Catalogue, settings: Settings, converter: Converter | None = None) -> Api:
    """The API over a register that is there."""
    moments = [NOON]
    desk = Desk(catalogue, {}, converter, lambda: moments[-1], RegisterDoor(url))
    return Api(create_app(settings, desk=desk), desk, moments)


@pytest.fixture
def api(seed: Path, tmp_path: Path, catalogue: Catalogue) -> Iterator[Api]:
    made = made_api(seed, tmp_path, catalogue, SETTINGS, None)
    yield made
    register: Register = made.desk.door.register()  # type: ignore[union-attr] # it has one
    register.close()


@pytest.fixture(scope="session")
def shared_api(seed: Path, tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[Api]:
    """One for all tests that change nothing and move no clock."""
    made = made_api(seed, tmp_path_factory.mktemp("shared"), catalogue, SETTINGS, None)
    yield made
    made.desk.door.register().close()  # type: ignore[union-attr] # it has one


@pytest.fixture
def office_api(seed: Path, tmp_path: Path, catalogue: Catalogue) -> Iterator[Api]:
    """The same where LibreOffice is."""
    made = made_api(seed, tmp_path, catalogue, SETTINGS, find_converter("", timeout_seconds=60))
    yield made
    made.desk.door.register().close()  # type: ignore[union-attr] # it has one


@dataclass(frozen=True)
class Server:
    """The service as it really runs, under gunicorn, with a register of its own and a test token."""

    address: str
    secret: str
    process: "subprocess.Popen[str]"
    folder: Path


@pytest.fixture(scope="session")
def server(seed: Path, tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    secret = made_api(seed, folder, catalogue, SETTINGS, None).token(live=False, days=20_000)
    with running(folder, secret) as started:
        yield started


@contextmanager
def running(folder: Path, secret: str, **given: str) -> Iterator[Server]:
    """The service under gunicorn over the register in a folder, until the end of the block."""
    port = free_port()
    environment = {
        **os.environ,
        "INSTANCE_DIR": str(folder),
        "DATABASE_URL": "",
        "SECRET_KEY": "k" * 40,
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "API_REQUESTS_PER_MINUTE": "1000000",
        **given,
    }
    words = ["-m", "gunicorn", "--config", "gunicorn.conf.py", "service.app:from_environment()"]
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert str(port) in first_line(process)
        yield Server(f"http://127.0.0.1:{port}", secret, process, folder)
    finally:
        with process:
            end(process)  # gunicorn ends by itself within half a minute

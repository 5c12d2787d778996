"""The shipped types, a copy of them that a test may change; a register on both databases with people at work in it."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bench.registers import POSTGRES_URL
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.errors import OpenQuestions
from service.issuing.desk import TYPES
from service.issuing.drafting import save
from service.issuing.issue import IssueAct, Outcome, issue_draft, issue_input
from service.issuing.originals import recorded_file
from service.issuing.record import Recorded, record
from service.issuing.workplace import Workplace
from service.register import offices, people, series, verify
from service.register.database import Register
from service.register.founding import found_register
from service.register.models import Document
from tests.two_offices import add_two_offices

NOON = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)
OFFICE, OTHER_OFFICE = "ubnd-21484", "ubnd-21529"
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(FolderSource(TYPES))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "templates_docx"
    shutil.copytree(TYPES, copy)
    return copy


@dataclass
class Office:
    """An office at work: what people do there, at the moment `now`, which a test may move."""

    url: str
    register: Register
    catalogue: Catalogue
    id: str = OFFICE
    other: str = OTHER_OFFICE
    moments: list[datetime] = field(default_factory=lambda: [NOON])

    def work(self, who: str = "operator") -> Workplace:
        """The workplace of a user; ``drafter`` stands for the drafter of the first office."""
        login = who if who == "operator" or "@" in who else f"{who}@{self.id}"
        return Workplace(self.register, self.catalogue, login, lambda: self.moments[-1])

    def at(self, moment: datetime) -> None:
        self.moments.append(moment)

    def plan(self, **words: Any) -> dict[str, Any]:
        """The least plan that is valid, of the first office; `words` change the envelope."""
        return {**self.catalogue.sample("ke_hoach", "minimal"), "office": self.id, **words}

    def issue(self, envelope: Any = None, *, who: str = "operator", **act: Any) -> Outcome:
        """Issue a plan in one act."""
        given = self.plan() if envelope is None else envelope
        return issue_input(self.work(who), given["type"], given, IssueAct(**act))

    def draft(self, envelope: Any = None, *, who: str = "operator") -> Document:
        """Keep a plan as a draft."""
        given = self.plan() if envelope is None else envelope
        return save(self.work(who), given["type"], given)

    def record(self, *, who: str = "operator", **words: Any) -> Document:
        """Enter a document made elsewhere, with a file unless a test says otherwise."""
        file = recorded_file("van-ban.pdf", b"%PDF-1.7 made elsewhere")
        return record(self.work(who), Recorded(**{"office_id": self.id, "files": (file,), **words}))

    def issue_draft(self, document_id: str, *, who: str = "operator", **act: Any) -> Outcome:
        return issue_draft(self.work(who), document_id, IssueAct(**act))

    def answered(self, envelope: Any) -> Outcome:
        """Issue an input and answer whatever is asked."""
        try:
            return self.issue(envelope)
        except OpenQuestions as asked:
            return self.issue(envelope, acknowledged={one.code for one in asked.questions})

    def do(self, act: Callable[..., Any], *args: Any, who: str = "operator", **words: Any) -> Any:
        """One act of the register in one transaction."""
        with self.work(who).writing() as turn:
            return act(turn.session, turn.actor, *args, **words)

    def look(self, act: Callable[..., Any], *args: Any, who: str = "operator", **words: Any) -> Any:
        """The same in a reading."""
        with self.work(who).reading() as turn:
            return act(turn.session, turn.actor, *args, **words)

    def keep_steps(self, *steps: str) -> None:
        self.do(offices.set_office, self.id, {"steps": list(steps)})

    def open_series(self, **words: Any) -> Any:
        return self.do(
            series.open_series,
            series.NewSeries(**{"office_id": self.id, "year": 2026, "reason": "Mới", **words}),
        )

    def last_number(self, year: int = 2026) -> int:
        return int(self.look(series.list_series, self.id, year)[0].last_number)

    def faults(self) -> list[str]:
        return [f"{one.place}: {one.message}" for one in self.look(lambda *at: list(verify.verify(*at)))]


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Where a founded register of each database lies; it is copied for each test, never used itself."""
    made: dict[str, str] = {}

    def seed(kind: str) -> str:
        if kind not in made:
            made[kind] = _founded(kind, tmp_path_factory.mktemp("seed") / "register.db")
        return made[kind]

    yield seed
    if "postgresql" in made:
        _on_server(f"DROP DATABASE {_name(made['postgresql'])} WITH (FORCE)")


@pytest.fixture(params=DATABASES)
def office(
    request: pytest.FixtureRequest, seeds: Callable[[str], str], tmp_path: Path, catalogue: Catalogue
) -> Iterator[Office]:
    """Two offices, a user for every role in each, one common series of 2026 in the first."""
    seed = seeds(request.param)
    if request.param == "sqlite":
        target = tmp_path / "register.db"
        shutil.copyfile(seed.removeprefix("sqlite:///"), target)
        url = f"sqlite:///{target}"
    else:
        url = f"{seed}_{uuid.uuid4().hex[:8]}"
        _on_server(f"CREATE DATABASE {_name(url)} TEMPLATE {_name(seed)}")
    with Register.open(url) as register:
        yield Office(url, register, catalogue)
    if request.param == "postgresql":
        with suppress(psycopg.Error):
            _on_server(f"DROP DATABASE {_name(url)} WITH (FORCE)")


def _founded(kind: str, path: Path) -> str:
    url = f"sqlite:///{path}"
    if kind == "postgresql":
        url = f"{POSTGRES_URL.rpartition('/')[0]}/issuing_{uuid.uuid4().hex[:12]}"
        _on_server(f"CREATE DATABASE {_name(url)}")
    with found_register(url, now=NOON) as register, register.transaction() as session:
        actor = people.acting_user(session, "operator", now=NOON)
        add_two_offices(session, actor, OFFICE, OTHER_OFFICE)
        series.open_series(session, actor, series.NewSeries(office_id=OFFICE, year=2026, reason="Mới"))
    return url


def _name(url: str) -> str:
    return f'"{url.rpartition("/")[2]}"'


def _on_server(statement: str) -> None:
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        connection.execute(statement.encode())

"""A register on both databases, each test with its own: copies of one that was founded once."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from service.domain.recipients import Recipient
from service.register import offices, people, records, series, verify
from service.register.database import Register
from service.register.entries import BookEntry, NewDocument, NewFile
from service.register.founding import found_register
from service.register.models import Base
from service.register.numbering import Issued, IssueRequest, Numbered, RenderedFile, issue_in_transaction
from service.register.states import Role

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
NOON = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)
OFFICE = "ubnd-21484"
OTHER_OFFICE = "ubnd-21529"
_TABLES = {
    table.name: ", ".join(f'"{column.name}"' for column in table.columns)
    for table in Base.metadata.sorted_tables
}
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@dataclass
class Desk:
    """Everything a test does at one register: acts of people in transactions of their own, at `now`."""

    url: str
    register: Register
    now: datetime = NOON
    office: str = OFFICE
    other_office: str = OTHER_OFFICE
    renderings: list[Numbered] = field(default_factory=list)

    def do(self, act: Callable[..., Any], *args: Any, who: str = "operator", **words: Any) -> Any:
        """One act in one transaction; what it returns stays readable."""
        with self.register.transaction() as session:
            return act(session, people.acting_user(session, who, now=self.now), *args, **words)

    def look(self, act: Callable[..., Any], *args: Any, who: str = "operator", **words: Any) -> Any:
        """The same in a reading."""
        with self.register.reading() as session:
            found = act(session, people.acting_user(session, who, now=self.now), *args, **words)
            return list(found) if isinstance(found, Iterator) else found

    def open_series(self, **words: Any) -> Any:
        """Open a series of the first office in 2026; that it begins at 01 in March is meant unless `words` say so."""
        meant = {} if "next_number" in words else {"reason": "Chưa cấp số nào"}
        new = series.NewSeries(**{"office_id": OFFICE, "year": 2026, **meant, **words})
        return self.do(series.open_series, new)

    def render(self, numbered: Numbered) -> RenderedFile:
        """Stand in for the engine: bytes that name the number, so that no two documents share them."""
        self.renderings.append(numbered)
        return RenderedFile(
            content=f"PK {numbered.code} {numbered.issued_on} {numbered.document_id}".encode() * 20,
            name=f"{numbered.number:02d}.docx",
            context=f'{{"code":"{numbered.code}"}}'.encode() * 40,
            template_sha256="7" * 64,
            release="0.1.0",
            findings=[{"code": "page-size", "severity": "error"}],
            pages=3,
        )

    def issue(
        self, document: Any = None, *, who: str = "operator", render: Any = None, **words: Any
    ) -> Issued:
        """Issue a draft by its id, or a new Kế hoạch, in one transaction."""
        request = IssueRequest(document=self.document() if document is None else document, **words)
        return self.do(issue_in_transaction, request, who=who, render=render or self.render)

    def entry(self, **words: Any) -> BookEntry:
        """A Kế hoạch of the first office; `words` change it."""
        entry = BookEntry(
            kind="KH",
            kind_title="Kế hoạch",
            subject="Thực hiện công tác dân vận chính quyền năm 2026",
            symbol="KH-UBND",
            signer_name="Phạm Giang Nam",
            signer_position="Chủ tịch",
            signer_capacity="TM",
            recipients=(
                Recipient("UBND tỉnh Quảng Ngãi", purpose="b/cáo", channel="giay"),
                Recipient("Các thôn", members=9, copies=1),
            ),
            kept_by="VT, VHXH",
        )
        return replace(entry, **words)

    def document(self, office_id: str = OFFICE, *, relations: Any = (), **words: Any) -> NewDocument:
        """A new document with that entry."""
        entry = self.entry(**words)
        content = b"" if entry.is_secret else b'{"objectives":["x"]}'
        return NewDocument(office_id=office_id, entry=entry, input=content, relations=relations)

    def file(self, content: bytes = b"%PDF-1.7 scan", role: Any = "record") -> NewFile:
        return NewFile(role=role, content=content, name="ban-quet.pdf", media_type="application/pdf")

    def record(
        self,
        *,
        who: str = "operator",
        office_id: str = OFFICE,
        files: Any = None,
        entry: Any = None,
        **words: Any,
    ):
        """Enter a document made elsewhere."""
        new = NewDocument(office_id=office_id, entry=entry or self.entry(), input=b"")
        kept = (self.file(),) if files is None else files
        return self.do(records.record, records.RecordRequest(new=new, files=kept, **words), who=who)

    def codes(self) -> list[str]:
        """The codes of all documents of the first office in the order of their entry."""
        from service.register.search import Wish, search  # noqa: PLC0415 - only here

        page = self.look(search, Wish(office_id=OFFICE, limit=200))
        return [row.code for row in reversed(page.documents)]

    def faults(self) -> list[Any]:
        """What verify finds."""
        return self.look(verify.verify)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Where the founded register of a database lies, made when it is first asked for."""
    places: dict[str, str] = {}

    def place(kind: str) -> str:
        if kind not in places:
            places[kind] = _found(kind, tmp_path_factory.mktemp("founded"))
        return places[kind]

    yield place
    for kind, url in places.items():
        if kind == "postgresql":
            drop_database(url)


def _found(kind: str, folder: Path) -> str:
    url = f"sqlite:///{folder / 'register.db'}" if kind == "sqlite" else create_database()
    register = found_register(url, now=NOON)
    for office_id, name in ((OFFICE, "Ủy ban nhân dân xã Ba Tơ"), (OTHER_OFFICE, "Ủy ban nhân dân xã Ba Vì")):
        with register.transaction() as session:
            actor = people.acting_user(session, "operator", now=NOON)
            new = offices.NewOffice(
                id=office_id, name=name, abbreviation="UBND", organ_code="H48.21", valid_from=date(2025, 7, 1)
            )
            offices.add_office(session, actor, new)
            for role in Role:
                login = f"{role}@{office_id}"
                user = people.NewUser(login=login, name=f"Người {role}", office_id=office_id, role=role)
                people.add_user(session, actor, user)
    register.close()
    if kind == "postgresql":
        _keep_seed(url)
    return url


def create_database() -> str:
    """Make an empty database of its own name and return its url."""
    name = f"register_test_{uuid.uuid4().hex}"
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{POSTGRES_URL.rpartition('/')[0]}/{name}"


def drop_database(url: str) -> None:
    name = url.rpartition("/")[2]
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _keep_seed(url: str) -> None:
    """Copy the rows of a founded register aside: putting them back is faster than a new database for each test."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE SCHEMA seed")
        for name in _TABLES:
            connection.execute(f"CREATE TABLE seed.{name} AS TABLE public.{name}")


def _back_to_seed(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(
            "SET session_replication_role = replica"
        )  # no triggers: the register deletes nothing
        for name, columns in _TABLES.items():
            connection.execute(f"DELETE FROM public.{name}")  # noqa: S608 # our own names
            rows = f"SELECT {columns} FROM seed.{name}"  # noqa: S608
            connection.execute(f"INSERT INTO public.{name} ({columns}) {rows}")


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, founded: Callable[[str], str], tmp_path: Path) -> Iterator[str]:
    """A register with two offices, a user for every role in each, no series."""
    source = founded(request.param)
    if request.param == "sqlite":
        target = tmp_path / "register.db"
        shutil.copyfile(source.removeprefix("sqlite:///"), target)
        yield f"sqlite:///{target}"
        return
    _back_to_seed(source)
    yield source


@pytest.fixture
def desk(url: str) -> Iterator[Desk]:
    with Register.open(url) as register:
        yield Desk(url, register)


@pytest.fixture
def sqlite_desk(founded: Callable[[str], str], tmp_path: Path) -> Iterator[Desk]:
    """A desk on SQLite alone, for what only a file has."""
    target = tmp_path / "register.db"
    shutil.copyfile(founded("sqlite").removeprefix("sqlite:///"), target)
    with Register.open(f"sqlite:///{target}") as register:
        yield Desk(f"sqlite:///{target}", register)


@pytest.fixture
def empty_database() -> Iterator[Callable[[], str]]:
    """Makes empty PostgreSQL databases that are gone after the test."""
    made: list[str] = []

    def make() -> str:
        made.append(create_database())
        return made[-1]

    yield make
    for one in made:
        drop_database(one)

"""Registers for measurements: a SQLite file and, where a server answers, a PostgreSQL database; gone afterwards."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.register_load import found

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


@contextmanager
def registers() -> Iterator[dict[str, str]]:
    """Yield the urls of new registers by the name of their database, each with one office and one open series."""
    with tempfile.TemporaryDirectory(prefix="bench-register-") as folder:
        urls = {"sqlite": f"sqlite:///{Path(folder) / 'register.db'}"}
        name = f"register_bench_{uuid.uuid4().hex}"
        if _server_does(f'CREATE DATABASE "{name}"'):
            urls["postgresql"] = f"{POSTGRES_URL.rpartition('/')[0]}/{name}"
        try:
            for url in urls.values():
                found(url)
            yield urls
        finally:
            if "postgresql" in urls:
                _server_does(f'DROP DATABASE "{name}" WITH (FORCE)')


def _server_does(statement: str) -> bool:
    """Have the server do something; False where none answers."""
    try:
        with psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=2) as connection:
            connection.execute(statement.encode())
    except psycopg.OperationalError:
        return False
    return True


def megabytes_on_disk(url: str) -> float:
    """Return what a register takes on disk, in MB of 10^6 bytes."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return sum(one.stat().st_size for one in path.parent.glob(f"{path.name}*")) / 1e6
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return float(row[0]) / 1e6 if row else 0.0

"""A PostgreSQL server of the tests' own, which may be stopped and started again: the common one serves others."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.ports import free_port

_USER = "postgres"
_PATIENCE_SECONDS = 120
"""Spent only where something hangs: pg_ctl itself says so first."""


def programs() -> Path | None:
    """Return the folder of the programs of a server, None where there is none that we could run."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    place = Path(found) if found else folders[-1] if folders else None
    if place is None or (os.geteuid() == 0 and not _has_user()):
        return None
    return place.parent


def _has_user() -> bool:
    try:
        pwd.getpwnam(_USER)
    except KeyError:
        return False
    return True


class Cluster:
    """A server in a folder of its own, at a free port of this machine."""

    def __init__(self, bin_folder: Path, folder: Path) -> None:
        self._bin = bin_folder
        self._data = folder / "data"
        self._log = folder / "log"
        self.port = free_port()
        self._run(
            "initdb", "-D", self._data, "-U", _USER, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"
        )

    @property
    def url(self) -> str:
        """Return where it answers."""
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it; it answers when this returns."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        self._run(
            "pg_ctl", "-D", self._data, "-l", self._log, "-o", options, "-w", "-t", _PATIENCE_SECONDS, "start"
        )

    def stop(self, mode: str) -> None:
        """Stop it: ``fast`` cuts the connections, ``immediate`` is a crash that is recovered from at the next start."""
        self._run("pg_ctl", "-D", self._data, "-m", mode, "-w", "-t", _PATIENCE_SECONDS, "stop")

    def _run(self, program: str, *words: object) -> None:
        who: dict[str, Any] = {"user": _USER, "group": _USER} if os.geteuid() == 0 else {}
        command = [str(self._bin / program), *map(str, words)]
        seconds = _PATIENCE_SECONDS + 10
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=seconds, cwd="/", **who)


@contextmanager
def own_cluster() -> Iterator[Cluster]:
    """Yield a running server; it and its folder are gone afterwards."""
    bin_folder = programs()
    assert bin_folder is not None, "the marker `cluster` takes tests out where there is none"
    with tempfile.TemporaryDirectory(prefix="cluster-") as place:
        if os.geteuid() == 0:
            shutil.chown(place, _USER, _USER)
        cluster = Cluster(bin_folder, Path(place))
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop("immediate")

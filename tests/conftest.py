"""Which system programs this machine has, and the list of what could not run for want of one.

A test that needs a program carries its marker; without the program it is taken out of the run and the
program is named at the end, and in tests/_output/missing-programs.txt, which ./check prints.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings

from service import clock
from service.domain.dates import office_day
from service.reference import holidays
from tests import own_cluster
from tests.yearly import due

MARKERS = ("office", "browser", "postgres", "mount", "cluster", "clients", "redis")
PROGRAMS = {
    "clients": {"curl": "curl", "jq": "jq", "Node.js (nodejs)": "node"},
    "browser": {"Chromium (chromium)": "chromium"},
    "redis": {"Redis (redis-server)": "redis-server"},
}
MISSING = pytest.StashKey[dict[str, list[str]]]()
OUTPUT = Path(__file__).parent / "_output"
settings.register_profile("untimed", settings(), deadline=None)  # a busy machine is no fault of the code
settings.load_profile("untimed")
POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def _has_font(name: str) -> bool:
    """Tell whether a font of that name is installed, by fontconfig's own list."""
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    done = subprocess.run([lister, name, "family"], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip())


def _has_postgres() -> bool:
    """Tell whether the PostgreSQL server of the tests answers."""
    try:
        psycopg.connect(
            POSTGRES_URL, connect_timeout=30
        ).close()  # where none listens the answer comes at once
    except psycopg.Error:
        return False
    return True


def _may_mount() -> bool:
    """Tell whether a small disk can be mounted here, as root may outside of most containers."""
    with tempfile.TemporaryDirectory() as folder:
        for command in (["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], ["umount", folder]):
            program = shutil.which(command[0])
            if program is None:
                return False
            done = subprocess.run([program, *command[1:]], capture_output=True, check=False)
            if done.returncode != 0:
                return False
    return True


def _missing(marker: str) -> list[str]:
    """Return what a marker needs and this machine lacks, in words for the list."""
    if marker == "mount":
        return [] if _may_mount() else ["quyền gắn một ổ đĩa nhỏ (mount, chạy bằng root)"]
    if marker == "office":
        programs = {"LibreOffice (libreoffice-writer-nogui)": "soffice", "poppler-utils": "pdftotext"}
        lacking = [name for name, program in programs.items() if shutil.which(program) is None]
        return lacking + (
            [] if _has_font("Liberation Serif") else ["phông chữ Liberation (fonts-liberation)"]
        )
    if marker == "cluster":
        return (
            [] if own_cluster.programs() else ["PostgreSQL để lập máy chủ riêng (initdb, pg_ctl; postgresql)"]
        )
    if marker in PROGRAMS:
        return [name for name, program in PROGRAMS[marker].items() if shutil.which(program) is None]
    return [] if _has_postgres() else [f"PostgreSQL tại {POSTGRES_URL.rpartition('@')[2]}"]


def pytest_configure(config: pytest.Config) -> None:
    """Look once for what this machine lacks; the workers of a parallel run are told, so that all run the same tests."""
    told: dict[str, dict[str, list[str]]] = getattr(config, "workerinput", {})
    found = told.get("missing")
    if found is None:
        found = {name: lacking for name in MARKERS if (lacking := _missing(name))}
    config.stash[MISSING] = found


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker what was found to be missing."""
    node.workerinput["missing"] = node.config.stash[MISSING]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out the tests whose program is missing; they are not counted as skipped but named at the end."""
    missing = config.stash[MISSING]
    lost = [item for item in items if any(item.get_closest_marker(name) for name in missing)]
    if lost:
        config.hook.pytest_deselected(items=lost)
        items[:] = [item for item in items if item not in lost]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say at the end what could not run and which data of the year is due, and write both where ./check looks."""
    lacking = [f"- {name}: {', '.join(programs)}" for name, programs in config.stash[MISSING].items()]
    _said(terminalreporter, "missing programs", lacking)
    _said(
        terminalreporter, "yearly data", [f"- {one}" for one in due(holidays(), office_day(clock.now()).year)]
    )


def _said(terminalreporter: pytest.TerminalReporter, title: str, lines: Sequence[str]) -> None:
    OUTPUT.mkdir(exist_ok=True)
    written = "".join(f"{line}\n" for line in lines)
    (OUTPUT / f"{title.replace(' ', '-')}.txt").write_text(written, encoding="utf-8")
    if lines:
        terminalreporter.section(title)
        for line in lines:
            terminalreporter.write_line(line)

"""./run on machines that lack something: one line that says what to install."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLD = "sys.version_info = (3, 9, 2, 'final', 0)"
WITHOUT_VENV = "sys.modules['ensurepip'] = None"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A clone without .venv, beside a folder of programs that is the whole PATH."""
    (tmp_path / "bản sao").mkdir()
    shutil.copy(ROOT / "run", tmp_path / "bản sao")
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "dirname").symlink_to(shutil.which("dirname") or "")
    return tmp_path


def install(machine: Path, name: str, change: str) -> None:
    """Put a Python on the PATH that is this one but for a change."""
    path = machine / "programs" / name
    code = f"import sys; {change}; exec(sys.argv[1])"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -c "{code}" "$3"\n', encoding="utf-8")
    path.chmod(0o755)


def run(machine: Path) -> subprocess.CompletedProcess[str]:
    path = {**os.environ, "PATH": str(machine / "programs")}
    command = ["/bin/sh", str(machine / "bản sao" / "run")]
    return subprocess.run(command, env=path, capture_output=True, text=True, check=False)


def test_no_python_at_all(machine: Path) -> None:
    done = run(machine)
    assert done.returncode == 69
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("Máy này chưa có Python.")
    assert "sudo apt install python3 python3-venv" in done.stderr


def test_a_python_that_is_too_old(machine: Path) -> None:
    install(machine, "python3", OLD)
    done = run(machine)
    assert done.returncode == 69
    assert len(done.stderr.splitlines()) == 1
    assert "máy này chỉ có Python 3.9" in done.stderr


def test_a_python_without_venv(machine: Path) -> None:
    install(machine, "python3", WITHOUT_VENV)
    done = run(machine)
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert done.returncode == 69
    assert len(done.stderr.splitlines()) == 1
    assert f"sudo apt install python{version}-venv" in done.stderr


def test_of_several_the_one_that_has_everything_is_taken(machine: Path) -> None:
    install(machine, "python3.11", WITHOUT_VENV)
    install(machine, "python3", OLD)
    install(machine, "python", "pass")
    done = run(machine)  # the clone has no requirements: what is asked for then is the file, not a Python
    assert "Python" not in done.stderr

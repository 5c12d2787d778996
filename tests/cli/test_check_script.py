"""./check counts every step that fails and, in CI, every program that was missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STEPS = {
    "style": "ruff check",
    "format": "ruff format",
    "types": "mypy",
    "contract": "service types check",
    "tests": "pytest",
}
#: Stands for the Python of .venv: notes what it is asked, fails where it is told to, writes what the tests would.
PYTHON = """#!/bin/sh
echo "$*" >> asked
case "$*" in *pytest*) mkdir -p tests/_output; printf '%s' "$LACKING" > tests/_output/missing-programs.txt ;; esac
for word in $FAILING; do case "$*" in *"$word"*) exit 1 ;; esac; done
exit 0
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone whose environment is ready."""
    root = tmp_path / "bản sao"
    (root / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "check", root)
    for path, content in (
        (root / "run", '#!/bin/sh\nexit "${NOT_READY-0}"\n'),
        (root / ".venv/bin/python", PYTHON),
    ):
        path.write_text(content, encoding="utf-8")
        path.chmod(0o755)
    return root


def check(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {"PATH": os.environ["PATH"], "FAILING": "", "LACKING": "", **environment}
    command = ["/bin/sh", str(root / "check"), *words]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def asked(root: Path) -> list[str]:
    return (root / "asked").read_text(encoding="utf-8").splitlines()


def test_all_steps_run_and_pass(clone: Path) -> None:
    done = check(clone)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "ĐẠT."
    assert [next(name for name, words in STEPS.items() if words in line) for line in asked(clone)] == list(
        STEPS
    )


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_is_named_and_the_others_still_run(clone: Path, step: str) -> None:
    failing = STEPS[step].split()[-1]
    done = check(clone, FAILING=failing if step != "contract" else "service")
    assert done.returncode == 1
    named = done.stdout.splitlines()[-1].removeprefix("CHƯA ĐẠT:").split()
    assert step in named
    assert "ĐẠT." not in done.stdout.splitlines()
    assert len(asked(clone)) == len(STEPS)


def test_every_step_that_fails_is_named(clone: Path) -> None:
    done = check(clone, FAILING="mypy pytest")
    assert done.stdout.splitlines()[-1].removeprefix("CHƯA ĐẠT:").split() == ["types", "tests"]


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 0)])
def test_a_missing_program_is_listed_and_fails_in_ci(clone: Path, ci: str, status: int) -> None:
    done = check(clone, LACKING="- office: LibreOffice\n", CI=ci)
    assert done.returncode == status
    assert "- office: LibreOffice" in done.stdout
    assert ("missing-programs" in done.stdout.splitlines()[-1]) == bool(ci)


def test_a_list_of_an_earlier_run_counts_no_more(clone: Path) -> None:
    check(clone, LACKING="- office: LibreOffice\n")
    done = check(clone, CI="true")
    assert done.returncode == 0
    assert "LibreOffice" not in done.stdout


@pytest.mark.parametrize(
    ("words", "expression", "told"),
    [
        ((), "-m not long", "--long"),
        (("--quick",), "-m not slow and not long", "--quick"),
        (("--long",), "-m ", ""),
    ],
)
def test_what_is_left_out_is_said(clone: Path, words: tuple[str, ...], expression: str, told: str) -> None:
    done = check(clone, *words)
    assert asked(clone)[-1].endswith(expression)
    assert ("kiểm thử" in done.stdout) == bool(told)
    assert told in done.stdout


def test_another_word_is_wrong_use(clone: Path) -> None:
    done = check(clone, "--fast")
    assert done.returncode == 64
    assert done.stderr.startswith("Cách dùng: ./check")
    assert not (clone / "asked").exists()


def test_without_an_environment_nothing_is_checked(clone: Path) -> None:
    assert check(clone, NOT_READY="69").returncode == 69
    assert not (clone / "asked").exists()

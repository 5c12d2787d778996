"""The bootstrap on a package that is made here: no network, a real venv, a real pip."""

import fcntl
import hashlib
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from service.cli import setup_environment as setup
from service.errors import system_reason
from tests.started import first_line

SCRIPT = Path(setup.__file__)
DIST = "demo-1.0.dist-info"


def wheel(folder: Path, module: str = "VALUE = 1\n") -> Path:
    """A package that pip can install from a file."""
    path = folder / "demo-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("demo.py", module)
        archive.writestr(f"{DIST}/METADATA", "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n")
        archive.writestr(
            f"{DIST}/WHEEL", "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{DIST}/RECORD", "")
    return path


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in a path with spaces and Vietnamese letters, whose requirements name one package."""
    root = tmp_path / "thư mục có dấu" / "văn bản"
    root.mkdir(parents=True)
    made = wheel(root)
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    (root / "requirements.txt").write_text(
        f"demo @ {made.as_uri()} --hash=sha256:{digest}\n", encoding="utf-8"
    )
    return root


def command_for(root: Path, requirements: str = "requirements.txt") -> list[str]:
    return [sys.executable, "-I", str(SCRIPT), str(root), requirements]


def run(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(SCRIPT), str(root), "requirements.txt"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def value(root: Path) -> str:
    python = root / ".venv" / "bin" / "python"
    done = subprocess.run(
        [python, "-c", "import demo; print(demo.VALUE)"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


@pytest.mark.slow
def test_a_clone_becomes_ready_once_and_is_left_alone_then(clone: Path) -> None:
    first = run(clone)
    assert (first.returncode, first.stderr) == (0, "")
    assert value(clone) == "1"
    again = run(clone)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


@pytest.mark.slow
def test_an_interrupted_installation_is_made_anew(clone: Path) -> None:
    assert run(clone).returncode == 0
    stamp = setup.stamp_path(clone / ".venv", clone / "requirements.txt")
    stamp.write_text(setup.INTERRUPTED, encoding="utf-8")
    (clone / ".venv" / "half-written").touch()
    assert run(clone).returncode == 0
    assert value(clone) == "1"
    assert not (clone / ".venv" / "half-written").exists()


@pytest.mark.slow
def test_two_first_starts_give_one_whole_environment(clone: Path) -> None:
    command = [sys.executable, "-I", str(SCRIPT), str(clone), "requirements.txt"]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("Đang tạo môi trường" in out for out, _ in said) == 1
    assert value(clone) == "1"


@pytest.mark.slow
def test_run_and_check_at_the_same_time_give_one_environment_with_both(clone: Path) -> None:
    pins = (clone / "requirements.txt").read_text(encoding="utf-8")
    (clone / "requirements-dev.txt").write_text(f"{pins}# and more\n", encoding="utf-8")
    both: list[subprocess.Popen[str]] = []
    try:
        with (clone / setup.LOCK).open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # by a third one: that the two meet is not left to chance
            both += [
                subprocess.Popen(
                    command_for(clone, name), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
                )
                for name in ("requirements.txt", "requirements-dev.txt")
            ]
            for process in both:
                assert "đang chờ nó xong" in first_line(process)
            assert not (clone / ".venv").exists()
        said = [process.communicate() for process in both]
    finally:
        for process in both:
            with process:
                process.kill()
    assert [(process.returncode, err) for process, (_, err) in zip(both, said, strict=True)] == [(0, "")] * 2
    assert sum("Đang tạo môi trường" in out for out, _ in said) == 1
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert setup.is_ready(clone / ".venv", clone / name)
    assert value(clone) == "1"


@pytest.mark.slow
def test_a_changed_package_is_refused_in_one_line(clone: Path) -> None:
    wheel(clone, "VALUE = 'đã bị sửa'\n")
    done = run(clone)
    assert done.returncode == setup.NO_SERVICE
    assert "không khớp mã băm" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not setup.is_ready(clone / ".venv", clone / "requirements.txt")


@pytest.mark.slow
def test_a_stopped_installation_does_not_count(clone: Path) -> None:
    command = [sys.executable, "-I", str(SCRIPT), str(clone), "requirements.txt"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it has begun
        process.send_signal(signal.SIGTERM)  # SIGINT is ignored by what a shell starts in the background
        assert process.wait(60) != 0
    assert not setup.is_ready(clone / ".venv", clone / "requirements.txt")


def test_a_new_python_needs_a_new_environment(tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("demo==1.0\n", encoding="utf-8")
    assert setup.wanted_stamp(requirements, (3, 11)) != setup.wanted_stamp(requirements, (3, 12))


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "Ổ đĩa đã đầy"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "không khớp mã băm"),
        (
            "WARNING: Retrying after NewConnectionError\nERROR: No matching distribution found for flask",
            "kiểm tra mạng",
        ),
        ("ERROR: No matching distribution found for isal==1.9.1", "isal==1.9.1"),
        ("ERROR: something new", "something new"),
        ("", "không nói lý do"),
    ],
)
def test_what_pip_says_becomes_one_sentence(output: str, words: str) -> None:
    assert words in setup.cause_of(output, Path("requirements.txt"))


PACKAGE = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


@pytest.mark.parametrize(
    ("output", "words", "is_package"),
    [
        (
            "The virtual environment was not created successfully because ensurepip is not\navailable.  apt install python3.11-venv",
            PACKAGE,
            True,
        ),
        ("/usr/bin/python3: No module named venv", PACKAGE, True),
        ("Error: [Errno 13] Permission denied: '/srv/.venv/bin'", "không có quyền", False),
        ("Error: [Errno 28] No space left on device", "ổ đĩa đã đầy", False),
        ("Error: [Errno 2] No such file or directory: '/srv/.venv/bin/python'", "không có tệp", False),
        (
            "Error: Command '['/x/python', '-m', 'ensurepip']' returned non-zero exit status 1.",
            "exit status 1",
            False,
        ),
        ("", "không nói lý do", False),
    ],
)
def test_what_venv_says_becomes_the_right_advice(output: str, words: str, *, is_package: bool) -> None:
    said = setup.why_not_created(output)
    assert words in said
    assert (PACKAGE in said) == is_package
    assert len(said.splitlines()) == 1


def test_a_venv_that_cannot_be_made_is_one_line_with_its_own_reason(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing = '#!/bin/sh\necho "Error: [Errno 28] No space left on device" >&2\nexit 1\n'
    python = clone / "python"
    python.write_text(failing, encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(setup, "base_python", lambda: str(python))
    assert setup.main([str(clone), "requirements.txt"]) == setup.NO_SERVICE
    said = capsys.readouterr().err
    assert "ổ đĩa đã đầy" in said
    assert "venv (" not in said
    assert len(said.splitlines()) == 1


def test_a_folder_that_is_not_there_is_said_in_vietnamese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert setup.main([str(tmp_path / "no"), "requirements.txt"]) == setup.NO_SERVICE
    said = capsys.readouterr().err
    assert "không có tệp hoặc thư mục này" in said
    assert "No such file" not in said


@pytest.mark.parametrize("number", setup.REASONS)
def test_the_reasons_are_those_of_the_whole_service(number: int) -> None:
    assert system_reason(OSError(number, "")) == setup.REASONS[number]
    assert setup.reason(OSError(number, "")) == setup.REASONS[number]


def test_progress_counts_each_package_once(capsys: pytest.CaptureFixture[str]) -> None:
    seen: set[str] = set()
    for line in (
        "Collecting flask==3.1",
        "Processing /x/flask-3.1-py3-none-any.whl",
        "Collecting isal==1",
        "Noise",
    ):
        setup.show_progress(line, seen, 2)
    assert seen == {"flask", "isal"}
    assert capsys.readouterr().out == "  2/2 gói\n"

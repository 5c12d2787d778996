"""Make .venv from a requirements file with hashes: `setup_environment.py ROOT REQUIREMENTS`.

The one module that runs before any library is there, so it uses the standard library alone and is started
as a script by ./run and ./check. An environment counts as ready when it carries the stamp of the file; the
stamp is written after the last package, so an interrupted installation is never taken for a whole one. One
process installs at a time, whichever file it installs.
"""

import errno
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INTERRUPTED = "interrupted"
LOCK = ".venv.lock"  # beside .venv, which is made anew under it
NO_SERVICE = 69  # sysexits EX_UNAVAILABLE: something outside of us is missing
CAUSES = (
    (r"No space left", "Ổ đĩa đã đầy."),
    (r"DO NOT MATCH THE HASHES", "Gói tải về không khớp mã băm trong {file}; không cài gói lạ."),
    (r"NewConnectionError|NameResolution|ConnectTimeout|ReadTimeout|ProxyError|ConnectionError|SSLError",
     "Không kết nối được tới kho gói Python; kiểm tra mạng, máy chủ proxy."),
    (r"No matching distribution found for (\S+)", "Kho gói không có bản hợp với máy này của {found}."),
)  # fmt: skip
#: What `python -m venv` says when the package of the system that belongs to it is missing.
NO_VENV = r"ensurepip is not\s+available|No module named '?\"?(?:venv|ensurepip)|apt install python"
#: The reasons of the system, as service.errors has them, which cannot be imported here.
REASONS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không được phép",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết hạn mức ổ đĩa",
}

_PACKAGE = re.compile(
    r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)|Processing \S*?([\w.]+)-[0-9]"
)


class SetupError(Exception):
    """The environment cannot be made; the message is one line in Vietnamese with what to do."""


def stamp_path(venv: Path, requirements: Path) -> Path:
    """Return where the stamp of a requirements file stands inside the environment."""
    return venv / f".installed-{requirements.name}"


def wanted_stamp(requirements: Path, version: tuple[int, int]) -> str:
    """Return the stamp of a whole installation: hash of the file, and the Python it was made for."""
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    return f"{digest} python{version[0]}.{version[1]}"


def read_stamp(path: Path) -> str:
    """Return the text of a stamp, empty when there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def is_usable(venv: Path) -> bool:
    """Tell whether the environment's own Python starts and has pip, that is, whether it can be added to."""
    python = venv / "bin" / "python"
    try:
        done = subprocess.run([python, "-I", "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def python_version(venv: Path) -> tuple[int, int]:
    """Return major and minor version of the environment's Python."""
    if Path(sys.prefix).resolve() == venv.resolve():
        return sys.version_info[:2]
    code = "import sys; print(*sys.version_info[:2])"
    done = subprocess.run(
        [venv / "bin" / "python", "-I", "-c", code], capture_output=True, text=True, check=False
    )
    major, _, minor = done.stdout.strip().partition(" ")
    return (int(major), int(minor)) if minor else (0, 0)


def is_ready(venv: Path, requirements: Path) -> bool:
    """Tell whether everything of the requirements file is installed for the Python that is there now."""
    stamp = read_stamp(stamp_path(venv, requirements))
    if not stamp or stamp == INTERRUPTED:
        return False
    return stamp == wanted_stamp(requirements, python_version(venv))


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the one lock of `root`/.venv; a second process, ./run or ./check, waits here and says so."""
    with (root / LOCK).open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Một lần cài đặt khác đang chạy, đang chờ nó xong ...", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def base_python() -> str:
    """Return the Python outside of any environment that new environments are made from."""
    return getattr(sys, "_base_executable", "") or sys.executable


def create(venv: Path, stamp: Path) -> None:
    """Make an empty environment in place of what stands there; it counts as interrupted until it is full."""
    print("Đang tạo môi trường Python trong .venv ...", flush=True)
    if venv.is_symlink():
        venv.unlink()
    shutil.rmtree(venv, ignore_errors=True)
    venv.mkdir(parents=True)
    stamp.write_text(INTERRUPTED, encoding="utf-8")
    done = subprocess.run(
        [base_python(), "-I", "-m", "venv", str(venv)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SetupError(f"Không tạo được .venv. {why_not_created(done.stdout + done.stderr)}")


def why_not_created(output: str) -> str:
    """Return one sentence for what `python -m venv` could not do, from its output."""
    if re.search(NO_VENV, output):
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        package = f"python{version}-venv"
        return f"Cài gói {package} (Debian, Ubuntu: sudo apt install {package}) rồi chạy lại."
    number = re.search(r"\[Errno (\d+)\]", output)
    if number is not None and int(number[1]) in REASONS:
        return f"Nguyên nhân: {REASONS[int(number[1])]}. Sửa rồi chạy lại."
    last = next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "")
    return (
        f"Python báo: {last} Sửa rồi chạy lại." if last else "Python dừng mà không nói lý do; hãy chạy lại."
    )


def reason(error: OSError) -> str:
    """Return why the system refused, in Vietnamese; a rare reason by its name."""
    number = error.errno or 0
    return REASONS.get(number) or f"hệ thống báo lỗi {errno.errorcode.get(number, 'không rõ')}"


def count_packages(requirements: Path) -> int:
    """Return how many packages the file pins."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    return sum(1 for line in lines if re.match(r"[A-Za-z0-9]", line))


def show_progress(line: str, seen: set[str], total: int) -> None:
    """Note the package of a line of pip's output: a terminal's line is rewritten, else one line for ten."""
    match = _PACKAGE.match(line)
    name = (match[1] or match[2]).replace("_", "-").lower() if match is not None else ""
    if not name or name in seen:
        return
    seen.add(name)
    if sys.stdout.isatty():
        print(f"\r  {len(seen)}/{total} {name:<40}", end="\n" if len(seen) == total else "", flush=True)
    elif len(seen) % 10 == 0 or len(seen) == total:
        print(f"  {len(seen)}/{total} gói", flush=True)


def cause_of(output: str, requirements: Path) -> str:
    """Return one sentence for what pip could not do, from its output."""
    for pattern, sentence in CAUSES:
        match = re.search(pattern, output)
        if match is not None:
            return sentence.format(file=requirements.name, found=match[1] if match.groups() else "")
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    return errors[-1] if errors else "pip dừng mà không nói lý do."


def install(venv: Path, requirements: Path) -> None:
    """Install the file's packages with their hashes; what pip says goes to .venv/install.log."""
    total = count_packages(requirements)
    print(f"Đang cài {total} gói của {requirements.name} (lần đầu mất một, hai phút) ...", flush=True)
    arguments = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--require-hashes"]
    python = str(venv / "bin" / "python")
    command = [python, "-I", "-m", "pip", "install", *arguments, "-r", str(requirements)]
    log = venv / "install.log"
    seen: set[str] = set()
    with (
        log.open("w", encoding="utf-8") as record,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip,
    ):
        for line in pip.stdout or ():
            record.write(line)
            show_progress(line, seen, total)
    if pip.returncode != 0:
        cause = cause_of(log.read_text(encoding="utf-8"), requirements)
        raise SetupError(f"Chưa cài xong thư viện. {cause} Sửa rồi chạy lại; chi tiết ở {log}.")


def ensure(root: Path, requirements: Path) -> None:
    """Bring `root`/.venv to the state that the requirements file asks for; does nothing when it is there.

    An environment made for other pins, or by hand, is added to; one that was interrupted, or whose Python
    is gone, is made anew. Raises SetupError.
    """
    venv = root / ".venv"
    if is_ready(venv, requirements):
        return
    with alone(root):
        if is_ready(venv, requirements):
            return
        stamp = stamp_path(venv, requirements)
        if read_stamp(stamp) == INTERRUPTED or not is_usable(venv):
            create(venv, stamp)
        stamp.write_text(INTERRUPTED, encoding="utf-8")
        install(venv, requirements)
        stamp.write_text(wanted_stamp(requirements, python_version(venv)), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Run from ./run: ROOT and the name of the requirements file; returns the exit status."""
    root = Path(arguments[0])
    os.umask(0o022)
    try:
        ensure(root, root / arguments[1])
    except SetupError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"Không ghi được vào {error.filename or root}: {reason(error)}. "
              "Kiểm tra quyền ghi và chỗ trống rồi chạy lại.", file=sys.stderr)  # fmt: skip
    except KeyboardInterrupt:
        print("\nĐã dừng; lần chạy sau sẽ cài lại từ đầu.", file=sys.stderr)
        return 130
    else:
        return 0
    return NO_SERVICE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""./run without a word: the key, the sample documents, then the web service on this machine."""

import argparse
import errno
import os
import secrets
import socket
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from service import clock, reference, settings
from service.cli import one_time
from service.cli.beside import serve
from service.cli.first_token import api_line
from service.cli.output import write_file
from service.errors import ServiceError, UnknownDocumentType, system_reason
from service.issuing.demo_office import FIRST_LOGIN, first_account, found_demo
from service.issuing.desk import Desk, open_desk
from service.issuing.offer import RESULTS_FILE
from service.issuing.preview import preview
from service.issuing.register_door import REGISTER_FILE, register_url
from service.register.accounts import somebody_can_sign_in
from service.register.database import Register
from service.register.errors import RegisterError, RegisterMissing
from service.settings import ROOT, Settings

OUT = ROOT / "out"
#: The set of samples that a start writes: the documents of a commune of today.
SAMPLE_SET = "xa_ba_to_2026"
#: What a register that somebody wants at a place of his own takes, command by command.
_FIRST_STEPS = """Lập sổ mới ở đúng nơi này, lần lượt (giữ nguyên INSTANCE_DIR, DATABASE_URL đang đặt):
  1. ./run register init
  2. ./run offices add MÃ_CƠ_QUAN   (như ubnd-21484)
  3. ./run users add TÊN_ĐĂNG_NHẬP --name "HỌ TÊN" --office MÃ_CƠ_QUAN --role administrator   (in mật khẩu dùng một lần)
rồi chạy lại ./run. Chỉ muốn xem thử: chạy ./run mà không đặt INSTANCE_DIR, DATABASE_URL."""


class CannotStart(ServiceError):
    """The service cannot listen where the settings say."""

    code = "cannot_start"


def run(_arguments: argparse.Namespace) -> int:
    """Prepare everything, then watch web server and worker until the web server ends; return its status."""
    current = settings.current(needs_secret=False)
    is_first = is_first_start(current.instance_dir, settings.environment())
    make_folder(current.instance_dir)
    keep_private(current.instance_dir)
    print(about_register(current, is_first=is_first, now=clock.now()))
    secret_key = current.secret_key or own_secret(current.instance_dir / "secret_key")
    desk = open_desk(current)
    for path in write_samples(desk, OUT):
        print(f"Đã tạo {path.relative_to(ROOT)}")
    refuse_busy_port(current)
    print(api_line(current, desk))
    sys.stdout.flush()
    application = [
        "-m",
        "gunicorn",
        "--config",
        str(ROOT / "gunicorn.conf.py"),
        "service.app:from_environment()",
    ]
    given = {**settings.environment(), "SECRET_KEY": secret_key}
    return serve([sys.executable, *application], given)


def is_first_start(instance_dir: Path, environment: Mapping[str, str]) -> bool:
    """Tell whether this is the first start of a new clone: nobody said where things lie, and nothing lies there.

    Only then a register is made without being asked for; a folder of which the register is gone is no new clone. What
    a command noted about the types (`types list` before the first start) does not count.
    """
    if environment.get("INSTANCE_DIR", "").strip() or environment.get("DATABASE_URL", "").strip():
        return False
    return not instance_dir.exists() or all(path.name == RESULTS_FILE for path in instance_dir.iterdir())


def about_register(current: Settings, *, is_first: bool, now: datetime) -> str:
    """Return a line about the register: made just now with a demo office, there, or missing and what to do."""
    url = register_url(current)
    if is_first:
        office = found_demo(url, now=now)
        password = first_account(url, office.id, now=now)
        said = one_time.told(FIRST_LOGIN, password, current.instance_dir)
        return (
            f"Đã lập sổ đăng ký mới với một cơ quan dùng thử: {office.name} (mã {office.id}).\n"
            + one_time.sentence(FIRST_LOGIN, said)
        )
    try:
        with Register.open(url) as register, register.reading() as session:
            is_usable = somebody_can_sign_in(session)
    except RegisterMissing as error:
        return f"Chưa dùng được sổ đăng ký. {error.message}\n{_FIRST_STEPS}"
    except RegisterError as error:
        return f"Chưa dùng được sổ đăng ký. {error.message}"
    if not is_usable:
        return (
            "Sổ đăng ký sẵn sàng, nhưng chưa ai đăng nhập được vào trang web. Cấp mật khẩu cho người đã có: "
            "./run users password TÊN; thêm người mới: "
            "./run users add TÊN --name HỌ_TÊN --office MÃ --role administrator "
            "(chưa có cơ quan thì trước đó: ./run offices add MÃ)"
        )
    return "Sổ đăng ký sẵn sàng."


def make_folder(path: Path) -> None:
    """Make a folder where there is none. Raises CannotStart."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"Không tạo được thư mục {path}: {system_reason(error)}. Kiểm tra quyền ghi."
        ) from error


def keep_private(folder: Path) -> None:
    """Let nobody else on this machine read what is ours in the folder of the installation: drafts, hashes, keys."""
    for path, mode in ((folder, 0o700), (folder / REGISTER_FILE, 0o600)):
        with suppress(OSError):  # a folder of somebody else, or one that knows no modes, is his care
            if path.exists() and path.stat().st_mode & 0o077:
                path.chmod(mode)


def own_secret(path: Path) -> str:
    """Return the key of this installation, made once; only its owner may read the file."""
    if not path.exists():
        handle, name = tempfile.mkstemp(dir=path.parent)  # mode 0600 from the first byte on
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{secrets.token_hex(32)}\n")
        with suppress(FileExistsError):  # of two first starts one gives the key, both use it
            os.link(name, path)
        Path(name).unlink()
    return path.read_text(encoding="ascii").strip()


def write_samples(desk: Desk, folder: Path) -> list[Path]:
    """Write the documents of the set of samples, for signature and as specimens; return the files' paths.

    One that cannot be made, because its type or that of its source is switched off, is said and left out: the
    service starts without it.
    """
    make_folder(folder)
    written = []
    for name in reference.sample_sets()[SAMPLE_SET]:
        try:
            written += _write_sample(desk, folder, name)
        except ServiceError as error:
            print(f"Chưa tạo được văn bản mẫu {name}: {error.message}", file=sys.stderr)
    return written


def _write_sample(desk: Desk, folder: Path, name: str) -> list[Path]:
    """Write one document of the set, for signature and as a specimen. Raises ServiceError."""
    envelope = reference.sample(SAMPLE_SET, name)
    slug = envelope["type"]
    if slug in desk.switched_off:
        raise UnknownDocumentType(f"loại văn bản {slug} đang tắt.")
    paths = {False: folder / f"{name}.docx", True: folder / f"{name}.ban-mau.docx"}
    for specimen, path in paths.items():
        made = preview(desk.catalogue, slug, envelope, now=desk.now(), specimen=specimen)
        write_file(path, made.content)
    return list(paths.values())


def refuse_busy_port(current: Settings) -> None:
    """Find out before the server starts whether the address can be listened on. Raises CannotStart."""
    family = socket.AF_INET6 if ":" in current.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((current.host, current.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotStart(
                    f"Cổng {current.port} đang có chương trình khác dùng (có thể dịch vụ đã chạy sẵn). "
                    f"Chọn cổng khác: PORT={current.port + 1} ./run"
                ) from error
            raise CannotStart(
                f"Không mở được địa chỉ {current.host}:{current.port}: {system_reason(error)}. Sửa HOST, PORT."
            ) from error

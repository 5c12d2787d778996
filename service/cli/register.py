"""The command `register`: making, checking, keeping and printing the office's own book, and its series of numbers."""

import argparse
from pathlib import Path

from service import clock
from service.cli import register_series
from service.cli.output import EXIT_INPUT, check_output, write_file
from service.cli.parser import Groups
from service.cli.register_desk import WrongArgument, acting, register_url, say, verb
from service.register import backup, export, verify
from service.register.database import sqlite_path
from service.register.founding import found_register
from service.register.maintenance import migrate
from service.register.states_page import states_page


def add_parser(subparsers: Groups) -> None:
    """Register `register init | migrate | verify | export | backup | restore | ...-series | series | states`."""
    group = subparsers.add_parser("register", help="sổ đăng ký văn bản đi: lập, kiểm tra, sao lưu, sổ số")
    verbs = group.add_subparsers(title="việc", metavar="VIỆC", dest="verb", required=True)
    _add_keeping(verbs)
    register_series.add_verbs(verbs)
    verb(verbs, "states", "in bảng trạng thái, việc và vai trò (docs/states.md)", run_states)


def _add_keeping(verbs: Groups) -> None:
    """Add the verbs for the register as a whole."""
    verb(verbs, "init", "lập sổ mới, chỉ khi chưa có", run_init)
    verb(verbs, "migrate", "nâng sổ lên bản của phần mềm này, có sao lưu trước", run_migrate)
    parser = verb(verbs, "verify", "kiểm tra số, ngày, tệp, nhật ký; mã thoát 1 khi có lỗi", run_verify)
    parser.add_argument("--office", metavar="MÃ", help="chỉ một cơ quan")
    parser.add_argument(
        "--expect",
        metavar="DẤU",
        action="append",
        help="dấu cuối đã ghi lại lần trước, phải còn trong nhật ký",
    )
    parser = verb(verbs, "export", "xuất sổ của một năm", run_export)
    parser.add_argument("--office", metavar="MÃ", required=True, help="cơ quan")
    parser.add_argument("--year", metavar="NĂM", type=int, required=True, help="năm")
    formats = ", ".join(f".{name}" for name in export.FORMATS)
    parser.add_argument("-o", "--output", metavar="TỆP", type=Path, required=True, help=f"tệp {formats}")
    parser.add_argument("--secret", action="store_true", help="sổ văn bản mật; không ghi: mọi văn bản khác")
    parser = verb(verbs, "backup", "sao lưu trong khi phần mềm đang chạy", run_backup)
    parser.add_argument("-o", "--output", metavar="TỆP", type=Path, required=True, help="tệp mới")
    parser = verb(verbs, "restore", "khôi phục từ bản sao lưu đã kiểm tra", run_restore)
    parser.add_argument("file", metavar="TỆP", type=Path, nargs="?", help="bản sao lưu")
    parser.add_argument("--restored", action="store_true", help="PostgreSQL: đã chạy pg_restore xong")


def run_init(arguments: argparse.Namespace) -> int:
    """Make a register on purpose."""
    url = register_url()
    found_register(url, now=clock.now()).close()
    place = str(sqlite_path(url) or "PostgreSQL")
    say(
        arguments,
        {"register": place},
        f"Đã lập sổ đăng ký mới: {place}. Tiếp theo: ./run offices add, rồi ./run register open-series.",
    )
    return 0


def run_migrate(arguments: argparse.Namespace) -> int:
    """Upgrade the register to this release."""
    copy = migrate(register_url(), now=clock.now())
    text = f" Bản trước khi nâng: {copy}." if copy else ""
    say(arguments, {"copy": str(copy) if copy else None}, f"Sổ đăng ký đúng bản của phần mềm.{text}")
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Print the first fault with its place, or that there is none and where the chains end."""
    with acting(arguments, writes=False) as desk:
        walk = verify.verify(
            desk.session, desk.actor, office_id=arguments.office, expect=arguments.expect or ()
        )
        fault = next(walk, None)
        if fault is not None:
            said = {"code": fault.code, "place": fault.place, "message": fault.message}
            say(arguments, {"fault": said}, f"{fault.place}: {fault.message}")
            return EXIT_INPUT
        ends = verify.chain_ends(desk.session, desk.actor, arguments.office)
        count = verify.counted(desk.session, desk.actor, arguments.office)
        waiting = verify.pending(desk.session, desk.actor) if arguments.office is None else []
        ranges = verify.range_remarks(desk.session, desk.actor, arguments.office)
    places = (f"{office}: {seq} dòng nhật ký, dấu cuối {end}" for office, seq, end in ends)
    lines = [*waiting, *ranges, f"Đã kiểm {count} văn bản có số; các chuỗi nhật ký kết thúc ở:", *places]
    chains = [{"office": office, "events": seq, "hash": end} for office, seq, end in ends]
    said_all = {"fault": None, "pending": waiting, "ranges": ranges, "documents": count, "chains": chains}
    say(arguments, said_all, "\n".join(["Sổ đăng ký nguyên vẹn.", *lines]))
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write the book of a year to a file; its name says the format."""
    check_output(arguments.output)
    with acting(arguments, writes=False) as desk:
        file_format = arguments.output.suffix.removeprefix(".").lower()
        wanted = (desk.session, desk.actor, arguments.office, arguments.year)
        content = export.export(*wanted, file_format, secret=arguments.secret)
        missing = (
            export.without_pages(*wanted, secret=arguments.secret) if file_format in export.WITH_PAGES else 0
        )
    write_file(arguments.output, content)
    text = f"Đã xuất {arguments.output}"
    if missing:
        text += (
            f"\n{missing} văn bản chưa có số trang, trường PageAmount để trống. Ghi --pages khi cấp số hoặc vào sổ, "
            "hay bổ sung bản đã ký dạng PDF (./run documents attach)."
        )
    say(arguments, {"file": str(arguments.output), "without_pages": missing}, text)
    return 0


def run_backup(arguments: argparse.Namespace) -> int:
    """Copy the register to a file."""
    check_output(arguments.output)
    size = backup.backup(register_url(), arguments.output)
    say(
        arguments,
        {"file": str(arguments.output), "bytes": size},
        f"Đã sao lưu vào {arguments.output} ({size / 1e6:.1f} MB).",
    )
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Put a verified backup in the register's place; numbering then waits for confirmation."""
    if arguments.restored == (arguments.file is not None):
        raise WrongArgument("Ghi tệp bản sao lưu, hoặc --restored khi đã tự chạy pg_restore trên PostgreSQL.")
    if arguments.restored:
        with acting(arguments, writes=True) as desk:
            count = backup.await_confirmation(desk.session, desk.actor)
            waiting = verify.pending(desk.session, desk.actor)
        former = None
    else:
        former = backup.restore(register_url(), arguments.file, now=clock.now(), login=arguments.user)
        with acting(arguments, writes=False) as desk:
            waiting = verify.pending(desk.session, desk.actor)
            count = sum("chờ xác nhận" in line for line in waiting)
    kept = f" Sổ trước đó: {former}." if former else ""
    text = f"Đã khôi phục.{kept} {count} sổ số chờ xác nhận số cuối (./run register confirm-series)."
    said = {"former": str(former) if former else None, "awaiting": count, "pending": waiting}
    say(arguments, said, "\n".join([text, *waiting]))
    return 0


def run_states(_arguments: argparse.Namespace) -> int:
    """Print the page of states, made from the tables of the code."""
    print(states_page(), end="")
    return 0

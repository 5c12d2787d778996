"""The verbs of `register` for series of numbers: open, close, confirm, take a confirmation back, list."""

import argparse
from collections.abc import Callable, Sequence

from service.cli.parser import Groups
from service.cli.register_desk import Desk, WrongArgument, acting, day, say, verb
from service.domain.document_code import number_text
from service.issuing.series_kinds import read_kinds
from service.register import confirmations, series
from service.register.confirmations import Confirmation
from service.register.errors import InvalidEntry, SeriesNotOpen
from service.register.models import Series
from service.register.series import NewSeries
from service.register.series_words import selector


def add_verbs(verbs: Groups) -> None:
    """Add the verbs for the series of numbers."""
    parser = _of_series(verbs, "open-series", "mở sổ số của một năm", run_open_series)
    parser.add_argument("--external", action="store_true", help="số do hệ thống của tỉnh cấp")
    parser.add_argument("--mark", metavar="KÝ_HIỆU", help="phần cuối ký hiệu của sổ mật (mặc định M)")
    parser.add_argument("--next", metavar="SỐ", type=int, default=1, help="số tiếp theo, khi tiếp sổ giấy")
    parser.add_argument("--last-date", metavar="NGÀY", type=day, help="ngày của số cuối trên sổ giấy")
    parser = _of_series(verbs, "close-series", "khóa sổ số, không cấp thêm", run_close_series)
    parser = _of_series(verbs, "confirm-series", "xác nhận số cuối sau khi khôi phục", run_confirm_series)
    parser.add_argument("--last", metavar="SỐ", type=int, required=True, help="số cuối cùng đã cấp")
    parser.add_argument("--last-date", metavar="NGÀY", type=day, help="ngày của số cuối cùng đó")
    parser.add_argument(
        "--yes-lose",
        metavar="SỐ_LƯỢNG",
        type=int,
        help="bao nhiêu số đã cấp mà sổ không còn; chỉ phải ghi khi nhiều",
    )
    _of_series(verbs, "withdraw-confirmation", "rút xác nhận số cuối đã ghi nhầm", run_withdraw_confirmation)
    parser = verb(verbs, "series", "liệt kê sổ số của một năm", run_series)
    parser.add_argument("--office", metavar="MÃ", required=True, help="cơ quan")
    parser.add_argument("--year", metavar="NĂM", type=int, required=True, help="năm")


def _of_series(
    verbs: Groups, name: str, meaning: str, func: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    """Add a verb about one series, named by its office, year and what it takes."""
    parser = verb(verbs, name, meaning, func)
    parser.add_argument("--office", metavar="MÃ", required=True, help="cơ quan")
    parser.add_argument("--year", metavar="NĂM", type=int, required=True, help="năm")
    takes = parser.add_mutually_exclusive_group()
    takes.add_argument("--kind", metavar="KH", help="một loại văn bản; không ghi: chung mọi loại")
    takes.add_argument("--group", metavar="TÊN=KH,BC", help="một nhóm loại văn bản")
    parser.add_argument("--secret", action="store_true", help="văn bản mật")
    parser.add_argument("--body", metavar="BCĐ", default="", help="tổ chức tư vấn dùng con dấu của cơ quan")
    parser.add_argument("--reason", metavar="LÝ_DO", default="", help="lý do, ghi vào nhật ký")
    return parser


def run_open_series(arguments: argparse.Namespace) -> int:
    """Open a series of an office and year."""
    name, kinds = _takes(arguments)
    new = NewSeries(
        office_id=arguments.office,
        year=arguments.year,
        kinds=kinds,
        name=name,
        is_own=not arguments.external,
        is_secret=arguments.secret,
        body=arguments.body,
        mark=arguments.mark,
        next_number=arguments.next,
        last_date=arguments.last_date,
        reason=arguments.reason,
    )
    with acting(arguments, writes=True) as desk:
        row = series.open_series(desk.session, desk.actor, new)
    _tell_series(arguments, [row], "Đã mở: ")
    return 0


def run_close_series(arguments: argparse.Namespace) -> int:
    """Close a series for good."""
    with acting(arguments, writes=True) as desk:
        row = series.close_series(
            desk.session, desk.actor, _wanted(desk, arguments).id, reason=arguments.reason
        )
    _tell_series(arguments, [row], "Đã khóa: ")
    return 0


def run_confirm_series(arguments: argparse.Namespace) -> int:
    """Confirm the last number of a series after a restore."""
    confirmed = Confirmation(
        last_number=arguments.last,
        last_date=arguments.last_date,
        reason=arguments.reason,
        lost=arguments.yes_lose,
    )
    with acting(arguments, writes=True) as desk:
        row = confirmations.confirm_series(desk.session, desk.actor, _wanted(desk, arguments).id, confirmed)
    _tell_series(arguments, [row], "Đã xác nhận: ")
    return 0


def run_withdraw_confirmation(arguments: argparse.Namespace) -> int:
    """Take back the last confirmation of a series."""
    with acting(arguments, writes=True) as desk:
        row = confirmations.withdraw_confirmation(
            desk.session, desk.actor, _wanted(desk, arguments).id, reason=arguments.reason
        )
    _tell_series(arguments, [row], "Đã rút xác nhận, chờ xác nhận lại: ")
    return 0


def run_series(arguments: argparse.Namespace) -> int:
    """List the series of an office and year."""
    with acting(arguments, writes=False) as desk:
        rows = series.list_series(desk.session, desk.actor, arguments.office, arguments.year)
    _tell_series(arguments, rows, "", _listed)
    return 0


def _listed(row: Series) -> str:
    """Return a series in a list: where it stands, what it takes, and the words that name it in commands."""
    if row.closed_at is not None:
        state = "đã khóa"
    elif row.awaits_confirmation:
        state = "chờ xác nhận số cuối sau khi khôi phục"
    else:
        state = (
            f"số tiếp theo {number_text(row.last_number + 1)}"
            if row.is_own
            else "số do hệ thống của tỉnh cấp"
        )
    takes = [f"loại {', '.join(row.kinds)}" if row.kinds else "mọi loại"]
    takes += [f"của {row.body}"] if row.body else []
    takes += ["văn bản mật"] if row.is_secret else []
    takes += [f"ký hiệu kết thúc bằng -{row.mark}"] if row.mark else []
    words = selector(row) or "không cần ghi thêm (sổ chung)"
    return f"{series.describe(row)}: {state}; đến {series.last_given(row)}\n  {'; '.join(takes)}; trong lệnh: {words}"


def _takes(arguments: argparse.Namespace) -> tuple[str, list[str]]:
    """Return name and kinds of --kind or --group; both empty for the common series."""
    name, equals, listed = "", "=", arguments.kind or ""
    if arguments.group:
        name, equals, listed = arguments.group.partition("=")
    try:
        kinds = read_kinds(listed)
    except InvalidEntry as unknown:
        raise WrongArgument(unknown.message) from unknown
    if arguments.group and not (name.strip() and equals and kinds):
        raise WrongArgument(f"--group {arguments.group}: viết dạng TÊN=KH,BC.")
    return name.strip(), kinds


def _wanted(desk: Desk, arguments: argparse.Namespace) -> Series:
    """Return the open series that the arguments name."""
    _, kinds = _takes(arguments)
    for row in series.list_series(desk.session, desk.actor, arguments.office, arguments.year):
        is_named = (row.kinds, row.is_secret, row.body) == (kinds, arguments.secret, arguments.body)
        if is_named and row.closed_at is None:
            return row
    raise SeriesNotOpen(
        "Không có sổ số đang mở như vậy. Xem các sổ: ./run register series --office MÃ --year NĂM."
    )


def _told(row: Series) -> str:
    """Return a series on a line: its name, its last number."""
    return f"{series.describe(row)}, {series.last_given(row)}"


def _tell_series(
    arguments: argparse.Namespace, rows: Sequence[Series], before: str, line: Callable[[Series], str] = _told
) -> None:
    """Say what the series are and where they stand."""
    shown = [
        {
            "id": row.id,
            "year": row.year,
            "kinds": row.kinds,
            "name": row.name,
            "is_own": row.is_own,
            "is_secret": row.is_secret,
            "body": row.body,
            "mark": row.mark,
            "last_number": row.last_number,
            "next": row.last_number + 1 if row.is_own and row.closed_at is None else None,
            "last_date": row.last_date.isoformat() if row.last_date else None,
            "is_open": row.closed_at is None,
            "awaits_confirmation": row.awaits_confirmation,
            "selector": selector(row),
        }
        for row in rows
    ]
    lines = [f"{before}{line(row)}" for row in rows]
    say(arguments, {"series": shown}, "\n".join(lines) or "Chưa có sổ số nào.")

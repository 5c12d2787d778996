"""The command `tokens`: with what other applications come in through the API."""

import argparse
from datetime import timedelta

from service import clock
from service.cli.parser import Groups
from service.cli.register_desk import acting, day, say, verb
from service.domain.dates import office_day, short_date
from service.issuing.tokens import DEFAULT_DAYS, end_of_token, token_object
from service.register import tokens
from service.register.models import ApiToken
from service.register.tokens import NewToken, Scope


def add_parser(subparsers: Groups) -> None:
    """Register `tokens add | list | revoke`."""
    group = subparsers.add_parser("tokens", help="mã truy cập của ứng dụng khác (API)")
    verbs = group.add_subparsers(title="việc", metavar="VIỆC", dest="verb", required=True)
    parser = verb(verbs, "add", "tạo mã truy cập; bí mật chỉ hiện một lần", run_add)
    parser.add_argument("--office", metavar="MÃ", required=True, help="cơ quan")
    parser.add_argument("--name", metavar="TÊN", required=True, help="ứng dụng nào dùng")
    parser.add_argument(
        "--user", dest="login", metavar="TÊN_ĐĂNG_NHẬP", help="làm việc với quyền của ai (--as)"
    )
    parser.add_argument(
        "--scope",
        dest="scopes",
        action="append",
        choices=[str(scope) for scope in Scope],
        help="quyền; dùng được nhiều lần (mặc định read và draft)",
    )
    parser.add_argument("--test", action="store_true", help="mã thử: chỉ dùng trong cơ quan thử")
    parser.add_argument(
        "--until", metavar="NGÀY", type=day, help=f"ngày cuối dùng được (mặc định {DEFAULT_DAYS} ngày)"
    )
    parser = verb(verbs, "list", "liệt kê mã truy cập của cơ quan", run_list)
    parser.add_argument("--office", metavar="MÃ", required=True, help="cơ quan")
    parser = verb(verbs, "revoke", "thu hồi mã truy cập", run_revoke)
    parser.add_argument("id", metavar="ID", help="mã số của mã truy cập; xem ./run tokens list")
    parser.add_argument("--office", metavar="MÃ", required=True, help="cơ quan")


def run_add(arguments: argparse.Namespace) -> int:
    """Make a token and say its secret, this once."""
    new = NewToken(
        office_id=arguments.office,
        login=arguments.login or arguments.user,
        name=arguments.name,
        scopes=tuple(Scope(scope) for scope in arguments.scopes or ("read", "draft")),
        expires_at=end_of_token(clock.now(), last_day=arguments.until),
        is_live=not arguments.test,
    )
    with acting(arguments, writes=True) as desk:
        row, secret = tokens.add_token(desk.session, desk.actor, new)
    text = f"Mã truy cập (chỉ hiện lần này): {secret}\nDùng đến hết ngày {_last_day(row)}; mã số {row.id}."
    say(arguments, {**token_object(row, new.login), "secret": secret}, text)
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """List the tokens of an office, without their secrets."""
    with acting(arguments, writes=False) as desk:
        rows = tokens.tokens(desk.session, desk.actor, arguments.office)
    lines = [
        f"{row.id}  {row.name}  ({login}; {', '.join(row.scopes)}; {_state(row)})" for row, login in rows
    ]
    shown = [token_object(row, login) for row, login in rows]
    say(arguments, {"tokens": shown}, "\n".join(lines) or "Cơ quan chưa có mã truy cập nào.")
    return 0


def run_revoke(arguments: argparse.Namespace) -> int:
    """Take a token back."""
    with acting(arguments, writes=True) as desk:
        row = tokens.revoke_token(desk.session, desk.actor, arguments.office, arguments.id)
    say(arguments, {"token": row.id}, f"Đã thu hồi mã truy cập “{row.name}”.")
    return 0


def _last_day(row: ApiToken) -> str:
    """Return the last day on which a token holds."""
    return short_date(office_day(row.expires_at - timedelta(seconds=1)))


def _state(row: ApiToken) -> str:
    """Return whether a token holds, in words."""
    kind = "thật" if row.is_live else "thử"
    return f"{kind}, đã thu hồi" if row.revoked_at else f"{kind}, đến hết {_last_day(row)}"

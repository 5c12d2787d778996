"""The command `users`: who may do what in an office, and under which name."""

import argparse

from service import clock, settings
from service.cli import one_time
from service.cli.parser import Groups
from service.cli.register_desk import acting, say, verb
from service.issuing.accounts import give_one_time_password
from service.issuing.office_settings import clean
from service.issuing.workplace import Turn
from service.register import people
from service.register.people import NewUser
from service.register.states import ROLE_NAMES, Role


def add_parser(subparsers: Groups) -> None:
    """Register the verbs of `users`."""
    group = subparsers.add_parser("users", help="người dùng và vai trò")
    _add_verbs(group.add_subparsers(title="việc", metavar="VIỆC", dest="verb", required=True))


def _add_verbs(verbs: Groups) -> None:
    """Add the verbs."""
    for name, meaning, func in (
        ("add", "thêm người dùng với vai trò đầu tiên", run_add_user),
        ("grant", "giao thêm vai trò", run_grant),
        ("revoke", "thu lại vai trò", run_revoke),
    ):
        parser = verb(verbs, name, meaning, func)
        parser.add_argument("login", metavar="TÊN_ĐĂNG_NHẬP", help="tên đăng nhập")
        parser.add_argument("--office", metavar="MÃ", required=True, help="cơ quan")
        parser.add_argument("--role", choices=[str(role) for role in Role], required=True, help="vai trò")
        if name == "add":
            parser.add_argument("--name", metavar="HỌ_TÊN", required=True, help="họ và tên")
    parser = verb(verbs, "password", "cấp lại mật khẩu dùng một lần", run_password)
    parser.add_argument("login", metavar="TÊN_ĐĂNG_NHẬP", help="tên đăng nhập")
    parser = verb(verbs, "rename", "sửa họ tên người dùng", run_rename)
    parser.add_argument("login", metavar="TÊN_ĐĂNG_NHẬP", help="tên đăng nhập")
    parser.add_argument("--name", metavar="HỌ_TÊN", required=True, help="họ và tên")
    parser = verb(verbs, "list", "liệt kê người dùng của cơ quan", run_list_users)
    parser.add_argument("--office", metavar="MÃ", required=True, help="cơ quan")


def run_add_user(arguments: argparse.Namespace) -> int:
    """Make a user with a first role."""
    new = NewUser(
        login=arguments.login, name=arguments.name, office_id=arguments.office, role=Role(arguments.role)
    )
    with acting(arguments, writes=True) as desk:
        row = people.add_user(desk.session, desk.actor, new)
        password = give_one_time_password(Turn(desk.session, desk.actor), row.id)
    told = one_time.told(row.login, password, settings.current(needs_secret=False).instance_dir)
    say(
        arguments,
        {"user": row.id, "login": row.login, **told},
        f"Đã thêm {row.name} ({row.login}), {ROLE_NAMES[new.role]}.\n{one_time.sentence(row.login, told)}",
    )
    return 0


def run_password(arguments: argparse.Namespace) -> int:
    """Give a user a new one-time password; all of his sign-ins end."""
    with acting(arguments, writes=True) as desk:
        user = people.acting_user(desk.session, arguments.login, now=clock.now())
        password = give_one_time_password(Turn(desk.session, desk.actor), user.user_id)
    told = one_time.told(user.login, password, settings.current(needs_secret=False).instance_dir)
    say(
        arguments,
        {"user": user.user_id, "login": user.login, **told},
        f"Đã cấp lại mật khẩu cho {user.name}.\n{one_time.sentence(user.login, told)}",
    )
    return 0


def run_rename(arguments: argparse.Namespace) -> int:
    """Correct the name of a user; what he did before keeps the name of then."""
    name = clean(arguments.name)
    with acting(arguments, writes=True) as desk:
        user = people.acting_user(desk.session, arguments.login, now=clock.now())
        people.set_name(desk.session, desk.actor, user_id=user.user_id, name=name)
    say(arguments, {"user": user.user_id, "name": name}, f"Đã sửa họ tên của {arguments.login}: {name}.")
    return 0


def run_grant(arguments: argparse.Namespace) -> int:
    """Give a user a role."""
    role = Role(arguments.role)
    with acting(arguments, writes=True) as desk:
        user = people.acting_user(desk.session, arguments.login, now=clock.now())
        people.grant_role(
            desk.session, desk.actor, user_id=user.user_id, office_id=arguments.office, role=role
        )
    say(arguments, {"user": user.user_id, "role": role}, f"{user.name} có vai trò {ROLE_NAMES[role]}.")
    return 0


def run_revoke(arguments: argparse.Namespace) -> int:
    """Take a role away."""
    role = Role(arguments.role)
    with acting(arguments, writes=True) as desk:
        user = people.acting_user(desk.session, arguments.login, now=clock.now())
        people.revoke_role(
            desk.session, desk.actor, user_id=user.user_id, office_id=arguments.office, role=role
        )
    say(arguments, {"user": user.user_id, "role": role}, f"{user.name} không còn vai trò {ROLE_NAMES[role]}.")
    return 0


def run_list_users(arguments: argparse.Namespace) -> int:
    """List the users of an office with their roles."""
    with acting(arguments, writes=False) as desk:
        rows = people.users_of(desk.session, desk.actor, arguments.office)
    shown = [{"id": user.id, "login": user.login, "name": user.name, "roles": roles} for user, roles in rows]
    lines = [
        f"{user.login}  {user.name}  ({', '.join(ROLE_NAMES[role] for role in roles)})"
        for user, roles in rows
    ]
    say(arguments, {"users": shown}, "\n".join(lines) or "Cơ quan chưa có người dùng.")
    return 0

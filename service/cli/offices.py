"""The commands `offices` and `signers`: who issues, who signs."""

import argparse
from datetime import date
from typing import Any

from service import clock
from service.cli.parser import Groups
from service.cli.register_desk import WrongArgument, acting, day, say, verb
from service.domain.dates import office_day, short_date
from service.domain.offices import Office as ReferenceOffice
from service.domain.refusal import Refused
from service.domain.signing import SigningCapacity
from service.reference.issuers import office as reference_office
from service.register import offices, people
from service.register.offices import NewOffice
from service.register.people import NewSigner
from service.register.states import STATE_NAMES, STEPS

_NO_STEPS = "none"


def add_parser(subparsers: Groups) -> None:
    """Register the verbs of `offices` and `signers`."""
    group = subparsers.add_parser("offices", help="cơ quan ban hành và thiết lập của cơ quan")
    _add_offices(group.add_subparsers(title="việc", metavar="VIỆC", dest="verb", required=True))
    group = subparsers.add_parser("signers", help="người ký của cơ quan")
    _add_signers(group.add_subparsers(title="việc", metavar="VIỆC", dest="verb", required=True))


def _add_offices(verbs: Groups) -> None:
    """Add the verbs of `offices`."""
    parser = verb(verbs, "add", "thêm cơ quan; ubnd-<mã xã> tự điền tên từ dữ liệu đơn vị", run_add_office)
    parser.add_argument("id", metavar="MÃ", help="mã cơ quan, ví dụ ubnd-21484")
    _office_fields(parser)
    parser = verb(verbs, "set", "đổi thiết lập của cơ quan", run_set_office)
    parser.add_argument("--office", metavar="MÃ", required=True, help="cơ quan")
    _office_fields(parser)
    verb(verbs, "list", "liệt kê cơ quan của người dùng", run_list_offices)


def _office_fields(parser: argparse.ArgumentParser) -> None:
    """Add what an office consists of; everything may be left out."""
    parser.add_argument("--name", metavar="TÊN", help="tên đầy đủ")
    parser.add_argument("--parent", metavar="TÊN", help="cơ quan chủ quản (UBND không có)")
    parser.add_argument("--abbreviation", metavar="UBND", help="chữ viết tắt trong ký hiệu")
    parser.add_argument("--organ-code", metavar="MÃ", help="mã định danh điện tử")
    parser.add_argument("--from", dest="valid_from", metavar="NGÀY", type=day, help="ngày bắt đầu hoạt động")
    parser.add_argument(
        "--until", dest="valid_until", metavar="NGÀY", type=day, help="ngày kết thúc hoạt động"
    )
    kept = ", ".join(f"{step} ({STATE_NAMES[step]})" for step in STEPS)
    parser.add_argument(
        "--steps",
        metavar="BƯỚC,BƯỚC",
        help=f"các bước giữ trước khi cấp số: {kept}; {_NO_STEPS}: không giữ bước nào",
    )


def _add_signers(verbs: Groups) -> None:
    """Add the verbs of `signers`."""
    parser = verb(verbs, "add", "thêm người ký", run_add_signer)
    parser.add_argument("--office", metavar="MÃ", required=True, help="cơ quan")
    parser.add_argument("--name", metavar="HỌ_TÊN", required=True, help="họ và tên")
    parser.add_argument("--position", metavar="CHỨC_VỤ", required=True, help="chức vụ")
    parser.add_argument(
        "--capacity", choices=[str(one) for one in SigningCapacity], default="none", help="quyền hạn ký"
    )
    parser.add_argument("--authorisation", metavar="VĂN_BẢN", default="", help="văn bản giao ký (TL., TUQ.)")
    parser.add_argument("--from", dest="valid_from", metavar="NGÀY", type=day, help="ngày bắt đầu (hôm nay)")
    parser.add_argument("--until", dest="valid_until", metavar="NGÀY", type=day, help="ngày hết thẩm quyền")
    parser = verb(verbs, "end", "ghi ngày hết thẩm quyền của người ký", run_end_signer)
    parser.add_argument("id", metavar="ID", help="mã người ký; xem ./run signers list")
    parser.add_argument("--on", metavar="NGÀY", type=day, required=True, help="ngày cuối cùng được ký")
    parser = verb(verbs, "list", "liệt kê người ký hôm nay", run_list_signers)
    parser.add_argument("--office", metavar="MÃ", required=True, help="cơ quan")


def run_add_office(arguments: argparse.Namespace) -> int:
    """Add an office; what is not said comes from the reference data where they know the id."""
    fields = {**_known(arguments.id), **_said(arguments)}
    missing = [name for name in ("name", "abbreviation", "valid_from") if not fields.get(name)]
    if missing:
        options = {"name": "--name", "abbreviation": "--abbreviation", "valid_from": "--from"}
        raise WrongArgument(
            f"Cơ quan {arguments.id} cần thêm {', '.join(options[name] for name in missing)}."
        )
    with acting(arguments, writes=True) as desk:
        row = offices.add_office(desk.session, desk.actor, NewOffice(id=arguments.id, **fields))
    say(arguments, {"office": row.id}, f"Đã thêm {row.name} ({row.id}).")
    return 0


def run_set_office(arguments: argparse.Namespace) -> int:
    """Change what was said of an office."""
    changes = _said(arguments)
    if not changes:
        raise WrongArgument("Ghi ít nhất một thiết lập cần đổi, ví dụ --steps for_signature.")
    with acting(arguments, writes=True) as desk:
        row = offices.set_office(desk.session, desk.actor, arguments.office, changes)
    say(arguments, {"office": row.id, "steps": row.steps}, f"Đã đổi thiết lập của {row.name}.")
    return 0


def run_list_offices(arguments: argparse.Namespace) -> int:
    """List the user's offices."""
    with acting(arguments, writes=False) as desk:
        rows = offices.offices(desk.session, desk.actor)
    shown = [
        {
            "id": row.id,
            "name": row.name,
            "abbreviation": row.abbreviation,
            "valid_from": row.valid_from.isoformat(),
            "valid_until": row.valid_until.isoformat() if row.valid_until else None,
            "steps": row.steps,
        }
        for row in rows
    ]
    lines = [f"{row.id}  {row.name}  ({_period(row.valid_from, row.valid_until)})" for row in rows]
    say(arguments, {"offices": shown}, "\n".join(lines) or "Chưa có cơ quan nào.")
    return 0


def run_add_signer(arguments: argparse.Namespace) -> int:
    """Name a signer."""
    new = NewSigner(
        name=arguments.name,
        position=arguments.position,
        capacity=arguments.capacity,
        valid_from=arguments.valid_from or office_day(clock.now()),
        valid_until=arguments.valid_until,
        details={"authorisation": arguments.authorisation} if arguments.authorisation else {},
    )
    with acting(arguments, writes=True) as desk:
        row = people.add_signer(desk.session, desk.actor, office_id=arguments.office, signer=new)
    say(arguments, {"signer": row.id}, f"Đã thêm người ký {row.name}, {row.position} (mã {row.id}).")
    return 0


def run_end_signer(arguments: argparse.Namespace) -> int:
    """Set the last day of a signer."""
    with acting(arguments, writes=True) as desk:
        row = people.end_signer(desk.session, desk.actor, signer_id=arguments.id, valid_until=arguments.on)
    say(arguments, {"signer": row.id}, f"{row.name} ký đến hết ngày {short_date(arguments.on)}.")
    return 0


def run_list_signers(arguments: argparse.Namespace) -> int:
    """List who may sign today."""
    with acting(arguments, writes=False) as desk:
        rows = people.signers_on(desk.session, desk.actor, arguments.office, office_day(clock.now()))
    shown = [
        {"id": row.id, "name": row.name, "position": row.position, "capacity": row.capacity} for row in rows
    ]
    lines = [
        f"{row.id}  {row.name}, {row.position}  ({_period(row.valid_from, row.valid_until)})" for row in rows
    ]
    say(arguments, {"signers": shown}, "\n".join(lines) or "Hôm nay chưa có người ký nào.")
    return 0


def _said(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the fields of an office that the command names."""
    given = {
        "name": arguments.name,
        "parent_name": arguments.parent,
        "abbreviation": arguments.abbreviation,
        "organ_code": arguments.organ_code,
        "valid_from": arguments.valid_from,
        "valid_until": arguments.valid_until,
    }
    if arguments.steps is not None:
        named = [step.strip() for step in arguments.steps.split(",") if step.strip()]
        given["steps"] = [step for step in named if step != _NO_STEPS]
    return {name: value for name, value in given.items() if value is not None}


def _known(office_id: str) -> dict[str, Any]:
    """Return what the reference data say of an office, nothing for an id that they do not know."""
    try:
        found: ReferenceOffice = reference_office(office_id)
    except Refused:
        return {}
    return {
        "name": found.name,
        "parent_name": " ".join(found.parent_lines),
        "abbreviation": found.symbol_suffix,
        "valid_from": found.valid_from,
        "valid_until": found.valid_to,
    }


def _period(first: date, last: date | None) -> str:
    """Return a period as staff read it."""
    return f"từ {short_date(first)}" + (f" đến {short_date(last)}" if last else "")

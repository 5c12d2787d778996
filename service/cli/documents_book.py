"""The verbs of `documents` after the number and for looking: list, show, dispatch, void, recall, reissue."""

import argparse
from pathlib import Path

from service.cli.documents_desk import (
    at_work,
    document_verb,
    line_of,
    require_office,
    tell_document,
    write_output,
)
from service.cli.output import EXIT_INPUT, print_json
from service.cli.parser import Groups
from service.cli.register_desk import day, say, verb
from service.domain.dates import office_day, short_date
from service.issuing import dispatch, recall, reissue, void
from service.issuing.book_entry import book_kind
from service.issuing.document_page import shown_file, shown_relations
from service.issuing.fact_sheet import state_words
from service.issuing.recall import RecallNotice
from service.issuing.record import document_kind
from service.issuing.shown import details, document_object
from service.issuing.workplace import Turn, office_or_only
from service.register import documents
from service.register.after_issue import Sending
from service.register.models import Dispatch, Document
from service.register.search import Page, Wish, search, signer_called
from service.register.states import State


def add_verbs(verbs: Groups) -> None:
    """Add the verbs for looking and those after the number."""
    _add_list(verbs)
    parser = document_verb(verbs, "show", "xem một văn bản: trạng thái, tệp, phiên bản, phát hành", run_show)
    parser.add_argument("-o", "--output", metavar="TỆP", type=Path, help="ghi tệp của văn bản ra đây")
    parser = document_verb(verbs, "dispatch", "ghi đã phát hành", run_dispatch)
    parser.add_argument(
        "others",
        metavar="ID",
        nargs="*",
        help="văn bản khác, chuyển cùng ngày đến mọi nơi nhận: ghi tất cả, hoặc không ghi văn bản nào",
    )
    parser.add_argument("--on", metavar="NGÀY", type=day, help="ngày chuyển (mặc định hôm nay)")
    parser.add_argument(
        "--to", metavar="NƠI_NHẬN", action="append", default=[], help="nơi nhận; không ghi: tất cả"
    )
    parser.add_argument("--channel", metavar="CÁCH", default="", help="cách gửi: giấy, trục liên thông, ...")
    parser.add_argument("--received-by", metavar="HỌ_TÊN", default="", help="người ký nhận")
    parser.set_defaults(refuse=parser.error)
    parser = document_verb(verbs, "void", "hủy số của văn bản chưa phát hành; số không dùng lại", run_void)
    parser.add_argument("--reason", metavar="LÝ_DO", required=True, help="lý do, in ở cột Ghi chú")
    parser = document_verb(
        verbs, "recall", "thu hồi văn bản đã phát hành, theo văn bản thông báo", run_recall
    )
    parser.add_argument(
        "--code", metavar="SỐ_KÝ_HIỆU", required=True, help="số, ký hiệu của thông báo thu hồi"
    )
    parser.add_argument("--on", metavar="NGÀY", type=day, required=True, help="ngày của thông báo thu hồi")
    parser.add_argument(
        "--issuer", metavar="CƠ_QUAN", default="", help="cơ quan ra thông báo, khi là cơ quan khác"
    )
    parser.add_argument("--reason", metavar="LÝ_DO", default="", help="lý do")
    parser = document_verb(verbs, "reissue", "tạo lại từ sổ và so từng phần với tệp đã lưu", run_reissue)
    parser.add_argument("-o", "--output", metavar="TỆP", type=Path, help="ghi bản tạo lại ra đây")


def _add_list(verbs: Groups) -> None:
    """Add `list`."""
    parser = verb(verbs, "list", "tìm văn bản của cơ quan, mới nhất trước", run_list)
    parser.add_argument("--office", metavar="MÃ", help="cơ quan; không ghi: cơ quan duy nhất của người dùng")
    parser.add_argument("--q", metavar="CHỮ", default="", help="chữ cần tìm, có dấu hoặc không dấu")
    parser.add_argument("--kind", metavar="KH", default="", help="loại văn bản")
    parser.add_argument("--from", dest="since", metavar="NGÀY", type=day, help="ban hành từ ngày")
    parser.add_argument("--to", dest="until", metavar="NGÀY", type=day, help="ban hành đến ngày")
    parser.add_argument("--signer", metavar="HỌ_TÊN", default="", help="người ký, có dấu hoặc không dấu")
    parser.add_argument("--state", choices=[str(state) for state in State], default="", help="trạng thái")
    parser.add_argument("--limit", metavar="N", type=int, default=50, help="số văn bản một trang, tối đa 200")
    parser.add_argument("--cursor", metavar="TRANG", help="trang tiếp theo, in ở cuối trang trước")


def run_list(arguments: argparse.Namespace) -> int:
    """List the documents that fit."""
    with at_work(arguments) as (_, workplace), workplace.reading() as turn:
        found = _found(turn, arguments)
        if arguments.json:
            shown = [document_object(turn, row) for row in found.documents]
            print_json({"documents": shown, "cursor": found.cursor})
            return 0
    print("\n".join(line_of(row) for row in found.documents) or "Không có văn bản nào.")
    if found.cursor is not None:
        print(f"Còn nữa, xem tiếp: --cursor {found.cursor}")
    return 0


def _found(turn: Turn, arguments: argparse.Namespace) -> Page:
    """Return the page that the arguments ask for."""
    kind = book_kind(document_kind(arguments.kind)) if arguments.kind else ""
    office_id = office_or_only(turn, arguments.office)
    signer = arguments.signer and signer_called(turn.session, turn.actor, office_id, arguments.signer)
    wish = Wish(
        office_id=office_id,
        q=arguments.q,
        kind=kind,
        state=arguments.state,
        signer=signer,
        since=arguments.since,
        until=arguments.until,
        cursor=arguments.cursor,
        limit=arguments.limit,
    )
    return search(turn.session, turn.actor, wish)


def run_show(arguments: argparse.Namespace) -> int:
    """Show all that is known of a document, and write its newest file where one is wanted."""
    with at_work(arguments) as (_, workplace), workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, arguments.id)
        shown = {**document_object(turn, row), **details(turn, row)}
        said = _lines(turn, row)
        content = _newest_file(turn, row) if arguments.output else b""
    written = write_output(arguments.output, content)
    say(arguments, shown, "\n".join([*said, *([written.strip()] if written else [])]))
    return 0


def _newest_file(turn: Turn, row: Document) -> bytes:
    """Return the bytes of what the document is now: its rendering, else its last file. Raises DocumentNotFound."""
    files = documents.files_of(turn.session, turn.actor, row.id)
    wanted = [file for file in files if file.sha256 == row.content_sha256] or files
    position = wanted[-1].position if wanted else 0
    return documents.file_content(turn.session, turn.actor, row.id, position)


def _lines(turn: Turn, row: Document) -> list[str]:
    """Return a document as lines to read; they say what its page says."""
    session, actor = turn.session, turn.actor
    lines = [
        f"{row.kind_title}: {row.subject}",
        f"Mã {row.id}, cơ quan {row.office_id}, phiên bản {row.version}",
        f"Trạng thái: {state_words(row)}",
    ]
    if row.number is not None and row.issued_on is not None:
        lines.append(f"Số {row.code}, ngày {short_date(row.issued_on)}")
    if row.signed_on is not None:
        lines.append(f"Ký ngày {short_date(row.signed_on)}")
    if row.signer_name:
        lines.append(f"Người ký: {row.signer_name}, {row.signer_position}")
    lines += [f"{one.words} {one.title} (mã {one.document_id})" for one in shown_relations(turn, row)]
    files = [shown_file(row, file) for file in documents.files_of(session, actor, row.id)]
    lines += [f"Tệp {one.position}: {one.stored_name} ({one.label}, sha256 {one.sha256})" for one in files]
    lines += [
        f"Trả lại ở phiên bản {one.version - 1}: {one.remark}"  # the remark opens the version after it
        for one in documents.versions_of(session, actor, row.id)
        if one.remark
    ]
    lines += [_sending(one) for one in documents.dispatches_of(session, actor, row.id)]
    return lines


def _sending(one: Dispatch) -> str:
    """Return a sending on a line: the day, to whom, how, who received it."""
    more = [one.channel, f"{one.received_by} nhận" if one.received_by else ""]
    to = ", ".join([one.recipient or "mọi nơi nhận", *(word for word in more if word)])
    return f"Phát hành {short_date(one.dispatched_on)}: {to}"


def run_dispatch(arguments: argparse.Namespace) -> int:
    """Enter a sending, or that several documents were sent to all their recipients."""
    if arguments.others:
        return _dispatch_several(arguments)
    with at_work(arguments) as (_, workplace):
        on = arguments.on or office_day(workplace.now())
        sendings = [
            Sending(
                dispatched_on=on, recipient=to, channel=arguments.channel, received_by=arguments.received_by
            )
            for to in arguments.to or [""]
        ]
        row = dispatch.dispatch(workplace, arguments.id, sendings)
        return tell_document(arguments, workplace, row, f"Đã ghi phát hành {row.code} ngày {short_date(on)}.")


def _dispatch_several(arguments: argparse.Namespace) -> int:
    """Enter that all documents that are named were sent, or none."""
    if arguments.to or arguments.channel or arguments.received_by:
        arguments.refuse("nhiều ID thì chuyển đến mọi nơi nhận: bỏ --to, --channel, --received-by")
    with at_work(arguments) as (_, workplace):
        for one in arguments.others if arguments.office else ():
            require_office(workplace, one, arguments.office)
        on = arguments.on or office_day(workplace.now())
        rows = dispatch.dispatch_several(workplace, [arguments.id, *arguments.others], on)
        with workplace.reading() as turn:
            shown = [document_object(turn, row) for row in rows]
    is_of_one = len({row.office_id for row in rows}) == 1
    codes = ", ".join(f"{row.code}{'' if is_of_one else f' của {row.office_id}'}" for row in rows)
    say(arguments, {"documents": shown}, f"Đã ghi phát hành {codes} ngày {short_date(on)}.")
    return 0


def run_void(arguments: argparse.Namespace) -> int:
    """Cancel a number."""
    with at_work(arguments) as (_, workplace):
        row = void.void(workplace, arguments.id, reason=arguments.reason)
        return tell_document(arguments, workplace, row, f"Đã hủy số {row.code}; số này không dùng lại.")


def run_recall(arguments: argparse.Namespace) -> int:
    """Recall a document."""
    notice = RecallNotice(code=arguments.code, issued_on=arguments.on, issuer=arguments.issuer)
    with at_work(arguments) as (_, workplace):
        row = recall.recall(workplace, arguments.id, notice, reason=arguments.reason)
        return tell_document(arguments, workplace, row, f"Đã ghi thu hồi {row.code} theo {notice.code}.")


def run_reissue(arguments: argparse.Namespace) -> int:
    """Render a document again; exit 1 when it differs from the stored bytes."""
    with at_work(arguments) as (_, workplace):
        done = reissue.reissue(workplace, arguments.id)
    written = write_output(arguments.output, done.content)
    shown = [{"part": one.part, "difference": one.difference} for one in done.differences]
    said = {
        "id": arguments.id,
        "is_same": not shown,
        "differences": shown,
        "stored_release": done.stored_release,
        "release": done.release,
    }
    if not shown:
        say(arguments, said, f"Tạo lại {done.document.code}: giống tệp đã lưu đến từng byte.{written}")
        return 0
    parts = "\n".join(f"- {one['part']}: {_DIFFERENCES[one['difference']]}" for one in shown)
    text = f"Tạo lại {done.document.code} bằng bản {done.release} (đã lưu bằng bản {done.stored_release}), khác ở:"
    say(arguments, said, f"{text}\n{parts}{written}")
    return EXIT_INPUT


_DIFFERENCES = {"changed": "khác", "missing": "không còn", "added": "mới có"}

"""The verbs of `documents` for a draft that is changed in Word: give its file out, take the changed file back."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from service.cli.documents_desk import at_work, document_verb, file_bytes, tell_document, write_output
from service.cli.output import check_output
from service.cli.parser import Groups
from service.cli.register_desk import say
from service.issuing.returned_blanks import Typed
from service.issuing.returned_changes import Change, Choice, Comparison, Taken, Unplaced
from service.issuing.returned_word import compare, hand_out, put_up_as_signed, take
from service.issuing.word_objects import comparison_object, typed_object, unplaced_object
from service.register import documents

_SHOWN = 70
_BEFORE = 20


def add_verbs(verbs: Groups) -> None:
    """Add `hand-out` and `take-back`."""
    out = document_verb(verbs, "hand-out", "lấy tệp Word của bản nháp để gửi sửa", run_hand_out)
    out.add_argument("-o", "--output", metavar="TỆP.docx", type=Path, required=True, help="tệp sẽ ghi")
    back = document_verb(verbs, "take-back", "nhận lại tệp đã sửa trên Word vào bản nháp", run_take_back)
    back.add_argument("file", metavar="TỆP.docx", type=Path, help="tệp đã sửa")
    back.add_argument(
        "--keep", metavar="MÃ", action="append", default=[], help="giữ bản nháp ở thay đổi có mã này"
    )
    back.add_argument(
        "--word",
        metavar="MÃ",
        action="append",
        default=[],
        help="lấy bản Word ở thay đổi có mã này, dù bản nháp cũng đã sửa chỗ đó (không ghi thì giữ bản nháp)",
    )
    back.add_argument("--show", action="store_true", help="chỉ xem các thay đổi, không nhận")
    back.add_argument(
        "--as-signed",
        action="store_true",
        help="lập lại bản trình ký theo bản đã ký: trả lại, nhận nguyên văn, trình lại",
    )
    back.set_defaults(refuse=back.error)


def run_hand_out(arguments: argparse.Namespace) -> int:
    """Write the Word file of a draft; its version stands still."""
    check_output(arguments.output)
    with at_work(arguments) as (_, workplace):
        made = hand_out(workplace, arguments.id)
        written = write_output(arguments.output, made.content)
        with workplace.reading() as turn:
            row = documents.document(turn.session, turn.actor, arguments.id)
        text = f"Phiên bản {row.version} đứng yên để so khi tệp về.{written}"
        return tell_document(arguments, workplace, row, text)


def run_take_back(arguments: argparse.Namespace) -> int:
    """Compare a returned file, or take its changes."""
    if arguments.as_signed and (arguments.keep or arguments.word):
        arguments.refuse("--as-signed lấy nguyên văn bản đã ký: không đi cùng --keep, --word")
    content = file_bytes(arguments.file)
    with at_work(arguments) as (_, workplace):
        if arguments.show:
            found = compare(workplace, arguments.id, content, as_signed=arguments.as_signed)
            say(arguments, {"id": found.document_id, **comparison_object(found)}, "\n".join(_lines(found)))
            return 0
        if arguments.as_signed:
            taken, _submitted = put_up_as_signed(workplace, arguments.id, content)
        else:
            taken = take(workplace, arguments.id, content, Choice(arguments.keep, arguments.word))
        text = "\n".join([_head(taken), *_unplaced(taken.unplaced), *_typed(taken.typed)])
        more = {
            "taken": taken.taken,
            "unplaced": [unplaced_object(one) for one in taken.unplaced],
            "typed": typed_object(taken.typed),
        }
        return tell_document(arguments, workplace, taken.document, text, more)


def _head(taken: Taken) -> str:
    if not taken.taken:
        return f"Không có thay đổi nào được nhận; bản nháp vẫn là phiên bản {taken.document.version}."
    return f"Đã nhận {taken.taken} thay đổi thành phiên bản {taken.document.version}."


def _lines(found: Comparison) -> Sequence[str]:
    lines = [f"{len(found.changes)} thay đổi so với phiên bản {found.version}:"]
    for one in found.changes:
        draft, word = around(one.draft, one.word)
        lines += [
            f"[{one.key}] {one.path}{''.join(_marks(one, found))}",
            f"  Bản nháp: {draft}",
            f"  Bản Word: {word}",
        ]
    lines += [f"Nhận xét của {one.author} ở {one.path or 'văn bản'}: {one.text}" for one in found.remarks]
    return [
        *lines,
        *_unplaced(found.unplaced),
        *_typed(found.typed),
        *([found.hindrance] if found.hindrance else []),
    ]


def _marks(one: Change, found: Comparison) -> Iterator[str]:
    if one.is_move:
        yield " (chuyển chỗ)"
    if one.is_proposal:
        yield f" (đề nghị của {one.author or 'người sửa'})"
    if one.is_refused:
        yield " (chưa đưa vào được)"
    if one.moved_on and not found.is_version_known:
        yield " (không biết bên nào đã sửa chỗ này: giữ bản nháp, trừ khi ghi --word)"
    elif one.moved_on:
        yield " (bản nháp cũng đã sửa chỗ này: giữ bản nháp, trừ khi ghi --word)"


def around(draft: str, word: str) -> tuple[str, str]:
    """Return two texts so cut that what differs is seen.

    >>> around("a" * 80 + " cũ", "a" * 80 + " mới")
    ('…aaaaaaaaaaaaaaaaaaa cũ', '…aaaaaaaaaaaaaaaaaaa mới')
    """
    one, other = " ".join(draft.split()), " ".join(word.split())
    if max(len(one), len(other)) <= _SHOWN or one == other:
        return _short(one), _short(other)
    same = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    start = max(0, same - _BEFORE)
    mark = "…" if start else ""
    return mark + _short(one[start:]), mark + _short(other[start:])


def _unplaced(found: Sequence[Unplaced]) -> list[str]:
    if not found:
        return []
    head = f"Chưa đưa vào được: {len(found)} chỗ"
    return [head, *(_unplaced_line(one) for one in found)]


def _unplaced_line(one: Unplaced) -> str:
    where = one.path or "bản nháp"
    if one.is_still_printed:
        why = f", {one.reason}" if one.reason else ""
        return f"  vẫn in “{one.text}”, đã bỏ hoặc sửa trong tệp Word{why} (sửa ở {where})"
    return f"  {one.text} (gõ ở {where})"


def _typed(typed: Typed) -> list[str]:
    said = typed.words
    return [f"Tệp ghi {said}: chưa ghi vào văn bản, số và ngày do Cấp số ghi."] if said else []


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"

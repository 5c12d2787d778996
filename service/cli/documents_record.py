"""The verbs of `documents` for what is made on paper or elsewhere: record, attach."""

import argparse
from pathlib import Path

from service.cli.documents_desk import (
    at_work,
    document_verb,
    file_bytes,
    say_warnings,
    tell_document,
    warning_objects,
)
from service.cli.documents_issue import add_acknowledge, add_expected, tell_questions
from service.cli.parser import Groups
from service.cli.register_desk import WrongArgument, count, day, say, verb
from service.domain.recipients import Recipient
from service.errors import OpenQuestions
from service.issuing import originals, record
from service.issuing.record import Recorded
from service.issuing.workplace import office_or_only
from service.register.entries import URGENCIES, NewRelation
from service.register.relations import RELATION_NAMES


def add_verbs(verbs: Groups) -> None:
    """Add `record` and `attach`."""
    parser = document_verb(verbs, "attach", "bổ sung bản đã ký (bản quét, PDF ký số)", run_attach)
    parser.add_argument(
        "--original", metavar="TỆP", type=Path, action="append", required=True, help="tệp bản đã ký"
    )
    parser = verb(verbs, "record", "vào sổ văn bản làm ở nơi khác, một trong 29 loại", run_record)
    _what(parser)
    _how(parser)


def _what(parser: argparse.ArgumentParser) -> None:
    """Add what the document is."""
    parser.add_argument("--office", metavar="MÃ", help="cơ quan; không ghi: cơ quan duy nhất của người dùng")
    parser.add_argument(
        "--kind", metavar="QĐ", required=True, help="loại văn bản: chữ viết tắt hoặc tên (công văn: CV)"
    )
    parser.add_argument("--subject", metavar="TRÍCH_YẾU", required=True, help="trích yếu nội dung")
    parser.add_argument(
        "--file", metavar="TỆP", type=Path, action="append", default=[], help="tệp của văn bản"
    )
    parser.add_argument(
        "--secret", action="store_true", help="văn bản mật: chỉ ghi số và dòng trong sổ, không tệp"
    )
    parser.add_argument("--symbol", metavar="KÝ_HIỆU", help="phần sau dấu /, mặc định theo loại và cơ quan")
    parser.add_argument("--body", metavar="BCĐ", default="", help="tổ chức tư vấn dùng con dấu của cơ quan")
    parser.add_argument(
        "--number", metavar="SỐ", type=int, help="số đã cấp ở hệ thống khác, hoặc số cần nhập lại"
    )
    parser.add_argument("--on", metavar="NGÀY", type=day, help="ngày văn bản (mặc định hôm nay)")
    parser.add_argument("--signed-on", metavar="NGÀY", type=day, help="ngày ký")
    parser.add_argument("--key", metavar="KHÓA", help="khóa chống lặp")
    add_expected(parser)
    add_acknowledge(parser)


def _how(parser: argparse.ArgumentParser) -> None:
    """Add who signed it, who gets it, and the rest of the line."""
    parser.add_argument("--signer", metavar="HỌ_TÊN", default="", help="người ký")
    parser.add_argument("--position", metavar="CHỨC_VỤ", default="", help="chức vụ người ký")
    parser.add_argument(
        "--recipient", metavar="NƠI_NHẬN", action="append", default=[], help="nơi nhận; dùng nhiều lần"
    )
    parser.add_argument("--kept-by", metavar="ĐƠN_VỊ", default="VT", help="đơn vị, người nhận bản lưu")
    parser.add_argument("--copies", metavar="N", type=count, help="số lượng bản; không ghi: tính từ nơi nhận")
    parser.add_argument(
        "--pages", metavar="N", type=count, help="số trang; không ghi: đếm trong tệp PDF, ảnh"
    )
    parser.add_argument(
        "--urgency", choices=[one for one in URGENCIES if one], default="", help="mức độ khẩn"
    )
    parser.add_argument("--due", metavar="NGÀY", type=day, help="hạn trả lời")
    parser.add_argument("--note", metavar="GHI_CHÚ", default="", help="ghi chú")
    kinds = ", ".join(RELATION_NAMES)
    parser.add_argument(
        "--relation",
        metavar="QUAN_HỆ=SỐ_KÝ_HIỆU",
        action="append",
        default=[],
        help=f"{kinds}; ví dụ replaces=65/KH-UBND (năm khác: 65/2025/KH-UBND), hoặc mã văn bản",
    )


def run_attach(arguments: argparse.Namespace) -> int:
    """Take in signed scans and PDFs."""
    files = [originals.original(path.name, file_bytes(path)) for path in arguments.original]
    with at_work(arguments) as (_, workplace):
        added = originals.attach(workplace, arguments.id, files)
        warnings = originals.known_before(workplace, added)
    shown = [{"role": one.role, "name": one.name, "sha256": one.sha256} for one in added]
    lines = [f"Đã lưu {one['name']} (sha256 {one['sha256']})." for one in shown]
    said = {"id": arguments.id, "files": shown, "warnings": warning_objects(warnings)}
    say(arguments, said, "\n".join(lines))
    if not arguments.json:
        say_warnings(warnings)
    return 0


def run_record(arguments: argparse.Namespace) -> int:
    """Enter a document made elsewhere."""
    files = [originals.recorded_file(path.name, file_bytes(path)) for path in arguments.file]
    with at_work(arguments) as (_, workplace):
        with workplace.reading() as turn:
            office_id = office_or_only(turn, arguments.office)
        given = Recorded(
            office_id=office_id,
            kind=arguments.kind,
            subject=arguments.subject,
            symbol=arguments.symbol,
            number=arguments.number,
            issued_on=arguments.on,
            signed_on=arguments.signed_on,
            signer_name=arguments.signer,
            signer_position=arguments.position,
            recipients=[Recipient(name) for name in arguments.recipient],
            kept_by=arguments.kept_by,
            copies=arguments.copies,
            pages=arguments.pages,
            urgency=arguments.urgency,
            due_on=arguments.due,
            body=arguments.body,
            is_secret=arguments.secret,
            note=arguments.note,
            relations=[_relation(text) for text in arguments.relation],
            files=files,
            key=arguments.key,
            expected_number=arguments.expect,
            acknowledged=frozenset(arguments.acknowledge),
        )
        try:
            row = record.record(workplace, given)
        except OpenQuestions as questions:
            return tell_questions(arguments, questions)
        warnings = record.warnings(workplace, row)
        if not arguments.json:
            say_warnings(warnings)
        more = {"warnings": warning_objects(warnings)}
        return tell_document(arguments, workplace, row, f"Đã vào sổ {row.code} (mã {row.id}).", more)


def _relation(text: str) -> NewRelation:
    """Return what a document does to an earlier one. Raises WrongArgument."""
    kind, equals, target = text.partition("=")
    if kind == "replaces" and equals and target:
        return NewRelation("replaces", target)
    if kind == "amends" and equals and target:
        return NewRelation("amends", target)
    if kind == "corrects" and equals and target:
        return NewRelation("corrects", target)
    kinds = "; ".join(f"{name} ({words.lower()})" for name, words in RELATION_NAMES.items())
    raise WrongArgument(
        f"--relation {text}: viết dạng QUAN_HỆ=SỐ/KÝ_HIỆU, như replaces=65/KH-UBND. Các quan hệ: {kinds}."
    )

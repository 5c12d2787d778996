"""The verbs of `documents` on the way to the number: draft, submit, return, issue."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from service.cli.documents_desk import (
    at_work,
    document_verb,
    file_bytes,
    require_office,
    require_type,
    say_findings,
    say_warnings,
    tell_document,
    warning_objects,
    write_output,
)
from service.cli.documents_input import (
    add_input,
    add_office_and_sources,
    read_file,
    source_files,
    with_sources,
)
from service.cli.output import EXIT_INPUT, check_output, error_object, print_json, report
from service.cli.parser import Groups
from service.cli.register_desk import count, day, verb
from service.domain.dates import short_date
from service.errors import OpenQuestions
from service.issuing import drafting, issue, originals, return_document, submit
from service.issuing.issue import IssueAct, Outcome
from service.issuing.submit import Confirmed, LayoutRefused
from service.issuing.workplace import Turn
from service.register.entries import NewFile
from service.register.states import STATE_NAMES, State


def add_verbs(verbs: Groups) -> None:
    """Add the verbs before and at the number."""
    parser = verb(verbs, "draft", "lưu bản nháp vào sổ, chưa lấy số", run_draft)
    add_input(parser)
    parser.add_argument("--document", metavar="ID", help="ghi đè bản nháp này thay vì lập bản mới")
    parser = document_verb(verbs, "submit", "chuyển sang bước tiếp theo mà cơ quan giữ", run_submit)
    add_acknowledge(parser)
    _output(parser, "bản trình ký")
    parser = document_verb(verbs, "return", "trả lại người soạn thảo, kèm ý kiến", run_return)
    parser.add_argument("--remark", metavar="Ý_KIẾN", required=True, help="cần sửa gì")
    _add_issue(verbs)


def _add_issue(verbs: Groups) -> None:
    """Add `issue`."""
    parser = verb(verbs, "issue", "cấp số tiếp theo và lưu văn bản: LOẠI DỮ_LIỆU, hoặc ID", run_issue)
    parser.add_argument(
        "what", metavar="LOẠI DỮ_LIỆU | ID", nargs="+", help="dữ liệu mới, hoặc mã văn bản trong sổ"
    )
    add_office_and_sources(parser)
    parser.add_argument("--on", metavar="NGÀY", type=day, help="ngày ban hành (mặc định hôm nay)")
    parser.add_argument("--signed-on", metavar="NGÀY", type=day, help="ngày ký")
    parser.add_argument(
        "--original", metavar="TỆP", type=Path, action="append", default=[], help="bản quét hoặc PDF đã ký"
    )
    parser.add_argument(
        "--pages", metavar="N", type=count, help="số trang; không ghi: đếm trong bản đã ký PDF"
    )
    parser.add_argument("--number", metavar="SỐ", type=int, help="số do hệ thống của tỉnh cấp (sổ số ngoài)")
    parser.add_argument("--key", metavar="KHÓA", help="khóa chống lặp: gọi lại cùng khóa trả về văn bản đầu")
    add_expected(parser)
    add_acknowledge(parser)
    _output(parser, "văn bản đã cấp số")
    parser.set_defaults(refuse=parser.error)


def add_expected(parser: argparse.ArgumentParser) -> None:
    """Add --expect."""
    parser.add_argument(
        "--expect", metavar="SỐ", type=int, help="số đã thấy ở forecast; số tiếp theo đã khác thì không lấy"
    )


def add_acknowledge(parser: argparse.ArgumentParser) -> None:
    """Add --acknowledge."""
    parser.add_argument(
        "--acknowledge",
        metavar="MÃ_CÂU_HỎI",
        action="append",
        default=[],
        help="xác nhận câu hỏi: mã, hoặc mã@vị_trí; dùng được nhiều lần",
    )


def _output(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Add -o."""
    parser.add_argument("-o", "--output", metavar="TỆP", type=Path, help=f"tệp .docx sẽ ghi: {meaning}")


def run_draft(arguments: argparse.Namespace) -> int:
    """Keep an input as a draft."""
    with at_work(arguments) as (desk, workplace):
        require_type(desk, arguments.slug)
        envelope = _envelope(arguments, arguments.slug, arguments.input)
        row = drafting.save(workplace, arguments.slug, envelope, document_id=arguments.document)
        text = f"Đã lưu bản nháp {row.id}. Bước tiếp: ./run documents submit {row.id}"
        return tell_document(arguments, workplace, row, text)


def run_submit(arguments: argparse.Namespace) -> int:
    """Take a document to its next step; findings and questions are shown."""
    check_output(arguments.output)
    with at_work(arguments) as (_, workplace):
        try:
            done = submit.submit(workplace, arguments.id, Confirmed(frozenset(arguments.acknowledge)))
        except LayoutRefused as refused:
            return _tell_refused(arguments, refused)
        except OpenQuestions as asked:
            return tell_questions(arguments, asked)
        written = write_output(arguments.output, done.content)
        questions = error_object(OpenQuestions(done.questions))["questions"]
        more = {"findings": list(done.findings), "questions": questions}
        text = f"Văn bản chuyển sang “{STATE_NAMES[State(done.document.state)]}”.{written}"
        tell_document(arguments, workplace, done.document, text, more)
    if not arguments.json:
        say_findings(done.findings)
        for question in done.questions:
            print(f"Câu hỏi ({question.code}, {question.path}): {question.message}")
    return 0


def run_return(arguments: argparse.Namespace) -> int:
    """Give a document back with a remark."""
    with at_work(arguments) as (_, workplace):
        row = return_document.return_document(workplace, arguments.id, remark=arguments.remark)
        text = f"Đã trả lại, người soạn thảo sửa ở phiên bản {row.version}."
        return tell_document(arguments, workplace, row, text)


def run_issue(arguments: argparse.Namespace) -> int:
    """Number an input or a document of the register."""
    _refuse_wrong_use(arguments)
    inputs = [*map(Path, arguments.what[1:]), *source_files(arguments.source), *arguments.original]
    check_output(arguments.output, *inputs)  # before the number is taken: it cannot be given back
    act = IssueAct(
        issued_on=arguments.on,
        signed_on=arguments.signed_on,
        number=arguments.number,
        expected_number=arguments.expect,
        key=arguments.key,
        originals=_originals(arguments.original),
        pages=arguments.pages,
        acknowledged=frozenset(arguments.acknowledge),
    )

    def ask(turn: Turn, done: Outcome) -> None:
        if not done.is_repeat:
            originals.require_new(turn, done.document, act.originals, act.acknowledged)

    with at_work(arguments) as (desk, workplace):
        try:
            if len(arguments.what) == 1:
                if arguments.office:
                    require_office(workplace, arguments.what[0], arguments.office)
                done = issue.issue_draft(workplace, arguments.what[0], act, tell=ask)
            else:
                slug, source = arguments.what
                require_type(desk, slug)
                done = issue.issue_input(workplace, slug, _envelope(arguments, slug, source), act, tell=ask)
        except LayoutRefused as refused:
            return _tell_refused(arguments, refused)
        except OpenQuestions as questions:
            return tell_questions(arguments, questions)
        written = write_output(arguments.output, done.content)
        tell_document(arguments, workplace, done.document, _issued_text(done, written), _issued_more(done))
    if not arguments.json:
        say_findings(done.findings)
        say_warnings(done.warnings)
    return 0


def _issued_text(done: Outcome, written: str) -> str:
    """Return the line about an issued document."""
    row = done.document
    day = short_date(row.issued_on) if row.issued_on else ""
    before = "Khóa này đã dùng, văn bản đầu là" if done.is_repeat else "Đã cấp số"
    return f"{before} {row.code} ngày {day} (mã {row.id}).{written}"


def _issued_more(done: Outcome) -> dict[str, Any]:
    """Return what --json adds to the object of an issued document."""
    return {
        "file_name": done.file_name,
        "utf8_name": done.utf8_name,
        "findings": list(done.findings),
        "warnings": warning_objects(done.warnings),
        "is_repeat": done.is_repeat,
    }


def _tell_refused(arguments: argparse.Namespace, refused: LayoutRefused) -> int:
    """Show every finding that holds a document back."""
    if arguments.json:
        print_json({**error_object(refused), "findings": list(refused.findings)})
        return EXIT_INPUT
    status = report(refused, as_json=False)
    say_findings(refused.findings)
    return status


def tell_questions(arguments: argparse.Namespace, questions: OpenQuestions) -> int:
    """Show open questions with how each is answered."""
    status = report(questions, as_json=arguments.json)
    if not arguments.json:
        codes = dict.fromkeys(one.code for one in questions.questions)
        options = " ".join(f"--acknowledge {code}" for code in codes)
        print(f"Đã đối chiếu và đồng ý thì thêm: {options}")
    return status


def _originals(paths: Sequence[Path]) -> list[NewFile]:
    """Return signed scans and PDFs. Raises UnreadableInput, InvalidEntry."""
    return [originals.original(path.name, file_bytes(path)) for path in paths]


def _refuse_wrong_use(arguments: argparse.Namespace) -> None:
    """Exit with 64 where the words are neither LOẠI DỮ_LIỆU nor ID."""
    if len(arguments.what) > 2:
        arguments.refuse("cấp số nhận LOẠI DỮ_LIỆU (hai chữ) hoặc ID (một chữ)")
    if len(arguments.what) == 1 and arguments.source:
        arguments.refuse("--source chỉ dùng khi cấp số từ dữ liệu mới")


def _envelope(arguments: argparse.Namespace, slug: str, source: str) -> dict[str, Any]:
    """Return the input with what the options put in place. Raises UnreadableInput."""
    envelope = {"type": slug, **read_file(source)}
    if arguments.office is not None:
        envelope["office"] = arguments.office
    return with_sources(envelope, arguments.source)

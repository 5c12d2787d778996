"""The verb `documents forecast`: which number comes next, for a document of the register or one made elsewhere."""

import argparse

from service.cli.documents_desk import at_work, say_findings, say_warnings
from service.cli.output import EXIT_INPUT, error_object
from service.cli.parser import Groups
from service.cli.register_desk import day, say, verb
from service.domain.dates import office_day
from service.errors import OpenQuestions
from service.issuing.forecast_shown import forecast_object, record_forecast_object
from service.issuing.numbering_forecast import Forecast, forecast
from service.issuing.record_forecast import RecordHead, record_forecast
from service.issuing.workplace import office_or_only
from service.register import documents
from service.register.states import DocumentAct


def add_verbs(verbs: Groups) -> None:
    """Add `forecast`."""
    parser = verb(verbs, "forecast", "xem số sẽ cấp, chưa cấp gì: ID, hoặc --kind", run_forecast)
    parser.add_argument("id", metavar="ID", nargs="?", help="mã văn bản trong sổ")
    parser.add_argument("--kind", metavar="QĐ", help="loại của văn bản làm ở nơi khác")
    parser.add_argument("--office", metavar="MÃ", help="cơ quan; không ghi: cơ quan duy nhất của người dùng")
    parser.add_argument("--on", metavar="NGÀY", type=day, help="ngày văn bản (mặc định hôm nay)")
    parser.add_argument("--symbol", metavar="KÝ_HIỆU", default="", help="phần sau dấu /, khi dùng --kind")
    parser.add_argument("--body", metavar="BCĐ", default="", help="tổ chức tư vấn, khi dùng --kind")
    parser.add_argument("--secret", action="store_true", help="văn bản mật, khi dùng --kind")
    parser.add_argument(
        "--number", metavar="SỐ", type=int, help="số đã có trên văn bản (sổ số ngoài, nhập lại)"
    )
    parser.set_defaults(refuse=parser.error)


def run_forecast(arguments: argparse.Namespace) -> int:
    """Say which number would be taken; 1 when none can be."""
    if (arguments.id is None) == (arguments.kind is None):
        arguments.refuse("ghi ID của văn bản, hoặc --kind với văn bản làm ở nơi khác")
    if arguments.id is None:
        return _of_paper(arguments)
    if arguments.symbol or arguments.body or arguments.secret:
        arguments.refuse("--symbol, --body, --secret chỉ đi với --kind: văn bản trong sổ đã có")
    return _of_document(arguments)


def _of_document(arguments: argparse.Namespace) -> int:
    """Say what numbering a document would do, and what stands in the way."""
    with at_work(arguments) as (_, workplace), workplace.reading() as turn:
        row = documents.document(turn.session, turn.actor, arguments.id)
        documents.require_act(turn.session, turn.actor, row, DocumentAct.ISSUE)
        seen = forecast(workplace, turn, row, arguments.on, number=arguments.number)
        shown = forecast_object(seen)
    questions = error_object(OpenQuestions(seen.questions))["questions"]
    say(arguments, {**shown, "questions": questions}, _words(seen))
    if not arguments.json:
        say_findings(shown["findings"])
    return 0 if seen.is_possible else EXIT_INPUT


def _words(seen: Forecast) -> str:
    """Return the number with what must be confirmed, or why there is none."""
    if not seen.is_possible:
        return "\n".join(["Chưa cấp số được:", *(f"- {one.message}" for one in seen.hindrances)])
    asked = [f"Câu hỏi ({one.code}, {one.path}): {one.message}" for one in seen.questions]
    return "\n".join([seen.sentence, *asked])


def _of_paper(arguments: argparse.Namespace) -> int:
    """Say what entering a document made elsewhere would do."""
    with at_work(arguments) as (_, workplace), workplace.reading() as turn:
        head = RecordHead(
            kind=arguments.kind,
            day=arguments.on or office_day(turn.actor.at),
            number=arguments.number,
            symbol=arguments.symbol,
            body=arguments.body,
            is_secret=arguments.secret,
            is_day_said=arguments.on is not None,
        )
        found = record_forecast(turn, office_or_only(turn, arguments.office), head)
        shown = record_forecast_object(found)
    say(arguments, shown, found.sentence)
    if not arguments.json:
        say_warnings(found.remarks)
    return 0

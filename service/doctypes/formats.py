"""What each `x-format` makes of a raw value: the words that are printed. Each takes (value, run) and may refuse it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from service.doctypes.mentions import refuse_mentions
from service.doctypes.running import Run
from service.domain.agencies import agencies_text, agency_text
from service.domain.computes_registry import exact_number
from service.domain.dates import month_text, parse_month
from service.domain.deadlines import day_text, deadline_text
from service.domain.decimals import format_decimal, format_integer, format_points, parse_integer
from service.domain.refusal import Refused
from service.domain.remembered import Remembered
from service.domain.text import is_blank

Converter = Callable[[Any, Run], Any]

_POINTS_LIMIT = 1_000_000


def unchanged(value: Any, _run: Run) -> Any:
    """Return the value: what prints as it was given."""
    return value


def _points(value: Any, _run: Run) -> str:
    return _points_texts[value]


def _points_text(value: Decimal | float | str) -> str:
    number = exact_number(value)
    if number < 0:
        raise Refused("number_too_small", "Điểm không được âm. Hãy ghi số từ 0 trở lên.")
    if number >= _POINTS_LIMIT:
        raise Refused("number_too_large", "Điểm lớn bất thường. Hãy xem lại dấu phẩy thập phân.")
    if number != round(number, 2):
        raise Refused("points_too_precise", "Điểm chỉ ghi tối đa hai chữ số thập phân, ví dụ 90,50.")
    return format_points(number)


def _decimal(value: Any, _run: Run) -> str:
    return _typed_texts[value] if value.__class__ is str else _decimal_text(value)


def _decimal_text(value: Decimal | float | str) -> str:
    if value.__class__ is int and 0 <= value < 1000:  # nothing to group: no need for Babel
        return str(value)
    number = exact_number(value)
    text = str(number)
    return (
        text.replace(".", ",")
        if text[0] != "-" and number < 1000 and "E" not in text
        else format_decimal(number)
    )


#: Equal numbers have equal points, however they were typed; of other numbers only typed texts are equal for sure.
_points_texts = Remembered(_points_text)
_typed_texts = Remembered[str, str](_decimal_text)
_whole = Remembered[int, str](lambda value: str(value) if 0 <= value < 1000 else format_integer(value))


def _integer(value: Any, _run: Run) -> str:
    if isinstance(value, str):
        return _whole[parse_integer(value)]
    if value != int(value):
        raise Refused("integer_required", "Phải là số nguyên, không có phần lẻ.")
    return _whole[int(value)]


def _year(value: Any, _run: Run) -> str:
    return str(int(value))


def _month(value: Any, _run: Run) -> str:
    year, month = parse_month(value)
    return f"{month_text(month)}/{year}"


def _citation(value: Any, run: Run) -> str:
    return run.words(value)


def _deadline(value: Any, _run: Run) -> str:
    words = deadline_text(value)
    if "[[" in words:
        refuse_mentions(words)
    return words


def _agency(value: Any, run: Run) -> str:
    words = agency_text(value, run.directory)
    refuse_mentions(words)
    return words


def _agencies(value: Any, run: Run) -> str:
    words = agencies_text(value, run.directory)
    if "[[" in words:
        refuse_mentions(words)
    return words


#: The closed list of formats; `definition_schema.FORMATS` names the same ones.
CONVERTERS: Mapping[str, Converter] = {
    "date": lambda value, _run: day_text(value),
    "points": _points,
    "decimal": _decimal,
    "integer": _integer,
    "year": _year,
    "money": _integer,
    "month": _month,
    "agency": _agency,
    "agencies": _agencies,
    "deadline": _deadline,
    "citation": _citation,
    "cite": lambda value, run: run.cite(value),
    "cite_full": lambda value, run: run.cite_full(value),
    "label": unchanged,
}


def inline(value: str, run: Run) -> str:
    """Return a text on one line: line ends become spaces, mentions words."""
    if "\n" in value:
        value = value.strip("\n").replace("\n", " ")
    return run.text(value) if "[" in value else value


def lines(value: str, run: Run) -> str:
    """Return a text whose line ends are printed as they stand."""
    value = value.strip("\n")
    return run.text(value) if "[" in value else value


def paragraphs(value: str, run: Run) -> list[str]:
    """Return a text as its paragraphs; lines with nothing on them are no paragraphs."""
    if "[" in value:  # one sign is found several times faster than two
        value = run.text(value)
    return [part for part in value.split("\n") if not is_blank(part)] if "\n" in value else [value]


TEXTS: Mapping[str, Converter] = {"inline": inline, "lines": lines, "paragraphs": paragraphs}

#: What a text without any `[` and line end becomes, as an expression of Python for a variable.
UNTOUCHED: Mapping[Converter, str] = {inline: "{}", lines: "{}", paragraphs: "[{}]"}


def labelled(space: str) -> Converter:
    """Return the format of an `x-label-of` without `x-format`: a citation's mention; elsewhere the label itself.

    The label is for computes and rules to look up; a text that refers to the place writes ``[[muc:label]]``.
    """
    if space == "citation":
        return CONVERTERS["cite"]

    def convert(value: str, run: Run) -> str:
        run.labelled(space, value)
        return value

    return convert

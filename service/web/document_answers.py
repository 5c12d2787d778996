"""What the pages of a document share: answers, words in templates, and where the page of each act is."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from service.domain.dates import long_date, short_date
from service.errors import ServiceError
from service.http_answers import page_bytes
from service.issuing.act_warnings import mark
from service.issuing.fact_sheet import moment_words
from service.issuing.rendition import is_of_wording
from service.register.states import STATE_NAMES, DocumentAct, State
from service.web.access import notice

#: The last part of the address of an act's own page.
ACT_PAGES = {
    DocumentAct.RETURN: "tra-lai",
    DocumentAct.DISPATCH: "phat-hanh",
    DocumentAct.VOID: "huy-so",
    DocumentAct.RECALL: "thu-hoi",
    DocumentAct.ATTACH: "ban-goc",
    DocumentAct.ASSIGN: "nguoi-phu-trach",
    DocumentAct.SIGN: "ngay-ky",
}
_KILO = 1024


def answer(template: str, *, status: int = 200, **values: Any) -> Response:
    """Return a page of ours."""
    html = render_template(template, slugs=ACT_PAGES, **values)
    return Response(page_bytes(html), status=status, mimetype="text/html")


def moved(document_id: str, error: ServiceError) -> ResponseReturnValue:
    """Lead to the document as it is now: the act was done already, or somebody was faster."""
    notice(error.message, kind="warning")
    return redirect(url_for("documents.show", document_id=document_id), 303)


def add_filters(blueprint: Blueprint) -> None:
    """Give all templates the words for days, moments, states, sizes and warnings, and the test of a finding's kind."""
    blueprint.add_app_template_filter(moment_words, "moment")
    blueprint.add_app_template_filter(_long_day, "long_day")
    blueprint.add_app_template_filter(_short_day, "short_day")
    blueprint.add_app_template_filter(_state_name, "state_name")
    blueprint.add_app_template_filter(size_words, "size_words")
    blueprint.add_app_template_filter(mark, "warning_mark")
    blueprint.add_app_template_test(is_of_wording, "of_wording")


def _long_day(day: date | datetime) -> str:
    return long_date(day)


def _short_day(day: date | datetime) -> str:
    return short_date(day)


def _state_name(state: str) -> str:
    return STATE_NAMES[State(state)]


def size_words(size: int) -> str:
    """Return the size of a file in words.

    >>> size_words(500), size_words(30_720), size_words(2_500_000)
    ('500 byte', '30 KB', '2,4 MB')
    """
    if size < _KILO:
        return f"{size} byte"
    if size < _KILO * _KILO:
        return f"{size / _KILO:.0f} KB"
    return f"{size / _KILO / _KILO:.1f} MB".replace(".", ",")

"""What a save answers: when and by whom it is kept, what others changed, and both texts where two changed one field."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from service.domain.dates import office_zone, short_date
from service.issuing.draft_merging import Conflict
from service.issuing.draft_saving import Kept
from service.web.draft_request import SentForm, client_name, made_labels
from service.web.form_page import FormPage

_SHOWN = 400
_OTHER_WINDOW = "cửa sổ khác"


def kept_words(moment: datetime, now: datetime) -> str:
    """Return the hour at which something was kept, with the day where it was another one."""
    at, today = moment.astimezone(office_zone), now.astimezone(office_zone)
    hour = f"{at:%H:%M}"
    return hour if at.date() == today.date() else f"{hour} ngày {short_date(at.date())}"


def kept_answer(saved: Kept, sent: SentForm, page: FormPage, *, now: datetime) -> dict[str, Any]:
    """Return the answer to a save; `page` is the page of the input that was sent."""
    other = _OTHER_WINDOW if saved.is_own else saved.other
    stored = replace(page, envelope=saved.envelope)
    return {
        "etag": saved.etag,
        "version": saved.version,
        "at": kept_words(saved.at, now),
        "is_merged": saved.is_merged,
        "other": other,
        "labels": [list(one) for one in made_labels(sent.tree, sent.envelope)],
        "conflicts": [_conflict(one, sent, page, stored) for one in saved.conflicts],
    }


def _conflict(one: Conflict, sent: SentForm, page: FormPage, stored: FormPage) -> dict[str, Any]:
    mine = page.inputs(one.own_path) if one.own_path else ()
    theirs = stored.inputs(one.path)
    return {
        "name": client_name(sent.tree, one.own_path) if one.own_path else "",
        "path": one.path,
        "label": stored.place(one.path),
        "was_removed": one.was_removed,
        "mark": one.mark,
        "mine": _words(mine),
        "theirs": _words(theirs),
        "mine_inputs": [list(pair) for pair in mine],
        "theirs_inputs": [list(pair) for pair in theirs],
    }


def _words(inputs: tuple[tuple[str, str], ...]) -> str:
    text = " · ".join(value for _, value in inputs if value and value != "true")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def value_words(value: Any) -> str:
    """Return a value of an input as people read it in a comparison."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, Mapping):
        return "; ".join(words for one in value.values() if (words := value_words(one)))
    if isinstance(value, list):
        return "\n".join(words for one in value if (words := value_words(one)))
    return str(value)

"""Saving a setting over what was seen: what is refused is shown again as typed, beside what somebody else has saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from flask import request

from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.issuing.seen_settings import SettingsMoved, Shown, guarded
from service.issuing.workplace import Workplace
from service.web.signed_in import current_office_id, workplace

#: The field of a form that carries the mark of what it shows.
SEEN = "seen"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a setting was not saved: its faults, or what is kept `now` that the person had not seen.

    `seen` is the mark that the form goes on with: pressing the button once more replaces what is shown beside it.
    """

    seen: str
    faults: Sequence[FieldError] = ()
    now: Any = None

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return HTTPStatus.CONFLICT if self.now is not None else HTTPStatus.UNPROCESSABLE_ENTITY


def refusal(shown: Shown, save: Callable[[Workplace], object], **more: Any) -> Refusal | None:
    """Save over what the form showed; return why not, None where it was saved. `more` as in `guarded`.

    Raises NotAllowed, WrongState.
    """
    saved = saving(shown, save, **more)
    return saved if isinstance(saved, Refusal) else None


def saving(shown: Shown, save: Callable[[Workplace], T], **more: Any) -> T | Refusal:
    """Save over what the form showed; return what `save` gives, or why not. Raises as `refusal`."""
    seen = request.form.get(SEEN, "")
    try:
        return save(guarded(workplace(), current_office_id(), shown, seen, **more))
    except InvalidInput as invalid:
        return Refusal(seen=seen, faults=invalid.errors)
    except SettingsMoved as moved:
        return Refusal(seen=moved.mark, now=moved.now)

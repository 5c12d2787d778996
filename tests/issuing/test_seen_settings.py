"""A form that is saved in the name of several offices: all are there, or nothing is saved and the refusal says why."""

from typing import Any

import pytest

from service.issuing.seen_settings import guarded, mark_now, of_wording
from service.register.errors import OfficeNotFound, WrongState

GONE = "ubnd-21484~test"


def test_an_office_that_is_gone_since_the_act_was_told_of_it_is_no_office_that_nobody_knows(
    office: Any,
) -> None:
    told = iter([{office.other, GONE}, {office.other}])
    work, shown = office.work(), of_wording(office.id)
    seen = guarded(work, office.id, shown, mark_now(work, shown), besides=lambda _turn: next(told))
    with pytest.raises(WrongState, match="Một cơ quan liên quan vừa được xóa, chưa lưu gì"), seen.writing():
        pass


def test_an_office_that_was_never_there_is_not_found(office: Any) -> None:
    work, shown = office.work(), of_wording(office.id)
    seen = guarded(work, office.id, shown, mark_now(work, shown), besides=lambda _turn: {GONE})
    with pytest.raises(OfficeNotFound, match=GONE), seen.writing():
        pass
    nowhere = guarded(work, "khong-co", shown, "")
    with pytest.raises(OfficeNotFound, match="khong-co"), nowhere.writing():
        pass

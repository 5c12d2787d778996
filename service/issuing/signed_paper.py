"""Number and day that stand on a signed paper already: the register gives exactly these, or no number.

They are known where a document was put up again as its paper was signed. Nobody can confirm that another number is the
one on the paper.
Basis: Nghị định 30/2020/NĐ-CP, Điều 15 khoản 2.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from service.domain.document_code import number_text
from service.errors import ServiceError
from service.issuing.signed_content import SignedContentChanged

NUMBER: Final = "number"
DAY: Final = "day"
MONTH: Final = "month"
_PADDED: Final = frozenset({"01", "02"})
_BACK: Final = "Trả lại văn bản để in và ký lại."


class PaperSaysOtherwise(SignedContentChanged):
    """The signed paper carries another number or day than the register would give; nothing was numbered."""

    def __init__(self, message: str) -> None:
        ServiceError.__init__(self, message)
        self.differences = (message,)


def require_as_on_paper(on_paper: Mapping[str, str], number: int, issued_on: date) -> None:
    """Raise PaperSaysOtherwise where a signed paper carries another number, day or month than it is to get."""
    if problem := paper_problem(on_paper, number, issued_on):
        raise PaperSaysOtherwise(problem)


def paper_problem(on_paper: Mapping[str, str], number: int | None, issued_on: date) -> str:
    """Return why a number and a day are not those of the signed paper, and what to do; "" where they are.

    `number` None is not known yet.

    >>> paper_problem({"number": "27"}, 27, date(2026, 3, 5)), paper_problem({}, 2, date(2026, 3, 5))
    ('', '')
    >>> paper_problem({"number": "27", "month": "2026-02"}, 2, date(2026, 2, 5))
    'Bản giấy đã ký ghi số 27, sổ cấp số 02. Trả lại văn bản để in và ký lại.'
    """
    said, given = _number_apart(on_paper, number)
    day_said, day_given = _day_apart(on_paper, issued_on)
    if not said and not day_said:
        return ""
    way = _BACK if said else f"Cấp số đúng ngày trên bản giấy, hoặc {_BACK[0].lower()}{_BACK[1:]}"
    told, own = ", ".join(filter(None, (said, day_said))), ", ".join(filter(None, (given, day_given)))
    return f"Bản giấy đã ký ghi {told}, {own}. {way}"


def _number_apart(on_paper: Mapping[str, str], number: int | None) -> tuple[str, str]:
    said = on_paper.get(NUMBER, "")
    if not said or number is None or int(said) == number:
        return "", ""
    return f"số {said}", f"sổ cấp số {number_text(number)}"


def _day_apart(on_paper: Mapping[str, str], issued_on: date) -> tuple[str, str]:
    day, (year, _, month) = on_paper.get(DAY, ""), on_paper.get(MONTH, "").partition("-")
    is_other_month = bool(month) and (int(year), int(month)) != (issued_on.year, issued_on.month)
    if not is_other_month and (not day or int(day) == issued_on.day):
        return "", ""
    said = f"ngày {int(day):02} " if day else ""
    said += f"tháng {month if month in _PADDED else int(month)} năm {year}" if month else ""
    return said.strip(), f"ngày cấp số là {issued_on.day:02}/{issued_on.month}/{issued_on.year}"

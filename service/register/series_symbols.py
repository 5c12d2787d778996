"""Which symbols a series may give: never one under which another series gave or will give the same number.

Basis: Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.register.models import Document, Series


def could_yield_same_code(session: Session, new: Series, other: Series) -> bool:
    """Tell whether both could give one number to one symbol: same kinds, body and mark, numbers that meet.

    A closed series meets in the numbers that it really gave: one that was opened by a slip (580 for 58) and gave
    none may be closed and opened anew.
    """
    meets = not new.kinds or not other.kinds or bool(set(new.kinds) & set(other.kinds))
    if not meets or (new.body, new.mark) != (other.body, other.mark):
        return False
    if other.closed_at is None:
        return True
    given = session.scalar(select(func.max(Document.number)).where(Document.series_id == other.id))
    return given is not None and new.first_number <= given


def blocked_number(session: Session, new: Series) -> int | None:
    """Return the highest number, from the first of `new` on, that an ordinary series gave to a symbol of `new`.

    Such a symbol names the body or ends with the mark of `new`; None where there is none.
    """
    if not new.body and not new.mark:
        return None
    query = (
        select(Document.number, Document.symbol, Document.kind)
        .join(Series, Series.id == Document.series_id)
        .where(Document.office_id == new.office_id, Document.year == new.year)
        .where(Document.number >= new.first_number, Series.body == "", Series.mark == "")
        .where(Document.symbol.contains(new.body or new.mark, autoescape=True))
        .order_by(Document.number.desc())
    )
    for number, symbol, kind in session.execute(query):
        is_its_kind = not new.kinds or kind in new.kinds
        if number is not None and is_its_kind and belongs(str(symbol), body=new.body, mark=new.mark):
            return number
    return None


def belongs(symbol: str, *, body: str, mark: str) -> bool:
    """Tell whether a symbol names the body and ends with the mark, as far as there are any.

    >>> belongs("QĐ-BCĐ", body="BCĐ", mark=""), belongs("QĐ-UBND-M", body="", mark="M")
    (True, True)
    """
    parts = symbol.split("-")
    return (not body or body in parts) and (not mark or parts[-1] == mark)

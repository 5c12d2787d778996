"""Which symbols a series may give: never one under which another series gave or will give the same number.

Basis: Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.register.errors import InvalidEntry
from service.register.models import Document, Office, Series


def same_documents(one: Series, other: Series) -> bool:
    """Tell whether some document would fit both series and get the same symbol in both."""
    meets = not one.kinds or not other.kinds or bool(set(one.kinds) & set(other.kinds))
    return meets and (one.body, one.mark) == (other.body, other.mark)


def takes_out(one: Series, other: Series) -> bool:
    """Tell whether a series of the province's system takes some kinds out of an own one that is open, for good.

    From its opening on their documents go to it (`series.series_for` takes the more exact one), and every number that
    the system gives is compared with the book, so that none is entered twice.
    """
    if one.is_own or not one.kinds or not other.is_own or {one.closed_at, other.closed_at} != {None}:
        return False
    is_part = not other.kinds or set(one.kinds) < set(other.kinds)
    return is_part and (one.body, one.mark) == (other.body, other.mark)


def could_yield_same_code(session: Session, new: Series, other: Series) -> bool:
    """Tell whether both could give one number to one symbol: same kinds, body and mark, numbers that meet.

    A closed series meets in the numbers that it really gave: one that was opened by a slip (580 for 58) and gave
    none may be closed and opened anew.
    """
    if not same_documents(new, other) or takes_out(new, other) or takes_out(other, new):
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


def require_own_mark(session: Session, new: Series, office: Office) -> None:
    """Refuse a mark that is no mark of secret documents: it ends symbols that the office uses otherwise.

    Raises InvalidEntry.
    """
    if not new.mark:
        return
    why = ""
    if not new.is_secret:
        why = "chỉ dùng cho sổ văn bản mật"
    elif not new.mark.replace("-", "").isalnum():
        why = "chỉ gồm chữ, số và dấu -, như M"
    elif new.mark in {*office.abbreviation.split("-"), office.abbreviation, new.body}:
        why = "là chữ viết tắt của cơ quan hoặc tổ chức, văn bản thường cũng kết thúc như vậy"
    elif (code := _given_with_end(session, new)) is not None:
        why = f"đã đứng cuối ký hiệu của văn bản thường số {code}"
    if why:
        raise InvalidEntry(
            f"Phần cuối ký hiệu “{new.mark}” {why}. Ghi ký hiệu khác (--mark), ví dụ M.", path="mark"
        )


def _given_with_end(session: Session, new: Series) -> str | None:
    """Return the code of an ordinary document of the year whose symbol ends like the secret ones of `new` would."""
    end = f"-{new.mark}"
    query = select(Document.code).where(
        Document.office_id == new.office_id, Document.year == new.year, Document.is_secret.is_(False)
    )
    return session.scalar(query.where(Document.symbol.endswith(end, autoescape=True)).limit(1))


def belongs(symbol: str, *, body: str, mark: str) -> bool:
    """Tell whether a symbol names the body and ends with the mark, as far as there are any.

    >>> belongs("QĐ-BCĐ", body="BCĐ", mark=""), belongs("QĐ-UBND-M", body="", mark="M")
    (True, True)
    """
    parts = symbol.split("-")
    return (not body or body in parts) and (not mark or parts[-1] == mark)

"""Last year's self-scoring beside this year's: the same parts in both, so that each column adds up."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from service.domain.computes_grades import Row, criterion_scores, number, points, self_total, signed
from service.domain.computes_registry import COMPUTES, ComputeInput, as_number
from service.domain.scoring import ZERO

#: What is added to the points of the criteria, and with which sign.
_ADDED = (("bonus", "Điểm thưởng", 1), ("penalty", "Điểm trừ", -1))


@COMPUTES.register(
    "score_comparison", paths={"criteria": True, "scores": True, "period": True, "previous": False}
)
def score_comparison(
    source: ComputeInput, *, criteria: str, scores: str, period: str, previous: str = ""
) -> Row | None:
    """Return last year beside this year, None where nothing was scored or last year is not known.

    `rows` (title, previous, current, difference): the criteria where they say their points of last year, bonus and
    deduction of both years, the total of the self-scoring; `previous_year` and `year` (texts); `assessed` and `grade`:
    what last year was assessed at, "" for what is not known. An assessed score is in no row, since this year's is not
    known yet. Last year is `previous_year` of `scores`, else the one that the plan tells of at `previous`, where that
    is the year before.
    """
    given, year = source.raw(scores), int(source.raw(period)["year"])
    if not given:
        return None
    last, shown = _last_year(source, scores, previous, year)
    if last is None:
        return None
    before = previous_total(source, scores, last)
    rows = [] if before is None else _parts(source, criteria, scores, last)
    if before is not None:
        rows.append(_row("Tổng điểm tự chấm", before, self_total(source, criteria, scores)))
    return {
        "rows": rows,
        "previous_year": str(year - 1),
        "year": str(year),
        "assessed": shown.get("assessed_score") or "",
        "grade": shown.get("grade") or "",
    }


def previous_total(source: ComputeInput, scores: str, last: Mapping[str, Any]) -> Decimal | None:
    """Return last year's total: as typed, else the sum of its parts; None where neither is known."""
    typed = as_number(last.get("self_score"))
    return sum_of_parts(source, scores, last) if typed is None else typed


def sum_of_parts(source: ComputeInput, scores: str, last: Mapping[str, Any]) -> Decimal | None:
    """Return the points of all criteria of last year with bonus and deduction; None where a criterion lacks them."""
    parts = [as_number(score.get("previous_points")) for score in source.raw(f"{scores}.criteria")]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return sum(known, ZERO) + sum((sign * number(last, name) for name, _, sign in _ADDED), ZERO)


def _last_year(
    source: ComputeInput, scores: str, previous: str, year: int
) -> tuple[Mapping[str, Any] | None, Mapping[str, Any]]:
    """Return what is known of last year as typed and as printed; None where nothing is."""
    own = source.raw(f"{scores}.previous_year")
    if own:
        return own, source.values(f"{scores}.previous_year")
    told = source.raw(previous)
    return (told, source.values(previous)) if told and int(told["year"]) == year - 1 else (None, {})


def _parts(source: ComputeInput, criteria: str, scores: str, last: Mapping[str, Any]) -> list[Row]:
    """Return the rows above the total; without the points of the criteria there is nothing that adds up to it."""
    given, typed = source.raw(scores), source.raw(f"{scores}.criteria")
    if not any("previous_points" in score for score in typed):
        return []
    marks = criterion_scores(source, criteria, f"{scores}.criteria")
    rows = [
        _row(mark.title, as_number(score.get("previous_points")), mark.points)
        for mark, score in zip(marks, typed, strict=True)
    ]
    for name, title, sign in _ADDED:
        before, now = number(last, name), number(given, name)
        if before or now:
            rows.append(
                {
                    **_row(title, sign * before, sign * now),
                    "previous": signed(sign * before),
                    "current": signed(sign * now),
                }
            )
    return rows


def _row(title: str, before: Decimal | None, now: Decimal) -> Row:
    return {
        "title": title,
        "previous": points(before),
        "current": points(now),
        "difference": "" if before is None else signed(now - before),
    }

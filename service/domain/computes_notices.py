"""Tables of a notice of results: all units with grade and rank, what they lost points for, tasks of the bodies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from service.domain.computes_grades import GRADES, ZERO, points, rules_of, signed
from service.domain.computes_registry import COMPUTES, ComputeInput, as_number
from service.domain.computes_results import Row, reported_tasks
from service.domain.dates import parse_date
from service.domain.refusal import Refused
from service.domain.scoring import ScoringRules, Standing, grade_by, ranking_order, ranks
from service.domain.task_states import TaskState, counted, share, state_counts

#: Units up to this number stand in the text, more become an appendix, where the type does not set another.
ROWS_IN_TEXT = 20


@dataclass(frozen=True, slots=True)
class GradedUnit:
    """One unit of a notice: as printed, its points as typed, its grade (key, "" when it was not assessed)."""

    group: int
    shown: Mapping[str, Any]
    own: Decimal | None
    given: Decimal | None
    grade: str

    @property
    def standing(self) -> Standing:
        """Return what ranking looks at."""
        return Standing(str(self.group), self.grade, self.given if self.grade else None)

    def row(self, rank: int | None, words: Mapping[str, str]) -> Row:
        """Return the unit's row, without its place in the table."""
        has_both = self.grade and self.own is not None and self.given is not None
        return {
            "is_group": False,
            "name": self.shown["name"],
            **{name: self.shown.get(name) or "" for name in ("max_points", "self_points", "assessed_points")},
            "difference": signed((self.given or ZERO) - (self.own or ZERO)) if has_both else "",
            "grade": words[self.grade] if self.grade else "Không đánh giá",
            "rank": "" if rank is None else str(rank),
            "note": self.shown.get("note") or self.shown.get("not_assessed") or "",
        }


@COMPUTES.register("grade_table", paths={"groups": True, "rule_set": False})
def grade_table(source: ComputeInput, *, groups: str, rule_set: str = "") -> Row | None:
    """Return the graded units, None where there are none.

    `rows`: all units, group by group in the order of rank, not assessed ones last (number, name, max_points,
    self_points, assessed_points, difference, grade, rank, note); with several groups each is headed by a row with
    `is_group` and `name`. `overview`: see `grade_overview`. `in_text`: few enough to stand in the text.
    """
    if not source.raw(groups):
        return None
    rules = rules_of(source, rule_set)
    words = {grade.key: grade.title for grade in rules.grades} if rules else GRADES
    titles = [group["title"] for group in source.values(groups)]
    units = list(_units(source, groups, rules, words))
    rows: list[Row] = []
    for index, title in enumerate(titles):
        if len(titles) > 1:
            rows.append(_head(title))
        rows.extend(_ranked([unit for unit in units if unit.group == index], words))
    in_text = len(units) <= source.settings.get("rows_in_text", ROWS_IN_TEXT)
    return {"rows": rows, "overview": grade_overview(units, words), "in_text": in_text}


def _units(
    source: ComputeInput, groups: str, rules: ScoringRules | None, words: Mapping[str, str]
) -> Iterator[GradedUnit]:
    for index, (raw_group, group) in enumerate(zip(source.raw(groups), source.values(groups), strict=True)):
        for raw, shown in zip(raw_group["units"], group["units"], strict=True):
            own, given = (as_number(raw.get(name)) for name in ("self_points", "assessed_points"))
            yield GradedUnit(index, shown, own, given, _grade(raw, given, rules, words))


def _grade(
    raw: Mapping[str, Any], given: Decimal | None, rules: ScoringRules | None, words: Mapping[str, str]
) -> str:
    """Return the grade as decided, else by the rules; "" for a unit that was not assessed."""
    name = raw["name"]
    if raw.get("not_assessed"):
        return ""
    if given is None:
        raise Refused(
            "points_missing", f"{name}: chưa có điểm thẩm định. Hãy ghi điểm, hoặc ghi lý do không đánh giá."
        )
    grade = raw.get("grade") or ""
    if not grade and rules is None:
        raise Refused(
            "grade_missing",
            f"{name}: chưa có xếp loại. Hãy ghi xếp loại, hoặc chọn quy định xếp loại để tính.",
        )
    if not grade and rules is not None:
        grade = grade_by(rules, given, discipline=raw.get("discipline")).key
    if grade not in words:
        raise Refused("grade_unknown", f"{name}: quy định đã chọn không có mức xếp loại “{grade}”.")
    return grade


def _head(title: str) -> Row:
    names = ("number", "max_points", "self_points", "assessed_points", "difference", "grade", "rank", "note")
    return {"is_group": True, "name": title, **dict.fromkeys(names, "")}


def _ranked(units: Sequence[GradedUnit], words: Mapping[str, str]) -> list[Row]:
    standings = [unit.standing for unit in units]
    rank = ranks(standings, list(words))
    order = ranking_order(standings, list(words))
    return [{"number": str(place), **units[i].row(rank[i], words)} for place, i in enumerate(order, start=1)]


def grade_overview(units: Sequence[GradedUnit], words: Mapping[str, str]) -> Row:
    """Return `total`, `assessed`, `not_assessed` (counts), `grades`, `highest`, `lowest` and `mean`.

    `grades` has a row for each grade that occurs (state, count, share of the assessed units); `highest` and `lowest`
    hold `points` and `names`; all three are empty when nobody was assessed.
    """
    assessed = [unit for unit in units if unit.grade]
    marks = [unit.given for unit in assessed if unit.given is not None]
    return {
        "total": counted(len(units)),
        "assessed": counted(len(assessed)),
        "not_assessed": counted(len(units) - len(assessed)),
        "grades": [
            {"state": word, "count": counted(number), "share": share(number, len(assessed))}
            for key, word in words.items()
            if (number := sum(unit.grade == key for unit in assessed))
        ],
        "highest": _extreme(assessed, max(marks)) if marks else None,
        "lowest": _extreme(assessed, min(marks)) if marks else None,
        "mean": points(sum(marks, ZERO) / len(marks)) if marks else "",
    }


def _extreme(units: Sequence[GradedUnit], mark: Decimal) -> Row:
    return {
        "points": points(mark),
        "names": ", ".join(unit.shown["name"] for unit in units if unit.given == mark),
    }


@COMPUTES.register("loss_summary", paths={"groups": True})
def loss_summary(source: ComputeInput, *, groups: str) -> list[Row]:
    """Return for each criterion that cost points: `criterion`, `units` (how many lost), `points` (sum), `reasons`.

    The criterion that hit most units comes first; reasons stand once each, in the order in which they occur.
    """
    losses: dict[str, list[tuple[str, Decimal, str]]] = {}
    for raw_group, group in zip(source.raw(groups) or [], source.values(groups) or [], strict=True):
        for raw, shown in zip(raw_group["units"], group["units"], strict=True):
            for lost, printed in zip(raw.get("losses", ()), shown["losses"], strict=True):
                entry = (shown["name"], as_number(lost["points"]) or ZERO, printed["reason"])
                losses.setdefault(printed["criterion"], []).append(entry)
    order = sorted(losses, key=lambda criterion: -len({name for name, _, _ in losses[criterion]}))
    return [
        {
            "criterion": criterion,
            "units": counted(len({name for name, _, _ in losses[criterion]})),
            "points": points(sum((mark for _, mark, _ in losses[criterion]), ZERO)),
            "reasons": "; ".join(dict.fromkeys(reason for _, _, reason in losses[criterion])),
        }
        for criterion in order
    ]


@COMPUTES.register("body_task_results", paths={"criteria": True, "results": True, "as_of": True})
def body_task_results(source: ComputeInput, *, criteria: str, results: str, as_of: str) -> Row | None:
    """Return the tasks of the bodies, None where none is reported.

    `rows`: number, body, title, deadline, result, evidence, cause, state, in the order typed; `total`; `states` (state,
    count, share); `bodies` (body, total, done, late: overdue or done late, open); `as_of`; `in_text`.
    """
    reported, day = source.raw(results), source.raw(as_of)
    if not reported:
        return None
    if not day:
        raise Refused("as_of_missing", "Hãy ghi ngày chốt số liệu (Số liệu tính đến hết ngày).")
    rows = list(_body_rows(source, criteria, results, parse_date(day)))
    states = [state for _, state in rows]
    limit = source.settings.get("rows_in_text", ROWS_IN_TEXT)
    return {
        "rows": [row for row, _ in rows],
        "total": counted(len(rows)),
        "states": state_counts(states),
        "bodies": _by_body(rows),
        "as_of": source.values(as_of),
        "in_text": len(rows) <= limit,
    }


def _body_rows(
    source: ComputeInput, criteria: str, results: str, day: date
) -> Iterator[tuple[Row, TaskState]]:
    tasks = {task.label: task for task in reported_tasks(source, criteria, results, day)}
    pairs = zip(source.raw(results), source.values(results), strict=True)
    for position, (raw, shown) in enumerate(pairs, start=1):
        task = tasks[raw["task"]]
        row = {
            "number": str(position),
            "body": shown["body"],
            "title": task.title,
            "deadline": task.plan["deadline"],
            "result": shown["result"],
            "evidence": shown.get("evidence") or "",
            "cause": shown.get("cause") or "",
            "state": task.state.words,
        }
        yield row, task.state


def _by_body(rows: Sequence[tuple[Row, TaskState]]) -> list[Row]:
    done = {TaskState.DONE_IN_TIME, TaskState.DONE_LATE, TaskState.EVIDENCED}
    late = {TaskState.OVERDUE, TaskState.DONE_LATE}
    bodies = list(dict.fromkeys(row["body"] for row, _ in rows))
    summary = []
    for body in bodies:
        states = [state for row, state in rows if row["body"] == body]
        summary.append(
            {
                "body": body,
                "total": counted(len(states)),
                "done": counted(sum(state in done for state in states)),
                "late": counted(sum(state in late for state in states)),
                "open": counted(sum(state not in done for state in states)),
            }
        )
    return summary

"""Tables of a notice of results: all units with grade and rank, and what they lost points for.

What cannot be graded (no points, no grade, no rule set) is refused by the rules of `rules_grades`, with its place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from service.domain.computes_grades import (
    Row,
    chosen_rules,
    grade_words,
    graded,
    number,
    points,
    signed,
)
from service.domain.computes_registry import COMPUTES, ComputeInput, as_number
from service.domain.outline import roman
from service.domain.reported_tasks import joined_by, pairs
from service.domain.scoring import ZERO, ScoringRules, Standing, ranking_order, ranks
from service.domain.task_states import counted, misses_whole, share
from service.domain.text import joined, lower_first, lower_unless_name

NOT_ASSESSED = "Không đánh giá"


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
            "grade": words[self.grade] if self.grade else NOT_ASSESSED,
            "rank": "" if rank is None else str(rank),
            "note": joined_by("; ", self._remarks()),
        }

    def _remarks(self) -> list[str]:
        """Return why it stands where it stands: note, discipline of its head, basis of its grade, why not assessed."""
        discipline, basis = (self.shown.get(name) or "" for name in ("discipline", "grade_basis"))
        remarks = (
            self.shown.get("note"),
            f"Người đứng đầu bị {lower_first(discipline)}" if discipline else "",
            joined(["Xếp loại theo ", basis]) if basis else "",
            self.shown.get("not_assessed"),
        )
        found = [remark for remark in remarks if remark]
        return found[:1] + [lower_unless_name(remark) for remark in found[1:]]


@COMPUTES.register("grade_table", paths={"groups": True, "rule_set": False})
def grade_table(source: ComputeInput, *, groups: str, rule_set: str = "") -> Row | None:
    """Return the graded units, None where there are none.

    `rows`: all units, group by group in the order of rank, not assessed ones last (number, name, max_points,
    self_points, assessed_points, difference, grade, rank, note); with several groups each is headed by a row with
    `is_group`, `number` (I, II) and `name`. `overview`: see `grade_overview`. `citation` names the rule set.
    """
    if not source.raw(groups):
        return None
    rules = chosen_rules(source, rule_set)
    words = grade_words(rules)
    titles = [group["title"] for group in source.values(groups)]
    units = list(_units(source, groups, rules, words))
    rows: list[Row] = []
    for index, title in enumerate(titles):
        if len(titles) > 1:
            rows.append(_head(index + 1, title))
        rows.extend(_ranked([unit for unit in units if unit.group == index], words))
    return {
        "rows": rows,
        "overview": grade_overview(units, words),
        "citation": rules.citation if rules else "",
    }


def _units(
    source: ComputeInput, groups: str, rules: ScoringRules | None, words: Mapping[str, str]
) -> Iterator[GradedUnit]:
    for index, (raw_group, group) in enumerate(pairs(source, groups)):
        for raw, shown in zip(raw_group["units"], group["units"], strict=True):
            own, given = (as_number(raw.get(name)) for name in ("self_points", "assessed_points"))
            grade = unit_grade(raw, given, rules)
            yield GradedUnit(index, shown, own, given, grade if grade in words else "")


def unit_grade(raw: Mapping[str, Any], given: Decimal | None, rules: ScoringRules | None) -> str:
    """Return the grade (key) as decided, else by the rules; "" for a unit that was not or cannot be graded."""
    if raw.get("not_assessed") or given is None:
        return ""
    decided = str(raw.get("grade") or "")
    if decided or rules is None:
        return decided
    return graded(rules, given, (), raw).key


def _head(position: int, title: str) -> Row:
    names = ("max_points", "self_points", "assessed_points", "difference", "grade", "rank", "note")
    return {"is_group": True, "number": roman(position), "name": title, **dict.fromkeys(names, "")}


def _ranked(units: Sequence[GradedUnit], words: Mapping[str, str]) -> list[Row]:
    standings = [unit.standing for unit in units]
    rank = ranks(standings, list(words))
    order = ranking_order(standings, list(words))
    return [{"number": str(place), **units[i].row(rank[i], words)} for place, i in enumerate(order, start=1)]


def grade_overview(units: Sequence[GradedUnit], words: Mapping[str, str]) -> Row:
    """Return `total`, `assessed`, `not_assessed` (counts), `grades`, `highest`, `lowest` and `mean`.

    `grades` has a row for each grade that occurs (state, count, share of the assessed units, each rounded for itself;
    `is_rounded` says when that shows); `highest` and `lowest` hold `points` and `names`. `not_assessed` is "" for none;
    highest, lowest and mean are empty when nobody was assessed.
    """
    assessed = [unit for unit in units if unit.grade]
    marks = [unit.given for unit in assessed if unit.given is not None]
    grades = [
        {"state": word, "count": counted(count), "share": share(count, len(assessed))}
        for key, word in words.items()
        if (count := sum(unit.grade == key for unit in assessed))
    ]
    return {
        "total": counted(len(units)),
        "assessed": counted(len(assessed)),
        "not_assessed": counted(len(units) - len(assessed)) if len(units) > len(assessed) else "",
        "grades": grades,
        "is_rounded": misses_whole(grades) if grades else False,
        "highest": _extreme(assessed, max(marks)) if marks else None,
        "lowest": _extreme(assessed, min(marks)) if marks else None,
        "mean": points(sum(marks, ZERO) / len(marks)) if marks else "",
    }


def _extreme(units: Sequence[GradedUnit], mark: Decimal) -> Row:
    return {
        "points": points(mark),
        "names": ", ".join(unit.shown["name"] for unit in units if unit.given == mark),
    }


@dataclass(frozen=True, slots=True)
class Loss:
    """What one unit lost for one criterion."""

    unit: str
    points: Decimal
    reason: str


@COMPUTES.register("loss_summary", paths={"groups": True})
def loss_summary(source: ComputeInput, *, groups: str) -> list[Row]:
    """Return for each criterion that cost points: `criterion`, `units` (how many lost), `points` (sum), `reasons`.

    The criterion that hit most units comes first. Reasons stand once each, the most common first, with the number of
    units where several, but not all, share one.
    """
    losses: dict[str, list[Loss]] = {}
    for raw_group, group in pairs(source, groups):
        for raw, shown in zip(raw_group["units"], group["units"], strict=True):
            for lost, printed in zip(raw.get("losses", ()), shown["losses"], strict=True):
                loss = Loss(shown["name"], number(lost, "points"), printed["reason"])
                losses.setdefault(printed["criterion"], []).append(loss)
    summary = [(len({loss.unit for loss in found}), criterion, found) for criterion, found in losses.items()]
    return [
        {
            "criterion": criterion,
            "units": counted(units),
            "points": points(sum((loss.points for loss in found), ZERO)),
            "reasons": joined_by("; ", _reasons(found, units)),
        }
        for units, criterion, found in sorted(summary, key=lambda row: -row[0])
    ]


def _reasons(losses: Sequence[Loss], all_units: int) -> list[str]:
    units: dict[str, set[str]] = {}
    for loss in losses:
        units.setdefault(lower_unless_name(loss.reason.rstrip(".;, ")), set()).add(loss.unit)
    common = sorted(units.items(), key=lambda item: -len(item[1]))
    return [
        joined_by(" ", [reason, f"({counted(len(names))} đơn vị)"]) if 1 < len(names) < all_units else reason
        for reason, names in common
    ]

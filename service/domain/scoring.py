"""Points and grades: exact sums, what deductions leave unexplained, grades by dated rules, ranks.

Every province decides its own rules of grading; they are data (`data/scoring_rules`), here is only
their meaning.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from service.domain.refusal import Refused

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Scores:
    """One unit's points of one year: what it gave itself, what it was given, what was taken off and added."""

    self_score: Decimal
    assessed_score: Decimal
    deductions: tuple[Decimal, ...] = ()
    bonuses: tuple[Decimal, ...] = ()

    @property
    def difference(self) -> Decimal:
        """Self score less assessed score.

        >>> Scores(Decimal("98.00"), Decimal("90.50")).difference
        Decimal('7.50')
        """
        return self.self_score - self.assessed_score

    @property
    def unexplained(self) -> Decimal:
        """What the deductions, less the bonuses, do not explain of the difference."""
        explained = deduction_total(self.deductions) - sum(self.bonuses, ZERO)
        return self.difference - explained


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """The points of one criterion out of its maximum; `title` is used in reasons."""

    title: str
    points: Decimal
    max_points: Decimal


@dataclass(frozen=True, slots=True)
class GradeRule:
    """What a grade asks for: points from `min_points`, and of each criterion a share or more than nothing.

    `criterion_floor` is a ratio (0.7); `assumed` marks a threshold that is our assumption, to be confirmed.
    """

    key: str
    title: str
    min_points: Decimal
    no_criterion_at_zero: bool = False
    criterion_floor: Decimal | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """The rules of one deciding document, between two days.

    Grades stand from the highest to the lowest, which is left when no other is reached. `discipline_caps`
    name the best grade left after a form of discipline of the head; `failing_flags` are facts that by
    themselves mean the lowest grade, with their wording.
    """

    id: str
    title: str
    citation: str
    issuer: str
    province_code: str
    valid_from: date
    valid_to: date | None
    total_points: Decimal
    max_bonus: Decimal | None
    max_deduction: Decimal | None
    grades: tuple[GradeRule, ...]
    discipline_caps: Mapping[str, str]
    failing_flags: Mapping[str, str]
    source: str
    notes: str = ""

    @property
    def assumed(self) -> bool:
        """Whether any threshold is an assumption that the office must confirm before use."""
        return any(grade.assumed for grade in self.grades)

    def grade(self, key: str) -> GradeRule:
        """Return a grade by its key; Refused (``grade_unknown``) for another."""
        for grade in self.grades:
            if grade.key == key:
                return grade
        raise Refused("grade_unknown", f"{self.citation} không có mức xếp loại “{key}”.")


@dataclass(frozen=True, slots=True)
class Grading:
    """A grade with the reasons why it is not a higher one; `assumed`: it hangs on an assumed threshold."""

    key: str
    title: str
    reasons: tuple[str, ...]
    assumed: bool


def deduction_total(deductions: Iterable[Decimal]) -> Decimal:
    """Return the sum of deductions, exactly.

    >>> deduction_total([Decimal("6.00"), Decimal("0.5"), Decimal("0.5")])
    Decimal('7.00')
    """
    return sum(deductions, ZERO)


def unexplained_difference(self_score: Decimal, assessed: Decimal, deductions: Iterable[Decimal]) -> Decimal:
    """Return what the deductions leave open of the difference: above zero, the list lacks points.

    It is a question to the author, never a fault.

    >>> deductions = [Decimal("6.00"), Decimal("0.5"), Decimal("0.5")]
    >>> unexplained_difference(Decimal("98.00"), Decimal("90.50"), deductions)
    Decimal('0.50')
    """
    return self_score - assessed - deduction_total(deductions)


def final_points(
    rules: ScoringRules, points: Decimal, *, bonus: Decimal = ZERO, deduction: Decimal = ZERO
) -> Decimal:
    """Return points with bonus and deduction, each held to the most that the rules allow."""
    bonus = bonus if rules.max_bonus is None else min(bonus, rules.max_bonus)
    deduction = deduction if rules.max_deduction is None else min(deduction, rules.max_deduction)
    return points + bonus - deduction


def grade_by(
    rules: ScoringRules,
    total: Decimal,
    *,
    criteria: Sequence[CriterionScore] = (),
    discipline: str | None = None,
    flags: Collection[str] = (),
) -> Grading:
    """Return the best grade that points, criteria, discipline of the head and failing facts leave.

    Raises Refused: ``discipline_unknown``, ``flag_unknown`` for a key that the rules do not have.
    """
    lowest = rules.grades[-1]
    failed = tuple(_flag_text(rules, flag) for flag in flags)
    if failed:
        return Grading(lowest.key, lowest.title, failed, assumed=False)
    best, reasons = _cap(rules, discipline)
    last = len(rules.grades) - 1
    obstacles = [_obstacles(grade, total, criteria) for grade in rules.grades]
    position = next((place for place in range(best, last) if not obstacles[place]), last)
    kept_down = obstacles[position - 1] if position > best else []
    grade = rules.grades[position]
    return Grading(grade.key, grade.title, (*reasons, *kept_down), _assumed_from(rules, position))


@dataclass(frozen=True, slots=True)
class Standing:
    """What ranking looks at: the unit's group, its grade (key) and points; None points: not assessed."""

    group: str
    grade: str
    points: Decimal | None


def ranks(standings: Sequence[Standing], grades: Sequence[str]) -> list[int | None]:
    """Return each unit's rank in its own group, by grade then points; equal ones share a rank (1, 2, 2, 4).

    `grades` are the keys from the highest to the lowest. A unit that was not assessed has no rank.

    >>> points = (90, 95, 90, 80)
    >>> ranks([Standing("", "tot", Decimal(p)) for p in points], ["xuat_sac", "tot"])
    [2, 1, 2, 4]
    """
    merits = [_merit(standing, grades) for standing in standings]
    return [
        None
        if merit is None
        else 1
        + sum(
            other is not None and other < merit and standings[index].group == standing.group
            for index, other in enumerate(merits)
        )
        for merit, standing in zip(merits, standings, strict=True)
    ]


def ranking_order(standings: Sequence[Standing], grades: Sequence[str]) -> list[int]:
    """Return the indexes in the order of a table: groups as they come, by rank, not assessed at the end.

    >>> rows = [Standing("", "", None), Standing("", "tot", Decimal(80)), Standing("", "tot", Decimal(90))]
    >>> ranking_order(rows, ["tot"])
    [2, 1, 0]
    """
    groups = list(dict.fromkeys(standing.group for standing in standings))
    rank = ranks(standings, grades)
    last = len(standings) + 1
    return sorted(
        range(len(standings)),
        key=lambda index: (groups.index(standings[index].group), rank[index] or last, index),
    )


def _merit(standing: Standing, grades: Sequence[str]) -> tuple[int, Decimal] | None:
    """Sort key of a unit, smaller is better; None for one that was not assessed."""
    if standing.points is None:
        return None
    if standing.grade not in grades:
        raise Refused(
            "grade_unknown", f"Mức xếp loại “{standing.grade}” không có trong bộ quy tắc chấm điểm."
        )
    return grades.index(standing.grade), -standing.points


def _flag_text(rules: ScoringRules, flag: str) -> str:
    if flag not in rules.failing_flags:
        raise Refused("flag_unknown", f"{rules.citation} không có trường hợp “{flag}”.")
    return rules.failing_flags[flag]


def _cap(rules: ScoringRules, discipline: str | None) -> tuple[int, list[str]]:
    """Return the position of the best grade that a discipline leaves, and the reason."""
    if not discipline:
        return 0, []
    if discipline not in rules.discipline_caps:
        raise Refused("discipline_unknown", f"{rules.citation} không nêu hình thức kỷ luật “{discipline}”.")
    cap = rules.grade(rules.discipline_caps[discipline])
    return rules.grades.index(cap), [f"Người đứng đầu bị kỷ luật nên xếp loại không cao hơn {cap.title}"]


def _obstacles(grade: GradeRule, total: Decimal, criteria: Sequence[CriterionScore]) -> list[str]:
    """Say all that keeps a unit from a grade."""
    found = [f"Tổng điểm dưới {_points(grade.min_points)}"] if total < grade.min_points else []
    for criterion in criteria:
        floor = grade.criterion_floor
        if grade.no_criterion_at_zero and criterion.points <= 0:
            found.append(f"{criterion.title} đạt 0 điểm")
        elif floor is not None and criterion.points < floor * criterion.max_points:
            found.append(f"{criterion.title} đạt dưới {_points(floor * 100)}% số điểm tối đa")
    return found


def _assumed_from(rules: ScoringRules, position: int) -> bool:
    """Whether a threshold that decided was assumed: those of the grade reached and of all above it."""
    return any(grade.assumed for grade in rules.grades[: position + 1])


def _points(value: Decimal) -> str:
    """Print a threshold without needless noughts: 70, 66,5."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")

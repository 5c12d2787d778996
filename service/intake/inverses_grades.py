"""Points and grades that are printed back to the fields of reports and notices."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from service import reference
from service.domain.text import plain
from service.intake.inverses import Arguments, Tracing, fold_key, inverse, rows_of

_DISCIPLINE = re.compile(r"người đứng đầu bị (?P<what>khiển trách|cảnh cáo|cách chức)", re.IGNORECASE)
_BASIS = re.compile(r"xếp loại theo (?P<basis>.+)", re.IGNORECASE)
_GRADES: Final[Mapping[str, str]] = {
    "hoan_thanh_xuat_sac": "hoan thanh xuat sac", "hoan_thanh_tot": "hoan thanh tot",
    "khong_hoan_thanh": "khong hoan thanh", "hoan_thanh": "hoan thanh",
}  # fmt: skip


@inverse("score_table")
def scores_of_table(tracing: Tracing, arguments: Arguments, root: str, computed: Any) -> None:
    """Read the points that were given to each criterion of the plan, and what was added or taken off."""
    scores = tracing.branch(arguments["scores"])
    criteria = scores.setdefault("criteria", {})
    labels = _criteria(tracing, arguments["criteria"])
    for place, row in enumerate(rows_of(computed)):
        title, points = fold_key(row.get("title", "")), row.get("self_points", "").lstrip("+-")
        if title in {"diem thuong", "diem tru"}:
            name = "bonus" if title == "diem thuong" else "penalty"
            scores[name] = points
            if row.get("reason"):
                scores[f"{name}_reason"] = row["reason"]
        elif title in labels:
            tracing.paths[f"{root}.rows[{place}]"] = f"{arguments['scores']}.criteria[{len(criteria)}]"
            made = {"criterion": labels[title], "self_points": points}
            criteria[len(criteria)] = {**made, "reason": row["reason"]} if row.get("reason") else made
        else:
            tracing.refused.append(f"{root}.rows[{place}]")
    _rule_set(tracing, f"{arguments['scores']}.rule_set", computed)


def _criteria(tracing: Tracing, path: str) -> dict[str, str]:
    return {fold_key(one.get("title", "")): one.get("label", "") for one in tracing.source(path) or ()}


@inverse("score_comparison")
def last_year_of_table(tracing: Tracing, arguments: Arguments, _root: str, computed: Any) -> None:
    """Read what last year's scoring was."""
    scores = tracing.branch(arguments["scores"])
    labels = _criteria(tracing, arguments["criteria"])
    last: dict[str, Any] = {}
    for row in rows_of(computed):
        title, points = fold_key(row.get("title", "")), row.get("previous", "").lstrip("+-")
        name = {"diem thuong": "bonus", "diem tru": "penalty", "tong diem tu cham": "self_score"}.get(title)
        if name and points and points != "0,00":
            last[name] = points
        for score in scores.get("criteria", {}).values():
            if title in labels and score.get("criterion") == labels[title] and points:
                score["previous_points"] = points
    for name, field in (("assessed", "assessed_score"), ("grade", "grade")):
        if computed.get(name):
            last[field] = computed[name]
    if last.get("assessed_score"):
        scores["previous_year"] = last


def _rule_set(tracing: Tracing, path: str, computed: Mapping[str, Any]) -> None:
    """Name the rule set whose document is cited beside a grade."""
    grade = computed.get("grade")
    cited = (grade.get("citation") if isinstance(grade, Mapping) else None) or computed.get("citation")
    for name, rules in reference.scoring_rules().items():
        if cited and plain(str(cited)).endswith(rules.citation):
            tracing.put(path, name)


@inverse("grade_table")
def units_of_table(tracing: Tracing, arguments: Arguments, root: str, computed: Any) -> None:
    """Read groups and units with their points and grades."""
    groups = tracing.branch(arguments["groups"])
    _rule_set(tracing, arguments["rule_set"], computed)
    group = 0
    for place, row in enumerate(rows_of(computed)):
        if row.get("is_group"):
            group = len(groups)
            groups[group] = {"title": row.get("name", "")}
            tracing.paths[f"{root}.rows[{place}]"] = f"{arguments['groups']}[{group}]"
            continue
        units = groups.setdefault(group, {}).setdefault("units", {})
        tracing.paths[f"{root}.rows[{place}]"] = f"{arguments['groups']}[{group}].units[{len(units)}]"
        units[len(units)] = dict(_unit(row))


def _unit(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "name", row.get("name", "")
    for name in ("max_points", "self_points", "assessed_points"):
        if row.get(name):
            yield name, row[name]
    is_assessed = fold_key(row.get("grade", "")) != "khong danh gia"
    if is_assessed and (grade := _grade(row.get("grade", ""))):
        yield "grade", grade
    rest: list[str] = []
    for part in (one.strip() for one in row.get("note", "").split(";") if one.strip()):
        if match := _DISCIPLINE.fullmatch(plain(part)):
            yield "discipline", match["what"]
        elif match := _BASIS.fullmatch(part):
            yield "grade_basis", match["basis"]
        else:
            rest.append(part)
    if rest:
        yield ("note" if is_assessed else "not_assessed"), "; ".join(rest)


def _grade(words: str) -> str:
    return next((key for key, name in _GRADES.items() if fold_key(words).startswith(name)), "")


@inverse("unit_table")
def criteria_of_unit(tracing: Tracing, arguments: Arguments, root: str, computed: Any) -> None:
    """Read the points of one unit by criterion, and its grade."""
    unit = tracing.branch(arguments["unit"])
    _rule_set(tracing, arguments["rule_set"], computed)
    criteria = unit.setdefault("criteria", {})
    for place, row in enumerate(rows_of(computed)):
        tracing.paths[f"{root}.rows[{place}]"] = f"{arguments['unit']}.criteria[{len(criteria)}]"
        names = ("title", "max_points", "self_points", "assessed_points", "reason")
        criteria[len(criteria)] = {name: row[name] for name in names if row.get(name)}
    grade = computed.get("grade")
    if isinstance(grade, Mapping) and (key := _grade(str(grade.get("title", "")))):
        unit["grade"] = key

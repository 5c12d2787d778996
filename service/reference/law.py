"""Loads what the law lays down: kinds of documents, rules of layout, rules of grading, days off."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from service.domain.document_code import DocumentKind
from service.domain.format_rules import FormatRule
from service.domain.holidays import HolidayCalendar, HolidayYear
from service.domain.scoring import GradeRule, ScoringRules
from service.reference.files import read_yaml, yaml_files


@cache
def format_rules() -> tuple[FormatRule, ...]:
    """Return the rules of layout and procedure, in the order of `data/format_rules/*.yaml`."""
    return tuple(
        FormatRule(**record)
        for path in yaml_files("format_rules")
        for record in read_yaml("format_rules", path.name)["rules"]
    )


@cache
def document_kinds() -> tuple[DocumentKind, ...]:
    """Return the kinds of administrative documents in the order of the law."""
    return tuple(
        DocumentKind(slug=record["slug"], abbreviation=record["abbreviation"], name=record["name"])
        for record in read_yaml("document_kinds.yaml")["kinds"]
    )


@cache
def scoring_rules() -> Mapping[str, ScoringRules]:
    """Return the rule sets for grading, each under its id (the name of its file in `data/scoring_rules`)."""
    return {
        path.stem: _scoring_rules(path.stem, read_yaml("scoring_rules", path.name))
        for path in yaml_files("scoring_rules")
    }


@cache
def holidays() -> HolidayCalendar:
    """Return the days off and the working Saturdays of the years in `data/holidays.yaml`."""
    return HolidayCalendar(
        HolidayYear(
            year=record["year"],
            days_off={date.fromisoformat(day): name for day, name in record["days_off"].items()},
            working_days={
                date.fromisoformat(day): why for day, why in record.get("working_days", {}).items()
            },
            provisional=record["provisional"],
            source=record["source"],
        )
        for record in read_yaml("holidays.yaml")["years"]
    )


def _scoring_rules(rules_id: str, record: Mapping[str, Any]) -> ScoringRules:
    plain = {
        name: record[name] for name in ("title", "citation", "issuer", "province_code", "source", "notes")
    }
    return ScoringRules(
        id=rules_id,
        valid_from=date.fromisoformat(record["valid_from"]),
        valid_to=date.fromisoformat(record["valid_to"]) if record["valid_to"] else None,
        total_points=Decimal(str(record["total_points"])),
        max_bonus=_decimal(record["max_bonus"]),
        max_deduction=_decimal(record["max_deduction"]),
        grades=tuple(_grade(grade) for grade in record["grades"]),
        discipline_caps=record["discipline_caps"],
        failing_flags=record["failing_flags"],
        **plain,
    )


def _grade(record: Mapping[str, Any]) -> GradeRule:
    return GradeRule(
        key=record["key"],
        title=record["title"],
        min_points=Decimal(str(record["min_points"])),
        no_criterion_at_zero=record.get("no_criterion_at_zero", False),
        criterion_floor=_decimal(record.get("criterion_floor")),
        assumed=record.get("assumed", False),
    )


def _decimal(value: float | str | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))

"""The page of a batch that is being prepared, as it stands."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response

from service.domain.dates import office_day
from service.domain.findings import FieldError
from service.issuing.office_names import office_title
from service.issuing.plain_words import without_commands
from service.jobs.making import ISSUE
from service.jobs.plans import places_of_units
from service.jobs.preparations import PLAN_OF_OTHER_OFFICE, author_of, is_author_confirmed
from service.jobs.prepared_start import numbers_of
from service.jobs.questions_by_code import answered_codes
from service.jobs.samples import sample_rows
from service.register.models import BatchPreparation
from service.register.states import TRANSITIONS, DocumentAct
from service.web.document_answers import answer
from service.web.signed_in import desk, has_role, workplace

NUMBERERS = next(row.roles for row in TRANSITIONS if row.act is DocumentAct.ISSUE)
WAYS = {
    "units": "Mỗi đơn vị tự ban hành văn bản của mình",
    "office": "Cơ quan mình ban hành, mỗi đơn vị một văn bản",
}


def prepared_page(
    row: BatchPreparation,
    *,
    faults: Sequence[FieldError] = (),
    status: int = 200,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """Return the page: plan, table, faults, questions, choices, samples, and the button where it may be pressed."""
    report = row.report or {}
    answered = answered_codes(report.get("questions", ()), row.acknowledged)
    return answer(
        "batches/prepare.html",
        status=status,
        row=row,
        report=row.report,
        document_type=desk().catalogue.get(row.type_slug),
        ways=WAYS,
        places=places_of_units(workplace(), row.office_id),
        faults=faults,
        typed=typed or {},
        errors=_errors(report),
        author=_author(row),
        answered=answered,
        may_number=row.way == "office" and has_role(*NUMBERERS),
        is_issue=row.intent == ISSUE,
        numbers=numbers_of(row),
        number_day=row.issued_on or office_day(desk().now()),
        obstacles=_obstacles(row, report, answered),
        sample_count=len(sample_rows(row)),
    )


def _author(row: BatchPreparation) -> dict[str, Any]:
    """Return the other office that the plan names as its own, {} where there is none."""
    author = author_of(row)
    if not author:
        return {}
    return {
        "code": PLAN_OF_OTHER_OFFICE,
        "mark": author,
        "name": office_title(author) or author,
        "is_confirmed": is_author_confirmed(row),
    }


def _errors(report: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Return the faults that are shown: those of the plan, and those of cells."""
    shown = report.get("errors", ())
    return {
        "plan": [one for one in shown if not one["cell"]],
        "cells": [one for one in shown if one["cell"]],
    }


def _obstacles(row: BatchPreparation, report: Mapping[str, Any], answered: Sequence[str]) -> list[str]:
    """Return why the button is not there yet, each with what to do."""
    if not report:
        return ["Chưa có bảng: tải bảng lên để kiểm tra."]
    found = []
    if not is_author_confirmed(row):
        found.append("Dữ liệu chung là của cơ quan khác: xác nhận ở mục 1, hoặc thay dữ liệu chung.")
    if not report["valid"]:
        found.append("Chưa có dòng nào tạo được: sửa lỗi ở trên.")
    elif report["error_count"] and not row.valid_only:
        found.append("Còn dòng lỗi: sửa lỗi, hoặc chọn chỉ tạo các dòng hợp lệ.")
    if row.intent == ISSUE:
        left = [one for one in report["questions"] if one["code"] not in answered]
        if left:
            found.append(f"Còn {len(left)} câu hỏi cần xác nhận trước khi cấp số.")
        if report.get("series_problem"):
            said = without_commands(report["series_problem"])
            found.append(said.replace("Văn thư mở sổ.", "Văn thư mở sổ ở mục Quản trị."))
    return found

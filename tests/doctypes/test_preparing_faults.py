"""What is wrong with an input comes all at once, each fault at its path."""

from dataclasses import replace
from datetime import date

import pytest

from service.doctypes.catalogue import Catalogue
from service.doctypes.preparing import prepare
from service.errors import InvalidInput
from tests.doctypes.small_types import PLAN, MemorySource, citation, envelope


@pytest.mark.parametrize(
    ("field", "raw", "code"),
    [
        ("day", "30/02/2025", "date_impossible"),
        ("day", "hôm nay", "date_unreadable"),
        ("month", "2025-13", "date_impossible"),
        ("score", "1.234", "decimal_ambiguous"),
        ("score", "chín", "decimal_unreadable"),
        ("score", -1, "number_too_small"),
        ("score", "0,505", "points_too_precise"),
        ("money", "1,5", "integer_required"),
        ("body", {"role": "tu_phap"}, "role_without_body"),
        ("mended_by", ["nv_9"], "label_unknown"),
        ("tail", "theo [[qd_9]]", "label_unknown"),
        ("tail", "tại [[muc:khong_co]]", "label_unknown"),
        ("tail", "tại [[muc:ghi_chu]]", "label_absent"),
        ("tail", "tại [[phu_luc:bang]]", "label_absent"),
    ],
)
def test_a_value_that_cannot_be_printed_is_a_fault_at_its_path(faults, field, raw, code):
    path = "content.mended_by[0]" if field == "mended_by" else f"content.{field}"
    assert faults({field: raw}) == [(path, code)]


def test_faults_deep_inside_have_their_whole_path(faults):
    tasks = [
        {"content": "x"},
        {"content": "x", "lead": ["A", {"role": "x"}], "deadline": {"by": "31/11/2025"}},
    ]
    assert faults({"criteria": [{"title": "A", "tasks": tasks}]}) == [
        ("content.criteria[0].tasks[1].lead[1]", "role_without_body"),
        ("content.criteria[0].tasks[1].deadline.by", "date_impossible"),
    ]
    two = {"by": "1/1/2025", "before": "2/1/2025"}
    assert faults({"criteria": [{"title": "A", "tasks": tasks[:1], "deadline": two}]}) == [
        ("content.criteria[0].deadline", "deadline_two_limits")
    ]


def test_faults_of_all_layers_come_at_once(faults):
    found = faults(
        {
            "goals": "",
            "day": "30/02/2025",
            "score": "1.234",
            "extra": 1,
            "criteria": [{"title": "A", "tasks": [{}]}],
        },
        urgency="GẤP",
    )
    assert set(found) == {
        ("urgency", "not_in_list"),
        ("content.goals", "too_short"),
        ("content.day", "date_impossible"),
        ("content.score", "decimal_ambiguous"),
        ("content.extra", "unknown_field"),
        ("content.criteria[0].tasks[0].content", "required"),
    }


def test_labels_and_frame_are_looked_at_beside_faults_of_shape(faults):
    found = faults(
        {
            "goals": "",
            "citations": [citation()],
            "tail": "[[qd_1]], [[qd_9]]",
            "note": "[[muc:viec]], [[muc:nv_1]], [[muc:vic]]",
            "heading": "[[phu_luc:bang]] [[phu_luc:x]]",
            "mended_by": ["nv_1", "nv_9"],
            "criteria": [{"title": "A [[QD]]", "tasks": [{"label": "nv_1"}]}],
        },
        month="2025-13",
        version="9.0.0",
        signer={"name": "TS. Nguyễn An", "position": "Chủ tịch"},
        recipients=[{"name": "- Lưu: VT"}],
        copies=-1,
    )
    assert set(found) == {
        ("copies", "number_too_small"),
        ("content.goals", "too_short"),
        ("content.criteria[0].tasks[0].content", "required"),
        ("version", "version_differs"),
        ("month", "date_impossible"),
        ("signer.name", "signer_title"),
        ("recipients[0].name", "recipient_is_filing"),
        ("content.tail", "label_unknown"),
        ("content.note", "label_unknown"),
        ("content.heading", "label_unknown"),
        ("content.mended_by[1]", "label_unknown"),
        ("content.criteria[0].title", "label_malformed"),
    }
    assert len(found) == len(set(found))


def test_a_part_of_the_envelope_that_is_refused_is_not_refused_twice(faults):
    found = faults(month=5, signer={"name": "TS. An"}, recipients=[{"name": ""}], subject="")
    assert sorted(found) == [
        ("month", "wrong_type"),
        ("recipients[0].name", "too_short"),
        ("signer.position", "required"),
        ("subject", "too_short"),
    ]


def test_an_office_that_has_ended_is_told_beside_faults_of_shape(plan, office):
    ended = replace(office, valid_to=date(2025, 6, 30))
    with pytest.raises(InvalidInput) as caught:
        prepare(plan, envelope({"goals": ""}, month="2025-07"), office=ended)
    assert [(error.path, error.code) for error in caught.value.errors] == [
        ("content.goals", "too_short"),
        ("office", "office_ended"),
    ]
    with pytest.raises(InvalidInput) as caught:
        prepare(plan, envelope(month=5), office=ended, today=date(2026, 1, 1))
    assert [error.path for error in caught.value.errors] == ["month"]


def test_sources_are_looked_at_beside_faults_of_shape(catalogue, office):
    given = {
        "type": "report",
        "office": "ubnd-thu",
        "subject": "",
        "sources": {"plan": {**envelope(), "code": "x"}, "others": 5},
        "content": {"opening": "[[plan]], [[qd_9]]", "done": ["nv_9"]},
    }
    with pytest.raises(InvalidInput) as caught:
        prepare(catalogue.get("report"), given, office=office, catalogue=catalogue)
    assert {(error.path, error.code) for error in caught.value.errors} == {
        ("subject", "too_short"),
        ("sources.others", "wrong_type"),
        ("sources.plan.code", "code_unreadable"),
        ("content.done[0]", "label_unknown"),
    }


def test_faults_of_frame_and_values_come_together(faults):
    signer = {"name": "TS. Nguyễn An", "position": "TM. Chủ tịch", "valid_until": "30/02/2025"}
    assert set(
        faults(
            {"day": "30/02/2025"}, signer=signer, month="2025-13", addressees=["UBND tỉnh"], version="9.0.0"
        )
    ) == {
        ("content.day", "date_impossible"),
        ("signer.name", "signer_title"),
        ("signer.position", "capacity_in_position"),
        ("signer.valid_until", "date_impossible"),
        ("month", "date_impossible"),
        ("addressees", "addressees_not_allowed"),
        ("version", "version_differs"),
    }


@pytest.mark.parametrize("content", [None, [], "x", 5])
def test_a_content_that_is_no_object_is_a_fault(plan, office, content):
    with pytest.raises(InvalidInput) as caught:
        prepare(plan, {**envelope(), "content": content}, office=office)
    assert [error.path for error in caught.value.errors] == ["content"]


@pytest.mark.parametrize("given", [{}, {"type": "report", "office": "a", "subject": "x", "content": {}}])
def test_an_envelope_of_another_shape_or_type_is_a_fault(plan, office, given):
    with pytest.raises(InvalidInput) as caught:
        prepare(plan, given, office=office)
    assert {"type"} <= {error.path for error in caught.value.errors}


@pytest.mark.parametrize("given", [None, 1, True, "", [1], [None]])
@pytest.mark.parametrize("beside", [{}, {"plan": {"type": "plan"}}])
def test_sources_of_a_wrong_kind_are_faults(catalogue, office, given, beside):
    whole = {"type": "report", "office": "ubnd-thu", "subject": "x", "content": {"opening": "x"}}
    with pytest.raises(InvalidInput) as caught:
        prepare(
            catalogue.get("report"),
            {**whole, "sources": {**beside, "other": given}},
            office=office,
            catalogue=catalogue,
        )
    assert any(error.path.startswith("sources.other") for error in caught.value.errors)
    assert all(error.message for error in caught.value.errors)


def test_a_fault_of_a_value_names_its_field_and_its_item(plan, office):
    tasks = [
        {"content": "x"},
        {"content": "x", "lead": ["A", {"role": "x"}], "deadline": {"by": "31/11/2025"}},
    ]
    criteria = [{"title": "A", "tasks": [{"content": "x", "label": "nv"}]}, {"title": "B", "tasks": tasks}]
    tasks[0]["label"] = "nv"
    with pytest.raises(InvalidInput) as caught:
        prepare(plan, envelope({"criteria": criteria}), office=office)
    messages = [error.message for error in caught.value.errors]
    items = "Tiêu chí 2, Nhiệm vụ"
    assert messages[0].startswith(
        f"“Nhãn” ({items} 1): nhãn “nv” đã dùng ở Tiêu chí 1, Nhiệm vụ 1 (content.criteria"
    )
    assert messages[1].startswith(f"“Cơ quan (mục thứ 2)” ({items} 2): ")
    assert messages[2].startswith(f"“Chậm nhất ngày” ({items} 2): Ngày “31/11/2025” không có trong lịch")


def test_a_filing_line_among_the_recipients_is_a_fault(faults):
    recipients = [{"name": "Sở Nội vụ"}, {"name": "- Lưu: VT."}]
    assert faults(recipients=recipients, drafter_mark="quá dài để là tên") == [
        ("recipients[1].name", "recipient_is_filing"),
        ("drafter_mark", "drafter_mark"),
    ]


def test_an_outline_that_is_too_long_is_a_fault(catalogue, office, plan):
    letters = plan.sections[2].children[0]
    assert letters.style == "arabic"
    # 200 criteria are many and still have numbers.
    criteria = [{"title": "A", "tasks": [{"content": "x"}]}] * 100
    found = prepare(plan, envelope({"criteria": criteria}), office=office, catalogue=catalogue)
    assert found.values["criteria"][99]["number"] == "100."


def test_a_fault_of_the_envelope_alone_is_a_fault(faults):
    assert faults(urgency="GẤP") == [("urgency", "not_in_list")]
    assert faults(subject="") == [("subject", "too_short")]


def test_a_rule_may_refuse(office):
    ordered = PLAN + "  - {rule: not_after, dates: day, limit: limit}\n"
    ordered = ordered.replace(
        "    month:", '    limit: {title: Hạn, $ref: "common.yaml#/$defs/date"}\n    month:', 1
    )
    strict = Catalogue(MemorySource({"plan": ordered}))
    with pytest.raises(InvalidInput) as caught:
        prepare(strict.get("plan"), envelope({"day": "02/01/2025", "limit": "01/01/2025"}), office=office)
    assert [(one.path, one.code) for one in caught.value.errors] == [("content.day", "date_after_limit")]

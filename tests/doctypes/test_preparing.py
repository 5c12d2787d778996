from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from service.doctypes.catalogue import Catalogue
from service.doctypes.preparing import prepare
from service.domain.computes_registry import COMPUTES, Registered
from service.domain.frame import PrintedMonth
from service.errors import InvalidInput
from tests.doctypes.small_types import PLAN, TYPES, MemorySource, citation, envelope


@pytest.fixture
def prepared(plan, office, catalogue):
    def make(content=None, **fields):
        return prepare(plan, envelope(content, **fields), office=office, catalogue=catalogue)

    return make


@pytest.fixture
def values(prepared):
    return lambda **content: prepared(content).values


@pytest.fixture
def faults(prepared):
    def make(content=None, **fields):
        with pytest.raises(InvalidInput) as caught:
            prepared(content, **fields)
        return [(error.path, error.code) for error in caught.value.errors]

    return make


def test_absent_fields_are_there_and_empty(values):
    found = values()
    assert found["note"] == found["day"] == found["score"] == found["body"] == ""
    assert found["criteria"] == found["citations"] == found["mended_by"] == []
    assert found["urgent"] is False
    assert found["rows"] == []


def test_two_documents_never_share_a_list(values):
    assert values()["criteria"] is not values()["criteria"]


@pytest.mark.parametrize(
    ("field", "raw", "printed"),
    [
        ("goals", "Một\n\nHai\n", ["Một", "Hai"]),
        ("goals", "Một **đậm** \\* {{ 7*7 }} </w:t>", ["Một **đậm** \\* {{ 7*7 }} </w:t>"]),
        ("note", "Một\nHai\n", "Một\nHai"),
        ("tail", "Một\nHai\n", "Một Hai"),
        ("day", "2025-02-05", "05/02/2025"),
        ("month", "2025-06", "6/2025"),
        ("score", 90, "90,00"),
        ("score", Decimal("90.5"), "90,50"),
        ("score", 90.5, "90,50"),
        ("score", "90,5", "90,50"),
        ("score", 1000, "1.000,00"),
        ("count", 1234567, "1.234.567"),
        ("count", 7, "7"),
        ("rate", Decimal("0.50"), "0,50"),
        ("rate", "1.234,5", "1.234,5"),
        ("rate", -3, "-3"),
        ("year", 2025, "2025"),
        ("money", 1_000_000, "1.000.000"),
        ("money", "250.000", "250.000"),
        ("urgent", True, True),
        ("body", "Phòng Nội vụ", "Phòng Nội vụ"),
        ("body", {"role": "noi_vu", "note": "một cửa"}, "Phòng Nội vụ (một cửa)"),
        ("choice", "table", "Trong bảng"),
    ],
)
def test_each_kind_of_field_is_printed_in_its_words(values, field, raw, printed):
    assert values(**{field: raw})[field] == printed


def test_a_choice_keeps_its_key_and_its_default(values):
    assert (values()["choice"], values()["choice_key"]) == ("Trong lời văn", "text")
    assert values(choice="table")["choice_key"] == "table"


def test_defaults_are_filled_into_the_envelope_and_the_input_stays_as_it_was(plan, office):
    given = envelope()
    assert prepare(plan, given, office=office).envelope["content"]["choice"] == "text"
    assert given == envelope()


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


@pytest.mark.parametrize(
    "change",
    [
        {"citations": [{**citation(), "label": "QĐ"}]},
        {"citations": [{name: one for name, one in citation().items() if name != "label"}]},
        {"citations": "qd_9"},
        {"citations": ["qd_9"]},
    ],
)
def test_a_label_that_may_have_been_refused_is_not_called_unknown(faults, change):
    assert "label_unknown" not in {code for _, code in faults({"tail": "[[qd_9]]", **change})}


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


def test_labels_of_one_space_are_not_repeated(faults):
    tasks = [{"content": "x", "label": "nv"}, {"content": "y", "label": "nv"}]
    assert faults({"criteria": [{"title": "A", "tasks": tasks}]}) == [
        ("content.criteria[0].tasks[1].label", "label_duplicate")
    ]
    assert faults({"citations": [citation(), citation()]}) == [
        ("content.citations[1].label", "label_duplicate")
    ]


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


def test_a_near_label_is_suggested(plan, office):
    with pytest.raises(InvalidInput) as caught:
        prepare(
            plan, envelope({"citations": [citation("qd_1211")], "tail": "theo [[qd_121]]"}), office=office
        )
    assert "“qd_1211”" in caught.value.errors[0].message


def test_mentions_follow_the_order_of_the_schema(values):
    full = "Quyết định số 5/QĐ-UBND ngày 05/3/2025 của UBND tỉnh về công tác dân vận"
    found = values(tail="sau [[qd_1]]", goals="trước [[qd_1]], lại [[qd_1]]", citations=[citation()])
    assert found["goals"] == [f"trước {full}, lại Quyết định số 5/QĐ-UBND"]
    assert found["tail"] == "sau Quyết định số 5/QĐ-UBND"
    assert found["citations"] == [full]


def test_what_looks_like_a_mention_and_is_none_stays(values):
    for text in ("[[", "a[0][1]", "\\[[qd_9]]", "\\[[Tên Hoa]]", "[[[[", "]] [["):
        assert values(tail=text)["tail"] == text


@pytest.mark.parametrize(
    "text", ["[[QD_9]]", "[[ qd_9 ]]", "[[qđ_9]]", "[[]]", "[[qd_1]] [[QD_1]]", "\\\\[[QD]]"]
)
@pytest.mark.parametrize("field", ["goals", "note", "tail"])
def test_double_brackets_without_a_label_are_faults(faults, field, text):
    found = faults({field: text, "citations": [citation()]})
    assert found == [(f"content.{field}", "label_malformed")]


FRAME_FIELDS = {
    "subject": lambda text: {"subject": text},
    "recipients[0].name": lambda text: {"recipients": [{"name": text}]},
    "recipients[1].purpose": lambda text: {"recipients": [{"name": "A"}, {"name": "B", "purpose": text}]},
    "signer.name": lambda text: {"signer": {"name": text, "position": "Chủ tịch"}},
    "signer.position": lambda text: {"signer": {"name": "Nguyễn An", "position": text}},
    "filing": lambda text: {"filing": text},
}


@pytest.mark.parametrize(("text", "code"), [("[[qd_1]]", "label_not_here"), ("[[QD_1]]", "label_malformed")])
@pytest.mark.parametrize("path", FRAME_FIELDS)
def test_no_label_is_printed_in_the_frame(faults, path, text, code):
    assert (path, code) in faults({"citations": [citation()]}, **FRAME_FIELDS[path](f"A {text}"))


def test_a_label_in_the_frame_names_its_field_and_its_item(plan, office):
    recipients = [{"name": "A"}, {"name": "[[qd_1]]"}]
    with pytest.raises(InvalidInput) as caught:
        prepare(plan, envelope(recipients=recipients), office=office)
    assert caught.value.errors[0].message.startswith("“Tên nơi nhận” (Nơi nhận 2): “[[qd_1]]” không đổi")


def test_brackets_themselves_may_stand_in_the_frame(prepared):
    assert prepared(subject="Thử \\[[qd_1]]").frame.subject == "Thử \\[[qd_1]]"


def test_kinh_gui_and_via_take_no_labels(catalogue, office):
    given = {
        "type": "report",
        "office": "ubnd-thu",
        "subject": "x",
        "addressees": ["A", "[[qd_1]]"],
        "via": "[[qd_1]]",
        "sources": {"plan": envelope()},
        "content": {"opening": "x"},
    }
    with pytest.raises(InvalidInput) as caught:
        prepare(catalogue.get("report"), given, office=office, catalogue=catalogue)
    assert [(error.path, error.code) for error in caught.value.errors] == [
        ("addressees[1]", "label_not_here"),
        ("via", "label_not_here"),
    ]


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ({"body": "Phòng [[qd_1]]"}, "content.body"),
        ({"body": {"role": "noi_vu", "note": "[[qd_1]]"}}, "content.body.note"),
        (
            {
                "criteria": [
                    {"title": "A", "tasks": [{"content": "x"}], "deadline": {"note": "theo [[qd_1]]"}}
                ]
            },
            "content.criteria[0].deadline.note",
        ),
        (
            {"criteria": [{"title": "A", "tasks": [{"content": "x"}], "lead": ["A", "[[qd_1]]"]}]},
            "content.criteria[0].lead[1]",
        ),
        ({"citations": [citation(), citation("b", subject="theo [[qd_1]]")]}, "content.citations[1].subject"),
        (
            {"citations": [citation(), citation("b", issuer="[[qd_1]]")], "tail": "[[b]]"},
            "content.citations[1].issuer",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_label_is_printed_inside_a_format(faults, content, path):
    assert (path, "label_not_here") in faults({"citations": [citation()], **content})


def test_marks_of_emphasis_in_a_citation_are_its_text(values):
    found = values(tail="[[qd_1]]", citations=[citation(issuer="UBND *tỉnh*")])
    assert r"UBND \*tỉnh\*" in found["tail"]


def test_sections_items_and_appendices_can_be_mentioned(values):
    criteria = [
        {"title": "A", "tasks": [{"content": "x", "label": "nv_1"}, {"content": "y", "label": "nv_2"}]}
    ]
    found = values(
        tail="[[muc:viec]]; [[muc:nv_2]]; [[phu_luc:bang]]; [[phu_luc:diem]]",
        criteria=criteria,
        choice="table",
        score=1,
    )
    assert found["tail"] == "Mục II; điểm 1.2 khoản 1 Mục II; Phụ lục I; Phụ lục II"


def test_sections_and_appendices_say_what_is_there(values):
    found = values(heading="ĐÍCH", criteria=[{"title": "A", "tasks": [{"content": "x"}]}], score=1)
    assert found["muc"] == {
        "muc_tieu": {"number": "I.", "title": "ĐÍCH", "name": "Mục I"},
        "ghi_chu": None,
        "viec": {"number": "II.", "title": "NHIỆM VỤ", "name": "Mục II"},
    }
    assert found["phu_luc"] == {"bang": None, "diem": {"label": "Phụ lục", "title": "ĐIỂM"}}


def test_items_carry_their_numbers(values):
    criteria = [
        {"title": "A", "tasks": [{"content": "x"}, {"content": "y"}]},
        {"title": "B", "tasks": [{"content": "z"}]},
    ]
    found = values(criteria=criteria)["criteria"]
    assert [item["number"] for item in found] == ["1.", "2."]
    assert [task["number"] for task in found[0]["tasks"]] == ["1.1.", "1.2."]
    assert [task["number"] for task in found[1]["tasks"]] == [""]
    assert [task["index"] for task in found[0]["tasks"]] == ["1", "2"]


def test_labels_of_tasks_may_be_named(values):
    criteria = [{"title": "A", "tasks": [{"content": "x", "label": "nv_1"}]}]
    assert values(criteria=criteria, mended_by=["nv_1"])["mended_by"] == ["nv_1"]


def test_the_office_and_the_document_are_there(prepared):
    found = prepared(subject="Thử\nviệc").values
    assert found["office"] == {
        "name": "Ủy ban nhân dân huyện Ba Tơ",
        "short_name": "UBND huyện",
        "unit_name": "huyện Ba Tơ",
        "place_name": "Ba Tơ",
    }
    assert found["document"] == {"kind": "Kế hoạch", "subject": "Thử việc"}


def test_the_frame_has_the_defaults_of_the_office(prepared):
    frame = prepared().frame
    assert frame.symbol == "KH-UBND"
    assert frame.signer.name == "Phạm Giang Nam"
    assert [one.name for one in frame.recipients] == ["Sở Nội vụ"]
    assert (frame.filing, frame.month, frame.month_blank, frame.addressees) == ("VT, NV", None, False, ())


def test_the_frame_has_what_the_envelope_says(prepared):
    frame = prepared(
        signer={"name": "Lê Thị Hoa", "position": "Phó Chủ tịch"},
        recipients=[{"name": "UBND tỉnh", "purpose": "b/cáo"}, {"name": "Lưu trữ lịch sử"}],
        filing="VT, NV(ltnam)",
        month="2025-02",
        urgency="KHẨN",
        copies=5,
    ).frame
    assert (frame.signer.name, frame.signer.capacity) == ("Lê Thị Hoa", "KT")
    assert [one.purpose for one in frame.recipients] == ["b/cáo", ""]
    assert (frame.filing, frame.drafter_mark, frame.urgency, frame.copies) == ("VT, NV", "ltnam", "KHẨN", 5)
    assert frame.month == PrintedMonth(2025, 2)
    assert prepared(month=None).frame.month_blank


def test_a_filing_line_among_the_recipients_is_a_fault(faults):
    recipients = [{"name": "Sở Nội vụ"}, {"name": "- Lưu: VT."}]
    assert faults(recipients=recipients, drafter_mark="quá dài để là tên") == [
        ("recipients[1].name", "recipient_is_filing"),
        ("drafter_mark", "drafter_mark"),
    ]


def test_questions_are_asked_until_they_are_answered(prepared):
    criteria = [{"title": "A", "tasks": [{"content": "x", "lead": ["B"]}]}]
    (question,) = prepared({"criteria": criteria}).questions
    assert (question.path, question.code) == (
        "content.criteria[0].tasks[0].deadline",
        "task_without_deadline",
    )
    answer = {"path": question.path, "code": question.code}
    assert prepared({"criteria": criteria}, acknowledged=[answer]).questions == ()
    assert prepared({"criteria": criteria}, acknowledged=[{**answer, "subject": "x"}]).questions == ()
    assert prepared({"criteria": criteria}, acknowledged=[{**answer, "subject": "đã đổi"}]).questions == (
        question,
    )
    assert prepared({"criteria": criteria}, acknowledged=[{**answer, "code": "other"}]).questions == (
        question,
    )


def test_an_undated_citation_is_asked_about_but_a_law_is_not(prepared):
    undated = citation("qd_2")
    del undated["date"]
    law = {"label": "luat", "kind": "Luật", "issuer": "Quốc hội", "subject": "Đất đai"}
    questions = prepared({"citations": [citation(), law, undated]}).questions
    assert [(one.path, one.code, one.subject) for one in questions] == [
        ("content.citations[2].date", "citation_undated", "Quyết định số 5/QĐ-UBND")
    ]


def test_texts_are_brought_to_nfc(prepared):
    found = prepared({"goals": "Tie\u0302\u0301n", "tail": "o\u031b"}, subject="Ba To\u031b")
    assert found.values["goals"] == ["Tiến"]
    assert found.values["tail"] == "ơ"
    assert found.frame.subject == found.envelope["subject"] == "Ba Tơ"


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


def test_numbers_go_into_a_computed_list_where_the_type_says_so(office, monkeypatch):
    section = "{each: plan.criteria, style: arabic, title_field: title}"
    definition = TYPES["report"].replace(section, section[:-1] + ", into: rows}")
    definition += "computes:\n  rows: {function: copied_titles, criteria: plan.criteria}\n"
    copied = Registered(
        "copied_titles",
        lambda source, criteria: [{"title": one["title"]} for one in source.values(criteria)],
        {"criteria": True},
        {},
    )
    monkeypatch.setitem(COMPUTES._functions, "copied_titles", copied)
    changed = Catalogue(MemorySource({**TYPES, "report": definition}))
    criteria = [{"title": name, "tasks": [{"content": "x"}]} for name in ("A", "B")]
    given = {
        "type": "report",
        "office": "ubnd-thu",
        "subject": "x",
        "sources": {"plan": envelope({"criteria": criteria})},
        "content": {"opening": "x"},
    }
    found = prepare(changed.get("report"), given, office=office, catalogue=changed).values
    assert [(row["number"], row["title"]) for row in found["rows"]] == [("1.", "A"), ("2.", "B")]
    assert [one["number"] for one in found["plan"]["criteria"]] == ["", ""]

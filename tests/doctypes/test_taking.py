import pytest

from service.doctypes.catalogue import Catalogue
from service.doctypes.preparing import prepare
from service.errors import InvalidInput
from tests.doctypes.small_types import TYPES, MemorySource, citation, envelope

TASKS = [
    {
        "content": "theo [[qd_1]] và [[muc:viec]]",
        "label": "nv_1",
        "lead": [{"role": "noi_vu"}],
        "deadline": {"ongoing": True},
    }
]
SOURCE = envelope(
    {"citations": [citation()], "criteria": [{"title": "Một [[qd_1]]", "tasks": TASKS, "label": "tc"}]}
)
NUMBERED = {**SOURCE, "code": "05/KH-UBND", "issued_on": "05/02/2025"}


@pytest.fixture
def report(catalogue, office):
    def make(sources, *, lookup=None, **content):
        given = {
            "type": "report",
            "office": "ubnd-thu",
            "subject": "Kết quả",
            "sources": sources,
            "content": {"opening": "x", **content},
        }
        return prepare(catalogue.get("report"), given, office=office, catalogue=catalogue, lookup=lookup)

    return make


@pytest.fixture
def faults(report):
    def make(sources, **content):
        with pytest.raises(InvalidInput) as caught:
            report(sources, **content)
        return [(error.path, error.code) for error in caught.value.errors]

    return make


def test_the_fields_that_are_taken_are_converted(report):
    plan = report({"plan": NUMBERED}).values["plan"]
    assert set(plan) == {"criteria", "goals"}
    assert plan["goals"] == ["x"]
    assert plan["criteria"][0]["tasks"][0]["lead"] == "Phòng Nội vụ"
    assert plan["criteria"][0]["number"] == "1."


def test_mentions_in_what_is_taken_are_first_and_later_of_the_document_that_takes(report):
    found = report({"plan": NUMBERED}, opening="[[qd_1]]").values
    assert found["opening"].startswith("Quyết định số 5/QĐ-UBND ngày 05/3/2025")
    assert found["plan"]["criteria"][0]["title"] == "Một Quyết định số 5/QĐ-UBND"
    assert found["plan"]["criteria"][0]["tasks"][0]["content"] == ["theo Quyết định số 5/QĐ-UBND và Mục II"]


def test_the_source_itself_is_cited_by_its_name(report):
    found = report({"plan": NUMBERED}, opening="Thực hiện [[plan]]; [[plan]]").values
    code = "Kế hoạch số 05/KH-UBND"
    full = f"{code} ngày 05/02/2025 của Ủy ban nhân dân huyện Ba Tơ về thử việc"
    assert found["opening"] == f"Thực hiện {full}; {code}"


def test_a_document_that_opens_with_its_source_cites_it_in_full_there_only(office):
    opening = Catalogue(
        MemorySource({**TYPES, "report": TYPES["report"].replace("type: plan", "type: plan, opens: true", 1)})
    )
    assert opening.get("report").takes["plan"].opens
    found = prepare(
        opening.get("report"),
        {
            "type": "report",
            "office": office.id,
            "subject": "thử việc",
            "signer": {"name": "Trần Văn A", "position": "Chủ tịch"},
            "sources": {"plan": NUMBERED},
            "content": {"opening": "[[plan]]"},
        },
        office=office,
        catalogue=opening,
    ).values
    code = "Kế hoạch số 05/KH-UBND"
    assert found["plan"]["mention"] == f"{code} ngày 05/02/2025 của Ủy ban nhân dân huyện Ba Tơ về thử việc"
    assert found["opening"] == code


def test_a_source_without_a_number_is_asked_about_and_cited_by_its_subject(report):
    found = report({"plan": SOURCE}, opening="[[plan]]")
    assert found.values["opening"] == "Kế hoạch về thử việc"
    assert [(one.path, one.code) for one in found.questions] == [("sources.plan.code", "source_unnumbered")]
    assert report({"plan": NUMBERED}).questions == ()


def test_labels_of_the_source_may_be_named(report, faults):
    assert report({"plan": NUMBERED}, done=["nv_1"]).values["done"] == ["nv_1"]
    assert faults({"plan": NUMBERED}, done=["nv_9"]) == [("content.done[0]", "label_unknown")]


def test_own_records_and_those_of_the_source_keep_apart_under_one_label(report):
    own = citation(code="9/QĐ-UBND")
    found = report({"plan": NUMBERED}, citations=[own], opening="[[qd_1]]").values
    assert found["opening"].startswith("Quyết định số 9/QĐ-UBND")
    assert found["plan"]["criteria"][0]["title"].startswith("Một Quyết định số 5/QĐ-UBND ngày 05/3/2025")


def test_a_source_is_found_by_its_id(report):
    found = report({"plan": "id-1"}, lookup={"id-1": NUMBERED}.get)
    assert found.values["plan"]["goals"] == ["x"]
    with pytest.raises(InvalidInput) as caught:
        report({"plan": "id-2"}, lookup={"id-1": NUMBERED}.get)
    assert [(one.path, one.code) for one in caught.value.errors] == [("sources.plan", "document_unknown")]


def test_several_sources_make_a_list(report):
    others = [{**SOURCE, "content": {"goals": "x", "heading": name}} for name in ("A", "B")]
    found = report({"plan": NUMBERED, "others": others})
    assert [one["heading"] for one in found.values["others"]] == ["A", "B"]
    assert [one.path for one in found.questions] == ["sources.others[0].code", "sources.others[1].code"]


def test_an_optional_source_may_be_absent(report):
    assert report({"plan": NUMBERED}).values["others"] == []


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ({}, [("sources.plan", "required")]),
        ({"plan": NUMBERED, "minutes": "id"}, [("sources.minutes", "unknown_field")]),
        ({"plan": [NUMBERED]}, [("sources.plan", "wrong_type")]),
        ({"plan": {**NUMBERED, "type": "report"}}, [("sources.plan.type", "type_differs")]),
        ({"plan": {**NUMBERED, "content": {"goals": ""}}}, [("sources.plan.content.goals", "too_short")]),
        ({"plan": {**NUMBERED, "issued_on": "30/02/2025"}}, [("sources.plan.issued_on", "date_impossible")]),
        ({"plan": {**NUMBERED, "issued_on": 2025}}, [("sources.plan.issued_on", "wrong_type")]),
        ({"plan": {**NUMBERED, "issued_on": "\x00"}}, [("sources.plan.issued_on", "character_forbidden")]),
        ({"plan": {**NUMBERED, "code": "05/KH-UBND\x00"}}, [("sources.plan.code", "character_forbidden")]),
        ({"plan": {**NUMBERED, "code": "\ud800"}}, [("sources.plan.code", "character_forbidden")]),
        ({"plan": {**NUMBERED, "code": "garbage"}}, [("sources.plan.code", "code_unreadable")]),
        ({"plan": {**NUMBERED, "code": 5}}, [("sources.plan.code", "wrong_type")]),
        ({"plan": {**NUMBERED, "office": "zz"}}, [("sources.plan.office", "office_unknown")]),
        ({"plan": {**NUMBERED, "version": "9.9.9"}}, [("sources.plan.version", "version_differs")]),
        ({"plan": {**NUMBERED, "via": "Sở Nội vụ"}}, [("sources.plan.via", "addressees_not_allowed")]),
        ({"plan": {**NUMBERED, "subject": "[[qd_1]]"}}, [("sources.plan.subject", "label_not_here")]),
        (
            {"plan": {**NUMBERED, "content": {"goals": "", "day": "30/02/2025", "tail": "[[qd_9]]"}}},
            [
                ("sources.plan.content.goals", "too_short"),
                ("sources.plan.content.day", "date_impossible"),
                ("sources.plan.content.tail", "label_unknown"),
            ],
        ),
        ({"plan": {"content": {"goals": "x"}}}, [("sources.plan.type", "required")]),
        ({"plan": envelope({"goals": "[[qd_9]]"})}, [("sources.plan.content.goals", "label_unknown")]),
        ({"plan": envelope({"citations": [citation(), citation()]})}, [("sources.plan", "label_duplicate")]),
    ],
)
def test_faults_of_a_source_have_its_path(faults, sources, expected):
    assert set(expected) <= set(faults(sources))


def test_without_its_source_a_document_reports_its_own_faults_and_no_unknown_labels(faults):
    assert faults({}, opening="", done=["nv_1"]) == [
        ("content.opening", "too_short"),
        ("sources.plan", "required"),
    ]
    assert faults({}, done=["nv_1"]) == [("sources.plan", "required")]


def test_a_source_is_missing_or_has_faults_and_not_both(faults):
    found = faults({"plan": {**NUMBERED, "content": {"goals": "\x00"}}, "others": 5})
    assert sorted(found) == [
        ("sources.others", "wrong_type"),
        ("sources.plan.content.goals", "character_forbidden"),
    ]


def test_act_and_office_of_a_source_are_looked_at_beside_faults_of_its_content(faults):
    bad = {**NUMBERED, "office": "zz", "code": "garbage", "issued_on": "30/02/2025", "content": {"goals": ""}}
    assert sorted(faults({"plan": bad})) == [
        ("sources.plan.code", "code_unreadable"),
        ("sources.plan.content.goals", "too_short"),
        ("sources.plan.issued_on", "date_impossible"),
        ("sources.plan.office", "office_unknown"),
    ]


def test_a_report_addresses_the_superior_of_its_office(report):
    assert report({"plan": NUMBERED}).frame.addressees == ("UBND tỉnh Quảng Ngãi",)


def test_a_source_of_a_type_that_is_switched_off_is_a_fault(office):
    broken = Catalogue(MemorySource({**TYPES, "plan": TYPES["plan"].replace("kind: KH", "kind: XX")}))
    given = {
        "type": "report",
        "office": "ubnd-thu",
        "subject": "x",
        "sources": {"plan": SOURCE},
        "content": {"opening": "x"},
    }
    with pytest.raises(InvalidInput) as caught:
        prepare(broken.get("report"), given, office=office, catalogue=broken)
    assert [(one.path, one.code) for one in caught.value.errors] == [("sources.plan", "source_type")]
    assert "đang tắt" in caught.value.errors[0].message


def test_a_document_with_sources_is_not_prepared_without_a_catalogue(catalogue, office):
    given = {
        "type": "report",
        "office": "ubnd-thu",
        "subject": "x",
        "sources": {"plan": SOURCE},
        "content": {"opening": "x"},
    }
    with pytest.raises(ValueError, match="catalogue"):
        prepare(catalogue.get("report"), given, office=office)


def test_a_source_of_another_office_has_its_own_bodies_and_issuer(report):
    other = {**NUMBERED, "office": "ubnd-21484"}
    found = report({"plan": other}, opening="[[plan]]").values
    assert "Ủy ban nhân dân xã Ba Tơ" in found["opening"]
    assert found["plan"]["criteria"][0]["tasks"][0]["lead"] == "Phòng Văn hóa - Xã hội"


def test_a_stored_source_may_be_of_an_earlier_version(report):
    earlier = {**NUMBERED, "version": "0.9.0"}
    assert report({"plan": "id-1"}, lookup={"id-1": earlier}.get).values["plan"]["goals"] == ["x"]


@pytest.mark.parametrize(
    ("typed", "printed"), [("5/KH-UBND", "05/KH-UBND"), (" Số: 05 / KH–UBND", "05/KH-UBND")]
)
def test_the_code_of_a_source_is_printed_in_its_official_form(report, typed, printed):
    found = report({"plan": {**NUMBERED, "code": typed}}, opening="[[plan]]").values
    assert found["opening"].startswith(f"Kế hoạch số {printed} ngày")


def test_a_code_without_its_number_is_asked_about(report):
    found = report({"plan": {**NUMBERED, "code": "/KH-UBND"}}, opening="[[plan]]")
    assert found.values["opening"] == "Kế hoạch ngày 05/02/2025 về thử việc"
    assert [one.code for one in found.questions] == ["source_unnumbered"]


def test_code_and_day_may_be_left_open(report):
    assert report({"plan": {**SOURCE, "code": None, "issued_on": None}}).questions
    assert report({"plan": {**SOURCE, "code": "", "issued_on": ""}}).questions


def test_rules_about_a_source_name_its_path(office):
    definition = TYPES["report"] + "rules:\n  - {rule: assignment_complete, criteria: plan.criteria}\n"
    changed = Catalogue(MemorySource({**TYPES, "report": definition}))
    task = [{"content": "x", "lead": ["A"]}]
    source = {**NUMBERED, "content": {"goals": "x", "criteria": [{"title": "A", "tasks": task}]}}
    given = {
        "type": "report",
        "office": "ubnd-thu",
        "subject": "x",
        "sources": {"plan": source},
        "content": {"opening": "x"},
    }
    (question,) = prepare(changed.get("report"), given, office=office, catalogue=changed).questions
    assert question.path == "sources.plan.content.criteria[0].tasks[0].deadline"

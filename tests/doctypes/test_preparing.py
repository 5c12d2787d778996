"""What a template may print of a valid input: values, numbers, frame, questions."""

from decimal import Decimal

import pytest

from service.doctypes.catalogue import Catalogue
from service.doctypes.preparing import prepare
from service.domain.computes_registry import COMPUTES, Registered
from service.domain.frame import PrintedMonth
from tests.doctypes.small_types import TYPES, MemorySource, citation, envelope


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


def test_marks_of_emphasis_in_a_citation_are_its_text(values):
    found = values(tail="[[qd_1]]", citations=[citation(issuer="UBND *tỉnh*")])
    assert r"UBND \*tỉnh\*" in found["tail"]


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

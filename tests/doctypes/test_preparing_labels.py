"""Labels in texts become words; where none is printed they are refused."""

import pytest

from service.doctypes.preparing import prepare
from service.errors import InvalidInput
from tests.doctypes.small_types import citation, envelope


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


def test_labels_of_one_space_are_not_repeated(faults):
    tasks = [{"content": "x", "label": "nv"}, {"content": "y", "label": "nv"}]
    assert faults({"criteria": [{"title": "A", "tasks": tasks}]}) == [
        ("content.criteria[0].tasks[1].label", "label_duplicate")
    ]
    assert faults({"citations": [citation(), citation()]}) == [
        ("content.citations[1].label", "label_duplicate")
    ]


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


def test_labels_of_tasks_may_be_named(values):
    criteria = [{"title": "A", "tasks": [{"content": "x", "label": "nv_1"}]}]
    assert values(criteria=criteria, mended_by=["nv_1"])["mended_by"] == ["nv_1"]

from types import SimpleNamespace
from typing import Any

import pytest

from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES
from service.issuing.labelling import label_from, with_labels

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "citations": {"type": "array", "items": {"$ref": "#/$defs/citation"}},
        "groups": {"type": "array", "items": {"type": "object", "properties": {"tasks": {"type": "array", "items": {"$ref": "#/$defs/task"}}}}},
    },
    "$defs": {
        "citation": {"type": "object", "properties": {"label": {"type": "string", "x-label": "citation"}, "kind": {"type": "string"}, "code": {"type": "string"}}},
        "task": {"type": "object", "properties": {"label": {"type": "string", "x-label": "task"}, "content": {"type": "string"}}},
    },
}  # fmt: skip


def labelled(content: Any) -> Any:
    return with_labels(SimpleNamespace(schema=SCHEMA), content)  # type: ignore[arg-type]


def test_items_without_a_label_get_one_of_their_own() -> None:
    groups = [
        {"tasks": [{"content": "Rà soát thủ tục"}, {"content": "Rà soát thủ tục"}]},
        {"tasks": [{"content": "Rà soát thủ tục"}]},
    ]
    made = labelled({"groups": groups})
    assert [task["label"] for group in made["groups"] for task in group["tasks"]] == [
        "ra_soat_thu_tuc",
        "ra_soat_thu_tuc_2",
        "ra_soat_thu_tuc_3",
    ]


def test_a_label_that_is_there_stays_whatever_the_title_says_now() -> None:
    first = labelled({"citations": [{"kind": "Kế hoạch", "code": "19/KH-UBND"}]})
    assert first["citations"][0]["label"] == "kh_19"
    changed = {"citations": [{**first["citations"][0], "code": "20/KH-UBND"}]}
    assert labelled(changed)["citations"][0]["label"] == "kh_19"


def test_a_new_label_keeps_clear_of_those_that_come_later() -> None:
    made = labelled({"citations": [{"kind": "Kế hoạch", "code": "19/KH-UBND"}, {"label": "kh_19"}]})
    assert [one["label"] for one in made["citations"]] == ["kh_19_2", "kh_19"]


@pytest.mark.parametrize(
    "content",
    [{"groups": "không phải danh sách"}, {"groups": [1, None]}, [], None, {"citations": [{}]}, {"other": 1}],
)
def test_what_has_no_name_or_the_wrong_shape_stays_as_it_is(content: Any) -> None:
    assert labelled(content) == content


@pytest.mark.parametrize(
    ("item", "label"),
    [
        ({"kind": "Luật", "code": "72/2025/QH15"}, "l_72"),
        ({"title": "100% hồ sơ trực tuyến"}, "so_100_ho_so_truc_tuyen"),
        ({"title": "Đẩy mạnh cải cách hành chính, chuyển đổi số và dân vận"}, "day_manh_cai_cach_hanh_chinh_chuyen_doi"),
        ({"content": "dài" * 300, "short_title": "Ngắn"}, "ngan"),
        ({"title": "…"}, ""),
    ],
)  # fmt: skip
def test_a_label_is_made_of_what_the_item_is_called(item: dict[str, str], label: str) -> None:
    assert label_from(item) == label


def test_the_labels_of_the_shipped_types_fit_their_schema() -> None:
    catalogue = Catalogue(FolderSource(TYPES))
    document_type = catalogue.get("ke_hoach")
    envelope = catalogue.sample("ke_hoach", "full")
    bare = {**envelope["content"], "citations": [{k: v for k, v in one.items() if k != "label"} for one in envelope["content"]["citations"]]}  # fmt: skip
    made = with_labels(document_type, bare)
    assert document_type.validator.checked(made)[1] == []

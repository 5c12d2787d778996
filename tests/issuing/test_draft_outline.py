"""The outline of a draft has the numbers of the document, whatever is still missing."""

import pytest

from service.doctypes.catalogue import Catalogue
from service.issuing.draft_outline import draft_outline


def test_the_outline_has_the_numbers_of_the_document_and_leads_to_the_fields(catalogue: Catalogue) -> None:
    entries = draft_outline(catalogue.get("ke_hoach"), catalogue.sample("ke_hoach"))
    found = {(one.number, one.depth): one.path for one in entries}
    assert found["I.", 1] == "content.objectives"
    assert found["2.2.1.", 4] == "content.criteria[1].tasks[0]"
    assert [one.number for one in entries if one.depth == 1] == ["I.", "II.", "III.", "IV."]


@pytest.mark.parametrize(
    "content", [{}, None, "x", {"criteria": "x"}, {"criteria": [{}, None, {"tasks": [{}]}]}]
)
@pytest.mark.parametrize("slug", ["ke_hoach", "bao_cao", "thong_bao_ket_qua"])
def test_a_content_of_any_shape_has_an_outline(catalogue: Catalogue, slug: str, content: object) -> None:
    entries = draft_outline(catalogue.get(slug), {"content": content})
    assert all(one.path.startswith("content") for one in entries)


def test_numbers_close_up_over_what_is_not_there(catalogue: Catalogue) -> None:
    sample = catalogue.sample("ke_hoach")
    content = {name: value for name, value in sample["content"].items() if name != "previous_year"}
    entries = draft_outline(catalogue.get("ke_hoach"), {"content": content})
    assert [one.number for one in entries if one.depth == 1] == ["I.", "II.", "III."]


def test_titles_are_said_as_the_document_will_print_them(catalogue: Catalogue) -> None:
    sample = catalogue.sample("ke_hoach")
    record = {**sample["content"]["citations"][0], "label": "ct_33", "kind": "Chỉ thị", "code": "33-CT/TW"}
    texts = [
        "Quán triệt **[[ct_33]]** theo [[muc:muc_tieu]]",
        "Theo [[ct_33|khoản 1]] và [[khong_co]]",
        "Theo [[nua_chung]], [[muc:khong_co]]",
    ]
    task = sample["content"]["criteria"][0]["tasks"][0]
    content = {
        **sample["content"],
        "citations": [record, {"label": "nua_chung", "kind": "Luật", "date": "32/13/2025"}],
        "criteria": [
            {"title": "Một", "tasks": [{**task, "label": f"t{at}", "content": text}]}
            for at, text in enumerate(texts)
        ],
    }
    said = {one.path: one.title for one in draft_outline(catalogue.get("ke_hoach"), {"content": content})}
    assert [said[f"content.criteria[{at}].tasks[0]"] for at in range(3)] == [
        "Quán triệt Chỉ thị số 33-CT/TW theo Mục I",
        "Theo khoản 1 Chỉ thị số 33-CT/TW và …",
        "Theo …, …",
    ]


@pytest.mark.parametrize("blank", [{}, {"objectives": ""}, {"objectives": None}])
def test_a_required_part_has_its_number_before_it_is_written(catalogue: Catalogue, blank: object) -> None:
    plan = catalogue.get("ke_hoach")
    said = [(one.number, one.title) for one in draft_outline(plan, {"content": blank}) if one.depth == 1]
    written = draft_outline(plan, {"content": {"objectives": "Giảm thủ tục"}})
    assert said == [(one.number, one.title) for one in written if one.depth == 1]
    assert said[0] == ("I.", "MỤC TIÊU, CHỈ TIÊU")


def test_a_blank_title_is_that_of_the_type_as_long_as_nobody_wrote_another(catalogue: Catalogue) -> None:
    content = {**catalogue.sample("ke_hoach")["content"], "previous_year": {"heading": ""}}
    entries = draft_outline(catalogue.get("ke_hoach"), {"content": content})
    assert ("II.", "ĐÁNH GIÁ KẾT QUẢ NĂM TRƯỚC") in [(one.number, one.title) for one in entries]

"""What a plan says of the unit that wrote it is asked about in the documents of other units: its name, its kind."""

from dataclasses import replace
from typing import Any

import pytest

from service import reference
from service.jobs.tables import rows
from service.jobs.tables.cells import Sheet, SheetRow

BA_TO, BA_DONG = "21484", "21496"
WARD = "Phường Trương Quang Trọng"


def of(*codes: str) -> list[Sheet]:
    lines = [
        SheetRow(1, ["Mã đơn vị"]),
        *(SheetRow(place, [code]) for place, code in enumerate(codes, start=2)),
    ]
    return [Sheet("Đơn vị", lambda: iter(lines))]


def asked(batch: Any, *codes: str) -> list[dict[str, str]]:
    """The questions of each row: message by code."""
    return [{one.code: one.message for one in row.questions} for row in rows(batch, of(*codes))]


def ward_of(batch: Any) -> str:
    """The code of a ward named after a person."""
    day = batch(commune_plan()).on
    return next(one.id for one in reference.units_on(day) if one.full_name == WARD)


def commune_plan(**words: Any) -> dict[str, Any]:
    return {**reference.sample("xa_ba_to_2026", "ke_hoach"), **words}


def saying_nothing_else(
    catalogue: Any, *, objectives: str = "Phục vụ Nhân dân.", **words: Any
) -> dict[str, Any]:
    """The least plan, which speaks of no unit but in these words."""
    plan = catalogue.sample("ke_hoach", "minimal")
    content = {
        **plan["content"],
        "opening": {**plan["content"]["opening"], "action": "ban hành Kế hoạch"},
        "objectives": objectives,
        "implementation": [
            {"body": "Các cơ quan, đơn vị", "duties": [{"content": "Thực hiện Kế hoạch này."}]}
        ],
    }
    return {**plan, "content": content, **words}


def test_a_cited_report_of_the_own_commune_is_asked_about_in_the_plan_of_another(batch: Any) -> None:
    made = batch(commune_plan())
    own, other = asked(made, BA_TO, BA_DONG)
    assert "other_unit_named" not in own
    assert "“xã Ba Tơ” trong văn bản của xã Ba Động" in other["other_unit_named"]


def test_words_for_a_commune_are_asked_about_in_the_document_of_a_ward(batch: Any) -> None:
    ward = ward_of(batch)
    same, other = asked(batch(commune_plan()), BA_DONG, ward)
    assert "other_kind_named" not in same
    assert "“của xã” trong văn bản của Phường Trương Quang Trọng" in other["other_kind_named"]


def test_words_for_the_district_are_asked_about_in_the_documents_of_its_communes(batch: Any) -> None:
    plan = reference.sample("huyen_ba_to_2025", "ke_hoach")
    commune = next(one for one in reference.units() if one.parent_id == "535-2025" and one.name == "Ba Động")
    (said,) = asked(batch(plan), commune.id)
    assert "“của huyện” trong văn bản của xã Ba Động" in said["other_kind_named"]


@pytest.mark.parametrize(
    "subject",
    [
        "Hợp tác xã và an sinh của xã hội ở {đơn vị}",
        "Tổ chức UBND xã, phường như {đơn vị}",
        "Học tập xã Ba Vì, {đơn vị}",
        "Diễn tập của xã đội với {đơn vị}",
        "Cải tạo của xã lộ ở {đơn vị}",
        "Hoạt động của xã; phường như {đơn vị}",
        "Hoạt động của xã/phường như {đơn vị}",
    ],
)
def test_a_kind_in_a_list_in_another_word_or_before_a_name_is_no_question(
    batch: Any, catalogue: Any, subject: str
) -> None:
    ward = ward_of(batch)
    (found,) = asked(batch(saying_nothing_else(catalogue, subject=subject)), ward)
    assert "signer_missing" in found  # a row without faults: it is asked about
    assert "other_kind_named" not in found


def test_a_plan_of_another_office_is_asked_about_as_its_author_wrote_it(batch: Any) -> None:
    province = batch(commune_plan(office="ubnd-51"))
    whose = replace(province, author=reference.office("ubnd-21484"))
    assert "other_unit_named" not in asked(province, BA_DONG)[0]
    assert "“xã Ba Tơ”" in asked(whose, BA_DONG)[0]["other_unit_named"]


def test_what_the_table_says_instead_is_not_asked_about(batch: Any, catalogue: Any) -> None:
    plan = {**catalogue.sample("ke_hoach", "minimal"), "subject": "Dân vận của xã năm 2026"}
    ward = ward_of(batch)
    head = SheetRow(1, ["Mã đơn vị", "Trích yếu"])

    def path(subject: str | None) -> str:
        lines = [head, SheetRow(2, [ward, subject])]
        (row,) = rows(batch(plan), [Sheet("Đơn vị", lambda: iter(lines))])
        return next((one.path for one in row.questions if one.code == "other_kind_named"), "")

    assert path(None) == "subject"
    assert path("Dân vận của phường năm 2026") != "subject"


def test_a_unit_below_may_speak_of_the_one_above_by_its_kind_but_not_in_its_subject(
    batch: Any, catalogue: Any
) -> None:
    said = {"office": "ubnd-51", "objectives": "Thực hiện chỉ đạo của UBND tỉnh."}
    plan = saying_nothing_else(catalogue, subject="Dân vận của {đơn vị}", **said)
    (found,) = asked(batch(plan), BA_DONG)
    assert "signer_missing" in found
    assert "other_kind_named" not in found
    whole = saying_nothing_else(catalogue, subject="Dân vận của tỉnh năm 2026 ở {đơn vị}", **said)
    assert "“của tỉnh”" in asked(batch(whole), BA_DONG)[0]["other_kind_named"]

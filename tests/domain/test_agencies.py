from datetime import date
from pathlib import Path

import pytest
import yaml

from service import reference
from service.domain.agencies import AgencyDirectory, agencies_text, repeated_bodies
from service.domain.refusal import Refused

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "agencies.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", CASES["texts"], ids=lambda row: row["why"])
def test_roles_become_the_bodies_of_the_office_on_the_day(row):
    office = reference.office(row["input"]["office"])
    bodies = reference.roles(office, date.fromisoformat(row["input"]["day"]))
    try:
        found = agencies_text(row["input"]["agencies"], AgencyDirectory(office.short_name, bodies))
    except Refused as refusal:
        found = refusal.code
    assert found == row.get("refused", row.get("expected"))


def test_a_role_without_a_body_names_the_roles_that_have_one():
    with pytest.raises(Refused, match=r"UBND xã không có .*“thanh_tra”.*noi_vu, van_phong"):
        AgencyDirectory("UBND xã", {"van_phong": "Văn phòng", "noi_vu": "Phòng"}).body("thanh_tra")
    with pytest.raises(Refused, match="chưa có vai trò nào"):
        AgencyDirectory("UBND xã", {}).body("thanh_tra")


def test_a_body_with_different_notes_is_not_repeated():
    raw = [{"name": "Văn phòng", "note": "các tháng"}, {"name": "Văn phòng", "note": "quý, năm"}]
    assert repeated_bodies(raw, AgencyDirectory("", {})) == []
    assert agencies_text(raw, AgencyDirectory("", {})) == "Văn phòng (các tháng); Văn phòng (quý, năm)"


def test_words_between_bodies_are_no_bodies():
    raw = ["Thanh tra huyện", "và", "Phòng Nội vụ", "và", "Thanh tra huyện"]
    assert repeated_bodies(raw, AgencyDirectory("", {})) == ["Thanh tra huyện"]

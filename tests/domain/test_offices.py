from datetime import date

from service import reference
from service.domain.offices import committee_id, needs_superior, unit_office
from service.domain.units import Unit


def test_a_committee_has_no_parent_line_and_two_issuer_lines():
    office = reference.office("ubnd-21484")
    assert office.parent_lines == ()
    assert office.issuer_lines == ("ỦY BAN NHÂN DÂN", "XÃ BA TƠ")


def test_capitals_keep_every_mark_and_apostrophe():
    unit = Unit("24280", "24280", "Cư M’gar", "xa", "66")
    assert unit_office(unit).issuer_lines[1] == "XÃ CƯ M’GAR"
    ended = Unit("535-2025", "535", "Đặng Ỷ Ưỡn", "huyen", "51")
    assert unit_office(ended).issuer_lines[1] == "HUYỆN ĐẶNG Ỷ ƯỠN"


def test_a_unit_named_after_a_person_keeps_its_noun_in_name_and_place():
    office = reference.office("ubnd-21520")
    assert office.name == "Ủy ban nhân dân Xã Đặng Thùy Trâm"
    assert office.place_name == "Xã Đặng Thùy Trâm"


def test_two_offices_of_one_code_are_two():
    old, new = reference.office("ubnd-21529-2025"), reference.office("ubnd-21529")
    assert old.name == new.name == "Ủy ban nhân dân xã Ba Vì"
    day = date(2025, 6, 30)
    assert (old.existed_on(day), new.existed_on(day)) == (True, False)
    assert committee_id(old.unit) == old.id


def test_a_province_has_no_superior_and_a_commune_has():
    assert not needs_superior(reference.unit("51"))
    assert reference.office("ubnd-51").superior == ""
    assert reference.office("ubnd-21523").superior == "Ủy ban nhân dân tỉnh Quảng Ngãi"
    assert reference.office("ubnd-21523-2025").superior == "Ủy ban nhân dân huyện Ba Tơ"


def test_the_directory_of_an_office_answers_for_its_roles():
    assert reference.office("ubnd-21484").directory().body("tai_chinh") == "Phòng Kinh tế"

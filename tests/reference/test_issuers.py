from dataclasses import fields
from datetime import date

import pytest

from service import reference
from service.domain.offices import Office
from service.domain.recipients import Recipient
from service.domain.refusal import Refused
from service.domain.signing import Signer, SigningCapacity, signature_lines, signer_name
from service.domain.units import COMMUNE_KINDS
from service.reference.files import read_yaml, yaml_files
from service.reference.issuers import office_from

RECORDS = [read_yaml("offices", path.name) for path in yaml_files("offices")]
TABLES = read_yaml("roles.yaml")["tables"]


def names(kind):
    return {field.name for field in fields(kind)}


def test_there_are_recorded_offices():
    assert {office.id for office in reference.offices()} >= {"ubnd-huyen-ba-to", "ubnd-21484"}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_a_record_knows_only_the_fields_of_an_office(record):
    assert record["source"]
    assert date.fromisoformat(record["checked_on"])
    assert set(record) - {"checked_on"} <= names(Office)
    for recipient in record.get("recipients", ()):
        assert set(recipient) <= names(Recipient), recipient
    for signer in record.get("signers", ()):
        assert set(signer) <= names(Signer), signer


@pytest.mark.parametrize("office", reference.offices(), ids=lambda office: office.id)
def test_the_signers_of_a_recorded_office_can_sign(office):
    assert office.signers
    for signer in office.signers:
        assert signature_lines(signer, office)[0] == "TM. ỦY BAN NHÂN DÂN"
        assert signer_name(signer, office) == signer.name


def test_the_office_of_the_district_ends_with_its_tier():
    office = reference.office("ubnd-huyen-ba-to")
    assert office.valid_to == date(2025, 6, 30)
    assert office.superior == "Ủy ban nhân dân tỉnh Quảng Ngãi"
    assert office.roles["van_hoa_thong_tin"] == "Phòng Văn hóa - Khoa học và Thông tin"
    assert office.roles["thanh_tra"] == "Thanh tra huyện"


@pytest.mark.parametrize("office_id", ["ubnd-", "ubnd-99999", "so-noi-vu", "", "21484", "ubnd-21484-2024"])
def test_an_unknown_office_is_refused(office_id):
    with pytest.raises(Refused) as refusal:
        reference.office(office_id)
    assert refusal.value.code == "office_unknown"


def test_every_unit_has_an_office_with_the_roles_that_plans_use():
    used = {"noi_vu", "van_phong", "tai_chinh", "tu_phap", "giao_duc", "mot_cua"}
    for unit in reference.units():
        office = reference.office(f"ubnd-{unit.id}")
        assert used <= set(office.roles), unit
        assert office.recipients, unit


def test_recipients_of_a_derived_office_hold_its_own_party_committee_and_council():
    lines = [recipient.name for recipient in reference.office("ubnd-21523").recipients]
    assert lines[:3] == ["UBND tỉnh", "Thường trực Đảng ủy xã", "Thường trực HĐND xã"]
    assert reference.office("ubnd-21523-2025").recipients[0].name == "UBND huyện"


def test_the_record_of_an_office_comes_before_the_table_of_its_kind():
    office = reference.office("ubnd-21484")
    found = reference.roles(office, date(2026, 1, 5))
    assert found["truyen_thong"] == "Trung tâm Cung ứng dịch vụ công xã"
    assert found["noi_vu"] == "Phòng Văn hóa - Xã hội"


def test_an_office_with_a_parent_body_and_one_head_is_made_of_its_record():
    office = office_from(
        {
            "id": "so-noi-vu-51",
            "unit": "51",
            "name": "Sở Nội vụ tỉnh Quảng Ngãi",
            "short_name": "Sở Nội vụ",
            "parent_lines": ["UBND TỈNH QUẢNG NGÃI"],
            "issuer_lines": ["SỞ NỘI VỤ"],
            "symbol_suffix": "SNV",
            "collective_body": "",
            "head_position": "Giám đốc",
            "valid_from": "2025-07-01",
            "year_starts_on": [12, 1],
        }
    )
    assert (office.parent_lines, office.issuer_lines) == (("UBND TỈNH QUẢNG NGÃI",), ("SỞ NỘI VỤ",))
    assert office.valid_from == date(2025, 7, 1)
    assert office.year_starts_on == (12, 1)
    deputy = Signer("Lê Thị Hoa", "Phó Giám đốc", SigningCapacity.KT)
    assert signature_lines(deputy, office) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]


def test_no_commune_of_today_has_an_inspectorate():
    assert all("thanh_tra" not in table["bodies"] for table in TABLES if set(table["kinds"]) & COMMUNE_KINDS)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table['kinds']} {table.get('valid_to', '')}")
def test_every_table_of_roles_has_a_source(table):
    assert table["source"]
    for recipient in table.get("recipients", ()):
        assert set(recipient) <= names(Recipient), recipient

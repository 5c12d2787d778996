"""The office as documents print it: from the reference data, its profile, its signers."""

from datetime import date

import pytest

from service.errors import InvalidInput
from service.issuing.issuing_office import issuing_office, signer_id
from service.register import offices
from service.register.errors import NotAllowed, OfficeNotFound

DAY = date(2026, 3, 5)
SCHOOL = {
    "unit": "21484",
    "issuer_lines": ["TRƯỜNG MẦM NON", "BA TƠ"],
    "parent_lines": ["ỦY BAN NHÂN DÂN XÃ BA TƠ"],
    "collective_body": "",
    "head_position": "Hiệu trưởng",
    "signers": [{"name": "Lê Thị Hà", "position": "Hiệu trưởng", "capacity": "none"}],
}


def added(office, office_id: str, **profile) -> None:
    new = offices.NewOffice(
        id=office_id,
        name="Trường Mầm non Ba Tơ",
        abbreviation="MNBT",
        valid_from=date(2025, 7, 1),
        profile=profile,
    )
    office.do(offices.add_office, new)


def test_a_profile_makes_an_office_that_no_reference_knows(office) -> None:
    added(office, "mn-ba-to", **SCHOOL)
    with office.work().reading() as turn:
        found = issuing_office(turn, "mn-ba-to", DAY)
        assert signer_id(turn, "mn-ba-to", DAY, None) is None
    assert (found.id, found.name, found.symbol_suffix) == ("mn-ba-to", "Trường Mầm non Ba Tơ", "MNBT")
    assert found.issuer_lines == ("TRƯỜNG MẦM NON", "BA TƠ")
    office.open_series(office_id="mn-ba-to")
    done = office.issue(office.plan(office="mn-ba-to"), signed_on=DAY)
    assert (done.document.code, done.document.signer_name) == ("01/KH-MNBT", "Lê Thị Hà")


def test_an_office_without_record_and_profile_is_a_fault_of_its_field(office) -> None:
    added(office, "mn-ba-to")
    with office.work().reading() as turn, pytest.raises(InvalidInput) as caught:
        issuing_office(turn, "mn-ba-to", DAY)
    assert [(fault.path, fault.code) for fault in caught.value.errors] == [("office", "office_unknown")]


def test_an_office_is_known_to_its_own_people_only(office) -> None:
    with office.work("drafter").reading() as turn, pytest.raises(NotAllowed):
        issuing_office(turn, office.other, DAY)
    with office.work().reading() as turn, pytest.raises(OfficeNotFound):
        issuing_office(turn, "nobody", DAY)

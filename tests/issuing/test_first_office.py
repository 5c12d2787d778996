"""“Cơ quan của bạn”: four answers make an office whose documents carry its header, or say all that is wrong."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from service.doctypes.catalogue import Catalogue
from service.domain.refusal import Refused
from service.errors import InvalidInput
from service.inspection import outline_text
from service.issuing import first_office, unit_choice
from service.issuing.demo_office import FIRST_LOGIN, first_account, found_demo
from service.issuing.first_office import FirstOffice
from service.issuing.issue import IssueAct, issue_input
from service.issuing.issuing_office import issuing_office
from service.issuing.workplace import Workplace
from service.register import audit, documents, offices, people, series
from service.register.database import Register
from service.register.errors import NotAllowed, WrongState
from service.register.states import Role

NOON = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)
TODAY = date(2026, 3, 5)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register as a first start makes it; it is copied for each test."""
    path = tmp_path_factory.mktemp("first") / "register.db"
    url = f"sqlite:///{path}"
    first_account(url, found_demo(url, now=NOON).id, now=NOON)
    return path


@pytest.fixture
def work(founded: Path, tmp_path: Path, catalogue: Catalogue) -> Any:
    """The workplace of the account that a first start makes."""
    copy = shutil.copyfile(founded, tmp_path / "register.db")
    with Register.open(f"sqlite:///{copy}") as register:
        yield Workplace(register, catalogue, FIRST_LOGIN, lambda: NOON)


def answers(**changes: str) -> FirstOffice:
    known = first_office.suggested("21523")
    return replace(known, **{"signer_name": "Lê Thị Hoa", **changes})


def look(work: Workplace, act: Any, *args: Any) -> Any:
    with work.reading() as turn:
        return act(turn.session, turn.actor, *args)


def test_four_answers_make_an_office_with_signer_series_and_all_roles(work: Workplace) -> None:
    office_id = first_office.set_up(work, answers(next_number="58", last_date="02/3/2026"))
    assert office_id == "ubnd-21523"
    with work.reading() as turn:
        printed = issuing_office(turn, office_id, TODAY)
    assert printed.issuer_lines == ("ỦY BAN NHÂN DÂN", "XÃ BA TÔ")
    assert [one.name for one in printed.signers] == ["Lê Thị Hoa"]
    assert printed.recipients
    row = look(work, series.list_series, office_id, 2026)[0]
    assert (row.last_number, row.last_date, bool(row.reason)) == (57, date(2026, 3, 2), True)
    roles = look(work, people.users_of, office_id)
    assert [(user.login, set(had)) for user, had in roles] == [(FIRST_LOGIN, set(Role))]
    acts = [one.action for one in look(work, audit.history, office_id)]
    assert acts == ["add_office", *["grant_role"] * 4, "add_signer", "open_series"]
    assert not look(work, offices.office, office_id).profile.get(offices.DEMO)


def test_the_number_may_be_skipped(work: Workplace) -> None:
    office_id = first_office.set_up(work, answers())
    assert look(work, series.list_series, office_id, 2026) == []


def test_a_corrected_header_is_what_documents_print(work: Workplace) -> None:
    corrected = answers(
        name="Sở Nội vụ tỉnh Quảng Ngãi",
        parent_lines="ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI",
        issuer_lines="SỞ NỘI VỤ",
        symbol_suffix="SNV",
        head_position="Giám đốc",
        signer_position="Giám đốc",
        signer_capacity="none",
    )
    office_id = first_office.set_up(work, corrected)
    with work.reading() as turn:
        printed = issuing_office(turn, office_id, TODAY)
    assert printed.parent_lines == ("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI")
    assert printed.issuer_lines == ("SỞ NỘI VỤ",)
    assert (printed.collective_body, printed.symbol_suffix) == ("", "SNV")
    assert first_office.printed_signature(corrected) == ["GIÁM ĐỐC"]


def test_the_unit_of_the_demo_office_gets_an_office_of_its_own(work: Workplace) -> None:
    same = replace(first_office.suggested("21484"), signer_name="Lê Thị Hoa")
    office_id = first_office.set_up(work, same)
    assert office_id != "ubnd-21484"
    with work.reading() as turn:
        assert issuing_office(turn, office_id, TODAY).issuer_lines == ("ỦY BAN NHÂN DÂN", "XÃ BA TƠ")


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"signer_name": " "}, "signer_name"),
        ({"name": ""}, "name"),
        ({"issuer_lines": "\n"}, "issuer_lines"),
        ({"symbol_suffix": "UB ND"}, "symbol_suffix"),
        ({"signer_position": "Chánh Văn phòng", "signer_capacity": "TL"}, "signer_capacity"),
        ({"signer_capacity": "XX"}, "signer_capacity"),
        ({"next_number": "không"}, "next_number"),
        ({"next_number": "0"}, "next_number"),
        ({"next_number": "5", "last_date": "99/99"}, "last_date"),
        ({"next_number": "5", "last_date": "02/3/2027"}, "last_date"),
        ({"next_number": "1", "last_date": "01/02/2026"}, "last_date"),
        ({"next_number": "", "last_date": "01/02/2026"}, "next_number"),
        ({"numbering": "external", "last_date": "01/02/2026"}, "last_date"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field_and_makes_nothing(
    work: Workplace, changes: dict[str, str], path: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        first_office.set_up(work, answers(**changes))
    assert [fault.path for fault in caught.value.errors] == [path]
    assert len(look(work, offices.offices)) == 1


def test_all_wrong_answers_are_told_at_once(work: Workplace) -> None:
    with pytest.raises(InvalidInput) as caught:
        first_office.set_up(work, answers(name="", place_name="", signer_name="", next_number="x"))
    assert len(caught.value.errors) == 4


def test_a_day_that_cannot_be_is_told_beside_a_wrong_number_and_a_wrong_signer(work: Workplace) -> None:
    wrong = answers(signer_name="", signer_capacity="XX", next_number="58a", last_date="31/11/2026")
    with pytest.raises(InvalidInput) as caught:
        first_office.set_up(work, wrong)
    paths = [fault.path for fault in caught.value.errors]
    assert paths == ["signer_name", "signer_capacity", "next_number", "last_date"]


def test_there_is_one_first_office_and_only_the_administrator_of_the_demo_makes_it(work: Workplace) -> None:
    demo = look(work, offices.offices)[0].id
    with work.writing("operator") as turn:
        new = people.NewUser(login="lan", name="Lan", office_id=demo, role=Role.RECORDS_OFFICER)
        people.add_user(turn.session, turn.actor, new)
    with pytest.raises(NotAllowed):
        first_office.set_up(replace(work, login="lan"), answers())
    first_office.set_up(work, answers())
    with pytest.raises(WrongState, match="Ba Tô"):
        first_office.set_up(work, answers(unit="21520"))


def test_the_first_document_carries_the_header_and_the_next_number(work: Workplace) -> None:
    typed = answers(next_number="58", last_date="02/3/2026", way=first_office.DIRECT)
    office_id = first_office.set_up(work, typed)
    envelope = {**work.catalogue.sample("ke_hoach", "minimal"), "office": office_id}
    made = issue_input(work, "ke_hoach", envelope, IssueAct())
    assert made.document.code == "58/KH-UBND"
    with work.reading() as turn:
        text = outline_text(documents.file_content(turn.session, turn.actor, made.document.id, 1))
    assert "XÃ BA TÔ" in text
    assert "Lê Thị Hoa" in text


def test_a_new_office_keeps_review_and_signature_unless_it_says_otherwise(work: Workplace) -> None:
    office_id = first_office.set_up(work, answers())
    (row,) = [one for one in look(work, offices.offices) if one.id == office_id]
    assert row.steps == ["content_checked", "for_signature"]


def test_an_unknown_way_to_the_number_is_a_fault_of_its_field(work: Workplace) -> None:
    with pytest.raises(InvalidInput) as caught:
        first_office.set_up(work, answers(way=""))
    assert [one.path for one in caught.value.errors] == ["way"]


def test_the_numbers_of_a_new_office_may_come_from_the_system_of_the_province(work: Workplace) -> None:
    with pytest.raises(InvalidInput) as caught:
        first_office.set_up(work, answers(numbering=first_office.EXTERNAL, next_number="58"))
    assert [one.path for one in caught.value.errors] == ["next_number"]
    office_id = first_office.set_up(work, answers(numbering=first_office.EXTERNAL, next_number=""))
    with work.reading() as turn:
        (row,) = series.list_series(turn.session, turn.actor, office_id, TODAY.year)
    assert (row.is_own, row.kinds, row.last_number) == (False, [], 0)


def test_units_are_found_without_diacritics_by_province() -> None:
    found = unit_choice.units_like("ba to", "51", TODAY)
    assert {one.full_name for one in found} == {"xã Ba Tơ", "xã Ba Tô"}
    assert unit_choice.units_like("", "", TODAY) == []
    everywhere = {one.province_code for one in unit_choice.units_like("tan", "", TODAY)}
    assert len(everywhere) > 5
    assert len(unit_choice.provinces(TODAY)) == 34


def test_a_unit_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused):
        first_office.suggested("99999")

"""Word files of an office that the register knows and the reference data do not: read as those of any other."""

from datetime import date

from service.issuing.imported import Imported
from service.issuing.importing import import_file
from service.issuing.issuing_office import known_office
from service.issuing.returned_word import take
from service.register import offices, people
from tests.intake.foreign_files import foreign_file
from tests.intake.own_plan import built
from tests.issuing import word_edits as word
from tests.issuing.conftest import Office
from tests.issuing.returned_files import content_of, edited, plan

BODY = (
    "Căn cứ Luật Thực hiện dân chủ ở cơ sở;",
    "I. MỤC TIÊU",
    "Phục vụ tốt hơn.",
    "Yêu cầu các thôn thực hiện./.",
)


def added(office: Office, unit: str, name: str) -> str:
    """An office beside that of the reference data, as “Cơ quan của bạn” makes it, with a signer of its own."""
    office_id = f"ubnd-{unit}-chinh-thuc"
    profile = {"unit": unit, "name": name}
    new = offices.NewOffice(
        id=office_id, name=name, abbreviation="UBND", valid_from=date(2025, 7, 1), profile=profile
    )
    office.do(offices.add_office, new)
    signer = people.NewSigner(
        name="Phạm Văn Tình", position="Chủ tịch", capacity="TM", valid_from=date(2025, 7, 1)
    )
    office.do(people.add_signer, office_id=office_id, signer=signer)
    return office_id


def imported(office: Office, office_id: str) -> Imported:
    issuer = known_office(office.work(), office_id)
    content = foreign_file("KẾ HOẠCH", BODY)
    return import_file(office.catalogue, "ke_hoach", content, now=office.moments[-1], office=issuer)


def told(found: Imported) -> list[str]:
    return [one for one in found.warnings if "cơ quan khác" in one]


def test_the_file_of_another_office_is_told_to_an_office_of_the_register_alone(office: Office) -> None:
    office_id = added(office, "21529", "Ủy ban nhân dân xã Ba Vì")
    found = imported(office, office_id)
    assert ["XÃ BA TƠ" in one and "Ủy ban nhân dân xã Ba Vì" in one for one in told(found)] == [True]
    assert "signer" not in found.envelope
    assert found.envelope["office"] == office_id


def test_the_signer_of_the_register_signs_the_office_s_own_file_and_is_not_taken_over(office: Office) -> None:
    found = imported(office, added(office, "21484", "Ủy ban nhân dân xã Ba Tơ"))
    assert told(found) == []
    assert "signer" not in found.envelope


def test_what_only_a_print_shows_is_found_as_for_an_office_of_the_reference_data(office: Office) -> None:
    issuer = known_office(office.work(), added(office, "21484", "Ủy ban nhân dân xã Ba Tơ"))
    own, known = (
        import_file(office.catalogue, "ke_hoach", built("typed"), now=office.moments[-1], office=one)
        for one in (issuer, "ubnd-21484")
    )
    assert known.envelope["content"]["assignment_in"] == "text"  # only a print shows that
    assert own.envelope["content"] == known.envelope["content"]


def test_a_body_that_the_leader_names_is_a_role_of_the_office(office: Office) -> None:
    office_id = added(office, "21529", "Ủy ban nhân dân xã Ba Vì")
    draft = office.draft({**plan(office), "office": office_id}).id
    change = word.change_words("Văn phòng HĐND và UBND xã", "Công an xã")
    assert take(office.work(), draft, edited(office, draft, change)).taken == 1
    agencies = content_of(office, draft)["previous_year"]["deductions"][0]["agencies"]
    assert [one.get("role") for one in agencies] == ["mot_cua", "cong_an"]

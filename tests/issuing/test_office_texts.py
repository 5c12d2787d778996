"""Texts of an office that no document could print are refused where they are typed, with their field."""

import pytest

from service.errors import InvalidInput
from service.issuing.office_settings import Header, TypedRecipient, header_faults, set_recipients
from service.issuing.office_signers import TypedSigner, add

HEADER = {
    "name": "Ủy ban nhân dân xã Ba Tơ",
    "parent_lines": "",
    "issuer_lines": "ỦY BAN NHÂN DÂN\nXÃ BA TƠ",
    "place_name": "Ba Tơ",
    "symbol_suffix": "UBND",
    "head_position": "Chủ tịch",
    "filing": "VT",
}
BAD = "\u0001"


def faults_of(header):
    return [(one.path, one.code) for one in header_faults(Header(**header))]


@pytest.mark.parametrize("field", [name for name in HEADER if name != "symbol_suffix"])
def test_a_control_sign_in_the_header_is_a_fault_of_its_field(field):
    assert (field, "character_forbidden") in faults_of({**HEADER, field: f"x{BAD}y"})
    assert "character_forbidden" not in [code for _, code in faults_of(HEADER)]


def test_a_line_break_of_word_is_an_end_of_line_not_a_fault():
    assert "character_forbidden" not in [
        code for _, code in faults_of({**HEADER, "issuer_lines": "ỦY BAN NHÂN DÂN\u000bXÃ BA TƠ"})
    ]


def test_a_control_sign_in_a_recipient_or_a_signer_is_a_fault(office):
    work = office.work()
    with pytest.raises(InvalidInput) as refused:
        set_recipients(work, office.id, [TypedRecipient("Đảng ủy"), TypedRecipient(f"a{BAD}b")])
    assert [(one.path, one.code) for one in refused.value.errors] == [("name.1", "character_forbidden")]
    with pytest.raises(InvalidInput) as refused:
        add(work, office.id, TypedSigner(name=f"a{BAD}b", position="CHỦ TỊCH", capacity="TM"))
    assert [(one.path, one.code) for one in refused.value.errors] == [("name", "character_forbidden")]

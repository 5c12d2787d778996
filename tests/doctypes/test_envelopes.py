from dataclasses import replace

import pytest

from service.doctypes.envelopes import FrameReader, envelope_faults, envelope_validator, office_values
from tests.doctypes.small_types import envelope


def with_addressees(document_type, rule):
    return replace(document_type, addressees=rule)


@pytest.mark.parametrize(
    ("rule", "given", "expected"),
    [
        ("never", None, ()),
        ("to_superior", None, ("UBND tỉnh Quảng Ngãi",)),
        ("to_superior", ["Sở Nội vụ"], ("Sở Nội vụ",)),
        ("always", ["Sở Nội vụ"], ("Sở Nội vụ",)),
    ],
)
def test_kinh_gui_follows_the_rule_of_the_type(plan, office, rule, given, expected):
    fields = {} if given is None else {"addressees": given}
    reader = FrameReader(with_addressees(plan, rule), envelope(**fields), office)
    assert reader.facts().addressees == expected


def test_a_type_that_always_addresses_somebody_asks_whom(plan, office):
    reader = FrameReader(with_addressees(plan, "always"), envelope(), office)
    assert reader.facts() is None
    assert [(fault.path, fault.code) for fault in reader.faults] == [("addressees", "required")]


def test_an_office_without_superior_addresses_nobody_by_itself(plan, office):
    reader = FrameReader(with_addressees(plan, "to_superior"), envelope(), replace(office, superior=""))
    assert reader.facts().addressees == ()


def test_an_office_without_signers_leaves_the_name_open(plan, office):
    assert FrameReader(plan, envelope(), replace(office, signers=())).facts().signer is None


def test_where_kinh_gui_does_not_belong_both_of_its_fields_are_faults(plan):
    found = list(envelope_faults(plan, envelope(addressees=["A"], via="B")))
    assert [(fault.path, fault.code) for fault in found] == [
        ("addressees", "addressees_not_allowed"),
        ("via", "addressees_not_allowed"),
    ]
    assert list(envelope_faults(with_addressees(plan, "always"), envelope(addressees=["A"], via="B"))) == []


def test_the_version_may_be_named(plan):
    assert list(envelope_faults(plan, envelope(version="1.0.0"))) == []


def test_the_envelope_has_a_closed_schema():
    _, faults = envelope_validator().checked(envelope(numbr=5))
    assert [(fault.path, fault.code) for fault in faults] == [("numbr", "unknown_field")]


def test_the_office_is_printed_by_four_names(office):
    assert office_values(office)["unit_name"] == "huyện Ba Tơ"

"""The catalogue of the small types and the office that issues them."""

import pytest

from service.doctypes.catalogue import Catalogue
from service.doctypes.preparing import prepare
from service.domain.offices import Office
from service.domain.recipients import Recipient
from service.domain.signing import Signer
from service.domain.units import Unit
from service.errors import InvalidInput
from tests.doctypes.small_types import TYPES, MemorySource, envelope


@pytest.fixture
def catalogue():
    return Catalogue(MemorySource(TYPES))


@pytest.fixture
def plan(catalogue):
    return catalogue.get("plan")


@pytest.fixture
def office():
    return Office(
        id="ubnd-thu",
        name="Ủy ban nhân dân huyện Ba Tơ",
        short_name="UBND huyện",
        unit=Unit("535", "535", "Ba Tơ", "huyen", "51"),
        issuer_lines=("ỦY BAN NHÂN DÂN", "HUYỆN BA TƠ"),
        place_name="Ba Tơ",
        symbol_suffix="UBND",
        collective_body="Ủy ban nhân dân",
        signers=(Signer("Phạm Giang Nam", "Chủ tịch"),),
        recipients=(Recipient("Sở Nội vụ"),),
        filing="VT, NV",
        superior="UBND tỉnh Quảng Ngãi",
        roles={"noi_vu": "Phòng Nội vụ", "thanh_tra": "Thanh tra huyện"},
    )


@pytest.fixture
def prepared(plan, office, catalogue):
    def make(content=None, **fields):
        return prepare(plan, envelope(content, **fields), office=office, catalogue=catalogue)

    return make


@pytest.fixture
def values(prepared):
    return lambda **content: prepared(content).values


@pytest.fixture
def faults(prepared):
    def make(content=None, **fields):
        with pytest.raises(InvalidInput) as caught:
            prepared(content, **fields)
        return [(error.path, error.code) for error in caught.value.errors]

    return make

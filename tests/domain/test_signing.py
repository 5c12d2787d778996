from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from service.domain.refusal import Refused
from service.domain.signing import Signer, SigningCapacity, signature_lines, signer_from, signer_name

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "signing.yaml").read_text(encoding="utf-8"))


@dataclass
class Body:
    collective_body: str
    head_position: str
    titles_allowed: bool = False


BODIES = {"ubnd": Body("Ủy ban nhân dân", "Chủ tịch"), "so": Body("", "Giám đốc")}


def outcome(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Refused as refusal:
        return refusal.code


@pytest.mark.parametrize("row", CASES["lines"], ids=lambda row: row["why"])
def test_the_lines_above_a_signature_follow_the_decree(row):
    wanted = dict(row["input"])
    on, until = (
        date.fromisoformat(day) if (day := wanted.pop(key, None)) else None for key in ("day", "valid_until")
    )
    body = BODIES[wanted.pop("office")]
    signer = Signer(
        "Phạm Minh Sơn", valid_until=until, **{**wanted, "capacity": SigningCapacity(wanted["capacity"])}
    )
    assert outcome(signature_lines, signer, body, on=on) == row.get("refused", row.get("expected"))


@pytest.mark.parametrize("row", CASES["names"], ids=lambda row: row["why"])
def test_a_name_stands_without_titles(row):
    found = outcome(signer_name, Signer(row["input"], "Chủ tịch"), BODIES["ubnd"])
    assert found == row.get("refused", row.get("expected"))


def test_the_armed_forces_may_print_ranks():
    soldiers = Body("", "Chỉ huy trưởng", titles_allowed=True)
    assert signer_name(Signer("Đại tá Phạm Minh Sơn", "Chỉ huy trưởng"), soldiers) == "Đại tá Phạm Minh Sơn"


def test_every_refusal_says_what_to_do_in_vietnamese():
    with pytest.raises(Refused, match=r"chọn quyền hạn Q\., chức vụ ghi “Chủ tịch”"):
        signature_lines(Signer("A", "Quyền Chủ tịch"), BODIES["ubnd"])
    signer = Signer(
        "A", "Trưởng phòng", SigningCapacity.TUQ, authorisation="Giấy", valid_until=date(2025, 3, 5)
    )
    with pytest.raises(Refused, match="hết hạn ngày 05/3/2025"):
        signature_lines(signer, BODIES["ubnd"], on=date(2025, 3, 6))


def test_a_signer_of_an_envelope_takes_its_capacity_from_the_position():
    assert signer_from({"name": "A", "position": "Phó Chủ tịch"}).capacity is SigningCapacity.KT
    assert signer_from({"name": "A", "position": "Chủ tịch"}).capacity is SigningCapacity.TM
    given = signer_from(
        {"name": "A", "position": "Chủ tịch", "capacity": "none"}, valid_until=date(2025, 1, 1)
    )
    assert (given.capacity, given.valid_until) == (SigningCapacity.NONE, date(2025, 1, 1))

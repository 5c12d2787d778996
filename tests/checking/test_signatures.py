"""Signatures of bodies other than a people's committee, which sign in ways of their own: none is called wrong."""

import pytest

from service.checking import check
from service.checking.recognition import recognise
from service.inspection import inspect
from tests.checking import builder
from tests.checking.changes import both, drop, redraw, text

COMMITTEE = ("ỦY BAN NHÂN DÂN", "XÃ BA TƠ")


def signed(issuer, capacities, name="Nguyễn Văn Minh"):
    """Return a document of a body with a signature; its name of one line stands alone."""
    draft = builder.build(appendices=0)
    first, *rest = issuer
    both(text("issuer0", first), *(text("issuer1", second) for second in rest))(draft)
    if not rest:
        drop("issuer1")(draft)
        draft.parts.pop("issuer1")
    redraw(draft, "issuer_rule", "shape", 0.4)
    for index in range(3):
        given = capacities[index : index + 1]
        (text(f"capacity{index}", given[0]) if given else drop(f"capacity{index}"))(draft)
    text("name", name)(draft)
    return draft.content()


def told(content):
    return [(one.severity, one.code) for one in check(content) if one.code.startswith("KY.")]


@pytest.mark.parametrize(
    ("issuer", "capacities"),
    [
        (("BỘ NỘI VỤ",), ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")),
        (("BAN CHỈ HUY QUÂN SỰ XÃ",), ("KT. CHỈ HUY TRƯỞNG", "CHỈ HUY PHÓ")),
        (("TỔ CÔNG TÁC SỐ 1",), ("KT. TỔ TRƯỞNG", "TỔ PHÓ")),
        (("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ",), ("TRƯỞNG BAN", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ")),
        (("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ",), ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "PHÓ CHỦ TỊCH UBND XÃ")),
        (COMMITTEE, ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
        (COMMITTEE, ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI")),
    ],
    ids=" / ".join,
)
def test_a_right_signature_is_called_right(issuer, capacities):
    assert told(signed(issuer, capacities)) == []


@pytest.mark.parametrize(
    ("issuer", "severity"), [(("HỘI ĐỒNG NHÂN DÂN", "XÃ BA TƠ"), "info"), (COMMITTEE, "error")]
)
def test_a_deputy_below_the_collective_is_wrong_for_a_committee_and_may_be_right_for_a_council(
    issuer, severity
):
    on_behalf = f"TM. {issuer[0]}"
    assert told(signed(issuer, (on_behalf, "PHÓ CHỦ TỊCH"))) == [(severity, "KY.TM_KT")]


def test_the_position_of_a_chairman_stands_without_the_committee():
    found = told(signed(COMMITTEE, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH UBND XÃ")))
    assert found == [("warn", "KY.TITLE_SHORT")]


@pytest.mark.parametrize("rank", ["Trung tá", "Thạc sĩ", "Bác sĩ", "Nhà giáo ưu tú"])
def test_a_rank_before_a_name_hides_no_name(rank):
    content = signed(("CÔNG AN XÃ BA TƠ",), ("TRƯỞNG CÔNG AN XÃ",), f"{rank} Phạm Văn Đông")
    assert recognise(inspect(content)).closing.name.text == f"{rank} Phạm Văn Đông"
    assert told(content) == []


def test_a_rank_before_the_name_of_a_chairman_is_told():
    content = signed(COMMITTEE, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Thạc sĩ Phạm Văn Đông")
    assert told(content) == [("error", "KY.NO_TITLE")]

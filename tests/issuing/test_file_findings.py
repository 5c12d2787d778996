"""Findings of a file as the page shows them: one fault is told once, and what is counted as sure is what is mended."""

from typing import Any

import pytest

from service.issuing.file_findings import LAYOUT, SURE, WORDING, examined, told_once
from service.issuing.file_mending import mended_file
from service.proofreading import ProofContext
from tests.checking import builder
from tests.checking.changes import both, text

FAULTS = both(
    text("date", "Ba Tơ, ngày 5 tháng 02 năm 2025"),
    text("clause2", "4. Các đơn vị phân đấu hoàn thành nhiệm vụ được giao trong năm."),
    text("point_b", "b. Trên 98% hồ sơ ,giấy tờ được trả đúng hạn."),
)


def _content() -> bytes:
    draft = builder.build(appendices=0)
    FAULTS(draft)
    return bytes(draft.content())


def _told(kind: str, code: str, mend: str, locator: str = "đoạn 4") -> dict[str, Any]:
    return {"kind": kind, "code": code, "mend": mend, "locator": locator}


def test_a_fault_that_both_checks_know_is_told_once() -> None:
    found = examined(_content(), "a.docx", ProofContext())
    codes = [one["code"] for one in found]
    assert codes.count("NGAY.DAY_PAD") == codes.count("ND.DIEM") == codes.count("ND.SEQ") == 1
    assert not {"padding", "outline-style", "outline-gap"} & set(codes)
    assert {"wrong-word", "punctuation"} <= set(codes)


def test_what_is_counted_as_sure_is_what_is_mended() -> None:
    content = _content()
    sure = [one for one in examined(content, "a.docx", ProofContext()) if one["mend"] == SURE]
    made = mended_file(content, "a.docx")
    assert len(sure) == len(made.done) == 4
    assert not [one for one in examined(made.content, "a.docx", ProofContext()) if one["mend"] == SURE]


@pytest.mark.parametrize(
    ("layout", "wording", "kept"),
    [("sure", "sure", LAYOUT), ("", "choice", LAYOUT), ("sure", "", LAYOUT), ("", "sure", WORDING)],
)
def test_the_telling_that_can_be_mended_is_kept(layout: str, wording: str, kept: str) -> None:
    found = [_told(LAYOUT, "NGAY.DAY_PAD", layout), _told(WORDING, "padding", wording)]
    assert [one["kind"] for one in told_once(found)] == [kept]


def test_faults_at_different_places_are_both_told() -> None:
    found = [_told(LAYOUT, "NGAY.DAY_PAD", SURE), _told(WORDING, "padding", SURE, "đoạn 9")]
    assert told_once(found) == found

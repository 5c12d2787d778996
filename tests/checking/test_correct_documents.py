"""Correct documents, built in the ways in which offices build them, have no finding of severity error or warn."""

import itertools

import pytest

from service.checking import check
from tests.checking import builder


def grave(content):
    return [finding for finding in check(content) if finding.severity != "info"]


@pytest.mark.parametrize("header", builder.HEADERS)
@pytest.mark.parametrize("rule", builder.RULES)
def test_a_document_is_right_however_its_header_and_lines_are_made(header, rule):
    assert grave(builder.build(header=header, rule=rule).content()) == []


@pytest.mark.parametrize(
    ("header", "numbering", "looks"),
    list(itertools.product(builder.HEADERS, builder.NUMBERINGS, builder.LOOKS)),
)
def test_a_document_is_right_with_typed_or_automatic_numbers_and_with_direct_formatting_or_styles(
    header, numbering, looks
):
    assert grave(builder.build(header=header, numbering=numbering, looks=looks).content()) == []


@pytest.mark.parametrize(
    "options",
    [
        {"office": "department", "appendices": 0},
        {"appendices": 0},
        {"appendices": 2},
        {"bases": False},
        {"urgency": True},
        {"kind": "BÁO CÁO", "addressees": ("Ủy ban nhân dân tỉnh",)},
        {"kind": "TỜ TRÌNH", "addressees": ("Ủy ban nhân dân tỉnh", "Sở Nội vụ")},
        {"kind": "QUYẾT ĐỊNH", "articles": True},
        {"letter": True, "addressees": ("Các phòng, ban",), "appendices": 0},
    ],
    ids=str,
)
def test_other_kinds_and_offices_are_right(options):
    draft = builder.build(**options)
    match_code(draft, options)
    assert grave(draft.content()) == []


def match_code(draft, options):
    code = {"BÁO CÁO": "BC", "TỜ TRÌNH": "TTr", "QUYẾT ĐỊNH": "QĐ"}.get(options.get("kind"))
    for name in ("number", "attached0"):
        if code and name in draft.parts:
            run = draft[name].runs[0]
            run.text = run.text.replace("05/KH", f"05/{code}")

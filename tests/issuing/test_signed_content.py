"""The proof that a number changes nothing of what was signed but number, day and the "Kèm theo" line."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.frame import Act
from service.issuing.issuer import prepared_input
from service.issuing.kept_context import KeptContext, kept_context
from service.issuing.published_types import published_form
from service.issuing.rendition import Rendition, rendered_again
from service.issuing.signed_content import (
    SignedContentChanged,
    compared,
    filled_in,
    is_filled_in,
    month_question,
    require_unchanged,
)
from service.rendering import context

DAY = date(2026, 3, 5)
NUMBERED = Act(12, DAY, "0195-id")
MONTHS = [{"month": "2026-03"}, {"month": "2026-02"}, {"month": None}, {}]


def made(catalogue, slug: str, act: Act, *, name: str = "minimal", **words) -> Rendition:
    envelope = {**catalogue.sample(slug, name), **words}
    if "month" not in words:
        envelope.pop("month", None)
    form = published_form(catalogue.get(slug))
    prepared = prepared_input(catalogue, catalogue.get(slug), envelope)
    kept = KeptContext(
        context=context.build(prepared, act),
        type=form.reference,
        frame=form.frame,
        frame_sha256=form.frame_sha256,
        template_sha256=form.template.sha256,
        release="test",
    )
    return rendered_again(kept, form.template)


def cases(catalogue):
    return [(slug, name) for slug in catalogue.slugs() for name in ("minimal", "full")]


@pytest.mark.parametrize("words", MONTHS, ids=str)
def test_the_blanks_filled_in_are_what_a_numbered_rendering_prints(catalogue, words) -> None:
    for slug, name in cases(catalogue):
        signed = made(catalogue, slug, Act(today=DAY), name=name, **words)
        numbered = made(catalogue, slug, NUMBERED, name=name, **words)
        code = numbered.kept.context["properties"]["keywords"]
        filled = filled_in(signed.kept, code=code, issued_on=DAY, document_id="0195-id")
        assert filled == numbered.kept, (slug, name)
        template = published_form(catalogue.get(slug)).template
        assert rendered_again(kept_context(filled.to_json()), template).content == numbered.content
        found = require_unchanged(signed.content, numbered.content, before=signed.kept, after=numbered.kept)
        assert found.looks == ()


def test_a_signed_line_is_proven_in_appendices_too(catalogue) -> None:
    signed = made(catalogue, "ke_hoach", Act(today=DAY), name="full")
    numbered = made(catalogue, "ke_hoach", NUMBERED, name="full")
    found = compared(signed.content, numbered.content)
    assert any(
        text.startswith("(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2026") for text in found.texts
    )
    assert len(found.texts) >= 3


@pytest.mark.parametrize(
    "changed",
    [{"subject": "Một trích yếu khác"}, {"drafter_mark": "LTN"}, {"urgency": "KHẨN"}, {"filing": "VT, KT"}],
    ids=str,
)
def test_any_other_change_refuses_and_shows_what_it_is(catalogue, changed) -> None:
    signed = made(catalogue, "ke_hoach", Act(today=DAY))
    numbered = made(catalogue, "ke_hoach", NUMBERED, **changed)
    with pytest.raises(SignedContentChanged) as caught:
        require_unchanged(signed.content, numbered.content, before=signed.kept, after=numbered.kept)
    assert next(iter(changed.values())).upper() in " ".join(caught.value.differences).upper()
    assert "Trả lại" in caught.value.message


def test_another_symbol_or_place_is_no_filling_in(catalogue) -> None:
    signed = made(catalogue, "ke_hoach", Act(today=DAY))
    numbered = made(catalogue, "ke_hoach", NUMBERED)
    for name, text in (
        ("number_line", "Số: 12/QĐ-UBND"),
        ("place_and_date", "Ba Vì, ngày 05 tháng 3 năm 2026"),
    ):
        other = {**numbered.kept.context, "frame": {**numbered.kept.context["frame"], name: text}}
        forged = rendered_again(
            replace(numbered.kept, context=other), published_form(catalogue.get("ke_hoach")).template
        )
        with pytest.raises(SignedContentChanged):
            require_unchanged(signed.content, forged.content, before=signed.kept, after=forged.kept)


def test_a_paragraph_more_is_a_change(catalogue) -> None:
    signed = made(catalogue, "ke_hoach", Act(today=DAY))
    numbered = made(catalogue, "ke_hoach", NUMBERED)
    frame = numbered.kept.context["frame"]
    longer = {
        **numbered.kept.context,
        "frame": {**frame, "recipients": ["- Thêm một nơi;", *frame["recipients"]]},
    }
    forged = rendered_again(
        replace(numbered.kept, context=longer), published_form(catalogue.get("ke_hoach")).template
    )
    with pytest.raises(SignedContentChanged):
        require_unchanged(signed.content, forged.content, before=signed.kept, after=forged.kept)


def test_a_look_that_differs_is_told_and_refuses_nothing(catalogue) -> None:
    signed = made(catalogue, "ke_hoach", Act(today=DAY))
    numbered = made(catalogue, "ke_hoach", NUMBERED)
    frame = {**numbered.kept.context["frame"], "issuer_line_emu": "500000"}
    other = replace(numbered.kept, context={**numbered.kept.context, "frame": frame})
    drawn = rendered_again(other, published_form(catalogue.get("ke_hoach")).template)
    found = require_unchanged(signed.content, drawn.content, before=signed.kept, after=drawn.kept)
    assert found.looks == ("word/document.xml",)


@pytest.mark.parametrize(
    ("signed", "numbered", "expected"),
    [
        ("Số:      /KH-UBND", "Số: 05/KH-UBND", True),
        ("Số:      /KH-UBND", "Số: 105/KH-UBND", True),
        ("Số:      /KH-UBND", "Số: /KH-UBND", False),
        ("Số:      /KH-UBND", "Số: 05/KH-UBNDX", False),
        ("Ba Tơ, ngày      tháng      năm", "Ba Tơ, ngày 05 tháng 3 năm 2026", True),
        (
            "(Kèm theo Kế hoạch số      /KH-UBND ngày      tháng      năm của UBND)",
            "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 3 năm 2026 của UBND)",
            True,
        ),
        (
            "(Kèm theo Kế hoạch số      /KH-UBND ngày      tháng 02 năm 2026 của UBND)",
            "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 3 năm 2026 của HĐND)",
            False,
        ),
    ],
)
def test_only_digits_fill_a_blank(signed: str, numbered: str, expected: bool) -> None:  # noqa: FBT001
    assert is_filled_in(signed, numbered) is expected


def test_the_month_is_asked_about_only_where_another_one_was_signed(catalogue) -> None:
    signed = made(catalogue, "ke_hoach", Act(today=DAY), month="2026-02").kept
    assert month_question(signed, date(2026, 2, 28)) is None
    question = month_question(signed, date(2026, 3, 1))
    assert question is not None
    assert "tháng 02 năm 2026" in question.message
    assert month_question(signed, date(2027, 2, 1)) is not None
    blank = made(catalogue, "ke_hoach", Act(today=DAY), month=None).kept
    assert month_question(blank, date(2026, 3, 1)) is None

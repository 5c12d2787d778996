"""Arbitrary text in every text field of the small type: it comes out as it went in, or it is refused at its path."""

import unicodedata

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from service.doctypes.preparing import prepare
from service.domain.text import forbidden_character, is_blank, malformed_mention, mentions
from service.errors import InvalidInput
from tests.doctypes.small_types import citation, envelope

anything = st.text(max_size=60)
RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def normal(text):
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_printable(text):
    return (
        not is_blank(text)
        and forbidden_character(text) is None
        and not mentions(normal(text))
        and malformed_mention(normal(text)) is None
    )


@RELAXED
@given(anything)
@example("\ufeffx\n\ufeff\ny\u200b")
@example("[[0]")
def test_a_text_comes_out_as_it_went_in(plan, office, text):
    assume(is_printable(text))
    found = prepare(plan, envelope({"heading": text, "note": text, "tail": text}), office=office).values
    assert found["heading"] == normal(text).strip("\n").replace("\n", " ")
    assert found["note"] == normal(text).strip("\n")
    assert "\n".join(prepare(plan, envelope({"goals": text}), office=office).values["goals"]) == "\n".join(
        part for part in normal(text).split("\n") if not is_blank(part)
    )


@pytest.mark.parametrize("text", ["\ufeff", "\u200b", "\u2060\n", "\u00a0", "\u3000\u00ad"])
@pytest.mark.parametrize("path", ["subject", "content.goals", "content.heading"])
def test_a_text_that_prints_nothing_is_missing(plan, office, path, text):
    name = path.removeprefix("content.")
    given = envelope({name: text}) if "." in path else envelope(subject=text)
    assert [(fault.path, fault.code) for fault in faults_of(plan, office, given)] == [(path, "too_short")]


FIELDS = {
    "subject": lambda text: envelope(subject=text),
    "office": lambda text: envelope(office=text),
    "filing": lambda text: envelope(filing=text),
    "drafter_mark": lambda text: envelope(drafter_mark=text),
    "month": lambda text: envelope(month=text),
    "recipients[0].name": lambda text: envelope(recipients=[{"name": text}]),
    "signer.name": lambda text: envelope(signer={"name": text, "position": "Chủ tịch"}),
    "signer.position": lambda text: envelope(signer={"name": "Nguyễn An", "position": text}),
    "acknowledged[0].reason": lambda text: envelope(
        acknowledged=[{"code": "a", "path": "b", "reason": text}]
    ),
    "content.goals": lambda text: envelope({"goals": text}),
    "content.day": lambda text: envelope({"day": text}),
    "content.month": lambda text: envelope({"month": text}),
    "content.score": lambda text: envelope({"score": text}),
    "content.rate": lambda text: envelope({"rate": text}),
    "content.money": lambda text: envelope({"money": text}),
    "content.body": lambda text: envelope({"body": text}),
    "content.choice": lambda text: envelope({"choice": text}),
    "content.mended_by[0]": lambda text: envelope({"mended_by": [text]}),
    "content.citations[0].label": lambda text: envelope({"citations": [citation(text)]}),
    "content.citations[0].kind": lambda text: envelope(
        {"citations": [citation(kind=text)], "tail": "[[qd_1]]"}
    ),
    "content.citations[0].code": lambda text: envelope(
        {"citations": [citation(code=text)], "tail": "[[qd_1]]"}
    ),
    "content.citations[0].date": lambda text: envelope({"citations": [citation(date=text)]}),
    "content.citations[0].subject": lambda text: envelope(
        {"citations": [citation(subject=text)], "tail": "[[qd_1]]"}
    ),
    "content.criteria[0].title": lambda text: envelope(
        {"criteria": [{"title": text, "tasks": [{"content": "x"}]}]}
    ),
    "content.criteria[0].tasks[0].content": lambda text: envelope(
        {"criteria": [{"title": "x", "tasks": [{"content": text}]}]}
    ),
    "content.criteria[0].tasks[0].lead[0].note": lambda text: envelope(
        {
            "criteria": [
                {"title": "x", "tasks": [{"content": "x", "lead": [{"role": "noi_vu", "note": text}]}]}
            ]
        }
    ),
    "content.criteria[0].tasks[0].deadline.note": lambda text: envelope(
        {"criteria": [{"title": "x", "tasks": [{"content": "x", "deadline": {"note": text}}]}]}
    ),
}


def faults_of(plan, office, given):
    try:
        prepare(plan, given, office=office)
    except InvalidInput as error:
        return error.errors
    return ()


@pytest.mark.parametrize("path", FIELDS)
@RELAXED
@given(text=anything)
def test_any_text_in_any_field_is_printed_or_refused_there(plan, office, path, text):
    faults = faults_of(plan, office, FIELDS[path](text))
    assert {fault.path for fault in faults} <= {path}
    assert all(fault.message for fault in faults)


@RELAXED
@given(st.dictionaries(st.text(max_size=10), st.none() | st.booleans() | st.floats() | anything, max_size=5))
def test_any_content_is_prepared_or_refused_in_words(plan, office, content):
    faults = faults_of(plan, office, {**envelope(), "content": content})
    assert all(fault.path.startswith("content") and fault.message for fault in faults)

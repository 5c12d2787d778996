from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.doctypes.catalogue import Catalogue
from service.domain.text import forbidden_character, nfc
from service.errors import InvalidInput, UnknownDocumentType
from service.inspection import inspect
from service.issuing.preview import preview

NOON = datetime(2025, 2, 5, 5, 0, tzinfo=UTC)
SLUG = "ke_hoach"


@pytest.fixture
def sample(catalogue: Catalogue) -> dict[str, Any]:
    return catalogue.sample(SLUG, "minimal")


def test_every_sample_of_every_type_can_be_previewed(catalogue: Catalogue) -> None:
    made = [
        preview(catalogue, slug, catalogue.sample(slug, name), now=NOON, specimen=specimen)
        for slug in catalogue.slugs()
        for name in ("full", "minimal")
        for specimen in (False, True)
    ]
    assert made
    assert all(one.content.startswith(b"PK") for one in made)


def test_number_and_day_are_blank_but_in_a_specimen(catalogue: Catalogue, sample: dict[str, Any]) -> None:
    blank = preview(catalogue, SLUG, sample, now=NOON).outline()
    specimen = preview(catalogue, SLUG, sample, now=NOON, specimen=True).outline()
    assert "Số:      /KH-UBND" in blank
    assert "Số: 01/KH-UBND" in specimen
    assert "ngày 05 tháng 02 năm 2025" in specimen


@pytest.mark.parametrize(
    ("moment", "year"),
    [(datetime(2025, 12, 31, 16, 59, tzinfo=UTC), 2025), (datetime(2025, 12, 31, 17, 0, tzinfo=UTC), 2026)],
    ids=["23:59 in Việt Nam", "00:00 in Việt Nam"],
)
def test_the_year_turns_when_it_turns_in_vietnam(
    catalogue: Catalogue, sample: dict[str, Any], moment: datetime, year: int
) -> None:
    del sample["month"]
    made = preview(catalogue, SLUG, sample, now=moment)
    assert made.file_name == f"KH-UBND_{year}_du-thao.docx"
    assert f"năm {year}" in made.outline()


def test_the_names_of_a_file_say_what_it_is(catalogue: Catalogue, sample: dict[str, Any]) -> None:
    made = preview(catalogue, SLUG, {**sample, "subject": 'Nâng cao\nchất lượng / "A:B"'}, now=NOON)
    assert made.file_name.isascii()
    assert len(made.file_name) <= 50
    assert made.utf8_name == "Kế hoạch Nâng cao chất lượng A B (dự thảo).docx"
    specimen = preview(catalogue, SLUG, sample, now=NOON, specimen=True)
    assert specimen.file_name == "KH-UBND_01_2025_ban-mau.docx"


def test_the_same_input_gives_the_same_bytes(catalogue: Catalogue, sample: dict[str, Any]) -> None:
    one, other = (preview(catalogue, SLUG, sample, now=NOON).content for _ in range(2))
    assert one == other


def test_an_input_is_not_changed(catalogue: Catalogue, sample: dict[str, Any]) -> None:
    before = repr(sample)
    preview(catalogue, SLUG, sample, now=NOON)
    assert repr(sample) == before


def test_an_unknown_office_hides_no_other_fault(catalogue: Catalogue, sample: dict[str, Any]) -> None:
    del sample["content"]["objectives"]
    with pytest.raises(InvalidInput) as caught:
        preview(catalogue, SLUG, {**sample, "office": "ubnd-x"}, now=NOON)
    assert {fault.path for fault in caught.value.errors} == {"office", "content.objectives"}


@pytest.mark.parametrize("office", [None, 5, "", ["a"], {"id": "x"}])
def test_an_office_that_is_no_text_is_a_fault(
    catalogue: Catalogue, sample: dict[str, Any], office: object
) -> None:
    with pytest.raises(InvalidInput) as caught:
        preview(catalogue, SLUG, {**sample, "office": office}, now=NOON)
    assert [fault.path for fault in caught.value.errors] == ["office"]


def test_an_unknown_type_is_said(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownDocumentType):
        preview(catalogue, "nothing", {}, now=NOON)


def made_or_refused(catalogue: Catalogue, envelope: dict[str, Any]) -> tuple[bytes, list[str]]:
    """The document, or the paths of the faults."""
    try:
        return preview(catalogue, SLUG, envelope, now=NOON).content, []
    except InvalidInput as error:
        return b"", [fault.path for fault in error.errors]


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=80).filter(lambda text: text.strip()))
def test_any_text_comes_back_out_of_the_document_or_is_refused(catalogue: Catalogue, text: str) -> None:
    envelope = catalogue.sample(SLUG, "minimal")
    envelope["content"]["implementation"][0]["body"] = f"x{text}x"
    content, refused = made_or_refused(catalogue, envelope)
    if refused:
        assert all(path.startswith("content.implementation[0].body") for path in refused)
        assert forbidden_character(nfc(text)) is not None or "[[" in text or not text.isprintable()
        return
    inside = "\n".join(paragraph.text for paragraph in inspect(content).paragraphs)
    plain = "".join(nfc(text).replace("*", "").replace("\\", "").split())
    assert plain in "".join(inside.replace("*", "").replace("\\", "").split())


def _without(envelope: dict[str, Any], *names: str) -> dict[str, Any]:
    content = {name: value for name, value in envelope["content"].items() if name not in names}
    return {**envelope, "content": content}


def test_an_input_that_is_not_filled_in_is_shown_with_marked_gaps_where_it_is_asked_for(
    catalogue: Catalogue, sample: dict[str, Any]
) -> None:
    given = _without(sample, "implementation", "closing")
    with pytest.raises(InvalidInput) as refused:
        preview(catalogue, SLUG, given, now=NOON)
    made = preview(catalogue, SLUG, given, now=NOON, with_gaps=True)
    assert made.prepared.faults == refused.value.errors
    assert {one.path for one in made.prepared.faults} == {"content.implementation", "content.closing"}
    outline = made.outline()
    assert "[chưa có: Tổ chức thực hiện]" in outline
    assert "[chưa có: Kết thúc]./." in outline


def test_a_value_that_is_wrong_is_marked_with_what_was_typed(catalogue: Catalogue) -> None:
    given = catalogue.sample(SLUG, "full")
    year = given["content"]["previous_year"]
    year["self_score"] = "chín mươi"
    del year["deductions"][0]["points"]
    given["content"]["criteria"][1]["tasks"][0]["evidence_deadline"] = {"by": "31/2/2026"}
    given["content"]["opening"]["bases"] = [""]
    outline = preview(catalogue, SLUG, given, now=NOON, with_gaps=True).outline()
    assert "tự chấm [cần sửa: chín mươi] điểm" in outline
    assert "trừ [chưa có: Số điểm bị trừ] điểm" in outline
    assert "[chưa có: Hạn cung cấp tài liệu minh chứng]" in outline
    assert "Căn cứ [chưa có: Căn cứ] của …" in outline
    assert "31/2/2026" not in outline


def test_a_right_input_is_the_same_with_gaps_allowed(catalogue: Catalogue) -> None:
    for slug in catalogue.slugs():
        given = catalogue.sample(slug, "full")
        made = preview(catalogue, slug, given, now=NOON, with_gaps=True)
        assert made.content == preview(catalogue, slug, given, now=NOON).content
        assert made.prepared.faults == ()


def test_every_field_that_is_required_leaves_a_mark_and_not_a_refusal(catalogue: Catalogue) -> None:
    shown = 0
    for slug in catalogue.slugs():
        given = catalogue.sample(slug, "full")
        for name in set(catalogue.get(slug).schema["required"]) - {"results"}:  # of the tasks of its source
            made = preview(catalogue, slug, _without(given, name), now=NOON, with_gaps=True)
            assert f"content.{name}" in {one.path for one in made.prepared.faults}
            shown += 1
    assert shown > 0


def test_an_input_without_its_source_cannot_be_shown(catalogue: Catalogue) -> None:
    given = {
        name: value for name, value in catalogue.sample("bao_cao", "minimal").items() if name != "sources"
    }
    with pytest.raises(InvalidInput) as refused:
        preview(catalogue, "bao_cao", given, now=NOON, with_gaps=True)
    assert "sources.plan" in {one.path for one in refused.value.errors}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_taken_out_of_an_input_it_is_shown_or_refused_with_its_faults(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    slug = data.draw(st.sampled_from(catalogue.slugs()))
    given = catalogue.sample(slug, "full")
    for _ in range(data.draw(st.integers(1, 4))):
        place: Any = given["content"]
        while isinstance(place, (dict, list)) and place:
            step = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
            inner = place[step]
            if not isinstance(inner, (dict, list)) or not inner or data.draw(st.booleans()):
                place[step] = data.draw(st.sampled_from(["", "35/13/2026", None, 5, [], {}]))
                break
            place = inner
    with suppress(InvalidInput):  # any other error is one of the service
        assert preview(catalogue, slug, given, now=NOON, with_gaps=True).content.startswith(b"PK")

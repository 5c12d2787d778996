"""An input with gaps as it is looked at: what nobody typed, and what is computed from it, is printed as the gap."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from service import clock, reference
from service.doctypes.preparing import Prepared, prepare_with_gaps
from service.errors import InvalidInput
from service.issuing.preview import preview
from service.issuing.source_items import with_source_items
from tests.doctypes.samples import CATALOGUE, OF_TYPES, SAMPLES, envelope, named

DAY = date(2026, 11, 30)
REPORT = ("xa_ba_to_2026", "bao_cao")
Way = tuple[str | int, ...]


def looked_at(given: dict[str, Any]) -> Prepared:
    document_type = CATALOGUE.get(given["type"])
    office = reference.office(given["office"])
    return prepare_with_gaps(document_type, given, office=office, catalogue=CATALOGUE, today=DAY)


def begun_report() -> dict[str, Any]:
    """A report as it begins from its plan: nothing typed but what it reports on."""
    whole = envelope(REPORT)
    opened = {name: whole[name] for name in ("type", "office", "sources")}
    return with_source_items(CATALOGUE.get("bao_cao"), CATALOGUE, {**opened, "content": {}})


def leaves(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    if isinstance(value, (dict, list)):
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*way, step))
    else:
        yield way, value


def computed(prepared: Prepared) -> dict[Way, str]:
    results = {call.key: prepared.values[call.key] for call in prepared.document_type.computes}
    return {way: one for way, one in leaves(results) if isinstance(one, str)}


def put(given: dict[str, Any], way: Way, value: Any) -> dict[str, Any]:
    made = deepcopy(given)
    place: Any = made["content"]
    for step in way[:-1]:
        place = place[step]
    if value is None:
        del place[way[-1]]
    else:
        place[way[-1]] = value
    return made


def test_a_report_with_nothing_typed_prints_no_period_and_no_count() -> None:
    given = begun_report()
    overview = looked_at(given).values["overview"]
    assert overview["start"] == "[chưa có: Kỳ báo cáo]"
    assert [row["count"] for row in overview["rows"]] == ["…"]
    assert looked_at(given).values["next_period"] == "[chưa có: Kỳ báo cáo]"
    outline = preview(CATALOGUE, "bao_cao", given, now=clock.now(), with_gaps=True).outline()
    assert not re.search(r"19(?:89|9\d)|\d %|Đang thực hiện", outline)
    assert "2100" not in outline


def test_counts_of_results_that_nobody_typed_are_gaps_and_the_days_of_the_period_are_not() -> None:
    whole = envelope(REPORT)
    bare = [
        {"task": one["task"], "started": True} if at % 2 else {"task": one["task"]}
        for at, one in enumerate(whole["content"]["results"])
    ]
    values = looked_at(put(whole, ("results",), bare)).values
    full = looked_at(whole).values
    assert [row["count"] for row in values["overview"]["rows"]] == ["…"]
    for name in ("total", "start", "end"):
        assert values["overview"][name] == full["overview"][name]
    assert values["target_rows"] == full["target_rows"]


def test_what_is_typed_beside_a_gap_stays_in_a_computed_table() -> None:
    whole = envelope(("bao_cao", "full"))
    values = looked_at(put(whole, ("scores", "criteria", 1, "self_points"), None)).values
    full = looked_at(whole).values
    table, before = values["score_table"], full["score_table"]
    assert table["rows"][0] == before["rows"][0]
    assert table["rows"][1] != before["rows"][1]
    assert [one for _, one in leaves(table["rows"][1]) if str(one).startswith("[chưa có: ")]


def numbers_of(given: dict[str, Any]) -> list[Way]:
    """The numbers and years that stand in the content of a sample, and that computed values could be made of."""
    return [
        way
        for way, one in leaves(given["content"])
        if (isinstance(one, int) and not isinstance(one, bool))
        or (isinstance(one, str) and re.fullmatch(r"\d{1,3},\d\d|\d{1,2}(\.\d{3})+", one))
    ]


@pytest.mark.parametrize(**named(SAMPLES))
def test_a_computed_value_that_a_missing_number_decides_is_never_printed(sample: tuple[str, str]) -> None:
    whole = envelope(sample)
    before = computed(looked_at(whole))
    for way in numbers_of(whole)[:12]:
        gap = looked_at(put(whole, way, None))
        if not any(fault.code == "required" for fault in gap.faults):
            continue
        one, other = (computed(looked_at(put(whole, way, number))) for number in (1991, 2099))
        if len({*map(len, (one, other, before))}) > 1 or one.keys() != other.keys():
            continue  # other rows: nothing stands in the same place
        found = computed(gap)
        for place, text in found.items():
            if one.get(place) != other.get(place):
                assert text == "…" or text.startswith("[chưa có: "), (way, place, text)


def shown(given: dict[str, Any]) -> dict[str, Any] | None:
    """What is shown of an input, None where it is refused with its faults."""
    try:
        return dict(looked_at(given).values)
    except InvalidInput:
        return None


@pytest.mark.parametrize("sample", OF_TYPES, ids=" ".join)
@pytest.mark.parametrize("content", ["x", 5, True, [1], [], None], ids=repr)
def test_a_content_that_holds_no_fields_is_a_content_with_nothing_in_it(sample: Any, content: Any) -> None:
    whole = envelope(sample)
    assert shown({**whole, "content": content}) == shown({**whole, "content": {}})

"""Two people on one draft: nothing that either of them wrote is lost."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.issuing.draft_merging import differences, merge

TASK = {"label": "a", "content": "Rà soát", "lead": ["Phòng Nội vụ"]}
OTHER = {"label": "b", "content": "Tập huấn"}

words = st.text("abcđê ", min_size=1, max_size=6)
tasks = st.fixed_dictionaries(
    {"content": words}, optional={"label": words, "lead": st.lists(words, max_size=3)}
)
envelopes = st.fixed_dictionaries(
    {"subject": words},
    optional={"month": words, "tasks": st.lists(tasks, max_size=5), "lines": st.lists(words)},
)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif value is not None:
        yield str(value)


@given(envelopes, envelopes)
def test_who_works_alone_gets_just_what_he_wrote(base: Any, changed: Any) -> None:
    assert merge(base, changed, base).value == changed
    assert merge(base, base, changed).value == changed
    assert merge(base, changed, changed).value == changed
    assert merge(base, changed, changed).conflicts == ()


@given(envelopes, envelopes, envelopes)
def test_no_word_of_either_is_lost(base: Any, mine: Any, theirs: Any) -> None:
    merged = merge(base, mine, theirs)
    known = set(texts(merged.value)) | {
        text for one in merged.conflicts for side in (one.mine, one.theirs) for text in texts(side)
    }
    before = set(texts(base))
    assert set(texts(mine)) - before <= known
    assert set(texts(theirs)) - before <= known


@given(envelopes, envelopes, envelopes)
def test_a_conflict_stands_where_it_says(base: Any, mine: Any, theirs: Any) -> None:
    for one in merge(base, mine, theirs).conflicts:
        if not one.was_removed and one.theirs is not None:
            assert at(merge(base, mine, theirs).value, one.path) == one.theirs
        if one.own_path and one.mine is not None:
            assert at(mine, one.own_path) == one.mine


def at(value: Any, path: str) -> Any:
    for step in path.replace("]", "").replace("[", ".").split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def test_different_fields_of_one_item_merge_though_both_moved_it() -> None:
    base = {"tasks": [TASK, OTHER]}
    mine = {"tasks": [OTHER, {**TASK, "content": "Rà soát, bổ sung"}]}
    theirs = {"tasks": [{**TASK, "lead": ["Phòng Y tế"]}, OTHER]}
    merged = merge(base, mine, theirs)
    assert merged.value == {"tasks": [OTHER, {**TASK, "content": "Rà soát, bổ sung", "lead": ["Phòng Y tế"]}]}
    assert merged.conflicts == ()


def test_one_field_that_both_changed_is_told_with_both_and_stays_as_it_is_kept() -> None:
    merged = merge({"subject": "a"}, {"subject": "của tôi"}, {"subject": "của chị Hoa"})
    assert merged.value == {"subject": "của chị Hoa"}
    (told,) = merged.conflicts
    assert (told.path, told.own_path, told.mine, told.theirs) == (
        "subject",
        "subject",
        "của tôi",
        "của chị Hoa",
    )


def test_items_that_each_added_are_both_there() -> None:
    merged = merge({"t": [TASK]}, {"t": [TASK, {"content": "một"}]}, {"t": [{"content": "hai"}, TASK]})
    assert merged.value == {"t": [{"content": "hai"}, TASK, {"content": "một"}]}
    assert merged.conflicts == ()


def test_an_item_that_one_took_out_and_the_other_left_alone_is_gone() -> None:
    assert merge({"t": [TASK, OTHER]}, {"t": [OTHER]}, {"t": [TASK, {**OTHER, "content": "x"}]}).value == {
        "t": [{**OTHER, "content": "x"}]
    }


def test_an_item_that_one_took_out_and_the_other_changed_stays_and_is_told() -> None:
    changed = {**TASK, "content": "Rà soát lại"}
    merged = merge({"t": [TASK, OTHER]}, {"t": [OTHER]}, {"t": [changed, OTHER]})
    assert merged.value == {"t": [changed, OTHER]}
    assert [one.was_removed for one in merged.conflicts] == [True]


def test_what_is_one_value_is_never_mixed() -> None:
    base, mine, theirs = ({"deadline": one} for one in ({"ongoing": True}, {"by": "1"}, {"before": "2"}))
    assert merge(base, mine, theirs, whole={"deadline"}).value == {"deadline": {"before": "2"}}
    assert [one.path for one in merge(base, mine, theirs, whole={"deadline"}).conflicts] == ["deadline"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"a": "x"}, {"a": "x"}, []),
        ({"a": "x"}, {}, [("a", "x", None)]),
        ({"t": [TASK, OTHER]}, {"t": [OTHER, TASK]}, []),
        ({"t": [TASK]}, {"t": [{**TASK, "content": "y"}]}, [("t[0].content", "Rà soát", "y")]),
        ({"t": [TASK, OTHER]}, {"t": [TASK]}, [("t[1]", OTHER, None)]),
    ],
)
def test_two_versions_are_compared_by_field(old: Any, new: Any, expected: list[tuple[str, Any, Any]]) -> None:
    assert [(one.path, one.old, one.new) for one in differences(old, new)] == expected


def test_a_person_who_chose_his_own_text_gets_it() -> None:
    theirs = {"a": "của chị Hoa"}
    seen = {("a", "của chị Hoa")}
    merged = merge({}, {"a": "của tôi", "b": "x"}, theirs, prefers=lambda *told: told in seen)
    assert (merged.value, merged.conflicts) == ({"a": "của tôi", "b": "x"}, ())


def test_a_text_that_nobody_was_shown_is_not_overruled() -> None:
    seen = {("a", "của chị Hoa")}
    merged = merge({}, {"a": "của tôi"}, {"a": "chị Hoa viết tiếp"}, prefers=lambda *told: told in seen)
    assert merged.value == {"a": "chị Hoa viết tiếp"}
    assert [(one.own_path, one.theirs) for one in merged.conflicts] == [("a", "chị Hoa viết tiếp")]

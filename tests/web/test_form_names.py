"""The name of an input is a path of ours or nothing: its length is bounded."""

import pytest

from service.web.form_reading import MAX_PATH_LENGTH, tree_of


@pytest.mark.parametrize(("length", "is_read"), [(299, True), (300, True), (301, False), (3000, False)])
def test_a_name_of_more_than_300_signs_is_passed_over(length: int, *, is_read: bool) -> None:
    name = "x" * length
    assert (name in tree_of([(name, "a")])) == is_read
    assert MAX_PATH_LENGTH == 300


def test_deep_brackets_within_the_length_build_no_deep_tree() -> None:
    tree = tree_of([("[" * 300, "a"), ("a" + "[]" * 149, "b")])
    assert len(tree) <= 2

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service.domain.emphasis import (
    Span,
    escape_marks,
    joined,
    malformed_mention,
    mentions,
    plain,
    replace_mentions,
    spans,
)

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "emphasis.yaml").read_text(encoding="utf-8"))
# Signs of the notation far more often than they occur by chance.
MARKED = st.text(alphabet="*[]\\ab 5()\n:_", max_size=30)
MARKS = st.sampled_from(["*", "**", "***"])
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40) | MARKED


def looks(text):
    return [[span.text, "b" * span.bold + "i" * span.italic] for span in spans(text)]


@pytest.mark.parametrize("row", CASES["spans"], ids=lambda row: f"{row['input']} {row['why']}")
def test_emphasis_is_read(row):
    assert looks(row["input"]) == row["looks"]
    assert plain(row["input"]) == "".join(text for text, _ in row["looks"])


@pytest.mark.parametrize("row", CASES["mentions"], ids=lambda row: f"{row['input']} {row['why']}")
def test_mentions_are_found(row):
    assert mentions(row["input"]) == row["expected"]


@pytest.mark.parametrize("row", CASES["replaced"], ids=lambda row: f"{row['input']} {row['why']}")
def test_mentions_are_replaced(row):
    assert replace_mentions(row["input"], row["with"].__getitem__) == row["expected"]


@pytest.mark.parametrize("row", CASES["joined"], ids=lambda row: f"{row['parts']} {row['why']}")
def test_texts_are_put_together(row):
    assert joined(row["parts"]) == row["expected"]
    assert plain(joined(row["parts"])) == row["plain"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[QD_9]]", "[[QD_9]]"),
        ("[[ qd_9 ]]", "[[ qd_9 ]]"),
        ("[[qđ_9]]", "[[qđ_9]]"),
        ("[[]]", "[[]]"),
        ("[[qd_9|]]", "[[qd_9|]]"),
        ("[[qd_9|khoản [1]]]", "[[qd_9|khoản [1]]"),
        ("[[qd_9|khoản 1\nĐiều 5]]", "[[qd_9|khoản 1\nĐiều 5]]"),
        ("[[a [[qd_9]] b]]", "[[a … b]]"),
        ("[[[QD]]", "[[QD]]"),
        ("\\\\[[QD]]", "[[QD]]"),
        ("[[qd_9]] [[muc:a]] [[qd_9|khoản 1]]", None),
        ("\\[[QD]]", None),
        ("\\[[QD]], \\[[[QD]]", None),
        ("[[", None),
        ("]] [[", None),
        ("a[0][1], [x], [[[[", None),
    ],
)
def test_double_brackets_without_a_label_are_found(text, found):
    assert malformed_mention(text) == found


@given(TEXT)
def test_escaped_text_has_no_malformed_mention(text):
    assert malformed_mention(escape_marks(text)) is None


def test_what_the_lookup_raises_for_an_unknown_label_goes_through():
    with pytest.raises(KeyError, match="qd_9"):
        replace_mentions("theo [[qd_9]]", {}.__getitem__)


@pytest.mark.parametrize("signs", ["[", "\\", "\\[", "*", "[[", "]]", "**[[\\", "[[a"])
def test_a_megabyte_of_signs_is_read_in_one_pass(signs):
    # Were the signs tried again from each of them, this test would take an hour.
    many = signs * (1_000_000 // len(signs)) if len(signs) < 3 else signs * 5_000
    assert len(plain(many + "a*")) <= len(many) + 2
    assert mentions(many + "a]] [[b]]")[-1] == "b"
    assert plain(escape_marks(many[:50_000])) == many[:50_000]


@given(TEXT)
def test_escaped_text_reads_as_itself(text):
    assert plain(escape_marks(text)) == text
    assert mentions(escape_marks(text)) == []
    assert not any(span.bold or span.italic for span in spans(escape_marks(text)))


@given(TEXT)
def test_spans_lose_nothing_but_marks_and_differ_from_their_neighbours(text):
    pieces = spans(text)
    assert all(piece.text for piece in pieces)
    assert all(left[1:] != right[1:] for left, right in pairwise(pieces))
    kept = [sign for sign in text if sign not in "*\\"]
    assert [sign for piece in pieces for sign in piece.text if sign not in "*\\"] == kept


@given(TEXT.filter(lambda text: text and text == text.strip() and "\n" not in text), MARKS)
def test_marks_around_any_words_give_them_their_look(text, mark):
    # `joined` doubles the backslashes that words may end with.
    marked = joined(["x ", f"{mark}{escape_marks(text)}", mark, " y"])
    assert spans(marked)[1:-1] == [Span(text, bold="**" in mark, italic=mark != "**")]


@given(st.lists(TEXT, min_size=1, max_size=5), st.lists(TEXT, min_size=4, max_size=4))
def test_replacing_mentions_changes_nothing_else(words, found):
    labels = [f"l{index}" for index in range(len(words) - 1)]
    parts = [
        part
        for pair in zip(map(escape_marks, words), [f"[[{label}]]" for label in labels] + [""], strict=True)
        for part in pair
    ]
    values = dict(zip(labels, found, strict=False))
    replaced = replace_mentions(joined(parts), lambda label: escape_marks(values[label]))
    expected = [
        part for pair in zip(words, [values[label] for label in labels] + [""], strict=True) for part in pair
    ]
    assert plain(replaced) == "".join(expected)


@given(st.lists(TEXT, max_size=5))
def test_joined_texts_read_as_each_alone(words):
    assert plain(joined(map(escape_marks, words))) == "".join(words)

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.outline import LETTERS, Node, letter, number_of, numbers_of, reference, roman
from service.domain.outline_building import build, compile_outline
from service.domain.refusal import Refused

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "outline.yaml").read_text(encoding="utf-8"))
NUMBERED = ("roman", "arabic", "decimal", "letter", "paren")


def placed(path):
    node = None
    for style, position in path:
        node = Node(style, position, number_of(style, position, node), "", "", node)
    return node


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_numbers_and_references_are_made_as_in_the_table(case):
    node = placed(case["path"])
    assert node.number == case["number"]
    assert reference(node) == case["reference"]


def test_a_type_names_its_levels_itself():
    node = placed([["roman", 2], ["arabic", 1]])
    assert reference(node, {"roman": "Phần", "arabic": "mục"}) == "mục 1 Phần II"
    assert reference(node, document_title="Báo cáo này") == "khoản 1 Mục II Báo cáo này"


def test_a_place_without_any_number_is_referred_to_by_its_title():
    assert reference(Node("none", 1, "", "MỞ ĐẦU", "", None)) == "phần “MỞ ĐẦU”"


def test_a_decimal_number_goes_over_places_without_a_number():
    khoan = placed([["arabic", 2]])
    lone = Node("decimal", 1, "", "", "", khoan)
    assert number_of("decimal", 3, lone) == "2.3."


def test_there_is_no_letter_after_y():
    assert len(LETTERS) == 23
    assert not set("fjwz") & set(LETTERS)
    with pytest.raises(Refused) as caught:
        letter(24)
    assert caught.value.code == "outline_too_long"
    assert "23" in caught.value.message


def test_an_unknown_style_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="star"):
        number_of("star", 1)


@given(st.integers(1, 399))
def test_roman_numerals_read_back(value):
    sizes = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    digits = [sizes[sign] for sign in roman(value)]
    assert sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True)) == value


@given(st.sampled_from((*NUMBERED, "dash", "plus", "none")), st.integers(1, 5), st.integers(0, 18))
def test_a_row_of_numbers_is_the_single_numbers_in_a_row(style, first, count):
    parent = placed([["roman", 1], ["arabic", 2]])
    expected = [number_of(style, position, parent) for position in range(first, first + count)]
    assert numbers_of(style, first, count, parent) == expected


SECTIONS = [
    {"label": "goals", "title": "MỤC TIÊU", "style": "roman", "when": "goals"},
    {
        "label": "work",
        "title": "NHIỆM VỤ",
        "title_field": "work_title",
        "style": "roman",
        "children": [
            {"label": "common", "title": "Chung", "style": "arabic", "when": "common"},
            {
                "label": "special",
                "title": "Cụ thể",
                "style": "arabic",
                "children": [
                    {
                        "each": "criteria",
                        "style": "decimal",
                        "title_field": "title",
                        "children": [
                            {"each": "tasks", "style": "dash", "number_single": False, "when": ".lead"},
                            {
                                "each": "tasks",
                                "style": "decimal",
                                "number_single": False,
                                "when": {"not": ".lead"},
                            },
                        ],
                    }
                ],
            },
        ],
    },
]


def numbers(content):
    outline = build(compile_outline(SECTIONS), content)
    return {".".join(map(str, numbered.way)): numbered.numbers for numbered in outline.lists}


def test_a_section_without_content_is_left_out_and_the_numbers_close_up():
    content = {"criteria": [{"tasks": [{}, {}]}, {"tasks": [{}]}]}
    outline = build(compile_outline(SECTIONS), content)
    assert {label: node.number for label, node in outline.sections.items()} == {"work": "I.", "special": "1."}
    assert numbers(content) == {
        "criteria": ["1.1.", "1.2."],
        "criteria.0.tasks": ["1.1.1.", "1.1.2."],
        "criteria.1.tasks": [""],
    }


LONE = [
    {"label": "first", "title": "A", "style": "letter", "when": "first", "number_single": False},
    {"each": "rows", "style": "letter", "number_single": False},
    {"label": "last", "title": "Z", "style": "letter", "when": "last", "number_single": False},
]


@pytest.mark.parametrize(
    ("content", "sections", "rows"),
    [
        ({"rows": [{}]}, {}, [""]),
        ({"rows": [{}, {}]}, {}, ["a)", "b)"]),
        ({"first": 1}, {"first": ""}, None),
        ({"first": 1, "rows": [{}]}, {"first": "a)"}, ["b)"]),
        ({"rows": [{}], "last": 1}, {"last": "b)"}, ["a)"]),
        ({"first": 1, "rows": [{}, {}], "last": 1}, {"first": "a)", "last": "d)"}, ["b)", "c)"]),
    ],
)
def test_only_what_stands_alone_in_its_style_has_no_number(content, sections, rows):
    outline = build(compile_outline(LONE), content)
    assert {label: node.number for label, node in outline.sections.items()} == sections
    assert [numbered.numbers for numbered in outline.lists] == ([] if rows is None else [rows])


def test_a_section_of_which_nothing_is_there_is_left_out_whole():
    outline = build(compile_outline(SECTIONS), {"goals": "x"})
    assert list(outline.sections) == ["goals"]
    assert outline.lists == []


def test_one_block_for_all_tasks_makes_dashes_and_a_lone_one_stays_plain():
    content = {"common": "x", "criteria": [{"lead": "a", "tasks": [{}, {}]}, {"lead": "a", "tasks": [{}]}]}
    assert numbers(content) == {
        "criteria": ["2.1.", "2.2."],
        "criteria.0.tasks": ["-", "-"],
        "criteria.1.tasks": [""],
    }


def test_a_title_comes_from_the_content_where_it_has_one():
    sections = compile_outline(SECTIONS)
    content = {"goals": "x", "criteria": [{"label": "tc", "title": "Tiêu chí", "tasks": [{"label": "nv"}]}]}
    assert build(sections, content).sections["work"].title == "NHIỆM VỤ"
    outline = build(sections, {**content, "work_title": "VIỆC"})
    assert outline.sections["work"].title == "VIỆC"
    assert outline.place("tc").title == "Tiêu chí"


def test_items_with_a_label_can_be_referred_to():
    content = {"goals": "x", "criteria": [{"tasks": [{}, {"label": "nv"}]}]}
    outline = build(compile_outline(SECTIONS), content)
    assert reference(outline.place("nv")) == "điểm 1.1.2 khoản 1 Mục II"
    assert outline.place("unknown") is None


def test_numbers_are_written_into_the_values():
    content = {"criteria": [{"tasks": [{}, {}]}, {"tasks": [{}]}]}
    values = {"criteria": [{"tasks": [{}, {}]}, {"tasks": [{}]}]}
    build(compile_outline(SECTIONS), content).write_numbers(values)
    assert [item["number"] for item in values["criteria"]] == ["1.1.", "1.2."]
    assert [item["index"] for item in values["criteria"][0]["tasks"]] == ["1", "2"]
    assert values["criteria"][1]["tasks"] == [{"number": "", "index": "1"}]


def test_numbers_of_a_computed_list_wait_for_it():
    sections = compile_outline([{"each": "plan.criteria", "style": "arabic", "into": "results"}])
    outline = build(sections, {"plan": {"criteria": [{}, {}]}})
    values = {"results": [{}, {}]}
    outline.write_numbers(values)
    assert values == {"results": [{}, {}]}
    outline.write_numbers(values, computed=outline.into)
    assert [item["number"] for item in values["results"]] == ["1.", "2."]


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ({"style": "roman", "titel": "x"}, "outline_unknown_key"),
        ({"style": "star"}, "outline_style"),
        ({"style": "roman", "when": {"maybe": "x"}}, "condition_unknown"),
    ],
)
def test_a_wrong_entry_is_refused_when_it_is_compiled(section, code):
    with pytest.raises(Refused) as caught:
        compile_outline([section])
    assert caught.value.code == code


def test_too_many_letters_are_refused_when_the_outline_is_built():
    sections = compile_outline([{"each": "items", "style": "letter"}])
    assert build(sections, {"items": [{}] * 23}).lists[0].numbers[-1] == "y)"
    with pytest.raises(Refused):
        build(sections, {"items": [{}] * 24})


trees = st.recursive(
    st.fixed_dictionaries({}),
    lambda inner: st.fixed_dictionaries({"items": st.lists(inner, max_size=4)}),
    max_leaves=30,
)


def nested(style, depth):
    children = [nested(style, depth - 1)] if depth else []
    return {"each": "items", "style": style, "children": children}


@settings(deadline=None)
@given(st.lists(trees, min_size=1, max_size=6), st.sampled_from(NUMBERED))
def test_numbers_are_one_to_n_at_each_level_of_any_tree(items, style):
    outline = build(compile_outline([nested(style, 6)]), {"items": items})
    for numbered in outline.lists:
        expected = numbers_of(style, 1, len(numbered.items), numbered.parent)
        assert numbered.numbers == expected
        assert len(set(numbered.numbers)) == len(numbered.items)
        if style == "decimal":
            own = [int(number.rstrip(".").rpartition(".")[2]) for number in numbered.numbers]
            assert own == list(range(1, len(own) + 1))

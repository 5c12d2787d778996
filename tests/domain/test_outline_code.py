from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.outline import STYLES, number_of, reference
from service.domain.outline_building import build, compile_outline

NAMES = {"roman": "Phần", "arabic": "mục"}


def with_labels(sections, path="s"):
    """Give each section of a drawn outline a label of its own, and a condition where it has none of its children."""
    labelled = []
    for position, (style, single, has_condition, children) in enumerate(sections):
        label = f"{path}_{position}"
        spec = {"label": label, "title": label.upper(), "style": style, "number_single": single}
        if has_condition:
            spec["when"] = label
        labelled.append(spec | {"children": with_labels(children, label)})
    return labelled


def labels_of(sections):
    for section in sections:
        yield section["label"]
        yield from labels_of(section["children"])


outlines = st.recursive(
    st.just([]),
    lambda inner: st.lists(
        st.tuples(st.sampled_from(STYLES), st.booleans(), st.booleans(), inner), min_size=1, max_size=3
    ),
    max_leaves=12,
).map(with_labels)


@settings(deadline=None, max_examples=200)
@given(outlines, st.data())
def test_each_section_has_the_number_of_its_place_and_the_words_that_refer_to_it(sections, data):
    there = data.draw(st.sets(st.sampled_from([*labels_of(sections), "none"])))
    outline = build(compile_outline(sections), dict.fromkeys(there, "x"), NAMES)
    for label, node in outline.sections.items():
        assert outline.references[label] == reference(node, NAMES)
        assert node.number in {"", number_of(node.style, node.position, node.parent)}
    assert outline.references.keys() == outline.sections.keys()


@settings(deadline=None)
@given(st.text(min_size=1, max_size=8), st.text(max_size=8))
def test_whatever_a_definition_says_is_a_text_and_never_code(label, title):
    sections = compile_outline([{"label": label, "title": title, "style": "roman", "children": []}])
    node = build(sections, {}).sections[label]
    assert (node.label, node.title, node.number) == (label, title, "I.")


def test_a_fixed_section_that_stands_alone_may_go_without_a_number():
    inner = {"label": "c", "title": "C", "style": "arabic", "number_single": False, "when": "c"}
    other = {"label": "d", "title": "D", "style": "arabic", "when": "d"}
    sections = compile_outline([{"label": "a", "title": "A", "style": "roman", "children": [inner, other]}])
    alone, beside = build(sections, {"c": "x"}), build(sections, {"c": "x", "d": "x"})
    assert (alone.sections["c"].number, alone.references["c"]) == ("", "Mục I")
    assert (beside.sections["c"].number, beside.references["d"]) == ("1.", "khoản 2 Mục I")

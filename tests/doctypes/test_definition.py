from contextlib import suppress

import pytest
import yaml

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import parse_definition
from service.doctypes.definition_schema import OWN_KEYWORDS, SCHEMA_KEYWORDS
from service.doctypes.shared import shared_facts
from service.errors import InvalidTypeDefinition
from tests.doctypes.small_types import PLAN, REPORT, MemorySource


def changed(text=PLAN, **changes):
    """The definition with the values at dotted keys replaced (None takes the key out)."""
    raw = yaml.safe_load(text)
    for path, value in changes.items():
        *way, last = (int(key) if key.isdigit() else key for key in path.split("__"))
        place = raw
        for key in way:
            place = place[key]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return raw


def fault(raw, slug="plan"):
    with pytest.raises(InvalidTypeDefinition) as caught:
        parse_definition(
            slug, {"type.yaml": yaml.safe_dump(raw, allow_unicode=True).encode()}, shared_facts()
        )
    assert caught.value.file == f"{slug}/type.yaml"
    return caught.value


def test_the_small_types_are_right():
    for slug, text in (("plan", PLAN), ("report", REPORT)):
        found = parse_definition(slug, {"type.yaml": text.encode()}, shared_facts())
        assert found.slug == slug
        assert found.schema["additionalProperties"] is False


def test_the_schema_stands_alone():
    schema = parse_definition("plan", {"type.yaml": PLAN.encode()}, shared_facts()).schema
    assert "common.yaml" not in str(schema)
    assert {"criterion", "task", "agencies", "agency", "deadline", "date"} <= set(schema["$defs"])
    assert "recipient" not in schema["$defs"]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"slug": "other"}, "slug"),
        ({"slug": None}, "slug"),
        ({"kind": "XX"}, "kind"),
        ({"version": "1"}, "version"),
        ({"addressees": "sometimes"}, "addressees"),
        ({"titel": "x"}, "titel"),
        ({"schema": {"type": "array"}}, "schema"),
        ({"schema__properties__extra": {"type": "object"}}, "schema.properties.extra"),
        (
            {"schema__properties__extra": {"type": "string", "x-colour": "red"}},
            "schema.properties.extra.x-colour",
        ),
        (
            {"schema__properties__extra": {"type": "string", "x-format": "shout"}},
            "schema.properties.extra.x-format",
        ),
        ({"schema__properties__extra": {"type": "string", "x-rows": 0}}, "schema.properties.extra.x-rows"),
        ({"schema__properties__extra": {"type": "string", "patern": "x"}}, "schema.properties.extra.patern"),
        ({"schema__properties__extra": {"type": "string", "anyOf": []}}, "schema.properties.extra.anyOf"),
        (
            {"schema__properties__extra": {"$ref": "common.yaml#/$defs/nothing"}},
            "schema.properties.extra.$ref",
        ),
        ({"schema__properties__extra": {"$ref": "other.yaml"}}, "schema.properties.extra.$ref"),
        ({"schema__properties__extra": {"$ref": "#/$defs/nothing"}}, "schema.properties.extra.$ref"),
        ({"schema__properties__extra": {"type": "strng"}}, "schema.properties.extra.type"),
        (
            {"schema__properties__extra": {"type": "string", "pattern": "("}},
            "schema.properties.extra.pattern",
        ),
        (
            {"schema__properties__extra": {"type": "string", "pattern": "(?=a)"}},
            "schema.properties.extra.pattern",
        ),
        (
            {
                "schema__properties__extra": {
                    "type": "object",
                    "properties": {"a": {"type": "string", "pattern": "a{1000}{1000}{1000}"}},
                }
            },
            "schema.properties.extra.properties.a.pattern",
        ),
        (
            {"schema__properties__extra": {"type": "string", "minLength": "abc"}},
            "schema.properties.extra.minLength",
        ),
        ({"schema__properties__extra": "string"}, "schema.properties.extra"),
        ({"schema__properties__muc": {"type": "string"}}, "schema.properties.muc"),
        ({"schema__required": ["gols"]}, "schema.required"),
        ({"outline__sections__0__when": "gols"}, "outline.sections[0].when"),
        ({"outline__sections__0__when": {"maybe": "goals"}}, "outline.sections"),
        ({"outline__sections__0__title_field": "headin"}, "outline.sections[0].title_field"),
        ({"outline__sections__0__style": "star"}, "outline.sections[0].style"),
        ({"outline__sections__0__colour": "red"}, "outline.sections[0].colour"),
        ({"outline__sections__1__label": "muc_tieu"}, "outline.sections[1].label"),
        ({"outline__sections__2__children__0__each": "criterias"}, "outline.sections[2].children[0].each"),
        ({"outline__sections__2__children__0__each": "goals"}, "outline.sections[2].children[0].each"),
        (
            {"outline__sections__2__children__0__title_field": "titel"},
            "outline.sections[2].children[0].title_field",
        ),
        ({"outline__sections__2__children__0__into": "nothing"}, "outline.sections[2].children[0].into"),
        (
            {"outline__sections__2__children__0__children__0__when": ".led"},
            "outline.sections[2].children[0].children[0].when",
        ),
        ({"appendices__0__when": "chice"}, "appendices[0].when"),
        ({"appendices__0__when": {"more_than": "rows", "count": ["criteria"]}}, "appendices[0].when"),
        ({"appendices__0__title_field": "titel"}, "appendices[0].title_field"),
        ({"computes__rows__function": "tasks"}, "computes.rows.function"),
        ({"computes__rows__criteria": "criterias"}, "computes.rows.criteria"),
        ({"computes__rows__criteria": None}, "computes.rows.criteria"),
        ({"computes__rows__colour": "x"}, "computes.rows.colour"),
        ({"computes__goals": {"function": "sum_points", "points": "score"}}, "computes.goals"),
        ({"rules__0__rule": "nothing"}, "rules[0].rule"),
        ({"rules__0__criteria": "nothing"}, "rules[0].criteria"),
        ({"rules__0": {"rule": "dates_in_order", "dates": ["day", "nothing"]}}, "rules[0].dates"),
    ],
    ids=str,
)
def test_each_fault_of_a_definition_names_its_key(changes, key):
    assert fault(changed(**changes)).key == key


@pytest.mark.parametrize("value", [None, 5, "", [], [5], {"a": 5}, [None], [[]], 10**30], ids=str)
@pytest.mark.parametrize("keyword", sorted(SCHEMA_KEYWORDS | set(OWN_KEYWORDS)))
def test_an_odd_value_of_a_keyword_is_taken_or_a_fault_of_the_definition(keyword, value):
    files = {"type.yaml": yaml.safe_dump(changed(schema__properties__extra={keyword: value})).encode()}
    with suppress(InvalidTypeDefinition):
        assert parse_definition("plan", files, shared_facts()).slug == "plan"


@pytest.mark.parametrize("pattern", ["(", "(?=a)"])
def test_a_type_with_a_bad_pattern_is_off_and_the_others_work(pattern):
    broken = yaml.safe_dump(changed(schema__properties__extra={"type": "string", "pattern": pattern}))
    catalogue = Catalogue(MemorySource({"plan": broken, "report": REPORT}))
    assert [one.slug for one in catalogue.types()] == ["report"]
    assert "biểu thức" in catalogue.broken()["plan"].message


def test_a_near_name_is_suggested():
    assert "“criteria”" in str(fault(changed(outline__sections__2__children__0__each="criterias")))


def test_a_path_into_a_source_must_be_a_field_that_is_taken():
    assert fault(
        changed(REPORT, outline__sections__0__children__0__each="plan.targets"), "report"
    ).key.endswith("each")
    assert (
        fault(changed(REPORT, computes={"plan": {"function": "bases_lines", "bases": "done"}}), "report").key
        == "computes.plan"
    )


def test_a_piece_that_holds_itself_is_refused():
    raw = changed()
    raw["schema"]["$defs"] = {"node": {"type": "object", "properties": {"inner": {"$ref": "#/$defs/node"}}}}
    raw["schema"]["properties"]["tree"] = {"$ref": "#/$defs/node"}
    assert "chứa chính nó" in str(fault(raw))


def test_numbers_of_a_list_take_their_names():
    raw = changed()
    raw["schema"]["properties"]["steps"] = {
        "type": "array",
        "items": {"type": "object", "properties": {"number": {"type": "string"}}},
    }
    raw["outline"]["sections"].append({"each": "steps", "style": "dash"})
    assert "steps.*.number" in fault(raw).key


@pytest.mark.parametrize(
    "content", [b"", b"- 1", b"slug: [", "slug: Ti\xeau".encode("latin-1"), b"a: 1\na: 2"]
)
def test_a_file_that_cannot_be_read_is_a_fault_of_the_definition(content):
    with pytest.raises(InvalidTypeDefinition):
        parse_definition("plan", {"type.yaml": content}, shared_facts())


def test_a_folder_without_a_definition_is_a_fault():
    with pytest.raises(InvalidTypeDefinition) as caught:
        parse_definition("plan", {}, shared_facts())
    assert "type.yaml" in str(caught.value)


def test_every_printable_value_is_named():
    names = parse_definition("plan", {"type.yaml": PLAN.encode()}, shared_facts()).converter.names
    assert {"goals", "choice", "choice_key", "criteria.*.tasks.*.number", "criteria.*.tasks.*.lead"} <= names
    assert "criteria.*.tasks.*.lead.*" not in names

"""Inputs of a table are written and read as canonical JSON, the parts that rows share once."""

import json
from decimal import Decimal

import pytest

from service.jobs.shared_json import SharedJson, SharedReader
from service.register.canonical import canonical_json

PLAN = {
    "content": {"a": [1, {"b": "x"}], "empty": {}, "list": [], "text": '}{",\\', "number": Decimal("1.50")},
    "office": "ubnd-1",
    "sources": {"plan": {"content": {"a": [1]}, "sources": {"plan": "id"}}},
    "subject": "Một",
}


def written(**changed):
    return canonical_json({**PLAN, **changed}).encode()


def read(content):
    return json.loads(content, parse_float=Decimal)


def test_what_is_written_is_what_canonical_json_writes():
    writer = SharedJson(PLAN)
    for row in (
        PLAN,
        {**PLAN, "subject": "Hai"},
        {**PLAN, "content": {**PLAN["content"], "ă b": [Decimal("2.0")]}},
    ):
        assert writer.written(row) == canonical_json(row).encode()


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"subject": "Hai"},
        {"content": {**PLAN["content"], "a": [1, {"b": "x"}, 2]}},
        {"content": {**PLAN["content"], "a": [1, {"b": "xx"}]}},
        {"content": {**PLAN["content"], "empty": {"a": None}, "list": [[]]}},
        {"content": {}},
        {"content": []},
        {"content": "x", "sources": None},
        {"content": {"content": PLAN["content"]}},
        {"sources": {}, "more": 12.5e30, "other": True},
    ],
    ids=str,
)
def test_every_input_is_read_as_it_was_written_whatever_was_read_before(changed):
    reader = SharedReader()
    for content in (written(), written(**changed), written(), written(**changed)):
        assert reader.read(content) == read(content)


def test_parts_in_the_same_words_are_one_object_and_others_are_not():
    reader = SharedReader()
    one, other = reader.read(written()), reader.read(written(subject="Hai"))
    assert other["content"] is one["content"]
    assert other["sources"] is one["sources"]
    third = reader.read(written(content={**PLAN["content"], "list": [1]}))
    assert third["content"]["a"] is one["content"]["a"]
    assert third["content"]["list"] == [1]
    assert one["content"]["list"] == []


def test_exact_numbers_stay_exact():
    assert SharedReader().read(b'{"a":{"b":90.50},"c":1.10}') == {
        "a": {"b": Decimal("90.50")},
        "c": Decimal("1.10"),
    }

"""The description: made of the code, valid, embedding the types as they are, and only ever growing."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from service.api.codes import CODES
from service.api.components import COMPONENTS, inlined
from service.api.endpoint import SLUG
from service.api.openapi import description
from service.api.problems import problem
from service.api.table import ENDPOINTS
from service.api.v1 import OPEN

SNAPSHOT = Path(__file__).parent / "v1.json"


@pytest.fixture
def served(api) -> dict[str, Any]:
    found: dict[str, Any] = api.get("/openapi.json", token=None).get_json()
    return found


def fixed(described: dict[str, Any]) -> dict[str, Any]:
    """What of a description must only grow: all but the schemas of types, words, and examples."""
    schemas = {name: one for name, one in described["components"]["schemas"].items() if name in COMPONENTS}
    return without_words({"paths": described["paths"], "schemas": schemas})


def without_words(value: Any) -> Any:
    if isinstance(value, list):
        return [without_words(one) for one in value]
    if not isinstance(value, dict):
        return value
    words = {"description", "summary", "title", "examples", "tags"}
    if SLUG.items() <= value.items():
        words |= {"enum"}  # the types on offer have versions of their own
    return {
        name: without_words(part)
        for name, part in value.items()
        if name not in words or (isinstance(part, dict) and "type" in part)
    }


def test_the_description_is_valid_openapi(served):
    assert list(OpenAPIV31SpecValidator(served).iter_errors()) == []


def test_the_description_is_that_of_the_code(served, catalogue):
    assert served == json.loads(json.dumps(description(catalogue)))


def test_every_route_is_described_and_every_description_has_a_route(api, served):
    routes = {
        (method, rule.rule)
        for rule in api.app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1") and rule.rule not in OPEN
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    described = {(method.upper(), path) for path, methods in served["paths"].items() for method in methods}
    assert described == {(one.method, one.path) for one in ENDPOINTS}
    assert routes == {(one.method, f"/api/v1{one.rule}") for one in ENDPOINTS}


def test_operations_have_names_of_their_own():
    names = [one.name for one in ENDPOINTS]
    assert len(names) == len(set(names))


def test_the_schemas_of_types_are_embedded_as_they_are(api, served):
    for one in api.get("/types").get_json()["types"]:
        own = api.get(one["links"]["schema"]).get_data(as_text=True)
        name = f"Content_{one['slug']}"
        embedded = json.dumps(served["components"]["schemas"][name], ensure_ascii=False)
        assert json.loads(embedded.replace(f"#/components/schemas/{name}/", "#/")) == json.loads(own)


def test_the_examples_are_the_samples_and_fit_what_they_are_examples_of(api, served):
    examples = served["paths"]["/documents"]["post"]["requestBody"]["content"]["application/json"]["examples"]
    for one in api.get("/types").get_json()["types"]:
        for name in ("minimal", "full"):
            sample = api.get(f"{one['links']['sample']}?name={name}").get_json()
            assert examples[f"{one['slug']}_{name}"]["value"] == sample
            whole = {"$ref": "#/components/schemas/Envelope", "components": served["components"]}
            validator = jsonschema_rs.Draft202012Validator(whole)
            assert [error.message for error in validator.iter_errors(sample)] == []


def test_every_problem_of_an_operation_is_described_with_its_status(served):
    for methods in served["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"]
                    named = [code for code in CODES if f"`{code}`:" in answer["description"]]
                    assert named
                    assert {CODES[code].status for code in named} == {int(status)}


def test_what_version_1_had_it_still_has(served):
    before = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    assert list(shrunk(before, fixed(served), "")) == []


def test_the_snapshot_is_that_of_this_release(served):
    """Where this fails alone, the description grew: write tests/api/v1.json anew (see docs/adr/0013-api.md)."""
    assert json.loads(SNAPSHOT.read_text(encoding="utf-8")) == fixed(served)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda one: one["paths"].pop("/documents"), "/paths//documents"),
        (lambda one: one["paths"]["/documents"].pop("post"), "post"),
        (lambda one: one["paths"]["/units"]["get"]["parameters"].pop(), "parameters"),
        (lambda one: one["schemas"]["Document"]["properties"].pop("code"), "code"),
        (lambda one: one["schemas"]["Document"]["required"].remove("code"), "required"),
        (lambda one: one["schemas"]["NewToken"]["required"].append("login"), "required"),
        (lambda one: one["schemas"]["Token"]["properties"]["name"].update(type="integer"), "name"),
        (lambda one: one["schemas"]["NewDocument"]["properties"]["intent"]["enum"].remove("draft"), "enum"),
        (lambda one: one["schemas"]["NewToken"]["properties"]["name"].update(maxLength=1), "maxLength"),
        (lambda one: one["schemas"]["Token"]["properties"]["name"].update(type=["string", "null"]), "name"),
        (lambda one: one["schemas"]["IssueAct"]["properties"]["expected_number"].update(type="null"), "type"),
    ],
)
def test_what_shrinks_is_seen(change, place):
    before = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    after = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    change(after)
    assert any(place in one for one in shrunk(before, after, ""))


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["schemas"]["NewToken"]["properties"]["name"].update(type=["string", "null"]),
        lambda one: one["schemas"]["NewToken"]["properties"]["name"].update(maxLength=10**6),
        lambda one: one["schemas"]["NewToken"]["properties"].update(
            name={"anyOf": [{"type": "integer"}, one["schemas"]["NewToken"]["properties"]["name"]]}
        ),
    ],
)
def test_what_comes_to_take_more_does_not_shrink(change):
    before = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    after = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    change(after)
    assert after != before
    assert list(shrunk(before, after, "")) == []


SENT = {one.body.schema for one in ENDPOINTS if one.body is not None}
SENT |= {name for name, one in COMPONENTS.items() if one.get("additionalProperties") is False}


def is_taken(place: str) -> bool:
    """Whether clients send what stands there: then it may come to take more, otherwise to tell more."""
    return place.split("/")[2] in SENT if place.startswith("/schemas/") else "/responses" not in place


def is_wider(before: Any, after: Any, place: str) -> bool:
    """Whether all that was taken before is taken still, and something besides."""
    if isinstance(before, dict) and isinstance(after, dict):
        return before in after.get("anyOf", ())
    name = place.rpartition("/")[2]
    if name == "type":
        return isinstance(after, list) and before in after
    if name == "pattern":
        return bool(after == f"^$|{before}")
    return name in {"maxItems", "maxLength", "maximum"} and after > before


def shrunk(before: Any, after: Any, place: str) -> Any:
    """Yield every place where clients of the earlier description would break."""
    if is_taken(place) and is_wider(before, after, place):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name, part in before.items():
            if name not in after:
                yield f"{place}/{name}: gone"
            else:
                yield from shrunk(part, after[name], f"{place}/{name}")
        return
    if isinstance(before, list) and isinstance(after, list):
        yield from _shrunk_list(before, after, place)
    elif before != after:
        yield f"{place}: {before} became {after}"


def _shrunk_list(before: list[Any], after: list[Any], place: str) -> Any:
    if place.endswith("/required"):
        if not (set(after) <= set(before) if is_taken(place) else set(before) <= set(after)):
            yield f"{place}: {before} became {after}"
        return
    if all(isinstance(one, dict) and "name" in one for one in [*before, *after]):
        yield from shrunk({one["name"]: one for one in before}, {one["name"]: one for one in after}, place)
        old = {one["name"] for one in before}
        yield from (
            f"{place}/{one['name']}: new and required"
            for one in after
            if one["name"] not in old and one.get("required")
        )
        return
    yield from (f"{place}: {one} gone" for one in before if one not in after)


def test_components_refer_to_components_only():
    for name in COMPONENTS:
        assert "$ref" not in json.dumps(inlined(COMPONENTS[name]))


def test_the_page_needs_nothing_from_outside(api):
    page = api.get("/docs", token=None)
    policy = page.headers["Content-Security-Policy"]
    assert "http" not in policy
    text = page.get_data(as_text=True)
    assert "//" not in text.replace("<!doctype", "")
    for name in ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png", "start.js"):
        assert f"/api/v1/docs/{name}" in text
        assert api.get(f"/docs/{name}", token=None).status_code == 200
    assert api.get("/docs/index.html", token=None).status_code == 404


def test_the_type_of_a_problem_leads_to_its_code_on_the_page(api):
    page = api.get("/docs", token=None).get_data(as_text=True)
    for code, one in CODES.items():
        address, _, anchor = problem(one.status, code, "").get_json()["type"].partition("#")
        assert address == "/api/v1/docs"
        entry = page.partition(f'<dt id="{anchor}">')[2].partition("</dd>")[0]
        plain = unescape(re.sub("<[^>]+>", "", entry))
        assert f"({one.status})" in plain
        assert plain.endswith(f"{one.cause} {one.mend}".replace("`", ""))

"""docs/type-yaml.md names every key and keyword, and no other."""

import re
from pathlib import Path

from service.doctypes.definition_schema import FORMATS, OWN_KEYWORDS, SCHEMA_KEYWORDS, TYPE_SCHEMA
from service.doctypes.formats import CONVERTERS
from service.domain.conditions import CONDITION_KEYS
from service.domain.outline import STYLES
from service.domain.outline_building import SECTION_KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "type-yaml.md").read_text(encoding="utf-8")


def keys_of(heading, table=0):
    """The names in the first column of a table under a heading."""
    part = PAGE.split(f"\n{heading}\n")[1].split("\n## ")[0]
    body = re.split(r"\n\|(?:---\|)+\n", part)[table + 1].split("\n\n")[0]
    cells = [row.split("|")[1] for row in body.splitlines()]
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_every_key_of_a_type_has_its_line():
    assert keys_of("## The type") == set(TYPE_SCHEMA["properties"])


def test_every_key_of_the_outline_has_its_line():
    outline = TYPE_SCHEMA["properties"]["outline"]["properties"]
    assert keys_of("## `outline`") == set(outline)
    assert (
        keys_of("## `outline`", 1) == set(SECTION_KEYS) == set(TYPE_SCHEMA["$defs"]["section"]["properties"])
    )
    assert all(f"`{style}`" in PAGE for style in STYLES)


def test_every_key_of_appendices_and_sources_has_its_line():
    properties = TYPE_SCHEMA["properties"]
    assert keys_of("## `appendices`") == set(properties["appendices"]["items"]["properties"])
    assert keys_of("## `from`") == set(properties["from"]["additionalProperties"]["properties"])


def test_every_key_of_a_condition_has_its_line():
    assert keys_of("## Conditions and paths") == set(CONDITION_KEYS)


def test_every_keyword_has_its_line():
    assert keys_of("## Inside `schema`: keywords of JSON Schema 2020-12") == set(SCHEMA_KEYWORDS)
    assert keys_of("## Inside `schema`: our own keywords") == set(OWN_KEYWORDS)


def test_every_format_has_its_line_and_its_converter():
    assert keys_of("## Inside `schema`: our own keywords", 1) == set(FORMATS) == set(CONVERTERS)


def test_no_line_is_empty():
    rows = [row for row in PAGE.splitlines() if row.startswith("|") and not row.startswith("|---")]
    assert rows
    assert all(cell.strip() for row in rows for cell in row.strip("|").split(" | "))

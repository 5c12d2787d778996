"""Loads the schemas that document types share."""

from functools import cache
from typing import Any

from service.reference.files import read_yaml


@cache
def common_schema() -> dict[str, Any]:
    """Return `data/schemas/common.yaml`; one object for all callers, to be read and not changed."""
    schema: dict[str, Any] = read_yaml("schemas", "common.yaml")
    return schema


@cache
def envelope_schema() -> dict[str, Any]:
    """Return `data/schemas/envelope.yaml`; one object for all callers, to be read and not changed."""
    schema: dict[str, Any] = read_yaml("schemas", "envelope.yaml")
    return schema

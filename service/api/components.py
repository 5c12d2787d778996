"""The components of the description by name, and the check of a value against one of them.

The schemas of document types are added when the description is served.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

import jsonschema_rs

from service.api.components_answered import ANSWERED
from service.api.components_batches import BATCHES
from service.api.components_forecasts import FORECASTS
from service.api.components_office import OFFICE
from service.api.components_taken import TAKEN
from service.api.components_word import WORD
from service.api.components_work import WORK
from service.doctypes.faults import FaultWriter
from service.domain.findings import FieldError
from service.domain.text import has_forbidden_character

COMPONENTS: dict[str, dict[str, Any]] = {
    **ANSWERED,
    **OFFICE,
    **TAKEN,
    **BATCHES,
    **WORD,
    **WORK,
    **FORECASTS,
}


def inlined(schema: Any) -> Any:
    """Return a schema with the components that it refers to in place of the references."""
    if isinstance(schema, list):
        return [inlined(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return inlined(COMPONENTS[schema["$ref"].rpartition("/")[2]])
    return {name: inlined(part) for name, part in schema.items()}


@lru_cache(maxsize=64)
def _checks(name: str) -> tuple[jsonschema_rs.Draft202012Validator, FaultWriter]:
    schema = inlined(COMPONENTS[name])
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True), FaultWriter(schema)


def with_whole_numbers(value: Any) -> Any:
    """Return a value in which ``5.0``, which JSON Schema takes for an integer, is one."""
    if isinstance(value, dict):
        return {name: with_whole_numbers(part) for name, part in value.items()}
    if isinstance(value, list):
        return [with_whole_numbers(one) for one in value]
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def unprintable(value: Any, path: str = "") -> Iterator[FieldError]:
    """Yield every text of a value that no document and no book can hold, with its path."""
    if isinstance(value, str) and has_forbidden_character(value):
        message = "Có ký tự không in được (ký tự điều khiển). Xóa rồi gõ lại, không dán."
        yield FieldError(path, "character_forbidden", message)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from unprintable(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from unprintable(part, f"{path}[{place}]")


def faults_of(name: str, value: Any) -> list[FieldError]:
    """Return what is wrong with a value that should be what a component says, in words for staff."""
    validator, writer = _checks(name)
    return list(dict.fromkeys(writer.faults(validator.iter_errors(value))))

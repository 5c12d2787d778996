"""Checks an input against a schema: valid and clean in one fast pass, or every fault at once with its path."""

from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from service.doctypes.cleaning import MAX_TEXT_LENGTH, cleaned, guarded, not_blank
from service.doctypes.faults import FaultWriter
from service.domain.findings import FieldError

_LINEAR = (
    jsonschema_rs.RegexOptions()
)  # an engine whose time grows with the text only: no pattern can hang it


class InputValidator:
    """The two validators of one schema, built once and used from many threads.

    `prefix` opens the path of every fault (``content``).
    """

    def __init__(
        self, schema: Mapping[str, Any], *, prefix: str = "", max_text_length: int = MAX_TEXT_LENGTH
    ) -> None:
        self._prefix = prefix
        self._max_text_length = max_text_length
        self._writer = FaultWriter(schema, prefix)
        self._exact = jsonschema_rs.Draft202012Validator(not_blank(schema), pattern_options=_LINEAR)
        self._guarded = jsonschema_rs.Draft202012Validator(
            guarded(schema, max_text_length=max_text_length), pattern_options=_LINEAR
        )

    def checked(self, value: Any) -> tuple[Any, list[FieldError]]:
        """Return the value, clean (NFC, exact numbers), and all faults of its shape.

        A value that is valid and clean already is returned as it is, not as a copy.
        """
        if self._is_valid_and_clean(value):
            return value, []
        result = cleaned(value, self._prefix, max_text_length=self._max_text_length)
        faults = [*result.errors]
        refused = {error.path for error in faults}
        shape = self._writer.faults(self._exact.iter_errors(result.value))
        faults.extend(fault for fault in shape if fault.path not in refused)
        return result.value, list(dict.fromkeys(faults))

    def _is_valid_and_clean(self, value: Any) -> bool:
        try:
            return self._guarded.is_valid(value)
        except (ValueError, TypeError, RecursionError):
            # Lone surrogates, objects of Python that JSON does not know, endless nesting: the exact way names them.
            return False

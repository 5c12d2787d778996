"""What is printed in other words than an older file has: a deadline is a value, and the service words it itself."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from service.doctypes.definition import DocumentType
from service.domain.deadlines import deadline_text
from service.domain.refusal import Refused
from service.intake.coming_out import words_of
from service.intake.schema_paths import schema_at
from service.issuing.import_places import value_at

#: Words of a deadline that say which day is the last one; the others only say what a figure counts.
_LIMITS: Final = frozenset({"chậm", "nhất", "trước", "sau", "hết", "đến", "từ", "trong", "vào"})
_PLACE: Final = re.compile(r"\[\d+\]")
_APART: Final = "evidence_"


def other_words(document_type: DocumentType, content: Mapping[str, Any], text: str, path: str) -> str:
    """Return how the deadline at a path of the content is printed where a file says it otherwise in `text`, else ""."""
    shape = schema_at(document_type.schema, _PLACE.sub("", path))
    if shape is None or shape.get("x-format") != "deadline":
        return ""
    printed = list(_printed(content, path))
    if not printed or _limits(text) == _limits(" ".join(printed)):
        return ""
    return "in ra là " + ", ".join(f"“{one}”" for one in printed)


def _printed(content: Mapping[str, Any], path: str) -> Iterator[str]:
    """Yield a deadline as it is printed, and the day for its evidence, which a file may have in the same sentence."""
    owner, dot, name = path.rpartition(".")
    for one in (path, f"{owner}{dot}{_APART}{name}"):
        value = value_at(content, one)
        if isinstance(value, Mapping):
            with suppress(Refused):
                yield deadline_text(value)


def _limits(text: str) -> Counter[str]:
    return Counter(word for word in words_of(text) if word in _LIMITS)

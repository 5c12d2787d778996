"""One rule of layout or procedure as a record: what is checked, allowed values, clause, severity."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.domain.findings import Severity


@dataclass(frozen=True, slots=True)
class FormatRule:
    """A rule of `data/format_rules`, by its stable `id` (``PAGE.MARGIN.TOP``).

    `element` is the part of a document that it is about, `check` says it in Vietnamese, `values` are the
    figures, patterns and texts it allows (units in the key: `_mm`, `_pt`, `_twips`), `citation` is the
    clause, `note` tells where the wording of the law leaves room.
    """

    id: str
    element: str
    check: str
    values: Mapping[str, Any]
    citation: str
    severity: Severity
    note: str = ""

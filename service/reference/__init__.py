"""The facts of `data/`, loaded into the dataclasses of the domain: lazily, once, by nobody else.

Every loader is cached and answers with immutable records; `docs/reference-data.md` says where each fact
is from.
"""

from service.reference.issuers import office, offices, roles
from service.reference.labels import label_words
from service.reference.language import lexicon
from service.reference.law import document_kinds, format_rules, holidays, scoring_rules
from service.reference.places import unit, unit_index, units, units_on
from service.reference.samples import sample, sample_path, sample_sets
from service.reference.schemas import common_schema, envelope_schema

__all__ = [
    "common_schema",
    "document_kinds",
    "envelope_schema",
    "format_rules",
    "holidays",
    "label_words",
    "lexicon",
    "office",
    "offices",
    "roles",
    "sample",
    "sample_path",
    "sample_sets",
    "scoring_rules",
    "unit",
    "unit_index",
    "units",
    "units_on",
]

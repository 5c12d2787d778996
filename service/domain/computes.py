"""All functions that `computes` of type.yaml may name: importing this module fills the registry.

To add one: write it in the module of its topic with ``@COMPUTES.register(name, paths={parameter: required})``; it takes
a `ComputeInput` and the paths as keywords, and returns texts, lists and dicts of texts for the template.
"""

from service.domain import (
    computes_bodies,
    computes_grades,
    computes_notices,
    computes_opening,
    computes_results,
    computes_scores,
    computes_tasks,
    computes_years,
)
from service.domain.computes_registry import COMPUTES, ComputeInput

__all__ = [
    "COMPUTES",
    "ComputeInput",
    "computes_bodies",
    "computes_grades",
    "computes_notices",
    "computes_opening",
    "computes_results",
    "computes_scores",
    "computes_tasks",
    "computes_years",
]

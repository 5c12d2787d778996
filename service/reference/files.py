"""The only opener of `data/`: finds the folder beside the package and reads its YAML and JSON files.

YAML is read with the scalars of JSON: ``2025-06-30`` stays text and `no` stays a word, as in every input.
"""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parents[2] / "data"

_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, where it is there


class _JsonScalars(_SafeLoader):  # type: ignore[misc] # one of two classes, known at run time only
    """A safe loader that knows no dates, sexagesimals or octals and no truth values but true and false."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as in yaml


for _tag, _pattern, _first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", list("tf")),
    ("int", r"-?(?:0|[1-9][0-9]*)", list("-0123456789")),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", list("-0123456789")),
):
    _JsonScalars.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first)


class _ExactScalars(_JsonScalars):
    """The same with decimals kept exactly: ``90.50`` has its nought."""


_ExactScalars.add_constructor(
    "tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node))
)


def read_yaml(*parts: str, exact: bool = False) -> Any:
    """Return the content of a YAML file under `data/`: ``read_yaml("format_rules", "nd30.yaml")``.

    `exact` gives decimals as Decimal instead of float.
    """
    with (DATA.joinpath(*parts)).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_ExactScalars if exact else _JsonScalars)  # noqa: S506 - safe loaders


def read_json(*parts: str) -> Any:
    """Return the content of a JSON file under `data/`."""
    return json.loads(DATA.joinpath(*parts).read_bytes())


def yaml_files(folder: str) -> tuple[Path, ...]:
    """Return the YAML files of a folder of `data/`, in the order of their names."""
    return tuple(sorted((DATA / folder).glob("*.yaml")))

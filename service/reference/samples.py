"""Finds and reads the sets of example inputs: `data/samples/<set>/<name>.yaml`, envelopes of one office and one year.

A document of a set names another as its source by ``{sample: ke_hoach, code: ..., issued_on: ...}``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.domain.refusal import Refused
from service.reference.files import DATA, read_yaml

_SOURCE_DEPTH = 5  # a source of a source of ...: a set that names itself is refused


def sample_path(name: str) -> Path:
    """Return the path of a file in `data/samples`; Refused (``sample_unknown``) where there is none."""
    folder = DATA / "samples"
    path = (folder / name).resolve()
    if not (path.is_file() and path.is_relative_to(folder.resolve())):
        raise Refused("sample_unknown", f"Không có dữ liệu mẫu “{name}” trong data/samples.")
    return path


def sample_sets() -> Mapping[str, tuple[str, ...]]:
    """Return the sets with the names of their documents, both in the order of the names."""
    folders = sorted(path for path in (DATA / "samples").iterdir() if path.is_dir())
    return {folder.name: tuple(sorted(path.stem for path in folder.glob("*.yaml"))) for folder in folders}


def sample(set_name: str, name: str) -> dict[str, Any]:
    """Return a document of a set as an envelope (numbers are Decimal) with its sources put in place.

    Raises Refused (``sample_unknown``) for a set or a document that is not there.
    """
    return _sample(set_name, name, _SOURCE_DEPTH)


def _sample(set_name: str, name: str, depth: int) -> dict[str, Any]:
    path = sample_path(f"{set_name}/{name}.yaml")
    if depth == 0:
        raise Refused("sample_unknown", f"Dữ liệu mẫu “{set_name}/{name}” lấy nguồn vòng quanh.")
    envelope: dict[str, Any] = read_yaml("samples", set_name, path.name, exact=True)
    if "sources" in envelope:
        envelope["sources"] = {
            key: _source(set_name, source, depth) for key, source in envelope["sources"].items()
        }
    return envelope


def _source(set_name: str, source: Any, depth: int) -> Any:
    """Put a named document in the place of a source, with its code and day; another source stays as it is."""
    if isinstance(source, list):
        return [_source(set_name, one, depth) for one in source]
    if not isinstance(source, Mapping) or "sample" not in source:
        return source
    whole = _sample(set_name, source["sample"], depth - 1)
    return {**whole, **{key: value for key, value in source.items() if key != "sample"}}

"""Reading the input of `documents`: a file in YAML or JSON, standard input, files of sources."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from service.doctypes.reading import read_input
from service.domain.findings import FieldError
from service.errors import InvalidInput, UnreadableInput, system_reason

_ACT_KEYS = ("code", "issued_on")
_EXAMPLE = '--source "{name}=TỆP,05/KH-UBND,05/02/2025"'


def add_input(parser: argparse.ArgumentParser) -> None:
    """Add what names an input: its type, its file, and what `add_office_and_sources` adds."""
    parser.add_argument("slug", metavar="LOẠI", help="loại văn bản; xem ./run types list")
    parser.add_argument("input", metavar="DỮ_LIỆU", help="tệp YAML hoặc JSON; dấu - để đọc đầu vào chuẩn")
    add_office_and_sources(parser)


def add_office_and_sources(parser: argparse.ArgumentParser) -> None:
    """Add --office, which stands before the office of the input, and --source (see `with_sources`)."""
    parser.add_argument("--office", metavar="MÃ", help="cơ quan ban hành, thay cho mã trong dữ liệu")
    parser.add_argument(
        "--source",
        metavar="TÊN=TỆP[,SỐ,NGÀY]",
        action="append",
        default=[],
        help="văn bản nguồn, như plan=ke_hoach.yaml hoặc plan=ke_hoach.yaml,05/KH-UBND,05/02/2025; dùng được nhiều lần",
    )


def read_file(name: str) -> dict[str, Any]:
    """Return the input in a file, `-` for standard input. Raises UnreadableInput."""
    if name == "-":
        return read_input(sys.stdin.buffer.read())
    try:
        return read_input(Path(name).read_bytes(), name)
    except OSError as error:
        raise UnreadableInput(f"Không đọc được {name}: {system_reason(error)}. Kiểm tra tên tệp.") from error


def source_files(given: Sequence[str]) -> list[Path]:
    """Return the files that the options --source name, so that none of them is written over."""
    values = (pair.partition("=")[2] for pair in given)
    return [Path(_split(value)[0]) for value in values if not value.startswith("id:")]


def with_sources(envelope: dict[str, Any], given: Sequence[str]) -> dict[str, Any]:
    """Return the input with the sources of --source put in place; a name that is given twice makes a list.

    A source is ``plan=FILE``, ``plan=FILE,05/KH-UBND,05/02/2025`` (with code and day of the document) or, in the
    register, ``plan=id:ID``. Where the input only names a sample, the code and day it names hold for the file.
    Raises UnreadableInput; InvalidInput for a sample that no file was given for.
    """
    own = envelope.get("sources")
    known: Mapping[str, Any] = own if isinstance(own, Mapping) else {}
    found: dict[str, list[Any]] = {}
    for pair in given:
        name, _, value = pair.partition("=")
        if not (name and value):
            raise UnreadableInput(f"--source {pair}: viết dạng {_EXAMPLE.format(name=name or 'plan')}.")
        found.setdefault(name, []).append(_with_acts(_given(pair, name, value), known.get(name)))
    faults = list(_sample_faults({name: one for name, one in known.items() if name not in found}))
    if faults:
        raise InvalidInput(faults)
    if not found:
        return envelope
    put = {name: many[0] if len(many) == 1 else many for name, many in found.items()}
    return {**envelope, "sources": {**known, **put}}


def _given(pair: str, name: str, value: str) -> Any:
    """Return one source: an id, or data. Raises UnreadableInput."""
    if value.startswith("id:"):
        return value.removeprefix("id:")
    if _is_half(value):
        raise UnreadableInput(
            f"--source {pair}: ghi đủ số, ngày: {_EXAMPLE.format(name=name)}, hoặc chỉ ghi tên tệp."
        )
    return given_source(value)


def given_source(value: str) -> dict[str, Any]:
    """Return the data of ``FILE`` or ``FILE,CODE,DAY`` with `code` and `issued_on`. Raises UnreadableInput."""
    file, *act = _split(value)
    return {**read_file(file), **dict(zip(_ACT_KEYS, act, strict=False))}


def _split(value: str) -> list[str]:
    """Return file, or file, code and day; a comma may also belong to the name of a file that is there."""
    parts = [part.strip() for part in value.rsplit(",", 2)]
    return [value] if Path(value).exists() or len(parts) < 3 else parts


def _is_half(value: str) -> bool:
    """Tell whether only one of code and day stands beside the file."""
    file, *act = _split(value)
    if act:
        return not all(act)
    name, comma, _ = file.rpartition(",")
    return bool(comma) and not Path(file).exists() and Path(name).exists()


def _with_acts(source: Any, named: Any) -> Any:
    """Return a source with the code and day that the input names where it only names a sample."""
    if not (isinstance(source, Mapping) and isinstance(named, Mapping) and "sample" in named):
        return source
    return {**{key: named[key] for key in _ACT_KEYS if key in named}, **source}


def _sample_faults(sources: Mapping[str, Any]) -> Iterator[FieldError]:
    """Yield a fault for each source that names a sample: only the files of a set of samples can do that."""
    for name, given in sources.items():
        for position, one in enumerate(given if isinstance(given, list) else [given]):
            if isinstance(one, Mapping) and "sample" in one:
                path = f"sources.{name}[{position}]" if isinstance(given, list) else f"sources.{name}"
                yield FieldError(
                    path,
                    "sample_source",
                    f"Nguồn này chỉ ghi tên mẫu “{one['sample']}”, chưa có dữ liệu. Thêm vào lệnh: "
                    f"{_EXAMPLE.format(name=name)}.",
                )

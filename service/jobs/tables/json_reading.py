"""Reads a table given as JSON: a list of objects, each one unit. Keys are technical names, nested or with dots."""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from service.doctypes import reading_json
from service.doctypes.reading_scalars import Fault
from service.errors import UnreadableInput
from service.jobs.tables.cells import Piece, Sheet, SheetRow, Value

_MAX_BYTES = 32_000_000
_MAX_DEPTH = 40


def read_json(file: BinaryIO) -> list[Sheet]:
    """Return the one sheet of a JSON table: row 1 holds the keys, object i stands in row i + 2.

    Raises UnreadableInput (``json_broken``, ``json_not_rows``, ``table_too_large``).
    """
    members = _members(file)
    flat = [dict(_flattened(member, "")) for member in members]
    keys = list(dict.fromkeys(key for one in flat for key in one))

    def rows() -> Iterator[SheetRow]:
        yield SheetRow(1, list(keys))
        for number, one in enumerate(flat, start=2):
            yield SheetRow(number, [one.get(key) for key in keys])

    return [Sheet("", rows, address=lambda row, column: f"[{row - 2}].{keys[column]}" if row > 1 else "")]


def _members(file: BinaryIO) -> list[Mapping[str, Any]]:
    file.seek(0)
    content = file.read(_MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        raise UnreadableInput(
            "Tệp JSON lớn hơn 32 MB. Hãy chia bảng thành nhiều tệp.", code="table_too_large"
        )
    try:
        found = reading_json.read(content.decode("utf-8-sig"), _MAX_DEPTH)
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            "Tệp JSON không phải chữ Unicode UTF-8. Hãy lưu lại bằng mã UTF-8.", code="json_broken"
        ) from error
    except (Fault, RecursionError) as fault:
        where = f", dòng {fault.line}" if isinstance(fault, Fault) and fault.line else ""
        raise UnreadableInput(f"Tệp JSON{where}: {fault}", code="json_broken") from fault
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UnreadableInput(
            "Bảng JSON phải là một danh sách, mỗi đơn vị một đối tượng: [{“unit.code”: “21484”}, …].",
            code="json_not_rows",
        )
    return found


def _flattened(value: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Value]]:
    for key, part in value.items():
        path = f"{prefix}.{key}" if prefix else key
        if isinstance(part, Mapping) and part:
            yield from _flattened(part, path)
        elif isinstance(part, list | Mapping):
            yield path, Piece(part)
        else:
            yield path, part

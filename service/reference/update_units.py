"""Writes `data/units/communes.json` and `provinces.json` from the package vietnam-provinces.

Run as `python -m service.reference.update_units` after the package was renewed. It needs
requirements-dev.txt; the service itself never imports the package.
"""

import json
import unicodedata
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from service.reference.files import DATA

KINDS: Mapping[str, tuple[str, str]] = {
    "tỉnh": ("tinh", "Tỉnh"),
    "thành phố trung ương": ("thanh_pho", "Thành phố"),
    "xã": ("xa", "Xã"),
    "phường": ("phuong", "Phường"),
    "đặc khu": ("dac_khu", "Đặc khu"),
}
#: Slips of the package, by code: the name as the resolution of the Standing Committee has it.
CORRECTIONS: Mapping[str, str] = {"24718": "Đắk Song"}
Row = list[str]


def package_rows() -> tuple[list[Row], list[Row]]:
    """Return provinces ``[code, kind, name]`` and communes ``[code, kind, name, province]``."""
    package = import_module("vietnam_provinces")
    provinces: list[Row] = []
    communes: list[Row] = []
    for province in json.loads(Path(package.NESTED_DIVISIONS_JSON_PATH).read_bytes()):
        code = f"{province['code']:02d}"
        provinces.append([code, *_kind_and_name(province, code)])
        for commune in province["wards"]:
            commune_code = f"{commune['code']:05d}"
            communes.append([commune_code, *_kind_and_name(commune, commune_code), code])
    return sorted(provinces), sorted(communes)


def package_source() -> str:
    """Name the package with its version and the day of its data."""
    package = import_module("vietnam_provinces")
    return f"PyPI vietnam-provinces {package.__version__}, dữ liệu ngày {package.__data_version__}"


def _kind_and_name(record: Mapping[str, Any], code: str) -> Row:
    """Return kind and bare name, spaces and normal form put right, slips corrected."""
    kind, noun = KINDS[record["division_type"]]
    name = unicodedata.normalize("NFC", " ".join(record["name"].split())).removeprefix(f"{noun} ")
    return [kind, CORRECTIONS.get(code, name)]


def _write(name: str, columns: list[str], rows: list[Row], checked_on: str) -> None:
    head = {"source": package_source(), "checked_on": checked_on, "columns": columns}
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    text = json.dumps(head, ensure_ascii=False, indent=0).rstrip("\n}") + f',\n"rows": [\n{lines}\n]\n}}\n'
    (DATA / "units" / name).write_text(text, encoding="utf-8")


def main() -> None:
    """Write both files, with the day of the package's data as the day on which they were checked."""
    checked_on = import_module("vietnam_provinces").__data_version__
    provinces, communes = package_rows()
    _write("provinces.json", ["code", "kind", "name"], provinces, checked_on)
    _write("communes.json", ["code", "kind", "name", "province_code"], communes, checked_on)


if __name__ == "__main__":
    main()

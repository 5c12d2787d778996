"""The verb of `documents` that begins with a document of the register: a copy, or what another type takes from it."""

import argparse
from pathlib import Path

from service.cli.documents_desk import at_work, require_type
from service.cli.output import check_output, print_json, write_file
from service.cli.parser import Groups
from service.cli.register_desk import verb
from service.issuing.draft_beginnings import begun_with
from service.issuing.input_file import input_yaml


def add_verbs(verbs: Groups) -> None:
    """Add `begin`."""
    parser = verb(verbs, "begin", "lấy dữ liệu của một văn bản trong sổ để soạn văn bản mới", run_begin)
    parser.add_argument("slug", metavar="LOẠI", help="loại của văn bản mới; xem ./run types list")
    parser.add_argument("id", metavar="ID", help="mã văn bản trong sổ; xem ./run documents list")
    parser.add_argument("--office", metavar="MÃ", help="chỉ làm khi văn bản thuộc cơ quan này")
    parser.add_argument("-o", "--output", metavar="DỮ_LIỆU", type=Path, required=True, help="tệp YAML sẽ ghi")


def run_begin(arguments: argparse.Namespace) -> int:
    """Write the input of a new draft that begins with a document; nothing is kept in the register."""
    check_output(arguments.output)
    with at_work(arguments) as (desk, workplace):
        require_type(desk, arguments.slug)
        envelope = begun_with(workplace, desk.catalogue.get(arguments.slug), arguments.id)
    write_file(arguments.output, input_yaml(envelope).encode())
    if arguments.json:
        print_json({"file": str(arguments.output), "input": envelope})
    else:
        print(f"Đã ghi {arguments.output}.")
    return 0

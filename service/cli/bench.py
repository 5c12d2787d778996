"""The command `bench`: hands its words on to the benchmarks, which stand beside the service, not in it."""

import argparse
import subprocess
import sys

from service.settings import ROOT

_SWITCHES = {"list": "in tên các phép đo", "json": "in một đối tượng JSON"}
_NUMBERS = {"rounds": "số vòng đo", "minutes": "số phút thử lỗi (faults, api)"}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `bench [NAME...] [--json]`; without a name every benchmark runs."""
    parser = subparsers.add_parser(
        "bench",
        help="đo tốc độ, so với các chương trình khác",
        description="Đo tốc độ. Không có tên: đo tất cả.",
    )
    parser.add_argument("names", metavar="TÊN", nargs="*", help="phép đo; xem tên bằng --list")
    for name, words in _SWITCHES.items():
        parser.add_argument(f"--{name}", action="store_true", help=words)
    for name, words in _NUMBERS.items():
        parser.add_argument(f"--{name}", metavar="N", help=words)
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmarks as a program of their own, from the folder of the service."""
    given = vars(arguments)
    words = [f"--{name}" for name in _SWITCHES if given[name]]
    words += [f"--{name}={given[name]}" for name in _NUMBERS if given[name] is not None]
    command = [sys.executable, "-m", "bench", *arguments.names, *words]
    return subprocess.run(command, cwd=ROOT, check=False).returncode

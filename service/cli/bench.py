"""The command `bench`: hands its words on to the benchmarks, which stand beside the service, not in it."""

import argparse
import subprocess
import sys

from service.settings import ROOT


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `bench [NAME...] [--json]`; without a name every benchmark runs."""
    parser = subparsers.add_parser(
        "bench",
        help="đo tốc độ, so với các chương trình khác",
        description="Đo tốc độ. Không có tên: đo tất cả. Tên các phép đo: ./run bench --list.",
    )
    parser.add_argument(
        "names", metavar="TÊN", nargs=argparse.REMAINDER, help="render, validate, ... và --json"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmarks as a program of their own, from the folder of the service."""
    command = [sys.executable, "-m", "bench", *arguments.names]
    return subprocess.run(command, cwd=ROOT, check=False).returncode

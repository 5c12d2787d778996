"""`python -m bench [NAME...] [--json]`: runs the benchmarks and prints ours beside the peers.

A benchmark is a module of this package with a function ``run(options) -> {name: Result}``; it is found by listing.
"""

import argparse
import ast
import importlib
import json
import sys
from pathlib import Path

from bench.measuring import Options, Result

_HEAD = ("phép đo", "của ta", "đối chứng", "hơn", "đơn vị", "mục tiêu")


def names() -> list[str]:
    """Return the names of the benchmarks: the modules beside this one that define `run`, found without import."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if _is_benchmark(path))


def _is_benchmark(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == "run" for node in tree.body)


def measure(wanted: list[str], options: Options) -> dict[str, Result]:
    """Return the results of the wanted benchmarks, each under ``benchmark.measurement``."""
    found: dict[str, Result] = {}
    for name in wanted:
        results: dict[str, Result] = importlib.import_module(f"bench.{name}").run(options)
        found.update({f"{name}.{key}": result for key, result in results.items()})
    return found


def table(results: dict[str, Result]) -> str:
    """Return the results as aligned lines."""
    rows = [_HEAD, *(_row(name, result) for name, result in results.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _row(name: str, result: Result) -> tuple[str, ...]:
    return (
        name,
        f"{result.ours:.3g}",
        "-" if result.peer is None else f"{result.peer:.3g}",
        "-" if result.ratio is None else f"{result.ratio:.3g}x",
        result.unit,
        result.goal,
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit status is 64 for a name that is no benchmark."""
    parser = argparse.ArgumentParser(prog="bench", description="Đo tốc độ bên cạnh các phần mềm cùng loại.")
    parser.add_argument("names", nargs="*", metavar="TÊN", help="không có tên: đo tất cả")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    parser.add_argument("--list", action="store_true", help="in tên các phép đo")
    parser.add_argument("--rounds", type=int, default=Options.rounds, metavar="N", help="số vòng đo")
    parser.add_argument(
        "--minutes", type=float, default=Options.minutes, metavar="N", help="số phút thử lỗi (faults)"
    )
    given = parser.parse_args(arguments)
    if given.list:
        print("\n".join(names()))
        return 0
    unknown = sorted(set(given.names) - set(names()))
    if unknown:
        print(f"Không có phép đo {', '.join(unknown)}. Đang có: {', '.join(names())}.", file=sys.stderr)
        return 64
    results = measure(
        given.names or names(), Options(rounds=max(given.rounds, 1), minutes=max(given.minutes, 0.0))
    )
    if given.json:
        print(json.dumps({name: result.as_json() for name, result in results.items()}, ensure_ascii=False))
    else:
        print(table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())

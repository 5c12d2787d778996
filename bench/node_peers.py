"""Asks the engines of Node for their times: one process for all, one request for each turn."""

import contextlib
import io
import json
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx

from bench import plan
from bench.dialects import NODE_PEERS

_FOLDER = Path(__file__).parent / "peers"


@contextlib.contextmanager
def measurers(expected: bytes, times: int) -> Iterator[dict[str, Callable[[], float]]]:
    """Yield, for each peer that is installed and prints what `expected` prints, what measures it (ms a document).

    Without Node or without the modules (``npm ci --prefix bench/peers``) there are none.
    """
    node = shutil.which("node")
    if node is None or not (_FOLDER / "node_modules").is_dir():
        yield {}
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [node, "run.mjs"], cwd=_FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process,
    ):
        peers = [_Peer(process, Path(folder), name) for name in NODE_PEERS]
        yield {peer.name: peer.measurer(times) for peer in peers if peer.prints(expected)}
        if process.stdin is not None:
            process.stdin.close()


class _Peer:
    """One peer in the common process, with the plan in its own mark language."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path, name: str) -> None:
        self.name = name
        self._process = process
        self._template = folder / f"{name}.docx"
        self._values = folder / "values.json"
        self._output = folder / f"{name}-out.docx"
        self._template.write_bytes(plan.template(NODE_PEERS[name]))
        self._values.write_text(json.dumps(plan.values()), encoding="utf-8")

    def measurer(self, times: int) -> Callable[[], float]:
        return lambda: statistics.median(self._ask(times=times)["ms"])

    def prints(self, expected: bytes) -> bool:
        """Whether its document has the texts of `expected`: a peer that prints something else is not compared."""
        answer = self._ask(times=2, output=str(self._output))
        return "ms" in answer and texts(self._output.read_bytes()) == texts(expected)

    def _ask(self, **request: Any) -> dict[str, Any]:
        if self._process.stdin is None or self._process.stdout is None:
            return {}
        whole = {"peer": self.name, "template": str(self._template), "values": str(self._values), **request}
        self._process.stdin.write(json.dumps(whole) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline() or "{}")
        return answer


def texts(content: bytes) -> list[str]:
    """Return the texts of paragraphs and cells that are not empty, in order; only ours has no-break spaces."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    shown = [paragraph.text for paragraph in document.paragraphs] + cells
    return [text.replace("\u00a0", " ") for text in shown if text.strip()]

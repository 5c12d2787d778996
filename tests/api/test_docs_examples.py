"""The examples of docs/api.md do what they say, in each language, against the service as it really runs."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from tests.api.conftest import PROJECT, Server

PAGE = (PROJECT / "docs" / "api.md").read_text(encoding="utf-8")


def script(language: str) -> str:
    """The blocks of one language as one script."""
    return "\n".join(re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE))


def run(command: list[str], server: Server, folder: Path) -> str:
    given = {
        "API": f"{server.address}/api/v1",
        "TOKEN": server.secret,
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
    }
    done = subprocess.run(
        command, cwd=folder, env=given, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_examples_in_curl(server, tmp_path):
    said = run(["bash", "-euo", "pipefail", "-c", script("bash")], server, tmp_path)
    assert "open_questions" in said
    for name in ("ke-hoach.docx", "issued.docx", "mended.docx"):
        docx.Document(str(tmp_path / name))
    assert '"state": "recalled"' in (tmp_path / "recalled.json").read_text()
    assert "QĐ-UBND" in (tmp_path / "recorded.json").read_text()


def test_the_examples_in_python(server, tmp_path):
    said = run([sys.executable, "-W", "ignore", "-c", script("python")], server, tmp_path)
    assert "document.issued" in said
    docx.Document(str(tmp_path / "issued.docx"))


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")
def test_the_examples_in_javascript(server, tmp_path):
    whole = f"(async () => {{\n{script('javascript')}\n}})().catch((error) => {{ console.error(error); process.exit(1); }});"
    said = run(["node", "-e", whole], server, tmp_path)
    assert "document.issued" in said
    docx.Document(str(tmp_path / "issued.docx"))


def test_every_language_has_an_example_for_every_use():
    for part in re.split(r"^### ", PAGE.partition("## Tokens")[0], flags=re.MULTILINE)[1:]:
        for language in ("bash", "python", "javascript"):
            assert f"```{language}\n" in part, (part.splitlines()[0], language)

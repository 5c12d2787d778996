"""The examples of a page: what stands under each use, run as one script in each language, compared with the answers."""

import json
import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.ports import free_port
from service.api.table import ENDPOINTS
from tests.api.conftest import PROJECT, ROOT, Server, running

LANGUAGES = ("bash", "python", "javascript")
ANY = "…"
"""Stands in an answer of the page for whatever is there: a value, a part of a text, the rest of a list."""
_MARK = "@@use "
_LOG = "access.log"
_SAY = {
    "bash": "printf '\\n{}\\n'",
    "python": "print({!r}, flush=True)",
    "javascript": "console.log({!r});",
}


@dataclass(frozen=True, slots=True)
class Use:
    """One use of the API: its code by language, and the answers that the code prints, one after the other."""

    title: str
    code: dict[str, str]
    answers: tuple[Any, ...]


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def uses(page: str) -> list[Use]:
    """The uses of a page, in their order."""
    found = []
    for part in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        code = {language: "".join(blocks(part, language)) for language in LANGUAGES}
        answers = tuple(values("".join(blocks(part, "json"))))
        found.append(Use(part.partition("\n")[0], code, answers))
    return found


def values(text: str) -> Iterator[Any]:
    """The JSON values that stand in a text one after the other."""
    reader, text = json.JSONDecoder(), text.strip()
    while text:
        value, end = reader.raw_decode(text)
        yield value
        text = text[end:].lstrip()


def script(chosen: list[Use], language: str) -> list[str]:
    """The command that runs the uses one after the other and says before each where it is."""
    lines = [
        f"{_SAY[language].format(_MARK + str(place))}\n{use.code[language]}"
        for place, use in enumerate(chosen)
    ]
    whole = "\n".join(lines)
    if language == "bash":
        return ["bash", "-euo", "pipefail", "-c", whole]
    if language == "python":
        return [sys.executable, "-W", "ignore", "-c", whole]
    failed = "(error) => { console.error(error); process.exit(1); }"
    return ["node", "-e", f"(async () => {{\n{whole}\n}})().catch({failed});"]


def said(chosen: list[Use], language: str, folder: Path, given: dict[str, str]) -> list[list[Any]]:
    """Run the uses and return what each printed. A script that stops shows where."""
    done = subprocess.run(
        script(chosen, language),
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **given},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-3000:]
    parts = re.split(rf"^{_MARK}\d+\n", done.stdout, flags=re.MULTILINE)[1:]
    return [list(values(part)) for part in parts]


def differences(shown: Any, real: Any, path: str = "") -> Iterator[str]:
    """Where an answer is not as the page shows it; what the page leaves out of an object may be anything."""
    if isinstance(shown, dict) and isinstance(real, dict):
        for name, value in shown.items():
            if name in real:
                yield from differences(value, real[name], f"{path}.{name}")
            else:
                yield f"{path}.{name}: not there"
    elif isinstance(shown, list) and isinstance(real, list):
        is_open = shown[-1:] == [ANY]
        wanted = shown[:-1] if is_open else shown
        if len(real) < len(wanted) or (len(real) > len(wanted) and not is_open):
            yield f"{path}: {len(wanted)} shown, {len(real)} there: {real!r:.300}"
        for place, (value, there) in enumerate(zip(wanted, real, strict=False)):
            yield from differences(value, there, f"{path}[{place}]")
    elif not _is_as_shown(shown, real):
        yield f"{path}: {shown!r} shown, {real!r:.300} there"


def _is_as_shown(shown: Any, real: Any) -> bool:
    if not isinstance(shown, str):
        return type(shown) is type(real) and bool(shown == real)
    if shown == ANY:
        return real not in (None, "", [], {})
    pattern = ".+".join(re.escape(part) for part in shown.split(ANY))
    return isinstance(real, str) and re.fullmatch(pattern, real, flags=re.DOTALL) is not None


def tokens(page: str, folder: Path) -> list[str]:
    """The secrets of the tokens that the commands of a page make, one after the other, in the register of a folder."""
    commands = re.findall(r"^\./run (tokens add .+)$", page, flags=re.MULTILINE)
    return [_made(shlex.split(command), folder) for command in commands]


def _made(words: list[str], folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "service", *words, "--json"],
        cwd=PROJECT,
        env={**os.environ, "INSTANCE_DIR": str(folder), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return str(json.loads(done.stdout)["secret"])


@contextmanager
def served(folder: Path, secret: str, receiver: str) -> Iterator[Server]:
    """The service and its worker over the register in a folder; `called` reads its log.

    The worker comes when a batch is let go on: until then a page finds the batch as it was begun, not as far as a
    worker happened to be.
    """
    given = {"WEBHOOK_HOSTS": receiver, "GUNICORN_CMD_ARGS": f"--access-logfile {folder / _LOG}"}
    with running(folder, secret, **given) as server:
        own = {"INSTANCE_DIR": str(folder), "DATABASE_URL": "", "SECRET_KEY": "k" * 40, **given}
        begun, over = list[subprocess.Popen[bytes]](), threading.Event()

        def begin() -> None:
            while "/resume " not in (folder / _LOG).read_text():
                if over.wait(0.1):
                    return
            words = [sys.executable, "-m", "service", "worker"]
            silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            begun.append(subprocess.Popen(words, cwd=PROJECT, env={**os.environ, **own}, **silent))

        watch = threading.Thread(target=begin)
        watch.start()
        try:
            yield server
        finally:
            over.set()
            watch.join()
            for worker in begun:
                worker.terminate()
                worker.wait(timeout=120)


def called(folder: Path) -> set[tuple[str, str]]:
    """The endpoints, as method and path, that the log of a service has answered, by what came out."""
    rules = [
        (one.method, one.path, re.compile(re.sub(r"\\\{\w+\\\}", "[^/.]+", re.escape(ROOT + one.path))))
        for one in ENDPOINTS
    ]
    found = set()
    for line in (folder / _LOG).read_text().splitlines():
        asked = re.search(r'"([A-Z]+) ([^ ?]+)[^"]*" (\d)', line)
        if asked is not None and asked[3] == "2":
            found |= {
                (method, path)
                for method, path, rule in rules
                if method == asked[1] and rule.fullmatch(asked[2])
            }
    return found


def free_receiver() -> str:
    """A host and port at which the examples may receive webhooks."""
    return f"127.0.0.1:{free_port()}"


def anchor_of(heading: str) -> str:
    """The anchor of a heading, as the pages of a repository have it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def anchors(page: str) -> set[str]:
    """The anchors of a page."""
    plain = re.sub(r"^```.*?^```$", "", page, flags=re.DOTALL | re.MULTILINE)
    return {anchor_of(heading) for heading in re.findall(r"^#+ (.+)$", plain, flags=re.MULTILINE)}


def links(page: str) -> list[tuple[str, str]]:
    """The links of a page that name a heading: the other page, or nothing, and the anchor."""
    return [(target, anchor) for target, anchor in re.findall(r"\]\(([\w./-]*)#([^)]+)\)", page)]

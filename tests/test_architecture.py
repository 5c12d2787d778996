"""The arrows of docs/architecture.md, read out of the imports, and who alone may use what."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SERVICE = ROOT / "service"
FILES = sorted(SERVICE.rglob("*.py"))

LEAVES = {"service.errors", "service.domain.refusal", "service.domain.findings"}
_CORE = {
    "domain",
    "reference",
    "doctypes",
    "rendering",
    "inspection",
    "checking",
    "proofreading",
    "intake",
    "register",
}
_USE_CASES = _CORE | {"conversion", "issuing", "jobs", "clock", "whole_files"}
#: What each part may import besides itself and the leaves.
ALLOWED: dict[str, set[str]] = {
    "domain": set(),
    "clock": set(),
    "memory": set(),
    "errors": set(),
    "reference": {"domain"},
    "doctypes": {"domain", "reference"},
    "rendering": {"domain", "reference", "doctypes"},
    "inspection": {"domain"},
    "checking": {"domain", "reference", "inspection"},
    "proofreading": {"domain", "reference"},
    "intake": {"domain", "reference", "doctypes", "inspection", "proofreading"},
    "register": {"domain", "reference", "clock"},
    "conversion": set(),
    "settings": set(),
    "whole_files": set(),
    "issuing": _CORE | {"conversion", "clock", "settings", "whole_files"},
    "jobs": _CORE | {"conversion", "clock", "memory", "settings", "issuing"},
    "http_answers": {"conversion", "register", "issuing", "jobs"},
    "web": _USE_CASES | {"settings", "http_answers"},
    "api": _USE_CASES | {"settings", "http_answers"},
    "cli": _USE_CASES | {"settings"},
    "app": _USE_CASES | {"settings", "http_answers", "web", "api"},
    "__main__": {"cli"},
}
#: Libraries that one part alone imports.
OWNERS = {
    "num2words": "domain/number_words.py",
    "babel": "domain/decimals.py",
    "docxtpl": "rendering/",
    "isal": ("rendering/package.py", "register/storage.py"),
    "sqlalchemy": "register/",
    "alembic": "register/",
    "huey": "jobs/engine.py",
    "argon2": "issuing/passwords.py",
    "flask": ("web/", "api/", "app.py", "http_answers.py"),
}


def imported(path: Path) -> Iterator[str]:
    """Every module or name that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(path: Path) -> str:
    return path.relative_to(SERVICE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_part_may(path: Path) -> None:
    part = part_of(path)
    ours = {name for name in imported(path) if name.startswith("service.")}
    other = {name for name in ours if not any(name == leaf or name.startswith(f"{leaf}.") for leaf in LEAVES)}
    reached = {name.split(".")[1] for name in other} - {part}
    assert reached <= ALLOWED.get(part, set()), f"{path}: {sorted(reached - ALLOWED.get(part, set()))}"


def users(pattern: str) -> set[str]:
    """The files whose code holds a pattern; comments and docstrings are code's neighbours, not code."""
    return {
        str(path.relative_to(SERVICE))
        for path in FILES
        if any(
            re.search(pattern, ast.unparse(node))
            for node in ast.walk(ast.parse(path.read_bytes()))
            if isinstance(node, ast.expr)
        )
    }


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_has_one_owner(library: str) -> None:
    found = {
        str(path.relative_to(SERVICE))
        for path in FILES
        for name in imported(path)
        if name.split(".")[0] == library
    }
    assert {name for name in found if not name.startswith(OWNERS[library])} == set()


def test_only_the_clock_reads_the_clock() -> None:
    assert users(r"\b(datetime|date)\.(now|today|utcnow)\b|\btime\.time\b") == {"clock.py"}


def test_only_the_settings_read_the_environment() -> None:
    assert users(r"\bos\.(environ|getenv)\b") == {"settings.py"}


def test_only_reference_opens_the_data() -> None:
    assert {name for name in users(r"/ 'data'") if not name.startswith("reference/")} == set()


def test_no_code_names_a_document_type() -> None:
    slugs = {folder.parent.name for folder in (ROOT / "templates_docx").glob("*/type.yaml")}
    assert slugs, "templates_docx has no type at all"
    found = users(rf"""^['"]({"|".join(slugs)})['"]$""")
    # The rules of layout speak of kinds of documents, of which some are called as a type of ours is.
    assert {name for name in found if not name.startswith("checking/")} == set()


def test_every_part_has_its_arrows() -> None:
    assert {part_of(path) for path in FILES} - {"__init__"} <= set(ALLOWED)

"""What the pages say is what the program does: commands, settings, routes, words, links."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest

from service import clock
from service.app import create_app
from service.cli.main import build_parser
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES, Desk
from service.settings import Settings, from_env

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command that does something."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield words
    for group in groups:
        for name, inner in group.choices.items():
            yield from commands(inner, (*words, name))


COMMANDS = set(commands(build_parser()))


@pytest.mark.parametrize("words", sorted(COMMANDS), ids=" ".join)
def test_every_command_is_on_the_page_of_commands(words: tuple[str, ...]) -> None:
    assert f"`./run {' '.join(words)}`" in read("docs/commands.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_a_page_names_is_there(page: Path) -> None:
    groups = {words[0] for words in COMMANDS}
    for called in re.findall(r"(?<![\w/])\./run((?: +[a-z][a-z-]*)*)", page.read_text(encoding="utf-8")):
        words = tuple(called.split())
        if words and words[0] in groups:
            assert any(words[: len(known)] == known for known in COMMANDS), f"./run {called}"
        else:
            assert not words, f"./run {called}"


def settings_of(text: str, pattern: str) -> list[str]:
    return re.findall(pattern, text, flags=re.MULTILINE)


def test_every_setting_is_explained_twice_and_none_that_is_not_there() -> None:
    names = sorted(field.name.upper() for field in fields(Settings))
    assert sorted(settings_of(read("docs/settings.md"), r"^\| `([A-Z_]+)` \|")) == names
    assert sorted(settings_of(read(".env.example"), r"^([A-Z_]+)=")) == names


def test_every_line_of_the_example_has_a_comment_above_it_and_the_default() -> None:
    lines = read(".env.example").splitlines()
    for above, line in pairwise(lines):
        if re.match(r"[A-Z_]+=", line):
            assert above.startswith("#"), line
    pairs = [line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line)]
    assert from_env(dict(pairs), needs_secret=False) == Settings()


def test_every_route_is_on_the_page_of_the_api() -> None:
    desk = Desk(Catalogue(FolderSource(TYPES)), {}, None, clock.now)
    app = create_app(Settings(secret_key="k" * 40), desk=desk)
    page = read("docs/api.md")
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            assert not rule.rule.startswith("/api/") or f"`{method} {rule.rule}`" in page


#: Words of the glossary that no code uses yet: agreed on before they are needed. One that comes into use leaves.
NOT_IN_USE_YET = {
    "classification",
    "content_area",
    "home_affairs_department",
    "home_affairs_office",
    "in_words",
    "lead_agencies",
    "legal_bases",
    "parent_body",
    "people_committee",
    "people_council",
    "records_office",
    "result_notice",
    "supporting_agencies",
}


def identifiers() -> list[str]:
    """The words in the third column of the glossary."""
    rows = [line.split("|") for line in read("docs/glossary.md").splitlines() if line.startswith("| ")]
    cells = [row[3] for row in rows[1:] if len(row) > 4]
    return sorted({name for cell in cells for name in re.findall(r"`([A-Za-z_]+)", cell)})


def code() -> str:
    """Everything in which an identifier can be in use."""
    paths = [*(ROOT / "service").rglob("*.py"), *(ROOT / "data").rglob("*.yaml"), *TYPES.rglob("type.yaml")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_the_words_of_the_glossary_are_those_of_the_code() -> None:
    text = code()
    used = {name for name in identifiers() if re.search(rf"\b{name}\b|{name}s\b|_{name}\b|\b{name}_", text)}
    assert set(identifiers()) - used == NOT_IN_USE_YET


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "adr").glob("*.md"))]
    assert numbers == list(range(len(numbers)))

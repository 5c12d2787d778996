import argparse
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from service.cli import text
from service.cli.main import EXIT_OWN_FAULT, build_parser
from service.cli.parser import USAGE

VIETNAMESE = set("ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")


def parsers(
    parser: argparse.ArgumentParser, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that lead to it."""
    yield words, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from parsers(inner, (*words, name))


COMMANDS = dict(parsers(build_parser()))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help_in_vietnamese(words: tuple[str, ...], command: Callable[..., Any]) -> None:
    said = command(*words, "--help")
    assert said.status == 0
    assert said.out.startswith("Cách dùng: ./run")
    assert VIETNAMESE & set(said.out.partition("\n")[2].lower())
    english = ("show this help", "positional arguments", "options:", "usage:")
    assert not any(word in said.out for word in english)


def test_every_argument_is_explained() -> None:
    bare = [
        (words, action.dest)
        for words, parser in COMMANDS.items()
        for action in parser._actions
        if not action.help and not isinstance(action, argparse._SubParsersAction)
    ]
    assert bare == []


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["types"],
        ["types", "show"],
        ["documents", "preview", "ke_hoach"],
        ["types", "list", "--x"],
        ["text"],
    ],
)
def test_a_wrong_use_is_one_line_and_exits_with_64(words: list[str], command: Callable[..., Any]) -> None:
    said = command(*words)
    assert said.status == USAGE
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith("Lệnh chưa đúng: ")


def test_a_fault_of_ours_is_one_line_without_a_traceback(
    command: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "hỏng"
        raise ZeroDivisionError(message)

    monkeypatch.delenv("DEBUG", raising=False)
    monkeypatch.setattr(text, "answers", broken)
    said = command("text", "sort", "a")
    assert said.status == EXIT_OWN_FAULT
    assert "ZeroDivisionError: hỏng" in said.err
    assert "Traceback" not in said.err
    monkeypatch.setenv("DEBUG", "1")
    assert "Traceback" in command("text", "sort", "a").err

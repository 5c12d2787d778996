"""Commands stand in brackets in every message that a page may show: there they are left out."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.issuing.plain_words import without_commands

SERVICE = Path(__file__).parents[2] / "service"
#: Messages that only who works at the terminal, or an application, ever reads.
AT_THE_TERMINAL = {
    "register/backup.py",
    "register/verify.py",
    "register/tokens.py",
    "register/series_words.py",
}
FILES = [
    path
    for part in ("doctypes", "register", "issuing", "jobs", "conversion")
    for path in sorted((SERVICE / part).rglob("*.py"))
    if str(path.relative_to(SERVICE)) not in AT_THE_TERMINAL
]


def messages(tree: ast.AST) -> Iterator[str]:
    """The texts of a module that are no docstrings; what is put into one stands as “…”."""
    docs = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    inner = {id(part) for one in ast.walk(tree) if isinstance(one, ast.JoinedStr) for part in one.values}
    for one in ast.walk(tree):
        if isinstance(one, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "…" for part in one.values)
        elif isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in docs | inner:
            yield one.value


def test_a_command_in_a_message_stands_in_brackets() -> None:
    found = [
        f"{path.name}: {text}"
        for path in FILES
        if "./run " in (source := path.read_text(encoding="utf-8"))
        for text in messages(ast.parse(source))
        if " ./run " in without_commands(f" {text}")
    ]
    assert found == []


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "Không có đợt 1. Chọn một đợt đang có (./run batches status).",
            "Không có đợt 1. Chọn một đợt đang có.",
        ),
        ("Thiếu tệp (và 2 lỗi nữa; xem ./run types check ke_hoach)", "Thiếu tệp"),
        ("Ngày (05/3/2025) -- giữ nguyên", "Ngày (05/3/2025) -- giữ nguyên"),
    ],
)
def test_brackets_with_a_command_are_left_out_and_others_stay(message: str, said: str) -> None:
    assert without_commands(message) == said

"""Python functions written from a definition when it is loaded: straight lines instead of a walk over the definition.

`dataclasses` of the standard library makes its methods the same way. A definition brings no code of its own: whatever
comes from it gets into the text as a literal (`repr` of a text) or stands behind a name that is made here.
"""

from collections.abc import Callable, Iterable
from typing import Any

#: What an expression becomes for the variable of the given name.
Expression = Callable[[str], str]


class Program:
    """The functions of one definition; `source` is their text, for tests and for the curious."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._lines: list[str] = []
        self._known: dict[str, Any] = {}
        self._count = 0
        self._functions: dict[str, Any] | None = None

    @property
    def source(self) -> str:
        """Return the text of all functions so far."""
        return "\n".join(self._lines) + "\n"

    def name(self, word: str) -> str:
        """Return a name that nothing else has."""
        self._count += 1
        return f"{word}_{self._count}"

    def constant(self, value: object, word: str) -> str:
        """Return the name under which the functions see a value."""
        name = self.name(word)
        self._known[name] = value
        return name

    def function(self, word: str, parameters: str, body: Iterable[str]) -> str:
        """Add a function and return its name; `body` are its lines, indented among themselves by four spaces."""
        name = self.name(word)
        self._functions = None
        self._lines += [f"def {name}({parameters}):", *(f"    {line}" for line in body), ""]
        return name

    def compiled(self, name: str) -> Callable[..., Any]:
        """Return one of the functions, ready to be called; the others are there for it."""
        if self._functions is None:
            self._functions = dict(self._known)
            exec(compile(self.source, f"<{self._title}>", "exec"), self._functions)  # noqa: S102 - all our own text
        function: Callable[..., Any] = self._functions[name]
        return function


def indented(lines: Iterable[str], depth: int = 1) -> list[str]:
    """Return lines of a body moved in by `depth` steps.

    >>> indented(["if a:", "    b()"])
    ['    if a:', '        b()']
    """
    return ["    " * depth + line for line in lines]

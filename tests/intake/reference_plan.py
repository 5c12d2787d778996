"""The plan that this project was started from, in our own words, with the field that each paragraph belongs to."""

from pathlib import Path

from tests.intake.own_plan import typed_file

FILE = Path(__file__).with_suffix(".tsv")


def lines() -> list[tuple[str, str]]:
    """The paragraphs as an office typed them: words and field."""
    rows = [line for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [(text, field) for field, _, text in (row.partition("\t") for row in rows)]


def reference_file(way: str) -> tuple[bytes, dict[int, str]]:
    """The plan as a .docx typed in a way, and the field of each paragraph by its number."""
    return typed_file(way, lines())


def is_right(path: str, field: str, *, in_rows: bool = False) -> bool:
    """Tell whether a paragraph went to its field; a table has what several tasks share in the row of the last one."""
    bare, wanted = _plain(path.removeprefix("content.")), _plain(field)
    return bare == wanted or (in_rows and bare == wanted.replace("criteria.", "criteria.tasks.", 1))


def _plain(path: str) -> str:
    """A path without the places of lists.

    >>> _plain("criteria[1].tasks[0].content[2]")
    'criteria.tasks.content'
    """
    return "".join(part.partition("]")[2] if "]" in part else part for part in path.split("["))

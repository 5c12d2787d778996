"""What the proofreader is given: blocks of text with their places, and what is known about the document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

BlockKind = Literal["paragraph", "cell", "field"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a file (``paragraph``), of a cell of a table (``cell``) or a value of a form (``field``).

    `locator` is given back in the findings (path of the field, number of the paragraph). `is_marked`: the text
    has the marks of `domain.emphasis`. `label` is an automatic number, which is no part of the text.
    `cell` is (table, row, column), each from 1. `is_heading`: it is set as headings are, bold throughout.
    `is_made`: the words were made of values (the days of a deadline), so nothing in them can be mended.
    """

    locator: str
    text: str
    kind: BlockKind = "paragraph"
    is_marked: bool = False
    label: str = ""
    cell: tuple[int, int, int] | None = None
    is_heading: bool = False
    is_made: bool = False


@dataclass(frozen=True, slots=True)
class ProofContext:
    """What is known beside the text: `issued_on` None takes the day from the text itself.

    `is_month`: of the day of the document only the month of `issued_on` is known.
    `own_words` are words and phrases that the office has entered as right; `switched_off` has, for each code that
    the office does not want, its reason.
    """

    issued_on: date | None = None
    own_words: frozenset[str] = frozenset()
    switched_off: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    is_month: bool = False

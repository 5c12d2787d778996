"""The fields that are open while a story is read: what belongs to an instruction is not shown, what is a result is."""

from dataclasses import dataclass, field
from typing import Final

MAX_FIELDS = 40  # in each other
_NAME_LETTERS = 200
#: Fields that Word shows from their instruction, whatever result a file keeps of them.
_SHOWN_BY_CODE: Final = frozenset(
    (
        *("EQ", "SYMBOL", "FORMCHECKBOX", "FORMDROPDOWN", "QUOTE", "MACROBUTTON", "GOTOBUTTON"),
        *("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"),
    )
)


def field_name(instruction: str) -> str:
    """Return the name of a field by its instruction, "" for none.

    >>> field_name(" page ")
    'PAGE'
    """
    words = instruction.split()
    return words[0].upper() if words else ""


def shown_by_code(instruction: str) -> str:
    r"""Return what is told of a field whose words stand in its instruction alone, "" for any other one.

    >>> shown_by_code(r" EQ \f(1,2) "), shown_by_code(" PAGE ")
    ('(trường EQ \\f(1,2))', '')
    """
    return f"(trường {' '.join(instruction.split())})" if field_name(instruction) in _SHOWN_BY_CODE else ""


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction until the result begins; `passed` are letters that stand in it."""

    instruction: str = ""
    in_result: bool = False
    has_result: bool = False
    passed: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return field_name(self.instruction)

    def instruct(self, text: str) -> None:
        if len(self.instruction) < _NAME_LETTERS:
            self.instruction += text[:_NAME_LETTERS]


class FieldStack:
    """The open fields of one story, the outermost first; `names` are those of all fields that were closed."""

    def __init__(self, names: set[str]) -> None:
        self._open: list[_Field] = []
        self._beyond = 0
        self._names = names

    @property
    def name(self) -> str:
        """The name of the innermost field, "" outside of fields."""
        return self._open[-1].name if self._open else ""

    def begin(self, instruction: str = "", *, in_result: bool = False) -> None:
        """Open a field."""
        if len(self._open) < MAX_FIELDS:
            self._open.append(_Field(instruction, in_result))
        else:
            self._beyond += 1

    def separate(self) -> None:
        """Begin the result of the innermost field."""
        if self._open and not self._beyond:
            self._open[-1].in_result = True
            self._names.add(self.name)

    def end(self) -> str | None:
        """Close the innermost field; return its instruction if it prints something and showed no letter, else None."""
        if self._beyond or not self._open:
            self._beyond = max(0, self._beyond - 1)
            return None
        closed = self._open.pop()
        self._names.add(closed.name)
        is_bare = not closed.has_result and all(outer.in_result for outer in self._open)
        return closed.instruction if is_bare else None

    def instruct(self, text: str) -> None:
        """Add to the instruction of the innermost field."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruct(text)

    def shows(self, text: str) -> bool:
        """Tell whether letters are shown, not part of an instruction; they are noted with the fields around them."""
        asking = next((one for one in reversed(self._open) if not one.in_result), None)
        if asking is not None:
            asking.instruct(text)
            asking.passed.append(text)
            return False
        for one in self._open:
            one.has_result = True
        return True

    def end_paragraph(self) -> str:
        """Close the fields whose instruction has no end in the paragraph; return the letters that it swallowed."""
        broken = [one for one in self._open if not one.in_result]
        if not broken:
            return ""
        self._names.update(one.name for one in broken)
        self._open = [one for one in self._open if one.in_result]
        return "".join(text for one in broken for text in one.passed)

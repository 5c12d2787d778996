"""The tree of fields that a page prints: what a field is, how to walk the tree, where faults and questions go.

The name of an input is its path (``content.criteria[2].title``), the same that a fault carries, so a message finds its
field without a table. A field of several inputs (a deadline, an office) names them below its path: ``….$main`` is the
one that is typed into, and it carries the path itself as its id.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from service.issuing.remarks import ShownRemark

ABSENT = object()  # no value at all; None is a value: left blank on purpose
MAIN = ".$main"  # ends the name of the first input of a field that has several
PLACE = "__P__"  # stands for the path of a new item in a template; form.js puts the real one in its place

#: Kinds that are typed in one line, while what is typed is short enough to be seen whole.
ONE_LINE = frozenset({"text", "suggested"})
LONGEST_LINE = 70
#: Kinds that hold other fields; all others are one input each.
CONTAINERS = frozenset({"group", "items", "rows", "agency", "deadline", "month", "source"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands at its field, with the inputs that answer it; `key` begins their names."""

    key: str
    code: str
    path: str
    subject: str
    message: str
    is_answered: bool = False
    reason: str = ""


class Field(NamedTuple):
    """One field, group or list of the form; `kind` is one of those of `schema_shapes.kind_of`.

    A tuple, because a page makes hundreds of them and tuples are made, and changed with `_replace`, fastest.

    `space` names the labels that are chosen here, or of which this is one; `is_extra` fields stand under "Thêm".
    `note` is what the service makes of the value ("Hiểu là: ..."), `heading` tells an item of a list from the next,
    `item_word` is what one item is called, `fill` the words of a button that fills the list from a source,
    `form` the format of a value that scripts echo (``date``, ``points``), `reviews` what reviewers said here.
    """

    path: str
    pattern: str
    kind: str
    label: str
    help: str = ""
    is_required: bool = False
    is_extra: bool = False
    value: str = ""
    rows: int = 2
    placeholder: str = ""
    options: tuple[tuple[str, str], ...] = ()
    children: tuple["Field", ...] = ()
    note: str = ""
    heading: str = ""
    mention: str = ""
    item_word: str = ""
    fill: str = ""
    space: str = ""
    form: str = ""
    faults: tuple[str, ...] = ()
    questions: tuple[Asked, ...] = ()
    reviews: tuple[ShownRemark, ...] = ()

    @property
    def id(self) -> str:
        """Return the id of the input: its name, or the path of the whole field for its first input."""
        return self.path.removesuffix(MAIN)

    @property
    def described_by(self) -> str:
        """Return the ids of what explains the input, "" where nothing does."""
        if not (self.help or self.note or self.faults):
            return ""
        said = (("$help", self.help), ("$said", self.note), ("$fault", self.faults))
        return " ".join(f"{self.path}.{name}" for name, what in said if what)

    @property
    def is_noted(self) -> bool:
        """Tell whether anything stands below the input: help, what was understood, faults, questions, reviews."""
        said = self.help or self.note or self.faults or self.questions or self.reviews
        return bool(said) or self.kind == "deadline"

    @property
    def is_line(self) -> bool:
        """Tell whether the value is typed in a box of one line; longer ones get a box of more."""
        return self.kind in ONE_LINE and len(self.value) <= LONGEST_LINE

    @property
    def is_open(self) -> bool:
        """Tell whether a foldable part stands open: required, or with something typed or wrong in it."""
        return self.is_required or self.has_remark or self.has_value

    @property
    def has_value(self) -> bool:
        """Tell whether anything is typed in this field or below it."""
        return bool(self.value) or any(child.has_value for child in self.children)

    @property
    def has_remark(self) -> bool:
        """Tell whether anything is wrong, asked or said by a reviewer in this field or below it."""
        own = self.faults or self.reviews or any(not one.is_answered for one in self.questions)
        return bool(own) or any(child.has_remark for child in self.children)

    @property
    def plain_children(self) -> list["Field"]:
        """Return the fields inside that are always shown."""
        return [child for child in self.children if not child.is_extra]

    @property
    def extra_children(self) -> list["Field"]:
        """Return the fields inside that stand under "Thêm": labels, the single parts of a deadline."""
        return [child for child in self.children if child.is_extra]

    @property
    def extras_open(self) -> bool:
        """Tell whether "Thêm" stands open: something is wrong in it, or a deadline is typed there."""
        extras = self.extra_children
        is_typed = self.kind == "deadline" and any(child.has_value for child in extras)
        return is_typed or any(child.has_remark for child in extras)


def every(of: Field) -> Iterator[Field]:
    """Yield a field and all below it, in the order of the page."""
    left = [of]
    while left:
        field = left.pop()
        yield field
        left += reversed(field.children)


def leaves(of: Field) -> Iterator[Field]:
    """Yield the fields that hold a value, in the order of the page."""
    return (field for field in every(of) if field.kind not in CONTAINERS)


def anchors(of: Field) -> dict[str, Field]:
    """Return the fields that a message may lead to, by their path: a field of several inputs is one place.

    The parts of a deadline that is typed into one box are left out: the box is the place.
    """
    found: dict[str, Field] = {}

    def walk(field: Field) -> None:
        if field.path:
            found[field.path] = field
        for child in field.children:
            if not (child.path.rpartition(".")[2].startswith("$") or _is_idle_part(field, child)):
                walk(child)

    walk(of)
    return found


def _is_idle_part(field: Field, child: Field) -> bool:
    return field.kind == "deadline" and not child.has_value


def nearest(path: str, known: Mapping[str, Field]) -> str:
    """Return the path of the field that a message about `path` stands at: itself, or the nearest part around it."""
    while path and path not in known:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return path


@dataclass(frozen=True, slots=True)
class SaidAt:
    """What stands at fields, by their paths: faults, questions, what reviewers said."""

    faults: Mapping[str, Sequence[str]]
    questions: Mapping[str, Sequence[Asked]]
    reviews: Mapping[str, Sequence[ShownRemark]]


def with_remarks(of: Field, said: SaidAt) -> Field:
    """Return the tree with what is said at each path at its field."""
    wanted = {*said.faults, *said.questions, *said.reviews}
    return _remarked(of, said, wanted) if wanted else of


def _remarked(field: Field, said: SaidAt, wanted: set[str]) -> Field:
    if not any(path.startswith(field.path) for path in wanted):
        return field
    return field._replace(
        children=tuple(_remarked(child, said, wanted) for child in field.children),
        faults=tuple(said.faults.get(field.path) or field.faults),
        questions=tuple(said.questions.get(field.path, ())),
        reviews=tuple(said.reviews.get(field.path, ())),
    )

"""What a comparison of a returned Word file says: rows, comments, words without a place."""

from collections.abc import Collection
from dataclasses import dataclass, field

from service.errors import ServiceError
from service.issuing.returned_blanks import Typed
from service.register.models import Document


class ForeignFile(ServiceError):
    """A file of another document, or of none of ours; `document_id` names whose it is where that is known."""

    code = "foreign_file"

    def __init__(self, message: str, *, document_id: str = "") -> None:
        super().__init__(message)
        self.document_id = document_id


@dataclass(frozen=True, slots=True)
class Change:
    """A row: what the draft says and what the Word file says; one of the two is "" for what was added or removed.

    `key` names the row, `path` the field that it belongs to ("" for none). `is_proposal`: a tracked change of `author`
    that nobody has accepted yet. `moved_on`: the draft was changed there too since the file was made, or may have been,
    where the version that the file was made of was not kept or is not known; such a row keeps the draft unless somebody
    says otherwise. `is_move`: the same words at another place. `is_refused`: the row cannot be taken beside the others,
    its words are among those without a place.
    """

    key: str
    draft: str
    word: str
    path: str
    is_proposal: bool = False
    author: str = ""
    moved_on: bool = False
    is_move: bool = False
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the Word file and the field that it stands beside ("" for none)."""

    author: str
    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Words of the file that no field can take, and the field nearest to them, where they can be typed.

    `is_still_printed`: words that were taken out of the file, or changed, and that the service prints nevertheless;
    `reason` says why where it is known ("" elsewhere), and `path` is then the field that stands in the way.
    """

    text: str
    path: str
    is_still_printed: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came back: rows, comments, what finds no place; `version` is the one the file was made of.

    `is_identified` is False for a file whose id was lost on the way and which was known by its words, and
    `is_version_known` where nobody can tell which side changed a place: `version` is then the draft as it is. `typed`
    is what somebody wrote into the blanks of number and day, which are no field: the act of numbering fills them in.
    `hindrance` says why the file cannot be put up as the signed one, whatever its words ("" where nothing stands in the
    way).
    """

    document_id: str
    version: int
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]
    unplaced: tuple[Unplaced, ...]
    is_identified: bool = True
    typed: Typed = field(default_factory=Typed)
    hindrance: str = ""
    is_version_known: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose of a comparison, by the keys of its rows.

    The rows in `keep` stay with the draft, and so does a row at which the draft has moved on (`Change.moved_on`) unless
    its key is in `word`. `seen` is the comparison that was looked at, where one was: no other rows are taken.
    """

    keep: Collection[str] = ()
    word: Collection[str] = ()
    seen: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The document in its new version, how many changes were taken, and what found no place."""

    document: Document
    taken: int
    unplaced: tuple[Unplaced, ...]
    typed: Typed = field(default_factory=Typed)

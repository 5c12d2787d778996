"""What became of each paragraph of an imported file: the field that it went to, or why it lies in the tray."""

from collections.abc import Mapping, Sequence

from service.doctypes.definition import DocumentType
from service.inspection.facts import Table
from service.intake.content import MadeContent
from service.intake.lines import Line, written_paragraphs
from service.intake.reading import Placed, Reading
from service.issuing.import_wording import other_words
from service.issuing.imported import CELL_SIGN, ImportedParagraph

_TRAY_WHY = "loại văn bản này không có ô cho đoạn như vậy"
_NOT_TAKEN = (
    "đoán được chỗ in đoạn này, nhưng chữ ở đó tính từ ô khác (hoặc chung một từ mở đầu) nên không giữ được"
)
_NOT_OF_FRAME = "thể thức của văn bản mới không in những chữ này"


class Account:
    """The account of one file; `frame` are the paths of the paragraphs of its frame, `texts` all its paragraphs."""

    def __init__(
        self, document_type: DocumentType, frame: Mapping[int, str], texts: Mapping[int, str], *, is_own: bool
    ) -> None:
        self._type = document_type
        self._frame = frame
        self._texts = texts
        self._is_own = is_own

    def of(
        self, reading: Reading, made: MadeContent
    ) -> tuple[tuple[ImportedParagraph, ...], tuple[ImportedParagraph, ...]]:
        """Return every paragraph once: placed, or in the tray."""
        where: dict[int, tuple[str, str]] = {
            number: ("", _NOT_OF_FRAME) if path == "tray" else (path, "phần thể thức của văn bản")
            for number, path in self._frame.items()
        }
        refused = {id(one) for one in made.refused}
        for placed in reading.placed:
            if id(placed) not in refused:
                for number, place in self._places(placed, made).items():
                    where.setdefault(number, place)
        left = [(one.item, _NOT_TAKEN) for one in reading.placed if id(one) in refused]
        rows = dict[int, list[int]]()
        for item, why in [*zip(reading.tray, reading.whys, strict=True), *left]:
            if isinstance(item, Line):
                where |= dict.fromkeys(item.sources, ("", _of_part(item, why)))
            else:
                rows |= _rows(item)
                where |= {number: ("", why) for row in _rows(item).values() for number in row}
        return self._sorted(where, rows)

    def _sorted(
        self, where: Mapping[int, tuple[str, str]], rows: Mapping[int, Sequence[int]]
    ) -> tuple[tuple[ImportedParagraph, ...], tuple[ImportedParagraph, ...]]:
        """Return the paragraphs by where they went; `rows` are those of tables in the tray, by their first one."""
        texts = self._texts
        later = {number for row in rows.values() for number in row[1:]}
        found = [
            ImportedParagraph(
                number,
                CELL_SIGN.join(texts[one] for one in rows.get(number, (number,))),
                *where.get(number, ("", _TRAY_WHY)),
            )
            for number in texts
            if number not in later
        ]
        return tuple(one for one in found if one.path), tuple(one for one in found if not one.path)

    def _places(self, placed: Placed, made: MadeContent) -> dict[int, tuple[str, str]]:
        if isinstance(placed.item, Line):
            place = self._place(placed.path, placed.why, placed.item.text, made)
            return dict.fromkeys(placed.item.sources, place)
        if placed.grid is None:
            return {}
        return {
            number: self._place(path, placed.why, self._texts.get(number, ""), made)
            for number, path in placed.grid.places.items()
            if number not in placed.grid.unread
        }

    def _place(self, path: str, why: str, text: str, made: MadeContent) -> tuple[str, str]:
        """Return where a text went and why, and what is printed there where that is not what was typed."""
        named = named_path(path, made.paths, self._type)
        inner = named.removeprefix("content.")
        other = "" if self._is_own else other_words(self._type, made.content, text, inner)
        return named, f"{why}; {other}" if other else why


def _rows(table: Table) -> dict[int, list[int]]:
    """Return the paragraphs of each row of a table by the first of them."""
    found = (
        [one.number for cell in row.cells for one in written_paragraphs(cell.blocks)] for row in table.rows
    )
    return {row[0]: row for row in found if row}


def _of_part(line: Line, why: str) -> str:
    """Return why a line lies in the tray; what of its paragraph is meant where other parts of it were taken."""
    return f"phần “{line.text}”: {why}" if line.is_part else why


def named_path(path: str, paths: Mapping[str, str], document_type: DocumentType) -> str:
    """Return a place as the envelope calls it; `paths` says so of places that were traced back, with their parts."""
    if path in paths:
        return f"content.{paths[path]}"
    wholes = (one for one in paths if path.startswith((f"{one}.", f"{one}[")))
    if whole := max(wholes, key=len, default=""):
        return f"content.{paths[whole]}{path.removeprefix(whole)}"
    head = path.partition(".")[0].partition("[")[0]
    return f"content.{path}" if head in document_type.schema["properties"] else path

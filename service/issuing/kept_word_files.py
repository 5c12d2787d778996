"""Word files on their way in: kept for the one person who sent them while he sorts or compares, then made a draft.

They lie where files to be checked lie, for as long (`register.checked_files`); each move is kept at once.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from service.doctypes.reading import read_input
from service.domain.dates import office_day
from service.domain.findings import Finding, Question
from service.inspection import inspect
from service.intake.lines import line_of
from service.issuing.draft_saving import without_blanks
from service.issuing.file_checks import SentFile
from service.issuing.import_moving import PlacedParagraph, Sorting, moved
from service.issuing.import_questions import check_again
from service.issuing.imported import CELL_SIGN, Imported
from service.issuing.proofreading import proofread_input
from service.issuing.workplace import Workplace
from service.register import checked_files
from service.register.canonical import canonical_json
from service.register.checked_files import OWN_HOURS, Checked
from service.register.errors import DocumentNotFound, WrongState
from service.register.models import CheckedFile

MOVED: Final = "file_moved"
_IMPORT = "word_import"
_WARNINGS = "warnings"
#: What the report of a kept file has in any case.
BARE: Final[Mapping[str, Any]] = {"findings": [], "steps": [], "pages": {}}
GONE = f"Không còn tệp này: máy chủ chỉ giữ {OWN_HOURS} giờ. Tải tệp lên lại."


@dataclass(frozen=True, slots=True)
class KeptImport:
    """An import as sorted so far; `step` counts the moves, `questions` are about what was taken over.

    `warnings` say what makes one doubt that the file is of this type.
    """

    id: str
    name: str
    slug: str
    office_id: str
    step: int
    sorting: Sorting
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]
    until: datetime
    warnings: tuple[str, ...] = ()


def keep_import(workplace: Workplace, office_id: str, file: SentFile, made: Imported) -> str:
    """Keep an import for the person who sent the file; return its id. Raises NotAllowed."""
    marked = {
        one.number: line for one in inspect(file.content).paragraphs if (line := line_of(one)) is not None
    }
    paragraphs = []
    for one in sorted([*made.placed, *made.tray], key=lambda one: one.number):
        line = marked.get(one.number)
        is_row = CELL_SIGN in one.text
        bare = line.marked(0, len(line.text)) if line is not None and line.text and not is_row else one.text
        path = "" if one in made.tray else one.path
        paragraphs.append(PlacedParagraph(one.number, one.text, " ".join(bare.split()), path, one.why))
    envelope = {name: value for name, value in made.envelope.items() if name != "check_again"}
    sorting = Sorting({**envelope, "office": office_id}, tuple(paragraphs))
    report = {**_report(made.envelope["type"], 0, sorting), _WARNINGS: list(made.warnings)}
    with workplace.writing() as turn:
        checked = Checked({**BARE, _IMPORT: report}, file.name, file.content, sent=file.content)
        return str(checked_files.keep(turn.session, turn.actor, office_id, checked).id)


def kept_import(workplace: Workplace, import_id: str) -> KeptImport:
    """Return an import of the person. Raises DocumentNotFound for another's, or one that is gone."""
    with workplace.reading() as turn:
        return _kept(workplace, _row(checked_files.own(turn.session, turn.actor, import_id)))


def move(workplace: Workplace, import_id: str, number: int, path: str, *, seen: int) -> KeptImport:
    """Move a paragraph to a field, "" for the tray; `seen` is the `step` of the page.

    Raises DocumentNotFound, WrongState (``file_moved``), InvalidInput (no such field, no deadline).
    """
    with workplace.writing() as turn:
        row = _row(checked_files.own(turn.session, turn.actor, import_id, locked=True))
        found = _kept(workplace, row)
        if found.step != seen:
            raise WrongState(
                "Các đoạn vừa được xếp lại ở một trang khác. Xem lại rồi chuyển đoạn.", code=MOVED
            )
        sorting = moved(workplace.catalogue.get(found.slug), found.sorting, number, path)
        report = {**_report(found.slug, seen + 1, sorting), _WARNINGS: list(found.warnings)}
        row.report = {**row.report, _IMPORT: report}
    return replace(found, step=seen + 1, sorting=sorting)


def draft_input(workplace: Workplace, found: KeptImport) -> dict[str, Any]:
    """Return what the draft of an import says: the fields, what is to be checked again, the texts of the tray."""
    document_type = workplace.catalogue.get(found.slug)
    envelope: dict[str, Any] = without_blanks(found.sorting.envelope)
    questions = check_again(document_type, envelope, office_day(workplace.now()))
    if questions:
        envelope["check_again"] = [{"path": one.path, "value": one.subject} for one in questions]
    if found.sorting.tray:
        envelope["tray"] = [one.text.replace(CELL_SIGN, " | ") for one in found.sorting.tray]
    return envelope


def forget(workplace: Workplace, file_id: str) -> None:
    """Delete a kept file at once."""
    with workplace.writing() as turn:
        checked_files.forget(turn.session, turn.actor, file_id)


def _row(row: CheckedFile) -> CheckedFile:
    if _IMPORT not in row.report:
        raise DocumentNotFound(GONE)
    return row


def _report(slug: str, step: int, sorting: Sorting) -> dict[str, Any]:
    return {
        "slug": slug,
        "step": step,
        "input": canonical_json(sorting.envelope),
        "paragraphs": [asdict(one) for one in sorting.paragraphs],
    }


def _kept(workplace: Workplace, row: CheckedFile) -> KeptImport:
    said = row.report[_IMPORT]
    envelope = read_input(said["input"], "input.json")
    sorting = Sorting(envelope, tuple(PlacedParagraph(**one) for one in said["paragraphs"]))
    document_type = workplace.catalogue.get(said["slug"])
    questions = check_again(document_type, envelope, office_day(workplace.now()))
    until = row.made_at + timedelta(hours=OWN_HOURS)
    return KeptImport(
        row.id, row.name, said["slug"], row.office_id, said["step"], sorting,
        tuple(questions), tuple(proofread_input(envelope)), until, tuple(said.get(_WARNINGS, ())),
    )  # fmt: skip

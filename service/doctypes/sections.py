"""What templates see of sections and appendices: ``muc.<label>`` and ``phu_luc.<label>``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.doctypes.definition import Appendix
from service.doctypes.running import Run
from service.domain.outline import roman
from service.domain.outline_building import Outline


def section_values(labels: Sequence[str], outline: Outline, run: Run) -> dict[str, dict[str, str] | None]:
    """Return each fixed section by label: `number`, `title`, `name` ("khoản 2 Mục III"); None when it is left out."""
    found: dict[str, dict[str, str] | None] = dict.fromkeys(labels)
    for label, node in outline.sections.items():
        title = node.title
        found[label] = {
            "number": node.number,
            "title": run.text(title) if "[" in title else title,
            "name": outline.references[label],
        }
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """An appendix that is there: what it is called ("Phụ lục", "Phụ lục II") and its title as it was given."""

    name: str
    title: str


def appendices_present(appendices: Sequence[Appendix], root: Mapping[str, Any]) -> dict[str, Place]:
    """Return the appendices that are there by label, in order; several are numbered I, II.

    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III khoản 1.
    """
    present = [appendix for appendix in appendices if appendix.when(root, None)]
    found: dict[str, Place] = {}
    for position, appendix in enumerate(present, start=1):
        own = appendix.title_of(root, None) if appendix.title_of else None
        name = f"Phụ lục {roman(position)}" if len(present) > 1 else "Phụ lục"
        found[appendix.label] = Place(name, own or appendix.title)
    return found


def appendix_values(
    appendices: Sequence[Appendix], present: Mapping[str, Place], run: Run
) -> dict[str, dict[str, str] | None]:
    """Return each appendix by label: `label` ("Phụ lục II") and `title`, or None when it is not there."""
    found: dict[str, dict[str, str] | None] = {appendix.label: None for appendix in appendices}
    for label, place in present.items():
        found[label] = {"label": place.name, "title": run.text(place.title)}
    return found

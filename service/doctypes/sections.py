"""What templates see of sections and appendices: ``muc.<label>`` and ``phu_luc.<label>``."""

from collections.abc import Mapping, Sequence
from typing import Any

from service.doctypes.definition import Appendix
from service.doctypes.running import Run
from service.domain.outline import reference, roman
from service.domain.outline_building import Outline


def section_values(labels: Sequence[str], outline: Outline, run: Run) -> dict[str, dict[str, str] | None]:
    """Return each fixed section by label: `number`, `title`, `name` ("khoản 2 Mục III"), or None when it is left out."""
    found: dict[str, dict[str, str] | None] = {}
    for label in labels:
        node = outline.sections.get(label)
        found[label] = (
            None
            if node is None
            else {"number": node.number, "title": run.text(node.title), "name": reference(node, run.names)}
        )
    return found


def appendix_values(
    appendices: Sequence[Appendix], root: Mapping[str, Any], run: Run | None
) -> dict[str, dict[str, str] | None]:
    """Return each appendix by label: `label` and `title`, or None when it is not there; several are numbered I, II.

    Without a `run` titles stay raw. Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III khoản 1.
    """
    present = [appendix.when(root, None) for appendix in appendices]
    several = sum(present) > 1
    found: dict[str, dict[str, str] | None] = {}
    position = 0
    for appendix, is_there in zip(appendices, present, strict=True):
        if not is_there:
            found[appendix.label] = None
            continue
        position += 1
        own = appendix.title_of(root, None) if appendix.title_of else None
        title = own or appendix.title
        found[appendix.label] = {
            "label": f"Phụ lục {roman(position)}" if several else "Phụ lục",
            "title": run.text(title) if run else title,
        }
    return found

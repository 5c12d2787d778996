"""Documents printed and read back, and how the two are compared."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from service import reference
from service.doctypes.catalogue import Catalogue
from service.inspection import inspect
from service.issuing.imported import CELL_SIGN, Imported
from service.issuing.importing import all_texts, import_file
from service.issuing.preview import preview

NOW = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)
#: What no document prints: names that only the input has, and how a paper is sent.
UNPRINTED = {"label", "max_points", "mended_by", "copies", "channel", "members"}
BODY_OF_ROLE = dict(reference.office("ubnd-21484").roles)


def printed(catalogue: Catalogue, envelope: Any) -> bytes:
    return preview(catalogue, envelope["type"], envelope, now=NOW).content


def imported(catalogue: Catalogue, envelope: Any) -> tuple[bytes, Imported]:
    content = printed(catalogue, envelope)
    return content, import_file(
        catalogue, envelope["type"], content, now=NOW, sources=envelope.get("sources")
    )


def accounted(content: bytes, found: Imported) -> None:
    """Each paragraph of a file lies in one place: a field, the frame, or the tray; there a row of a table is one."""
    everything = [*found.placed, *found.tray]
    texts = Counter(text for one in everything for text in one.text.split(CELL_SIGN))
    assert texts == Counter(all_texts(inspect(content)))
    assert len({one.number for one in everything}) == len(everything)
    assert all(one.path and one.why for one in found.placed)


def said(value: Any, *left_out: str) -> Any:
    """A value as printed; the last stop of a closing text becomes the sign that ends a document."""
    return bare(value).rstrip(".") if isinstance(value, str) else bare(value, *left_out)


def bare(value: Any, *left_out: str) -> Any:
    """A value without what is not printed, numbers as they are written, bodies by their names alone."""
    if isinstance(value, dict):
        if set(value) == {"name"}:
            return value["name"]
        if set(value) == {"role"}:
            return BODY_OF_ROLE.get(value["role"], value["role"])
        hidden = UNPRINTED | set(left_out)
        return {key: bare(part, *left_out) for key, part in value.items() if key not in hidden}
    if isinstance(value, list):
        return [bare(part, *left_out) for part in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

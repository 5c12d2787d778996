"""What the faces work with: the types on offer, the converter, the clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from service import clock
from service.conversion.libreoffice import Converter, find_converter
from service.doctypes.catalogue import Catalogue
from service.issuing.offer import offered
from service.settings import ROOT, Settings

TYPES = ROOT / "templates_docx"


@dataclass(frozen=True, slots=True)
class Desk:
    """Types on offer, those switched off with the reason, LibreOffice where it is, the clock."""

    catalogue: Catalogue
    switched_off: Mapping[str, str]
    converter: Converter | None
    now: Callable[[], datetime]


def open_desk(settings: Settings, *, types: Path = TYPES) -> Desk:
    """Return the desk of an installation; types whose folder changed since they passed are checked now."""
    found = offered(types, settings.instance_dir / "type-contract.json")
    converter = find_converter(
        settings.libreoffice_command, timeout_seconds=settings.conversion_timeout_seconds
    )
    return Desk(found.catalogue, found.switched_off, converter, clock.now)

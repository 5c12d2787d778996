"""What the faces work with: the types on offer, the converter, the clock, the way to the register."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from service import clock
from service.conversion.libreoffice import Converter, find_converter
from service.doctypes.catalogue import Catalogue
from service.issuing.offer import RESULTS_FILE, offered
from service.issuing.register_door import RegisterDoor, register_url
from service.issuing.workplace import Workplace
from service.register.errors import RegisterMissing
from service.settings import ROOT, Settings

TYPES = ROOT / "templates_docx"


@dataclass(frozen=True, slots=True)
class Desk:
    """Types on offer, those switched off with the reason, LibreOffice where it is, the clock, the register's door."""

    catalogue: Catalogue
    switched_off: Mapping[str, str]
    converter: Converter | None
    now: Callable[[], datetime]
    door: RegisterDoor | None = None

    def workplace(self, login: str) -> Workplace:
        """Return where a user works with the register. Raises RegisterMissing, RegisterOutdated."""
        if self.door is None:
            raise RegisterMissing("Chưa có sổ đăng ký. Người vận hành máy chủ lập sổ (./run register init).")
        return Workplace(self.door.register(), self.catalogue, login, self.now)


def open_desk(settings: Settings, *, types: Path = TYPES) -> Desk:
    """Return the desk of an installation; types whose folder changed since they passed are checked now."""
    found = offered(types, settings.instance_dir / RESULTS_FILE)
    converter = find_converter(
        settings.libreoffice_command, timeout_seconds=settings.conversion_timeout_seconds
    )
    door = RegisterDoor(register_url(settings))
    return Desk(found.catalogue, found.switched_off, converter, clock.now, door)

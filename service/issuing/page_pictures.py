"""The pages as they print, as PDF and as pictures: made once for each text and kept for those who look at it next.

One conversion at a time: two people who open the same document wait for one and the same. Each costs LibreOffice
some 1.3 s of processor time, 0.4 s less with a profile that is there already: not worth a program that stays running
with the files of all people in it.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from service.conversion.libreoffice import Converter, ConverterMissing
from service.conversion.pages import has_pictures, page_pictures
from service.register.canonical import digest

_MOST_KEPT = 16
Made = TypeVar("Made")


class _Kept(Generic[Made]):
    """The newest things that were made, by the digest of the .docx that they show."""

    def __init__(self) -> None:
        self._made: OrderedDict[str, Made] = OrderedDict()
        self._lock = Lock()

    def get(self, content: bytes, make: Callable[[], Made]) -> Made:
        """Return what was made of a .docx, made now where it is not there; others wait meanwhile."""
        key = digest(content)
        with self._lock:
            if key not in self._made:
                self._made[key] = make()
                while len(self._made) > _MOST_KEPT:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            return self._made[key]


_pdfs: _Kept[bytes] = _Kept()
_pictures: _Kept[Sequence[bytes]] = _Kept()


def can_show_pages(converter: Converter | None) -> bool:
    """Tell whether this machine can show pages as they print."""
    return converter is not None and has_pictures()


def pdf_of(content: bytes, converter: Converter | None) -> bytes:
    """Return the pages of a .docx as PDF. Raises ConverterMissing, ConversionFailed."""
    if converter is None:
        raise ConverterMissing
    return _pdfs.get(content, lambda: converter.pdf(content))


def pages_of(content: bytes, converter: Converter | None) -> Sequence[bytes]:
    """Return the pages of a .docx as PNG. Raises ConverterMissing, ConversionFailed."""
    if converter is None:
        raise ConverterMissing
    limit = converter.timeout_seconds
    return _pictures.get(content, lambda: page_pictures(pdf_of(content, converter), timeout_seconds=limit))

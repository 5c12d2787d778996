"""The pages as they print, as PDF and as pictures: the one way to them for pages, API, batches and the check of files.

What was made of a text is kept for those who look at it next; two people who open the same document wait for one and
the same conversion, and nobody waits for what is there. A plan of ten pages costs LibreOffice some 1.3 s of processor
time, 0.4 s less with a profile that is there already: not worth a program that stays running with the files of all
people in it (`./run bench preview`, adr/0009).
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
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
        self._made: OrderedDict[str, Future[Made]] = OrderedDict()
        self._lock = Lock()

    def get(self, content: bytes, make: Callable[[], Made]) -> Made:
        """Return what was made of a .docx, made now where it is not there; who wants the same waits meanwhile."""
        key = digest(content)
        with self._lock:
            found = self._made.get(key)
            if found is not None:
                self._made.move_to_end(key)
            else:
                own = self._made[key] = Future()
                while len(self._made) > _MOST_KEPT:
                    self._made.popitem(last=False)
        return self._begun(key, own, make) if found is None else found.result()

    def _begun(self, key: str, own: Future[Made], make: Callable[[], Made]) -> Made:
        """Make it; a failure is told to those who wait and is not kept."""
        try:
            own.set_result(make())
        except BaseException as error:
            own.set_exception(error)
            with self._lock:
                self._made.pop(key, None)
            raise
        return own.result()


_pdfs: _Kept[bytes] = _Kept()
_pictures: _Kept[Sequence[bytes]] = _Kept()


def can_show_pages(converter: Converter | None) -> bool:
    """Tell whether this machine can show pages as they print."""
    return converter is not None and has_pictures()


def pdf_of(content: bytes, converter: Converter | None, *, is_kept: bool = True) -> bytes:
    """Return the pages of a .docx as PDF. Raises ConverterMissing, ConversionFailed.

    Not `is_kept`: made for this one answer, like a file that was sent to be checked or a batch in one piece.
    """
    if converter is None:
        raise ConverterMissing
    return _pdfs.get(content, lambda: converter.pdf(content)) if is_kept else converter.pdf(content)


def pages_of(content: bytes, converter: Converter | None, *, is_kept: bool = True) -> Sequence[bytes]:
    """Return the pages of a .docx as PNG. Raises ConverterMissing, ConversionFailed."""
    if converter is None:
        raise ConverterMissing
    limit = converter.timeout_seconds

    def made() -> Sequence[bytes]:
        return page_pictures(pdf_of(content, converter, is_kept=is_kept), timeout_seconds=limit)

    return _pictures.get(content, made) if is_kept else made()

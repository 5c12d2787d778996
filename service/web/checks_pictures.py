"""The pages of a file before and after mending as pictures; nothing of them is kept on the server."""

from base64 import b64encode
from itertools import zip_longest

from service.conversion.libreoffice import Converter, ConverterMissing
from service.conversion.pages import page_pictures

MOST_PAGES = 12


def beside(before: bytes, after: bytes, converter: Converter | None) -> list[tuple[str, str]]:
    """Return the first pages of two .docx as addresses of pictures, in pairs; "" where one has no such page.

    Raises ConverterMissing, ConversionFailed.
    """
    if converter is None:
        raise ConverterMissing
    old = _pictures(before, converter)
    new = old if after == before else _pictures(after, converter)
    return list(zip_longest(old, new, fillvalue=""))[:MOST_PAGES]


def _pictures(content: bytes, converter: Converter) -> list[str]:
    pictures = page_pictures(converter.pdf(content), timeout_seconds=converter.timeout_seconds)
    return [f"data:image/png;base64,{b64encode(one).decode('ascii')}" for one in pictures[:MOST_PAGES]]

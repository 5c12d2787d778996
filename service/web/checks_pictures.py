"""The pages of a file before and after mending as pictures; nothing of them is kept on the server."""

from base64 import b64encode
from itertools import zip_longest

from service.conversion.libreoffice import Converter
from service.issuing.page_pictures import pages_of

MOST_PAGES = 12


def beside(before: bytes, after: bytes, converter: Converter | None) -> list[tuple[str, str]]:
    """Return the first pages of two .docx as addresses of pictures, in pairs; "" where one has no such page.

    Raises ConverterMissing, ConversionFailed.
    """
    old = _pictures(before, converter)
    new = old if after == before else _pictures(after, converter)
    return list(zip_longest(old, new, fillvalue=""))[:MOST_PAGES]


def _pictures(content: bytes, converter: Converter | None) -> list[str]:
    pictures = pages_of(content, converter, is_kept=False)[:MOST_PAGES]
    return [f"data:image/png;base64,{b64encode(one).decode('ascii')}" for one in pictures]

"""PDFs of documents are made once for each content."""

import pytest

from service.conversion.libreoffice import ConverterMissing
from service.issuing import page_pictures
from service.issuing.page_pictures import pdf_of


class Counting:
    """A converter that says how often it worked."""

    def __init__(self) -> None:
        self.count = 0

    def pdf(self, content: bytes) -> bytes:
        self.count += 1
        return b"%PDF " + content


@pytest.fixture(autouse=True)
def _empty(monkeypatch):
    monkeypatch.setattr(page_pictures, "_pdfs", page_pictures._Kept())


def test_the_same_content_is_converted_once_and_another_one_again():
    converter = Counting()
    assert [pdf_of(content, converter) for content in (b"a", b"a", b"b")] == [b"%PDF a", b"%PDF a", b"%PDF b"]
    assert converter.count == 2


def test_what_is_kept_is_bounded_and_the_oldest_goes(monkeypatch):
    monkeypatch.setattr(page_pictures, "_MOST_KEPT", 2)
    converter = Counting()
    for content in (b"a", b"b", b"a", b"c", b"a", b"b"):
        pdf_of(content, converter)
    assert converter.count == 4  # b went when c came: a had been asked for since


def test_without_a_converter_it_says_so():
    with pytest.raises(ConverterMissing):
        pdf_of(b"a", None)

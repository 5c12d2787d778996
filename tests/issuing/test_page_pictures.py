"""PDFs of documents are made once for each content."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from service.conversion.libreoffice import ConversionFailed, ConverterMissing
from service.issuing import page_pictures
from service.issuing.page_pictures import pdf_of

SECONDS = 60


class Counting:
    """A converter that says how often it worked."""

    def __init__(self) -> None:
        self.count = 0

    def pdf(self, content: bytes) -> bytes:
        self.count += 1
        return b"%PDF " + content


class Slow(Counting):
    """A converter that works until it may end."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.may_end = Event(), Event()

    def pdf(self, content: bytes) -> bytes:
        self.begun.set()
        assert self.may_end.wait(SECONDS)
        return super().pdf(content)


class Failing:
    """A converter that makes nothing."""

    def pdf(self, content: bytes) -> bytes:
        raise ConversionFailed(f"{len(content)}")


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


def test_two_who_want_the_same_wait_for_one_conversion_and_a_kept_one_waits_for_nobody():
    slow, quick = Slow(), Counting()
    kept = pdf_of(b"kept", quick)
    with ThreadPoolExecutor(2) as people:
        both = [people.submit(pdf_of, b"same", slow) for _ in range(2)]
        assert slow.begun.wait(SECONDS)
        assert pdf_of(b"kept", quick) == kept
        slow.may_end.set()
        assert [one.result(SECONDS) for one in both] == [b"%PDF same"] * 2
    assert slow.count == quick.count == 1


def test_a_failure_is_told_and_not_kept():
    with pytest.raises(ConversionFailed):
        pdf_of(b"a", Failing())
    assert pdf_of(b"a", Counting()) == b"%PDF a"


def test_what_is_made_for_one_answer_is_not_kept():
    converter = Counting()
    assert [pdf_of(b"a", converter, is_kept=False) for _ in range(2)] == [b"%PDF a"] * 2
    assert converter.count == 2


def test_without_a_converter_it_says_so():
    with pytest.raises(ConverterMissing):
        pdf_of(b"a", None)

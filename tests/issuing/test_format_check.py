"""Pages of findings: LibreOffice lays the file out; without it the paragraphs say where."""

import shutil

import pytest
from docx.oxml import parse_xml

from service.conversion.libreoffice import ConversionFailed, Converter
from service.inspection import inspect
from service.issuing.format_check import check_format, mend_format
from service.issuing.page_numbers import page_numbers, with_bookmarks
from tests.checking import builder
from tests.checking.changes import font


class Fixed:
    """A converter that answers with given bytes."""

    def __init__(self, pdf=None):
        self.pdf_bytes = pdf

    def pdf(self, _docx, *, with_places):
        assert with_places
        if self.pdf_bytes is None:
            raise ConversionFailed("hỏng")
        return self.pdf_bytes


PDF = (
    b"%PDF-1.6\n1 0 obj\n<</Type/Page/Parent 3 0 R>>\nendobj\n2 0 obj\n<</Type/Page>>\nendobj\n"
    b"3 0 obj\n<</Type/Pages/Kids[ 2 0 R 1 0 R 3 0 R ]/Count 2>>\nendobj\n"
    b"4 0 obj\n<</kiemtradoan1[2 0 R/XYZ 0 0 0]/kiemtradoan17[1 0 R/XYZ 0 0 0]/kiemtradoan9[77 0 R/XYZ 0 0 0]>>\nendobj\n"
    b"5 0 obj\n<</Type/Catalog/Pages 3 0 R/Dests 4 0 R>>\nendobj\n"
)


def faulty():
    draft = builder.build(appendices=0)
    right = draft["plain1"]._p.xml
    font("plain1", size=12)(draft)
    for _ in range(40):
        draft["plain1"]._p.addnext(parse_xml(right))
    font("clause4", size=12)(draft)
    return draft.content()


def pages(report):
    return [finding.where.page for finding in report.findings if finding.where.paragraph]


def test_places_of_the_pdf_become_pages_in_the_order_of_its_tree():
    assert page_numbers(faulty(), Fixed(PDF)) == {1: 1, 17: 2}


def test_without_a_converter_and_when_it_fails_the_findings_stand_without_pages():
    assert check_format(faulty()).pages == "no_converter"
    for converter in (Fixed(), Fixed(b"no pdf at all")):
        report = check_format(faulty(), converter=converter)
        assert (report.pages, set(pages(report))) == ("failed", {None})


def test_a_file_without_findings_is_not_laid_out():
    assert check_format(builder.build(appendices=0).content(), converter=Fixed()).findings == ()


def test_bookmarks_change_nothing_that_shows():
    content = faulty()
    before, after = inspect(content), inspect(with_bookmarks(content))
    assert (after.paragraphs, after.sections) == (before.paragraphs, before.sections)


def test_mending_is_the_mending_of_the_check():
    made = mend_format(faulty(), file="a.docx")
    assert ({f.file for f in made.mended}, made.left) == ({"a.docx"}, ())


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_tells_the_pages():
    converter = Converter(shutil.which("soffice"), 120)
    report = check_format(faulty(), converter=converter)
    assert report.pages == "laid_out"
    found = pages(report)
    assert found[0] == 1
    assert found == sorted(found)

from pathlib import Path

import pytest
import yaml

from service.domain.citations import CitationBook, basis_line, citation, full_text, short_text
from service.domain.refusal import Refused

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "citations.yaml").read_text(encoding="utf-8"))
QD_2022 = {
    "label": "qd_2022",
    "kind": "Quyết định",
    "code": "1211/QĐ-UBND",
    "date": "02/11/2022",
    "issuer": "UBND tỉnh",
    "link": "ban_hanh",
    "subject": "Quy định A",
}
QD_2024 = {**QD_2022, "label": "qd_2024", "date": "21/11/2024", "subject": "Quy định B"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_citations_are_printed_as_in_the_table(case):
    record = citation(case["input"])
    assert full_text(record) == case["full"]
    assert short_text(record) == case["short"]
    if "basis" in case:
        assert basis_line(record) == case["basis"]


def test_the_first_mention_is_full_and_the_later_ones_are_short():
    book = CitationBook([QD_2022])
    assert book.mention("qd_2022") == full_text(citation(QD_2022))
    assert book.mention("qd_2022") == book.mention("qd_2022") == "Quyết định số 1211/QĐ-UBND"


def test_records_of_one_code_keep_day_and_issuer_in_later_mentions():
    book = CitationBook([QD_2022, QD_2024])
    book.mention("qd_2022")
    book.mention("qd_2024")
    assert book.mention("qd_2022") == "Quyết định số 1211/QĐ-UBND ngày 02/11/2022 của UBND tỉnh"
    assert book.mention("qd_2024") == "Quyết định số 1211/QĐ-UBND ngày 21/11/2024 của UBND tỉnh"


def test_two_laws_of_one_name_keep_their_days():
    old = {
        "label": "luat_2015",
        "kind": "Luật",
        "date": "19/6/2015",
        "subject": "Tổ chức chính quyền địa phương",
    }
    book = CitationBook([old, {**old, "label": "luat_2025", "date": "16/6/2025"}])
    assert book.mention("luat_2025") == "Luật Tổ chức chính quyền địa phương ngày 16/6/2025"
    assert book.mention("luat_2025") == "Luật Tổ chức chính quyền địa phương ngày 16/6/2025"


def test_looking_at_the_words_is_no_mention_but_a_basis_is_one():
    book = CitationBook([QD_2022])
    full = book.words("qd_2022")
    assert book.mention("qd_2022") == full
    book = CitationBook([QD_2022])
    assert book.basis("qd_2022").startswith("Căn cứ Quyết định số 1211/QĐ-UBND ngày 02 tháng 11 năm 2022")
    assert book.mention("qd_2022") == "Quyết định số 1211/QĐ-UBND"


def test_full_repeats_the_full_words_each_time():
    book = CitationBook([QD_2022])
    assert book.full("qd_2022") == book.full("qd_2022") == full_text(citation(QD_2022))


def test_an_unknown_label_is_refused():
    book = CitationBook([QD_2022])
    assert "qd_2022" in book
    assert "qd_9" not in book
    with pytest.raises(Refused) as caught:
        book.mention("qd_9")
    assert caught.value.code == "label_unknown"


def test_an_impossible_date_is_refused():
    with pytest.raises(Refused) as caught:
        citation({**QD_2022, "date": "30/02/2025"})
    assert caught.value.code == "date_impossible"


def test_a_book_gives_its_raw_records_back():
    book = CitationBook([QD_2022, QD_2024])
    assert book.labels() == ("qd_2022", "qd_2024")
    assert book.raw("qd_2024") is QD_2024

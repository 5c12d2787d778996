"""Every code of a problem is answered as docs/api-errors.md shows it: asked for again, by the code and by its status."""

from service.api.codes import CODES
from tests.api.conftest import PROJECT
from tests.api.error_examples import answers, page


def test_every_code_is_answered_with_its_status_and_as_the_page_shows(tmp_path):
    made = answers(tmp_path)
    real = {asked: (answer["code"], answer["status"]) for asked, answer in made.items()}
    assert real == {code: (code, one.status) for code, one in CODES.items()}
    written = page(made)
    assert str(tmp_path) not in written
    assert (PROJECT / "docs" / "api-errors.md").read_text(encoding="utf-8") == written


def test_every_code_has_a_cause_and_a_mend_in_whole_sentences():
    for code, one in CODES.items():
        for words in (one.cause, one.mend):
            assert len(words.split()) > 1, code
            assert words.endswith("."), code

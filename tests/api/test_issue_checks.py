"""What an issue in one act looks at: the layout always, the wording where it is asked for or holds back."""

from service.issuing.office_wording import OfficeWording, set_wording
from service.issuing.rendition import is_of_wording
from tests.api.conftest import OFFICE


def wording(answer):
    return [one["code"] for one in answer.get_json()["findings"] if is_of_wording(one)]


def test_wording_is_read_where_it_is_asked_for(api):
    faulty = "Nâng cao chỉ số dân vận dân vận chính quyền"
    plain = api.issued(key="one", subject=faulty)
    asked = api.issued(key="two", subject=faulty, proofread=True)
    assert (plain.status_code, asked.status_code) == (201, 201)
    assert wording(plain) == []
    assert wording(asked)


def test_wording_is_always_read_where_the_office_lets_it_hold_back(api):
    set_wording(api.work(), OFFICE, OfficeWording(blocks=True))
    assert wording(api.issued(subject="Nâng cao chỉ số dân vận dân vận chính quyền"))


def test_a_second_document_of_a_shape_is_found_as_sound_as_the_first(api):
    found = [api.issued(key=key).get_json()["findings"] for key in ("one", "two")]
    assert found[0] == found[1]

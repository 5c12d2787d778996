"""What the administrator says about wording is kept with its reasons, and everything that proofreads goes by it."""

import io
import re

from flask.testing import FlaskClient
from sqlalchemy import select

from service.issuing.desk import Desk
from service.issuing.office_wording import OfficeWording, OwnWord, office_wording, set_wording
from service.register.models import AuditEvent
from tests.web import people
from tests.web.test_admin import send

PAGE = "/quan-tri/chinh-ta"


def kept(desk: Desk) -> OfficeWording:
    with desk.workplace("operator").reading() as turn:
        return office_wording(turn, people.OFFICE)


def test_words_and_codes_are_kept_with_their_reasons_and_audited(client: FlaskClient, desk: Desk) -> None:
    rows = {"word.0": "Làng  Teng", "word_reason.0": "Tên làng", "word.1": "", "word_reason.1": ""}
    answer = send(client, PAGE, **rows, off=["dash"], **{"off.dash": "Theo mẫu của tỉnh"}, blocks="1")
    assert answer.status_code == 303
    found = kept(desk)
    assert found.words == (OwnWord("Làng Teng", "Tên làng"),)
    assert found.off == {"dash": "Theo mẫu của tỉnh"}
    assert found.blocks
    with desk.workplace("operator").reading() as turn:
        entries = turn.session.scalars(select(AuditEvent).where(AuditEvent.office_id == people.OFFICE)).all()
    assert any("Theo mẫu của tỉnh" in one.detail for one in entries)
    page = client.get(PAGE).get_data(as_text=True)
    assert 'value="Làng Teng"' in page
    assert 'value="Theo mẫu của tỉnh"' in page


def test_everything_without_a_reason_is_told_at_once_and_nothing_is_kept(
    client: FlaskClient, desk: Desk
) -> None:
    answer = send(client, PAGE, **{"word.0": "Teng", "word_reason.0": ""}, off=["typo"], **{"off.typo": " "})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#word_reason.0"' in page
    assert 'href="#off.typo"' in page
    assert 'value="Teng"' in page
    assert kept(desk) == OfficeWording((), {}, blocks=False)


def test_the_page_of_checks_goes_by_it(client: FlaskClient, desk: Desk) -> None:
    text = "Các hộ ở Làng Tengg tham gia đầy đủ các buổi họp.\nHoàn thành trước ngày 30/02/2025.\n".encode()
    own = OfficeWording((OwnWord("Làng Tengg", "Tên làng"),), {"date-impossible": "thử"})
    for before in (True, False):
        page = client.get("/kiem-tra").get_data(as_text=True)
        csrf = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
        sent = client.post("/kiem-tra", data={"csrf": csrf, "file": (io.BytesIO(text), "a.txt")})
        assert ("30/02/2025</mark>" in client.get(sent.location).get_data(as_text=True)) == before
        set_wording(desk.workplace(people.ALL_ROLES), people.OFFICE, own)

"""Questions are asked before the signature, of a person, and kept with the reason; never passed over by steps."""

import json

import pytest

from service.errors import OpenQuestions
from service.issuing.drafting import save
from service.issuing.submit import submit
from service.register import audit
from tests.web.office_work import Forms, form_at, keep_steps, questionable, row_of, sent, text_of
from tests.web.people import ALL_ROLES, OFFICE
from tests.web.test_numbering_pages import open_series, page_of

STEP = "chuyen-buoc"


@pytest.fixture
def asking(desk):
    """A draft about which something is asked."""
    return str(save(desk.workplace(ALL_ROLES), "ke_hoach", questionable(desk)).id)


def boxes(html):
    """The questions that a page lets a person confirm."""
    return [part.partition('"')[0] for part in html.split('name="acknowledged" value="')[1:]]


def events(desk, document_id, action):
    with desk.workplace(ALL_ROLES).reading() as turn:
        found = audit.history(turn.session, turn.actor, OFFICE, document_id=document_id, action=action)
        return [(one.user_name, json.loads(one.detail)) for one in found]


@pytest.mark.parametrize("page", ["", "/xem"])
def test_the_step_to_the_signature_asks_and_keeps_who_confirmed_and_why(desk, client, asking, page):
    keep_steps(desk, "content_checked", "for_signature")
    address = f"/van-ban/{asking}/{STEP}"
    before = text_of(client.get(f"/van-ban/{asking}{page}"))
    assert "câu hỏi chờ xác nhận trước khi ký" in before
    assert boxes(before) == []
    sent(client, address, form_at(client, f"/van-ban/{asking}{page}", address))
    assert row_of(desk, asking).state == "content_checked"
    html = text_of(client.get(f"/van-ban/{asking}{page}"))
    fields = Forms(html).by_action[address]
    refused = sent(client, address, fields)
    assert (refused.status_code, row_of(desk, asking).state) == (409, "content_checked")
    assert "câu hỏi chờ xác nhận" in text_of(refused)
    codes = boxes(html)
    answered = {**fields, "acknowledged": codes, **{f"reason:{one}": "Đã đối chiếu" for one in codes}}
    assert client.post(address, data=answered).status_code == 303
    assert row_of(desk, asking).state == "for_signature"
    who, said = events(desk, asking, "put_up")[-1]
    assert who == "Nguyễn Thị Hoa"
    assert {f"{one['code']}@{one['path']}" for one in said["acknowledged"]} == set(codes)
    assert {one["reason"] for one in said["acknowledged"]} == {"Đã đối chiếu"}
    page = text_of(client.get(f"/van-ban/{asking}"))
    assert "lý do: Đã đối chiếu" in page
    assert "chờ xác nhận" not in page


def test_without_the_step_to_the_signature_the_number_asks(desk, client, asking):
    keep_steps(desk, "content_checked")
    open_series(desk)
    submit(desk.workplace(ALL_ROLES), asking)
    html = text_of(client.get(page_of(asking)))
    codes = boxes(html)
    assert codes
    fields = Forms(html).by_action[page_of(asking)]
    assert sent(client, page_of(asking), fields).status_code == 409
    assert row_of(desk, asking).number is None
    answered = {**fields, "acknowledged": codes, f"reason:{codes[0]}": "Đúng như bản giấy"}
    assert client.post(page_of(asking), data=answered).status_code == 303
    said = events(desk, asking, "issue")[0][1]["acknowledged"]
    assert "Đúng như bản giấy" in {one.get("reason") for one in said}


def test_a_use_case_without_answers_is_refused_as_a_whole(desk, asking):
    keep_steps(desk, "for_signature")
    with pytest.raises(OpenQuestions):
        submit(desk.workplace(ALL_ROLES), asking)
    assert (row_of(desk, asking).state, events(desk, asking, "submit")) == ("draft", [])

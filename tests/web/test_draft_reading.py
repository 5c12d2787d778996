"""What the page of a draft asks the register for: everything in one moment, once."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from service.issuing.desk import Desk
from service.issuing.drafting import save
from service.issuing.labelling import MOST_CHARACTERS, NAMING
from tests.web.people import OFFICE

#: The sign-in is looked at before the page, in a reading of its own.
_SIGN_IN = 1


@pytest.fixture
def address(desk: Desk) -> str:
    plan = {**desk.catalogue.sample("ke_hoach", "full"), "office": OFFICE}
    return f"/van-ban/{save(desk.workplace('drafter'), 'ke_hoach', plan).id}/soan"


@pytest.mark.parametrize("ending", ["", "?kiem_tra=1", "/hien-tai"])
def test_text_and_mark_of_a_draft_are_of_one_moment(
    desk: Desk, client: FlaskClient, address: str, ending: str
) -> None:
    assert desk.door is not None
    engine, begun, statements = desk.door.register().engine, [], []
    event.listen(engine, "begin", begun.append)
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    assert client.get(f"{address}{ending}").status_code == 200
    assert len(begun) == _SIGN_IN + 1
    assert [one for one in statements if statements.count(one) > 1 and "users" in one] == []
    assert len(statements) <= 18


def test_the_script_makes_labels_of_what_the_service_makes_them_of(client: FlaskClient, address: str) -> None:
    page = client.get(address).get_data(as_text=True)
    assert f'data-naming="{" ".join(NAMING)}" data-longest-label="{MOST_CHARACTERS}"' in page
    with client.get("/static/choices.js") as answer:
        script = answer.get_data(as_text=True)
    assert [name for name in NAMING if f'"{name}"' in script] == []

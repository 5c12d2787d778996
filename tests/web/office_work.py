"""What people of the demo office do around a page: drafts, steps, forms as a browser would send them."""

import json
import re
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.issuing import dispatch, drafting, hand_over, issue
from service.issuing.desk import Desk
from service.issuing.issue import IssueAct
from service.register import documents, offices, series
from service.register.after_issue import Sending
from service.register.models import Document
from tests.web.people import ALL_ROLES, OFFICE, TODAY

_LINE = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
SCAN = b"%PDF-1.7 signed on paper"


def plan(desk: Desk, **words: Any) -> dict[str, Any]:
    """The least plan that is valid, of the demo office, without anything to ask about."""
    sample = json.dumps(desk.catalogue.sample("ke_hoach", "minimal"), default=str).replace("2026", "2025")
    return {**json.loads(sample), "office": OFFICE, "month": "2025-02", **words}


def questionable(desk: Desk) -> dict[str, Any]:
    """A plan that names a document of a later year: the service asks about it."""
    return {**desk.catalogue.sample("ke_hoach", "minimal"), "office": OFFICE, "month": "2025-02"}


def draft(desk: Desk, *, who: str = "drafter", **words: Any) -> str:
    """Keep a plan as a draft and return its id."""
    return str(drafting.save(desk.workplace(who), "ke_hoach", plan(desk, **words)).id)


def ready(desk: Desk, **words: Any) -> str:
    """Keep a plan as a draft of the drafter, handed over to whoever comes next, and return its id."""
    document_id = draft(desk, **words)
    hand_over.hand_over(desk.workplace("drafter"), document_id)
    return document_id


def issued(desk: Desk, *, subject: str = "Kế hoạch đi trước", **act: Any) -> Document:
    """Number a plan in one act, as an officer at the command line does."""
    return issue.issue_input(
        desk.workplace(ALL_ROLES), "ke_hoach", plan(desk, subject=subject), IssueAct(**act)
    ).document


def dispatched(desk: Desk) -> Document:
    """Number a plan and send it."""
    row = issued(desk)
    return dispatch.dispatch(desk.workplace(ALL_ROLES), row.id, [Sending(dispatched_on=TODAY)])


def keep_steps(desk: Desk, *steps: str) -> None:
    """Let the office keep steps between draft and number."""
    with desk.workplace(ALL_ROLES).writing() as turn:
        offices.set_office(turn.session, turn.actor, OFFICE, {"steps": list(steps)})


def series_rows(desk: Desk, year: int = 2025) -> list[Any]:
    """The series of the demo office."""
    with desk.workplace(ALL_ROLES).reading() as turn:
        return series.list_series(turn.session, turn.actor, OFFICE, year)


def row_of(desk: Desk, document_id: str) -> Document:
    """A document as it is now."""
    with desk.workplace(ALL_ROLES).reading() as turn:
        return documents.document(turn.session, turn.actor, document_id)


class Forms(HTMLParser):
    """The forms of a page: by the address that each is sent to, the inputs that a browser would send."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.by_action: dict[str, dict[str, Any]] = {}
        self.buttons: list[str] = []
        self._form: dict[str, Any] | None = None
        self._area = self._select = ""
        self._in_button = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = self.by_action.setdefault(given.get("action", ""), {})
        if tag == "button":
            self._in_button = True
            self.buttons.append("")
        if self._form is None:
            return
        name, kind = given.get("name", ""), given.get("type", "text")
        if (
            tag == "input"
            and name
            and kind != "file"
            and (kind not in {"checkbox", "radio"} or "checked" in given)
        ):
            self._form[name] = given.get("value", "on")
        elif tag == "textarea":
            self._area = name
            self._form[name] = ""
        elif tag == "select":
            self._select = name
            self._form.setdefault(name, "")
        elif tag == "option" and "selected" in given and self._select:
            self._form[self._select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None:
            self._form[self._area] += data
        if self._in_button:
            self.buttons[-1] += data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "button":
            self._in_button = False


def text_of(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def form_at(client: FlaskClient, address: str, action: str | None = None) -> dict[str, Any]:
    """What a browser would send for the form of a page that goes to `action` (the page itself where None)."""
    answer = client.get(address)
    assert answer.status_code == 200, (answer.status_code, answer.headers.get("Location"))
    return Forms(text_of(answer)).by_action[address.partition("?")[0] if action is None else action]


def sent(client: FlaskClient, address: str, fields: dict[str, Any]) -> TestResponse:
    """Send a form as a browser does (a list sends a name several times), and stay where the answer is."""
    if not any(isinstance(value, tuple) for value in fields.values()):
        return client.post(address, data=fields)
    parts = []
    each = [
        (name, one)
        for name, value in fields.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    for name, value in each:
        content, file = (value[0].read(), value[1]) if isinstance(value, tuple) else (str(value).encode(), "")
        ending = f'; filename="{file}"' if file else ""
        head = f'--{_LINE}\r\nContent-Disposition: form-data; name="{name}"{ending}\r\n\r\n'
        parts.append(head.encode() + content)
    body = b"\r\n".join([*parts, f"--{_LINE}--\r\n".encode()])
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={_LINE}")


def pressed(client: FlaskClient, address: str, fields: dict[str, Any]) -> TestResponse:
    """Send a form, and once more where the page asks about warnings that were not seen yet (“Vẫn …”)."""
    answer = sent(client, address, fields)
    warned = re.findall(r'name="warned" value="([^"]+)"', text_of(answer))
    if answer.status_code != 409 or not warned:
        return answer
    for value in fields.values():
        if isinstance(value, tuple):
            value[0].seek(0)
    return sent(client, address, {**fields, "warned": warned})

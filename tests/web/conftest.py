"""An application with the shipped types, a clock that stands still, and a browser's cookies."""

import html as entities
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES, Desk
from service.settings import Settings

NOON = datetime(2025, 2, 5, 5, 0, tzinfo=UTC)
TODAY = date(2025, 2, 5)


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk(Catalogue(FolderSource(TYPES)), {"to_trinh": "thiếu template.docx"}, None, lambda: NOON)


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return create_app(Settings(secret_key="k" * 40, max_upload_bytes=480_000), desk=desk).test_client()


class Page(HTMLParser):
    """A page as a browser holds it: what would be sent for its form, the text of it, the faults."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.pairs: list[tuple[str, str]] = []
        self._is_inside = False
        self._area = self._list = ""
        self._typed = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = given.get("id") == "van-ban"
        name = given.get("name", "")
        if not self._is_inside or (not name and tag != "option"):
            return
        is_sent = given.get("type") != "file" and (given.get("type") != "checkbox" or "checked" in given)
        if tag == "input" and is_sent:
            self.pairs.append((name, given.get("value", "")))
        elif tag == "textarea":
            self._area, self._typed = name, ""
        elif tag == "select":
            self._list = name
        elif tag == "option" and "selected" in given:
            self.pairs.append((self._list, given["value"]))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._typed += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.pairs.append((self._area, self._typed.removeprefix("\n").replace("\n", "\r\n")))
            self._area = ""
        if tag == "form":
            self._is_inside = False

    def value(self, name: str) -> str:
        found = dict(self.pairs)
        assert name in found, f"the page has no input {name}"
        return found[name]

    def fault(self, path: str) -> str:
        """What stands at a field as its fault, "" for none."""
        found = re.search(rf'id="{re.escape(path)}\.\$fault">([^<]*)<', self.html)
        return entities.unescape(found[1]) if found else ""

    @property
    def summary(self) -> list[str]:
        """The lines of the list of faults on top, without marks."""
        part = re.search(r'<section class="faults".*?</section>', self.html, re.DOTALL)
        lines = re.findall(r"<li>(.*?)</li>", part[0], re.DOTALL) if part else []
        return [entities.unescape(re.sub("<[^>]*>", "", line)) for line in lines]


LINE = "----WebKitFormBoundary7MA4YWxkTrZu0gW"


def multipart(fields: dict[str, Any]) -> bytes:
    """A form as a browser sends it; the encoder of Werkzeug's client leaves out a line end after empty values."""
    parts = []
    for name, value in fields.items():
        is_file = isinstance(value, tuple)
        content, file_name = value if is_file else (value.encode(), "")
        ending = f'; filename="{file_name}"' if is_file else ""
        parts.append(
            f'--{LINE}\r\nContent-Disposition: form-data; name="{name}"{ending}\r\n\r\n'.encode() + content
        )
    return b"\r\n".join([*parts, f"--{LINE}--\r\n".encode()])


class Person:
    """Somebody at a form: opens it, changes inputs, presses a button."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page = Page("")
        self.slug = ""

    def opens(self, slug: str, start: str = "blank") -> Page:
        self.slug = slug
        return self.shown(self.client.get(f"/types/{slug}", query_string={"start": start}))

    def presses(self, action: str, *drop: str, **changes: Any) -> TestResponse:
        """Send the form with its button; `changes` by the name of the input, `drop` are boxes that are put out."""
        data: dict[str, Any] = {name: value for name, value in self.page.pairs if name not in drop}
        body = multipart({**data, **changes, "action": action})
        answer = self.client.post(
            f"/types/{self.slug}", data=body, content_type=f"multipart/form-data; boundary={LINE}"
        )
        if answer.mimetype == "text/html":
            self.shown(answer)
        return answer

    def shown(self, answer: TestResponse) -> Page:
        self.page = Page(answer.get_data(as_text=True))
        return self.page


@pytest.fixture
def opened(person: "Person") -> Page:
    return person.opens("ke_hoach", "full")


@pytest.fixture
def person(client: FlaskClient) -> Person:
    return Person(client)

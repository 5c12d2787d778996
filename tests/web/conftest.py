"""An application with the shipped types, a clock that stands still, and a browser's cookies."""

import html as entities
import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import create_app
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES, Desk
from service.issuing.register_door import RegisterDoor
from service.settings import Settings
from tests.web import people

#: The moment of the tests, and who works in the office; see tests/web/people.py.
NOON, TODAY = people.NOON, people.TODAY


@pytest.fixture(scope="session")
def types() -> Catalogue:
    return Catalogue(FolderSource(TYPES))


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the demo office, another office and people in both; it is copied for each test."""
    return people.founded(tmp_path_factory.mktemp("seed") / "register.db")


@pytest.fixture
def desk(seed: Path, types: Catalogue, tmp_path: Path) -> Iterator[Desk]:
    """The desk of the pages, with a register of its own."""
    door = RegisterDoor(f"sqlite:///{shutil.copyfile(seed, tmp_path / 'register.db')}")
    yield Desk(types, {"to_trinh": "thiếu template.docx"}, None, lambda: NOON, door)
    door.register().close()


@pytest.fixture
def app(desk: Desk) -> Flask:
    return create_app(Settings(secret_key="k" * 40, max_upload_bytes=480_000), desk=desk)


@pytest.fixture
def anonymous(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def signed_in_client(app: Flask) -> Callable[[str], FlaskClient]:
    """A browser in which somebody of `people.LOGINS` is signed in: ``signed_in_client("approver")``."""
    return lambda login: people.signed_in(app, login)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """The browser of somebody who has every role in the demo office."""
    return people.signed_in(app, people.ALL_ROLES)


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
    """Somebody who writes a draft without scripts: begins it, changes inputs, presses a button."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page = Page("")
        self.address = ""

    def opens(self, slug: str, start: str = "blank") -> Page:
        """Begin a draft, blank or with a sample."""
        chosen = start if start == "blank" else f"sample:{start}"
        begun = self.begins(type=slug, start=chosen)
        assert begun.status_code == 302, begun.get_data(as_text=True)
        return self.shown(self.client.get(self.address))

    def begins(self, **fields: Any) -> TestResponse:
        """Send the form of “Soạn văn bản”; `address` is then that of the draft."""
        token = re.findall(
            r'name="csrf" value="([^"]+)"', self.client.get("/van-ban/moi").get_data(as_text=True)
        )
        answer = self.client.post("/van-ban/moi", data={"csrf": token[0], **fields})
        self.address = str(answer.headers.get("Location", ""))
        return answer

    def presses(self, action: str, *drop: str, **changes: Any) -> TestResponse:
        """Send the form with its button; `changes` by the name of the input, `drop` are boxes that are put out."""
        data: dict[str, Any] = {name: value for name, value in self.page.pairs if name not in drop}
        body = multipart({**data, **changes, "action": action})
        answer = self.client.post(
            self.address, data=body, content_type=f"multipart/form-data; boundary={LINE}"
        )
        if answer.status_code == 302:
            answer = self.client.get(answer.headers["Location"])
        self.shown(answer)
        return answer

    def keeps(self, **changes: Any) -> bytes:
        """Save the form and return what is kept, as the file that people take home."""
        self.presses("keep", **changes)
        return self.file("du-lieu.yaml").data

    def file(self, name: str) -> TestResponse:
        """Ask for a file of the draft, by the end of its address (`ban-mau.docx`; `.docx` of the document itself)."""
        document = self.address.removesuffix("/soan")
        return self.client.get(f"{document}{name if name.startswith('.') else f'/{name}'}")

    def shown(self, answer: TestResponse) -> Page:
        self.page = Page(answer.get_data(as_text=True))
        return self.page


@pytest.fixture
def opened(person: "Person") -> Page:
    return person.opens("ke_hoach", "full")


@pytest.fixture
def person(client: FlaskClient) -> Person:
    return Person(client)

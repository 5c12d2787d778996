"""An application with the shipped types, a clock that stands still, and a browser's cookies."""

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES, Desk
from service.settings import Settings

NOON = datetime(2025, 2, 5, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk(Catalogue(FolderSource(TYPES)), {"to_trinh": "thiếu template.docx"}, None, lambda: NOON)


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return create_app(Settings(secret_key="k" * 40, max_upload_bytes=300_000), desk=desk).test_client()


class Page:
    """A form as a browser holds it: what would be sent, and the address that it goes to."""

    def __init__(self, html: str) -> None:
        self.html = html

    def value(self, name: str) -> str:
        found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', self.html)
        assert found, f"the page has no input {name}"
        return found[1]


@pytest.fixture
def opened(client: FlaskClient) -> Page:
    return Page(client.get("/types/ke_hoach").get_data(as_text=True))

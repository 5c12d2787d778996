"""The API with the shipped types and a clock that stands still; LibreOffice is asked for where a test wants it."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.conversion.libreoffice import find_converter
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES, Desk
from service.settings import Settings

NOON = datetime(2025, 2, 5, 5, 0, tzinfo=UTC)
SETTINGS = Settings(secret_key="k" * 40, max_upload_bytes=300_000)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(FolderSource(TYPES))


@pytest.fixture
def client(catalogue: Catalogue) -> FlaskClient:
    desk = Desk(catalogue, {}, None, lambda: NOON)
    return create_app(SETTINGS, desk=desk).test_client()


@pytest.fixture
def office_client(catalogue: Catalogue) -> FlaskClient:
    desk = Desk(catalogue, {}, find_converter("", timeout_seconds=60), lambda: NOON)
    return create_app(SETTINGS, desk=desk).test_client()

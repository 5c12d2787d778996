"""The types of the repository and their samples as plans of batches."""

from datetime import date
from typing import Any

import pytest

from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES
from service.jobs.tables import BatchInput, Way, batch_input
from tests.issuing.conftest import Office, office, seeds  # noqa: F401 - the register of the use cases
from tests.jobs.batch_office import BatchOffice

TODAY = date(2026, 2, 10)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(FolderSource(TYPES))


@pytest.fixture
def plan(catalogue: Catalogue) -> dict[str, Any]:
    """The full sample of a plan, its unit left open."""
    sample = catalogue.sample("ke_hoach")
    return {**sample, "subject": "Nâng cao chỉ số dân vận chính quyền\ncủa {đơn vị} năm 2026"}


@pytest.fixture
def batch(catalogue: Catalogue) -> Any:
    """Make the input of a batch: `batch(plan, by="units")`."""

    def make(plan: dict[str, Any], *, by: Way = "units", slug: str = "ke_hoach") -> BatchInput:
        return batch_input(catalogue, slug, plan, by=by, today=TODAY)

    return make


@pytest.fixture
def at(office: Office) -> BatchOffice:  # noqa: F811 - the fixture of that name
    """Batches in the first office of a register, on both databases."""
    return BatchOffice(office)

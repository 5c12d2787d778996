"""Every endpoint of version 1, in the order in which the description shows them."""

from service.api import (
    access,
    batches,
    batches_acts,
    book,
    checks,
    documents,
    documents_acts,
    documents_files,
    documents_versions,
    documents_work,
    facts,
    hooks,
    office,
    office_acts,
    office_setup,
    types,
    word_files,
    work_list,
)
from service.api.endpoint import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (
    *types.ENDPOINTS,
    *documents.ENDPOINTS,
    *documents_files.ENDPOINTS,
    *documents_acts.ENDPOINTS,
    *documents_work.ENDPOINTS,
    *documents_versions.ENDPOINTS,
    *work_list.ENDPOINTS,
    *batches.ENDPOINTS,
    *batches_acts.ENDPOINTS,
    *word_files.ENDPOINTS,
    *checks.ENDPOINTS,
    *office.ENDPOINTS,
    *office_acts.ENDPOINTS,
    *office_setup.ENDPOINTS,
    *book.ENDPOINTS,
    *access.ENDPOINTS,
    *hooks.ENDPOINTS,
    *facts.ENDPOINTS,
)

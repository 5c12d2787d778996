"""Every error of the service has its status; none falls through to 500 because somebody forgot it."""

import pkgutil
from importlib import import_module

import pytest

import service
from service.errors import ServiceError
from service.http_answers import STATUS, status_of
from service.register.errors import (
    DocumentNotFound,
    NotAllowed,
    RegisterError,
    RegisterUnavailable,
    WrongState,
)

NOT_OF_A_PAGE = ("service.cli", "service.settings", "service.api")
"""Commands answer with exit statuses, settings are said at the start; the API's own have theirs in api/codes.py."""


def every_error() -> list[type[ServiceError]]:
    """Every error class of the service; all modules are imported for it."""
    for module in pkgutil.walk_packages(service.__path__, "service."):
        if not module.name.startswith(("service.cli", "service.__main__", "service.register.migrations")):
            import_module(module.name)
    found, waiting = [], [ServiceError]
    while waiting:
        children = waiting.pop().__subclasses__()
        waiting += children
        found += children
    return [kind for kind in found if kind.__module__.startswith("service.")]


def is_listed(kind: type[ServiceError]) -> bool:
    """Whether an error has a status of its own, or that of a parent which says what it means."""
    return any(
        parent in STATUS for parent in kind.__mro__ if kind is RegisterError or parent is not RegisterError
    )


def test_every_error_of_a_request_has_a_status_of_its_own() -> None:
    of_requests = [kind for kind in every_error() if not kind.__module__.startswith(NOT_OF_A_PAGE)]
    assert len(of_requests) > 20
    assert sorted(kind.__name__ for kind in of_requests if not is_listed(kind)) == []


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (DocumentNotFound("x"), 404),
        (NotAllowed("x"), 403),
        (WrongState("x"), 409),
        (RegisterUnavailable("x"), 503),
    ],
)
def test_an_error_is_answered_with_what_it_means(error: ServiceError, status: int) -> None:
    assert status_of(error) == status


def test_an_error_that_nobody_listed_is_a_fault_of_ours() -> None:
    assert status_of(ServiceError("x")) == 500

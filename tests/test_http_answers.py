"""Every error of the service has its status; none falls through to 500 because somebody forgot it."""

import pkgutil
from importlib import import_module

import pytest
from flask import Request, Response
from werkzeug.test import EnvironBuilder

import service
from service.errors import ServiceError
from service.http_answers import STATUS, PartPastEnd, fetched, status_of
from service.jobs.fetched import Content, Fetched
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


WHOLE = b"0123456789abcdef"
TAG = '"t"'


def asked(*, is_exact: bool = True, method: str = "GET", **headers: str) -> Response:
    """The answer to who asks for a file of three pieces."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    pieces = (WHOLE[:4], WHOLE[4:5], WHOLE[5:])
    file = Fetched("t", lambda: Content(len(WHOLE), iter(pieces)), is_exact)
    request = Request(EnvironBuilder(method=method, headers=names).get_environ())
    return fetched(request, file, "application/zip", "attachment")


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=3-5", (3, 6)),
        ("bytes=4-", (4, 16)),
        ("bytes=15-99", (15, 16)),
        ("bytes=-3", (13, 16)),
        ("bytes=-99", (0, 16)),
    ],
)
def test_who_asks_for_a_part_gets_that_part(wanted: str, part: tuple[int, int]) -> None:
    for more in ({}, {"If_Range": TAG}):
        answer = asked(Range=wanted, **more)
        start, stop = part
        assert (answer.status_code, answer.get_data()) == (206, WHOLE[start:stop])
        assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/16"
        assert answer.headers["Content-Length"] == str(stop - start)
        assert answer.headers["ETag"] == TAG


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Range": "bytes=5-3"},
        {"Range": "bytes=0-1,4-5"},
        {"Range": "bytes=-"},
        {"Range": "lines=1-2"},
        {"Range": "bytes=4-", "If_Range": '"another"'},
        {"Range": "bytes=4-", "If_Range": 'W/"t"'},
        {"Range": "bytes=4-", "If_Range": "Mon, 30 Nov 2026 00:00:00 GMT"},
        {"If_Range": TAG},
        {"If_None_Match": '"another"'},
    ],
)
def test_who_asks_for_no_part_of_these_very_bytes_gets_the_whole_file(headers: dict[str, str]) -> None:
    answer = asked(**headers)
    assert (answer.status_code, answer.get_data()) == (200, WHOLE)
    assert (answer.headers["Content-Length"], answer.headers["Accept-Ranges"]) == ("16", "bytes")


@pytest.mark.parametrize("wanted", ["bytes=16-", "bytes=99-100", "bytes=-0"])
def test_a_part_behind_the_end_is_refused_with_the_size(wanted: str) -> None:
    with pytest.raises(PartPastEnd) as refused:
        asked(Range=wanted)
    assert refused.value.headers == {"Content-Range": "bytes */16"}


@pytest.mark.parametrize("known", [TAG, 'W/"t"', '"x", "t"', "*"])
@pytest.mark.parametrize("is_exact", [True, False])
def test_who_has_the_file_gets_its_tag_only_and_nothing_is_made(known: str, *, is_exact: bool) -> None:
    answer = asked(If_None_Match=known, Range="bytes=4-", is_exact=is_exact)
    assert (answer.status_code, answer.get_data()) == (304, b"")
    assert answer.headers["ETag"] == (TAG if is_exact else f"W/{TAG}")


def test_of_a_file_that_is_other_bytes_each_time_there_are_no_parts() -> None:
    answer = asked(Range="bytes=4-", is_exact=False)
    assert (answer.status_code, answer.get_data()) == (200, WHOLE)
    assert answer.headers["Accept-Ranges"] == "none"


def test_the_headers_alone_are_those_of_the_whole_file() -> None:
    answer = asked(method="HEAD", Range="bytes=4-")
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, "16")

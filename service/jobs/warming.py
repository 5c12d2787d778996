"""What every worker needs is loaded before the worker processes are made: once in time, and once in memory."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from service.doctypes.catalogue import Catalogue
from service.errors import ServiceError
from service.issuing.preview import preview
from service.memory import set_aside_loaded

_COLLECT_AFTER = (20_000, 10, 10)
"""A chunk is some ten thousand objects that live as long as it does; looked through each 700 they cost a tenth."""


def warm(catalogue: Catalogue, now: Callable[[], datetime]) -> None:
    """Make the sample of every type once, and leave what that loaded out of every later look for garbage.

    The pages of memory that the look for garbage does not touch stay shared between the processes.
    """
    for document_type in catalogue.types():
        with suppress(ServiceError):  # a type that does not work is told about where it is used
            preview(catalogue, document_type.slug, catalogue.sample(document_type.slug), now=now()).findings()
    set_aside_loaded(sweep_after=_COLLECT_AFTER)

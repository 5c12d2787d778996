"""Warnings of an act that cannot be taken back: a person is asked once about what he has not seen, before it is kept.

The act is done in its transaction, the warnings are those of the document as it would stand in the book, and what was
not seen undoes all of it. So nobody foretells them a second way. Applications and commands are told afterwards.
"""

from collections.abc import Collection, Sequence

from service.domain.findings import Finding
from service.errors import ServiceError
from service.register.canonical import digest

_DIGITS = 12


class WarningsUnseen(ServiceError):
    """The act has warnings that nobody has seen yet; nothing was done."""

    code = "warnings_unseen"

    def __init__(self, warnings: Sequence[Finding]) -> None:
        super().__init__("Chưa làm gì: có điều cần xem lại trước.")
        self.warnings = tuple(warnings)


def mark(warning: Finding) -> str:
    """Return the mark of a warning, carried by the form that shows it: other words are another warning."""
    return digest(f"{warning.code} {warning.message}".encode())[:_DIGITS]


def require_seen(warnings: Sequence[Finding], seen: Collection[str]) -> None:
    """Undo an act, in its transaction, whose warnings have not all been seen. Raises WarningsUnseen."""
    told = [one for one in warnings if one.severity != "info"]
    if any(mark(one) not in seen for one in told):
        raise WarningsUnseen(told)

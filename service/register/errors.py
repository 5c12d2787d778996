"""What the register refuses, one class for each meaning; messages are Vietnamese and say what to do."""

from collections.abc import Sequence

from service.domain.findings import FieldError
from service.errors import ServiceError


class RegisterError(ServiceError):
    """Parent of all refusals of the register; `path` names the field of the act that is to be mended, where one is.

    `faults` are those of an act on several things, each under its own path and code.
    """

    code = "register"

    def __init__(
        self, message: str, *, code: str | None = None, path: str = "", faults: Sequence[FieldError] = ()
    ) -> None:
        super().__init__(message, code=code)
        self.path = path
        self.faults = tuple(faults)


class RegisterMissing(RegisterError):
    """There is no register where one was expected; it is never made in silence."""

    code = "register_missing"


class RegisterOutdated(RegisterError):
    """The schema of the register is not the one of this release: older, or newer."""

    code = "register_outdated"


class RegisterUnavailable(RegisterError):
    """The database cannot take the act now: disk full, read-only, busy, unreachable. Nothing was changed."""

    code = "register_unavailable"


class SeriesNotOpen(RegisterError):
    """No open series takes this document: none was opened, it was closed, or it waits for confirmation."""

    code = "series_not_open"


class SeriesClash(RegisterError):
    """A series that could yield the same number and symbol as another one of the office in that year."""

    code = "series_clash"


class NumberTaken(RegisterError):
    """The number is not free (external, record), or the one that the person saw was given away meanwhile."""

    code = "number_taken"


class DateOutOfOrder(RegisterError):
    """A date before the last number's, in the future, or outside the office's or the series' time."""

    code = "date_out_of_order"


class DocumentNotFound(RegisterError):
    """No such document for this user: other offices' documents do not exist for him."""

    code = "document_not_found"


class OfficeNotFound(RegisterError):
    """No office has this id."""

    code = "office_not_found"


class UserNotFound(RegisterError):
    """No active user has this login."""

    code = "user_not_found"


class TokenNotFound(RegisterError):
    """The office has no such access code: those of others do not exist for it."""

    code = "token_not_found"


class WrongState(RegisterError):
    """The act does not fit the state of the document or of the thing it is done to."""

    code = "wrong_state"


class NotAllowed(RegisterError):
    """The acting user has no role for this act in this office."""

    code = "not_allowed"


class InvalidEntry(RegisterError):
    """A value of the book that cannot be taken; the message names the field."""

    code = "invalid_entry"


class PageUnreadable(InvalidEntry):
    """A cursor that no page of the list gave."""

    def __init__(self) -> None:
        super().__init__("Trang tiếp theo không đọc được: xem lại từ đầu.")


class BackupRefused(RegisterError):
    """A backup that cannot be made, or a file that does not verify and is not restored."""

    code = "backup_refused"


class ExportFormatMissing(RegisterError):
    """A file format that the export does not write."""

    code = "export_format_missing"

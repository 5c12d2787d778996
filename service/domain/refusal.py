"""The one error that pure functions raise about a value that a person gave."""


class Refused(ValueError):
    """A value that cannot be taken, with a stable code and what to do in Vietnamese.

    >>> raise Refused("date_impossible", "Ngày 30/02/2025 không có trong lịch.")
    Traceback (most recent call last):
    ...
    service.domain.refusal.Refused: Ngày 30/02/2025 không có trong lịch.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

"""Messages for people at a page: without the commands and options of the terminal, which stand in brackets."""

import re

_COMMAND = re.compile(r" \([^()]*(?:\./run |--\w)[^()]*\)")


def without_commands(message: str) -> str:
    """Return a message without what stands in brackets for the person at the terminal.

    >>> without_commands("Sổ số năm 2026 chưa mở. Văn thư mở sổ (./run register open-series --year 2026).")
    'Sổ số năm 2026 chưa mở. Văn thư mở sổ.'
    >>> without_commands("Ghi lý do (--reason), ví dụ: chưa cấp số nào.")
    'Ghi lý do, ví dụ: chưa cấp số nào.'
    """
    return _COMMAND.sub("", message)

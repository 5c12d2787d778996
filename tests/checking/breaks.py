"""All breaks, from the modules that hold them by element."""

from tests.checking import (
    breaks_of_closing,
    breaks_of_code_and_title,
    breaks_of_page_and_header,
    breaks_of_text,
)

from tests.checking import breaks_of_layouts  # isort: skip  # writes the others again: after them
from tests.checking.break_table import BREAKS

TABLES = (
    breaks_of_page_and_header,
    breaks_of_code_and_title,
    breaks_of_text,
    breaks_of_closing,
    breaks_of_layouts,
)

__all__ = ["BREAKS", "TABLES"]

"""What a file can be checked for, and which files have a layout."""

from pathlib import PurePath

FORMAT, PROOFREAD = "format", "proofread"
KINDS = (FORMAT, PROOFREAD)


def is_word(name: str) -> bool:
    """Tell by the name whether a file has a layout that can be checked.

    >>> is_word("Kế hoạch.DOCX"), is_word("a.txt")
    (True, False)
    """
    return PurePath(name).suffix.lower() == ".docx"

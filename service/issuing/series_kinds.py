"""The kinds of documents that a series takes, as a person writes them: the one reader for commands and pages."""

from service.issuing.book_entry import book_kind
from service.reference.law import document_kinds
from service.register.errors import InvalidEntry


def series_kinds() -> list[tuple[str, str]]:
    """Return the 29 kinds in the order of the law, each with its abbreviation as the book knows it and its name."""
    return [(book_kind(kind), kind.name) for kind in document_kinds()]


def read_kinds(text: str) -> list[str]:
    """Return the abbreviations between commas, in capitals and small letters of the law: ``KH, TTr``.

    Raises InvalidEntry that names those that are none.
    """
    kinds = list(dict.fromkeys(kind.strip() for kind in text.split(",") if kind.strip()))
    known = [kind for kind, _ in series_kinds()]
    unknown = [kind for kind in kinds if kind not in known]
    if unknown:
        raise InvalidEntry(
            f"Không có loại văn bản {', '.join(unknown)}. Các loại, đúng chữ hoa chữ thường, cách nhau bằng dấu phẩy: "
            f"{', '.join(known)}.",
            path="kinds",
        )
    return kinds

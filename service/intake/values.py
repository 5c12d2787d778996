"""Words of a file back into values: the converse of what `doctypes` prints."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from service.domain.agencies import JOINERS, AgencyDirectory, agencies_text, agency_text
from service.domain.dates import parse_date, short_date
from service.domain.deadline_reading import read_deadline
from service.domain.deadlines import deadline_text
from service.domain.decimals import parse_decimal, parse_integer
from service.domain.refusal import Refused
from service.domain.text import lower_first, plain, upper_first
from service.intake.citing import Citations, cited_parts

_EVIDENCE = re.compile(
    r"[,;]?\s*cung cấp (?:đầy đủ )?tài liệu minh chứng\s*(?:chậm nhất\s*)?[(:]?\s*(?P<when>.*?)\s*\)?[\s.;]*$"
)
_NOTE = re.compile(r"(?P<name>.+?) \((?P<note>[^()]+)\)")
_BOTH_LIMITS = re.compile(r"(?i)^chậm nhất\s+(?=trước )")


@dataclass(slots=True)
class Words:
    """What the words of one file are read with: the bodies of the office, the documents it cites.

    `is_foreign` says that the service did not print the file: its places are those of another hand.
    """

    directory: AgencyDirectory
    citations: Citations = field(default_factory=Citations)
    is_foreign: bool = False

    def role_of(self, name: str) -> Any:
        """Return a body as its role where the office has exactly this body for one, else its name."""
        for role, body in self.directory.bodies.items():
            if body == name:
                return {"role": role}
        return name

    def agency(self, text: str) -> Any:
        """Return one body; its note in brackets apart."""
        name = _trimmed(text)
        match = _NOTE.fullmatch(name)
        if match is None:
            return self.role_of(name)
        role = self.role_of(match["name"])
        return (
            {**role, "note": match["note"]}
            if isinstance(role, dict)
            else {"name": role, "note": match["note"]}
        )

    def agencies(self, text: str) -> list[Any]:
        """Return a list of bodies that is printed in the same words."""
        words = _trimmed(text)
        for read in (self._split(words), [words]):
            again = agencies_text(read, self.directory)
            if again in {words, lower_first(words)} or upper_first(again) == upper_first(words):
                return read
        return [words]

    def _split(self, text: str) -> list[Any]:
        comma = ";" if ";" in text else ","
        found: list[Any] = []
        for part in _outside_brackets(text, comma):
            for place, piece in enumerate(self._joined(part)):
                found.append(piece if place % 2 else self.agency(piece))
        return found

    def _joined(self, text: str) -> list[str]:
        """Split at a joining word where a known body or a name with a capital follows."""
        bodies = set(self.directory.bodies.values())
        for joiner in JOINERS:
            for match in re.finditer(rf" {joiner} (?=[A-ZĐÀ-Ỹ])", text):
                before, after = text[: match.start()], text[match.end() :]
                whole = text in bodies or any(body in text and f" {joiner} " in body for body in bodies)
                if not whole or before in bodies or after in bodies:
                    return [before, joiner, *self._joined(after)]
        return [text]


def _outside_brackets(text: str, comma: str) -> list[str]:
    parts, depth, start = list[str](), 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == comma and depth <= 0:
            parts.append(text[start:place].strip())
            start = place + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def _trimmed(text: str) -> str:
    return plain(text).strip().rstrip(" .;,")


def read_value(shape: Mapping[str, Any], text: str, words: Words) -> Any:
    """Return the value of a field that was printed as `text`; the text itself where it cannot be read as more."""
    if "x-label-of" in shape:
        return _label(shape, text, words)
    if "x-display" in shape:
        shown = {word.lower(): key for key, word in shape["x-display"].items()}
        return shown.get(_trimmed(text).lower(), _trimmed(text))
    reader = _READERS.get(shape.get("x-format", ""))
    if reader is None:
        return text.strip()
    try:
        return reader(_trimmed(text), words)
    except Refused:
        return {"note": _trimmed(text)} if shape["x-format"] == "deadline" else _trimmed(text)


def _label(shape: Mapping[str, Any], text: str, words: Words) -> str:
    if shape["x-label-of"] == "citation":
        return words.citations.label_of(plain(text)) or plain(text)
    return plain(text)


def _deadline(text: str, _words: Words) -> dict[str, Any]:
    said = _BOTH_LIMITS.sub("", text)
    fields = read_deadline(said)
    again = deadline_text(fields) if fields else ""
    return fields if upper_first(again) == upper_first(said) else _with_note(fields, said)


def _with_note(fields: dict[str, Any], text: str) -> dict[str, Any]:
    """Return what was read where it is printed in other words that say the same, else the words as a note."""
    return fields or {"note": text}


def evidence_apart(text: str) -> tuple[str, str]:
    """Return a deadline and, apart, by when the evidence is due where the words say so.

    >>> evidence_apart("Thường xuyên, cung cấp tài liệu minh chứng (chậm nhất trước ngày 01/11/2025)")
    ('Thường xuyên', 'trước ngày 01/11/2025')
    """
    found = _EVIDENCE.search(text)
    if found is None or not found["when"]:
        return text, ""
    return text[: found.start()].strip(), _BOTH_LIMITS.sub("", found["when"].strip("() "))


def read_citations(text: str, words: Words) -> list[str] | None:
    """Return the labels of a list of cited documents; None where a part of it cites nothing."""
    parts = cited_parts(plain(text))
    if parts is None:
        return None
    return [label for part in parts if (label := words.citations.label_of(part))]


def _number(text: str, _words: Words) -> Any:
    """Return a number as written; one that could be read in two ways without its points: those group the digits."""
    try:
        parse_decimal(text)
    except Refused:
        return text.replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text) else text
    return text


def _whole(text: str, _words: Words) -> Any:
    return parse_integer(text)


_READERS: Final[Mapping[str, Any]] = {
    "date": lambda text, _words: short_date(parse_date(text)),
    "points": _number,
    "decimal": _number,
    "integer": _whole,
    "money": _whole,
    "year": _whole,
    "agency": lambda text, words: words.agency(text),
    "agencies": lambda text, words: words.agencies(text),
    "deadline": _deadline,
}

__all__ = ["Words", "agency_text", "evidence_apart", "read_citations", "read_value"]

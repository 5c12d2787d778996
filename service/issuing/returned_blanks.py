"""The blanks of a print that a person fills in by hand: the number, the day, and both again in the "Kèm theo" line.

Only the one number line and the one place-and-date line of the frame have blanks, and the lines of appendices that
repeat them. What one pattern takes out of a line is what it reads there: no digit is passed over.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from service.checking.recognition.recognise import recognise
from service.inspection.facts import DocumentFacts, Paragraph

_GAP: Final = r"[\s\d.…_]*"
_NUMBER_LINE: Final = re.compile(rf"(?i)(?P<before>số\s*:)(?P<number>{_GAP})(?P<after>/.*)")
_DATE_LINE: Final = re.compile(
    rf"(?i)(?P<before>[^,]{{1,60}}, ngày)(?P<day>{_GAP})tháng(?P<month>{_GAP})(?P<after>năm\b.*)"
)
_ATTACHED: Final = re.compile(
    rf"(?i)(?P<before>\(?kèm theo.{{1,80}}?\bsố)(?P<number>{_GAP})(?P<between>/.{{1,40}}?\bngày)(?P<day>{_GAP})"
    rf"tháng(?P<month>{_GAP})(?P<after>năm\b.*)"
)
#: What may stand in a blank: dots and lines to write on, and one number, its digits perhaps apart.
_FILLED: Final = re.compile(r"[\s.…_]*(?P<digits>\d[\d\s]*)?[\s.…_]*")
_YEAR: Final = re.compile(r"năm\D{0,3}(\d{4})")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person wrote into the blanks of a file: number, day, month with its year ("" for what stays blank)."""

    number: str = ""
    day: str = ""
    month: str = ""

    @property
    def words(self) -> str:
        """Number and day in words, "" where both are blank.

        >>> Typed("27", "03", "2026-03").words, Typed(day="3").words
        ('số 27, ngày 03/3/2026', 'ngày 03')
        """
        parts = [f"số {self.number}"] if self.number else []
        if self.day:
            year, _, month = self.month.partition("-")
            parts.append(f"ngày {int(self.day):02}" + (f"/{int(month)}/{year}" if month else ""))
        return ", ".join(parts)


NOTHING_TYPED: Final = Typed()


@dataclass(slots=True)
class Blanks:
    """The lines of a file that have blanks, by the numbers of their paragraphs; what was `typed` into the first two.

    `contradicting` are lines of appendices that say another number, day or month than the head of the file.
    """

    number_line: int = 0
    date_line: int = 0
    attached: frozenset[int] = frozenset()
    typed: Typed = NOTHING_TYPED
    contradicting: list[str] = field(default_factory=list)

    def key(self, number: int, text: str) -> str:
        """Return the text of a paragraph without what was written into its blanks; any other text as it is.

        Number and day in the line of an appendix go only where all of it is as in the head of the file.
        """
        if number == self.number_line:
            return self._number_key(text)
        if number == self.date_line:
            return self._date_key(text)
        return self._attached_key(text) if number in self.attached else text

    def _number_key(self, text: str) -> str:
        found = _NUMBER_LINE.fullmatch(text)
        digits = written(found["number"]) if found else None
        if found is None or digits is None:
            return text
        self.typed = replace(self.typed, number=digits)
        return f"{found['before']} {found['after']}"

    def _date_key(self, text: str) -> str:
        found = _DATE_LINE.fullmatch(text)
        day, month = (written(found["day"]), written(found["month"])) if found else (None, None)
        if found is None or day is None or month is None:
            return text
        year = _YEAR.match(found["after"])
        self.typed = replace(
            self.typed, day=day, month=f"{year[1]}-{int(month):02}" if year and month else ""
        )
        return f"{found['before']} {_month_key(month)} {_spaced(found['after'])}"

    def _attached_key(self, text: str) -> str:
        found = _ATTACHED.fullmatch(text)
        said = [written(found[name]) for name in ("number", "day", "month")] if found else [None]
        if found is None or None in said:
            return text
        number, day, month = (one or "" for one in said)
        own = self.typed
        pairs = ((number, own.number), (day, own.day), (month, own.month.partition("-")[2]))
        if not all(_is_same(*pair) for pair in pairs):
            self.contradicting.append(text)
            return text
        return f"{found['before']} {found['between']} {_month_key(month)} {_spaced(found['after'])}"


def blanks_of(facts: DocumentFacts) -> Blanks:
    """Return where the blanks of a file are: the lines that are recognised, else the first that look like them.

    Above the title only: in the text below, a number and a day are those of a cited document.
    """
    parts = recognise(facts)
    head, end = parts.header, parts.title.line.paragraph.number if parts.title.line else 0
    above = [one for one in facts.paragraphs if one.number < end]
    return Blanks(
        head.number.paragraph.number if head.number else _first(above, _NUMBER_LINE),
        head.place_and_date.paragraph.number if head.place_and_date else _first(above, _DATE_LINE),
        frozenset(line.paragraph.number for one in parts.appendices for line in one.attached),
    )


def written(gap: str) -> str | None:
    """Return the digits in a blank, "" for none; None where something else stands there, too.

    >>> written(" …27… "), written(" 0 27 "), written("....."), written(" 2.7 ")
    ('27', '027', '', None)
    """
    found = _FILLED.fullmatch(gap)
    return None if found is None else "".join((found["digits"] or "").split())


def _first(paragraphs: list[Paragraph], pattern: re.Pattern[str]) -> int:
    return next((one.number for one in paragraphs if pattern.fullmatch(_spaced(one.shown))), 0)


def _is_same(one: str, other: str) -> bool:
    """Tell whether a number of an appendix is that of the head; a blank says nothing."""
    return not one or (bool(other) and int(one) == int(other))


def _month_key(month: str) -> str:
    return f"tháng {int(month) if month else ''}"


def _spaced(text: str) -> str:
    return " ".join(text.split()).strip(" .…_")

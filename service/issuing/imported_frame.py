"""The frame of a Word file as fields of the envelope: office, subject, addressees, recipients, signer.

What the office of the document prints by itself anyway (its own signer, its recipients) is not taken over.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service.checking.recognition.parts import DATE_LINE, Parts
from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.words import urgency_of
from service.doctypes.definition import DocumentType
from service.domain.offices import Office
from service.domain.refusal import Refused
from service.domain.signing import signature_lines, signer_from
from service.inspection.facts import Paragraph
from service.intake.coming_out import words_of
from service.issuing.imported_closing import closing_fields
from service.issuing.imported_issuer import is_named, named_issuer

_NUMBER = re.compile(r"(?i)số\s*:\s*\d")
_OPENS = re.compile(
    r"(?i)(?:căn cứ|thực hiện|theo|xét|triển khai|ủy ban nhân dân|uỷ ban nhân dân|ubnd|kính gửi|I[./])\b"
)
#: Fields whose words must come out; what names the office, its number and day is the new document's.
_FRAME_FIELDS = frozenset({"subject", "recipients", "signer", "drafter_mark", "addressees", "urgency"})
_FRAME_WORDS = frozenset(
    {
        "lưu",
        "vt",
        "tm",
        "kt",
        "tl",
        "tuq",
        "q",
        "như",
        "trên",
        "kính",
        "gửi",
        "nơi",
        "nhận",
        "v",
        "về",
        "việc",
        "qua",
    }
)
_ABOUT = re.compile(r"(?i)^(?:v/v|về việc|về)\s*:?\s+")
_MOST_SUBJECT_LINES = 4


@dataclass(slots=True)
class FrameRead:
    """The fields of the frame, where each of its paragraphs went (number -> path), and the issuer's names.

    `warnings` doubt that the file is of the type; `notes` tell what else a reader has to know.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    office: Office | None = None
    issued_on: date | None = None
    names: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_frame(parts: Parts, document_type: DocumentType, *, office: Office | None, today: date) -> FrameRead:
    """Return the frame of a recognised file; `office` is who issues now, else the issuer that the file names."""
    return _Reader(parts, document_type, office, today).read()


def read_foreign_frame(
    parts: Parts, document_type: DocumentType, *, office: Office | None, today: date
) -> FrameRead:
    """Return the frame of a file of another year; what neither its fields nor the print say is at the path ``tray``."""
    reader = _Reader(parts, document_type, office, today)
    made = reader.read()
    reader.require_words()
    reader.require_own_issuer()
    return made


class _Reader:
    def __init__(self, parts: Parts, document_type: DocumentType, office: Office | None, today: date) -> None:
        self._parts = parts
        self._type = document_type
        self._made = FrameRead()
        self._office = office
        self._today = today

    def read(self) -> FrameRead:
        made, parts = self._made, self._parts
        header = parts.header
        self._kind()
        if made.warnings and not self._has_heading():
            made.places.clear()  # no document with a frame: what looks like a signer or a subject is none
            self._named_office()
            return made
        made.issued_on = parts.issued_on
        self._place("office", (*header.parents, *header.issuers))
        self._place("frame.national_title", [header.national_title, header.motto])
        self._place("frame.number_line", [header.number])
        self._place("frame.place_and_date", [header.place_and_date])
        self._place("urgency", header.stamps)
        self._named_office()
        self._month()
        self._subject()
        self._addressees()
        self._stamps()
        self._closing()
        return made

    def _has_heading(self) -> bool:
        """Tell whether the file begins as a document of an office does: its name, its number, or the national title."""
        header = self._parts.header
        return bool(header.issuers or header.parents or header.national_title or header.number)

    def require_words(self) -> None:
        """Leave in the tray what is said of a part of the frame and stands neither in its field nor in the print."""
        if self._made.places and self._made.warnings and self._parts.title.line is not None:
            self._made.places[self._parts.title.line.paragraph.number] = "tray"
        if self._office is None:
            return  # what an office prints above the signature is not known yet
        printed = {word for text in self._printed() for word in words_of(text)} | _FRAME_WORDS
        for one in self._parts.facts.paragraphs:
            is_field = self._made.places.get(one.number, "") in _FRAME_FIELDS
            said = words_of(urgency_of(one.text) or _without_number(one))
            if is_field and any(word not in printed for word in said):
                self._made.places[one.number] = "tray"

    def require_own_issuer(self) -> None:
        """Say whose file it is where that is another office's: its signer lies in the tray, its name is not printed."""
        office, header = self._office, self._parts.header
        lines = (*header.parents, *header.issuers)
        written = " ".join(line.text for line in lines)
        if office is None or not header.issuers or not self._made.places or is_named(office, written):
            return
        self._made.fields.pop("signer", None)
        for number, path in self._made.places.items():
            if path in {"office", "signer"}:
                self._made.places[number] = "frame.issuer" if path == "office" else "tray"
        said = " ".join(written.split())
        self._made.notes = (
            f"Tệp là của cơ quan khác: ghi “{said}”. Bản nháp mang tên {office.name}, không lấy người ký của tệp.",
        )

    def _printed(self) -> Iterator[str]:
        """Yield the words of the fields that were read, and what the office prints without them."""
        yield from _strings(self._made.fields)
        office = self._office
        if office is None:
            return
        yield from _strings([office.filing, office.superior, *(one.name for one in office.recipients)])
        yield from _strings([one.purpose for one in office.recipients])
        signer = self._made.fields.get("signer")
        try:
            yield from signature_lines(signer_from(signer) if signer else office.signers[0], office)
        except (Refused, IndexError):
            return
        if not signer:
            yield office.signers[0].name

    def _place(self, path: str, lines: Iterable[TextLine | None]) -> None:
        for line in lines:
            if line is not None:
                self._made.places.setdefault(line.paragraph.number, path)

    def _kind(self) -> None:
        """Place the word for the kind where the type prints it; warn where the file is of another kind."""
        line, wanted = self._parts.title.line, self._type.title
        words = " ".join(line.text.split()) if line is not None else ""
        is_same = words.casefold().startswith(_kind_name(self._type).casefold())
        self._place("frame.kind_title", [line])
        if not is_same:
            said = f"tệp ghi “{words}”" if words else "tệp không có tên loại văn bản, có thể là công văn"
            self._made.warnings = (
                f"Tệp có vẻ không phải {wanted}: {said}. Xem kỹ từng đoạn, hoặc chọn loại khác rồi tải lên lại.",
            )

    def _named_office(self) -> None:
        """Find the issuer by the name in the header, and how running text calls it."""
        day = self._made.issued_on or self._today
        self._office, self._made.names = named_issuer(self._parts.header, self._office, day)
        self._made.office = self._office
        if self._office is not None:
            self._made.fields["office"] = self._office.id

    def _month(self) -> None:
        """Take the month of a draft over; the day of a document that was issued is not that of the new one."""
        line, number = self._parts.header.place_and_date, self._parts.header.number
        match = DATE_LINE.fullmatch(line.text) if line is not None else None
        if line is None or match is None or (number is not None and _NUMBER.search(number.text)):
            return
        month, year = re.sub(r"\D", "", match["month"]), re.sub(r"\D", "", match["year"])
        if month and year and not re.sub(r"\D", "", match["day"]) and self._may_be(int(year), int(month)):
            self._made.fields["month"] = f"{int(year):04}-{int(month):02}"
            self._made.places[line.paragraph.number] = "month"

    def _may_be(self, year: int, month: int) -> bool:
        """Tell whether a document of a month can be: the office is at work then."""
        try:
            first = date(year, month, 1)
        except ValueError:
            return False
        last = first.replace(day=monthrange(year, month)[1])
        return self._office is None or self._office.existed_on(first) or self._office.existed_on(last)

    def _subject(self) -> None:
        lines = self._parts.title.subjects or self._parts.header.letter_subjects
        self._place("subject", lines)
        text = "\n".join(line.text.strip() for line in lines) or self._plain_subject()
        if text:
            self._made.fields["subject"] = text

    def _plain_subject(self) -> str:
        """Return the subject below the kind that was typed like running text: up to a blank line or the opening."""
        title = self._parts.title.line
        found: list[str] = []
        for one in self._parts.facts.paragraphs if title is not None else ():
            text = " ".join(one.text.split())
            is_below = title is not None and one.number > title.paragraph.number
            if not is_below or (not text and not found):
                continue
            if not text or _OPENS.match(text) or len(found) == _MOST_SUBJECT_LINES:
                break
            found.append(_ABOUT.sub("", text))
            self._made.places.setdefault(one.number, "subject")
        return "\n".join(found)

    def _addressees(self) -> None:
        lines = self._parts.addressees
        self._place("addressees" if self._type.addressees != "never" else "tray", lines)
        names, via = [], ""
        for line in lines:
            text = re.sub(r"(?i)^kính gửi\s*:?\s*", "", line.text).strip(" -–+;.")
            if found := re.search(r"\(qua (.+?)\)", text):
                via, text = found[1], text.replace(found[0], "").strip(" ;.")
            if text:
                names.append(text)
        usual = [self._office.superior] if self._office and self._office.superior else []
        if self._type.addressees == "never" or not names:
            return
        if names != usual:
            self._made.fields["addressees"] = names
        if via:
            self._made.fields["via"] = via

    def _stamps(self) -> None:
        for line in self._parts.header.stamps:
            if word := urgency_of(line.text):
                self._made.fields["urgency"] = word

    def _closing(self) -> None:
        closing = self._parts.closing
        self._place("frame.recipients_label", [closing.recipients_label])
        self._place("recipients", closing.recipients)
        self._place("signer", (*closing.capacities, *closing.second_titles, closing.name))
        self._place("drafter_mark", [closing.drafter_mark])
        self._made.fields |= closing_fields(closing, self._office)


def _without_number(paragraph: Paragraph) -> str:
    return " ".join(one.strip(" -–+•") for one in paragraph.text.split("\n"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif value is not None:
        yield str(value)


def _kind_name(document_type: DocumentType) -> str:
    """Return the word that a type prints for its kind."""
    return document_type.kind.name

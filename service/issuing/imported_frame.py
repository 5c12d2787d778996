"""The frame of a Word file as fields of the envelope: office, subject, addressees, recipients, signer.

What the office of the document prints by itself anyway (its own signer, its recipients) is not taken over.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service import reference
from service.checking.recognition.parts import DATE_LINE, Parts
from service.checking.recognition.text_lines import TextLine
from service.doctypes.definition import DocumentType
from service.domain.offices import Office
from service.domain.recipients import recipient_from, recipient_lines, split_filing
from service.domain.refusal import Refused
from service.domain.signing import signature_lines, signer_from
from service.inspection.facts import Paragraph
from service.intake.coming_out import words_of
from service.issuing.office_names import offices_named

_PURPOSE = re.compile(r"(?P<name>.+?)\s*\((?P<purpose>[^()]{1,60})\)")
_CAPACITY = re.compile(r"(?i)^(TM|KT|TL|TUQ|Q)\.\s*(.*)$")
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
_FILED = re.compile(r"(?i)^[-+–•\s]*lưu\s*:?")


@dataclass(slots=True)
class FrameRead:
    """The fields of the frame, where each of its paragraphs went (number -> path), and the issuer's names."""

    fields: dict[str, Any] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    office: Office | None = None
    issued_on: date | None = None
    names: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


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
        made.issued_on = parts.issued_on
        self._place("office", (*header.parents, *header.issuers))
        self._place("frame.national_title", [header.national_title, header.motto])
        self._place("frame.number_line", [header.number])
        self._place("frame.place_and_date", [header.place_and_date])
        self._place("urgency", header.stamps)
        self._kind()
        self._named_office()
        self._month()
        self._subject()
        self._addressees()
        self._stamps()
        self._closing()
        return made

    def require_words(self) -> None:
        """Leave in the tray what is said of a part of the frame and stands neither in its field nor in the print."""
        if self._made.warnings and self._parts.title.line is not None:
            self._made.places[self._parts.title.line.paragraph.number] = "tray"
        if self._office is None:
            return  # what an office prints above the signature is not known yet
        printed = {word for text in self._printed() for word in words_of(text)} | _FRAME_WORDS
        for one in self._parts.facts.paragraphs:
            is_field = self._made.places.get(one.number, "") in _FRAME_FIELDS
            if is_field and any(word not in printed for word in words_of(_without_number(one))):
                self._made.places[one.number] = "tray"

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
        """Find the issuer by the name in the header; its superior tells offices of one name apart."""
        names = [line.text for line in self._parts.header.issuers]
        written = " ".join(names)
        self._made.names = tuple(_spoken(written))
        if self._office is None and written:
            found = offices_named(written, self._made.issued_on or self._today)
            parent = " ".join(line.text for line in self._parts.header.parents).casefold()
            several = [one for one in found if parent and parent.split()[-1] in one.name.casefold()] or list(
                found
            )
            if len(several) == 1 or len(found) == 1:
                self._office = reference.office(several[0].id)
        self._made.office = self._office
        if self._office is not None:
            self._made.fields["office"] = self._office.id
            self._made.names = tuple(
                dict.fromkeys(
                    [
                        self._office.name,
                        _short(self._office.name),
                        self._office.short_name,
                        *self._made.names,
                    ]
                )
            )

    def _month(self) -> None:
        """Take the month of a draft over; the day of a document that was issued is not that of the new one."""
        line, number = self._parts.header.place_and_date, self._parts.header.number
        match = DATE_LINE.fullmatch(line.text) if line is not None else None
        if match is None or (number is not None and _NUMBER.search(number.text)):
            return
        month, year = re.sub(r"\D", "", match["month"]), re.sub(r"\D", "", match["year"])
        if month and year and not re.sub(r"\D", "", match["day"]):
            self._made.fields["month"] = f"{int(year):04}-{int(month):02}"

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
            if line.text.strip().upper() in {"KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"}:
                self._made.fields["urgency"] = line.text.strip().upper()

    def _closing(self) -> None:
        closing = self._parts.closing
        self._place("frame.recipients_label", [closing.recipients_label])
        self._place("recipients", closing.recipients)
        self._place("signer", (*closing.capacities, *closing.second_titles, closing.name))
        self._place("drafter_mark", [closing.drafter_mark])
        self._recipients(closing.recipients)
        if closing.drafter_mark is not None:
            self._made.fields["drafter_mark"] = closing.drafter_mark.text.strip()
        if closing.name is not None and closing.capacities:
            self._signer([line.text.strip() for line in closing.capacities], closing.name.text.strip())
        second = " ".join(line.text.strip() for line in closing.second_titles)
        if second and "signer" in self._made.fields:
            self._made.fields["signer"]["second_title"] = _position(second)

    def _recipients(self, lines: Sequence[TextLine]) -> None:
        found: list[dict[str, Any]] = []
        filing = ""
        for line in lines:
            text = line.text.strip()
            if _FILED.match(text):
                filing = text
                continue
            name = text.lstrip("-–+•* ").rstrip(" ;.,")
            match = _PURPOSE.fullmatch(name)
            if name and name.lower() != "như trên":
                found.append(
                    {"name": match["name"], "purpose": match["purpose"]} if match else {"name": name}
                )
        usual = (
            recipient_lines(self._office.recipients, as_above=False, filing_line="") if self._office else []
        )
        again = recipient_lines([recipient_from(one) for one in found], as_above=False, filing_line="")
        if found and again != usual:
            self._made.fields["recipients"] = found
        read = split_filing(filing) if filing else None
        if read and (self._office is None or read.units != split_filing(self._office.filing).units):
            self._made.fields["filing"] = _as_filed(filing)
        if read and read.drafter:
            self._made.fields["drafter_mark"] = read.drafter

    def _signer(self, capacities: list[str], name: str) -> None:
        office = self._office
        for place, known in enumerate(office.signers if office else ()):
            is_named = known.name.casefold() == name.casefold() and place == 0
            if (
                is_named
                and office
                and signature_lines(known, office) == [line.upper() for line in capacities]
            ):
                return
        signer: dict[str, Any] = {"name": name, "position": _position(capacities[-1])}
        match = _CAPACITY.match(capacities[-1])
        if match:
            signer |= {"capacity": match[1].upper(), "position": _position(match[2])}
        elif len(capacities) > 1 and (above := _CAPACITY.match(capacities[-2])):
            signer["capacity"] = above[1].upper()
            if above[1].upper() in {"KT", "TL", "TUQ"}:
                signer["head_position"] = _position(above[2])
        self._made.fields["signer"] = self._plainer(signer, capacities)

    def _plainer(self, signer: dict[str, Any], capacities: list[str]) -> dict[str, Any]:
        """Leave out what the lines say anyway."""
        if self._office is None:
            return signer
        wanted = [line.upper() for line in capacities]
        for names in (["name", "position"], ["name", "position", "capacity"]):
            fewer: dict[str, Any] = {key: signer[key] for key in names if key in signer}
            try:
                if signature_lines(signer_from(fewer), self._office) == wanted:
                    return fewer
            except Refused:
                continue
        return signer


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


def _as_filed(line: str) -> str:
    """Return what is filed as it was typed: the records office is added where it is printed, not here.

    >>> _as_filed("- Lưu VP"), _as_filed("- Lưu: VT, NV(ltnam).")
    ('VP', 'VT, NV')
    """
    words = _FILED.sub("", line).strip(" .;,")
    return re.sub(r"\s*\(\s*[^()\d][^()]*\)", "", words).strip() or split_filing(line).units


def _position(text: str) -> str:
    """Return a position in capitals as it is written: ``PHÓ CHỦ TỊCH`` is ``Phó Chủ tịch``."""
    words = text.lower().split() if text.isupper() else text.split()
    if not words or not text.isupper():
        return " ".join(words)
    head = ["Phó", *words[1:]] if words[0] == "phó" else words
    place = 1 if words[0] == "phó" and len(words) > 1 else 0
    head[place] = head[place][:1].upper() + head[place][1:]
    return " ".join(head)


def _spoken(written: str) -> list[str]:
    """Return how running text calls an issuer whose name stands in capitals."""
    words = written.lower()
    if not words:
        return []
    full = words[:1].upper() + words[1:]
    return [full, _short(full)]


def _short(name: str) -> str:
    return name.replace("Ủy ban nhân dân", "UBND")

"""Cited documents in the words of a file: records for them, and their labels where the words are those of a record."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from service.domain.citations import LINK_WORDS, basis_line, citation, full_text, is_law, short_text
from service.domain.dates import parse_date, short_date
from service.domain.refusal import Refused
from service.domain.text import romanise

_LAWS: Final = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
_KINDS: Final = (
    *_LAWS,
    "Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Kết luận", "Thông tư liên tịch", "Thông tư", "Thông báo",
    "Kế hoạch", "Báo cáo", "Công văn", "Công điện", "Hướng dẫn", "Quy định", "Quy chế", "Tờ trình", "Chương trình",
    "Đề án", "Phương án", "Thông tri", "Văn bản", "Hợp đồng", "Biên bản", "Giấy mời", "Lệnh",
)  # fmt: skip
KIND_WORDS: Final = "|".join(_KINDS)
_DAY: Final = r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})"
_NUMBERED = re.compile(
    rf"(?P<kind>{'|'.join(_KINDS)})(?: liên tịch)?(?: số:?)? (?P<code>\d[\w./-]*[/-][\w./&-]*\w)"
    rf"(?:,? ngày (?P<day>{_DAY}))?(?: của (?P<rest>.+)| (?P<about>.+))?",
    re.DOTALL,
)
_NAMED = re.compile(rf"(?P<kind>{'|'.join(_LAWS)}) (?P<subject>.+?)(?: ngày (?P<day>{_DAY}))?", re.DOTALL)
#: A body that does something begins a clause of its own: what is cited has ended somewhere before.
_GOES_ON = re.compile(r",\s+(?:[ỦUủu][ỷyỶY] ban nhân dân|UBND|HĐND|Hội đồng nhân dân)\b")
_MENTION = re.compile(rf"(?:{'|'.join(_KINDS)}) số \d[\w./-]*[/-][\w./&-]*\w")
#: What links a subject to its document, and the words that a subject without a link opens with.
_LINKS = re.compile(
    r"(?:^| )(?:(?P<link>về việc|về|ban hành|phê duyệt)(?= )"
    r"|(?=(?:quy định|hướng dẫn|sửa đổi|bổ sung|công bố|thành lập|kiện toàn|giao (?:chỉ tiêu|nhiệm vụ|dự toán))\b))"
)
_ABOUT = re.compile(r"\b[Vv]/v\b")
_LINK_KEYS: Final = {word: key for key, word in LINK_WORDS.items() if word}
_MOST_LABEL: Final = 30


@dataclass(slots=True)
class Citations:
    """The records of one file, by label, in the order in which they were found."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)

    def label_of(self, text: str) -> str | None:
        """Return the label of the document that words cite, with a new record where there is none; None for others."""
        record = parsed(text)
        if record is None:
            return None
        for label, known in self.records.items():
            if _same(known, record):
                self.records[label] = _fuller(known, record)
                return label
        label = self._free(record)
        self.records[label] = {"label": label, **record}
        return label

    def _free(self, record: Mapping[str, Any]) -> str:
        words = re.findall(r"[a-z0-9]+", romanise(record["kind"]).lower())
        initials = "".join(word[0] for word in words)
        tail = record.get("code") or record.get("subject", "")
        parts = re.findall(r"[a-z0-9]+", romanise(tail).lower())
        label = "_".join([initials, *(parts[:1] if record.get("code") else parts[:4])])[:_MOST_LABEL].strip(
            "_"
        )
        made, number = label, 1
        while made in self.records:
            number += 1
            made = f"{label}_{number}"
        return made


def parsed(text: str) -> dict[str, Any] | None:
    """Return the record of a document cited in full, as its words are printed again; None for other words.

    >>> parsed("Quyết định số 90/QĐ-UBND ngày 15/01/2026 của UBND tỉnh phê duyệt kết quả chấm điểm")
    ... # doctest: +NORMALIZE_WHITESPACE
    {'kind': 'Quyết định', 'code': '90/QĐ-UBND', 'date': '15/01/2026', 'issuer': 'UBND tỉnh', 'link': 'phe_duyet',
     'subject': 'kết quả chấm điểm'}
    """
    words = usual(text).strip().rstrip(" ;,.")
    if words.endswith(":"):
        return None  # a sentence goes on behind the document: where its subject ends cannot be told
    if match := _NUMBERED.fullmatch(words):
        return _best(list(_numbered(match)), words)
    if match := _NAMED.fullmatch(words):
        record = {
            "kind": match["kind"],
            **_day(match["day"]),
            "issuer": "Quốc hội",
            "subject": match["subject"],
        }
        return record if len(match["subject"]) <= 500 else None
    return None


def usual(text: str) -> str:
    """Return words with the abbreviation of what links a subject written out.

    >>> usual("Công văn số 12/UBND-VX V/v tổ chức hội nghị")
    'Công văn số 12/UBND-VX về việc tổ chức hội nghị'
    """
    return _ABOUT.sub("về việc", text)


def _numbered(match: re.Match[str]) -> Iterator[dict[str, Any]]:
    """Yield the records that words can mean: the issuer ends before one of the words that link the subject."""
    start = {"kind": match["kind"], "code": match["code"], **_day(match["day"])}
    rest = match["rest"] or match["about"] or ""
    if match["rest"] is None and match["about"] is None:
        yield {**start, "issuer": ""}
        return
    for link in _LINKS.finditer(rest):
        issuer = rest[: link.start()].strip() if match["rest"] else ""
        subject = rest[link.end() :].strip()
        key = _LINK_KEYS[link["link"]] if link["link"] else "khong"
        if len(issuer) <= 200 and len(subject) <= 500:
            yield {**start, "issuer": issuer, "link": key, "subject": subject}
    if match["rest"] and len(rest) <= 200:
        yield {**start, "issuer": rest}


def _best(records: Sequence[dict[str, Any]], words: str) -> dict[str, Any] | None:
    """Return the first record that prints the words again, else the first that could be meant."""
    for record in records:
        if words in printed(record):
            return record
    return records[0] if records else None


def printed(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words in which a record is printed: in full, in short, as a basis."""
    try:
        made = citation({"label": "", "issuer": "", **record})
    except Refused:
        return ()
    return full_text(made), short_text(made), basis_line(made, word="")


def _day(text: str | None) -> dict[str, str]:
    if not text:
        return {}
    try:
        return {"date": short_date(parse_date(text))}
    except Refused:
        return {}


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one["kind"].lower() != other["kind"].lower():
        return False
    if is_law(one["kind"]):
        return bool(one.get("subject", "").lower() == other.get("subject", "").lower())
    days = {day for day in (one.get("date"), other.get("date")) if day}
    return one.get("code") == other.get("code") and len(days) <= 1


def _fuller(known: dict[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record that says more."""
    return known if known.get("subject") or not record.get("subject") else {"label": known["label"], **record}


def cited_parts(text: str) -> list[str] | None:
    """Return the documents of a list "A; B; C"; None where a part is no cited document.

    >>> cited_parts("Luật Thanh tra; Kế hoạch số 05/KH-UBND")
    ['Luật Thanh tra', 'Kế hoạch số 05/KH-UBND']
    """
    parts: list[str] = []
    for piece in (one.strip() for one in text.strip().rstrip(" ;,.").split(";")):
        if parts and not re.match("|".join(_KINDS), piece):
            parts[-1] += f"; {piece}"  # a semicolon within a subject
        else:
            parts.append(piece)
    return parts if all(parsed(part) for part in parts) else None


def mentions_in(text: str) -> Iterator[str]:
    """Yield the mentions in full (with issuer and subject) that stand in a running text, up to where they may end."""
    for match in _MENTION.finditer(text):
        end = min(
            (place for sign in (";", ". ", "\n") if (place := text.find(sign, match.end())) >= 0),
            default=len(text),
        )
        words = text[match.start() : end].rstrip(" .;,")
        if _GOES_ON.search(words):
            continue  # where the subject ends cannot be told: the words stay as they are
        record = parsed(words)
        if record is not None and record.get("subject") and record.get("issuer") and words in printed(record):
            yield words

"""A whole citation, as people copy it from another document, taken apart into the fields of a cited document.

The words are read by the parser that reads Word files; what people write beside the official form (no "số", "V/v", an
opening "Căn cứ", a law with its number) is brought to that form first.
"""

import re

from service.domain.citations import LINK_WORDS, is_law
from service.domain.text import nfc
from service.intake.citing import KIND_WORDS, parsed

_LONGEST = 1500
_OPENING = re.compile(r"^(?:[-+*•]\s*)?(?:căn cứ|theo|thực hiện)\s+", re.IGNORECASE)
_JOINT = " liên tịch"
_KIND = re.compile(rf"^({KIND_WORDS})({_JOINT})?\s+(?:(?:số|số\s*:)\s*(?=\d)|(?=\d+\s*[/-]))", re.IGNORECASE)
_NAMED_KIND = re.compile(rf"^({KIND_WORDS})(?!\w)", re.IGNORECASE)
_WRITTEN_DAY = re.compile(r"^\D+\S+,? ngày (\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})")
_VERB = re.compile(r"\s+(?=(?:quy định|sửa đổi|bổ sung|bãi bỏ|hướng dẫn|công bố|giao|triển khai|tổ chức)\s)")
_UNLINKED = "khong"
_ABOUT = re.compile(r"(?<!\w)v/v\s*:?\s*", re.IGNORECASE)
_LAW_CODE = re.compile(r"^(?P<subject>.+?),?\s+(?:\()?số\s*:?\s*(?P<code>\d+/\d{4}/[A-ZĐ]+\d*)\)?$")


def citation_fields(text: str) -> dict[str, str]:
    """Return the fields of the document that a text cites, those that it names; none for any other text.

    >>> citation_fields("Căn cứ Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;")
    ... # doctest: +NORMALIZE_WHITESPACE
    {'kind': 'Nghị định', 'code': '30/2020/NĐ-CP', 'date': '05/3/2020', 'issuer': 'Chính phủ', 'link': 've',
     'subject': 'công tác văn thư'}
    >>> citation_fields("1211/QĐ-UBND")
    {}
    """
    words = _official(text)
    record = parsed(words) if len(words) <= _LONGEST else None
    if record is None:
        return {}
    found = {name: str(value) for name, value in record.items() if value}
    return _law(found) if is_law(found["kind"]) else _act(found, words)


def _official(text: str) -> str:
    """Return a citation on one line, as the parser of files knows it."""
    words = re.sub(r"(?<=\S)[–—](?=\S)", "-", " ".join(nfc(text).split()))
    words = _ABOUT.sub("về việc ", _OPENING.sub("", words))
    words = _KIND.sub(lambda match: f"{match[1]}{match[2] or ''} số ", words)
    return _NAMED_KIND.sub(lambda match: match[1].capitalize(), words)


def _law(found: dict[str, str]) -> dict[str, str]:
    """Return a law with its number out of its name; "luật sư" and the like are no names of laws."""
    subject = found.get("subject", "")
    if not subject[:1].isupper():
        return {}
    match = _LAW_CODE.fullmatch(subject)
    return found if match is None else {**found, **match.groupdict()}


def _act(found: dict[str, str], words: str) -> dict[str, str]:
    """Return an act with all of its kind, a day that is not in the calendar as it was written, and its subject apart.

    The subject may follow the issuer with no word that links it: "của Bộ Nội vụ quy định chi tiết ...".
    """
    if words.startswith(f"{found['kind']}{_JOINT}"):
        found["kind"] += _JOINT
    if "date" not in found and (day := _WRITTEN_DAY.search(words)):
        found["date"] = day[1]
    issuer, *told = _VERB.split(found.get("issuer", ""), maxsplit=1)
    if told:
        link = LINK_WORDS[found["link"]] if "link" in found else ""
        subject = " ".join(part for part in (*told, link, found.get("subject", "")) if part)
        found |= {"issuer": issuer, "link": _UNLINKED, "subject": subject}
    return found

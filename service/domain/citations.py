"""Cited documents: one record for each, printed in full at the first mention and in short later.

The first mention gives kind, number and symbol, day, issuer and subject; a later one kind, number and symbol, and keeps
day and issuer only where another record bears the same kind, number and symbol. Laws and ordinances are cited by kind
and name; as a basis also with their date. Days in running text are short (02/11/2022), in basis lines written out.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm a và điểm b.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from service.domain.dates import long_date, short_date
from service.domain.deadlines import day_of
from service.domain.refusal import Refused
from service.domain.remembered import Remembered
from service.domain.subject_openings import opens_with_document
from service.domain.text import lower_opening

LINK_WORDS: Mapping[str, str] = {
    "ve": "về",
    "ve_viec": "về việc",
    "ban_hanh": "ban hành",
    "phe_duyet": "phê duyệt",
    "khong": "",
}

CITED_KIND = re.compile(
    r"(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị|Quyết định|Thông tư|Quy|Chỉ thị|Kế hoạch|Điều lệ)\b"
)
"""What begins the name of another document, whose article is cited: "Điều 5 Nghị định số ...". No heading."""
_LAWS = ("hiến pháp", "bộ luật", "luật", "pháp lệnh")
_OPENINGS = (("về việc ", "về việc"), ("v/v ", "về việc"), ("về ", "về"))


class Citation(NamedTuple):
    """One cited document. `code` is number and symbol as written ("1211/QĐ-UBND", "114-KL/TW"), "" when it has none."""

    label: str
    kind: str
    code: str
    issued_on: date | None
    issuer: str
    link: str
    subject: str

    @property
    def is_law(self) -> bool:
        """Laws, codes, ordinances and the constitution are cited by name, without number and issuer."""
        return _is_law[self.kind]


def is_law(kind: str) -> bool:
    """Tell whether a kind is cited by name, without number and issuer.

    >>> is_law("Bộ luật"), is_law("Nghị quyết")
    (True, False)
    """
    return _is_law[kind]


_is_law = Remembered[str, bool](lambda kind: kind.lower() in _LAWS)
_small = Remembered[str, str](str.lower)
_short_day = Remembered[date, str](lambda day: f" ngày {short_date(day)}")


def citation(raw: Mapping[str, Any]) -> Citation:
    """Return the record of a `citation` object (label, kind, code, date, issuer, link, subject).

    Raises Refused for an impossible date.
    """
    return Citation(*_parts(raw))


#: The fields of a Citation: internally a plain tuple, which is taken apart several times faster.
_Parts = tuple[str, str, str, date | None, str, str, str]


def _parts(raw: Mapping[str, Any]) -> _Parts:
    get = raw.get
    return (
        get("label", ""),
        raw["kind"],
        get("code", ""),
        day_of(raw["date"]) if "date" in raw else None,
        get("issuer", ""),
        get("link", "ve"),
        get("subject", ""),
    )


def _name(parts: _Parts) -> str:
    _, kind, code, _, _, _, subject = parts
    if _is_law[kind]:
        return subject if subject.lower().startswith(_small[kind]) else f"{kind} {subject}".strip()
    return f"{kind} số {code}" if code else kind


def _about(kind: str, link: str, subject: str) -> str:
    """Return the linking word and the subject; a link that the subject already opens with is not said twice.

    The subject loses the capital of its first letter only where a common word opens it: "về kết quả ...", but
    "về Quốc hội khóa XV". What is approved is a document of its own, and keeps it too: "phê duyệt Đề án ...".
    """
    link = LINK_WORDS[link]
    if link == "về" and _small[kind] == "công văn":
        link = "về việc"
    if subject[:1] in ("v", "V"):
        link, subject = _opened(link, subject)
    if link == "ban hành" or not link or (link == "phê duyệt" and opens_with_document(subject)):
        return f"{link} {subject}".strip()
    return f"{link} {lower_opening(subject)}"


def _opened(link: str, subject: str) -> tuple[str, str]:
    """Take a linking word that a subject opens with off it."""
    start = subject[:9].lower()
    for opening, word in _OPENINGS:
        if start.startswith(opening):
            return word, subject[len(opening) :]
    return link, subject


def full_text(record: Citation, *, is_shared: bool = False) -> str:
    """Return a first mention in running text.

    >>> full_text(Citation("qd", "Quyết định", "1364/QĐ-UBND", date(2024, 12, 24), "UBND tỉnh", "ve_viec",
    ...                    "Phê duyệt kết quả chấm điểm"))
    'Quyết định số 1364/QĐ-UBND ngày 24/12/2024 của UBND tỉnh về việc phê duyệt kết quả chấm điểm'
    >>> full_text(Citation("l", "Luật", "10/2022/QH15", date(2022, 11, 10), "Quốc hội", "ve",
    ...                    "Thực hiện dân chủ ở cơ sở"))
    'Luật Thực hiện dân chủ ở cơ sở'

    `is_shared`: another record has the same name, so even a law keeps its day.
    """
    return _full[record[:], is_shared]


def _full_words(question: tuple[_Parts, bool]) -> str:
    parts, is_shared = question
    _, kind, _, day, issuer, link, subject = parts
    if _is_law[kind]:
        return _law(parts, is_shared=is_shared)
    words = _issued(parts) if day is not None or issuer else _name(parts)
    return f"{words} {_about(kind, link, subject)}" if subject else words


#: The documents of an office cite the same few records again and again.
_full = Remembered(_full_words)


def _law(parts: _Parts, *, is_shared: bool) -> str:
    day = parts[3] if is_shared else None
    return _name(parts) if day is None else f"{_name(parts)}{_short_day[day]}"


def _issued(parts: _Parts) -> str:
    """Return the name with the day and the issuer, as far as they are known."""
    words, day, issuer = _name(parts), parts[3], parts[4]
    if day is not None:
        words = f"{words}{_short_day[day]}"
    return f"{words} của {issuer}" if issuer else words


def _short(parts: _Parts, *, is_shared: bool) -> str:
    _, kind, code, *_ = parts
    if _is_law[kind]:
        return _law(parts, is_shared=is_shared)
    if not code:
        return _full[parts, is_shared]
    return _issued(parts) if is_shared else _name(parts)


def short_text(record: Citation, *, is_shared: bool = False) -> str:
    """Return a later mention: kind, number and symbol; day and issuer too where another record shares them.

    >>> short_text(Citation("qd", "Quyết định", "1364/QĐ-UBND", date(2024, 12, 24), "UBND tỉnh", "ve", "X"))
    'Quyết định số 1364/QĐ-UBND'
    """
    return _short(record[:], is_shared=is_shared)


def basis_line(record: Citation, *, word: str = "Căn cứ") -> str:
    """Return a line of the bases, without its final mark; the day is written out, a law has one too.

    >>> basis_line(Citation("l", "Luật", "", date(2025, 6, 16), "", "ve", "Tổ chức chính quyền địa phương"))
    'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025'
    """
    return f"{word} {_basis[record[:]]}".lstrip()


def _basis_words(parts: _Parts) -> str:
    _, kind, _, day, issuer, link, subject = parts
    words = _name(parts)
    if day is not None:
        words = f"{words} {long_date(day)}"
    if _is_law[kind]:
        return words
    if issuer:
        words = f"{words} của {issuer}"
    return f"{words} {_about(kind, link, subject)}" if subject else words


_basis = Remembered(_basis_words)


class CitationBook:
    """The records of one document and which of them have been mentioned; one book for one preparation."""

    def __init__(self, raws: Iterable[Mapping[str, Any]]) -> None:
        self._raws = {raw["label"]: raw for raw in raws}
        self._parts: dict[str, _Parts] = {}
        self._words: dict[str, str] = {}
        self._short: dict[str, str] = {}
        self._mentioned: set[str] = set()
        self._shared: Collection[str] | None = None

    def __contains__(self, label: str) -> bool:
        return label in self._raws

    def raw(self, label: str) -> Mapping[str, Any]:
        """Return the record under `label` as it was given; KeyError when there is none."""
        return self._raws[label]

    def labels(self) -> tuple[str, ...]:
        """Return the labels in the order of their records."""
        return tuple(self._raws)

    def record(self, label: str) -> Citation:
        """Return the record under `label`; Refused for a label that is not there and for an impossible date."""
        return Citation(*self._known(label))

    def _known(self, label: str) -> _Parts:
        found = self._parts.get(label)
        if found is None:
            if label not in self._raws:
                raise Refused("label_unknown", f"Không có văn bản viện dẫn nào mang nhãn “{label}”.")
            found = self._parts[label] = _parts(self._raws[label])
        return found

    def words(self, label: str) -> str:
        """Return the full words of a record without counting this as a mention."""
        found = self._words.get(label)
        if found is None:
            found = self._words[label] = _full[self._known(label), self._is_shared(label)]
        return found

    def mention(self, label: str) -> str:
        """Return the words of a mention: in full the first time, in short afterwards."""
        if label not in self._mentioned:
            return self.full(label)
        found = self._short.get(label)
        if found is None:
            found = self._short[label] = _short(self._known(label), is_shared=self._is_shared(label))
        return found

    def full(self, label: str) -> str:
        """Return the full words and count this as a mention."""
        words = self.words(label)
        self._mentioned.add(label)
        return words

    def basis(self, label: str, *, word: str = "Căn cứ") -> str:
        """Return the basis line of a record and count this as a mention."""
        record = self.record(label)
        self._mentioned.add(label)
        return basis_line(record, word=word)

    def _is_shared(self, label: str) -> bool:
        if self._shared is None:
            self._shared = _shared(self._raws)
        return label in self._shared


def _shared(raws: Mapping[str, Mapping[str, Any]]) -> Collection[str]:
    """Return the labels of records that have their name in common with another: such mentions keep day and issuer."""
    identities = [_identity(raw) for raw in raws.values()]
    if len(set(identities)) == len(identities):
        return ()
    count = Counter(identities)
    return {label for label, identity in zip(raws, identities, strict=True) if count[identity] > 1}


def _identity(raw: Mapping[str, Any]) -> tuple[str, str]:
    kind = raw["kind"]
    return _small[kind], raw.get("subject" if _is_law[kind] else "code", "").lower()

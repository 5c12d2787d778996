"""Cited documents: one record for each, printed in full at the first mention and in short later.

The first mention gives kind, number and symbol, day, issuer and subject; a later one kind, number and symbol, and keeps
day and issuer only where another record bears the same kind, number and symbol. Laws and ordinances are cited by kind
and name; as a basis also with their date. Days in running text are short (02/11/2022), in basis lines written out.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm a và điểm b.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from service.domain.dates import long_date, short_date
from service.domain.deadlines import day_of
from service.domain.refusal import Refused
from service.domain.text import lower_opening

LINK_WORDS: Mapping[str, str] = {
    "ve": "về",
    "ve_viec": "về việc",
    "ban_hanh": "ban hành",
    "phe_duyet": "phê duyệt",
    "khong": "",
}

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
        return is_law(self.kind)

    @property
    def identity(self) -> tuple[str, str]:
        """What two records must not share, or their mentions keep day and issuer."""
        return (self.kind.lower(), self.subject.lower() if self.is_law else self.code.lower())


def is_law(kind: str) -> bool:
    """Tell whether a kind is cited by name, without number and issuer.

    >>> is_law("Bộ luật"), is_law("Nghị quyết")
    (True, False)
    """
    return kind.lower() in _LAWS


def citation(raw: Mapping[str, Any]) -> Citation:
    """Return the record of a `citation` object (label, kind, code, date, issuer, link, subject).

    Raises Refused for an impossible date.
    """
    get = raw.get
    return Citation(
        get("label", ""),
        raw["kind"],
        get("code", ""),
        day_of(raw["date"]) if "date" in raw else None,
        get("issuer", ""),
        get("link", "ve"),
        get("subject", ""),
    )


def _name(record: Citation) -> str:
    if record.is_law:
        if record.subject.lower().startswith(record.kind.lower()):
            return record.subject
        return f"{record.kind} {record.subject}".strip()
    return f"{record.kind} số {record.code}" if record.code else record.kind


def _about(record: Citation) -> str:
    """Return the linking word and the subject; a link that the subject already opens with is not said twice.

    The subject loses the capital of its first letter only where a common word opens it: "về kết quả ...", but
    "về Quốc hội khóa XV".
    """
    link, subject = LINK_WORDS[record.link], record.subject
    if link == "về" and record.kind.lower() == "công văn":
        link = "về việc"
    start = subject[:9].lower()
    if start.startswith("v"):
        for opening, word in _OPENINGS:
            if start.startswith(opening):
                link, subject = word, subject[len(opening) :]
                break
    if link == "ban hành" or not link:
        return f"{link} {subject}".strip()
    return f"{link} {lower_opening(subject)}"


def _assembled(record: Citation, day: Callable[[date], str] | None, *, issuer: bool, about: bool) -> str:
    words = _name(record)
    if day is not None and record.issued_on is not None:
        words = f"{words} {day(record.issued_on)}"
    if record.is_law:
        return words
    if issuer and record.issuer:
        words = f"{words} của {record.issuer}"
    return f"{words} {_about(record)}" if about and record.subject else words


def _short_day(day: date) -> str:
    return f"ngày {short_date(day)}"


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
    day = None if record.is_law and not is_shared else _short_day
    return _assembled(record, day, issuer=True, about=True)


def short_text(record: Citation, *, is_shared: bool = False) -> str:
    """Return a later mention: kind, number and symbol; day and issuer too where another record shares them.

    >>> short_text(Citation("qd", "Quyết định", "1364/QĐ-UBND", date(2024, 12, 24), "UBND tỉnh", "ve", "X"))
    'Quyết định số 1364/QĐ-UBND'
    """
    if not record.code and not record.is_law:
        return full_text(record)
    return _assembled(record, _short_day if is_shared else None, issuer=is_shared, about=False)


def basis_line(record: Citation, *, word: str = "Căn cứ") -> str:
    """Return a line of the bases, without its final mark; the day is written out, a law has one too.

    >>> basis_line(Citation("l", "Luật", "", date(2025, 6, 16), "", "ve", "Tổ chức chính quyền địa phương"))
    'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025'
    """
    return f"{word} {_assembled(record, long_date, issuer=True, about=True)}".strip()


class CitationBook:
    """The records of one document and which of them have been mentioned; one book for one preparation."""

    def __init__(self, raws: Iterable[Mapping[str, Any]]) -> None:
        self._raws = {raw["label"]: raw for raw in raws}
        self._records: dict[str, Citation] = {}
        self._words: dict[str, str] = {}
        self._mentioned: set[str] = set()
        self._shared: Counter[tuple[str, str]] | None = None

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
        found = self._records.get(label)
        if found is None:
            if label not in self._raws:
                raise Refused("label_unknown", f"Không có văn bản viện dẫn nào mang nhãn “{label}”.")
            found = self._records[label] = citation(self._raws[label])
        return found

    def words(self, label: str) -> str:
        """Return the full words of a record without counting this as a mention."""
        found = self._words.get(label)
        if found is None:
            record = self.record(label)
            found = self._words[label] = full_text(record, is_shared=self._is_shared(record))
        return found

    def mention(self, label: str) -> str:
        """Return the words of a mention: in full the first time, in short afterwards."""
        if label in self._mentioned:
            record = self.record(label)
            return short_text(record, is_shared=self._is_shared(record))
        return self.full(label)

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

    def _is_shared(self, record: Citation) -> bool:
        if self._shared is None:
            self._shared = Counter(_identity(raw) for raw in self._raws.values())
        return self._shared[record.identity] > 1


def _identity(raw: Mapping[str, Any]) -> tuple[str, str]:
    kind = raw["kind"].lower()
    return (kind, (raw.get("subject", "") if is_law(kind) else raw.get("code", "")).lower())

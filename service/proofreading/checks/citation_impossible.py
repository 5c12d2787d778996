"""A cited document cannot be: dated after this one, or kind, body and symbol that do not fit together."""

import re
from collections.abc import Iterator

from service.domain.findings import Severity
from service.domain.text import fold
from service.proofreading.citations import KIND_SYMBOLS, CitedDocument
from service.proofreading.document import Document
from service.proofreading.faults import Fault

NAME = "Viện dẫn không hợp lý"
SEVERITY: Severity = "error"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 3 điểm b; Phụ lục III, Mục I"
_ALL_KIND_SYMBOLS = frozenset().union(*KIND_SYMBOLS.values())
#: Last group of the symbol -> how the name of the body may begin.
_BODIES = {
    "UBND": ("uy ban nhan dan", "ubnd", "chu tich", "lanh dao"),
    "HĐND": ("hoi dong nhan dan", "hdnd", "thuong truc hoi dong", "thuong truc hdnd"),
    "TTG": ("thu tuong",),
    "CP": ("chinh phu",),
    "TU": ("tinh uy", "thanh uy", "ban thuong vu", "thuong truc tinh", "thuong truc thanh", "ban chap hanh"),
    "HU": ("huyen uy", "ban thuong vu", "thuong truc huyen", "ban chap hanh"),
    "TW": (
        "ban bi thu",
        "bo chinh tri",
        "ban chap hanh",
        "trung uong",
        "ban to chuc",
        "ban dan van",
        "ban tuyen",
    ),
}
_BODY_WORDS = tuple(
    sorted({word for words in _BODIES.values() for word in words} | {"bo ", "so ", "quoc hoi"})
)


def check(document: Document) -> Iterator[Fault]:
    """Yield citations of which one part cannot be right."""
    for cited in document.citations:
        yield from _later_than_this(cited, document)
        yield from _other_year(cited)
        yield from _other_kind(cited)
        yield from _other_body(cited)


def _later_than_this(cited: CitedDocument, document: Document) -> Iterator[Fault]:
    day = cited.day.value if cited.day is not None else None
    if cited.day is None or day is None or document.issued_on is None or day <= document.issued_on:
        return
    yield Fault(
        cited.passage,
        cited.day.start,
        cited.day.end,
        f"“{cited.text}” ghi ngày {cited.day.text.removeprefix('ngày ')}, sau ngày của văn bản này. Kiểm tra lại ngày.",
        basis="Đối chiếu ngày của văn bản viện dẫn với ngày của văn bản này",
    )


def _other_year(cited: CitedDocument) -> Iterator[Fault]:
    day = cited.day.value if cited.day is not None else None
    if cited.day is None or day is None or not cited.year or int(cited.year) == day.year:
        return
    yield Fault(
        cited.passage,
        cited.day.start,
        cited.day.end,
        f"Năm trong số, ký hiệu là {cited.year} nhưng ngày ban hành ghi năm {day.year}. Kiểm tra lại.",
    )


def _other_kind(cited: CitedDocument) -> Iterator[Fault]:
    wanted = KIND_SYMBOLS.get(cited.kind)
    first = re.split("[-/]", cited.symbol)[0].upper().strip()
    if wanted is None or first in wanted or first not in _ALL_KIND_SYMBOLS:
        return
    yield Fault(
        cited.passage,
        cited.start,
        cited.end,
        f"Tên loại “{cited.kind}” không khớp ký hiệu “{cited.symbol}”. Kiểm tra tên loại hoặc ký hiệu.",
    )


def _other_body(cited: CitedDocument) -> Iterator[Fault]:
    last = re.split("[-/]", cited.symbol)[-1].strip().upper()
    allowed, name = _BODIES.get(last), fold(cited.issuer)
    if allowed is None or not name or name.startswith(allowed) or not name.startswith(_BODY_WORDS):
        return
    yield Fault(
        cited.passage,
        cited.start,
        cited.end,
        f"Ký hiệu “{cited.symbol}” không khớp cơ quan ban hành “{cited.issuer}”. Kiểm tra lại.",
    )

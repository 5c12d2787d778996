"""Number and symbol of a cited document are not written as the state or the Party writes them."""

import re
from collections.abc import Iterator

from service.domain.findings import Severity
from service.proofreading.citations import KIND_SYMBOLS, CitedDocument, with_signs
from service.proofreading.document import Document
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage

NAME = "Số, ký hiệu viết sai"
SEVERITY: Severity = "error"
BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 3 điểm c"
_BASIS_OF_PARTY = "Quy định của Đảng về thể thức văn bản"
_STATE = re.compile(r"(?:UBND|HĐND|CP|TTg|QH|BNV|SNV|BTC|UBTVQH)\d*")
#: Committees of the Party (TU, ĐU), and the bodies of one (BTCTU, UBKTĐU).
_PARTY = re.compile(
    r"(?:TW|TU|HU|ĐU|BBT)\w*|(?:BTC|BTGDV|BTG|BDV|UBKT|BNC|BCS|BKT|BTV|BCĐ|VP|HĐ|TB|TTCT)(?:TW|TU|HU|ĐU|ThU)"
)
_LOWER = re.compile(r"\b[Ss]ố\s+\d{1,5}(?:/\d{4})?[/-](?:qđ|nq|kh|bc|tb|ct|nđ|tt|kl|hd)-?[a-zđ]*\b")
_JOINED = re.compile(r"(QĐ|NQ|KH|BC|TB|CT|TTr|CTr|HD|NĐ|KL)[.]?(UBND|HĐND|TTg|CP|TU|TW)")
#: Body before the unit that drafted it, a stop between: 402/UBND.VP.
_STOPPED = re.compile(r"((?:UBND|HĐND))\.([A-ZĐ]{2,6})")
#: The stroke between number and symbol was lost: Kế hoạch số 210KH-UBND.
_NO_STROKE = re.compile(
    r"\b[Ss]ố\s(?P<number>\d{1,5})(?P<symbol>(?:QĐ|NQ|KH|BC|TB|CT|TTr|CTr|HD|NĐ|TT|KL|GM|CV|UBND|HĐND)-[A-ZĐ][A-ZĐa-z]{1,6})\b"
)
_NO_NUMBER_WORD = re.compile(
    r"\b(?:Nghị quyết|Quyết định|Chỉ thị|Kế hoạch|Báo cáo|Công văn|Kết luận|Nghị định"
    r"|Thông báo)\s(?=\d{1,5}(?:/\d{4})?[/-][A-ZĐ])"
)


def check(document: Document) -> Iterator[Fault]:
    """Yield codes with signs, spaces or letters in the wrong place."""
    for cited in document.citations:
        fault = _backslash(cited) or _spaces(cited) or _turned(cited) or _signs(cited) or _joined(cited)
        if fault is not None:
            yield fault
    for passage in document.prose:
        if "ố " in passage.text:
            yield from _lower(passage)
            yield from _without_stroke(passage)


def _code_span(cited: CitedDocument) -> tuple[int, int]:
    start = cited.passage.text.index(cited.number, cited.start)
    return start, cited.end


def _backslash(cited: CitedDocument) -> Fault | None:
    """A stroke that leans the wrong way, as in a path of Windows."""
    start, end = _code_span(cited)
    written = cited.passage.text[start:end]
    if "\\" not in written:
        return None
    right = "".join(written.split()).replace("\\", "/").replace("–", "-")
    message = f"Giữa số và ký hiệu là dấu gạch chéo “/”: viết “{right}”, không viết “{written}”."
    return Fault(cited.passage, start, end, message, right, is_certain=True)


def _turned(cited: CitedDocument) -> Fault | None:
    """Body before kind: Kế hoạch số 15/UBND-KH. In the symbol of a công văn a drafting unit stands last."""
    groups = cited.symbol.split("-")
    wanted = KIND_SYMBOLS.get(cited.kind, set())
    if len(groups) != 2 or groups[1].upper() not in wanted or _STATE.fullmatch(groups[0]) is None:
        return None
    start, end = _code_span(cited)
    right = f"{cited.passage.text[start : cited.symbol_start]}{groups[1]}-{groups[0]}"
    message = f"Ký hiệu ghi ngược: tên loại đứng trước, tên cơ quan đứng sau, viết “{right}”."
    return Fault(cited.passage, start, end, message, right)


def _spaces(cited: CitedDocument) -> Fault | None:
    """Spaces around the signs: 1211 /QĐ-UBND."""
    start, end = _code_span(cited)
    written = cited.passage.text[start:end]
    signed = with_signs(written, cited.signs[0])
    right = "".join(signed.split()).replace("–", "-")
    if written == right:
        return None
    if signed != written:
        message = f"Giữa các nhóm của ký hiệu thiếu dấu: viết “{right}”, không viết “{written}”."
        return Fault(cited.passage, start, end, message, right)
    if "–" in written:
        message = f"Trong số, ký hiệu dùng dấu gạch nối ngắn: viết “{right}”, không viết “{written}”."
        return Fault(cited.passage, start, end, message, right, is_certain=True)
    return Fault(
        cited.passage,
        start,
        end,
        f"Số, ký hiệu “{written}” có khoảng trắng thừa. Viết liền “{right}”.",
        right,
        is_certain=True,
    )


def _signs(cited: CitedDocument) -> Fault | None:
    """The Party's signs for a body of the state, or the other way round, or two strokes."""
    start, end = _code_span(cited)
    groups = re.split("[-/]", cited.symbol)
    if len(groups) < 2:
        return None
    is_party, first = (
        _PARTY.fullmatch(groups[-1]) is not None,
        cited.signs[0] if not cited.year else cited.signs[1],
    )
    separator = cited.symbol[len(groups[0])]
    wanted = ("-", "/") if is_party else ("/", "-")
    known = is_party or _STATE.fullmatch(groups[-1]) is not None
    if not known or (first, separator) == wanted or len(groups) > 2:
        return None
    year = f"/{cited.year}" if cited.year else ""
    right = f"{cited.number}{year}{wanted[0]}{groups[0]}{wanted[1]}{groups[1]}"
    whose = "của Đảng" if is_party else "của cơ quan nhà nước"
    return Fault(
        cited.passage,
        start,
        end,
        f"Ký hiệu văn bản {whose} viết “{right}”, không viết “{cited.passage.text[start:end]}”.",
        right,
        basis=_BASIS_OF_PARTY if is_party else "",
    )


def _joined(cited: CitedDocument) -> Fault | None:
    """Two groups written as one, or with a stop between them: QĐUBND, KH.UBND, UBND.VP."""
    match = _JOINED.fullmatch(cited.symbol) or _STOPPED.fullmatch(cited.symbol)
    if match is None:
        return None
    start, end = _code_span(cited)
    right = f"{cited.passage.text[start : cited.symbol_start]}{match[1]}-{match[2]}"
    return Fault(
        cited.passage,
        start,
        end,
        f"Giữa các nhóm của ký hiệu có dấu gạch nối: viết “{right}”.",
        right,
        is_certain=match.re is _JOINED,
    )


def _without_stroke(passage: Passage) -> Iterator[Fault]:
    for match in _NO_STROKE.finditer(passage.text):
        right = f"{match['number']}/{match['symbol']}"
        message = f"Giữa số và ký hiệu thiếu dấu gạch chéo “/”: viết “{right}”."
        yield Fault(passage, match.start("number"), match.end(), message, right)


def _lower(passage: Passage) -> Iterator[Fault]:
    """Symbols in small letters: số 05/kh-ubnd."""
    for match in _LOWER.finditer(passage.text):
        start = match.start() + match.group().index(" ") + 1
        right = passage.text[start : match.end()].upper()
        yield Fault(
            passage,
            start,
            match.end(),
            f"Ký hiệu văn bản viết bằng chữ in hoa: “{right}”.",
            right,
            is_certain=True,
        )

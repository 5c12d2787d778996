"""Tells header, title, text, closing and appendices of a document apart, and what kind of text it is.

Where a kind stands (KẾ HOẠCH), what is before it is the header; a công văn has none, its header runs to "Kính gửi".
"""

import re
from collections.abc import Sequence

from service.proofreading.letters import UPPER
from service.proofreading.passages import Passage

#: Kinds whose wording ends with "./." by the forms of the decree.
_ENDED_KINDS = (
    "NGHỊ QUYẾT", "QUYẾT ĐỊNH", "CHỈ THỊ", "QUY CHẾ", "QUY ĐỊNH", "THÔNG CÁO", "THÔNG BÁO", "HƯỚNG DẪN", "CHƯƠNG TRÌNH",
    "KẾ HOẠCH", "PHƯƠNG ÁN", "ĐỀ ÁN", "DỰ ÁN", "BÁO CÁO", "BIÊN BẢN", "TỜ TRÌNH", "CÔNG ĐIỆN", "GIẤY MỜI",
)  # fmt: skip
#: The other kinds of the decree (Điều 7), in both ways of setting the tone.
_OTHER_KINDS = (
    "HỢP ĐỒNG", "BẢN GHI NHỚ", "BẢN THỎA THUẬN", "BẢN THOẢ THUẬN", "GIẤY ỦY QUYỀN", "GIẤY UỶ QUYỀN", "GIẤY GIỚI THIỆU",
    "GIẤY NGHỈ PHÉP", "PHIẾU GỬI", "PHIẾU CHUYỂN", "PHIẾU BÁO",
)  # fmt: skip
_KIND_TITLES = frozenset((*_ENDED_KINDS, *_OTHER_KINDS))
#: What the title of a paper begins with that is no kind of the decree: KẾT LUẬN KIỂM TRA, NỘI QUY, DANH SÁCH.
_OTHER_TITLES = (
    "KẾT LUẬN", "NỘI QUY", "QUY TRÌNH", "THỂ LỆ", "LỊCH", "DANH SÁCH", "ĐỀ CƯƠNG", "GIẤY", "PHIẾU", "ĐƠN", "ĐIỀU LỆ",
    "BẢN",
)  # fmt: skip
#: A title in capitals that begins with a kind and says more: BÁO CÁO TÓM TẮT, DỰ THẢO KẾ HOẠCH, QUY CHẾ PHỐI HỢP.
_LONGER_TITLE = re.compile(
    rf"(?:DỰ THẢO )?(?:{'|'.join((*_ENDED_KINDS, *_OTHER_KINDS, *_OTHER_TITLES))})(?=\W|$)"
)
_MOST_TITLE_WORDS = 8
_SEARCHED_FOR_TITLE = 40
_MOST_SUBJECT_LINES = 4
_LONGEST_HEADER_LINE = 200
_ADDRESSEE = re.compile(r"\W*[Kk][ÍI]NH G[ỬỦ]I\b|\W*Kính gửi\b")
_CLOSING = re.compile(rf"\W*(?:Nơi nhận\b|(?:TM|KT|TL|TUQ|Q)\.\s?[{UPPER}]{{2,}})")
_APPENDIX = re.compile(r"\W*(?:PHỤ LỤC|Phụ lục)(?:\s+(?:[IVX]+|\d+|[A-Z]))?\W*$")
_TEXT_BEGINS = re.compile(r"(?:Căn cứ|Thực hiện|Kính gửi|Theo|Trên cơ sở|Để|Ủy ban|Ngày)\b")
_NEVER_SUBJECT = re.compile(r"(?:Căn cứ|Kính gửi)\b")
_ABOUT = re.compile(r"\W*[Vv]/[Vv]\b")
_NUMBER_LINE = re.compile(r"\W*Số\s?:?[\s\d.…_]*(?:/\d{4})?[/-]\s?(?P<first>[A-ZĐa-z]+)\s?[-–/]?")
_PLACE_AND_DATE = re.compile(
    rf"[{UPPER}.…][^,:;()\d]{{0,40}},\s*[Nn]gày[\s\d.…_]{{1,30}}tháng[\s\d.…_]{{1,30}}năm(?:\s\d{{4}}|[\s…_]*|\s?\.{{2,}})$"
)
_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = re.compile(r"Độc lập\s?[-–—]\s?Tự do\s?[-–—]\s?Hạnh phúc$", re.IGNORECASE)
#: Each line of a header has one of these.
_HEADER_SIGNS = ("gày", "Số", "V/", "v/", "ạnh", "HẠNH", "VIỆT NAM")
#: Bodies that stand first in the symbol of a công văn: 905/UBND-KT.
_LETTER_SYMBOLS = frozenset({"UBND", "HĐND", "VP", "VPUBND", "TTPVHCC"})


def set_zones(passages: Sequence[Passage]) -> bool:
    """Give each passage its zone; the values of a form have their own. Return whether this is a whole document."""
    start, is_whole = _mark_head(passages)
    zone = "body"
    for passage in passages[start:]:
        if passage.zone == "field":
            continue
        if _APPENDIX.match(passage.text):
            zone = "appendix"
        elif zone == "body" and _CLOSING.match(passage.text):
            zone = "closing"
        is_header = zone in {"body", "appendix"} and is_header_line(passage.text)
        passage.zone = "header" if is_header else zone  # type: ignore[assignment] # one of the words of Zone
    return is_whole


def is_header_line(text: str) -> bool:
    """Whether a line can stand in a header alone: the state, the motto, number and symbol, V/v, place and date.

    >>> is_header_line("Độc lập - Tự do - Hạnh phúc"), is_header_line("Ba Vì, ngày 05 tháng 3 năm 2026.")
    (True, False)
    """
    if len(text) > _LONGEST_HEADER_LINE or not any(sign in text for sign in _HEADER_SIGNS):
        return False
    return any(_is_header_part(part.strip("* \n")) for part in text.split("\t"))


def is_addressee(text: str) -> bool:
    """Whether a line begins the list of those whom the document is for."""
    return _ADDRESSEE.match(text) is not None


def _is_header_part(part: str) -> bool:
    return (
        part in _STATE
        or _ABOUT.match(part) is not None
        or _MOTTO.match(part) is not None
        or _PLACE_AND_DATE.match(part) is not None
        or (_NUMBER_LINE.match(part) is not None and " " not in part.partition("/")[2].strip())
    )


def _mark_head(passages: Sequence[Passage]) -> tuple[int, bool]:
    """Mark header and title; return where the text begins and whether this is a whole document."""
    near = [passage for passage in passages[:_SEARCHED_FOR_TITLE] if passage.zone != "field"]
    titles = (i for i, passage in enumerate(near) if _lines(passage)[0] in _KIND_TITLES)
    addressee = next((i for i, passage in enumerate(near) if is_addressee(passage.text)), None)
    at = min(
        (i for i in (next(titles, None), _longer_title(near[:addressee])) if i is not None), default=None
    )
    if at is not None:
        _mark_header(passages[:at])
        return _mark_title(passages, at), True
    lines = [passage.text for passage in near[:addressee]]
    if addressee is not None and any(map(is_header_line, lines)):
        _mark_header(passages[:addressee])
        return addressee, True
    return 0, any(map(_is_letter_number, lines))


def ends_with_sign(title: str) -> bool:
    """Whether the wording of a paper with that title ends with "./."; the forms say so of some kinds alone.

    >>> ends_with_sign("BÁO CÁO TÓM TẮT"), ends_with_sign("HỢP ĐỒNG")
    (True, False)
    """
    return title.strip("* ").removeprefix("DỰ THẢO ").startswith(_ENDED_KINDS)


def _longer_title(near: Sequence[Passage]) -> int | None:
    """Return the place of a title in capitals that begins with a kind, under lines of a header and nothing else."""
    is_headed = False
    for place, passage in enumerate(near):
        line = _lines(passage)[0]
        if (
            is_headed
            and _LONGER_TITLE.match(line)
            and line.isupper()
            and len(line.split()) <= _MOST_TITLE_WORDS
        ):
            return place
        if line.endswith((".", ";")) or len(passage.text) > _LONGEST_HEADER_LINE:
            return None
        is_headed = is_headed or is_header_line(passage.text)
    return None


def _mark_header(passages: Sequence[Passage]) -> None:
    for passage in passages:
        passage.zone = "header"


def _mark_title(passages: Sequence[Passage], at: int) -> int:
    """Mark the kind and the lines of the subject under it; return where the text begins.

    Both may stand in one paragraph, with line breaks: then the subject ends with it.
    """
    passages[at].zone = "title"
    end = at + 1
    if any(map(str.isalnum, "".join(_lines(passages[at])[1:]))):
        return end
    while (
        end < len(passages)
        and end <= at + _MOST_SUBJECT_LINES
        and _is_subject(passages[end], is_first=end == at + 1)
    ):
        passages[end].zone = "title"
        end += 1
    return end


def _lines(passage: Passage) -> list[str]:
    """Return the lines of a paragraph without marks of emphasis."""
    return [line.strip("* ") for line in passage.text.strip("* \n").split("\n")]


def _is_subject(passage: Passage, *, is_first: bool) -> bool:
    """Whether a line is of the subject; the first under the kind may begin as a text does, but ends without a sign."""
    text = passage.text.strip("* ")
    begins = _NEVER_SUBJECT if is_first else _TEXT_BEGINS
    return (
        passage.marker.style == "plain"
        and len(text) < 200
        and not text.endswith((".", ":", ",", ";"))
        and not text.startswith("(")
        and not begins.match(text)
    )


def _is_letter_number(text: str) -> bool:
    """Whether a line is number and symbol of a công văn: the symbol begins with the body (905/UBND-KT)."""
    match = _NUMBER_LINE.match(text) if "/" in text else None
    return match is not None and match["first"] in _LETTER_SYMBOLS

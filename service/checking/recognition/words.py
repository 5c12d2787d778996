"""The words and patterns by which parts of a document are known."""

import difflib
import re
from functools import lru_cache

from service.domain.text import fold

NATIONAL_TITLE = "cong hoa xa hoi chu nghia viet nam"
MOTTO = "doc lap tu do hanh phuc"
DATE = re.compile(r"[^;:(]{0,45}?\bngày\b.{0,20}\btháng\b.{0,20}\bnăm\b.{0,12}", re.IGNORECASE)
NUMBER = re.compile(r"S[ốỐ]\s*[:.]?\s*\S*.*[/\\\-]", re.IGNORECASE)
LETTER_SUBJECT = re.compile(r"(?:V\s*/\s*v|Về việc)\b", re.IGNORECASE)
ADDRESSEE = re.compile(r"Kính\s*gửi\b", re.IGNORECASE)
RECIPIENTS = re.compile(r"Nơi\s*nhận\b", re.IGNORECASE)
FILING = re.compile(r"[-–—+•]?\s*Lưu\b", re.IGNORECASE)
CAPACITY = re.compile(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\b\s*[./]?\s*\S", re.IGNORECASE)
APPENDIX = re.compile(r"PHỤ\s*LỤC(?:\s*(?:SỐ\s*)?(?P<number>[IVXLC]+|\d+))?\s*(?P<end>[.:]?)", re.IGNORECASE)
ATTACHED = re.compile(r"\(?\s*(?:Ban hành\s+)?kèm\s*theo\b", re.IGNORECASE)
URGENCIES = {"HỎA TỐC", "HOẢ TỐC", "THƯỢNG KHẨN", "KHẨN"}
SECRECIES = {"MẬT", "TỐI MẬT", "TUYỆT MẬT"}
CIRCULATIONS = {"XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"}
STAMPS = URGENCIES | SECRECIES | CIRCULATIONS
LAW_KINDS = ("luat", "nghi dinh", "thong tu", "phap lenh", "bo luat", "thong tu lien tich")
DISTRICT_NOUNS = (
    "tinh",
    "huyen",
    "xa",
    "phuong",
    "thi tran",
    "thi xa",
    "thanh pho",
    "quan",
    "dac khu",
    "tp.",
)
#: With its marks: without them PHƯỜNG AN NHƠN reads like PHƯƠNG ÁN.
UNIT_NAME = re.compile(r"(?:tỉnh|huyện|xã|phường|thị trấn|thị xã|thành phố|quận|đặc khu)\b", re.IGNORECASE)
COLLECTIVES = ("uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd")
BODY_NOUNS = (
    "ubnd", "uy ban", "hoi dong", "hdnd", "so", "phong", "ban", "trung tam", "truong", "van phong", "chi cuc",
    "cuc", "tong cuc", "bo", "vu", "vien", "benh vien", "tram", "thanh tra", "cong an", "hat kiem lam", "kho bac",
    "bao hiem", "toa an", "doi", "to", "dang uy", "huyen uy", "quy", "cong ty", "nha",
)  # fmt: skip
_PARENTS = ("ubnd", "uy ban nhan dan", "hdnd", "hoi dong nhan dan", "so", "bo", "tong cuc", "cuc", "tinh uy")
_SIMILAR = 0.85
_LONGEST = 60  # of a national title or motto, however mistyped
_SHORT = 10
_BLANKS = re.compile(r"\.{3,}|…|_{2,}")


def is_national_title(text: str) -> bool:
    """Tell whether a line is the national title, mistyped ones included.

    >>> is_national_title("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"), is_national_title("CỘNG HÒA XÃ HỘI")
    (True, False)
    """
    return len(text) <= _LONGEST and _alike(fold(text), NATIONAL_TITLE)


def is_motto(text: str) -> bool:
    """Tell whether a line is the motto, mistyped ones included.

    >>> is_motto("Độc lập – Tự do – Hạnh phúc"), is_motto("Hạnh phúc")
    (True, False)
    """
    return len(text) <= _LONGEST and _alike(" ".join(re.findall(r"\w+", fold(text))), MOTTO)


def has_blanks(text: str) -> bool:
    """Tell whether a text is a form to be filled in, with dots for the words that are still missing.

    >>> has_blanks("- Lưu: VT, ...9."), has_blanks("- Lưu: VT, NV.")
    (True, False)
    """
    return _BLANKS.search(text) is not None


def is_mostly_blank(text: str) -> bool:
    """Tell whether a line is mainly dots to write on.

    >>> is_mostly_blank("Ông (bà) ………………………"), is_mostly_blank("v.v...")
    (True, False)
    """
    return (
        sum(text.count(sign) for sign in ".…_") > 0.25 * len(text) and has_blanks(text) and len(text) > _SHORT
    )


def is_stamp(text: str) -> bool:
    """Tell whether a line is a stamp of urgency, secrecy or circulation.

    >>> is_stamp("(KHẨN)"), is_stamp("KHẨN CẤP")
    (True, False)
    """
    return text.strip("() ").upper() in STAMPS


def urgency_of(text: str) -> str:
    """Return the stamp of urgency that a line is, as documents print it; "" for any other line.

    >>> urgency_of("(Hoả tốc)"), urgency_of("MẬT")
    ('HỎA TỐC', '')
    """
    word = text.strip("() ").upper()
    return word.replace("HOẢ", "HỎA") if word in URGENCIES else ""


def starts_with_word(folded: str, words: tuple[str, ...]) -> bool:
    """Tell whether a folded text begins with one of the words, as whole words.

    >>> starts_with_word("phong noi vu", ("phong",)), starts_with_word("phongg", ("phong",))
    (True, False)
    """
    return any(folded == word or folded.startswith(f"{word} ") for word in words)


def is_parent_name(folded: str) -> bool:
    """Tell whether a folded text is the full name of a body that others stand under.

    >>> is_parent_name("ubnd huyen ba to"), is_parent_name("uy ban nhan dan")
    (True, False)
    """
    return starts_with_word(folded, _PARENTS) and folded not in COLLECTIVES


@lru_cache(maxsize=2048)
def _alike(text: str, pattern: str) -> bool:
    if not len(pattern) * 0.8 <= len(text) <= len(pattern) * 1.25:
        return False
    return difflib.SequenceMatcher(None, text, pattern, autojunk=False).ratio() >= _SIMILAR

"""Names of persons in a text: behind a form of address, or known by the family name that they begin with.

Each syllable of a name has a capital (Nghị định 30/2020/NĐ-CP, Phụ lục II, Mục II khoản 1).
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

#: The commonest family names, and some that are common in one part of the country; words that bodies or tasks begin
#: with (Văn, Từ, Quang, Nông) are none. Source: shares of family names among 241,012 people
#: (hoten.org/100-ho-pho-bien-nhat) and 38,099 of Nghệ An (hoten.org/100-ho-nghe-an), seen on 30/11/2026.
FAMILY_NAMES: Final = frozenset({
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trương", "Đoàn", "Trịnh", "Lâm", "Mai", "Cao", "Tạ",
    "Hà", "Lưu", "Đào", "Phùng", "Tô", "Tăng", "Châu", "Quách", "Lương", "Vương", "Thái", "Tống",
    "La", "Chu", "Đàm", "Đậu", "Doãn", "Mạc", "Hứa", "Kiều", "Vi",
})  # fmt: skip
_ADDRESSED = re.compile(r"(?i:\b(?:đồng chí|đ/c|ông|bà))\.? (?P<first>[^\W\d_]+) (?P<second>[^\W\d_]+)")
#: Words that begin a position, which the title of a person may stand before.
_POSITIONS: Final = frozenset(
    {"Phó", "Chủ", "Bí", "Trưởng", "Chánh", "Giám", "Ủy", "Thường", "Tổ", "Đội", "Cán", "Công"}
)
_NAMED = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(FAMILY_NAMES))})(?: [^\W\d_]+)+")
_BEFORE_POSITION = re.compile(r"(?:,| -| –|:| \() ?(?P<word>[^\W\d_]+)")
#: What is called by the name of a person and is none.
_CALLED_AFTER = re.compile(
    r"(?i)\b(?:đường|phố|ngõ|cầu|chợ|trường|tiểu học|THCS|THPT|quỹ|giải thưởng|công viên|bệnh viện|nghĩa trang)\Z"
)
_FEWEST_SYLLABLES: Final = 3


def names_person(text: str, places: AbstractSet[str]) -> bool:
    """Tell whether a text names a person; `places` are names of units, which a person may have lent his to.

    Without a form of address a name has three syllables at least, or a position stands behind it, or it is the whole
    text: “Trần Phú” within a sentence may be a street.

    >>> [names_person(one, set()) for one in ("Giao đồng chí Nguyễn Văn An theo dõi", "Giao Nguyễn Văn An theo dõi")]
    [True, True]
    >>> [names_person(one, set()) for one in ("Giao đồng chí Phó Chủ tịch theo dõi", "Sửa đường Trần Phú")]
    [False, False]
    """
    is_addressed = any(
        _begins_large(found["first"]) and _begins_large(found["second"]) and found["first"] not in _POSITIONS
        for found in _ADDRESSED.finditer(text)
    )
    return is_addressed or any(name not in places for name in _by_family(text))


def _by_family(text: str) -> Iterator[str]:
    """Yield what begins with a family name and goes on like a name; none that something else is called after."""
    for found in _NAMED.finditer(text):
        name = _name_at_start(found[0])
        behind = text[found.start() + len(name) :]
        if _is_name(name, behind, is_whole=not text.replace(name, "", 1).strip(" .;,")) and not (
            _CALLED_AFTER.search(text[: found.start()].rstrip())
        ):
            yield name


def _name_at_start(words: str) -> str:
    """Return the syllables with a capital that words begin with; one all in capitals is an abbreviation or a title."""
    found: list[str] = []
    for word in words.split(" "):
        if not _begins_large(word) or word in _POSITIONS:
            break
        found.append(word)
    return " ".join(found)


def _begins_large(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or word[1:].islower())


def _is_name(name: str, behind: str, *, is_whole: bool) -> bool:
    syllables = len(name.split())
    position = _BEFORE_POSITION.match(behind)
    is_named = position is not None and position["word"].capitalize() in _POSITIONS
    return syllables >= _FEWEST_SYLLABLES or (syllables > 1 and (is_named or is_whole))

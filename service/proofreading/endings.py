"""Where the wording of a document ends: notes of what goes with it may stand under its "./."."""

import re
from collections.abc import Sequence

from service.proofreading.passages import Passage

END = "./."
#: A paragraph that stands wholly in brackets: (Gửi kèm theo: Báo cáo đề xuất), (Danh sách kèm theo).
_IN_BRACKETS = re.compile(r"[^\w(]*\((?P<first>[^()]*)(?:\([^()]*\)[^()]*)*\)\W*")
#: The end, and in its paragraph perhaps such a note: "./. (Có dự thảo Nghị quyết kèm theo)".
_ENDED = re.compile(r"\./\.[*\s]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[.*\s]*)?$")
_SENT_ALONG = re.compile(r"\bkèm\b")
#: What opens the list of what is sent along: "Kèm theo: …", "Tài liệu gửi kèm gồm: …".
_ENCLOSED = re.compile(
    r"\W*(?:(?:Có|Các|Danh mục|Tài liệu|Hồ sơ|Văn bản|Phụ lục)\s(?:[^\W\d_]+\s){0,4}?)?"
    r"(?:gửi\s|đính\s)?kèm(?:\stheo)?\b"
    r"[^.:]{0,60}(?::|[^\w\s]?$)",
    re.IGNORECASE,
)
#: What a line under the end may begin with that is none of the wording: where one stands last, the text may end above.
_NOTE = re.compile(
    r"\W*(?:ghi chú|lưu ý|chú thích|tài liệu|hồ sơ|biểu|bảng|danh (?:sách|mục)|phụ lục|mẫu|sơ đồ|bản đồ|dự thảo"
    r"|nguồn|đính kèm|gửi kèm|kèm|có|đầu mối|liên hệ|mọi thông tin|thông tin)\b",
    re.IGNORECASE,
)
_ITEMS = frozenset({"dash", "plus", "arabic", "paren", "letter"})


def is_end(passage: Passage) -> bool:
    """Whether a passage closes the wording of a document; a note in brackets may stand after the sign."""
    return END in passage.text and _ENDED.search(passage.text) is not None


def is_note(passage: Passage) -> bool:
    """Whether a passage may be a note under the wording or of what is sent along: by its first word, or in brackets."""
    text = passage.rest
    return text.startswith(("(", "*")) or _NOTE.match(text) is not None


def content_of(body: Sequence[Passage]) -> Sequence[Passage]:
    """Return a body without the notes of annexes under its end; a body without such notes as it is."""
    last = next((place for place in reversed(range(len(body))) if is_end(body[place])), None)
    if last is None:
        of_text = (place for place in reversed(range(len(body))) if not _is_sent_along(body[place]))
        return body[: next(of_text, -1) + 1]
    return body[: last + 1] if _are_notes(body[last + 1 :]) else body


def _is_sent_along(passage: Passage) -> bool:
    """Whether a passage in brackets says what goes with the document."""
    found = _IN_BRACKETS.fullmatch(passage.text)
    return found is not None and _SENT_ALONG.search(found["first"]) is not None


def _are_notes(passages: Sequence[Passage]) -> bool:
    """Whether nothing but notes stands there: each in brackets, or one that opens a list, and its items."""
    is_listed = False
    for passage in passages:
        if _IN_BRACKETS.fullmatch(passage.text):
            continue
        if _ENCLOSED.match(passage.text):
            is_listed = True
        elif not (is_listed and passage.marker.style in _ITEMS):
            return False
    return True

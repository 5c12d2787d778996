"""What an old file says beside the text of its paragraphs: it lies in the tray, so that nobody misses it.

Notes below the text, comments, words of headers and footers, words that are hidden, struck out, raised or proposed,
and those that are no text at all (a fraction, a sign without a letter).
"""

from collections.abc import Iterator

from service.inspection.facts import DocumentFacts
from service.intake.returned import Carried
from service.issuing.returned_looks import RAISED, STRUCK, looks_of
from service.issuing.returned_printing import margins, spaced

_UNREAD = "công thức, ký hiệu hoặc chữ nằm ngoài dòng, không thành chữ của đoạn"
_NOTE = "chú thích cuối trang hoặc cuối văn bản; văn bản mới không in chú thích"
_MARGIN = "chữ ở đầu trang hoặc cuối trang; văn bản mới không in"
_HIDDEN = "chữ ẩn, tệp cũ không in ra"
_REMOVED = "thay đổi đang theo dõi bỏ những chữ này; bản nháp không có"
_ADDED = "thay đổi đang theo dõi thêm những chữ này; bản nháp đã có"
_LOOKS = {
    STRUCK: "chữ bị gạch ngang; bản nháp in như chữ thường",
    RAISED: "chữ viết cao hoặc thấp hơn dòng (số mũ, chỉ số); bản nháp in ngang dòng",
}


def beside_the_text(facts: DocumentFacts, carried: Carried) -> Iterator[tuple[str, str]]:
    """Yield words of a file that are beside its text, each with why it lies in the tray."""
    for number, text, why in _in_paragraphs(facts, carried):
        yield spaced(text), f"đoạn {number}: {why}" if number else why
    yield from ((text, _NOTE) for text in facts.notes)
    yield from ((text, _MARGIN) for text in dict.fromkeys(margins(facts)))


def _in_paragraphs(facts: DocumentFacts, carried: Carried) -> Iterator[tuple[int, str, str]]:
    """Yield those that stand in a paragraph, with its number (0: not known)."""
    yield from ((one.paragraph, one.text, _UNREAD) for one in facts.unread)
    yield from ((number, text, _REMOVED) for number, text in carried.removed.items())
    yield from ((number, text, _ADDED) for number, text in carried.added.items())
    yield from ((number, text, _LOOKS[look]) for number, look, text in looks_of(facts) if look in _LOOKS)
    yield from ((one.paragraph, one.text, _HIDDEN) for one in facts.hidden)
    for comment in carried.comments:
        yield comment.paragraph, comment.text, f"nhận xét của {comment.author or 'người sửa'}"


def warnings_beside(facts: DocumentFacts, carried: Carried) -> tuple[str, ...]:
    """Return what makes one look at the tray again: changes that nobody has settled, looks that are not kept."""
    told: list[str] = []
    if carried.proposed:
        told.append(
            f"Tệp còn thay đổi đang theo dõi ở {len(carried.proposed)} đoạn; bản nháp theo chữ đề nghị. "
            "Chữ thêm, chữ bỏ nằm ở khay: xem lại từng chỗ."
        )
    underlined = len({number for number, look, _ in looks_of(facts) if look not in _LOOKS})
    if underlined:
        told.append(f"Chữ gạch chân ở {underlined} đoạn không giữ nét gạch.")
    return tuple(told)

"""Text typed in a font of before Unicode (.VnTime, VNI-Times): what is read there are no Vietnamese letters.

Nothing can be said of its wording but this one thing: none of it is judged, and nothing is mended.
"""

from collections.abc import Sequence
from typing import NamedTuple

from service.domain.legacy_encodings import has_unicode_letters, recognised
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage

_BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I khoản 2"
_FONTS = {"TCVN3": "TCVN3, các phông .Vn như .VnTime", "VNI": "VNI, các phông như VNI-Times"}
_MOSTLY = 4  # a quarter of what has Vietnamese letters


class OldCode(NamedTuple):
    """Where a document is in an old code: the first passage, the others, the places of all, whether all of it is."""

    encoding: str
    first: Passage
    others: tuple[Passage, ...]
    places: frozenset[int]
    is_throughout: bool

    def holds(self, passage: Passage) -> bool:
        """Whether a passage is not to be judged."""
        return self.is_throughout or passage.index in self.places

    def fault(self) -> Fault:
        """Return the one thing to be said: what the code is, and what to do."""
        rest = "Toàn văn bản" if self.is_throughout else "Đoạn này"
        message = (
            f"{rest} gõ theo bảng mã cũ ({_FONTS[self.encoding]}), không phải Unicode, nên chưa soát được. "
            "Chuyển sang Unicode (bộ gõ UniKey: Công cụ chuyển mã) rồi kiểm tra lại."
        )
        others = (
            () if self.is_throughout else tuple(Fault(one, 0, len(one.text), message) for one in self.others)
        )
        return Fault(
            self.first, 0, len(self.first.text), message, severity="error", others=others, basis=_BASIS
        )


def old_code_of(passages: Sequence[Passage]) -> OldCode | None:
    """Return where a document is in an old code, None for one that is in Unicode."""
    lettered = [passage for passage in passages if not passage.text.isascii()]
    found = [
        (passage, told)
        for passage in lettered
        if not has_unicode_letters(passage.text) and (told := recognised(passage.text)) is not None
    ]
    if not found:
        return None
    (first, told), *rest = found
    others = tuple(passage for passage, _ in rest)
    places = frozenset(passage.index for passage, _ in found)
    return OldCode(told.encoding, first, others, places, len(found) * _MOSTLY >= len(lettered))

"""Deadlines in a report: those of the period that it tells of are over rightly, those of what is to come are not."""

from datetime import date

from service.proofreading import Block, ProofContext, proofread
from service.reference import lexicon

_SENTENCE = "Các thôn nộp đủ hồ sơ trước ngày 30/6/2026."
_ORDER = "Đề nghị các thôn nộp đủ hồ sơ trước ngày 30/5/2026."


def _over(kind: str, *lines: str) -> list[str]:
    texts = ["ỦY BAN NHÂN DÂN", kind, "Kết quả giải ngân", *lines, "Nơi nhận:", "- Lưu: VT."]
    blocks = [Block(f"dòng {number}", text) for number, text in enumerate(texts, 1)]
    found = proofread(blocks, context=ProofContext(date(2026, 10, 1)), lexicon=lexicon())
    return [one.quote for one in found if one.code == "date-order"]


def test_a_day_of_the_period_that_a_report_tells_of_is_no_deadline() -> None:
    assert _over("BÁO CÁO", "I. KẾT QUẢ", _SENTENCE) == []
    assert _over("KẾ HOẠCH", "I. KẾT QUẢ", _SENTENCE) == ["30/6/2026"]


def test_a_report_that_asks_for_something_sets_a_deadline() -> None:
    assert _over("BÁO CÁO", "I. KẾT QUẢ", _ORDER) == ["30/5/2026"]
    assert _over("BÁO CÁO", "I. KẾT QUẢ", "II. NHIỆM VỤ THỜI GIAN TỚI", _SENTENCE) == ["30/6/2026"]

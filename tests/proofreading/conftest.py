"""Blocks of a whole document around a few lines, for the tests of the proofreader."""

from collections.abc import Callable
from typing import Any

import pytest

from service.proofreading import Block, ProofContext, proofread
from service.reference import lexicon

HEAD = ["ỦY BAN NHÂN DÂN", "XÃ BA VÌ", "KẾ HOẠCH", "Công tác dân vận của xã"]
FOOT = ["Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Phạm Văn Rế"]


def blocks(texts: list[str], *, whole: bool = False, appendix: tuple[str, ...] = ()) -> list[Block]:
    lines = [*HEAD, *texts, *FOOT, *appendix] if whole else texts
    return [Block(f"dòng {number}", line) for number, line in enumerate(lines, 1)]


def of_row(row: dict[str, Any]) -> list[Block]:
    return blocks(row["texts"], whole=row.get("whole", False), appendix=tuple(row.get("appendix", ())))


@pytest.fixture
def find() -> Callable[..., list[Any]]:
    """Return the function that proofreads lines and gives the findings."""

    def found(*texts: str, **known: Any) -> list[Any]:
        whole = known.pop("whole", False)
        return proofread(blocks(list(texts), whole=whole), context=ProofContext(**known), lexicon=lexicon())

    return found


@pytest.fixture
def proofread_row() -> Callable[[dict[str, Any]], list[Any]]:
    """Return the function that proofreads a row of a table of cases."""
    return lambda row: proofread(of_row(row), context=ProofContext(row.get("issued_on")), lexicon=lexicon())

"""Long texts: refused with what to do beyond the limit, and within it read with little memory."""

import pytest

from bench.proofread_long import longest_text, memory_mb
from service.errors import UnreadableInput
from service.issuing import proof_texts
from service.issuing.proofreading import proofread_file
from tests.inspection.docx_files import docx, paragraph

MEMORY_MB = 200


@pytest.mark.parametrize("name", ["dai.txt", "dai.docx"])
def test_a_text_beyond_the_limit_is_refused_with_what_to_do(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_texts, "MAX_LETTERS", 1_000_000)
    line = "Một câu dài vừa phải để đếm chữ cái."
    many = 1_000_000 // len(line) + 1
    content = (
        f"{line}\n".encode() * many
        if name.endswith("txt")
        else docx(paragraph(line * 1_000) * (many // 1_000 + 1))
    )
    with pytest.raises(UnreadableInput, match="Hãy tách tệp"):
        proofread_file(content, name)


@pytest.mark.slow
def test_the_longest_text_is_read_within_200_megabytes() -> None:
    assert memory_mb(longest_text(), "dai.txt") < MEMORY_MB

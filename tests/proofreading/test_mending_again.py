"""What was mended is not mended again: one run leaves nothing that a second one would change."""

import io
from pathlib import Path

import docx
import pytest

from service.issuing import proofreading
from service.issuing.proofreading import mend
from service.proofreading import Correction
from service.reference import lexicon

PLAN = Path(__file__).parents[1] / "cases" / "proofreading" / "plan.txt"


def _every_confusion() -> list[str]:
    phrases = lexicon().words["confusions"]
    frames = ("Nay {} của xã.", "Các đơn vị {}", "Tiếp tục {} và báo cáo; {}.")
    return [frame.replace("{}", wrong) for wrong in phrases for frame in frames]


def _as_word(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _cases() -> dict[str, tuple[bytes, str]]:
    plan = PLAN.read_text()
    # a mend that brings the next one into sight: the bracket, then what is said twice within it
    slips = (
        "Giao các phòng ban phối hợp (((chậm nhất (chậm nhất trước ngày 5/2/2026.,,, và và và bổ xung xung."
    )
    return {
        "confusions": ("\n".join(_every_confusion()).encode(), "a.txt"),
        "confusions.docx": (_as_word(_every_confusion()), "a.docx"),
        "plan": (plan.encode(), "a.txt"),
        "plan.docx": (_as_word(plan.splitlines()), "a.docx"),
        "slips": (slips.encode(), "a.txt"),
    }


@pytest.mark.parametrize("case", ["confusions", "confusions.docx", "plan", "plan.docx", "slips"])
def test_a_second_run_mends_nothing(case: str) -> None:
    content, name = _cases()[case]
    once = mend(content, name)
    again = mend(once.content, name)
    assert (again.done, again.content) == ((), once.content)
    assert again.left == once.left


def _replacing(monkeypatch: pytest.MonkeyPatch, pairs: dict[str, str]) -> None:
    """Let what is certain be: the first word of a line stands for another."""

    def certain(text: object, _context: object = None) -> list[Correction]:
        found = []
        for block in text.blocks:  # type: ignore[attr-defined]
            word = block.text.split()[0]
            if word in pairs:
                found.append(Correction(block.locator, 0, len(word), pairs[word], "wrong-word"))
        return found

    monkeypatch.setattr(proofreading, "certain_in", certain)


def test_a_mend_that_brings_another_is_followed_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    _replacing(monkeypatch, {"một": "hai", "hai": "ba"})
    made = mend(b"m\xe1\xbb\x99t ng\xc6\xb0\xe1\xbb\x9di", "a.txt")
    assert made.content.decode() == "ba người"
    assert [one.replacement for one in made.done] == ["hai", "ba"]


@pytest.mark.parametrize("start", ["một", "hai"])
def test_words_that_would_swing_are_left_as_they_came(monkeypatch: pytest.MonkeyPatch, start: str) -> None:
    _replacing(monkeypatch, {"một": "hai", "hai": "một", "bốn": "năm"})
    made = mend(f"{start} người\nbốn người".encode(), "a.txt")
    assert made.content.decode() == f"{start} người\nnăm người"
    assert [one.replacement for one in made.done] == ["năm"]


def test_words_that_would_grow_for_ever_are_left_as_they_came(monkeypatch: pytest.MonkeyPatch) -> None:
    _replacing(monkeypatch, {"một" * times: "một" * (times + 1) for times in range(1, 99)})
    made = mend("một người".encode(), "a.txt")
    assert (made.content.decode(), made.done) == ("một người", ())

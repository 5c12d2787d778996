"""Long texts: refused with what to do beyond the limit, and within it read with little memory."""

import random
import time
import tracemalloc
from collections.abc import Callable
from datetime import date

import pytest

from bench.proofread_long import longest_text, memory_mb
from service.errors import UnreadableInput
from service.issuing import proof_texts
from service.issuing.proofreading import proofread_file
from service.proofreading import Block, ProofContext, checks, corrections, run
from service.proofreading.faults import Fault
from service.proofreading.passages import Passage
from service.proofreading.registry import Check
from service.reference import lexicon
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


_MANY = (
    *("(", "bổ xung ", "quyêt (", "ngày ngày 5/2/2026 ", '"a ', "và và ", "a.b,"),
    # Short patterns none of which ends a sentence: what a check looks for around each is near it.
    *("5/2/2026 ", "trước ngày 5/2/2025 ", "2 hộ, ", "1 hộ gồm ", "UBND huyện cũ "),
    # Words for which the rest of the document is asked, and names of bodies: looked up once, not for each.
    *("bồ nhiệm, ", "thụqc hiện, ", "Ủy ban nhân xã, "),
    # What is asked of the words beside each, and of the whole paragraph never.
    "đơn thư, ",
)


@pytest.mark.parametrize("piece", _MANY)
def test_many_faults_in_one_paragraph_take_no_more_than_their_share_of_time(piece: str) -> None:
    """Eight times the faults take some eight times the work, far from sixty-four: compared in one run, by CPU time."""

    def cpu(times: int) -> float:
        blocks = [Block("1", piece * times)]
        start = time.process_time()
        corrections(blocks, context=ProofContext(date(2026, 11, 1)), lexicon=lexicon())
        return time.process_time() - start

    cpu(100)  # reads the lexicon
    assert min(cpu(8_000) for _ in range(2)) < 40 * min(cpu(1_000) for _ in range(3))


_HEAD = ("ỦY BAN NHÂN DÂN", "XÃ BA VÌ", "Ba Vì, ngày 05 tháng 3 năm 2026", "KẾ HOẠCH", "Công tác dân vận")
_AWARD = "Tổng tiền thưởng 5 đồng, 1 đồng/tập thể, 2 đồng/cá nhân; 1 tập thể, 1 cá nhân."
_STATUTE = [
    "Điều 3. Kinh phí",
    "1. Kinh phí tại khoản 1 Điều 3 và khoản 2 Điều 3 Quy chế này do ngân sách bảo đảm.",
    "2. Việc khác theo khoản 1 Điều 3 Quy chế này.",
]
_BALLOTS = "Thu về 43 phiếu; hợp lệ 42 phiếu, không hợp lệ 03 phiếu. "


@pytest.mark.parametrize(
    ("times", "lines_of"),
    [
        (2_000, lambda n: ["Chi 12 " + "a" * n + " x đồng."]),
        (2_000, lambda n: [*_HEAD, "(" + "kèm " * n]),
        (500, lambda n: ["Bộ phận Một cửa, " * n + " Bộ phận Tiếp nhận và Trả kết quả."]),
        (500, lambda n: [*_HEAD, "Ủy ban nhân dân xã Ba ban hành Kế hoạch " * n + ":"]),
        (8_000, lambda n: ["Có 5 hộ dân: " + "a, " * n + "b (1 hộ), c (2 hộ), d (3 hộ)."]),
        (2_000, lambda n: ["Chi 5 đồng gồm: " + "9 a 5 đồng; " * n + "9 a 5 đồng"]),
        (16_000, lambda n: ["Giá 5 đồng (a" + " " * n + "b)."]),
        (250, lambda n: [_AWARD] * n),
        (1_000, lambda n: [_BALLOTS * n]),
        (3_000, lambda n: ["Ngày 5/2/2026, xã có Tờ trình số 88/TTr-UBND; " * n]),
        (1_000, lambda n: ["Chi 2 giải A mỗi giải 5 đồng, 3 giải B mỗi giải 5 đồng; tổng 9 đồng. " * n]),
        (1_000, lambda n: ["Chi 5 đồng, bớt 2 đồng; bằng chữ: ba đồng. " * n]),
        (2_000, lambda n: ["Tại xã, CHỦ TỊCH ỦY BAN xã đã ký. " * n]),
        (100, lambda n: ["QUY CHẾ", "Phối hợp giữa các cơ quan", *_STATUTE * n]),
    ],
    ids=[
        "a unit without an end", "brackets not closed", "bodies", "issuers", "parts", "money", "blanks", "rewards",
        "ballots", "dated citations", "prizes", "words for money", "abbreviations", "references",
    ],
)  # fmt: skip
def test_four_times_a_hostile_text_takes_far_less_than_sixteen_times_the_work(
    times: int, lines_of: Callable[[int], list[str]]
) -> None:
    """Compared in one run, by CPU time; beside a text that took 16 times and more (64 where it was cubic)."""

    def cpu(lines: list[str]) -> float:
        blocks = [Block(str(number), line) for number, line in enumerate(lines)]
        start = time.process_time()
        run.proofread(blocks, context=ProofContext(), lexicon=lexicon())
        return time.process_time() - start

    cpu(lines_of(10))  # reads the lexicon
    few = min(cpu(lines_of(times)) for _ in range(3))
    assert min(cpu(lines_of(4 * times)) for _ in range(2)) < 9 * few + 0.1


def test_faults_at_one_place_are_told_once_by_the_code_that_says_most() -> None:
    """The sweep says what a comparison of each with each says."""
    rng = random.Random(5)  # noqa: S311 - the same faults in each run
    passage = Passage(0, Block("1", "a" * 60))
    by_code = [*checks().values()]
    for _ in range(300):
        faults = []
        for _ in range(rng.randint(1, 12)):
            start = rng.randrange(30)
            faults.append((rng.choice(by_code), Fault(passage, start, start + rng.randrange(9), "")))
        kept = [pair for pair in faults if not any(_says_more(other, pair) for other in faults)]
        assert sorted(map(_shown, run._told_once(faults))) == sorted(map(_shown, kept))


def _says_more(other: tuple[Check, Fault], one: tuple[Check, Fault]) -> bool:
    order = run._SAME_MATTER
    if other[0].code not in order or one[0].code not in order:
        return False
    places = [(fault.start, fault.end) for _, fault in (other, one)]
    if other[0] is one[0] and places[0] != places[1]:
        return other[1].start <= one[1].start and one[1].end <= other[1].end
    overlap = other[1].start < one[1].end and one[1].start < other[1].end
    return overlap and order.index(other[0].code) < order.index(one[0].code)


def _shown(pair: tuple[Check, Fault]) -> tuple[str, int, int]:
    return pair[0].code, pair[1].start, pair[1].end


def test_changes_never_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in a change that was taken is left, whatever lies between them."""
    passage = Passage(0, Block("1", "a" * 40))
    check = next(iter(checks().values()))
    spans = [(0, 20), (2, 4), (5, 5), (19, 21), (20, 22), (20, 20), (30, 31)]
    faults = [(check, Fault(passage, start, end, "", "x", is_certain=True)) for start, end in spans]
    monkeypatch.setattr(run, "faults_of", lambda *_: faults)
    found = run.corrections([], context=ProofContext(), lexicon=lexicon())
    assert [(one.start, one.end) for one in found] == [(0, 20), (20, 22), (20, 20), (30, 31)]


@pytest.mark.parametrize("letter", ["a", "ạ", "x"])
def test_a_word_without_an_end_is_read_in_no_time(letter: str) -> None:
    began = time.process_time()
    run.proofread([Block("1", letter * 100_000)], context=ProofContext(), lexicon=lexicon())
    assert time.process_time() - began < 5  # it took minutes for each


def test_one_word_after_another_of_many_letters_leaves_no_memory_behind() -> None:
    texts = [f"Các xã {chr(ord('a') + number) * 400_000} báo cáo kết quả.".encode() for number in range(8)]
    proofread_file(texts[0], "dai.txt")
    tracemalloc.start()
    for text in texts[1:]:
        proofread_file(text, "dai.txt")
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 1_000_000

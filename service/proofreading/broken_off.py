"""A word that breaks off: its first half stands at the end of a phrase, and no other half follows.

"Các phòng củng, sửa kè", "trên địa có ba bến". Only halves of `unfinished` in `data/language/words.yaml`, and only
after a word that joins others: after any other word they may end a word that was never counted ("chứng từ khống", "giám
đốc thẩm", "căn cứ địa").
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.proofreading.passages import Passage, Token
from service.proofreading.words import WEAK, Reader

_FREE = frozenset(
    ["có", "đã", "được", "là", "và", "hay", "hoặc"]
)  # after these: "chuyện có thực", "sử và địa"
_ENDS = frozenset(",;:.?!)”")
_SURE = 0.9  # share of the commonest other half from which on it is offered
_SEEN = 20  # of other halves that are looked at


class BrokenOff(NamedTuple):
    """The half that stands alone, and the word that it begins nearly always, "" where it may begin several."""

    token: Token
    right: str


def broken_off(judge: Reader, passage: Passage) -> Iterator[BrokenOff]:
    """Yield the halves of a passage that no other half follows."""
    unfinished, links = judge.unfinished, judge.links
    for place in passage.places_in(unfinished):
        if place + 1 == len(passage.tokens):
            continue
        token, after = passage.tokens[place], passage.keys[place + 1]
        if judge.pair(token.lower, after) > WEAK and after not in links:
            continue  # nine of ten: the other half follows
        if token.text.islower() and _ends(judge, passage, place) and _is_alone(judge, passage, place):
            yield BrokenOff(token, _whole(judge, token.text))


def _ends(judge: Reader, passage: Passage, place: int) -> bool:
    """Whether a phrase ends after a token: a sign, a number, a word that joins others, one that has its own other half.

    The end of a passage may be the middle of a sentence, a stop without a space that of an abbreviation ("vs.tb").
    """
    token, *after = passage.tokens[place : place + 3]
    if not after or (after[0].text == "." and len(after) > 1 and after[1].start == after[0].end):
        return False
    if after[0].text in _ENDS:
        return True
    if after[0].start - token.end != 1:
        return False
    return after[0].text.isdigit() or after[0].text in judge.links or _begins(judge, token, after)


def _begins(judge: Reader, half: Token, after: Sequence[Token]) -> bool:
    """Whether the next token begins a word with the one after it, and makes none with a half."""
    if not all(token.text.islower() for token in after):
        return False
    first, second = [*(token.lower for token in after), ""][:2]
    return judge.is_tied(first, second) and not judge.is_word(half.lower, first)


def _is_alone(judge: Reader, passage: Passage, place: int) -> bool:
    """Whether what stands before a half is a word that joins others, and makes no word with it."""
    before = passage.tokens[place - 1] if place else None
    if before is None or before.lower in _FREE:
        return False
    is_opening = place == 1 or passage.tokens[place - 2].text == "."
    if not before.text.islower() and not (is_opening and before.text.istitle()):
        return False
    return before.lower in judge.links and not judge.lexicon.is_word(
        before.lower, passage.tokens[place].lower
    )


def _whole(judge: Reader, half: str) -> str:
    """Return the word that a half begins nearly always, "" where there are several."""
    found = [
        (count, other) for other, count in judge.lexicon.followers(half, _SEEN) if judge.is_tied(half, other)
    ]
    count, other = max(found, default=(0, ""))
    return f"{half} {other}" if count >= _SURE * sum(count for count, _ in found) > 0 else ""

"""Answers to short questions that come again and again: a day, a deadline, the bodies of a task.

An office names the same few of them in every document. Long texts, which are new each time, are never kept.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")

_MOST_PARTS = 64
_LONGEST_ANSWER = 500


class Remembered(dict[Question, Answer]):
    """`remembered[question]` is `make(question)`; at most `limit` answers are kept, then it begins anew.

    A question is a text or a tuple of a few small values; what `make` raises goes through and is not kept. Reading an
    answer that is there costs no call. May be used from many threads: at worst an answer is made twice.

    >>> squares = Remembered(lambda number: print("made") or number[0] ** 2)
    >>> squares[(3,)], squares[(3,)]
    made
    (9, 9)
    """

    __slots__ = ("_limit", "_make")

    def __init__(self, make: Callable[[Question], Answer], limit: int = 4096) -> None:
        super().__init__()
        self._make = make
        self._limit = limit

    def __missing__(self, question: Question) -> Answer:
        answer = self._make(question)
        if _is_short(question, _MOST_PARTS) and _is_short(answer, _LONGEST_ANSWER):
            if len(self) >= self._limit:
                self.clear()
            self[question] = answer
        return answer


def _is_short(value: object, limit: int) -> bool:
    return not isinstance(value, (str, tuple)) or len(value) <= limit

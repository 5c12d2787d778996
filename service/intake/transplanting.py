"""Carries what changed between two readings of a file over to the input that the first one was made from.

The input knows more than its file shows: labels, mentions, roles, fields that are not printed. All of it stays where
the file says the same as before.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from service.domain.emphasis import MENTION

_LABEL: Final = "label"
_MENTION = re.compile(MENTION)


def transplanted(own: Any, before: Any, after: Any) -> Any:
    """Return `own` with what differs between `before` and `after` (the same place read from two files).

    >>> transplanted({"a": {"role": "x"}, "b": "cũ", "label": "l"}, {"a": "X", "b": "cũ"}, {"a": "X", "b": "mới"})
    {'a': {'role': 'x'}, 'b': 'mới', 'label': 'l'}
    """
    if before == after:
        return own
    if isinstance(before, Mapping) and isinstance(after, Mapping) and isinstance(own, Mapping):
        return _object(own, before, after)
    if (
        isinstance(before, list)
        and isinstance(after, list)
        and isinstance(own, list)
        and len(own) == len(before)
    ):
        return _list(own, before, after)
    if isinstance(before, str) and isinstance(after, str) and isinstance(own, str):
        return with_mentions(own, before, after)
    return after


def _object(own: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(own)
    names = [name for name in dict.fromkeys([*before, *after]) if name != _LABEL]
    changed = [name for name in names if before.get(name) != after.get(name)]
    together = _read_apart(own, before)
    if any(name in together for name in changed):
        changed = [
            *(name for name in changed if name not in together),
            *(name for name in names if name in together),
        ]
        before = {name: value for name, value in before.items() if name not in together}
    for name in changed:
        if name not in after:
            made.pop(name, None)
        elif name not in before:
            made[name] = after[name]
        else:
            made[name] = transplanted(own.get(name, before[name]), before[name], after[name])
    return made


def _read_apart(own: Mapping[str, Any], before: Mapping[str, Any]) -> set[str]:
    """Return the fields into which the file was read where the input has their words in one text."""
    whole = {
        name
        for name, text in before.items()
        if isinstance(text, str)
        and isinstance(own.get(name), str)
        and own[name] != text
        and own[name].startswith(text)
    }
    return whole | {name for name in before if name not in own} if whole else set()


def _list(own: Sequence[Any], before: Sequence[Any], after: Sequence[Any]) -> list[Any]:
    """Return the items of `after`, each that was there before with what only `own` knows of it."""
    known = paired(before, after)
    return [
        transplanted(own[known[place]], before[known[place]], item) if place in known else item
        for place, item in enumerate(after)
    ]


def paired(before: Sequence[Any], after: Sequence[Any]) -> dict[int, int]:
    """Return which item of `before` an item of `after` is: the same, else the most alike, else in the same gap."""
    old, new = [_words(one) for one in before], [_words(one) for one in after]
    known: dict[int, int] = {}
    free = set(range(len(old)))
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            known[block.b + step] = block.a + step
            free.discard(block.a + step)
    for place, text in enumerate(new):
        if (
            place not in known
            and (same := next((one for one in sorted(free) if old[one] == text), None)) is not None
        ):
            known[place] = same
            free.discard(same)
    for place, text in enumerate(new):
        if place not in known and free:
            best = max(sorted(free), key=lambda one: (_ratio(old[one], text), -abs(one - place)))
            if _ratio(old[best], text) >= 0.55:
                known[place] = best
                free.discard(best)
    return known


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:400], other[:400], autojunk=False).ratio()


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(_words(part) for name, part in value.items() if name != _LABEL)
    if isinstance(value, list):
        return " ".join(_words(part) for part in value)
    return str(value)


def with_mentions(own: str, before: str, after: str) -> str:
    """Return `after` with the mentions of `own`: those whose words, as `before` prints them, are still there.

    >>> with_mentions("Theo [[qd_9]], làm ngay.", "Theo Quyết định số 9/QĐ, làm ngay.", "Theo Quyết định số 9/QĐ, làm.")
    'Theo [[qd_9]], làm.'
    """
    pieces = _MENTION.split(own)
    if len(pieces) == 1:
        return after
    source = "(.+?)".join(re.escape(piece) for piece in pieces[::2])
    match = re.fullmatch(source, before, re.DOTALL)
    if match is None:
        return after
    start = 0
    for words, label in zip(match.groups(), pieces[1::2], strict=True):
        place = after.find(words, start)
        if place < 0:
            continue
        mention = f"[[{label}]]"
        after = after[:place] + mention + after[place + len(words) :]
        start = place + len(mention)
    return after

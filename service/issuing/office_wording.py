"""What an office says about its wording: words of its own, checks that it does not want, whether errors hold back.

The profile of the office holds it under `wording`; every change stands in the audit trail with its reasons.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.domain.findings import FieldError
from service.errors import InvalidInput
from service.issuing.office_settings import clean
from service.issuing.workplace import Turn, Workplace
from service.proofreading import ProofContext, checks
from service.register import offices
from service.register.models import Office
from service.register.permissions import OfficeAct, require

KEY = "wording"
"""Key of an office's profile."""
_LONGEST_WORD, _LONGEST_REASON, _MOST_WORDS = 80, 300, 500
_WORD = re.compile(r"[^\W_][\w .,/&'’-]*")


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word or phrase that the office holds for right, and why."""

    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfficeWording:
    """Words of the office, codes that it has switched off with the reason of each, whether errors hold back.

    `blocks`: an error of wording refuses signature and number, as an error of layout does. A signed paper is never
    refused.
    """

    words: tuple[OwnWord, ...] = ()
    off: Mapping[str, str] | None = None
    blocks: bool = False

    def context(self, issued_on: date | None = None) -> ProofContext:
        """Return what the proofreader has to know of the office; `issued_on` None takes the day of the text."""
        return ProofContext(issued_on, frozenset(one.word for one in self.words), dict(self.off or {}))


def wording_of(row: Office) -> OfficeWording:
    """Return what an office's profile says of wording; codes that no longer exist are left out."""
    kept: Mapping[str, Any] = row.profile.get(KEY, {})
    words = tuple(OwnWord(str(one["word"]), str(one["reason"])) for one in kept.get("words", ()))
    off = {code: str(reason) for code, reason in kept.get("off", {}).items() if code in checks()}
    return OfficeWording(words, off, bool(kept.get("blocks", False)))


def office_wording(turn: Turn, office_id: str) -> OfficeWording:
    """Return what an office says of wording. Raises NotAllowed, OfficeNotFound."""
    return wording_of(offices.office(turn.session, turn.actor, office_id))


def set_wording(work: Workplace, office_id: str, wording: OfficeWording) -> Office:
    """Change what an office says of wording. Raises InvalidInput with all faults, NotAllowed, OfficeNotFound."""
    words = _tidy(wording.words)
    off = {code: clean(reason) for code, reason in (wording.off or {}).items()}
    faults = [*_word_faults(words), *_code_faults(off)]
    if faults:
        raise InvalidInput(faults)
    kept = {
        "words": [{"word": one.word, "reason": one.reason} for one in words],
        "off": off,
        "blocks": wording.blocks,
    }
    with work.writing() as turn:
        require(turn.session, turn.actor, office_id, OfficeAct.SET_OFFICE)
        row = offices.office(turn.session, turn.actor, office_id)
        profile = {**row.profile, KEY: kept}
        return offices.set_office(turn.session, turn.actor, office_id, {"profile": profile})


def _tidy(words: Sequence[OwnWord]) -> list[OwnWord]:
    """Return the words on one line each, blank ones left out; their places in the list count for the faults."""
    tidy = (OwnWord(clean(one.word), clean(one.reason)) for one in words)
    return [one for one in tidy if one.word or one.reason]


def _word_faults(words: Sequence[OwnWord]) -> list[FieldError]:
    faults, seen = [], set()
    for index, one in enumerate(words):
        line = f"Từ riêng, dòng {index + 1}"
        if not _WORD.fullmatch(one.word) or len(one.word) > _LONGEST_WORD:
            said = f"{line}: ghi một từ hoặc cụm từ, bắt đầu bằng chữ, tối đa {_LONGEST_WORD} ký tự."
            faults.append(FieldError(f"word.{index}", "word_malformed", said))
        if not one.reason or len(one.reason) > _LONGEST_REASON:
            said = f"{line}: ghi lý do từ này là đúng, tối đa {_LONGEST_REASON} ký tự."
            faults.append(FieldError(f"word_reason.{index}", "missing", said))
        if one.word.lower() in seen:
            faults.append(FieldError(f"word.{index}", "repeated", f"{line}: “{one.word}” đã có ở trên."))
        seen.add(one.word.lower())
    if len(words) > _MOST_WORDS:
        faults.append(FieldError("", "too_many", f"Tối đa {_MOST_WORDS} từ riêng."))
    return faults


def _code_faults(off: Mapping[str, str]) -> list[FieldError]:
    faults = []
    for code, reason in off.items():
        if code not in checks():
            known = ", ".join(checks())
            faults.append(FieldError(f"off.{code}", "unknown", f"Không có mã {code}. Các mã: {known}."))
        elif not reason or len(reason) > _LONGEST_REASON:
            said = f"Tắt “{checks()[code].name}”: ghi lý do, tối đa {_LONGEST_REASON} ký tự."
            faults.append(FieldError(f"off.{code}", "missing", said))
    return faults

"""Where a plan speaks of the unit that wrote it, as its own document may and those of other units may not.

By its name (“xã Ba Tơ”), also as the issuer of what is cited; or by its kind alone (“của xã”, “UBND huyện”), which is
wrong in the document of a unit of another kind.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from service.doctypes.definition import DocumentType
from service.doctypes.faults import path_text
from service.domain.offices import Office
from service.domain.units import COMMUNE_KINDS, KIND_NOUNS, Unit, name_key
from service.jobs.tables.drafting import Draft, Path
from service.jobs.tables.placeholders import texts_of
from service.jobs.tables.superior import is_above, records_path

_NOUNS = "|".join(KIND_NOUNS.values())
_BEFORE = "của|thuộc|tại|trên địa bàn|toàn|UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|Đảng ủy|MTTQ Việt Nam|Công an"
# A noun in a list of kinds (“xã, phường, đặc khu”) or in another word (“xã hội”) means no unit by itself.
_OF_KIND = re.compile(
    rf"\b(?i:{_BEFORE})\s+(?P<noun>{_NOUNS})\b"
    rf"(?!\s+(?:hội|viên|tắc|luận|giao|đội|lộ)\b)(?!\s*(?:[,;/]|và|hoặc)\s*(?:{_NOUNS})\b)"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A text of the plan: its path, and that as words; whether it belongs to the record of a cited document."""

    path: Path
    words: str
    text: str
    is_cited: bool


class OwnWords:
    """What the plan of a batch says of the unit of its author; looked for once, asked about at each row."""

    def __init__(self, document_type: DocumentType, plan: Mapping[str, Any], author: Office) -> None:
        cited = records_path(document_type)
        self._author = author
        self._texts = [
            _Said(path, path_text(path), text, cited is not None and path[: len(cited)] == cited)
            for path, text in texts_of({name: plan[name] for name in ("subject", "content") if name in plan})
        ]
        self._by_kind: dict[tuple[str, bool], list[tuple[_Said, str]]] = {}

    @property
    def unit(self) -> Unit:
        """The unit of the author."""
        return self._author.unit

    def naming(self, unit: Unit, draft: Draft) -> str:
        """Return the path of a text that names the author's unit in the document of another one, "" for none.

        A unit below may well name the one above, and cite it, but not in its subject.
        """
        is_below = is_above(self._author, unit)
        for one in self._naming:
            if one.words not in draft.places and (one.words == "subject" or not is_below):
                return one.words
        return ""

    def of_other_kind(self, unit: Unit, draft: Draft) -> tuple[str, str] | None:
        """Return (path, phrase) of a text that speaks of a unit of another kind than this one, None for none.

        As in `naming`: a unit below may well speak of the one above (“UBND tỉnh”), but not in its subject.
        """
        key = unit.kind, is_above(self._author, unit)
        if key not in self._by_kind:
            self._by_kind[key] = self._of_other_kind(*key)
        for one, phrase in self._by_kind[key]:
            now = draft.get(one.path)
            if isinstance(now, str) and phrase in now:
                return one.words, " ".join(phrase.split())
        return None

    @cached_property
    def _naming(self) -> list[_Said]:
        key = name_key(self._author.unit.full_name)
        return [one for one in self._texts if key in name_key(one.text)]

    def _of_other_kind(self, kind: str, is_below: bool) -> list[tuple[_Said, str]]:  # noqa: FBT001 - half of a key
        own, author = KIND_NOUNS[kind], KIND_NOUNS[self._author.unit.kind]
        wrong = {author}
        if kind in COMMUNE_KINDS:
            wrong |= {KIND_NOUNS[one] for one in COMMUNE_KINDS}
        found = []
        for one in self._texts:
            phrases = [] if one.is_cited else _phrases(one.text)
            fair = {own, author} if is_below and one.words != "subject" else {own}
            found += [(one, phrase) for noun, phrase in phrases if noun in wrong - fair]
        return found


def _phrases(text: str) -> list[tuple[str, str]]:
    """Return (noun, phrase) of each place that means a unit by its kind alone: ``("xã", "của xã")``."""
    return [
        (found["noun"], found[0])
        for found in _OF_KIND.finditer(text)
        if not _begins_a_name(text[found.end() : found.end() + 2])
    ]


def _begins_a_name(after: str) -> bool:
    """Tell whether what follows a noun is the name of a unit: ``" Ba Tơ"``, ``" 1 Bảo Lộc"``."""
    word = after[1:] if after[:1].isspace() else ""
    return word.isupper() or word.isdigit()

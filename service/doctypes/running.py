"""What the conversion of one document carries along: its citations, sections, appendices, labels and bodies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from service.doctypes.mentions import refuse_malformed, refuse_mentions
from service.domain.agencies import AgencyDirectory
from service.domain.citations import CitationBook
from service.domain.emphasis import MENTION
from service.domain.outline import reference
from service.domain.outline_building import Outline
from service.domain.refusal import Refused
from service.domain.remembered import Remembered
from service.domain.text import escape_marks, joined, replace_mentions

Labels = dict[str, dict[str, Any]]

_MENTION = re.compile(MENTION)

SECTION_PREFIX = "muc:"
APPENDIX_PREFIX = "phu_luc:"


@dataclass(slots=True)
class Run:
    """One conversion. `labels` are the labelled objects by space; `aliases` rename citations of a quoted source.

    `names` is what the levels of the outline are called, `appendices` the words for those that are there; `absent`
    are labels of sections and appendices that this document leaves out.
    """

    book: CitationBook
    directory: AgencyDirectory
    labels: Labels
    names: Mapping[str, str]
    outline: Outline = field(default_factory=Outline)
    appendices: Mapping[str, str] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)

    def text(self, value: str) -> str:
        """Return a marked text with its mentions in words.

        Raises Refused as `mention` does, and "label_malformed" for double brackets without a label.
        """
        if "[[" not in value:
            return value
        if "\\" in value or "[[[" in value:
            refuse_malformed(value)
            return replace_mentions(value, self.mention)
        # Without backslashes and longer rows of brackets a mention is just [[label]]: every second piece is a label.
        pieces = _MENTION.split(value)
        for piece in pieces[::2]:
            if "[[" in piece:
                refuse_malformed(value)
        pieces[1::2] = [self.mention(label) for label in pieces[1::2]]
        text = "".join(pieces)
        return joined(pieces) if "\\" in text else text

    def mention(self, label: str) -> str:
        """Return the words of ``[[label]]`` or ``[[label|khoản 1 Điều 5]]`` as marked text.

        Raises Refused("label_unknown" | "label_absent"), and "pinpoint_of_own" for a part of this document itself.
        """
        label, _, pinpoint = label.partition("|")
        if ":" not in label:
            return f"{pinpoint.strip()} {self.cite(label)}" if pinpoint else self.cite(label)
        if pinpoint:
            raise Refused(
                "pinpoint_of_own",
                f"[[{label}|{pinpoint}]]: phần của chính văn bản này viện dẫn bằng nhãn riêng, không ghi gì sau dấu |.",
            )
        if label.startswith(SECTION_PREFIX):
            return self._section(label)
        if label.startswith(APPENDIX_PREFIX):
            return self._appendix(label)
        raise unknown_label(label, self.book.labels())

    def cite(self, label: str) -> str:
        """Return the words of a cited record: in full the first time, in short afterwards."""
        return _cited[self.book.mention(self._known(label))]

    def cite_full(self, label: str) -> str:
        """Return the full words of a cited record."""
        return _cited[self.book.full(self._known(label))]

    def words(self, record: Mapping[str, Any]) -> str:
        """Return the full words of a record of this document without citing it."""
        return _cited[self.book.words(record["label"])]

    def labelled(self, space: str, label: str) -> Any:
        """Return the object that bears `label` in a space; Refused("label_unknown")."""
        known = self.labels.get(space, {})
        source, dot, _ = space.partition(".")
        if dot and not known:
            raise Refused(
                "label_unknown",
                f"Nhãn “{label}” lấy từ văn bản nguồn “{source}”, nhưng nguồn này chưa có hoặc chưa khai nhãn nào."
                " Hãy chọn hoặc nộp văn bản nguồn.",
            )
        if label not in known:
            raise unknown_label(label, known)
        return known[label]

    def _known(self, label: str) -> str:
        if self.aliases:
            label = self.aliases.get(label, label)
        if label not in self.book:
            raise unknown_label(label, self.book.labels())
        return label

    def _section(self, mention: str) -> str:
        node = self.outline.place(mention.removeprefix(SECTION_PREFIX))
        if node is None:
            known = [*self.outline.sections, *self.outline.items()]
            raise self._not_there(mention, [f"{SECTION_PREFIX}{label}" for label in known])
        return escape_marks(reference(node, self.names))

    def _appendix(self, mention: str) -> str:
        title = self.appendices.get(mention.removeprefix(APPENDIX_PREFIX))
        if title is None:
            raise self._not_there(mention, [f"{APPENDIX_PREFIX}{label}" for label in self.appendices])
        return title

    def _not_there(self, mention: str, known: list[str]) -> Refused:
        if mention in self.absent:
            return Refused(
                "label_absent",
                f"[[{mention}]] trỏ đến phần không có trong văn bản này (chưa có nội dung). Hãy bỏ chỗ viện dẫn.",
            )
        return unknown_label(mention, known)


def _marked(words: str) -> str:
    """Return the words of a citation as marked text."""
    refuse_mentions(words)
    return escape_marks(words)


_cited = Remembered(_marked)


def unknown_label(label: str, known: Any) -> Refused:
    """Return the refusal of a label that is none of the `known`, with the nearest of them."""
    names = list(known)
    near = get_close_matches(label, names, n=1)
    if near:
        advice = f"Có phải ý là “{near[0]}”?"
    elif names:
        advice = f"Các nhãn đang có: {', '.join(names[:12])}{'...' if len(names) > 12 else ''}."
    else:
        advice = "Chưa khai nhãn nào."
    return Refused("label_unknown", f"Không có nhãn “{label}”. {advice}")

"""What a file says in words becomes what the service says itself, where it prints the very same words.

Mentions of cited documents and of sections become labels, choices that only show in what is printed are tried, titles
that the type makes by itself are left out. Each change stands only if the document that is printed is as near to the
file as before.
"""

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.doctypes.preparing import Prepared
from service.domain.offices import Office
from service.domain.text import escape_marks
from service.errors import ServiceError
from service.inspection import inspect
from service.intake.citing import mentions_in, printed
from service.intake.content import MadeContent
from service.intake.grammar import grammar_of
from service.intake.lines import line_of
from service.intake.schema_paths import schema_at
from service.intake.values import Words
from service.issuing.labelling import with_labels
from service.issuing.preview import preview

_MOST_TRIES: Final = 60
#: Paragraphs that are printed in all tries together: a long file is tried less often.
_MOST_PRINTED: Final = 4_000
_TEST = re.compile(r"([\w.]+)_key\s*[!=]=")


def in_own_words(  # noqa: PLR0913, PLR0917 - all that an import has by then
    catalogue: Catalogue,
    document_type: DocumentType,
    envelope: dict[str, Any],
    texts: Sequence[str],
    made: MadeContent,
    words: Words,
    *,
    now: datetime,
    office: Office | None,
) -> dict[str, Any]:
    """Return the envelope with labels for words, as far as its print stays as near to `texts` as it was."""
    trial = _Trial(catalogue, document_type, Counter(texts), now, office)
    best = envelope
    if trial.score(best) is None:
        return best
    for change in _changes(document_type, best, made, words, trial.prepared):
        best = trial.better(best, change)
    return best


class _Trial:
    """Prints an envelope and counts the paragraphs that differ from the file."""

    def __init__(
        self,
        catalogue: Catalogue,
        document_type: DocumentType,
        texts: Counter[str],
        now: datetime,
        office: Office | None,
    ) -> None:
        self._catalogue = catalogue
        self._type = document_type
        self._texts = texts
        self._now = now
        self._office = office
        self._tries = 0
        self._most_tries = min(_MOST_TRIES, _MOST_PRINTED // max(1, texts.total()))
        self._best: int | None = None
        self.prepared: Prepared | None = None

    def score(self, envelope: Mapping[str, Any]) -> int | None:
        """Return how many paragraphs differ; None for an envelope that cannot be printed yet."""
        labelled = {**envelope, "content": with_labels(self._type, envelope["content"])}
        try:
            shown = preview(self._catalogue, self._type.slug, labelled, now=self._now, issuer=self._office)
        except ServiceError:
            return None
        self.prepared = shown.prepared
        printed_ones = Counter(
            " ".join(line.whole.split())
            for one in inspect(shown.content).paragraphs
            if (line := line_of(one)) is not None
        )
        score = (printed_ones - self._texts).total() + (self._texts - printed_ones).total()
        if self._best is None:
            self._best = score
        return score

    def better(self, envelope: dict[str, Any], change: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the changed envelope where its print is not farther from the file, else the envelope."""
        if self._tries >= self._most_tries:
            return envelope
        tried = copy.deepcopy(envelope)
        if not change(tried):
            return envelope
        self._tries += 1
        score = self.score(tried)
        if score is None or self._best is None or score > self._best:
            return envelope
        self._best = score
        return tried


Change = Callable[[dict[str, Any]], bool]


def _changes(
    document_type: DocumentType,
    envelope: Mapping[str, Any],
    made: MadeContent,
    words: Words,
    prepared: Prepared | None,
) -> Iterator[Change]:
    for dropped in made.maybe:
        yield partial(_drop_field, dropped)
    for choice, value in _choices(document_type):
        yield partial(_set_field, choice, value)
    replacing = _Mentions(words, prepared)
    yield lambda tried: replacing.everywhere(tried["content"])
    for path in _text_paths(envelope["content"], ()):
        yield partial(replacing.in_envelope, path)


def _drop_field(path: str, tried: dict[str, Any]) -> bool:
    return _dropped(tried["content"], path.split("."))


def _set_field(path: str, value: str, tried: dict[str, Any]) -> bool:
    return _set(tried["content"], path.split("."), value)


def _choices(document_type: DocumentType) -> Iterator[tuple[str, str]]:
    """Yield the values of the choices that decide what is printed."""
    paths: dict[str, None] = {}
    for nodes in _tests(document_type):
        paths.update(dict.fromkeys(_TEST.findall(nodes)))
    for path in paths:
        shape = schema_at(document_type.schema, path) or {}
        for value in shape.get("enum", ()):
            yield path, value


def _tests(document_type: DocumentType) -> Iterator[str]:
    """Yield the conditions of a template as text."""
    yield repr(grammar_of(document_type).nodes)


def _set(content: dict[str, Any], path: Sequence[str], value: Any) -> bool:
    node = content
    for name in path[:-1]:
        if not isinstance(node.get(name), dict):
            return False
        node = node[name]
    if node.get(path[-1]) == value:
        return False
    node[path[-1]] = value
    return True


def _dropped(content: dict[str, Any], path: Sequence[str]) -> bool:
    node: Any = content
    for name in path[:-1]:
        node = node.get(name, {})
    return node.pop(path[-1], None) is not None


class _Mentions:
    """Puts labels in place of the words that they print."""

    def __init__(self, words: Words, prepared: Prepared | None) -> None:
        self._citations = words.citations
        self._places = _place_names(prepared) if prepared is not None else {}

    def everywhere(self, content: dict[str, Any]) -> bool:
        """Replace in every text; tell whether anything changed."""
        changed = [self.at(content, path) for path in list(_text_paths(content, ()))]
        return any(changed)

    def in_envelope(self, path: tuple[Any, ...], tried: dict[str, Any]) -> bool:
        """Replace in one text of an envelope."""
        return self.at(tried["content"], path)

    def at(self, content: dict[str, Any], path: tuple[Any, ...]) -> bool:
        """Replace in one text."""
        node: Any = content
        for step in path[:-1]:
            node = node[step] if isinstance(node, list) or step in node else {}
        text = node[path[-1]] if isinstance(node, list) or path[-1] in node else ""
        changed = self._replaced(text) if isinstance(text, str) else text
        if changed == text:
            return False
        node[path[-1]] = changed
        self._records(content)
        return True

    def _records(self, content: dict[str, Any]) -> None:
        known = {one["label"] for one in content.get("citations", ())}
        new = [one for label, one in self._citations.records.items() if label not in known]
        if new:
            kept = [{k: v for k, v in one.items() if v or k in {"label", "kind", "issuer"}} for one in new]
            content["citations"] = [*content.get("citations", ()), *kept]

    def _replaced(self, text: str) -> str:
        for full in mentions_in(text):
            self._citations.label_of(full)
        forms = [
            (escape_marks(form), f"[[{label}]]")
            for label, record in self._citations.records.items()
            for form in printed(record)[:2]
            if len(form) > 8
        ]
        forms += [(name, f"[[{label}]]") for label, name in self._places.items()]
        for form, mention in sorted(forms, key=lambda pair: -len(pair[0])):
            text = _put(form, mention, text)
        return text


def _put(form: str, mention: str, text: str) -> str:
    """Put a mention in place of the words that it prints, where these stand alone."""
    pieces = re.split(rf"(?<![\w\[|]){re.escape(form)}(?![\w/\-])", text)
    return mention.join(pieces)


def _place_names(prepared: Prepared) -> dict[str, str]:
    """Return what sections and appendices are called in references, by the label that prints it."""
    found: dict[str, str] = {}
    for label, place in prepared.values["muc"].items():
        if place and place.get("name") and " " in place["name"]:
            found[f"muc:{label}"] = place["name"]
    for label, place in prepared.values["phu_luc"].items():
        if place:
            found[f"phu_luc:{label}"] = place["label"]
    return found


def _text_paths(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key not in {"citations", "label", "bases", "documents"}:
                yield from _text_paths(part, (*path, key))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _text_paths(part, (*path, place))
    elif isinstance(value, str) and " " in value:
        yield path

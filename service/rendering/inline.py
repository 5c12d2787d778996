"""What a mark prints: a text of the input as XML, its emphasis as runs, its line ends as Word has them.

These functions are the innermost part of the engine: each mark of each document calls one of them. The way
for a plain text is therefore a few searches and nothing else; everything rarer is done by `_with_runs`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from jinja2 import Undefined

from service.domain.text import Span, plain, spans
from service.rendering.no_break import NO_BREAK_HYPHEN, kept_together

OPEN_TEXT = '<w:t xml:space="preserve">'
LINE_BREAK = f"</w:t><w:br/>{OPEN_TEXT}"
TAB = f"</w:t><w:tab/>{OPEN_TEXT}"
HYPHEN = f"</w:t><w:noBreakHyphen/>{OPEN_TEXT}"
#: Begins the names of the styles of cells, which are narrow: a symbol parted at its hyphen is better than one parted
#: anywhere, which is what becomes of a word that is wider than its cell.
_CELL_STYLE = '<w:pStyle w:val="VbBang'
_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


class RunStyle(NamedTuple):
    """How to go on in the run and the paragraph that a mark stands in; made when the template is compiled.

    `plain`, `bold`, `italic`, `both` are the `<w:rPr>` of the run, without and with emphasis; `paragraph`
    is the `<w:pPr>`. A tuple, so that it stands as a constant in the code of the template.
    """

    plain: str
    bold: str
    italic: str
    both: str
    paragraph: str


@dataclass(frozen=True)
class NotPrintable(Exception):
    """A mark prints something that is no text: `reason` says so in Vietnamese."""

    reason: str


def text(value: Any, style: tuple[str, str, str, str, str]) -> str:
    """Return `value` for the inside of a `<w:t>` whose run and paragraph have `style`.

    >>> text("5 < 6 & **7**", ("", "<w:rPr><w:b/></w:rPr>", "", "", ""))[:20]
    '5 &lt; 6 &amp; </w:t'

    Raises NotPrintable for a list, an object, a truth value or nothing.
    """
    if value.__class__ is not str:
        value = printable(value)
    if " " in value or "-" in value:
        value = kept_together(value)
    if (
        "*" in value
        or "&" in value
        or "<" in value
        or ">" in value
        or "\n" in value
        or "\\" in value
        or "\t" in value
        or "\a" in value
        or "\f" in value
        or NO_BREAK_HYPHEN in value
    ):
        return _with_runs(value, style)
    return value  # type: ignore[no-any-return]


def runs(value: Any) -> str:
    """Return `value` as whole runs with no formatting but its emphasis: ``{{r x }}``."""
    return "".join(
        f"<w:r>{_emphasis(span)}{OPEN_TEXT}{_breaks(escape(span.text), _NO_STYLE, '')}</w:t></w:r>"
        for span in spans(kept_together(printable(value)))
    )


def bare(value: Any) -> str:
    """Return `value` for an attribute or an element without runs: no emphasis, on one line."""
    return escape(plain(printable(value))).replace('"', "&quot;").replace("\n", " ")


def printable(value: Any) -> str:
    """Return the text of a value that may be printed: a text, or a number that the template itself made."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Undefined):
        return str(value)  # raises: the undefined value says which name is missing
    raise NotPrintable(f"không in được {_KINDS.get(type(value), 'một giá trị không phải chữ')}")


#: The longest text that a template may put together: many times what an input may hold in one field.
MOST_LETTERS = 2_000_000


def put_together(parts: list[str], join: Callable[[list[str]], str] = "".join) -> str:
    """Return texts put together by `join`; NotPrintable when they are so long that a template must be to blame."""
    if sum(map(len, parts)) > MOST_LETTERS:
        raise NotPrintable(f"ghép thành chữ dài quá {MOST_LETTERS} ký tự")
    return join(parts)


def escape(value: str) -> str:
    """Return `value` with the three characters that XML would read as markup written as entities."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_KINDS: dict[type, str] = {
    list: "một danh sách",
    dict: "một nhóm trường",
    bool: "giá trị đúng/sai",
    type(None): "giá trị trống",
}
#: Longer texts are not kept, so that what is kept stays below 5 MB.
_KNOWN_LENGTH = 2000
_NO_STYLE = RunStyle("", "", "", "", "")


@lru_cache(maxsize=512)
def _known_spans(value: str) -> tuple[Span, ...]:
    """The spans of a text, kept for a while: the documents of a batch print the same sentences."""
    return tuple(spans(value))


def _with_runs(value: str, style: tuple[str, str, str, str, str]) -> str:
    pieces: list[str] = []
    current = style[0]
    for span in _known_spans(value) if len(value) <= _KNOWN_LENGTH else spans(value):
        properties = style[span.bold + 2 * span.italic]
        if properties != current:
            pieces.append(f"</w:t></w:r><w:r>{properties}{OPEN_TEXT}")
            current = properties
        pieces.append(_breaks(escape(span.text), style, properties))
    if current != style[0]:
        pieces.append(f"</w:t></w:r><w:r>{style[0]}{OPEN_TEXT}")
    return "".join(pieces)


def _breaks(escaped: str, style: tuple[str, str, str, str, str], properties: str) -> str:
    """Put Word's elements for a new line, a tab, a new paragraph (BEL), a new page (FF), as docxtpl does."""
    result = escaped.replace("\n", LINE_BREAK).replace("\t", TAB)
    if NO_BREAK_HYPHEN in result:
        result = result.replace(NO_BREAK_HYPHEN, "-" if _CELL_STYLE in style[4] else HYPHEN)
    if "\a" in result or "\f" in result:
        close, start = "</w:t></w:r></w:p>", f"<w:p>{style[4]}<w:r>{properties}{OPEN_TEXT}"
        result = result.replace("\a", close + start).replace("\f", close + _PAGE_BREAK + start)
    return result


def _emphasis(span: Span) -> str:
    if not (span.bold or span.italic):
        return ""
    return f"<w:rPr>{'<w:b/>' if span.bold else ''}{'<w:i/>' if span.italic else ''}</w:rPr>"

"""What Word and its tools write beside plain runs: formulas, guides, signs, elements around paragraphs."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from tests.issuing.word_edits import W, find

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
M = f"{{{MATH}}}"
_SPACES = (
    f'xmlns:w="{W[1:-1]}" xmlns:m="{MATH}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def element(xml: str) -> Any:
    """One element of a body, its prefixes known."""
    return etree.fromstring(f"<a {_SPACES}>{xml}</a>")[0]


def formula(text: str) -> Any:
    return element(f"<m:oMath><m:r><m:t>{text}</m:t></m:r></m:oMath>")


def fraction(over: str, under: str) -> Any:
    parts = "".join(
        f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>" for name, text in (("num", over), ("den", under))
    )
    return element(f"<m:oMath><m:f>{parts}</m:f></m:oMath>")


def guided(text: str, guide: str) -> Any:
    parts = "".join(
        f"<w:{name}><w:r><w:t>{words}</w:t></w:r></w:{name}>"
        for name, words in (("rt", guide), ("rubyBase", text))
    )
    return element(f"<w:r><w:ruby>{parts}</w:ruby></w:r>")


def sign(font: str, code: str) -> Any:
    return element(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>')


def plain_paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def put_into(words: str, new: Any) -> Callable[[Any], None]:
    """Put something at the end of the paragraph that has some words."""

    def change(root: Any) -> None:
        find(root, words).append(new)

    return change


def put_after(words: str, new: Any) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        find(root, words).addnext(new)

    return change


AROUND = {
    "customXml": '<w:customXml w:element="a">{}</w:customXml>',
    "alternative": '<mc:AlternateContent><mc:Choice Requires="wps">{}</mc:Choice></mc:AlternateContent>',
    "control": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
}


def wrap(around: str, paragraph: Any) -> None:
    """Put an element around a paragraph that stands in the file."""
    outer = element(AROUND[around].format("<w:p/>"))
    place = next(outer.iter(W + "p"))
    paragraph.addprevious(outer)
    place.getparent().replace(place, paragraph)

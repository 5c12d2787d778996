"""A plan as a draft, its file, and what both say.

A file is read here by lxml alone, in a way of its own: what the service overlooks is not overlooked here.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from lxml import etree

from service.issuing.draft_versions import version_envelope
from service.issuing.rendered_file import newest
from service.issuing.returned_word import hand_out
from service.register import documents
from tests.issuing import word_edits as word
from tests.issuing.conftest import Office
from tests.issuing.word_markup import M


def plan(office: Office) -> dict[str, Any]:
    """The full plan with its assignment in the text only, so that all of its print is typed by somebody."""
    envelope = {**office.catalogue.sample("ke_hoach", "full"), "office": office.id}
    content = {**envelope["content"], "assignment_in": "text"}
    for name in ("assignment_note", "assignment_title"):
        content.pop(name)
    content["general_tasks"] = "Thực hiện nghiêm [[qd_1211]] và [[cv_87]]."
    return {**envelope, "content": content}


def file_of(office: Office, document_id: str) -> bytes:
    return newest(office.work(), document_id).content


def edited(office: Office, draft: str, *changes: Callable[[Any], None]) -> bytes:
    """The file of a draft as it goes to the leader, changed in Word."""
    content = hand_out(office.work(), draft).content
    for change in changes:
        content = word.edited(content, change)
    return content


def content_of(office: Office, document_id: str) -> dict[str, Any]:
    with office.work().reading() as turn:
        row = documents.document(turn.session, turn.actor, document_id)
        return dict(version_envelope(turn, document_id, row.version)["content"])


def words_of(_office: Office, content: bytes) -> list[str]:
    """All that a file prints, paragraph after paragraph, read without the service."""
    return [comparable(one) for one in printed_texts(content)]


def printed_texts(content: bytes) -> list[str]:
    """The texts of all paragraphs of the body in their order: cells, text boxes, signature and all."""
    root = etree.fromstring(word.parts_of(content)[word.BODY])
    owners = root.iter(word.W + "p", M + "oMath", word.W + "rt")
    shown = (one for one in owners if _is_shown(one) and (one.tag == word.W + "p" or _is_apart(one)))
    return [text for one in shown if (text := _own_text(one))]


def _is_apart(element: Any) -> bool:
    """Whether letters stand beside the line: over and under a stroke, above other letters, between paragraphs."""
    is_alone = next(element.iterancestors(word.W + "p"), None) is None
    return element.tag == word.W + "rt" or is_alone or element.find(f".//{M}f") is not None


def comparable(text: str) -> str:
    """A text without what may differ: blanks of number and day, the sign at its end; capitals may be those of a style."""
    text = re.sub(r"^Số:[\s\d.…]*(?=/)", "Số: ", text)
    text = re.sub(r"^(Ba Tơ, ngày)[\s\d.…]*(?=tháng)", r"\1 ", text)
    if text.startswith("(Kèm theo"):
        text = re.sub(r"ngày.*?tháng.*?năm", "", re.sub(r"số[\s\d.…]*(?=/)", "số ", text))
    return text.rstrip(" .;,/").upper()


def _is_shown(element: Any) -> bool:
    return not any(
        one.tag.endswith(("}Fallback", "}del", "}moveFrom", "}delText"))
        for one in (element, *element.iterancestors())
    )


#: What single elements show; of the others whatever text they have, as long as it is of a kind with letters.
_SIGNS = {"noBreakHyphen": "-", "tab": " ", "br": " ", "cr": " "}
_PICTURES = {("Wingdings", "F0FE"): "☑", ("Wingdings", "F0A8"): "☐", ("Symbol", "F0B3"): "≥"}


def _own_text(owner: Any) -> str:
    """All letters of a paragraph, a formula or a guide but for those that are listed apart; a stroke is a slash."""
    text = ""
    for one in owner.iter(etree.Element):
        name = one.tag.rpartition("}")[2]
        if not _is_shown(one) or _owner(one) is not owner:
            continue
        if name == "t":
            text += one.text or ""
        elif name == "sym":
            text += _PICTURES[one.get(word.W + "font"), one.get(word.W + "char")]
        elif one.tag == M + "den":
            text += "/"
        else:
            text += _SIGNS.get(name, "")
    return " ".join(unicodedata.normalize("NFC", text).split())


def _owner(element: Any) -> Any:
    """The paragraph, formula or guide in whose text an element is listed."""
    for one in (element, *element.iterancestors()):
        if one.tag == word.W + "p" or (one.tag in {M + "oMath", word.W + "rt"} and _is_apart(one)):
            return one
    return None

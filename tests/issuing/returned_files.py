"""A plan as a draft, its file, and what both say."""

import re
import unicodedata
from typing import Any

from lxml import etree

from service.issuing.draft_versions import version_envelope
from service.issuing.rendered_file import newest
from service.register import documents
from tests.issuing import word_edits as word
from tests.issuing.conftest import Office


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
    return [text for one in root.iter(word.W + "p") if _is_shown(one) and (text := _own_text(one))]


def comparable(text: str) -> str:
    """A text without what may differ: blanks of number and day, the sign at its end; capitals may be those of a style."""
    text = re.sub(r"^Số:[\s\d.…]*(?=/)", "Số: ", text)
    text = re.sub(r"^(Ba Tơ, ngày)[\s\d.…]*(?=tháng)", r"\1 ", text)
    if text.startswith("(Kèm theo"):
        text = re.sub(r"ngày.*?tháng.*?năm", "", re.sub(r"số[\s\d.…]*(?=/)", "số ", text))
    return text.rstrip(" .;,/").upper()


def _is_shown(paragraph: Any) -> bool:
    return not any(one.tag.endswith("}Fallback") for one in paragraph.iterancestors())


def _own_text(paragraph: Any) -> str:
    text = ""
    for one in paragraph.iter():
        owner = (
            next(parent for parent in one.iterancestors() if parent.tag == word.W + "p")
            if one is not paragraph
            else None
        )
        if owner is not paragraph:
            continue
        if one.tag == word.W + "t":
            text += one.text or ""
        elif one.tag == word.W + "noBreakHyphen":
            text += "-"
        elif one.tag in {word.W + "tab", word.W + "br"}:
            text += " "
    return " ".join(unicodedata.normalize("NFC", text).split())

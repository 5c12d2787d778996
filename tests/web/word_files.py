"""Word files as people send them to the pages: last year's plan, files that no Word made, a file changed by a leader."""

import io
import json
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.issuing.desk import Desk
from service.issuing.drafting import save
from service.issuing.returned_word import hand_out
from tests.intake.own_plan import built
from tests.issuing import word_edits as word
from tests.web.office_work import Forms, form_at, sent, text_of
from tests.web.people import OFFICE

START = "/van-ban/tu-tep-word"
#: A sentence of a file that no field of a plan takes.
STRAY = "Ghi chú riêng của người soạn năm ngoái, không in vào văn bản."


def old_plan(unit: str = "HUYỆN BA TƠ") -> bytes:
    """Last year's plan of an office, by default of those who are signed in here, as somebody typed it."""
    return word.edited(built("typed"), word.change_words("XÃ BA TƠ", unit))


def plan_with_stray(unit: str = "HUYỆN BA TƠ") -> bytes:
    """Last year's plan with a paragraph below a heading that belongs nowhere."""
    return word.edited(old_plan(unit), word.add_after("I. MỤC TIÊU", STRAY))


def sent_file(
    client: FlaskClient, content: bytes, name: str = "ke-hoach-2025.docx", slug: str = "ke_hoach"
) -> TestResponse:
    """Send a file from the page “Từ tệp Word năm trước”."""
    fields: dict[str, Any] = form_at(client, START)
    return sent(client, START, {**fields, "type": slug, "file": (io.BytesIO(content), name)})


def page_form(client: FlaskClient, address: str, ending: str) -> dict[str, Any]:
    """What a browser would send for the form of a page whose address ends in a word."""
    forms = Forms(text_of(client.get(address))).by_action
    return next(fields for action, fields in forms.items() if action.endswith(ending))


def full_draft(desk: Desk, login: str = "drafter") -> str:
    """A whole plan as a draft; all of its print is typed by somebody."""
    sample = json.dumps(desk.catalogue.sample("ke_hoach", "full"), default=str).replace("2026", "2025")
    envelope = {**json.loads(sample), "office": OFFICE, "month": "2025-02"}
    content = {**envelope["content"], "assignment_in": "text"}
    for name in ("assignment_note", "assignment_title"):
        content.pop(name)
    content["general_tasks"] = "Thực hiện nghiêm [[qd_1211]] và [[cv_87]]."
    return str(save(desk.workplace(login), "ke_hoach", {**envelope, "content": content}).id)


def handed_out(desk: Desk, document_id: str, login: str = "drafter") -> bytes:
    """The Word file of a draft as it goes to the leader."""
    return hand_out(desk.workplace(login), document_id).content


def changed_by_leader(content: bytes) -> bytes:
    """The file with words changed, a task added, one change still tracked, a comment."""
    changed = word.edited(content, word.change_words("Phân công lãnh đạo phụ trách", "Cử lãnh đạo phụ trách"))
    changed = word.edited(changed, word.add_after("Cử lãnh đạo phụ trách", "- Sơ kết sáu tháng đầu năm."))
    changed = word.edited(changed, word.track("hằng quý", "hằng tháng"))
    return word.with_comment(changed, "Sơ kết sáu tháng", "Ghi rõ ngày sơ kết.")

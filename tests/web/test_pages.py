import io
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient

from service.http_answers import DOCX
from service.issuing.desk import Desk
from service.web.csrf import COOKIE
from service.web.form_fields import leaves
from service.web.form_page import FormPage


def sent(desk: Desk, page: Any, **changes: str) -> list[tuple[str, str]]:
    """What the browser sends for the form of the sample, some inputs changed."""
    form = FormPage(desk.catalogue.get("ke_hoach"), desk.catalogue.sample("ke_hoach", "full")).form
    pairs = {leaf.path: leaf.value for leaf in leaves(form) if leaf.kind != "checkbox" or leaf.value}
    return list({**pairs, "csrf": page.value("csrf"), **changes}.items())


def text_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_list_names_every_type_and_why_one_is_off(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert 'href="/types/ke_hoach"' in page
    assert "to_trinh" in page
    assert "thiếu template.docx" in page


def test_the_form_is_filled_with_the_sample_and_names_its_inputs_by_their_paths(client: FlaskClient) -> None:
    page = client.get("/types/ke_hoach").get_data(as_text=True)
    for name in ("subject", "signer.name", "content.criteria[0].tasks[0].content", "content.opening.bases"):
        assert f'id="{name}"' in page
    assert "Nguyễn Văn Minh" in page


def test_a_changed_field_is_in_the_document(client: FlaskClient, desk: Desk, opened: Any) -> None:
    changed = {"content.objectives": "Mục tiêu đã sửa {{ 7*7 }} </w:t>", "action": "specimen"}
    first = client.post("/types/ke_hoach", data=dict(sent(desk, opened, **changed)))
    answer = first
    if first.mimetype == "text/html":  # questions first, then the document
        seen = type(opened)(first.get_data(as_text=True)).value("seen")
        answer = client.post("/types/ke_hoach", data=dict(sent(desk, opened, seen=seen, **changed)))
    assert answer.mimetype == DOCX
    assert "Mục tiêu đã sửa {{ 7*7 }} </w:t>" in text_of(answer.data)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="KH-UBND_01_')


def test_all_faults_stand_on_top_and_beside_their_fields_and_nothing_typed_is_lost(
    client: FlaskClient, desk: Desk, opened: Any
) -> None:
    changes = {
        "subject": "",
        "content.previous_year.self_score": "chín mươi",
        "signer.name": "Tên <b>giữ lại</b>",
    }
    answer = client.post("/types/ke_hoach", data=dict(sent(desk, opened, action="signature", **changes)))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for path in ("subject", "content.previous_year.self_score"):
        assert f'<a href="#{path}">' in page
        assert f'id="{path}.fault"' in page
    assert "chín mươi" in page
    assert "Tên &lt;b&gt;giữ lại&lt;/b&gt;" in page


def test_a_question_is_shown_once_and_then_the_document_is_given(
    client: FlaskClient, desk: Desk, opened: Any
) -> None:
    changes = {"content.previous_year.self_score": "99,00", "action": "signature"}
    asked = client.post("/types/ke_hoach", data=dict(sent(desk, opened, **changes)))
    page = asked.get_data(as_text=True)
    assert asked.status_code == 200
    assert 'class="questions"' in page
    seen = type(opened)(page).value("seen")
    assert seen
    given = client.post("/types/ke_hoach", data=dict(sent(desk, opened, seen=seen, **changes)))
    assert given.mimetype == DOCX


@pytest.mark.parametrize("token", ["", "forged", None])
def test_a_form_of_another_site_is_refused_and_what_was_typed_is_kept(
    client: FlaskClient, desk: Desk, opened: Any, token: str | None
) -> None:
    if token is None:  # our own token, but the cookie of another browser
        client.set_cookie(COOKIE, "0" * 32)
        token = opened.value("csrf")
    data = dict(sent(desk, opened, csrf=token, action="signature", subject="Giữ lại câu này"))
    answer = client.post("/types/ke_hoach", data=data)
    assert answer.status_code == 403
    assert "Giữ lại câu này" in answer.get_data(as_text=True)


def test_an_item_is_added_and_removed_without_javascript(
    client: FlaskClient, desk: Desk, opened: Any
) -> None:
    count = len(desk.catalogue.sample("ke_hoach", "full")["content"]["criteria"])
    added = client.post("/types/ke_hoach", data=dict(sent(desk, opened, action="add:content.criteria")))
    assert f'id="content.criteria[{count}].title"' in added.get_data(as_text=True)
    removed = client.post(
        "/types/ke_hoach", data=dict(sent(desk, opened, action="remove:content.criteria[0]"))
    )
    assert f'id="content.criteria[{count - 1}].title"' not in removed.get_data(as_text=True)


def upload(client: FlaskClient, page: Any, content: bytes, name: str, action: str) -> Any:
    data = {"csrf": page.value("csrf"), "action": action, "file": (io.BytesIO(content), name)}
    return client.post("/types/ke_hoach/upload", data=data, content_type="multipart/form-data")


def test_an_uploaded_file_opens_in_the_form(client: FlaskClient, desk: Desk, opened: Any) -> None:
    raw = desk.catalogue.get("ke_hoach").files["sample.minimal.yaml"]
    changed = raw.replace(b"\nsubject:", "\nvia: Phòng Nội vụ\nsubject:".encode())
    answer = upload(client, opened, changed, "kế hoạch.yaml", "open")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422  # a Kế hoạch has no Kính gửi: said beside the field
    assert 'value="Phòng Nội vụ"' in page
    assert 'href="#via"' in page


def test_an_uploaded_file_becomes_a_document(client: FlaskClient, desk: Desk, opened: Any) -> None:
    raw = desk.catalogue.get("ke_hoach").files["sample.minimal.yaml"]
    answer = upload(client, opened, raw, "a.yaml", "signature")
    assert answer.mimetype in {DOCX, "text/html"}
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"a: [", "a.yaml"),
        (b"\xff\xfe\x00", "a.yaml"),
        (b"a: 1\na: 2\n", "a.yaml"),
        (b"{", "a.json"),
        (b"", ""),
    ],
    ids=["broken", "no UTF-8", "a key twice", "broken JSON", "no file"],
)
def test_a_file_that_cannot_be_read_is_said_so(
    client: FlaskClient, opened: Any, content: bytes, name: str
) -> None:
    answer = upload(client, opened, content, name, "open")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.get_data(as_text=True)


def test_a_file_that_is_too_large_gets_a_page_of_ours(client: FlaskClient, opened: Any) -> None:
    answer = upload(client, opened, b"x" * 400_000, "a.yaml", "open")
    assert answer.status_code == 413
    assert "lớn hơn mức cho phép" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/", "/types/ke_hoach", "/nothing", "/api/v1/types", "/static/site.css"])
def test_every_answer_has_the_headers_of_safety(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_pages_have_no_inline_script_or_style_and_nothing_from_elsewhere(client: FlaskClient) -> None:
    for path in ("/", "/types/ke_hoach", "/nothing"):
        page = client.get(path).get_data(as_text=True)
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick" not in page
        assert "//" not in page.replace("<!doctype html>", "").split("<body>")[0]


def test_an_unknown_address_gets_a_page_in_vietnamese(client: FlaskClient) -> None:
    for path in ("/nothing", "/types/nothing"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert '<html lang="vi">' in answer.get_data(as_text=True)
    assert client.get("/types/ke_hoach/upload").status_code == 405

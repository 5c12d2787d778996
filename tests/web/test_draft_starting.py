"""Where a draft begins: an older document is found by words, and can be begun from its own page."""

import io
import re

import pytest

from service.issuing.desk import TYPES
from service.register import after_issue
from tests.web.office_work import Forms, draft, issued, sent, text_of
from tests.web.people import ALL_ROLES, OFFICE
from tests.web.test_numbering_pages import open_series


def start_of(client, **words):
    return client.get("/van-ban/moi", query_string=words).get_data(as_text=True)


def offered(page):
    return re.findall(r'<option value="((?:document|source):[^"]+)"( selected)?>', page)


def test_older_documents_are_found_by_words_and_chosen(desk, signed_in_client):
    wanted = draft(desk, subject="Phòng, chống thiên tai năm 2025")
    draft(desk, subject="Chuyển đổi số")
    client = signed_in_client("drafter")
    assert len(offered(start_of(client))) == 2 * 3  # two plans: to copy, for a report, for a notice
    found = offered(start_of(client, tim="thien tai"))
    assert sorted(found) == [(f"{way}:{wanted}", " selected") for way in ("document", "source", "source")]
    assert "Không có văn bản nào khớp “lũ quét”" in start_of(client, tim="lũ quét")


def test_a_document_leads_to_the_drafts_that_begin_with_it(desk, signed_in_client):
    document_id = draft(desk)
    client = signed_in_client(ALL_ROLES)
    page = client.get(f"/van-ban/{document_id}").get_data(as_text=True)
    assert f'href="/van-ban/moi?tu={document_id}">Soạn từ văn bản này</a>' in page
    assert {value for value, _ in offered(start_of(client, tu=document_id))} == {
        f"document:{document_id}",
        f"source:{document_id}",
    }


def test_one_who_only_reads_is_not_led_there(desk, signed_in_client):
    document_id = draft(desk)
    assert "Soạn từ văn bản này" not in signed_in_client("reader").get(f"/van-ban/{document_id}").get_data(
        as_text=True
    )
    assert signed_in_client("drafter").get("/van-ban/moi?tu=khong-co").status_code == 404


def test_batches_and_imports_find_older_documents_too(desk, signed_in_client):
    wanted = draft(desk, subject="Phòng, chống thiên tai năm 2025")
    draft(desk, subject="Chuyển đổi số")
    client = signed_in_client(ALL_ROLES)
    for address in ("/theo-lo/moi", "/van-ban/tu-tep-word"):
        page = client.get(address, query_string={"tim": "thien tai"}).get_data(as_text=True)
        assert set(re.findall(r'<option value="(?:document:)?(\w{8}-[^"]+|[0-9a-z-]{20,})"', page)) == {
            wanted
        }, address


def voided(desk, **words):
    """Number a plan and take the number back."""
    open_series(desk)
    row = issued(desk, **words)
    with desk.workplace(ALL_ROLES).writing() as turn:
        after_issue.void(turn.session, turn.actor, row.id, reason="Nhầm")
    return row.id


def test_a_document_that_was_voided_is_marked_to_copy_and_is_no_source(desk, client):
    document_id = voided(desk, subject="Công tác B")
    page = start_of(client)
    assert [value for value, _ in offered(page)] == [f"document:{document_id}"]
    assert "01/KH-UBND (đã hủy số): Công tác B" in page


def begun(client, slug, **fields):
    """Press the button of a type on “Soạn văn bản”."""
    token = Forms(start_of(client)).by_action["/van-ban/moi"]["csrf"]
    return sent(client, "/van-ban/moi", {"csrf": token, "type": slug, **fields})


def test_a_source_that_was_voided_meanwhile_is_said_on_the_page_and_the_choice_stays(desk, client):
    other = draft(desk, who=ALL_ROLES)
    answer = begun(client, "bao_cao", start=f"source:{voided(desk)}")
    html = text_of(answer)
    assert answer.status_code == 422
    assert 'href="#bat-dau-bao_cao">Văn bản này đã hủy' in html
    refused = begun(client, "ke_hoach", start=f"document:{other}", file=(io.BytesIO(b"type: ["), "a.yaml"))
    assert f'value="document:{other}" selected' in text_of(refused)


def test_a_file_of_another_type_is_led_to_where_it_belongs(client):
    content = (TYPES / "bao_cao" / "sample.full.yaml").read_bytes()
    answer = begun(client, "ke_hoach", file=(io.BytesIO(content), "số liệu.yaml"))
    html = text_of(answer)
    assert answer.status_code == 422
    assert 'href="#tep-bao_cao">Tệp này là dữ liệu của Báo cáo, không phải Kế hoạch.' in html
    assert len(re.findall("<details[^>]* open>", html)) == 1
    assert [value for value, _ in offered(html)] == []
    assert begun(client, "bao_cao", file=(io.BytesIO(content), "số liệu.yaml")).status_code == 302


@pytest.mark.parametrize(
    ("named", "status"),
    [("", 302), ("type: ke_hoach\n", 302), ("type: to_trinh\n", 422), ("type: [1]\n", 422)],
)
def test_a_file_is_taken_for_the_type_that_it_names_or_where_it_names_none(client, named, status):
    content = f"{named}office: {OFFICE}\nsubject: Một việc\n".encode()
    assert begun(client, "ke_hoach", file=(io.BytesIO(content), "a.yaml")).status_code == status


def test_a_word_file_is_not_said_to_be_in_an_old_encoding(client):
    html = text_of(begun(client, "ke_hoach", file=(io.BytesIO(b"PK\x03\x04\xff"), "Kế hoạch.docx")))
    assert "là tệp Word, Excel hoặc PDF, không phải tệp dữ liệu" in html
    assert "bấm “Từ tệp Word năm trước” ở mục Kế hoạch" in html
    assert "TCVN3" not in html

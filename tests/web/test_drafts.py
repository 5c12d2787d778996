"""A draft of the register on its page: made, kept while somebody types, merged, compared, previewed."""

import html as entities
import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.doctypes.catalogue import Catalogue
from service.issuing.desk import Desk
from service.issuing.draft_versions import compare, versions
from tests.web import people
from tests.web.conftest import Page

NO_SUCH = "/van-ban/0190-khong-co/soan"


def begun(client: FlaskClient, start: str = "sample:full", slug: str = "ke_hoach") -> str:
    """Make a draft as a person does, and return its id."""
    token = token_of(client)
    answer = client.post("/van-ban/moi", data={"csrf": token, "type": slug, "start": start})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return str(answer.headers["Location"]).split("/")[-2]


def token_of(client: FlaskClient, address: str = "/van-ban/moi") -> str:
    html = client.get(address).get_data(as_text=True)
    return html.partition('name="csrf" value="')[2].partition('"')[0]


class Writer:
    """Somebody at the page of a draft: what the scripts of the page send."""

    def __init__(self, client: FlaskClient, document_id: str) -> None:
        self.client = client
        self.address = f"/van-ban/{document_id}/soan"
        self.opens()

    def opens(self) -> Page:
        html = self.client.get(self.address).get_data(as_text=True)
        self.page = Page(html)
        self.etag = html.partition('data-etag="')[2].partition('"')[0]
        self.base = [pair for pair in self.page.pairs if pair[0] != "csrf"]
        return self.page

    def keeps(self, *, base: bool = False, prefer: str = "", **changes: str) -> Any:
        """Send the page with changes by the name of the input."""
        pairs = [(name, changes.pop(name, value)) for name, value in self.base] + list(changes.items())
        sent = {"pairs": json.dumps(pairs), "etag": self.etag, "prefer": prefer}
        if base:
            sent["base"] = json.dumps(self.base)
        answer = self.posts("/luu", sent)
        if answer.status_code == 200:
            self.base, self.etag = pairs, answer.json["etag"]
        return answer

    def posts(self, ending: str, sent: dict[str, Any]) -> Any:
        token = dict(self.page.pairs)["csrf"]
        headers = {"Accept": "application/json", "X-CSRF-Token": token}
        return self.client.post(self.address + ending, data=sent, headers=headers)


@pytest.fixture
def writer(client: FlaskClient) -> Writer:
    return Writer(client, begun(client))


def test_a_draft_begins_with_a_sample_and_is_in_the_register(writer: Writer) -> None:
    assert writer.page.value("content.criteria[0].title") != ""
    assert writer.etag != ""


def test_what_is_typed_is_kept_though_it_is_not_valid(writer: Writer) -> None:
    answer = writer.keeps(subject="", **{"month.$main": "tháng hai"})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.json["conflicts"] == []
    writer.opens()
    assert (writer.page.value("subject"), writer.page.value("month.$main")) == ("", "tháng hai")


def test_two_people_merge_by_field_and_the_same_field_shows_both(
    writer: Writer, signed_in_client: Any
) -> None:
    document_id = writer.address.split("/")[2]
    hoa = Writer(signed_in_client("approver"), document_id)
    hoa.keeps(subject="Trích yếu của chị Hoa")
    assert writer.keeps(subject="Trích yếu của tôi").status_code == 409
    title = "content.criteria[0].title"
    told = writer.keeps(base=True, subject="Trích yếu của tôi", **{title: "Tên của tôi"}).json
    (conflict,) = told["conflicts"]
    assert (conflict["name"], conflict["mine"], conflict["theirs"]) == (
        "subject", "Trích yếu của tôi", "Trích yếu của chị Hoa",
    )  # fmt: skip
    assert told["other"] != ""
    page = hoa.opens()
    assert (page.value("subject"), page.value(title)) == ("Trích yếu của chị Hoa", "Tên của tôi")
    writer.base = [pair for pair in writer.base if pair[0] != "subject"]
    writer.etag = ""
    hoa.keeps(subject="Trích yếu của chị Hoa, viết tiếp")
    chosen = json.dumps({"subject": conflict["mark"]})
    (again,) = writer.keeps(base=True, prefer=chosen, subject="Trích yếu của tôi").json["conflicts"]
    assert again["theirs"] == "Trích yếu của chị Hoa, viết tiếp"
    writer.base = [pair for pair in writer.base if pair[0] != "subject"]
    writer.etag = ""
    chosen = json.dumps({"subject": again["mark"]})
    assert writer.keeps(base=True, prefer=chosen, subject="Trích yếu của tôi").json["conflicts"] == []
    assert hoa.opens().value("subject") == "Trích yếu của tôi"


def test_what_somebody_typed_is_not_kept_under_the_name_of_another(writer: Writer) -> None:
    before = writer.opens().value("subject")
    sent = {"pairs": json.dumps([("subject", "Chữ của người khác")]), "etag": writer.etag, "who": "drafter"}
    answer = writer.posts("/luu", sent)
    assert (answer.status_code, answer.json["code"]) == (403, "form_expired")
    assert answer.json["who"] == people.ALL_ROLES
    assert writer.opens().value("subject") == before


def test_half_a_sign_is_refused_and_what_was_kept_stays(writer: Writer) -> None:
    answer = writer.posts("/luu", {"pairs": '[["subject", "\\ud800"]]', "etag": writer.etag})
    assert answer.status_code == 400
    assert writer.opens().value("subject") != ""


def test_a_new_item_gets_its_label_back(writer: Writer) -> None:
    new = "content.citations[n1]"
    given = {f"{new}.kind": "Kế hoạch", f"{new}.code": "19/KH-UBND", f"{new}.label": ""}
    assert [f"{new}.label", "kh_19"] in writer.keeps(**given).json["labels"]


def test_the_live_check_says_what_is_wrong_where(writer: Writer) -> None:
    pairs = [
        (name, "90,5x" if name == "content.previous_year.self_score" else value)
        for name, value in writer.base
    ]
    answer = writer.posts("/kiem-tra", {"pairs": json.dumps(pairs)})
    assert answer.status_code == 200
    assert "content.previous_year.self_score" in {one["name"] for one in answer.json["faults"]}
    assert answer.json["outline"][0]["number"] == "I."
    sound = writer.posts("/kiem-tra", {"pairs": json.dumps(writer.base)}).json
    assert sound["faults"] == []
    assert sound["is_ready"] is True


def test_rows_of_a_spreadsheet_become_items(writer: Writer) -> None:
    sent = {
        "pairs": json.dumps(writer.base),
        "list": "content.criteria[0].tasks",
        "way": "rows",
        "at": "0",
        "field": "content",
        "text": 'Nhiệm vụ một\tPhòng Nội vụ; Phòng Y tế\n"Nhiệm vụ ""hai"""\tVăn phòng\n',
    }
    answer = writer.client.post(
        "/soan/ke_hoach/danh-sach",
        data=sent,
        headers={"Accept": "application/json", "X-CSRF-Token": dict(writer.page.pairs)["csrf"]},
    )
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.json["added"] == 2
    assert "Nhiệm vụ &#34;hai&#34;" in answer.json["html"]
    assert "Phòng Y tế" in answer.json["html"]


def test_a_workbook_of_tasks_goes_out_and_comes_in(writer: Writer) -> None:
    headers = {"X-CSRF-Token": dict(writer.page.pairs)["csrf"]}
    sent = {"pairs": json.dumps(writer.base), "list": "content.criteria"}
    out = writer.client.post("/soan/ke_hoach/bang", data=sent, headers=headers)
    assert out.status_code == 200
    assert out.data.startswith(b"PK")
    back = writer.client.post(
        "/soan/ke_hoach/danh-sach",
        data={**sent, "way": "file", "file": (io.BytesIO(out.data), "bang.xlsx")},
        headers={**headers, "Accept": "application/json"},
    )
    assert back.status_code == 200, back.get_data(as_text=True)
    assert back.json["said"] == []


def test_versions_are_listed_compared_and_restored(writer: Writer) -> None:
    address = writer.address.replace("/soan", "/phien-ban")
    token = dict(writer.page.pairs)["csrf"]
    assert writer.client.post(address, data={"csrf": token, "label": "Gửi trưởng phòng"}).status_code == 302
    before = writer.page.value("subject")
    writer.keeps(subject="Trích yếu mới")
    html = writer.client.get(address, query_string={"cu": 1, "moi": 2}).get_data(as_text=True)
    assert "Gửi trưởng phòng" in html
    assert "<ins>Trích yếu mới</ins>" in html
    assert html.count("<ins>") == 1  # a body by its name alone is written otherwise by the form: no change
    assert writer.client.post(f"{address}/1/khoi-phuc", data={"csrf": token}).status_code == 302
    assert writer.opens().value("subject") == before


def test_the_preview_is_a_page_or_says_what_is_missing(writer: Writer) -> None:
    address = writer.address.replace("/soan", "/xem-truoc")
    html = writer.client.get(address).get_data(as_text=True)
    assert "bản xem nhanh" in html
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in html
    assert "[chưa có:" not in html


def test_a_draft_with_gaps_is_shown_with_marks_and_the_list_of_what_is_missing(writer: Writer) -> None:
    address = writer.address.replace("/soan", "/xem-truoc")
    writer.keeps(subject="")
    answer = writer.client.get(address)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Còn 1 chỗ phải điền hoặc sửa trước khi trình ký" in html
    assert f'<a href="{writer.address}#subject">Trích yếu</a>' in html
    printed = html.partition('<article class="printed"')[2]
    assert "[chưa có: Trích yếu]" in printed
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in printed
    assert "Tải bản Word" not in html  # a file with gaps is nothing to hand on
    assert writer.client.get(f"{address}.pdf").status_code in {406, 422}


def test_a_report_begins_with_its_plan(writer: Writer) -> None:
    document_id = writer.address.split("/")[2]
    report = Writer(writer.client, begun(writer.client, f"source:{document_id}", "bao_cao"))
    assert any(name.startswith("content.results[") for name, _ in report.page.pairs)
    assert report.page.value("sources.plan.$data") != ""


def test_a_plan_of_last_year_is_copied(writer: Writer) -> None:
    document_id = writer.address.split("/")[2]
    copy = Writer(writer.client, begun(writer.client, f"document:{document_id}"))
    assert copy.page.value("subject") == writer.page.value("subject")


def test_without_scripts_the_page_is_kept_and_others_are_not_written_over(
    writer: Writer, signed_in_client: Any
) -> None:
    document_id = writer.address.split("/")[2]
    data = {**dict(writer.page.pairs), "subject": "Không cần script", "action": "keep"}
    assert writer.client.post(writer.address, data=data).status_code == 302
    hoa = Writer(signed_in_client("approver"), document_id)
    hoa.keeps(subject="Của chị Hoa")
    answer = writer.client.post(writer.address, data=data)
    assert answer.status_code == 409
    assert "đã lưu bản nháp này" in answer.get_data(as_text=True)
    again = {**dict(Page(answer.get_data(as_text=True)).pairs), "action": "keep"}
    assert writer.client.post(writer.address, data=again).status_code == 302
    assert hoa.opens().value("subject") == "Không cần script"


def test_without_scripts_what_is_written_over_stays_as_a_version(
    writer: Writer, signed_in_client: Any, desk: Desk
) -> None:
    document_id = writer.address.split("/")[2]
    hoa = Writer(signed_in_client("approver"), document_id)
    hoa.keeps(subject="Của chị Hoa")
    data = {**dict(writer.page.pairs), "subject": "Không cần script", "etag": writer.etag, "action": "keep"}
    told = Page(writer.client.post(writer.address, data=data).get_data(as_text=True))
    added = {
        **dict(told.pairs),
        "action": "add:content.citations",
    }  # a list is changed between the two presses
    again = Page(writer.client.post(writer.address, data=added).get_data(as_text=True))
    last = {**dict(again.pairs), "action": "keep"}
    assert writer.client.post(writer.address, data=last).status_code == 302
    old, new = versions(desk.workplace(people.ALL_ROLES), document_id)[::-1]
    assert (old.label, old.by) == ("Trước khi Nguyễn Thị Hoa lưu đè", "Người approver")
    told_apart = compare(desk.workplace(people.ALL_ROLES), document_id, old.number, new.number)
    assert told_apart.old_envelope["subject"] == "Của chị Hoa"
    assert hoa.opens().value("subject") == "Không cần script"


def test_a_page_that_was_told_writes_over_by_script_as_well(writer: Writer, signed_in_client: Any) -> None:
    document_id = writer.address.split("/")[2]
    hoa = Writer(signed_in_client("approver"), document_id)
    hoa.keeps(subject="Của chị Hoa")
    sent = {"pairs": json.dumps(writer.base), "etag": hoa.etag}
    assert writer.posts("/luu", {**sent, "over": hoa.etag}).json["version"] == 2
    hoa.opens()
    hoa.keeps(subject="Của chị Hoa, lần nữa")
    assert writer.posts("/luu", {**sent, "etag": hoa.etag, "over": "cũ"}).json["version"] == 2


@pytest.mark.parametrize("pairs", [None, "", "[]", '[["content[", "x"]]', '[["content.objectives", "x"]]'])
def test_less_than_a_page_is_refused_and_what_was_kept_stays(writer: Writer, pairs: str | None) -> None:
    sent = {"etag": writer.etag, **({} if pairs is None else {"pairs": pairs})}
    answer = writer.posts("/luu", sent)
    assert answer.status_code == 400
    before = writer.etag
    writer.opens()
    assert writer.etag == before


def test_the_page_of_every_type_sends_the_subject(client: FlaskClient, types: Catalogue) -> None:
    slugs = types.slugs()
    assert slugs
    for slug in slugs:
        writer = Writer(client, begun(client, slug=slug))
        assert (
            writer.posts("/luu", {"pairs": json.dumps(writer.base), "etag": writer.etag}).status_code == 200
        )


def test_a_save_whose_answer_was_lost_is_no_conflict_with_oneself(writer: Writer) -> None:
    base, etag = writer.base, writer.etag
    writer.keeps(subject="Chữ một")
    tried = json.dumps([writer.base])
    pairs = json.dumps([(name, "Chữ một và hai" if name == "subject" else value) for name, value in base])
    sent = {"pairs": pairs, "etag": etag, "base": json.dumps(base)}
    assert writer.posts("/luu", {**sent, "tried": "[[]]"}).status_code == 400
    assert writer.posts("/luu", {**sent, "tried": '["'}).status_code == 400
    answer = writer.posts("/luu", {**sent, "tried": tried}).json
    assert (answer["conflicts"], answer["is_merged"]) == ([], False)
    assert writer.opens().value("subject") == "Chữ một và hai"


def test_a_lost_answer_is_no_conflict_with_oneself_though_another_has_saved_since(
    writer: Writer, signed_in_client: Any
) -> None:
    base, etag, title = writer.base, writer.etag, "content.criteria[0].title"
    writer.keeps(subject="Chữ một", **{title: "Tên một"})
    tried = json.dumps([writer.base])
    hoa = Writer(signed_in_client("approver"), writer.address.split("/")[2])
    hoa.keeps(**{title: "Tên của người duyệt"})
    mine = {"subject": "Chữ một và hai", title: "Tên một và hai"}
    pairs = json.dumps([(name, mine.get(name, value)) for name, value in base])
    sent = {"pairs": pairs, "etag": etag, "base": json.dumps(base), "tried": tried}
    (conflict,) = writer.posts("/luu", sent).json["conflicts"]
    assert (conflict["name"], conflict["theirs"]) == (title, "Tên của người duyệt")
    page = writer.opens()
    assert (page.value("subject"), page.value(title)) == ("Chữ một và hai", "Tên của người duyệt")


def test_a_button_that_shows_the_form_again_keeps_what_the_page_began_with(writer: Writer) -> None:
    base = json.dumps([["subject", "“Bắt đầu” & <đã lưu>"]])
    data = {**dict(writer.page.pairs), "etag": "cũ", "base": base, "action": "refresh"}
    html = writer.client.post(writer.address, data=data).get_data(as_text=True)
    assert 'data-etag="cũ"' in html
    assert entities.unescape(html.partition('data-base="')[2].partition('"')[0]) == base
    assert "data-base" not in writer.client.get(writer.address).get_data(as_text=True)


@pytest.mark.parametrize("action", ["keep", "hand_over"])
def test_a_page_that_knows_what_it_began_with_is_not_to_write_over(
    writer: Writer, signed_in_client: Any, action: str
) -> None:
    hoa = Writer(signed_in_client("approver"), writer.address.split("/")[2])
    hoa.keeps(subject="Của chị Hoa")
    base = json.dumps(writer.base)
    data = {**dict(writer.page.pairs), "etag": writer.etag, "base": base, "action": action}
    answer = writer.client.post(writer.address, data=data)
    html = answer.get_data(as_text=True)
    assert (answer.status_code, 'name="over"' in html, "Trang ghép hai bản lại" in html) == (409, False, True)
    assert f'data-etag="{writer.etag}"' in html
    assert hoa.opens().value("subject") == "Của chị Hoa"


def test_an_expired_login_is_said_to_the_script(writer: Writer, anonymous: FlaskClient) -> None:
    answer = anonymous.post(writer.address + "/luu", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["code"]) == (401, "sign_in_needed")


def test_other_peoples_drafts_do_not_exist(client: FlaskClient) -> None:
    assert client.get(NO_SUCH).status_code == 404


def test_the_first_save_of_a_new_draft_changes_nothing(writer: Writer) -> None:
    before = writer.etag
    assert writer.keeps().json["etag"] == before


@pytest.mark.parametrize("slug", ["ke_hoach", "bao_cao", "thong_bao_ket_qua"])
def test_what_nobody_has_typed_yet_is_only_missing(client: FlaskClient, slug: str) -> None:
    writer = Writer(client, begun(client, "blank", slug))
    faults = writer.posts("/kiem-tra", {"pairs": json.dumps(writer.base)}).json["faults"]
    assert faults
    assert [one for one in faults if not one["is_missing"]] == []
    assert all(one["name"] not in {"", "content"} for one in faults)  # each at its own field


def test_a_blank_row_counts_for_nothing_and_the_others_keep_their_names(writer: Writer) -> None:
    rows = [
        *[pair for pair in writer.base if not pair[0].startswith("content.opening.bases[")],
        ("content.opening.bases[n1]", ""),
        ("content.opening.bases[n2]", "khong_co"),
    ]
    faults = writer.posts("/kiem-tra", {"pairs": json.dumps(rows)}).json["faults"]
    assert [one["name"] for one in faults if "bases" in one["name"]] == ["content.opening.bases[n2]"]

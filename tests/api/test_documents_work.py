"""What people do with a draft among themselves, over the API: remarks, who is asked, versions, the signed day."""

import io
import zipfile

import pytest

from service.register import people
from tests.api.conftest import OFFICE, OTHER_OFFICE


def code(answer):
    return answer.status_code, answer.get_json()["code"]


@pytest.fixture
def draft(api):
    return api.post("/documents", json=api.plan()).get_json()["id"]


def keep_steps(api, *steps):
    answer = api.call("PATCH", f"/offices/{OFFICE}/settings", json={"steps": list(steps)})
    assert answer.status_code == 200


def test_a_remark_is_said_once_and_settled(api, draft):
    where = f"/documents/{draft}/remarks"
    said = {"body": "Nêu rõ kinh phí.", "draft_version": 1}
    for _ in range(2):
        kept = api.post(where, json=said, key="remark").get_json()["remarks"]
    assert [(one["body"], one["path"], one["is_settled"]) for one in kept] == [
        ("Nêu rõ kinh phí.", "", False)
    ]
    settled = api.post(f"{where}/{kept[0]['id']}/settle").get_json()["remarks"]
    assert [one["is_settled"] for one in settled] == [True]
    assert api.get(where).get_json()["remarks"] == settled


def test_a_remark_stands_at_the_field_that_printed_its_paragraph(api, draft):
    duty = "content.implementation[0].duties[0].content"
    for paragraph in range(1, 40):
        said = {"body": str(paragraph), "paragraph": paragraph, "draft_version": 1}
        kept = api.post(f"/documents/{draft}/remarks", json=said).get_json()["remarks"]
    places = {one["path"]: one["quote"] for one in kept}
    words = api.plan()["content"]["implementation"][0]["duties"][0]["content"]
    assert words.rstrip(".") in places[duty]
    assert not any("ỦY BAN" in quote for path, quote in places.items() if path)


def test_a_remark_on_an_older_version_is_refused(api, draft):
    api.post(f"/documents/{draft}/versions", json={"label": "Trước họp"})
    api.put(f"/documents/{draft}", json=api.plan(subject="Khác"), headers={"If-Match": "*"})
    answer = api.post(f"/documents/{draft}/remarks", json={"body": "x", "paragraph": 3, "draft_version": 1})
    assert code(answer) == (409, "version_moved")


def test_another_person_is_asked(api, draft):
    keep_steps(api, "content_checked")
    assert api.post(f"/documents/{draft}/hand-over").status_code == 200
    shown = api.get(f"/documents/{draft}/assignee").get_json()
    approver = next(one for one in shown["candidates"] if one["login"].startswith("approver"))
    answer = api.put(f"/documents/{draft}/assignee", json={"user": approver["id"], "reason": "Chị Hoa nghỉ"})
    assert answer.get_json()["assignee"] == approver
    stranger = api.look(people.users_of, "ubnd-21529")[0][0].id
    refused = api.put(f"/documents/{draft}/assignee", json={"user": stranger})
    assert code(refused) == (422, "invalid_entry")
    assert api.get(f"/documents/{draft}/assignee").get_json()["assignee"] == approver


def test_versions_stand_still_are_compared_and_come_back(api, draft):
    where = f"/documents/{draft}"
    assert api.post(f"{where}/versions", json={"label": "Trước họp"}).status_code == 201
    api.put(where, json=api.plan(subject="Trích yếu sau họp"), headers={"If-Match": "*"})
    found = api.get(f"{where}/comparison?from=1&to=2").get_json()
    assert [(one["path"], one["new"]) for one in found["differences"]] == [("subject", "Trích yếu sau họp")]
    back = api.post(f"{where}/versions/1/restore").get_json()
    assert back["subject"] == api.plan()["subject"]
    assert code(api.post(f"{where}/versions/99/restore")) == (404, "document_not_found")


def test_the_word_file_of_a_draft_goes_out_and_its_version_stands_still(api, draft):
    answer = api.post(f"/documents/{draft}/word-file")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
        assert (
            draft in package.read("docProps/custom.xml").decode() + package.read("docProps/core.xml").decode()
        )
    labels = [one["label"] for one in api.get(f"/documents/{draft}/versions").get_json()["versions"]]
    assert "Gửi sửa trên Word" in labels


def test_the_day_of_the_signature_is_kept(api):
    keep_steps(api, "for_signature")
    plan = api.plan(intent="for_signature")
    own = api.post("/documents", json=plan).get_json()["id"]
    assert api.post(f"/documents/{own}/signature", json={"signed_on": "2026-03-05"}).get_json()[
        "signed_on"
    ] == ("2026-03-05")
    early = api.post(f"/documents/{own}/signature", json={"signed_on": "2026-03-04"}).get_json()
    assert [one["code"] for one in early["warnings"]] == ["signed_too_early"]
    api.post(f"/documents/{own}/signature", json={"signed_on": "2026-03-05"})
    late = api.post(f"/documents/{own}/signature", json={"signed_on": "2027-03-05"})
    assert code(late) == (422, "date_out_of_order")
    assert api.get(f"/documents/{own}").get_json()["signed_on"] == "2026-03-05"


def test_a_report_begins_with_its_plan(api):
    plan = api.post("/documents", json=api.plan(intent="draft"), key="plan").get_json()["id"]
    begun = api.get(f"/types/bao_cao/beginnings/{plan}").get_json()
    assert (begun["type"], begun["office"]) == ("bao_cao", OFFICE)
    assert begun["content"]["results"]
    assert all(set(one) == {"task"} for one in begun["content"]["results"])
    kept = api.post("/documents", json={**begun, "subject": "Báo cáo", "intent": "draft"}, key="report")
    assert kept.status_code == 201, kept.get_json()
    assert api.get(f"/types/bao_cao/beginnings/{kept.get_json()['id']}").status_code == 200
    refused = api.get(f"/types/ke_hoach/beginnings/{kept.get_json()['id']}")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "wrong_state")


def test_what_a_type_can_begin_with_is_listed_with_the_way_to_its_input(api):
    plan = api.issued(subject="Dân vận khéo").get_json()
    other = api.post("/documents", json=api.plan(subject="Chuyển đổi số")).get_json()
    found = api.get("/types/ke_hoach/beginnings").get_json()["beginnings"]
    assert [(one["way"], one["id"], one["code"]) for one in found] == [
        ("document", other["id"], None),
        ("document", plan["id"], "01/KH-UBND"),
    ]
    (source,) = api.get("/types/bao_cao/beginnings?q=dan van").get_json()["beginnings"]
    assert (source["way"], source["subject"], source["year"]) == ("source", "Dân vận khéo", 2026)
    begun = api.get(source["links"]["input"]).get_json()
    assert begun["sources"]["plan"]["code"] == "01/KH-UBND"
    stranger = api.token(office=OTHER_OFFICE)
    assert api.get("/types/ke_hoach/beginnings", token=stranger).get_json() == {
        "beginnings": [],
        "next": None,
    }


def test_the_history_says_who_did_what(api, draft):
    drafter = api.token(f"drafter@{OFFICE}")
    api.post(f"/documents/{draft}/versions", json={"label": "Trước họp"}, token=drafter)
    api.later(minutes=1)
    api.post(f"/documents/{draft}/remarks", json={"body": "Nêu rõ kinh phí.", "draft_version": 1})
    found = api.get(f"/documents/{draft}/history", token=drafter).get_json()["history"]
    assert [one["did"] for one in found] == ["Góp ý", "Lưu mốc", "Lập bản nháp"]
    assert [one["more"] for one in found] == ["Nêu rõ kinh phí.", "Trước họp", ""]
    assert found[0]["at"] > found[1]["at"]
    assert found[1]["who"] != found[0]["who"]


def test_what_the_user_may_do_now_follows_state_and_role(api, draft):
    keep_steps(api, "content_checked")
    own = f"/documents/{draft}"

    def acts(login):
        shown = api.get(own, token=api.token(f"{login}@{OFFICE}")).get_json()["acts"]
        return {one["act"] for one in shown}, [one["words"] for one in shown if one["is_next"]]

    assert acts("drafter") == ({"edit", "hand_over", "assign"}, ["Chuyển duyệt"])
    assert acts("administrator") == (set(), [])
    api.post(f"{own}/hand-over")
    assert "hand_over" not in acts("drafter")[0]
    assert {"submit", "return"} <= acts("approver")[0]
    assert acts("approver")[1] == ["Duyệt nội dung"]

"""Several documents are entered as sent in one act, all of them or none."""

from typing import Any

from tests.api.conftest import OFFICE, OTHER_OFFICE, Api

DAY = "2026-03-05"


def numbered(api: Api, count: int) -> list[str]:
    return [api.issued(key=f"k{number}").get_json()["id"] for number in range(count)]


def sent(api: Api, ids: list[str], day: str = DAY, **options: Any) -> Any:
    return api.post("/dispatches", json={"documents": ids, "dispatched_on": day}, **options)


def states(api: Api, ids: list[str]) -> list[str]:
    return [api.get(f"/documents/{one}").get_json()["state"] for one in ids]


def test_several_documents_are_sent_on_a_day_to_all_their_recipients(api: Api) -> None:
    ids = numbered(api, 3)
    answer = sent(api, ids[::-1])
    assert answer.status_code == 200
    assert [one["id"] for one in answer.get_json()["documents"]] == ids[::-1]
    assert states(api, ids) == ["dispatched"] * 3
    (sending,) = api.get(f"/documents/{ids[0]}").get_json()["dispatches"]
    assert (sending["dispatched_on"], sending["recipient"]) == (DAY, "")


def test_one_that_cannot_be_sent_holds_all_back_and_is_named(api: Api) -> None:
    ids = numbered(api, 2)
    draft = api.post("/documents", json=api.plan(subject="Chưa có số")).get_json()["id"]
    refused = sent(api, [*ids, draft])
    problem = refused.get_json()
    assert (refused.status_code, problem["code"]) == (409, "wrong_state")
    assert [one["path"] for one in problem["errors"]] == ["documents[2]"]
    assert "Chưa có số" in problem["detail"]
    assert states(api, ids) == ["issued"] * 2
    early = sent(api, ids, "2026-03-04").get_json()
    assert (early["code"], early["errors"][0]["path"]) == ("date_out_of_order", "documents[0]")
    assert sent(api, ids).status_code == 200
    again = sent(api, ids).get_json()
    assert (again["code"], again["errors"][0]["path"]) == ("wrong_state", "documents[0]")
    assert "01/KH-UBND" in again["detail"]


def test_all_that_cannot_be_sent_are_told_at_once_each_at_its_place(api: Api) -> None:
    ids = numbered(api, 2)
    assert sent(api, ids[:1]).status_code == 200
    draft = api.post("/documents", json=api.plan(subject="Chưa có số")).get_json()["id"]
    refused = sent(api, [ids[0], ids[1], "khong-co", draft])
    problem = refused.get_json()
    assert (refused.status_code, problem["code"]) == (409, "wrong_state")
    assert [(one["path"], one["code"]) for one in problem["errors"]] == [
        ("documents[0]", "wrong_state"),
        ("documents[2]", "document_not_found"),
        ("documents[3]", "wrong_state"),
    ]
    for one, named in zip(problem["errors"], ("01/KH-UBND", "khong-co", "Chưa có số"), strict=True):
        assert named in one["message"]
        assert one["message"] in problem["detail"]
    assert states(api, ids) == ["dispatched", "issued"]


def test_where_many_cannot_be_sent_the_sentence_names_some_and_the_list_all(api: Api) -> None:
    ids = [f"khong-co-{number}" for number in range(8)]
    problem = sent(api, ids).get_json()
    assert (problem["status"], problem["code"]) == (404, "document_not_found")
    assert [one["path"] for one in problem["errors"]] == [f"documents[{number}]" for number in range(8)]
    assert [one in problem["detail"] for one in ids] == [True] * 5 + [False] * 3
    assert problem["detail"].endswith("Và 3 văn bản khác.")


def test_a_document_of_another_office_is_none_that_could_be_sent(api: Api) -> None:
    (own,) = numbered(api, 1)
    stranger = api.token(office=OTHER_OFFICE)  # of the operator, who may see both
    refused = sent(api, [own], token=stranger)
    assert (refused.status_code, refused.get_json()["code"]) == (404, "document_not_found")
    (fault,) = refused.get_json()["errors"]
    assert (fault["path"], own in fault["message"], "KH-UBND" in fault["message"]) == (
        "documents[0]",
        True,
        False,
    )
    assert states(api, [own]) == ["issued"]


def test_a_repeat_with_its_key_sends_nothing_twice(api: Api) -> None:
    ids = numbered(api, 2)
    first, again = sent(api, ids, key="d"), sent(api, ids, key="d")
    assert (again.status_code, again.get_json()) == (200, first.get_json())
    assert again.headers["Idempotency-Replayed"] == "true"


def test_who_may_send_nothing_is_refused(api: Api) -> None:
    ids = numbered(api, 1)
    refused = sent(api, ids, token=api.token(f"drafter@{OFFICE}"))
    assert (refused.status_code, refused.get_json()["code"]) == (403, "not_allowed")


def test_no_document_too_many_and_one_named_twice_are_refused_at_their_field(shared_api: Api) -> None:
    for ids in ([], ["x"] * 2, [f"x{number}" for number in range(201)]):
        answer = sent(shared_api, ids)
        assert (answer.status_code, answer.get_json()["errors"][0]["path"]) == (422, "documents")

"""The number is asked before it is taken: what is foretold is what the act gives, and what moved is said."""

from typing import Any
from urllib.parse import parse_qs

import pytest

from service.issuing.office_wording import OfficeWording, set_wording
from service.register import offices, series
from service.register.models import LostNumber, Series
from tests.api.conftest import NOON, OFFICE, Api

DAY = "2026-03-05"


def kept(api: Api, *, token: str = "", **words: Any) -> str:
    """The address of a new draft of the office."""
    answer = api.post("/documents", json=api.plan(**words), token=token)
    assert answer.status_code == 201, answer.get_json()
    own: str = answer.get_json()["links"]["self"]
    return own


def foretold(api: Api, own: str, query: str = "", *, token: str = "") -> dict[str, Any]:
    answer = api.get(f"{own}/number-forecast{query}", token=token)
    assert answer.status_code == 200, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    return found


def said(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


def test_the_number_of_a_draft_is_told_before_it_is_taken_and_then_it_is_that(api: Api) -> None:
    api.issued()
    own = kept(api)
    seen = foretold(api, own)
    assert (seen["number"], seen["code"], seen["issued_on"]) == (2, "02/KH-UBND", DAY)
    assert (seen["symbol"], seen["expected_number"], seen["is_external"]) == ("KH-UBND", 2, False)
    assert (seen["is_possible"], seen["errors"], seen["blocking"]) == (True, [], 0)
    (general,) = [one for one in api.get("/series").get_json()["series"] if one["next"] == 2]
    assert seen["series"] == {"id": general["id"], "name": "Sổ số chung năm 2026"}
    act = {"signed_on": DAY, "issued_on": seen["issued_on"], "expected_number": seen["expected_number"]}
    done = api.post(f"{own}/issue", json=act, key="i").get_json()
    assert (done["number"], done["code"], done["symbol"]) == (seen["number"], seen["code"], seen["symbol"])


def test_to_ask_takes_no_number(api: Api) -> None:
    own = kept(api)
    assert [foretold(api, own)["number"] for _ in range(3)] == [1, 1, 1]


def test_a_number_that_somebody_else_took_is_refused_and_asked_again(api: Api) -> None:
    own = kept(api)
    act = {"signed_on": DAY, "expected_number": foretold(api, own)["expected_number"]}
    api.issued()
    assert said(api.post(f"{own}/issue", json=act, key="i")) == (409, "number_moved")
    act["expected_number"] = foretold(api, own)["expected_number"]
    assert api.post(f"{own}/issue", json=act, key="i").get_json()["number"] == 2


def test_what_was_put_up_for_signature_is_foretold_with_its_questions(api: Api) -> None:
    api.do(offices.set_office, OFFICE, {"steps": ["for_signature"]})
    body = api.plan(intent="for_signature", month="2026-02")
    own = api.post("/documents", json=body).get_json()["links"]["self"]
    seen = foretold(api, own)
    assert (seen["number"], seen["is_possible"]) == (1, True)
    assert [one["code"] for one in seen["questions"]] == ["month_turned"]
    act = {"signed_on": DAY, "expected_number": 1}
    assert said(api.post(f"{own}/issue", json=act, key="i")) == (422, "open_questions")
    act["acknowledged"] = [one["acknowledge"] for one in seen["questions"]]
    assert api.post(f"{own}/issue", json=act, key="i").status_code == 200


def test_a_draft_with_faults_is_foretold_with_all_of_them(api: Api) -> None:
    own = kept(api, content={})
    seen = foretold(api, own)
    assert (seen["number"], seen["is_possible"]) == (1, False)
    refused = api.post(f"{own}/issue", json={"signed_on": DAY}, key="i")
    assert seen["errors"] == refused.get_json()["errors"] != []


@pytest.mark.parametrize(
    ("day", "status", "code", "path"),
    [
        ("2026-03-06", 422, "date_in_future", "issued_on"),
        ("9999-12-31", 422, "date_in_future", "issued_on"),
        ("2026-03-01", 422, "date_out_of_order", "issued_on"),
        ("2025-12-31", 409, "series_not_open", ""),
    ],
)
def test_a_day_on_which_no_number_can_be_taken_is_told_as_the_act_would_refuse_it(
    api: Api, day: str, status: int, code: str, path: str
) -> None:
    api.issued()
    own = kept(api)
    seen = foretold(api, own, f"?issued_on={day}")
    assert (seen["issued_on"], seen["is_possible"]) == (day, False)
    assert [(one["code"], one["path"]) for one in seen["errors"]] == [(code, path)]
    assert "./run" not in seen["errors"][0]["message"]
    act = {"issued_on": day, "signed_on": min(day, DAY)}
    assert said(api.post(f"{own}/issue", json=act, key="i")) == (status, code)


def external(api: Api) -> None:
    """The numbers of plans come from the system of the province."""
    new = series.NewSeries(office_id=OFFICE, year=2026, kinds=("KH",), is_own=False, reason="Hệ thống tỉnh")
    api.do(series.open_series, new)


def refusals(seen: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["code"], one["path"]) for one in seen["errors"]]


def test_an_external_series_waits_for_its_number_and_gives_none_to_expect(api: Api) -> None:
    external(api)
    own = kept(api)
    seen = foretold(api, own)
    assert (seen["number"], seen["code"], seen["expected_number"]) == (None, None, None)
    assert (seen["is_external"], seen["symbol"], seen["is_possible"]) == (True, "KH-UBND", False)
    assert refusals(seen) == [("invalid_entry", "number")]
    refused = api.post(f"{own}/issue", json={"signed_on": DAY}, key="i")
    assert (refused.status_code, refused.get_json()["errors"]) == (422, seen["errors"])


def test_the_number_that_another_system_gave_is_foretold_and_then_it_is_that(api: Api) -> None:
    external(api)
    own = kept(api)
    seen = foretold(api, own, "?number=812")
    assert (seen["number"], seen["code"], seen["is_possible"]) == (812, "812/KH-UBND", True)
    assert (seen["is_external"], seen["expected_number"]) == (True, None)
    act = {"signed_on": DAY, "number": 812, "expected_number": seen["expected_number"]}
    done = api.post(f"{own}/issue", json=act, key="i").get_json()
    assert (done["number"], done["code"]) == (seen["number"], seen["code"])
    taken = foretold(api, kept(api), "?number=812")
    assert (taken["is_possible"], refusals(taken)) == (False, [("number_taken", "number")])


def test_a_number_that_contradicts_the_one_that_was_seen_is_refused(api: Api) -> None:
    external(api)
    own = kept(api)
    act = {"signed_on": DAY, "number": 812, "expected_number": 5}
    assert said(api.post(f"{own}/issue", json=act, key="i")) == (409, "number_moved")
    act["expected_number"] = 812
    assert api.post(f"{own}/issue", json=act, key="i").get_json()["number"] == 812
    file = {"name": "qd.pdf", "content": "JVBERi0xLjc="}
    paper = {"kind": "QĐ", "subject": "Thử", "files": [file], "number": 1, "expected_number": 2}
    assert said(api.post("/records", json=paper, key="r")) == (409, "number_moved")
    paper["expected_number"] = None
    assert api.post("/records", json=paper, key="r").get_json()["number"] == 1


def test_a_number_that_is_not_the_next_one_is_told_as_the_act_would_refuse_it(api: Api) -> None:
    own = kept(api)
    seen = foretold(api, own, "?number=9")
    assert (seen["is_possible"], refusals(seen)) == (False, [("number_taken", "number")])
    act = {"signed_on": DAY, "number": 9}
    assert said(api.post(f"{own}/issue", json=act, key="i")) == (409, "number_taken")
    assert foretold(api, own, "?number=1")["is_possible"]


def test_a_step_that_the_office_keeps_is_told_as_the_act_would_refuse_it(api: Api) -> None:
    own = kept(api)
    api.do(offices.set_office, OFFICE, {"steps": ["form_checked", "for_signature"]})
    for _ in range(2):
        seen = foretold(api, own)
        assert (seen["is_possible"], refusals(seen)) == (False, [("wrong_state", "")])
        refused = api.post(f"{own}/issue", json={"signed_on": DAY}, key="i")
        assert (said(refused), refused.get_json()["detail"]) == (
            (409, "wrong_state"),
            seen["errors"][0]["message"],
        )
        assert api.post(f"{own}/submit").status_code == 200
    assert foretold(api, own)["is_possible"]


def test_what_blocks_is_what_holds_back_the_signature_and_no_signed_paper(api: Api) -> None:
    set_wording(api.work(), OFFICE, OfficeWording(blocks=True))
    content = {**api.plan()["content"], "closing": "Yêu cầu các đơn vị phân đấu hoàn thành nhiệm vụ."}
    own = kept(api, content=content)
    seen = foretold(api, own)
    assert (seen["blocking"], seen["is_possible"]) == (1, True)
    api.do(offices.set_office, OFFICE, {"steps": ["for_signature"]})
    assert said(api.post(f"{own}/submit")) == (422, "layout_refused")
    api.do(offices.set_office, OFFICE, {"steps": []})
    assert api.post(f"{own}/issue", json={"signed_on": DAY}, key="i").status_code == 200


def test_a_document_with_a_number_and_one_who_may_give_none_are_refused_as_at_the_act(api: Api) -> None:
    own = api.issued().get_json()["links"]["self"]
    assert said(api.get(f"{own}/number-forecast")) == (409, "wrong_state")
    drafter = api.token(f"drafter@{OFFICE}")
    draft = kept(api, token=drafter)
    assert said(api.get(f"{draft}/number-forecast", token=drafter)) == (403, "not_allowed")


def test_a_test_token_is_told_the_number_of_its_sandbox(api: Api) -> None:
    api.issued()
    test = api.token(live=False)
    assert foretold(api, kept(api, token=test), token=test)["code"] == "01/KH-UBND"


def test_the_number_of_a_paper_from_elsewhere_is_told_and_then_it_is_that(api: Api) -> None:
    api.issued()
    seen = api.get("/records/number-forecast?kind=quyet_dinh").get_json()
    assert (seen["number"], seen["symbol"], seen["code"]) == (2, "QĐ-UBND", "02/QĐ-UBND")
    assert (seen["issued_on"], seen["expected_number"], seen["is_external"]) == (DAY, 2, False)
    assert seen["series"]["name"] == "Sổ số chung năm 2026"
    assert seen["warnings"] == []


def test_a_number_that_the_paper_has_already_is_not_expected(api: Api) -> None:
    new = series.NewSeries(office_id=OFFICE, year=2026, kinds=("CV",), is_own=False, reason="Hệ thống tỉnh")
    api.do(series.open_series, new)
    missing = api.get("/records/number-forecast?kind=CV&symbol=UBND-VP")
    assert said(missing) == (422, "invalid_entry")
    assert [one["path"] for one in missing.get_json()["errors"]] == ["number"]
    seen = api.get("/records/number-forecast?kind=CV&symbol=UBND-VP&number=812").get_json()
    assert (seen["code"], seen["expected_number"], seen["is_external"]) == ("812/UBND-VP", None, True)
    file = {"name": "cv.pdf", "content": "JVBERi0xLjc="}
    paper = {"kind": "CV", "subject": "Trả lời", "symbol": "UBND-VP", "number": 812, "files": [file]}
    assert api.post("/records", json=paper, key="r").status_code == 201
    again = api.get("/records/number-forecast?kind=CV&symbol=UBND-VP&number=812")
    assert said(again) == (409, "number_taken")


def test_a_lost_number_is_foretold_for_a_day_that_somebody_names(api: Api) -> None:
    for number in range(3):
        api.issued(key=f"k{number}")
    (general,) = [one for one in api.get("/series").get_json()["series"] if one["next"] == 4]
    lost = LostNumber(
        series_id=general["id"], number=2, reason="Sổ giấy", confirmed_by="operator", confirmed_at=NOON
    )
    api.do(lambda session, _: session.add(lost))
    asked = "/records/number-forecast?kind=QĐ&number=2"
    assert said(api.get(asked)) == (422, "invalid_entry")
    seen = api.get(f"{asked}&issued_on={DAY}").get_json()
    assert (seen["code"], seen["expected_number"], seen["is_external"]) == ("02/QĐ-UBND", None, False)


def test_a_draft_is_foretold_the_lost_number_that_it_had_and_then_it_is_that(api: Api) -> None:
    api.issued()
    (general,) = [one for one in api.get("/series").get_json()["series"] if one["next"] == 2]

    def lose_a_number(session: Any, _: Any) -> None:
        session.get_one(Series, general["id"]).last_number = 3
        words = {"reason": "Sổ giấy", "confirmed_by": "operator", "confirmed_at": NOON}
        session.add(LostNumber(series_id=general["id"], number=2, **words))

    api.do(lose_a_number)
    own = kept(api)
    assert refusals(foretold(api, own, "?number=2")) == [("invalid_entry", "issued_on")]
    seen = foretold(api, own, f"?number=2&issued_on={DAY}")
    assert (seen["code"], seen["expected_number"], seen["is_possible"]) == ("02/KH-UBND", None, True)
    act = {"signed_on": DAY, "issued_on": DAY, "number": 2}
    assert api.post(f"{own}/issue", json=act, key="i").get_json()["code"] == seen["code"]


def test_a_symbol_that_no_office_writes_is_warned_of_before_anything_is_typed(api: Api) -> None:
    seen = api.get("/records/number-forecast?kind=QĐ&symbol=QĐ-SNV").get_json()
    assert [one["code"] for one in seen["warnings"]] == ["symbol_without_office"]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("kind=QĐ&issued_on=2026-03-06", 422, "date_in_future"),
        ("kind=QĐ&issued_on=2025-12-31", 409, "series_not_open"),
        ("kind=QĐ&issued_on=9999-12-31", 422, "date_in_future"),
        ("kind=QĐ&number=9", 409, "number_taken"),
        ("kind=công thư", 422, "invalid_entry"),
        ("kind=QĐ&symbol=KH-UBND", 422, "invalid_entry"),
        ("kind=QĐ&is_secret=true", 409, "series_not_open"),
        ("issued_on=2026-03-05", 400, "invalid_parameter"),
        ("kind=", 400, "invalid_parameter"),
    ],
)
def test_what_the_entry_would_refuse_the_forecast_refuses(
    shared_api: Api, query: str, status: int, code: str
) -> None:
    assert said(shared_api.get(f"/records/number-forecast?{query}")) == (status, code)
    if status == 400:
        return  # of an address only
    head = {name: values[0] for name, values in parse_qs(query).items()}
    typed: dict[str, Any] = {"is_secret": "is_secret" in head, **({"number": 9} if "number" in head else {})}
    files = [] if typed["is_secret"] else [{"name": "a.pdf", "content": "JVBERi0xLjc="}]
    body = {**head, **typed, "subject": "Thử", "files": files}
    assert said(shared_api.post("/records", json=body, key=query.encode().hex())) == (status, code)


def test_who_may_enter_nothing_is_told_nothing(shared_api: Api) -> None:
    drafter = shared_api.token(f"drafter@{OFFICE}")
    assert said(shared_api.get("/records/number-forecast?kind=QĐ", token=drafter)) == (403, "not_allowed")

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("quý II, III/2025", "Hiểu là: quý II, quý III năm 2025."),
        ("theo chương trình", "in nguyên văn"),
        ("", ""),
        ("x" * 5000, "Hiểu là"),
    ],
)
def test_a_deadline_is_said_as_it_is_understood(client: FlaskClient, typed: str, said: str) -> None:
    answer = client.get("/form/deadline", query_string={"value": typed}).get_json()
    assert said in answer["understood"]
    assert bool(answer["understood"]) == bool(typed)
    assert answer["fault"] == ""


def test_a_deadline_that_cannot_be_read_is_a_fault_and_nothing_understood(client: FlaskClient) -> None:
    answer = client.get("/form/deadline", query_string={"value": "trước ngày 31/11/2025"}).get_json()
    assert answer["understood"] == ""
    assert answer["fault"].startswith("Ngày “31/11/2025” không có trong lịch")


def test_a_text_too_long_to_be_converted_is_refused_and_not_cut(client: FlaskClient) -> None:
    html = client.get("/van-ban/moi").get_data(as_text=True)
    headers = {"X-CSRF-Token": html.partition('name="csrf" value="')[2].partition('"')[0]}
    text = "kÕ ho¹ch d©n vËn chÝnh quyÒn "
    for times, status in ((2, 200), (200_000 // len(text) + 1, 400)):
        answer = client.post(
            "/form/unicode", data={"text": text * times}, headers={**headers, "Accept": "application/json"}
        )
        assert answer.status_code == status
        assert ("200.000" in answer.get_data(as_text=True)) == (status == 400)


def test_a_pasted_citation_is_answered_by_field(client: FlaskClient) -> None:
    html = client.get("/van-ban/moi").get_data(as_text=True)
    headers = {"X-CSRF-Token": html.partition('name="csrf" value="')[2].partition('"')[0]}
    for text, fields in (
        (
            "Kế hoạch số 5/KH-UBND ngày 03/02/2025",
            {"kind": "Kế hoạch", "code": "5/KH-UBND", "date": "03/02/2025"},
        ),
        ("Phòng Nội vụ", {}),
    ):
        answer = client.post(
            "/form/citation", data={"text": text}, headers={**headers, "Accept": "application/json"}
        )
        assert answer.get_json() == {"fields": fields}

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("quý II, III/2025", "Hiểu là: quý II, quý III năm 2025."),
        ("trước ngày 31/11/2025", "Chưa đọc được: Ngày “31/11/2025” không có trong lịch"),
        ("theo chương trình", "in nguyên văn"),
        ("", ""),
        ("x" * 5000, "Hiểu là"),
    ],
)
def test_a_deadline_is_said_as_it_is_understood(client: FlaskClient, typed: str, said: str) -> None:
    answer = client.get("/form/deadline", query_string={"value": typed}).get_json()
    assert said in answer["understood"]
    assert bool(answer["understood"]) == bool(typed)


def test_offices_are_found_by_the_beginning_of_their_name(client: FlaskClient) -> None:
    answer = client.get("/form/offices", query_string={"value": "huyện ba tơ"}).get_json()
    assert answer["offices"][0]["id"] == "ubnd-huyen-ba-to"
    assert client.get("/form/offices").get_json() == {"offices": []}


def test_the_bodies_of_an_office_are_named_by_their_role(client: FlaskClient) -> None:
    bodies = client.get("/form/bodies", query_string={"office": "ubnd-huyen-ba-to"}).get_json()["bodies"]
    assert bodies["noi_vu"] == "Phòng Nội vụ"
    assert bodies["chuyen_doi_so"] == "Phòng Văn hóa - Khoa học và Thông tin (chuyển đổi số)"
    unknown = client.get("/form/bodies", query_string={"office": "x"}).get_json()["bodies"]
    assert unknown["noi_vu"] == "nội vụ"

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

"""Rows ticked on the page and rows of a table of days are numbered together; what contradicts is refused."""

import pytest

from service.jobs import batches
from tests.web.batch_work import BatchPages, open_series, pages
from tests.web.office_work import text_of

TABLE = ("TT;Ngày ban hành\n1;5/2/2025\n2;\n3;\n".encode(), "ngay.csv")


@pytest.fixture
def at(app) -> BatchPages:
    made = pages(app)
    open_series(made.desk)
    return made


def numbers(at: BatchPages, address: str) -> list[int | None]:
    items = batches.items(at.desk.workplace("operator"), address.rsplit("/", 1)[-1])
    return [one.document.number if one.document else None for one in items]


def test_ticked_rows_and_rows_of_the_table_are_numbered_together(at: BatchPages) -> None:
    address = at.finished()
    done = at.post(f"{address}/cap-so", files={"days": TABLE}, **{"row": "3", "day-3": "4/2/2025"})
    assert done.status_code == 303, text_of(done)
    at.run(address)
    assert numbers(at, address) == [2, None, 1]


def test_a_row_with_two_days_is_refused_at_its_field(at: BatchPages) -> None:
    address = at.finished()
    done = at.post(f"{address}/cap-so", files={"days": TABLE}, **{"row": "1", "day-1": "4/2/2025"})
    assert done.status_code == 422
    assert "Dòng 1: trang ghi ngày 04/02/2025, bảng ghi ngày 05/02/2025" in text_of(done)
    assert 'id="day-1.loi"' in text_of(done)
    assert numbers(at, address) == [None, None, None]


@pytest.mark.parametrize(
    "fields", [{"files": {"days": TABLE}}, {"day-3": "4/2/2025"}], ids=["table", "own day"]
)
def test_the_whole_batch_at_once_takes_no_days_of_single_rows(
    at: BatchPages, fields: dict[str, object]
) -> None:
    address = at.finished()
    done = at.post(f"{address}/cap-so", whole="1", **fields)
    assert done.status_code == 422
    assert "Cấp số cả đợt thì mọi dòng cùng một ngày" in text_of(done)
    assert numbers(at, address) == [None, None, None]

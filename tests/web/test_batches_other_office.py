"""A plan that names another office is not taken for the plan of the own office without a word."""

import json

import pytest

from tests.web import people
from tests.web.batch_work import BatchPages, pages, plan_of, rows
from tests.web.office_work import text_of

BA_TO = "ubnd-21484"
UNIT = "21490"
CODE = "plan_of_other_office"


@pytest.fixture
def at(app) -> BatchPages:
    return pages(app)


def of_office(at: BatchPages, office_id: str) -> bytes:
    """A plan that says of itself whose it is."""
    return json.dumps({**json.loads(plan_of(at.desk, "Dân vận của {đơn vị}")), "office": office_id}).encode()


def begun(at: BatchPages, plan: bytes, *, by: str = "office") -> str:
    done = at.post("/theo-lo/moi", (plan, "chung.json"), type="ke_hoach", by=by)
    assert done.status_code == 303, text_of(done)
    return str(done.location)


def test_a_plan_of_another_office_waits_until_somebody_says_that_it_is_to_be_ours(at: BatchPages) -> None:
    page = begun(at, of_office(at, BA_TO))
    said = at.checked(page, rows(UNIT))
    assert "ghi cơ quan ban hành là <b>Ủy ban nhân dân xã Ba Tơ, tỉnh Quảng Ngãi</b>" in said
    assert "Tạo 1 văn bản để trình ký" not in at.buttons(page)
    done = at.post(f"{page}/tao")
    assert done.status_code == 409, done.status_code
    assert "Dữ liệu chung ghi cơ quan ban hành là Ủy ban nhân dân xã Ba Tơ" in text_of(done)
    at.post(f"{page}/xac-nhan", code=CODE, mark=BA_TO, confirmed="1")
    assert "Tạo 1 văn bản để trình ký" in at.buttons(page)
    assert "/theo-lo/chuan-bi/" not in str(at.post(f"{page}/tao").location)


def test_a_confirmation_holds_for_the_office_that_was_named_only(at: BatchPages) -> None:
    page = begun(at, of_office(at, BA_TO))
    at.checked(page, rows(UNIT))
    at.post(f"{page}/xac-nhan", code=CODE, mark=BA_TO, confirmed="1")
    other = of_office(at, "ubnd-21490")
    assert at.post(f"{page}/du-lieu", (other, "khac.json")).status_code == 303
    assert "Tạo 1 văn bản để trình ký" not in at.buttons(page)
    assert "là của cơ quan khác" in at.says(page)


def test_the_sample_of_another_office_is_asked_about_and_that_of_the_type_is_nobodys(at: BatchPages) -> None:
    for sample, is_asked in (("sample:xa_ba_to_2026/ke_hoach", True), ("sample:minimal", False)):
        page = at.begun(plan=sample)
        assert ("ghi cơ quan ban hành là" in at.says(page)) is is_asked


def test_the_own_plan_is_not_asked_about(at: BatchPages) -> None:
    page = begun(at, of_office(at, people.OFFICE))
    at.checked(page, rows(UNIT))
    assert "ghi cơ quan ban hành là" not in at.says(page)
    assert "Tạo 1 văn bản để trình ký" in at.buttons(page)


def test_a_question_calls_a_role_by_its_words(at: BatchPages) -> None:
    plan = plan_of(at.desk, "Dân vận của {đơn vị}").replace(b'"van_phong"', b'"dan_van"')
    assert b"dan_van" in plan
    for codes in (["21490"], ["21490", "21496"]):  # one unit: in the sentence; several: in the list below it
        said = at.checked(begun(at, plan, by="units"), rows(*codes))
        assert "giữ vai trò “dân vận”" in said
        assert "dan_van" not in said

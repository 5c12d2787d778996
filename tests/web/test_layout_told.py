"""A fault of layout is told with its place, what was found and what is right: where it refuses, and where it is kept."""

import shutil
from dataclasses import replace

import pytest

from service.app import create_app
from service.issuing.desk import TYPES
from service.settings import Settings
from tests.crooked_type import with_crooked_plan
from tests.web import people
from tests.web.office_work import draft, keep_steps, text_of
from tests.web.word_files import page_form

FAULT = r"Đoạn 5: “|Thấy: phông Arial"


@pytest.fixture
def crooked(desk, tmp_path):
    copy = tmp_path / "templates_docx"
    shutil.copytree(TYPES, copy)
    return replace(desk, catalogue=with_crooked_plan(copy))


@pytest.fixture
def approver(crooked):
    keep_steps(crooked, "form_checked")
    return people.signed_in(create_app(Settings(secret_key="k" * 40), desk=crooked), people.ALL_ROLES)


def test_the_step_that_is_refused_says_where_and_what(crooked, approver):
    document_id = draft(crooked)
    address = f"/van-ban/{document_id}"
    answer = approver.post(f"{address}/chuyen-buoc", data=page_form(approver, address, "/chuyen-buoc"))
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Thể thức còn lỗi phải sửa trước" in page
    assert "Đoạn " in page.split("còn lỗi phải sửa trước")[1].split("</section>")[0]
    assert "Thấy: Arial." in page
    assert "Đúng: Times New Roman." in page

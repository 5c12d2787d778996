"""Fields made from skeletons are the very HTML of the macros, whatever is typed and wherever a field stands."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, current_app

from service.web.form_fields import Asked, Field
from service.web.form_skeletons import blank_item, shown

WORDS = (
    "",
    "Kế hoạch",
    "{0} {1} {} %s </textarea><b>&\"'",
    "\x02dấu\x03",
    "dài " * 40,
    "dòng 1\ndòng 2",
)
KINDS = ("text", "textarea", "lines", "yaml", "checkbox", "switch", "suggested")
OPTIONS = (("", "Mặc định: a"), ("a", "a"), ("b", "chữ <b>"))


def fields() -> Iterator[Field]:
    """Fields of every plain kind at two places, one of them as a script may name it."""
    for path in ("content.muc[0].ten", "content.x'\"<{0}>[n1].y"):
        for words in WORDS:
            for kind in KINDS:
                yield Field(path, path, kind, "Tên", help="Giải <thích>", value=words, space="task", rows=3)
            yield Field(path, path, "select", "Chọn", is_required=True, value=words, options=OPTIONS)
            box = Field(f"{path}.$main", path, "text", "Hạn", value=words, placeholder="Ghi như")
            part = Field(f"{path}.note", path, "text", "Ghi chú", is_extra=True, value=words)
            yield Field(path, path, "deadline", "Hạn", note=words, children=(box, part))
            chosen = Field(f"{path}.$main", path, "select", "Cơ quan", options=OPTIONS, value="b")
            others = [Field(f"{path}.$name", path, "text", "Tên khác", value=words)] * 2
            yield Field(path, path, "agency", "Cơ quan", children=(chosen, *others))


@pytest.fixture
def macros(app: Flask) -> Iterator[Any]:
    with app.test_request_context():
        yield current_app.jinja_env.get_template("fields.html").module


def test_a_field_from_its_skeleton_is_what_its_macro_makes(macros: Any) -> None:
    for _again in range(2):
        for field in fields():
            assert shown(field, macros.show) == macros.show(field)


def test_what_is_said_at_a_field_stands_at_it_alone(macros: Any) -> None:
    bare = Field("subject", "subject", "text", "Trích yếu", value="Tập huấn")
    question = Asked("acknowledged[0]", "ma", "subject", "x", "Có đúng không?")
    for field in (bare._replace(faults=("Còn thiếu.",)), bare._replace(questions=(question,)), bare):
        assert shown(field, macros.show) == macros.show(field)


def test_a_blank_item_has_the_choices_of_its_own_office(macros: Any) -> None:
    first, second = (
        Field("__P__", "a[]", "select", "Cơ quan", item_word="cơ quan", options=(("x", name),))
        for name in ("Phòng Nội vụ", "Phòng Văn hóa")
    )
    assert "Phòng Nội vụ" in blank_item(first)
    assert "Phòng Văn hóa" in blank_item(second)
    assert blank_item(first) == macros.row(first, "", "cơ quan")

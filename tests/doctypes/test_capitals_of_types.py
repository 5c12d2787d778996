"""Capitals that a template raises or lowers around what a person typed."""

import io

import docx
import pytest

from service import reference
from service.doctypes.preparing import prepare
from service.domain.frame import Act
from service.rendering import context, templates
from tests.doctypes.samples import CATALOGUE, envelope


def lines(whole):
    document_type = CATALOGUE.get(whole["type"])
    made = prepare(document_type, whole, office=reference.office(whole["office"]), catalogue=CATALOGUE)
    printed = templates.compiled(document_type).render(context.build(made, Act()))
    document = docx.Document(io.BytesIO(printed))
    return [paragraph.text.replace("\u00a0", " ") for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Nhà nước", "Nhà nước"),
        ("Quỹ Vì người nghèo", "Quỹ Vì người nghèo"),
        ("Mặt trận Tổ quốc", "Mặt trận Tổ quốc"),
        ("Ban Vận động quỹ", "Ban Vận động quỹ"),
        ("Nhân dân đóng góp", "Nhân dân đóng góp"),
        ("Ngân sách xã", "ngân sách xã"),
    ],
)
def test_the_source_of_money_keeps_the_capital_of_a_name(typed, words):
    whole = envelope(("ke_hoach", "full"))
    whole["content"]["budget"]["entries"][0]["source"] = typed
    assert any(f", từ nguồn {words};" in line for line in lines(whole))


def test_a_sentence_about_a_unit_begins_with_a_capital():
    whole = envelope(("thong_bao_ket_qua", "one_unit"))
    whole["content"]["unit_result"]["name"] = "xã Ba Vinh"
    assert any(line.startswith("Xã Ba Vinh tự chấm ") for line in lines(whole))

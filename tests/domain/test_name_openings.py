"""Which first words of a figure, a reason or a source keep their capital inside a sentence, and which do not."""

import pytest
import yaml

from service.domain.text import lower_unless_name
from service.proofreading.checks.unit_obsolete import TWO_LEVELS_FROM
from service.reference import places
from tests.doctypes.samples import ROOT

WORDS = yaml.safe_load((ROOT / "data" / "language" / "words.yaml").read_text(encoding="utf-8"))
#: Names of one syllable that a word spells too: without "xã", "phường" nobody can tell.
SPELT_LIKE_WORDS = {"Láng", "Kép", "Lìa", "Xốp", "Gào"}


@pytest.mark.parametrize(
    "text",
    [
        "Ba Tơ nhận 126 hồ sơ",
        "*Ba* Tơ nhận 126 hồ sơ",
        "Nhân dân đóng góp",
        "**Nhân dân** đóng góp",
        "Nhà nước",
        "Đảng, Nhà nước",
        "Đảng ủy xã chưa họp",
        "Huyện ủy hỗ trợ",
        "Mặt trận Tổ quốc",
        "Ủy ban nhân dân xã",
        "Uỷ ban MTTQ Việt Nam xã",
        "Hội đồng nhân dân xã",
        "Công an xã chậm báo cáo",
        "Phòng Kinh tế còn hồ sơ trễ hẹn",
        "Sở Y tế chưa trả lời",
        "Sở GD&ĐT chưa trả lời",
        "Trung tâm Phục vụ hành chính công",
        "Văn phòng HĐND và UBND",
        "Quỹ Vì người nghèo",
        "Ban Vận động quỹ",
        "Trường THCS Ba Vinh",
        "Chương trình mục tiêu quốc gia",
        "Kế hoạch số 05/KH-UBND chưa ban hành",
        "Nguyễn Văn An chưa nộp",
        "Bà Rịa - Vũng Tàu",
        "Thành phố Hồ Chí Minh",
        "Xã Đặng Thùy Trâm nộp chậm",
        "Phường 2 nộp chậm",
        "M’Drắk nhận",
        "UBND xã chưa duyệt",
        "Chủ tịch UBND xã chưa đối thoại",
        "ba Tơ",
        "126 hồ sơ",
        "",
    ],
)
def test_a_name_keeps_its_capital(text):
    assert lower_unless_name(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Số hồ sơ của Ba Tơ",
        "Còn hồ sơ trễ hẹn",
        "Còn Phòng Nội vụ chưa nộp",
        "Chưa đối thoại với Nhân dân",
        "Chậm nộp báo cáo",
        "Do Sở Nội vụ chưa trả lời",
        "Xã Ba Vinh nộp chậm",
        "Xã Hoàng Su Phì nộp chậm",
        "Tỉnh Quảng Ngãi hỗ trợ",
        "Ông Nguyễn Văn An chưa nộp",
        "Ngân sách xã",
        "Ngân sách Trung ương",
        "Vốn Chương trình mục tiêu quốc gia",
        "Quỹ khen thưởng",
        "Phòng, chống dịch",
        "Xã/Phường nộp chậm",
        "Sở, ban, ngành",
        "Ban hành Kế hoạch",
        "Ký Quy chế phối hợp",
        "Giao Phòng Nội vụ",
        "Kế hoạch chưa ban hành",
        "Đảng viên vi phạm",
        "Hội viên tăng",
        "Hội nghị đối thoại",
        "Văn phòng phẩm",
        "Bộ phận một cửa",
        "Thu NSNN vượt dự toán",
        "Quý II năm 2025",
        "Nhóm A",
        "Trễ hẹn",
        "Hoàn thành đúng hạn",
        "Thường xuyên, đã có minh chứng",
        "Xã hội hóa",
    ],
)
def test_a_common_word_loses_its_capital(text):
    assert lower_unless_name(text) == text[0].lower() + text[1:]


def test_names_of_units_of_today_keep_their_capital():
    names = {unit.name for unit in places.units_on(TWO_LEVELS_FROM)} - SPELT_LIKE_WORDS
    assert [name for name in names if lower_unless_name(f"{name} nhận hồ sơ") != f"{name} nhận hồ sơ"] == []


def test_bodies_that_the_proofreader_knows_keep_their_capital():
    assert [name for name in WORDS["names"] if lower_unless_name(f"{name} xã") != f"{name} xã"] == []

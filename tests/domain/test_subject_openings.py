import pytest

from service.domain.subject_openings import opens_commonly
from service.domain.text import lower_opening


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành Quy chế",
        "Công tác dân vận",
        "Phòng, chống dịch bệnh",
        "Các biện pháp",
        "Việc tiếp công dân",
        "Một số nhiệm vụ",
        "Thực hiện Nghị quyết",
    ],
)
def test_a_usual_opening_is_common(text):
    assert opens_commonly(text)
    assert lower_opening(text) == text[0].lower() + text[1:]


@pytest.mark.parametrize(
    "text",
    [
        "Quốc hội khóa XV",
        "Ba Tơ phát triển",
        "Ban Thường vụ Huyện ủy",
        "Công an huyện",
        "Phòng Nội vụ",
        "Bảo hiểm xã hội huyện",
        "Quy Nhơn",
        "Tuyên Quang",
        "Hướng Hóa",
        "UBND xã",
        "2 năm thực hiện",
        "",
        "Việt Nam",
    ],
)
def test_what_may_be_a_name_keeps_its_capital(text):
    assert not opens_commonly(text)
    assert lower_opening(text) == text


def test_marks_of_emphasis_do_not_hide_an_opening():
    assert lower_opening("*Phê duyệt* đề án") == "*phê duyệt* đề án"
    assert lower_opening("**Quốc hội** họp") == "**Quốc hội** họp"


def test_abbreviations_after_a_common_syllable_stay():
    assert lower_opening("“Việc tốt” của tuổi trẻ") == "“việc tốt” của tuổi trẻ"

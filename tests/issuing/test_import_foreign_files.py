"""Files as offices type them: nothing is called placed that does not come out, and what is placed is at its place."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service import reference
from service.domain.deadlines import deadline_text
from service.domain.text import plain
from service.intake.citing import printed as cited
from service.issuing.imported import Imported
from service.issuing.importing import import_file
from service.issuing.preview import preview
from tests.intake.foreign_files import FILES, NOTICE, REPORT, TASK_TABLE, TYPED_PLAN, foreign_file
from tests.intake.reference_plan import is_right, reference_file
from tests.issuing.read_back import BODY_OF_ROLE, NOW, accounted
from tests.issuing.test_importing_generated import SHIPPED

DEADLINE = {"ongoing", "on", "by", "before", "from", "to", "quarters", "months", "note"}
#: Words of labels and of the sentences that a type prints itself around its values.
OWN = [*reference.label_words(), *reference.label_words().values(), *["như", "sau", "ủy", "ban", "nhân", "dân", "ubnd", "xã", "ba", "tơ", "ngày", "tháng", "năm", "quý", "cung", "cấp", "chậm", "nhất", "trước", "điểm", "đạt", "tổng", "số", "tự", "chấm", "trừ", "bị", "lý", "do", "theo", "trách", "nhiệm", "cơ", "quan", "chủ", "trì", "tham", "mưu", "hướng", "khắc", "phục", "xếp", "loại", "phân", "công", "cụ", "thể", "từng", "nhiệm", "vụ", "tại", "phụ", "lục", "kèm", "kế", "hoạch", "này"]]  # fmt: skip


@cache
def read(name: str) -> Imported:
    slug, kind, body = FILES[name]
    content = foreign_file(kind, body)
    found = import_file(SHIPPED, slug, content, now=NOW)
    accounted(content, found)
    return found


def place_of(found: Imported, text: str) -> str:
    (one,) = [one for one in (*found.placed, *found.tray) if text in one.text]
    return one.path if one in found.placed else "tray"


def words_of(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if "role" in value:
            yield BODY_OF_ROLE[value["role"]]
        elif value and set(value) <= DEADLINE:
            yield deadline_text(value)
        elif "kind" in value and "issuer" in value:
            yield from cited(value)
        for part in value.values():
            yield from words_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from words_of(part)
    else:
        yield str(value)


def tokens(text: str) -> set[str]:
    return {
        word.lstrip("0")
        for word in re.findall(r"\w+", plain(text).lower())
        if not word.isdigit() or int(word)
    }


def require_said(found: Imported) -> None:
    """Each word of a placed paragraph stands in the input, or is a label or a word of the type: looked for one by one."""
    said = set().union(*(tokens(text) for text in (*words_of(found.envelope), *OWN)))
    for one in found.placed:
        if one.path.startswith("content.") and not one.path.endswith((".number", ".index")):
            words = re.sub(r"^\W*(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])?[./)]\s*(?:Tiêu chí \d+:)?", "", one.text)
            assert tokens(words) <= said, one
        elif one.path.startswith("muc."):
            assert len(one.text.split()) < 15, one


@pytest.mark.parametrize("name", FILES)
def test_what_is_called_placed_stands_in_the_input(name: str) -> None:
    require_said(read(name))


PIECES = st.sampled_from(
    [*TYPED_PLAN, *(one for one in (*REPORT, *NOTICE) if isinstance(one, str)), TASK_TABLE]
)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    body=st.lists(PIECES, min_size=3, max_size=14, unique_by=str),
    slug=st.sampled_from(["ke_hoach", "bao_cao", "thong_bao_ket_qua"]),
)
def test_paragraphs_in_any_order_are_placed_with_their_words_or_lie_in_the_tray(
    body: list[Any], slug: str
) -> None:
    content = foreign_file("KẾ HOẠCH", body)
    found = import_file(SHIPPED, slug, content, now=NOW)
    accounted(content, found)
    require_said(found)


@pytest.mark.parametrize(
    ("way", "paragraphs"), [("automatic", 152), ("typed", 152), ("table", 258), ("tasks", 152)]
)
def test_the_reference_plan_is_read_right_in_each_way_of_typing_it(way: str, paragraphs: int) -> None:
    content, fields = reference_file(way)
    found = import_file(SHIPPED, "ke_hoach", content, now=NOW)
    accounted(content, found)
    paths = {one.number: one.path for one in found.placed}
    in_rows = way == "tasks"
    right = [
        number for number, field in fields.items() if is_right(paths.get(number, ""), field, in_rows=in_rows)
    ]
    assert len(fields) == paragraphs
    assert len(right) / len(fields) >= 0.99
    require_said(found)


def test_a_plan_with_its_sections_one_level_off_lands_in_the_sections_that_its_titles_name() -> None:
    found = read("typed_plan")
    content = found.envelope["content"]
    assert content["general_tasks"].splitlines() == [
        "1. Tổ chức quán triệt các văn bản của cấp trên.",
        "2. Gắn công tác dân vận với cải cách hành chính.",
    ]
    assert [(one["title"], one["max_points"]) for one in content["criteria"]] == [
        ("Quán triệt, triển khai văn bản", "10"),
        ("Cải cách hành chính", "20"),
    ]
    assert place_of(found, "IV. KINH PHÍ") == "muc.kinh_phi.title"
    assert content["budget"]["intro"].startswith("Kinh phí lấy từ ngân sách xã")
    assert [one["body"] for one in content["implementation"]] == ["Phòng Văn hóa - Xã hội"]


def test_titles_in_capitals_without_a_number_are_titles_of_their_sections() -> None:
    body = [
        "MỤC TIÊU, CHỈ TIÊU", "Phục vụ người dân nhanh hơn.", "NHIỆM VỤ CHUNG", "Rà soát thủ tục.",
        "TỔ CHỨC THỰC HIỆN", "Các thôn thực hiện Kế hoạch này./.",
    ]  # fmt: skip
    found = import_file(SHIPPED, "ke_hoach", foreign_file("KẾ HOẠCH", body), now=NOW)
    content = found.envelope["content"]
    assert (content["objectives"], content["general_tasks"]) == (
        "Phục vụ người dân nhanh hơn.",
        "Rà soát thủ tục.",
    )
    assert place_of(found, "TỔ CHỨC THỰC HIỆN") == "muc.to_chuc.title"


def test_who_leads_the_last_task_of_a_group_stays_with_that_task() -> None:
    for name in ("typed_plan", "one_line_labels"):
        found = read(name)
        first = found.envelope["content"]["criteria"][0]
        assert "lead" not in first
        assert all(task["lead"] for task in first["tasks"])
        assert place_of(found, "Văn phòng HĐND và UBND xã") == "content.criteria[0].tasks[1].lead"


def test_several_labels_in_one_line_are_told_apart_and_asked_about() -> None:
    found = read("one_line_labels")
    first, second = found.envelope["content"]["criteria"][0]["tasks"]
    assert first["lead"] == [{"role": "noi_vu"}] or first["lead"] == ["Phòng Văn hóa - Xã hội"]
    assert first["support"] == ["Đoàn Thanh niên xã"]
    assert first["deadline"] == {"quarters": ["II/2025"]}
    assert second["deadline"] == {"note": "hằng tháng"}
    assert "content.criteria[0].tasks[0].deadline" in {one.path for one in found.questions}


def test_a_sentence_is_no_title_of_a_section() -> None:
    content = read("one_line_labels").envelope["content"]
    assert "objectives_title" not in content
    assert "targets_title" not in content
    assert content["objectives"].splitlines()[1] == "2. 100% thôn có Tổ công nghệ số cộng đồng."


def test_a_verb_that_would_print_as_another_leaves_its_paragraph_in_the_tray() -> None:
    found = read("typed_plan")
    (one,) = found.tray
    assert one.text.startswith("Thực hiện Quyết định số 1211")
    opening = found.envelope["content"]["opening"]
    assert (opening["verb"], opening["action"]) == (
        "Căn cứ",
        "ban hành Kế hoạch dân vận chính quyền năm 2025",
    )
    assert len(opening["bases"]) == 1
    sentence = read("one_line_labels").envelope["content"]["opening"]
    assert (sentence["verb"], sentence["action"]) == ("Thực hiện", "xây dựng Kế hoạch")


def test_the_usual_table_of_tasks_is_read_by_the_words_of_its_head() -> None:
    found = read("table_plan")
    (group,) = found.envelope["content"]["criteria"]
    assert [task["content"] for task in group["tasks"]] == [row[1] for row in TASK_TABLE[1:]]
    assert group["tasks"][0]["evidence"] == "Thông báo kết luận"
    assert group["tasks"][0]["deadline"] == {"months": ["5/2025"]}
    assert "support" not in group["tasks"][2]
    assert found.tray == ()


@pytest.mark.parametrize(("name", "row"), [
    ("report", "1\tTổ chức đối thoại\tĐã tổ chức 02 cuộc\tHoàn thành"),
    ("notice", "1\tThôn Nước Lô\t95,5\t93,0\tTốt"),
])  # fmt: skip
def test_a_table_that_the_type_does_not_have_lies_in_the_tray_row_by_row(name: str, row: str) -> None:
    found = read(name)
    assert row in [one.text for one in found.tray]
    assert "Thôn Nước Lô" not in str(found.envelope["content"])
    assert "Tiếp 45 lượt" not in str(found.envelope["content"])


def test_titles_with_other_words_than_the_type_prints_lie_in_the_tray() -> None:
    notice = read("notice")
    for text in ("1. Kết quả chấm điểm", "2. Nhận xét chung", "Đa số các thôn", "3. Yêu cầu các thôn"):
        assert place_of(notice, text) == "tray", text
    report = read("report")
    for text in ("I. CÔNG TÁC CHỈ ĐẠO", "III. TỒN TẠI", "V. KIẾN NGHỊ", "Đề nghị UBND tỉnh"):
        assert place_of(report, text) == "tray", text
    assert place_of(report, "UBND xã đã ban hành 05 văn bản") == "content.leadership.summary[0]"
    assert place_of(report, "- Một số thủ tục") == "content.assessment.limits[0]"
    directions = report.envelope["content"]["directions"]
    assert directions["heading"] == "PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026"
    assert len(directions["tasks"]) == 2


def test_a_careless_file_is_read_with_its_own_numbers_and_labels() -> None:
    found = read("careless_plan")
    assert found.envelope["subject"] == "thực hiện quy chế dân chủ ở cơ sở năm 2025"
    content = found.envelope["content"]
    assert (content["objectives_heading"], content["objectives_title"]) == ("Mục đích - yêu cầu", "Mục đích")
    (group,) = content["criteria"]
    assert [(task["content"], task["lead"]) for task in group["tasks"]] == [
        ("Công khai các khoản đóng góp của nhân dân", ["đ/c Kế toán"]),
        ("Họp dân bàn việc làm đường", ["Phòng kinh tế"]),
        ("Lấy phiếu tín nhiệm Trưởng thôn", ["Mặt trận"]),
    ]
    assert group["tasks"][1]["deadline"] == {"by": "15/6/2025"}
    assert "implementation" not in content


def test_what_is_filed_is_taken_as_typed() -> None:
    content = foreign_file("KẾ HOẠCH", TYPED_PLAN, filing="- Lưu VP")
    assert import_file(SHIPPED, "ke_hoach", content, now=NOW).envelope["filing"] == "VP"


def test_reasons_say_what_a_paragraph_stands_under() -> None:
    found = read("typed_plan")
    (one,) = [one for one in found.placed if one.text.startswith("- Khắc phục")]
    assert one.why == "đứng dưới “1. Mục đích”, đánh số “-”"
    (row, *_) = [one for one in read("report").tray if "\t" in one.text]
    assert "“II. KẾT QUẢ THỰC HIỆN”" in row.why


def test_a_file_of_another_kind_is_warned_about_and_one_without_any_part_of_the_type_lies_in_the_tray() -> (
    None
):
    other = import_file(SHIPPED, "ke_hoach", foreign_file("TỜ TRÌNH", TYPED_PLAN), now=NOW)
    assert other.warnings
    assert "TỜ TRÌNH" in other.warnings[0]
    report = preview(SHIPPED, "bao_cao", SHIPPED.sample("bao_cao", "minimal"), now=NOW).content
    own = import_file(SHIPPED, "thong_bao_ket_qua", report, now=NOW)
    assert own.warnings
    assert not [one for one in own.placed if one.path.startswith(("content.", "muc."))]
    letter = import_file(SHIPPED, "ke_hoach", foreign_file("", ["Kính mời bà con họp thôn."]), now=NOW)
    assert letter.warnings
    assert place_of(letter, "Kính mời bà con") == "tray"
    assert not [one for one in read("typed_plan").warnings if "có vẻ không phải" in one]

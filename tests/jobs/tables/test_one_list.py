"""One list of one document: rows pasted, a workbook out and in again."""

import io

import pytest

from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.errors import UnreadableInput
from service.issuing.desk import TYPES
from service.jobs.tables.one_list import list_level, list_workbook, paragraphs_of, pasted_items, read_list

TASKS = "content.criteria[].tasks"


@pytest.fixture(scope="module")
def types() -> Catalogue:
    return Catalogue(FolderSource(TYPES))


def test_rows_fill_the_columns_from_the_field_that_was_pasted_in(types: Catalogue) -> None:
    _, level = list_level(types.get("ke_hoach"), TASKS)
    text = 'Một\tPhòng A; Phòng B\t\tquý II năm 2026\n"Hai ""ba"""\tnoi_vu\n\n'
    first, second = pasted_items(level, text, "content", {"noi_vu"}).items
    assert first["lead"] == ["Phòng A", "Phòng B"]
    assert isinstance(first["deadline"], dict)
    assert second == {"content": 'Hai "ba"', "lead": [{"role": "noi_vu"}]}


def test_a_row_of_headings_says_what_the_columns_are(types: Catalogue) -> None:
    _, level = list_level(types.get("ke_hoach"), TASKS)
    text = "Thời gian thực hiện\tNội dung nhiệm vụ\nkhông rõ lúc nào/2026\tRà soát"
    (item,) = pasted_items(level, text, "content", set()).items
    assert item["content"] == "Rà soát"
    assert item["deadline"]


@pytest.mark.parametrize(
    "headings",
    [
        "Nội dung\tChủ trì\tPhối hợp\tThời gian\tSản phẩm",
        "NỘI DUNG CÔNG VIỆC *\tĐơn vị chủ trì\tCơ quan, đơn vị phối hợp\tThời hạn hoàn thành\tSản phẩm, kết quả",
    ],
)
def test_headings_in_the_words_of_offices_are_no_task(types: Catalogue, headings: str) -> None:
    _, level = list_level(types.get("ke_hoach"), TASKS)
    rows = "Rà soát\tPhòng A\tPhòng B\tquý II năm 2026\tBáo cáo"
    (item,) = pasted_items(level, f"{headings}\n{rows}", "content", set()).items
    assert (item["content"], item["lead"], item["support"]) == ("Rà soát", ["Phòng A"], ["Phòng B"])
    assert item["evidence"]
    numbered = f"STT\t{headings}\tGhi chú\n1\t{rows}\tkhông"
    assert pasted_items(level, numbered, "content", set()).items == [item]


def test_a_task_that_is_called_like_a_column_stays_a_task(types: Catalogue) -> None:
    _, level = list_level(types.get("ke_hoach"), TASKS)
    (item,) = pasted_items(level, "Nội dung\tPhòng A\tPhòng B", "content", set()).items
    assert item["content"] == "Nội dung"


def test_a_deadline_that_is_printed_in_other_words_is_told_once(types: Catalogue) -> None:
    _, level = list_level(types.get("ke_hoach"), TASKS)
    rows = "Một\tA\tB\t15/3/2026\nHai\tA\tB\t15/3/2026\nBa\tA\tB\tQuý II năm 2026"
    found = pasted_items(level, rows, "content", set())
    assert found.read_as == {"15/3/2026": "chậm nhất ngày 15/3/2026"}


def test_a_workbook_that_goes_out_comes_in_the_same(types: Catalogue) -> None:
    document_type, sample = types.get("ke_hoach"), types.sample("ke_hoach")
    group, _ = list_level(document_type, "content.criteria")
    book = list_workbook(group, sample)
    envelope, faults = read_list(group, io.BytesIO(book), sample, {"noi_vu", "van_phong"})
    assert faults == []
    titles = [[task["content"] for task in one["tasks"]] for one in envelope["content"]["criteria"]]
    assert titles == [[task["content"] for task in one["tasks"]] for one in sample["content"]["criteria"]]


def test_a_file_without_the_headings_is_refused(types: Catalogue) -> None:
    group, _ = list_level(types.get("ke_hoach"), "content.criteria")
    with pytest.raises(UnreadableInput):
        read_list(group, io.BytesIO(b"a;b\n1;2\n"), {}, set())


def test_paragraphs_lose_their_numbers_and_marks() -> None:
    assert paragraphs_of("a) Một\r\n+ Hai\n\n2.1. Ba\nBốn - năm") == ["Một", "Hai", "Ba", "Bốn - năm"]


def test_a_list_without_a_table_has_none(types: Catalogue) -> None:
    assert list_level(types.get("ke_hoach"), "content.opening.bases") is None

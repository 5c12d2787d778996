"""The first look at a sheet's bytes finds the same however the bytes are cut."""

import pytest

from service.errors import UnreadableInput
from service.jobs.tables import excel_scan
from service.jobs.tables.excel_scan import scanned, whole_tags, without_empty_tail

HEAD = b'<?xml version="1.0"?><x:worksheet xmlns:x="y"><x:cols><x:col min="2" max="3" width="9" hidden="1"/><x:col min="5" max="5"/></x:cols><x:sheetData>'
ROWS = (
    b'<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>row r="9" v&gt;</x:t></x:is></x:c></x:row>'
    b'<x:row r="2" hidden="1"><x:c r="A2"><x:f>B2</x:f></x:c></x:row>'
    b'<x:row r="7"><x:c r="A7"><x:v>5</x:v></x:c></x:row>'
)
TAIL = b"".join(b'<x:row r="%d" s="1"><x:c r="A%d" s="1"/></x:row>' % (n, n) for n in range(8, 40))
FOOT = b'</x:sheetData><x:mergeCells count="2"><x:mergeCell ref="A1:A7"/><x:mergeCell ref="B1:C1"/></x:mergeCells></x:worksheet>'
WHOLE = HEAD + ROWS + TAIL + FOOT


def cut(content: bytes, size: int) -> list[bytes]:
    return [content[start : start + size] for start in range(0, len(content), size)]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 16, 33, 64, 100, 1000, 100_000])
def test_content_merged_cells_and_hidden_columns_are_found(size: int) -> None:
    found = scanned(cut(WHOLE, size))
    assert (found.last_row, found.merged, found.hidden_columns) == (7, [("A", 1, 7)], {1, 2})


@pytest.mark.parametrize("size", [1, 3, 7, 64, 500, 1000, 100_000])
def test_the_rows_behind_the_content_are_cut_off_and_nothing_else(size: int) -> None:
    assert b"".join(without_empty_tail(cut(WHOLE, size), 7)) == HEAD + ROWS + FOOT


@pytest.mark.parametrize("size", [1, 3, 64, 1000])
def test_a_sheet_without_a_tail_stays_as_it_is(size: int) -> None:
    content = HEAD + ROWS + FOOT
    assert b"".join(without_empty_tail(cut(content, size), 7)) == content


@pytest.mark.parametrize("size", [1, 4, 50])
def test_no_tag_is_cut_in_two(size: int) -> None:
    blocks = list(whole_tags(cut(WHOLE, size)))
    assert b"".join(blocks) == WHOLE
    assert all(block.count(b"<") == block.count(b">") for block in blocks)


def test_a_sheet_without_content_has_no_last_row() -> None:
    assert scanned([HEAD + TAIL + FOOT]).last_row == 0
    assert scanned([b"<worksheet><sheetData/></worksheet>"]).last_row == 0


def test_rows_without_numbers_are_not_counted_out() -> None:
    assert (
        scanned([b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"]).last_row
        is None
    )


def test_endless_merged_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_scan, "_MOST_MERGED", 10)
    merged = b"".join(b'<mergeCell ref="A%d:A%d"/>' % (n, n + 1) for n in range(1, 40, 2))
    with pytest.raises(UnreadableInput):
        scanned([b"<worksheet><sheetData/></sheetData><mergeCells>" + merged + b"</mergeCells></worksheet>"])

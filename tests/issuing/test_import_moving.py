"""A paragraph that a person moves takes its words along: none is lost, none stands in two places."""

import json
from dataclasses import replace

import pytest

from service.doctypes.catalogue import Catalogue
from service.domain.text import fold, plain
from service.errors import InvalidInput
from service.inspection import inspect
from service.intake.lines import line_of
from service.issuing.import_moving import PlacedParagraph, Sorting, moved
from service.issuing.import_places import places
from service.issuing.importing import import_file
from tests.intake.own_plan import built
from tests.issuing.read_back import NOW


@pytest.fixture(scope="module")
def sorting(catalogue: Catalogue) -> Sorting:
    content = built("typed")
    made = import_file(catalogue, "ke_hoach", content, now=NOW)
    lines = {one.number: line_of(one) for one in inspect(content).paragraphs}
    paragraphs = []
    for one in made.placed:
        line = lines[one.number]
        assert line is not None
        paragraphs.append(
            PlacedParagraph(one.number, one.text, line.marked(0, len(line.text)), one.path, one.why)
        )
    return Sorting({**made.envelope, "check_again": []}, tuple(paragraphs))


def words(value: object) -> str:
    return fold(plain(json.dumps(value, ensure_ascii=False, default=str)))


def at(sorting: Sorting, text: str) -> PlacedParagraph:
    return next(one for one in sorting.paragraphs if text in one.text)


def test_each_paragraph_can_be_put_into_the_tray_and_every_paragraph_stays_there_once(
    catalogue: Catalogue, sorting: Sorting
) -> None:
    document_type = catalogue.get("ke_hoach")
    for one in sorting.paragraphs:
        after = moved(document_type, sorting, one.number, "")
        assert [each.text for each in after.paragraphs] == [each.text for each in sorting.paragraphs]
        assert [each.number for each in after.tray] == [one.number]


SENTENCES = [
    "Phục vụ người dân", "Năm 2025, xã phấn đấu", "Người đứng đầu từng bộ phận", "Niêm yết đủ thủ tục",
    "Nội dung 1: Công khai thủ tục", "Xin lỗi bằng văn bản", "Hằng tháng gửi số liệu", "Trong quá trình",
]  # fmt: skip


@pytest.mark.parametrize("text", SENTENCES)
def test_words_in_the_tray_are_no_longer_in_the_input_and_come_back_with_the_paragraph(
    catalogue: Catalogue, sorting: Sorting, text: str
) -> None:
    document_type, one = catalogue.get("ke_hoach"), at(sorting, text)
    own = fold(plain(one.bare)).rpartition(": ")[2].strip(" .")
    own = own.removesuffix("./")
    assert own in words(sorting.envelope)
    out = moved(document_type, sorting, one.number, "")
    assert own not in words({**out.envelope, "content": _without_labels(out.envelope["content"])})
    back = moved(document_type, out, one.number, "content.general_tasks")
    assert own in words(back.envelope["content"]["general_tasks"])
    assert not back.tray


def _without_labels(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_labels(one) for name, one in value.items() if name != "label"}
    return [_without_labels(one) for one in value] if isinstance(value, list) else value


def test_the_other_items_keep_their_places(catalogue: Catalogue, sorting: Sorting) -> None:
    out = moved(catalogue.get("ke_hoach"), sorting, at(sorting, "Niêm yết đủ thủ tục").number, "")
    first, second = out.envelope["content"]["criteria"][0]["tasks"]
    assert first == {}
    assert second["content"] == "Cập nhật thủ tục mới trong ngày làm việc."


def test_a_new_item_takes_the_words(catalogue: Catalogue, sorting: Sorting) -> None:
    number = at(sorting, "Người đứng đầu").number
    out = moved(catalogue.get("ke_hoach"), sorting, number, "content.criteria[1].tasks[+]")
    assert out.envelope["content"]["criteria"][1]["tasks"][2] == {
        "content": "Người đứng đầu từng bộ phận chịu trách nhiệm về hồ sơ trễ hẹn của bộ phận mình."
    }
    assert at(out, "Người đứng đầu").path == "content.criteria[1].tasks[2].content"


def test_bodies_and_deadlines_are_read_behind_their_label(catalogue: Catalogue, sorting: Sorting) -> None:
    document_type = catalogue.get("ke_hoach")
    number = at(sorting, "Thời gian thực hiện: Quý II").number
    out = moved(document_type, sorting, number, "content.criteria[1].tasks[1].deadline")
    tasks = out.envelope["content"]["criteria"][1]["tasks"]
    assert "deadline" not in tasks[0]
    assert tasks[1]["deadline"]["quarters"] == ["II/2025"]
    number = at(sorting, "Đơn vị phối hợp").number
    out = moved(document_type, sorting, number, "content.criteria[1].tasks[0].support")
    assert out.envelope["content"]["criteria"][1]["tasks"][0]["support"] == [
        "Văn phòng HĐND và UBND xã",
        "các thôn",
    ]


def test_words_that_are_no_day_are_kept_as_the_note_of_a_deadline(
    catalogue: Catalogue, sorting: Sorting
) -> None:
    number = at(sorting, "Phục vụ người dân").number
    out = moved(catalogue.get("ke_hoach"), sorting, number, "content.criteria[0].deadline")
    assert out.envelope["content"]["criteria"][0]["deadline"]["note"].startswith("Phục vụ người dân")


def test_a_day_that_is_in_no_calendar_is_refused(catalogue: Catalogue, sorting: Sorting) -> None:
    one = replace(at(sorting, "chậm nhất ngày 30/9"), bare="Thời hạn: trước ngày 30/02/2025")
    wrong = Sorting(
        sorting.envelope,
        tuple(one if each.number == one.number else each for each in sorting.paragraphs),
    )
    with pytest.raises(InvalidInput):
        moved(catalogue.get("ke_hoach"), wrong, one.number, "content.criteria[0].deadline")


def test_no_place_is_a_label_a_choice_or_a_date(catalogue: Catalogue, sorting: Sorting) -> None:
    for document_type in catalogue.types():
        paths = [one.path for one in places(document_type, sorting.envelope)]
        assert len(paths) == len(set(paths))
        assert not [path for path in paths if path.endswith((".label", ".style", ".date"))]


BASIS = "Căn cứ Quyết định số 88/QĐ-UBND ngày 05/5/2025 của UBND tỉnh Quảng Ngãi về công tác tiếp dân;"


def with_tray(sorting: Sorting, text: str) -> Sorting:
    stray = PlacedParagraph(9_000, text, text, "", "không có ô")
    return replace(sorting, paragraphs=(*sorting.paragraphs, stray))


def test_a_basis_from_the_tray_becomes_a_record_and_its_label(catalogue: Catalogue, sorting: Sorting) -> None:
    document_type = catalogue.get("ke_hoach")
    before = sorting.envelope["content"]
    after = moved(document_type, with_tray(sorting, BASIS), 9_000, "content.opening.bases[+]")
    content = after.envelope["content"]
    *known, record = content["citations"]
    assert known == before["citations"]
    assert (record["code"], record["date"], record["subject"]) == (
        "88/QĐ-UBND",
        "05/5/2025",
        "công tác tiếp dân",
    )
    assert content["opening"]["bases"] == [*before["opening"]["bases"], record["label"]]
    assert not after.tray


def test_a_basis_that_says_more_than_a_document_is_refused_and_nothing_moves(
    catalogue: Catalogue, sorting: Sorting
) -> None:
    text = "Xét đề nghị của Trưởng phòng tại Tờ trình số 12/TTr-VHXH ngày 03/3/2025;"
    with pytest.raises(InvalidInput) as refused:
        moved(catalogue.get("ke_hoach"), with_tray(sorting, text), 9_000, "content.opening.bases[+]")
    assert "không chỉ là một văn bản viện dẫn" in refused.value.errors[0].message


def test_a_recipient_is_added_to_the_list_of_the_file_and_never_ends_the_usual_one(
    catalogue: Catalogue, sorting: Sorting
) -> None:
    document_type = catalogue.get("ke_hoach")
    filled = replace(sorting, envelope={**sorting.envelope, "recipients": [{"name": "Các thôn"}]})
    after = moved(document_type, with_tray(filled, "Công an xã;"), 9_000, "recipients[+]")
    assert after.envelope["recipients"] == [{"name": "Các thôn"}, {"name": "Công an xã"}]
    usual = {name: value for name, value in sorting.envelope.items() if name != "recipients"}
    assert "recipients[+]" not in {one.path for one in places(document_type, usual)}

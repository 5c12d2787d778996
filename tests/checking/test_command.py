"""The command check-format: exit status, text for people, JSON for programs."""

import json

import pytest

from service.cli import check_format
from service.cli.parser import Parser
from service.domain.findings import Finding, Where
from service.domain.findings_told import place_words
from service.errors import UnreadableInput
from tests.checking import builder
from tests.checking.changes import both, font, text


@pytest.fixture
def run(capsys):
    """Run the command with words; return its status, output and error output."""

    def run_words(*words):
        parser = Parser(prog="./run")
        check_format.add_parser(parser.add_subparsers())
        arguments = parser.parse_args(["check-format", *(str(word) for word in words)])
        status = arguments.func(arguments)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_words


@pytest.fixture
def right(tmp_path):
    path = tmp_path / "dung.docx"
    path.write_bytes(builder.build(appendices=0).content())
    return path


@pytest.fixture
def wrong(tmp_path):
    draft = builder.build(appendices=0)
    text("number", "Số: 5/KH-UBND")(draft)
    path = tmp_path / "sai.docx"
    path.write_bytes(draft.content())
    return path


def test_a_right_file_ends_with_0(run, right):
    assert run(right) == (0, "Đã kiểm tra 1 tệp: không có lỗi.\n", "")


def test_an_error_ends_with_1_and_names_place_fault_and_clause(run, wrong):
    status, output, _ = run(wrong)
    assert status == 1
    assert output == (
        "LỖI đoạn 4 “Số: 5/KH-UBND”: Số nhỏ hơn 10 phải thêm số 0 phía trước. Thấy: 5. Đúng: 05. "
        "[SO.ZERO_PAD; NĐ 30/2020, PL I, Phần I, Mục II k.3.c]\n"
        "Đã kiểm tra 1 tệp: 1 lỗi.\n"
    )


def test_a_warning_alone_ends_with_0(run, tmp_path):
    draft = builder.build(appendices=0)
    text("plain2", "Quá trình thực hiện nếu có vướng mắc, phản ánh về Phòng Nội vụ.")(draft)
    path = tmp_path / "canh_bao.docx"
    path.write_bytes(draft.content())
    status, output, _ = run(path)
    assert status == 0
    assert output.endswith("Đã kiểm tra 1 tệp: 1 chỗ nên sửa.\n")


def test_a_file_that_cannot_be_read_ends_with_2_and_the_others_are_checked(run, wrong, tmp_path):
    bad = tmp_path / "cu.doc"
    bad.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 100)
    status, output, errors = run(bad, wrong, tmp_path / "khong_co.docx")
    assert status == 2
    assert output.splitlines()[0].startswith(f"{wrong}: LỖI đoạn 4")
    assert output.splitlines()[-1] == "Đã kiểm tra 1 tệp: 1 lỗi."
    assert "Save As" in errors
    assert "Không mở được tệp" in errors


def test_a_huge_file_is_refused_before_it_is_read(run, tmp_path, monkeypatch):
    path = tmp_path / "lon.docx"
    path.write_bytes(b"PK" + b"\0" * 2000)
    monkeypatch.setattr(check_format, "MAX_FILE_BYTES", 1000)
    status, _, errors = run(path)
    assert status == 2
    assert "lớn hơn" in errors


def test_json_is_one_object_with_the_fields_that_programs_rely_on(run, wrong):
    status, output, errors = run(wrong, "--json")
    (finding,) = json.loads(output)["findings"]
    assert (status, errors) == (1, "")
    assert finding == {
        "file": str(wrong),
        "code": "SO.ZERO_PAD",
        "severity": "error",
        "where": {"part": "document", "page": None, "paragraph": 4},
        "span": [0, 13],
        "quote": "Số: 5/KH-UBND",
        "message": "Số nhỏ hơn 10 phải thêm số 0 phía trước.",
        "found": "5",
        "expected": "05",
        "suggestion": "",
        "basis": "NĐ 30/2020, PL I, Phần I, Mục II k.3.c",
        "notes": [],
    }


def test_json_names_the_files_that_cannot_be_read(run, right, tmp_path):
    bad = tmp_path / "anh.docx"
    bad.write_bytes(b"\x89PNG")
    status, output, _ = run(right, bad, "--json")
    answer = json.loads(output)
    assert (status, answer["findings"]) == (2, [])
    assert answer["errors"] == [
        {"file": str(bad), "code": "unreadable_input", "message": answer["errors"][0]["message"]}
    ]
    assert "bản quét" in answer["errors"][0]["message"]


def test_the_place_is_told_as_a_person_would(run, tmp_path):
    draft = builder.build(appendices=0)
    draft["page_number"].runs[3].font.italic = True
    path = tmp_path / "so_trang.docx"
    path.write_bytes(draft.content())
    assert run(path)[1].startswith("LỖI đầu trang, đoạn 1: Số trang chưa đúng cách trình bày. Thấy: nghiêng.")


def test_the_page_that_word_noted_is_told():
    finding = Finding("X", "error", "…", where=Where("document", 2, 14), quote="II. ĐÁNH GIÁ")
    assert place_words(finding) == "trang 2, đoạn 14 “II. ĐÁNH GIÁ”"


@pytest.fixture
def both_wrong(tmp_path):
    """A file with a fault that is mended and one that is left."""
    draft = builder.build(appendices=0)
    both(font("plain1", size=12), text("national_title", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAN"))(draft)
    path = tmp_path / "hai_loi.docx"
    path.write_bytes(draft.content())
    return path


def test_fix_writes_a_mended_file_and_says_what_is_left(run, both_wrong, tmp_path):
    new = tmp_path / "moi.docx"
    status, output, _ = run("--fix", both_wrong, "-o", new)
    assert status == 1
    assert "ĐÃ SỬA" in output.splitlines()[0]
    assert "[QH.TEXT;" in output.splitlines()[1]
    assert output.endswith(f"Đã ghi {new}: sửa 1 loại lỗi, còn 1 chỗ cần người xem.\n")
    assert run("--fix", new, "-o", tmp_path / "lai.docx")[1].endswith(
        "Không có chỗ nào máy sửa được an toàn nên không ghi tệp mới; còn 1 chỗ cần người xem.\n"
    )
    assert not (tmp_path / "lai.docx").exists()


def test_fix_in_json_lists_what_is_done_and_what_is_left(run, both_wrong, right, tmp_path):
    new = tmp_path / "moi.docx"
    answer = json.loads(run("--fix", both_wrong, "-o", new, "--json")[1])
    assert answer["file"] == str(new)
    assert [one["code"] for one in answer["done"]] == ["ND.BODY.SIZE"]
    assert [one["code"] for one in answer["findings"]] == ["QH.TEXT"]
    status, output, _ = run("--fix", right, "-o", tmp_path / "x.docx", "--json")
    assert (status, json.loads(output)) == (0, {"file": None, "done": [], "findings": []})


def test_a_file_is_not_mended_over_itself(run, both_wrong):
    before = both_wrong.read_bytes()
    with pytest.raises(UnreadableInput, match="tên khác"):
        run("--fix", both_wrong, "-o", both_wrong)
    assert both_wrong.read_bytes() == before


@pytest.mark.parametrize(
    "words", [("--fix", "a.docx"), ("--fix", "a.docx", "b.docx", "-o", "c"), ("a.docx", "-o", "c")]
)
def test_a_wrong_use_of_fix_is_told_as_wrong_use(run, words, capsys):
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == 64
    assert "--fix" in capsys.readouterr().err


def test_without_libreoffice_the_lack_of_pages_is_said(run, wrong, monkeypatch):
    monkeypatch.setattr(check_format, "find_converter", lambda *_, **__: None)
    status, output, errors = run(wrong, "--pages")
    assert (status, output.startswith("LỖI đoạn 4")) == (1, True)
    assert "chưa cài LibreOffice" in errors

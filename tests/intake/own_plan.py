"""A plan in the words of this repository, typed in Word in three ways: automatic numbers, typed numbers, tables."""

import io
import re
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

#: (text, field that it belongs to, with empty brackets).
LINES: list[tuple[str, str]] = [
    ("Thực hiện Quyết định số 77/QĐ-UBND ngày 11/3/2025 của Ủy ban nhân dân tỉnh Quảng Ngãi ban hành Quy chế tiếp công dân; Kế hoạch số 15/KH-UBND ngày 20/01/2025 của UBND tỉnh về cải cách hành chính năm 2025.", "opening.bases[]"),
    ("Ủy ban nhân dân xã Ba Tơ ban hành Kế hoạch cải cách hành chính của xã năm 2025, như sau:", "opening.action"),
    ("I. MỤC TIÊU, CHỈ TIÊU", "muc"),
    ("1. Mục tiêu", "muc"),
    ("Phục vụ người dân và doanh nghiệp nhanh hơn, đúng hẹn hơn, ít giấy tờ hơn.", "objectives[]"),
    ("2. Chỉ tiêu chủ yếu", "muc"),
    ("Năm 2025, xã phấn đấu đạt các chỉ tiêu cải cách hành chính do huyện giao.", "targets_intro[]"),
    ("II. NHIỆM VỤ, GIẢI PHÁP VÀ PHÂN CÔNG THỰC HIỆN", "tasks_heading"),
    ("1. Nhiệm vụ, giải pháp chung", "muc"),
    ("Người đứng đầu từng bộ phận chịu trách nhiệm về hồ sơ trễ hẹn của bộ phận mình.", "general_tasks[]"),
    ("2. Nhiệm vụ, giải pháp cụ thể", "muc"),
    ("2.1. Nội dung 1: Công khai thủ tục hành chính", "criteria[].title"),
    ("- Niêm yết đủ thủ tục tại trụ sở và trên Trang thông tin điện tử của xã.", "criteria[].tasks[].content[]"),
    ("- Cập nhật thủ tục mới trong ngày làm việc.", "criteria[].tasks[].content[]"),
    ("+ *Cơ quan chủ trì tham mưu:* Trung tâm Phục vụ hành chính công.", "criteria[].lead"),
    ("+ *Đơn vị phối hợp:* Văn phòng HĐND và UBND xã, các thôn.", "criteria[].support"),
    ("+ *Thời hạn:* Thường xuyên, cung cấp tài liệu minh chứng (chậm nhất trước ngày 01/11/2025).", "criteria[].deadline"),
    ("2.2. Nội dung 2: Giải quyết hồ sơ đúng hẹn", "criteria[].title"),
    ("2.2.1 Rà soát hồ sơ sắp đến hạn vào đầu mỗi tuần.", "criteria[].tasks[].content[]"),
    ("+ *Cơ quan chủ trì:* Phòng Kinh tế.", "criteria[].tasks[].lead"),
    ("+ *Thời gian thực hiện:* Quý II năm 2025.", "criteria[].tasks[].deadline"),
    ("2.2.2 Xin lỗi bằng văn bản khi trễ hẹn.", "criteria[].tasks[].content[]"),
    ("+ *Cơ quan chủ trì:* Văn phòng HĐND và UBND xã.", "criteria[].tasks[].lead"),
    ("+ *Thời gian thực hiện:* chậm nhất ngày 30/9/2025.", "criteria[].tasks[].deadline"),
    ("III. TỔ CHỨC THỰC HIỆN", "muc"),
    ("1. Các phòng, trung tâm thuộc xã", "implementation[].body"),
    ("- Lập kế hoạch của đơn vị mình và làm đúng hạn.", "implementation[].duties[].content"),
    ("- Báo cáo:", "implementation[].duties[].content"),
    ("+ Hằng tháng gửi số liệu trước ngày 25.", "implementation[].duties[].parts[].content"),
    ("+ Cuối năm gửi báo cáo **trước ngày 15/11/2025**.", "implementation[].duties[].parts[].content"),
    ("2. Giao Phòng Văn hóa - Xã hội", "implementation[].body"),
    ("- Theo dõi, đôn đốc và tổng hợp kết quả.", "implementation[].duties[].content"),
    ("Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Phòng Văn hóa - Xã hội để báo cáo UBND xã./.", "closing[]"),
]  # fmt: skip
_NUMBER = re.compile(
    r"(?P<roman>[IVX]+\.)\s+|(?P<d3>\d\.\d\.\d)\.?\s+|(?P<d2>\d\.\d\.)\s+|(?P<d1>\d\.)\s+|(?P<dash>-)\s+|(?P<plus>\+)\s+"
)
_LEVELS = {"roman": (90, 0), "d1": (90, 1), "d2": (90, 2), "d3": (90, 3), "dash": (91, 0), "plus": (92, 0)}


#: The usual table of tasks, as offices head it.
HEADINGS = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện")
_COLUMNS = {"lead": 2, "support": 3, "deadline": 4}


def built(way: str) -> bytes:
    """The plan as a .docx, typed in a way: ``automatic``, ``typed``, ``table`` (number | text) or ``tasks`` (a table of them)."""
    return typed_file(way, LINES)[0]


def typed_file(way: str, lines: list[tuple[str, str]]) -> tuple[bytes, dict[int, str]]:
    """Lines as a .docx, and the field of each of its paragraphs by the number of the paragraph."""
    document = docx.Document()
    _head(document)
    if way == "automatic":
        _numberings(document)
    fields: dict[Any, str] = {}
    table: Any = None
    for text, field in lines:
        match = _NUMBER.match(text)
        kind = str(match.lastgroup) if match else ""
        if way == "tasks" and field.startswith("criteria"):
            table = table if table is not None else _task_table(document)
            made = _task_cells(table, text[match.end() :] if match else text, field)
        elif way == "table" and kind in {"dash", "plus", "d3"}:
            table = table if table is not None else document.add_table(0, 2)
            cells = table.add_row().cells
            _row(cells, text, match, kind)
            made = [cell.paragraphs[0] for cell in cells]
        else:
            table = None
            made = [_paragraph(document, text, match, kind, is_automatic=way == "automatic")]
        fields |= {one._p: field for one in made}
    _foot(document)
    target = io.BytesIO()
    document.save(target)
    places = enumerate(document.element.body.iter(qn("w:p")), start=1)
    return target.getvalue(), {number: fields[one] for number, one in places if one in fields}


def _paragraph(document: Any, text: str, match: Any, kind: str, *, is_automatic: bool) -> Any:
    paragraph = document.add_paragraph()
    rest = text[match.end() :] if match and is_automatic else text
    _runs(paragraph, rest, bold=not is_automatic and kind in {"roman", "d1", "d2"})
    if kind and is_automatic:
        _numbered(paragraph, *_LEVELS[kind])
    return paragraph


def _task_table(document: Any) -> Any:
    table = document.add_table(1, len(HEADINGS))
    for cell, words in zip(table.rows[0].cells, HEADINGS, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    return table


def _task_cells(table: Any, text: str, field: str) -> list[Any]:
    """Put a line into the row that it belongs to: a group is a row of its own, what it says for all stands in each."""
    name = field.removesuffix("[]").rpartition(".")[2]
    if name in {"title", "content"}:
        cells = table.add_row().cells
        if name == "title":
            cells[1].merge(cells[-1])
        tasks = sum(1 for row in table.rows if row.cells[1]._tc is not row.cells[-1]._tc) - 1
        numbers = {"title": "I", "content": str(tasks)}
        cells[0].paragraphs[0].add_run(numbers[name])
        _runs(cells[1].paragraphs[0], text, bold=name == "title")
        return [cells[1].paragraphs[0]]
    cell = table.rows[-1].cells[_COLUMNS[name]]
    _runs(cell.paragraphs[0], text.replace("*", "").partition(": ")[2])
    return [cell.paragraphs[0]]


def _row(cells: Any, text: str, match: Any, kind: str) -> None:
    rest = text[match.end() :]
    label, colon, value = rest.replace("*", "").partition(": ")
    if kind == "plus" and colon and value:
        cells[0].paragraphs[0].add_run(f"{label}:")
        _runs(cells[1].paragraphs[0], value)
    else:
        cells[0].paragraphs[0].add_run(match[0].strip())
        _runs(cells[1].paragraphs[0], rest)


def _runs(paragraph: Any, text: str, *, bold: bool = False) -> None:
    for piece in re.split(r"(\*\*.+?\*\*|\*.+?\*)", text):
        run = paragraph.add_run(piece.strip("*"))
        run.bold, run.italic = (
            bold or piece.startswith("**"),
            piece.startswith("*") and not piece.startswith("**"),
        )


def _head(document: Any) -> None:
    table = document.add_table(2, 2)
    left, right = table.cell(0, 0), table.cell(0, 1)
    left.paragraphs[0].add_run("ỦY BAN NHÂN DÂN").bold = True
    left.add_paragraph().add_run("XÃ BA TƠ").bold = True
    right.paragraphs[0].add_run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").bold = True
    right.add_paragraph().add_run("Độc lập - Tự do - Hạnh phúc").bold = True
    table.cell(1, 0).paragraphs[0].add_run("Số: 12/KH-UBND")
    table.cell(1, 1).paragraphs[0].add_run("Ba Tơ, ngày 20 tháng 02 năm 2025").italic = True
    for text in ("KẾ HOẠCH", "Cải cách hành chính của xã Ba Tơ năm 2025"):
        paragraph = document.add_paragraph()
        paragraph.alignment = 1
        paragraph.add_run(text).bold = True


def _foot(document: Any) -> None:
    table = document.add_table(1, 2)
    left, right = table.cell(0, 0), table.cell(0, 1)
    left.paragraphs[0].add_run("Nơi nhận:").bold = True
    for text in ("- UBND huyện (b/cáo);", "- Các thôn;", "- Lưu: VT, VP(nvh)."):
        left.add_paragraph(text)
    right.paragraphs[0].add_run("TM. ỦY BAN NHÂN DÂN").bold = True
    right.add_paragraph().add_run("CHỦ TỊCH").bold = True
    right.add_paragraph().add_run("Đinh Văn Hùng").bold = True


def _numberings(document: Any) -> None:
    part = document.part.numbering_part.element
    outline = [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("decimal", "%2.%3.%4.")]
    for number, levels in ((90, outline), (91, [("bullet", "-")]), (92, [("bullet", "+")])):
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), str(number))
        for place, (form, text) in enumerate(levels):
            level = OxmlElement("w:lvl")
            level.set(qn("w:ilvl"), str(place))
            for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
                _set(level, name, value)
            abstract.append(level)
        part.insert(0, abstract)
        numbering = OxmlElement("w:num")
        numbering.set(qn("w:numId"), str(number))
        _set(numbering, "w:abstractNumId", str(number))
        part.append(numbering)


def _numbered(paragraph: Any, number: int, level: int) -> None:
    properties = OxmlElement("w:numPr")
    _set(properties, "w:ilvl", str(level))
    _set(properties, "w:numId", str(number))
    paragraph._p.get_or_add_pPr().append(properties)


def _set(parent: Any, name: str, value: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    parent.append(element)

"""Documents of any length for the check of layout, made of bare XML: a header, numbered text, a closing.

A page holds about nine paragraphs of three lines at 14 points.
"""

import io
import zipfile
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = (
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
    "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
    "<Override PartName='/word/document.xml' "
    "ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>"
)
_SECTION = (
    "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/><w:pgMar w:top='1134' w:right='1134' w:bottom='1134' w:left='1701' "
    "w:header='720' w:footer='720' w:gutter='0'/><w:titlePg/></w:sectPr>"
)
PER_PAGE = 9
_SENTENCE = (
    "Các phòng, ban, đơn vị rà soát từng nhiệm vụ được giao, bố trí người theo dõi, lưu đủ tài liệu minh chứng, "
    "báo cáo kết quả đúng thời hạn để tổng hợp chung và chịu trách nhiệm về số liệu đã báo cáo."
)


def long_document(pages: int, *, faulty: bool = False) -> bytes:
    """Return a .docx of about so many pages; `faulty` with a fault of look in every third paragraph."""
    text = "".join(_paragraph(number, faulty=faulty) for number in range(pages * PER_PAGE))
    body = f"{_header()}{text}{_closing()}{_SECTION}"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _relations("officeDocument", "word/document.xml"))
        archive.writestr(
            "word/document.xml", f"<w:document xmlns:w='{_W}'><w:body>{body}</w:body></w:document>"
        )
    return stream.getvalue()


def _relations(kind: str, target: str) -> str:
    item = f"<Relationship Id='r1' Type='{_RELATION}/{kind}' Target='{target}'/>"
    return f"<Relationships xmlns='{_PACKAGE}'>{item}</Relationships>"


def _p(text: str, *, look: str = "", block: str = "", size: int = 28) -> str:
    font = "<w:rFonts w:ascii='Times New Roman' w:hAnsi='Times New Roman'/>"
    letters = f"<w:rPr>{font}{look}<w:sz w:val='{size}'/></w:rPr>"
    return (
        f"<w:p><w:pPr>{block}</w:pPr><w:r>{letters}<w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"
    )


def _paragraph(number: int, *, faulty: bool) -> str:
    block = "<w:spacing w:before='120' w:line='240' w:lineRule='auto'/><w:ind w:firstLine='567'/><w:jc w:val='both'/>"
    if number % 20 == 0:
        return _p(f"{number // 20 + 1}. Nhiệm vụ và giải pháp", look="<w:b/>", block=block)
    is_wrong = faulty and number % 3 == 0
    if is_wrong:
        block = block.replace("'both'", "'left'").replace("'567'", "'300'")
    return _p(_SENTENCE, block=block, size=24 if is_wrong else 28)


def _cells(*columns: str) -> str:
    cells = "".join(
        f"<w:tc><w:tcPr><w:tcW w:w='4535' w:type='dxa'/></w:tcPr>{column}</w:tc>" for column in columns
    )
    grid = "<w:gridCol w:w='4535'/>" * len(columns)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"


def _header() -> str:
    middle, bold, slant = "<w:jc w:val='center'/>", "<w:b/>", "<w:i/>"
    border = "<w:pBdr><w:top w:val='single' w:sz='4'/></w:pBdr><w:ind w:left='{0}' w:right='{0}'/>"
    left = (
        _p("ỦY BAN NHÂN DÂN", look=bold, block=middle, size=24)
        + _p("XÃ BA TƠ", look=bold, block=middle, size=24)
        + _p("", block=border.format(1900))
        + _p("Số: 05/KH-UBND", block=middle, size=26)
    )
    right = (
        _p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", look=bold, block=middle, size=24)
        + _p("Độc lập - Tự do - Hạnh phúc", look=bold, block=middle, size=26)
        + _p("", block=border.format(570))
        + _p("Ba Tơ, ngày 05 tháng 02 năm 2026", look=slant, block=middle, size=26)
    )
    title = _p("KẾ HOẠCH", look=bold, block=middle) + _p("Nâng cao chỉ số dân vận", look=bold, block=middle)
    return _cells(left, right) + title + _p("", block=border.format(3850))


def _closing() -> str:
    middle = "<w:jc w:val='center'/>"
    left = (
        _p("Nơi nhận:", look="<w:b/><w:i/>", size=24)
        + _p("- Chủ tịch, các Phó Chủ tịch UBND xã;", size=22)
        + _p("- Lưu: VT, NV.", size=22)
    )
    right = "".join(
        _p(line, look="<w:b/>", block=middle)
        for line in ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "", "", "Nguyễn Văn Minh")
    )
    end = (
        "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan phản ánh về Văn phòng để được hướng dẫn./."
    )
    return _p(end, block="<w:spacing w:before='120'/><w:ind w:firstLine='567'/>") + _cells(left, right)

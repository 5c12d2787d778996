"""What a person sees in Word: marks in plain sight, named styles, no formatting by hand."""

import re

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
FRAME_KEYS = {
    *("parent_lines", "issuer_lines", "issuer_line_emu", "motto_line_emu", "number_line", "place_and_date"),
    *("urgency", "kind_title", "subject_lines", "subject_line_emu", "addressee_inline", "addressees"),
    *("recipients", "drafter_mark", "signature_lines", "signer_title", "signer_name"),
}
#: What a paragraph may say besides its style, and in which styles: needed, because no style can know it.
BY_HAND = {
    "keepNext": {"VbDiem", "VbLoiVan", "VbBang", "VbBangGiua"},
    "spacing": {"VbNguoiKy"},
    "ind": {"VbKhan"},
    "sectPr": {"VbNgatPhan"},
}


def local(element):
    return element.tag.rpartition("}")[2]


def test_the_frame_reads_every_value_of_the_frame_and_no_other(frame):
    source = frame.raw["word/document.xml"].decode()
    assert set(re.findall(r"frame\.(\w+)", source)) == FRAME_KEYS


def test_content_and_appendices_have_one_place_each(frame, read):
    marks = {
        text: read.style(paragraph)
        for paragraph in frame.body.findall(f"{WORD}p")
        if (text := read.text(paragraph)) in {"{{ content }}", "{{ appendices }}"}
    }
    assert marks == {"{{ content }}": "VbLoiVan", "{{ appendices }}": "VbNgatPhan"}


def test_what_belongs_to_the_frame_stands_in_no_template(template):
    read_by_template = set(re.findall(r"frame\.(\w+)", template.raw["word/document.xml"].decode()))
    assert read_by_template <= {"attached_to"}


def test_no_mark_hides_in_an_attribute_but_the_alternative_text_of_a_line(source):
    for element in source.xml["word/document.xml"].iter():
        for name, value in element.attrib.items():
            if MARK.search(value):
                assert (element.tag, name) == (f"{DRAWING}docPr", "descr")


def test_each_mark_stands_whole_in_one_run(source):
    for text in source.xml["word/document.xml"].iter(f"{WORD}t"):
        rest = MARK.sub("", text.text or "")
        assert not re.search(r"\{\{|\{%|\}\}|%\}", rest), text.text


def test_each_paragraph_has_a_named_style_and_nothing_by_hand(source, read):
    for paragraph in source.paragraphs():
        style = read.style(paragraph)
        assert style.startswith("Vb")
        for setting in paragraph.find(f"{WORD}pPr"):
            if local(setting) != "pStyle":
                assert style in BY_HAND.get(local(setting), ()), read.text(paragraph)


def test_runs_are_formatted_by_character_styles_only(source):
    for properties in source.body.iter(f"{WORD}rPr"):
        assert [local(setting) for setting in properties] == ["rStyle"]
        assert properties[0].get(f"{WORD}val") in {"VbNhan", "VbDam"}


def test_no_empty_paragraph_makes_room(source, read):
    empty = {
        read.style(paragraph)
        for paragraph in source.paragraphs()
        if not read.text(paragraph).strip() and paragraph.find(f".//{DRAWING}inline") is None
    }
    cells = {"VbBang", "VbBangGiua", "VbBangDau"}  # a cell without content still has its paragraph
    assert empty <= {"VbNgatPhan"} | cells


def test_rows_do_not_split_and_a_bordered_table_repeats_its_head(source):
    for table in source.body.iter(f"{WORD}tbl"):
        rows = table.findall(f"{WORD}tr")
        assert all(row.find(f"{WORD}trPr/{WORD}cantSplit") is not None for row in rows)
        if table.find(f"{WORD}tblPr/{WORD}tblStyle").get(f"{WORD}val") == "VbLuoi":
            assert rows[0].find(f"{WORD}trPr/{WORD}tblHeader") is not None


def test_an_appendix_begins_and_ends_with_its_condition(template, read):
    paragraphs = template.body.findall(f"{WORD}p")
    breaks = [
        number
        for number, paragraph in enumerate(paragraphs)
        if paragraph.find(f"{WORD}pPr/{WORD}sectPr") is not None
    ]
    starts = [number + 1 for number in breaks]
    ends = [number - 1 for number in breaks[1:]] + [len(paragraphs) - 1]
    for start, end in zip(starts, ends, strict=True):
        assert re.fullmatch(r"\{%p if phu_luc\.\w+ %\}", read.text(paragraphs[start]))
        assert read.text(paragraphs[end]) == "{%p endif %}"

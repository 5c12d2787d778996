"""Faults of a template and of its values, each in one sentence that names file, paragraph and mark."""

import docx
import pytest

from service.errors import RenderingError
from service.rendering.filters import FILTERS

MARK = "mau.docx: đoạn 2 (“{words}”), dấu {mark}: {reason}."


def message(compiled, content, values=None):
    with pytest.raises(RenderingError) as caught:
        compiled(content).render(values or {})
    return caught.value.message


FAULTS = {
    "b {{ x": ("b {{ x", "{{ x", "thiếu }} trong cùng đoạn, hãy thêm cho đủ"),
    "b {% if x": ("b {% if x", "{% if", "thiếu %} trong cùng đoạn, hãy thêm cho đủ"),
    "{%p for i in x %}": (
        "{%p for i in x %}",
        "{%p for i in x %}",
        "khối chưa đóng, hãy thêm {%p endfor %} hoặc {% endfor %}",
    ),
    "b {%p endif %}": ("b {%p endif %}", "{%p endif %}", "không có khối nào đang mở để đóng ở đây"),
    "b {% if x y %}{% endif %}": (
        "b {% if x y %}{% endif %}",
        "{% if x y %}",
        "viết sai cú pháp, hãy xem lại tên, dấu ngoặc và dấu nháy",
    ),
    "b {{ x. }}": ("b {{ x. }}", "{{ x. }}", "viết sai cú pháp, hãy xem lại tên, dấu ngoặc và dấu nháy"),
    "b {{ x | nofilter }}": (
        "b {{ x | nofilter }}",
        "{{ x | nofilter }}",
        "không có bộ lọc “nofilter”, chỉ có " + ", ".join(sorted(FILTERS)),
    ),
    "b {% if x is odder %}{% endif %}": (
        "b {% if x is odder %}{% endif %}", "{% if x is odder %}", "không có phép thử “is odder”",
    ),
    "{{p x }}": ("{{p x }}", "{{p x }}", "không in được ở đây, hãy đặt dấu vào trong một đoạn chữ"),
    "b {% for i in x recursive %}{% endfor %}": (
        "b {% for i in x recursive %}{% endfor %}",
        "{% for i in x recursive %}",
        "không được dùng vòng lặp recursive, hãy viết hai vòng lặp lồng nhau",
    ),
    "b {{ missing }}": ("b {{ missing }}", "{{ missing }}", "không có trường “missing”"),
    "b {{ a.missing }}": ("b {{ a.missing }}", "{{ a.missing }}", "không có trường “missing”"),
    "b {{ a['missing'] }}": ("b {{ a['missing'] }}", "{{ a['missing'] }}", "không có trường “missing”"),
    "b {{ nothing.x }}": (
        "b {{ nothing.x }}",
        "{{ nothing.x }}",
        "giá trị đang trống, không có trường này hoặc không dùng được như vậy",
    ),
    "b {{ rows }}": ("b {{ rows }}", "{{ rows }}", "không in được một danh sách"),
    "b {{ a }}": ("b {{ a }}", "{{ a }}", "không in được một nhóm trường"),
    "b {{ nothing }}": ("b {{ nothing }}", "{{ nothing }}", "không in được giá trị trống"),
    "b {{ text == 'x' }}": ("b {{ text == 'x' }}", "{{ text == 'x' }}", "không in được giá trị đúng/sai"),
    "{% for i in text %}{% endfor %}": (
        "{% for i in text %}{% endfor %}", "{% for i in text %}", "chỉ lặp được trên một danh sách",
    ),
}  # fmt: skip
VALUES = {"a": {"b": ""}, "rows": [], "nothing": None, "text": "chữ", "x": ""}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_told_with_file_paragraph_and_mark(text, build, compiled):
    words, mark, reason = FAULTS[text]
    expected = MARK.format(words=words, mark=mark, reason=reason)
    assert message(compiled, build.paragraphs("đoạn đầu", text), VALUES) == expected


def test_the_mark_is_named_among_others_in_its_paragraph(build, compiled):
    content = build.paragraphs("a {{ text }} {{ text }} {{ a.no }} {{ text }}", "{{ text }}")
    assert "đoạn 1 (“a {{ text }} {{ text }} {{ a.no }} {{…”), dấu {{ a.no }}:" in message(
        compiled, content, VALUES
    )


def test_the_paragraph_is_counted_as_one_reads_it(build, compiled):
    content = build.paragraphs(
        "một", "{%p if text %}", "ba {{ text }}", "{%p endif %}", "năm {{ text }}", "sáu {{ no }}"
    )
    assert "đoạn 6 (“sáu {{ no }}”)" in message(compiled, content, VALUES)


def test_equal_marks_are_told_apart_by_their_order(build, compiled):
    loops = [(f"{{%p for row in {name} %}}", "{{ row.x }}", "{%p endfor %}") for name in ("rows", "others")]
    content = build.paragraphs(*loops[0], *loops[1])
    values = {"rows": [{"x": "có"}], "others": [{}]}
    assert "đoạn 5" in message(compiled, content, values)


def test_a_fault_in_a_header_names_the_header(compiled, build):

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ no }}"
    expected = "mau.docx: đầu trang, đoạn 1 (“{{ no }}”), dấu {{ no }}: không có trường “no”."
    assert message(compiled, build.bytes_of(document)) == expected


def test_a_fault_in_a_cell_names_its_paragraph(compiled, build):

    document = docx.Document()
    document.add_paragraph("một")
    document.add_table(rows=1, cols=2).cell(0, 1).text = "{{ no }}"
    assert "đoạn 3 (“{{ no }}”)" in message(compiled, build.bytes_of(document))


def test_a_block_must_end_where_the_xml_is_as_at_its_start(build, compiled):
    content = build.paragraphs("a {% if x %} b", "c", "{%p endif %}")
    assert "dấu {% if x %}: khối bắt đầu và kết thúc ở hai chỗ khác nhau" in message(compiled, content)


def test_a_loop_may_not_leave_a_cell_open(compiled, build):

    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "{%tc for i in x %}", "{%p endfor %}"
    assert "khối bắt đầu và kết thúc ở hai chỗ khác nhau" in message(compiled, build.bytes_of(document))


ATTACKS = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ a.__class__ }}",
    "{{ a|attr('__class__') }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ lipsum.__globals__ }}",
    "{{ range(10) }}",
    "{{ a.keys() }}",
    "{{ a.keys }}",
    "{{ text.format }}",
    "{{ text.format(x=1) }}",
    "{{ '%s'|format(a) }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ rows.append }}",
    "{{ ().__class__.__bases__[0].__subclasses__() }}",
    "{{ loop.__class__ }}",
    "{% for i in rows %}{{ loop._iterable }}{% endfor %}",
    "{% for i in rows %}{{ loop.cycle }}{% endfor %}",
    "{% for i in rows %}{{ loop.changed }}{% endfor %}",
    "{% set loop = a %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% from 'x' import y %}",
    "{% extends 'x' %}",
    "{% block x %}{% endblock %}",
    "{% macro x() %}{% endmacro %}",
    "{% call x() %}{% endcall %}",
    "{% filter upper %}{% endfilter %}",
    "{% set x %}a{% endset %}",
    "{% autoescape false %}{{ text }}{% endautoescape %}",
    "{% do a %}",
    "{{ text|safe }}",
    "{{ text|map('upper')|list }}",
    "{{ {'a': 1} }}",
    "{{ _text }}",
    "{{ text|_runs }}",
    "{{ text|_styled }}",
    "{{ environment }}",
    "{{ context }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_cannot_reach_python(attack, build, compiled):
    values = {"a": {"b": ""}, "rows": ["x", "y"], "text": "chữ"}
    assert attack[:5] in message(compiled, build.paragraphs("một", attack), values)


DOUBLED = "".join("{% set a = a ~ a %}" for _ in range(40))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ 1e400 }}", "số quá lớn"),
        ("{{ -1e400 }}", "số quá lớn"),
        ("{% if 1e400 > 1 %}a{% endif %}", "số quá lớn"),
        ("{{ 9999999999999999999 }}", "số quá lớn"),
        ("{{ " + "9" * 5000 + " }}", "số quá lớn"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "lồng nhau quá nhiều"),
        ("{% for i in x %}" * 30 + "{% endfor %}" * 30, "lồng nhau quá nhiều"),
        ("{{ 1e308 + 1e308 }}", "số quá lớn"),
        ("{{ 1.5 + 1.5 }}", "chỉ tính với số nguyên"),
        ("{{ 1 / 1e-300 / 1e-300 }}", "chỉ tính với số nguyên"),
        ("{{ a + a }}", "chữ nối với nhau bằng dấu ~"),
        ("{{ x + x }}", "chỉ tính với số nguyên"),
        ("{% set b = 7 %}" + "{% set b = b * b %}" * 30, "số quá lớn để tính"),
        (DOUBLED, "ghép thành chữ dài quá"),
        (DOUBLED.replace("a ~ a", "[a, a]|join"), "ghép thành chữ dài quá"),
        (DOUBLED.replace("a ~ a", "[a, a]|join(a)"), "ghép thành chữ dài quá"),
        ("{{ x ~ 'a' }}", "không in được một danh sách"),
    ],
    ids=lambda value: value[:40],
)
def test_what_would_fill_the_memory_is_an_error_of_the_template(text, reason, build, compiled):
    assert reason in message(compiled, build.paragraphs(text), {"a": "chữ", "x": ["y"]})


def test_a_template_calculates_with_whole_numbers(build, compiled, lines):
    content = build.paragraphs(
        "{{ 7 + 2 }} {{ 7 - 9 }} {{ 7 * 2 }} {{ 7 // 2 }} {{ 7 % 4 }} {{ 'a' ~ 1 ~ b }} {{ -3 }}"
    )
    assert lines(compiled(content).render({"b": "c"})) == ["9 -2 14 3 3 a1c -3"]
    content = build.paragraphs("{% if 7 / 2 > 3.4 %}đúng{% endif %}")
    assert lines(compiled(content).render({})) == ["đúng"]


def test_items_named_like_methods_are_items(build, compiled, lines):
    content = build.paragraphs("{{ a.items }} {{ a.keys }} {{ a.format }}")
    assert lines(compiled(content).render({"a": {"items": "1", "keys": "2", "format": "3"}})) == ["1 2 3"]


def test_what_looks_like_a_mark_in_a_value_is_text(build, compiled, lines):
    value = "{{ 7*7 }} {% if x %} </w:t> <w:p/> &amp; {# #} {_{"
    assert lines(compiled(build.paragraphs("{{ x }}")).render({"x": value.replace("*", r"\*")})) == [value]


def test_a_part_without_marks_stays_as_it_is(build, compiled, part):
    content = build.paragraphs("không có dấu")
    assert compiled(content)._parts == ()
    assert b"kh\xc3\xb4ng c\xc3\xb3" in part(compiled(content).render({}), "word/document.xml")


def test_a_lone_surrogate_is_an_error_and_not_a_broken_file(build, compiled):
    assert "ký tự không hợp lệ" in message(compiled, build.paragraphs("{{ x }}"), {"x": "\ud800"})


def test_formatting_by_a_block_is_refused(build, compiled):

    document = docx.Document()
    run = document.add_paragraph().add_run("{{ text }}")
    run.bold = True
    run._r.xpath(".//w:b")[0].set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val",
        "{% if x %}1{% else %}0{% endif %}",
    )
    assert "không đặt khối lệnh trong định dạng của chữ" in message(compiled, build.bytes_of(document))

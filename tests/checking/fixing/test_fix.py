"""Mending: what it claims is mended, words are never touched, a second run finds nothing more to do."""

import functools
import io
import re
import unicodedata
import zipfile

import docx
import pytest
from docx.shared import Mm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.checking import check, fix
from service.checking.fixing.registry import all_mends
from service.checking.registry import checks
from service.errors import UnreadableInput
from tests.checking import builder
from tests.checking.breaks import BREAKS
from tests.checking.changes import LEFT, both, clear, font, form, section, text, to_footer
from tests.checking.fixing.left_to_people import LEFT_TO_PEOPLE, is_left_to_people
from tests.inspection import docx_files

MENDABLE = [broken for broken in BREAKS if broken.rule in all_mends()]
BODY = "word/document.xml"


def broken_file(broken):
    draft = builder.build(**broken.options)
    broken.change(draft)
    return draft.content()


def letters(content):
    """The letters and figures of each paragraph, read by another reader than ours; a 0 in front does not count."""
    document = docx.Document(io.BytesIO(content))
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    texts = (
        "".join(item.text or "" for item in p.iter(f"{tag}t")) for p in document.element.body.iter(f"{tag}p")
    )
    composed = (unicodedata.normalize("NFC", one) for one in texts)
    return [re.sub(r"(?<!\d)0(?=\d)", "", re.sub(r"\W|_", "", one)) for one in composed]


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def codes(findings):
    return {finding.code for finding in findings if finding.severity != "info"}


@pytest.mark.slow
@pytest.mark.parametrize("broken", MENDABLE, ids=str)
def test_a_mended_file_keeps_the_rule_and_its_words_and_needs_no_second_run(broken):
    content = broken_file(broken)
    made = fix(content)
    assert (broken.rule in codes(check(made.content))) is is_left_to_people(broken.rule, broken.why)
    assert letters(made.content) == letters(content)
    assert list(made.left) == check(made.content)
    again = fix(made.content)
    assert (again.mended, again.content) == ((), made.content)


def test_a_rule_that_is_mended_is_one_that_is_checked():
    assert set(all_mends()) <= set(checks())
    assert {rule for rule, _ in LEFT_TO_PEOPLE} <= set(all_mends())


@functools.cache
def faulty(header="table"):
    draft = builder.build(header=header)
    both(
        section(
            page_width=Mm(216),
            page_height=Mm(279),
            left_margin=Mm(25),
            different_first_page_header_footer=False,
        ),
        font("national_title", size=14, bold=False),
        font("motto", italic=True),
        text("date", "Ba Tơ, ngày 5 tháng 2 năm 2025"),
        clear("subject_rule"),
        font("plain1", name="Arial", size=12),
        form("clause3", alignment=LEFT),
        form("clause4", first_line_indent=Mm(0), space_before=Pt(0)),
        text("recipient3", "- Lưu: VT; NV"),
        to_footer,
    )(draft)
    return draft.content()


@pytest.mark.parametrize("header", builder.HEADERS)
def test_many_faults_are_mended_at_once_whatever_the_header_is_made_of(header):
    made = fix(faulty(header))
    assert codes(made.left) == set()
    assert len(made.mended) >= 14
    assert letters(made.content) == letters(faulty(header))


def test_what_is_claimed_is_what_was_found_before_and_is_not_found_any_more():
    before, made = check(faulty()), fix(faulty())
    left = check(made.content)
    assert set(made.mended) <= set(before)
    assert not {(f.code, f.where) for f in made.mended} & {(f.code, f.where) for f in left}
    assert {f.code for f in before} == {f.code for f in made.mended} | {f.code for f in left}


def test_the_same_file_gives_the_same_bytes():
    assert fix(faulty()).content == fix(faulty()).content


def test_parts_that_need_no_mending_are_copied_byte_for_byte():
    draft = builder.build(appendices=0)
    font("plain1", size=12)(draft)
    old, new = parts(draft.content()), parts(fix(draft.content()).content)
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == [BODY]


def test_a_part_that_is_only_copied_and_packed_as_word_never_does_is_a_sign_of_damage():
    content = bytearray(faulty())
    entry = content.rfind(b"PK\x01\x02", 0, content.rfind(b"docProps/app.xml"))
    content[entry + 10] = 9  # how it is packed: deflate64, which no reader of ours knows
    with pytest.raises(UnreadableInput, match="bị hỏng"):
        fix(bytes(content))


def test_a_right_file_comes_back_as_it_is():
    content = builder.build(appendices=0).content()
    made = fix(content)
    assert (made.content is content, made.mended, made.left) == (True, (), ())


def test_a_file_whose_faults_are_words_comes_back_as_it_is_with_all_that_is_left():
    draft = builder.build(appendices=0)
    text("national_title", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAN")(draft)
    made = fix(draft.content())
    assert made.mended == ()
    assert [finding.code for finding in made.left] == ["QH.TEXT"]


def test_a_file_that_is_no_administrative_document_is_left_alone():
    content = docx_files.docx(
        docx_files.paragraph("Chào bạn, mình gửi bạn bài thơ.", run="<w:color w:val='FF0000'/>")
    )
    made = fix(content)
    assert made.content is content
    assert {finding.severity for finding in made.left} == {"info"}


def test_a_mend_that_would_bring_another_fault_is_not_kept(monkeypatch):
    def spoil(editor, _rule, _faults):
        editor.align(editor.parts.header.motto.paragraph, "left")
        editor.spacing(editor.parts.header.motto.paragraph, before=200)

    mends = {"SO.ZERO_PAD": (spoil, *all_mends()["SO.ZERO_PAD"]), "ND.BODY.SIZE": all_mends()["ND.BODY.SIZE"]}
    monkeypatch.setattr("service.checking.fixing.run.all_mends", lambda: mends)
    draft = builder.build(appendices=0)
    text("number", "Số: 5/KH-UBND")(draft)
    font("plain1", size=12)(draft)
    made = fix(draft.content())
    assert [finding.code for finding in made.mended] == ["ND.BODY.SIZE"]
    assert codes(made.left) == {"SO.ZERO_PAD"}


def test_a_mend_that_changes_words_is_not_kept(monkeypatch):
    def reword(editor, _rule, _faults):
        editor.reword(editor.parts.header.number.paragraph, [(0, 2, "No")])

    monkeypatch.setattr("service.checking.fixing.run.all_mends", lambda: {"SO.ZERO_PAD": (reword,)})
    draft = builder.build(appendices=0)
    text("number", "Số: 5/KH-UBND")(draft)
    assert fix(draft.content()).mended == ()


_SINGLE = {(b.rule, b.why): b for b in MENDABLE if not b.options and (b.rule, b.why) not in LEFT_TO_PEOPLE}


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(sorted(_SINGLE)), min_size=2, max_size=5, unique_by=lambda key: key[0]))
def test_any_faults_together_are_mended_without_touching_words(keys):
    draft = builder.build()
    for key in keys:
        try:
            _SINGLE[key].change(draft)
        except (KeyError, ValueError, AttributeError, IndexError, TypeError):
            continue  # two changes that do not go together in one file
    content = draft.content()
    made = fix(content)
    assert letters(made.content) == letters(content)
    assert fix(made.content).mended == ()
    assert len(check(made.content)) <= len(check(content))

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain import font_widths
from service.domain.typesetting import text_width_emu, wrapped_lines

MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTERS = st.text(st.sampled_from("aăâbđêơƯỨỹ -’.,M"), max_size=60)


def test_the_motto_in_14_point_bold_is_about_six_centimetres():
    assert text_width_emu(MOTTO, 14, bold=True) / 360_000 == pytest.approx(6.05, abs=0.01)


def test_width_grows_with_size_and_differs_by_face():
    regular, bold = text_width_emu(MOTTO, 14), text_width_emu(MOTTO, 14, bold=True)
    assert text_width_emu(MOTTO, 28) == pytest.approx(2 * regular, abs=1)
    assert bold > regular
    assert text_width_emu("M" * 9, 14, italic=True) != text_width_emu("M" * 9, 14)


def test_composed_and_decomposed_letters_are_equally_wide():
    assert text_width_emu("e\u0302\u0301", 14) == text_width_emu("ế", 14)


@pytest.mark.parametrize(
    ("character", "units"), [("\u200b", 0), ("漢", 2048), ("Ω", 1024), ("ǰ", 569), ("\u2011", 682)]
)
def test_a_character_outside_the_table_takes_a_fair_width(character, units):
    assert text_width_emu(character, 2048 / 12_700) == units


def test_lines_break_at_spaces_and_after_hyphens_inside_words():
    column = text_width_emu("kinh tế-", 14)
    assert wrapped_lines("kinh tế-xã hội", column, 14) == ["kinh tế-", "xã hội"]
    assert wrapped_lines("a - b", text_width_emu("a - b", 14), 14) == ["a - b"]


def test_line_ends_of_the_author_break_and_a_hard_space_does_not():
    assert wrapped_lines("một\nhai", 10**7, 14) == ["một", "hai"]
    assert wrapped_lines("ngày 05", text_width_emu("ngày 0", 14), 14) == ["ngày", "05"]
    narrow = wrapped_lines("ngày\u00a005", text_width_emu("ngày\u00a00", 14), 14)
    assert narrow == ["ngày\u00a00", "5"]


def test_a_word_wider_than_the_column_breaks_inside():
    assert wrapped_lines("MMMMM", text_width_emu("MM", 14), 14) == ["MM", "MM", "M"]
    assert wrapped_lines("MM", 1, 14) == ["M", "M"]


@given(LETTERS, st.integers(min_value=200_000, max_value=3_000_000))
def test_no_letter_is_lost_and_no_line_is_too_wide(text, column):
    lines = wrapped_lines(text, column, 14)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width_emu(line.strip(), 14) <= column or len(line.strip()) == 1 for line in lines)


def test_the_faces_know_every_letter_of_vietnamese():
    table = {character for _, characters in font_widths.BOLD for character in characters}
    letters = {
        unicodedata.normalize("NFC", base + tone)
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    }
    assert letters | {"đ", "Đ"} <= table

"""What a template takes off the end of a text that people typed with an end of its own."""

import pytest

from service.rendering.filters import open_end

CASES = {
    "xem xét, giải quyết./.": "xem xét, giải quyết",
    "xem xét./.;": "xem xét",
    "xem xét. ;": "xem xét",
    "xem xét..": "xem xét",
    "xem xét ./ .": "xem xét",
    "xem xét /.": "xem xét",
    "**xem xét./.**": "**xem xét**",
    "**xem xét**./.": "**xem xét**",
    "*xem xét.*;": "*xem xét*",
    "v.v...": "v.v...",
    "v.v..../.": "v.v...",
    "đạt 5/5.": "đạt 5/5",
    "**.**": "",
    r"ghi chú.\*": r"ghi chú.\*",
    "****": "****",
    "xem xét": "xem xét",
    "": "",
}


@pytest.mark.parametrize("text", CASES)
def test_the_end_of_a_text_is_left_open(text):
    assert open_end(text) == CASES[text]

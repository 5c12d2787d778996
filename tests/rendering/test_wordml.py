"""XML parts from outside: nothing that they declare is looked up or unfolded."""

from pathlib import Path

import pytest

from service.errors import RenderingError
from service.rendering.inline import bare, runs, text
from service.rendering.run_styles import run_style
from service.rendering.wordml import parse


def part(declared: str, used: str) -> bytes:
    return f"<!DOCTYPE d [{declared}]><d>{used}</d>".encode()


def test_a_file_that_a_part_names_is_never_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_text("<unclosed", encoding="utf-8")  # reading it would make the part a damaged one
    with pytest.raises(RenderingError, match="DOCTYPE"):
        parse(part(f'<!ENTITY x SYSTEM "{broken.as_uri()}">', "&x;"), "a.docx")


def test_entities_that_unfold_to_gigabytes_are_refused() -> None:
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    with pytest.raises(RenderingError):
        parse(part(f'<!ENTITY e0 "aaaaaaaaaa">{levels}', "&e9;"), "a.docx")


@pytest.mark.parametrize("value", ["a ]]> b", "]]>", "> 90 điểm"])
def test_the_end_of_a_character_section_is_text(value: str) -> None:
    escaped = value.replace(">", "&gt;")
    style = run_style("", "")
    for printed in (text(value, style), bare(value), runs(value)):
        assert escaped in printed.replace("\u00a0", " ")
        assert "]]>" not in printed

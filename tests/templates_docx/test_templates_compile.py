"""Each template and the frame become one template that the engine can fill."""

from pathlib import Path

import pytest

from service.rendering.composing import compose
from service.rendering.package import read_package
from service.rendering.templates import compile_package

ROOT = Path(__file__).parents[2] / "templates_docx"
SLUGS = sorted(path.parent.name for path in ROOT.glob("*/template.docx"))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_template_compiles_in_the_frame(slug):
    def package(name):
        return read_package((ROOT / name).read_bytes(), name)

    compiled = compile_package(compose(package("_base/van_ban.docx"), package(f"{slug}/template.docx")))
    marks = compiled.marks()
    assert {"frame.number_line", "frame.motto_line_emu", "frame.motto_line_pt", "closing[]"} <= marks
    assert not marks & {"content", "appendices"}

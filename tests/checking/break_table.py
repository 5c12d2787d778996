"""The table of breaks: one change and the rule that it breaks, entered by the modules `breaks_of_*`."""

from collections.abc import Callable
from dataclasses import dataclass, field

from docx.shared import Pt

from tests.checking.changes import base_style, font, style, text

LETTER = {"letter": True, "addressees": ("Các phòng, ban",), "appendices": 0}
REPORT = {"kind": "BÁO CÁO", "addressees": ("Ủy ban nhân dân tỉnh", "Sở Nội vụ"), "appendices": 0}
DECISION = text("number", "Số: 05/QĐ-UBND")


@dataclass(frozen=True)
class Break:
    """One change and the rule that it breaks; `options` are those of the document that is changed."""

    rule: str
    why: str
    change: Callable
    options: dict = field(default_factory=dict)

    def __str__(self):
        return f"{self.rule} - {self.why}"


BREAKS: list[Break] = []


def add(rule, why, change, /, **options):
    BREAKS.append(Break(rule, why, change, options))


def three_ways(rule, name, why, look, /, **options):
    """Break a look by direct formatting, by a character style and by a paragraph style's base."""
    pt = {key: Pt(value) if key == "size" else value for key, value in look.items()}
    add(rule, f"{why} (trực tiếp)", font(name, **look), **options)
    add(rule, f"{why} (kiểu chữ)", style(name, **pt), **options)
    add(rule, f"{why} (kiểu đoạn, basedOn)", base_style(name, **pt), **options)

"""Layout (thể thức): the facts about a .docx held against the rules of Nghị định 30/2020/NĐ-CP, and mended."""

from service.checking.fixing import Fixed, fix
from service.checking.run import check

__all__ = ["Fixed", "check", "fix"]

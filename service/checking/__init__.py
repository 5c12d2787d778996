"""Layout (thể thức): the facts about a .docx held against the rules of Nghị định 30/2020/NĐ-CP."""

from service.checking.run import check

__all__ = ["check"]

"""The bases of a document: as the opening sentence of a plan, or as lines of their own."""

from service.domain.computes_registry import COMPUTES, ComputeInput
from service.domain.text import escape_marks


@COMPUTES.register("bases_sentence", paths={"bases": True, "verb": False}, literals={"word": False})
def bases_sentence(source: ComputeInput, *, bases: str, verb: str = "", word: str = "Thực hiện") -> str:
    """Return the bases as the beginning of a sentence: "Thực hiện A; B", without a final mark.

    `bases` is a list of `x-format: cite`, already in words; `verb` a field that overrides `word`.
    """
    cited = source.values(bases) or []
    return f"{source.raw(verb) or word} {'; '.join(cited)}" if cited else ""


@COMPUTES.register("bases_lines", paths={"bases": True, "verb": False}, literals={"word": False})
def bases_lines(source: ComputeInput, *, bases: str, verb: str = "", word: str = "Căn cứ") -> list[str]:
    """Return the bases as lines, each with its mark: ``;`` and at the end ``.``; `bases` is a list of labels.

    The day is written out and a law has its day too.
    Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 6 điểm a.
    """
    labels = source.raw(bases) or []
    lines = [escape_marks(source.book.basis(label, word=source.raw(verb) or word)) for label in labels]
    return [f"{line}{';' if i < len(lines) else '.'}" for i, line in enumerate(lines, start=1)]

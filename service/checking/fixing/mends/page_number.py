"""Mends page numbers: their look, their place in the top margin, hidden on page one, each appendix from 1."""

from collections.abc import Sequence

from lxml import etree

from service.checking.faults import Fault
from service.checking.fixing.editor import Editor
from service.checking.fixing.registry import mend
from service.checking.fixing.run_looks import set_letters
from service.checking.fixing.xml_order import drop, ensured, place, properties, set_flag, set_value
from service.domain.format_rules import FormatRule
from service.inspection.facts import HeaderFacts, Paragraph
from service.inspection.names import VAL, Element, R, W

_NUMBER = (
    "<w:p xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:pPr><w:jc w:val='center'/></w:pPr>"
    "<w:r>{look}<w:fldChar w:fldCharType='begin'/></w:r>"
    "<w:r>{look}<w:instrText xml:space='preserve'> PAGE </w:instrText></w:r>"
    "<w:r>{look}<w:fldChar w:fldCharType='separate'/></w:r><w:r>{look}<w:t>2</w:t></w:r>"
    "<w:r>{look}<w:fldChar w:fldCharType='end'/></w:r></w:p>"
)
_LOOK = (
    "<w:rPr><w:rFonts w:ascii='Times New Roman' w:hAnsi='Times New Roman' w:cs='Times New Roman' "
    "w:eastAsia='Times New Roman'/><w:sz w:val='28'/><w:szCs w:val='28'/></w:rPr>"
)
_HEADER = W + "hdr"


def _number_paragraphs(headers: Sequence[HeaderFacts], *kinds: str) -> list[Paragraph]:
    return [paragraph for facts in headers if facts.kind in kinds for paragraph, _ in facts.page_runs]


def _has_words(headers: Sequence[HeaderFacts]) -> bool:
    """Tell whether headers say more than the page number."""
    shown = [facts for facts in headers if facts.kind == "default"]
    return any(
        any(sign.isalnum() for run in paragraph.runs if run.field != "PAGE" for sign in run.text)
        or paragraph.pictures
        for facts in shown
        for paragraph in facts.paragraphs
    )


@mend("PAGENUM.FORMAT")
def form(editor: Editor, rule: FormatRule, faults: Sequence[Fault]) -> None:
    """Arabic figures from 1, upright, 13 to 14 points."""
    lowest, highest = rule.values["size_pt"]
    for index, section in enumerate(editor.facts.sections):
        properties_of = editor.section(index)
        kind = properties_of.find(W + "pgNumType")
        if kind is not None and section.number_format != rule.values["fmt"]:
            drop(kind, W + "fmt")
            editor.touch(kind)
        if kind is not None and index == 0 and section.number_start not in {None, 1}:
            kind.set(W + "start", "1")
            editor.touch(kind)
    for line in (fault.line for fault in faults):
        run = (
            None if line is None else next((run for run in line.paragraph.runs if run.field == "PAGE"), None)
        )
        if line is None or run is None or not _may_change(line.paragraph):
            continue
        wanted = {"italic": False, "size_pt": min(max(run.format.size_pt, lowest), highest)}
        element = editor.element(line.paragraph)
        for item in element.iter(W + "r"):
            set_letters(item, wanted)
        set_letters(ensured(properties(element, "pPr"), "rPr"), wanted)
        editor.touch(element)


def _may_change(paragraph: Paragraph) -> bool:
    """Tell whether a number stands without words; beside them (``Trang 2/5``) a size of its own would look worse."""
    words = "".join(run.text for run in paragraph.runs if run.field != "PAGE")
    return not any(sign.isalnum() for sign in words)


def _field_runs(paragraph: Element) -> list[Element]:
    """Return the runs of the fields of a paragraph, from their beginning to their end."""
    found, depth = [], 0
    for run in paragraph.iter(W + "r"):
        marks = [mark.get(W + "fldCharType") for mark in run.iterfind(W + "fldChar")]
        depth += marks.count("begin")
        if depth or run.find(W + "pgNum") is not None or _in_simple_field(run):
            found.append(run)
        depth -= marks.count("end")
    return found


def _in_simple_field(run: Element) -> bool:
    return next(run.iterancestors(W + "fldSimple"), None) is not None


@mend("PAGENUM.POS")
def position(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """In the middle of the top margin; a number at the foot goes up, a missing one is made."""
    if editor.facts.has_even_headers:
        return
    for fault in faults:
        if fault.part == "header" and fault.line is not None:
            _centre(editor, fault.line.paragraph)
    if any(fault.part == "footer" for fault in faults):
        _move_up(editor)
    elif any(fault.line is None for fault in faults):
        _add_number(editor, 0)


def _centre(editor: Editor, paragraph: Paragraph) -> None:
    block = editor.block(paragraph)
    frame = block.find(W + "framePr")
    if frame is not None and paragraph.format.frame != "center":
        frame.set(W + "xAlign", "center")
    set_value(block, "jc", "center")
    editor.indent(paragraph, left=0, first_line=0)
    if not any(sign.isalnum() for run in paragraph.runs if run.field != "PAGE" for sign in run.text):
        for tab in list(editor.element(paragraph).iter(W + "tab")):
            owner = tab.getparent()
            if owner is not None and owner.tag == W + "r":
                owner.remove(tab)


def _move_up(editor: Editor) -> None:
    """Take the numbers out of the footers that say nothing else, and put one into the header."""
    seen: set[Element] = set()
    for index, section in enumerate(editor.facts.sections):
        paragraphs = _number_paragraphs(section.footers, "default", "first")
        if not paragraphs or _has_words(section.footers):
            continue
        fresh = [editor.element(p) for p in paragraphs if editor.element(p) not in seen]
        seen.update(fresh)
        for element in fresh:
            for item in [*_field_runs(element), *element.iter(W + "fldSimple")]:
                owner = item.getparent()
                if owner is not None:
                    owner.remove(item)
            editor.touch(element)
        if fresh and not _number_paragraphs(section.headers, "default"):
            _add_number(editor, index)


def _add_number(editor: Editor, index: int) -> None:
    """Add a page number to the header of a section, above what the header says already."""
    section = editor.facts.sections[index]
    if index == 0 and (_has_words(section.headers) or _has_words(section.footers)):
        return  # hiding the number on page one would hide these words, too
    number = etree.fromstring(_NUMBER.format(look=_LOOK))
    known = next((facts for facts in section.headers if facts.kind == "default" and facts.paragraphs), None)
    if known is not None:
        old = known.paragraphs[0]
        first = editor.element(old)
        first.addprevious(number)
        editor.touch(number)
        parent = first.getparent()
        is_empty = not (old.text.strip() or old.lines or old.boxes or old.pictures)
        if is_empty and parent is not None:
            parent.remove(first)
    else:
        root = etree.Element(_HEADER, nsmap={"w": W[1:-1], "r": R[1:-1]})
        root.append(number)
        relation = editor.package.add_header(root)
        if relation is None:
            return
        reference = etree.Element(W + "headerReference")
        reference.set(W + "type", "default")
        reference.set(R + "id", relation)
        for old_reference in editor.section(index).findall(W + "headerReference"):
            if old_reference.get(W + "type", "default") == "default":
                editor.section(index).remove(old_reference)
        editor.section(index).insert(0, reference)
        editor.touch(reference)
    if index == 0:
        _hide_on_first(editor)


@mend("PAGENUM.FIRST_HIDDEN")
def first_hidden(editor: Editor, _rule: FormatRule, _faults: Sequence[Fault]) -> None:
    """No number on page one; headers that say more than the number are left to a person."""
    section = editor.facts.sections[0]
    for part in (section.headers, section.footers):
        for paragraph in _number_paragraphs(part, "first"):
            for item in _field_runs(editor.element(paragraph)):
                owner = item.getparent()
                if owner is not None:
                    owner.remove(item)
            editor.touch(editor.element(paragraph))
    has_first = any(facts.kind == "first" for facts in (*section.headers, *section.footers))
    if has_first or not (_has_words(section.headers) or _has_words(section.footers)):
        _hide_on_first(editor)


def _hide_on_first(editor: Editor) -> None:
    owner = editor.section(0)
    set_flag(owner, "titlePg", on=True)
    editor.touch(owner)


@mend("PAGENUM.APPENDIX_RESTART")
def appendix_restart(editor: Editor, _rule: FormatRule, faults: Sequence[Fault]) -> None:
    """An appendix that begins a section counts from 1; one that goes on in a section is left."""
    for line in (fault.line for fault in faults):
        index = 0 if line is None else line.paragraph.section
        first = editor.facts.first_of_section(index)
        begins = line is not None and first is not None and not _text_before(editor, line.paragraph, first)
        if index and begins:
            owner = editor.section(index)
            kind = owner.find(W + "pgNumType")
            kind = place(owner, etree.Element(W + "pgNumType")) if kind is None else kind
            kind.set(W + "start", "1")
            drop(kind, VAL)
            editor.touch(owner)


def _text_before(editor: Editor, paragraph: Paragraph, first: Paragraph) -> bool:
    between = editor.facts.paragraphs[first.number - 1 : paragraph.number - 1]
    return any(other.text.strip() for other in between)

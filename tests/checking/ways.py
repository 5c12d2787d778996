"""Ways in which Word may hold one and the same document: each changes how a file is written, not how it looks."""

import copy

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

_KEPT_IN_PLACE = {qn(f"w:{name}") for name in ("pStyle", "numPr", "sectPr", "framePr", "rPr", "pPrChange")}


def in_pieces(draft):
    """Each word is a run of its own, as after many corrections."""
    for run in list(_runs(draft)):
        texts = run.findall(qn("w:t"))
        words = (texts[0].text or "").split(" ") if len(texts) == 1 and len(run) <= 2 else []
        for word in reversed(words[1:]):
            new = copy.deepcopy(run)
            _write(new, f" {word}")
            run.addnext(new)
        if words:
            _write(run, words[0])


def _write(run, text):
    item = run.find(qn("w:t"))
    item.text = text
    item.set(qn("xml:space"), "preserve")


def in_controls(draft):
    """The letters of each paragraph stand in a content control, inserted under tracked changes."""
    for paragraph in list(_paragraphs(draft)):
        runs = [item for item in paragraph if item.tag == qn("w:r") and item.find(qn("w:t")) is not None]
        for run in runs:
            control = parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtContent><w:ins w:id='1'/></w:sdtContent></w:sdt>"
            )
            run.addprevious(control)
            control[0][0].append(run)


def in_styles(draft):
    """All direct formatting becomes styles: one for each look of a paragraph, one for each look of letters."""
    made = {}
    for paragraph in _paragraphs(draft):
        look = paragraph.find(qn("w:pPr"))
        items = [] if look is None else [item for item in look if item.tag not in _KEPT_IN_PLACE]
        if items:
            _take_over(draft, made, look, items, ("paragraph", "pPr", "pStyle"))
    for run in _runs(draft):
        look = run.find(qn("w:rPr"))
        items = [] if look is None else [item for item in look if item.tag != qn("w:rStyle")]
        if items and look.find(qn("w:rStyle")) is None:
            _take_over(draft, made, look, items, ("character", "rPr", "rStyle"))


def _take_over(draft, made, look, items, names):
    kind, properties, mark = names
    old = look.find(qn(f"w:{mark}"))
    base = "" if old is None else old.get(qn("w:val"))
    key = (kind, base, "".join(item.xml if hasattr(item, "xml") else str(item) for item in items))
    if key not in made:
        made[key] = f"W{len(made)}"
        based = f"<w:basedOn w:val='{base}'/>" if base else ""
        style = parse_xml(
            f"<w:style {nsdecls('w')} w:type='{kind}' w:customStyle='1' w:styleId='{made[key]}'>"
            f"<w:name w:val='Cách {len(made)}'/>{based}<w:{properties}/></w:style>"
        )
        style[-1].extend([copy.deepcopy(item) for item in items])
        draft.document.styles.element.append(style)
    for item in items:
        look.remove(item)
    if old is None:
        old = parse_xml(f"<w:{mark} {nsdecls('w')} w:val=''/>")
        look.insert(0, old)
    old.set(qn("w:val"), made[key])


def _paragraphs(draft):
    return draft.document.element.body.iter(qn("w:p"))


def _runs(draft):
    return draft.document.element.body.iter(qn("w:r"))


WAYS = (in_pieces, in_controls, in_styles)

"""Room between paragraphs: Word leaves it out between paragraphs of one style only."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from service.checking import check
from tests.checking import builder


@pytest.mark.parametrize(("is_other", "found"), [(False, True), (True, False)])
def test_room_is_left_out_between_paragraphs_of_one_style_only(is_other, found):
    draft = builder.build()
    paragraph = draft["clause4"]
    if is_other:
        paragraph.style = draft.document.styles.add_style("Kiểu riêng", 1)
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:contextualSpacing {nsdecls('w')}/>"))
    paragraph.paragraph_format.space_after = Pt(6)  # the room below it is its own alone
    Paragraph(paragraph._p.getnext(), paragraph._parent).paragraph_format.space_before = Pt(0)
    codes = {one.code for one in check(draft.content())}
    assert ("ND.BODY.PARA_GAP" in codes) is found

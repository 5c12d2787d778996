"""The numbered file is what was checked with number and day written in: proven on the files, then on the contexts."""

from dataclasses import replace

import pytest

from service.issuing import numbered_file, rendition
from service.issuing.rendition import rendered_again
from service.issuing.signed_content import SignedContentChanged, require_unchanged
from service.register import search


@pytest.fixture
def compared(monkeypatch):
    """Which documents were compared file by file; no shape is proven yet."""
    found = []

    def comparing(signed, made, **contexts):
        found.append(contexts["after"].context["frame"]["number_line"])
        return require_unchanged(signed, made, **contexts)

    monkeypatch.setattr(numbered_file, "require_unchanged", comparing)
    monkeypatch.setattr(numbered_file, "_PROVEN", set())
    return found


def test_the_files_of_a_shape_are_compared_once(office, compared):
    for subject in ("Dân vận năm 2026", "Dân vận năm 2027"):
        office.issue(office.plan(subject=subject))
    assert compared == ["Số: 01/KH-UBND"]
    office.issue(office.plan(subject="Dân vận “khéo”"))
    assert compared == ["Số: 01/KH-UBND", "Số: 03/KH-UBND"]


@pytest.mark.usefixtures("compared")
def test_a_file_that_says_more_than_number_and_day_is_refused_however_often_its_shape_was_proven(
    office, monkeypatch
):
    office.issue()
    really = rendition.numbered

    def changed(draft, form, act, acknowledged):
        kept = really(draft, form, act, acknowledged).kept
        context = {**kept.context, "frame": {**kept.context["frame"], "signer_name": "Người Khác"}}
        return rendered_again(replace(kept, context=context), form.template)

    monkeypatch.setattr(numbered_file, "numbered", changed)
    with pytest.raises(SignedContentChanged, match="Người Khác"):
        office.issue()
    wish = search.Wish(office_id=office.id)
    assert [row.code for row in office.look(search.search, wish).documents] == ["01/KH-UBND"]

"""Each rule is broken in the ways in which Word breaks it, found in each of them and however the file is written."""

from collections import Counter

import pytest

from service.checking import check
from service.checking.registry import checks
from tests.checking import builder
from tests.checking.breaks import BREAKS
from tests.checking.real_ways import FEWER
from tests.checking.ways import WAYS

_FIRST = {broken.rule: broken for broken in reversed(BREAKS)}


def found_in(broken, way):
    draft = builder.build(**broken.options)
    broken.change(draft)
    way(draft)
    findings = check(draft.content())
    return {f.code for f in findings}, {f.code for f in findings if f.severity == "error"}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("broken", _FIRST.values(), ids=str)
def test_a_broken_rule_is_found_however_the_file_is_written(broken, way):
    found, errors = found_in(broken, way)
    assert broken.rule in found
    assert errors <= {broken.rule}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("broken", [b for b in BREAKS if b is not _FIRST[b.rule]], ids=str)
def test_all_other_breaks_are_found_however_the_file_is_written(broken, way):
    found, errors = found_in(broken, way)
    assert broken.rule in found
    assert errors <= {broken.rule}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("header", builder.HEADERS)
@pytest.mark.parametrize("numbering", builder.NUMBERINGS)
def test_a_right_document_is_right_however_it_is_written(way, header, numbering):
    draft = builder.build(header=header, numbering=numbering)
    way(draft)
    assert [f for f in check(draft.content()) if f.severity != "info"] == []


def test_each_rule_is_really_broken_in_three_ways_or_says_why_not():
    """A file of `ways.py` holds the same break written otherwise: it is no way of its own."""
    files = Counter(broken.rule for broken in BREAKS)
    few = {rule: files[rule] for rule in checks() if files[rule] < 3}
    assert few == {rule: number for rule, (number, _) in FEWER.items()}
    assert all(reason for _, reason in FEWER.values())


def test_no_two_breaks_are_the_same_file():
    """Same options and same words: the second would count and show nothing."""
    assert not [
        one for one, times in Counter((str(one), repr(one.options)) for one in BREAKS).items() if times > 1
    ]

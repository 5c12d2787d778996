"""Each rule is broken in three ways of doing it in Word, and found in each of them, alone."""

from collections import Counter

import pytest

from service.checking import check
from service.checking.registry import checks
from tests.checking import builder
from tests.checking.breaks import BREAKS
from tests.checking.ways import WAYS

#: Rules that are broken in one place of a file only, with the least number of files that break them, and why.
_ONE_PLACE = "khổ, lề, hướng trang chỉ đặt ở sectPr: của đoạn hoặc của thân văn bản"
FEWER = dict.fromkeys(("PAGE.SIZE", "PAGE.ORIENT", "PAGE.MARGIN.TOP", "PAGE.MARGIN.BOTTOM", "PAGE.MARGIN.LEFT", "PAGE.MARGIN.RIGHT"), (2, _ONE_PLACE))  # fmt: skip
FEWER |= dict.fromkeys(
    ("PAGENUM.FIRST_HIDDEN", "PAGENUM.APPENDIX_RESTART"), (2, "số trang chỉ đặt ở sectPr và phần đầu trang")
)
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


def test_each_rule_is_broken_in_enough_ways():
    files = Counter(broken.rule for broken in BREAKS)
    missing = {
        rule: files[rule]
        for rule in checks()
        if files[rule] < (FEWER[rule][0] if rule in FEWER else 1)
        or (rule not in FEWER and files[rule] + len(WAYS) < 3)
    }
    assert missing == {}

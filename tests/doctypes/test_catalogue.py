from concurrent.futures import ThreadPoolExecutor

import pytest

from service.doctypes.catalogue import Catalogue
from service.errors import UnknownDocumentType, UnreadableInput
from tests.doctypes.small_types import PLAN, REPORT, TYPES, MemorySource

SAMPLE_PLAN = "type: plan\noffice: a\nsubject: Kế hoạch\ncontent: {goals: x}\n"
SAMPLE_REPORT = """
type: report
office: a
subject: Báo cáo
sources:
  plan: {sample: full, code: 05/KH-UBND, issued_on: 05/02/2025}
content: {opening: x}
"""
SAMPLES = {
    "plan": {"sample.full.yaml": SAMPLE_PLAN.encode()},
    "report": {"sample.full.yaml": SAMPLE_REPORT.encode()},
}


def test_types_are_found_by_listing(catalogue):
    assert catalogue.slugs() == ["plan", "report"]
    assert [one.slug for one in catalogue.types()] == ["plan", "report"]
    assert catalogue.broken() == {}


def test_an_unknown_type_is_answered_with_the_known_ones(catalogue):
    with pytest.raises(UnknownDocumentType) as caught:
        catalogue.get("letter")
    assert "plan, report" in caught.value.message


def test_a_broken_type_is_switched_off_and_the_others_work():
    catalogue = Catalogue(MemorySource({**TYPES, "plan": PLAN.replace("kind: KH", "kind: XX")}))
    assert [one.slug for one in catalogue.types()] == ["report"]
    assert list(catalogue.broken()) == ["plan"]
    with pytest.raises(UnknownDocumentType) as caught:
        catalogue.get("plan")
    assert "đang tắt" in caught.value.message
    assert "kind" in caught.value.message


def test_a_type_is_read_once_even_by_many_threads():
    source = MemorySource(TYPES)
    catalogue = Catalogue(source)
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(catalogue.get, ["plan"] * 40))
    assert len(found) == 1
    assert source.reads == ["plan"]


def test_a_changed_type_is_read_again_after_a_refresh():
    source = MemorySource(TYPES)
    catalogue = Catalogue(source)
    assert catalogue.get("plan").title == "Kế hoạch thử"
    source.definitions["plan"] = PLAN.replace("Kế hoạch thử", "Kế hoạch khác")
    assert catalogue.get("plan").title == "Kế hoạch thử"
    catalogue.refresh()
    assert catalogue.get("plan").title == "Kế hoạch khác"


def test_a_sample_is_an_envelope_with_its_source_in_place():
    catalogue = Catalogue(MemorySource(TYPES, SAMPLES))
    assert catalogue.sample("plan")["subject"] == "Kế hoạch"
    source = catalogue.sample("report")["sources"]["plan"]
    assert source["subject"] == "Kế hoạch"
    assert (source["code"], source["issued_on"]) == ("05/KH-UBND", "05/02/2025")
    assert "sample" not in source


@pytest.mark.parametrize("name", ["minimal", "../type"])
def test_a_sample_that_is_not_there_is_said_to_be_missing(name):
    with pytest.raises(UnreadableInput) as caught:
        Catalogue(MemorySource(TYPES, SAMPLES)).sample("plan", name)
    assert name in caught.value.message


def test_samples_that_name_each_other_come_to_an_end():
    report = REPORT.replace("type: plan, required", "type: report, required").replace(
        "[criteria, goals]", "[opening]"
    )
    report = report.replace("x-label-of: plan.task", "x-text: inline").split("outline:")[0]
    catalogue = Catalogue(MemorySource({**TYPES, "report": report}, SAMPLES))
    with pytest.raises(UnreadableInput):
        catalogue.sample("report")


def test_a_sample_may_hold_its_source_as_data():
    sample = SAMPLE_REPORT.replace("{sample: full, code: 05/KH-UBND, issued_on: 05/02/2025}", "id-1")
    catalogue = Catalogue(MemorySource(TYPES, {"report": {"sample.full.yaml": sample.encode()}}))
    assert catalogue.sample("report")["sources"] == {"plan": "id-1"}

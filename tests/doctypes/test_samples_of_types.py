"""Every sample, of the types and of the sets, goes the whole way and is whole."""

import re
import shutil
import subprocess

import pytest
import yaml

from service import reference
from service.checking.run import check
from service.conversion.libreoffice import find_converter
from service.doctypes.preparing import prepare
from service.errors import InvalidInput
from tests.doctypes.samples import (
    CATALOGUE,
    OF_SETS,
    OF_TYPES,
    ROOT,
    SAMPLES,
    SLUGS,
    envelope,
    named,
    opened,
    prepared,
    rendered,
)

#: What a person has to answer before a sample may be issued; every other sample has no open question.
ASKED = {
    ("huyen_ba_to_2025", "ke_hoach"): ["difference_unexplained"],
    ("huyen_ba_to_2025", "thong_bao_2024"): ["thresholds_assumed"],
    ("xa_ba_to_2026", "thong_bao_2025"): ["thresholds_assumed"],
    ("bao_cao", "full"): ["thresholds_assumed"],
    ("thong_bao_ket_qua", "full"): ["thresholds_assumed"],
    ("thong_bao_ket_qua", "one_unit"): ["thresholds_assumed"],
}
#: Fields that no sample can have beside the others: they would turn its grade into another one.
NOT_IN_SAMPLES = {"scores.discipline", "scores.facts"}


@pytest.mark.parametrize(**named(SAMPLES))
def test_a_sample_asks_only_what_is_known_to_be_open(sample):
    assert [question.code for question in prepared(sample).questions] == ASKED.get(sample, [])


@pytest.mark.parametrize("is_issued", [False, True], ids=["for signature", "issued"])
@pytest.mark.parametrize(**named(SAMPLES))
def test_a_sample_keeps_the_layout_of_the_decree(sample, is_issued):
    findings = check(rendered(sample, is_issued=is_issued))
    assert [finding for finding in findings if finding.severity == "error"] == []


@pytest.mark.parametrize(**named(SAMPLES))
def test_body_and_each_appendix_end_with_the_sign_of_the_end(sample):
    document = opened(sample)
    ends = document.element.xml.count("./.")
    assert ends == len(document.sections)


def fields(schema, whole, path=""):
    """The paths of all fields of a schema; what a list holds stands under the name of the list."""
    place = schema
    while "$ref" in place:
        place = whole["$defs"][place["$ref"].rpartition("/")[2]]
    if "items" in place:
        return fields(place["items"], whole, path)
    inner = place.get("properties", {})
    if not inner or "x-format" in place:
        return {path}
    own = [fields(part, whole, f"{path}.{name}" if path else name) for name, part in inner.items()]
    return set().union(*own)


def given(value, path=""):
    if isinstance(value, dict):
        parts = [given(part, f"{path}.{name}" if path else name) for name, part in value.items()]
        return set().union({path}, *parts)
    if isinstance(value, list):
        return set().union({path}, *(given(part, path) for part in value))
    return {path}


@pytest.mark.parametrize("slug", SLUGS)
def test_the_samples_of_a_type_hold_every_field_of_its_schema(slug):
    schema = CATALOGUE.get(slug).schema
    held = set().union(*(given(envelope(sample)["content"]) for sample in OF_TYPES if sample[0] == slug))
    assert fields(schema, schema) - held - NOT_IN_SAMPLES == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_full_sample_holds_signs_that_xml_and_emphasis_need(slug):
    text = yaml.dump(envelope((slug, "full"))["content"], allow_unicode=True)
    for sign in ("&", "<", ">", '"', "**"):
        assert sign in text, sign
    assert re.search(r"(?<!\*)\*[^\s*]", text)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_full_sample_prints_its_signs_as_they_are(slug):
    document = opened((slug, "full"))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs) + "".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    assert "&" in text
    assert "<" in text
    assert "&amp;" not in text
    assert "**" not in text
    assert "[[" not in text


def test_the_set_of_today_names_nothing_that_has_ended():
    for folder, name in OF_SETS:
        if folder.startswith("xa_"):
            text = (ROOT / "data" / "samples" / folder / f"{name}.yaml").read_text(encoding="utf-8").lower()
            assert re.findall(r"huyện|thị trấn|thị xã", text) == [], name


def test_both_sets_hold_the_documents_of_the_calendar():
    assert reference.sample_sets() == {
        "huyen_ba_to_2025": ("bao_cao", "ke_hoach", "thong_bao_2024", "thong_bao_6_thang"),
        "xa_ba_to_2026": ("bao_cao", "ke_hoach", "thong_bao_2025"),
    }


def test_only_the_report_addresses_a_superior():
    for sample in SAMPLES:
        addressees = prepared(sample).frame.addressees
        assert bool(addressees) is (envelope(sample)["type"] == "bao_cao"), sample


@pytest.mark.parametrize(**named([("bao_cao", "minimal"), ("bao_cao", "full")]))
def test_sections_without_content_are_left_out_and_the_numbers_close_up(sample):
    texts = [paragraph.text for paragraph in opened(sample).paragraphs]
    numbers = [text.partition(".")[0] for text in texts if re.match(r"[IVX]+\. [A-ZĐ]", text)]
    content = envelope(sample)["content"]
    optional = [name for name in ("leadership", "scores", "directions", "proposals") if name in content]
    assert numbers == ["I", "II", "III", "IV", "V", "VI"][: 2 + len(optional)]


def test_results_without_their_plan_are_refused_with_what_to_do():
    whole = envelope(("thong_bao_ket_qua", "task_results"))
    del whole["sources"]
    with pytest.raises(InvalidInput) as refusal:
        prepare(
            CATALOGUE.get(whole["type"]), whole, office=reference.office(whole["office"]), catalogue=CATALOGUE
        )
    faults = refusal.value.errors
    assert [fault.path for fault in faults] == [f"content.task_results[{i}].task" for i in range(4)]
    assert all("nộp văn bản nguồn" in fault.message for fault in faults)


@pytest.mark.office
@pytest.mark.parametrize(**named(OF_SETS))
def test_the_signature_never_stands_alone_on_a_page(sample, tmp_path):
    pages = _pages(rendered(sample), tmp_path)
    frame = prepared(sample).frame
    signed = [page for page in pages if "Nơi nhận:" in page and frame.signer.name in page]
    assert len(signed) == 1
    assert "./." in signed[0]


def _pages(content, folder):
    pdf = find_converter("", timeout_seconds=120).pdf(content)
    (folder / "document.pdf").write_bytes(pdf)
    done = subprocess.run(
        [shutil.which("pdftotext"), "-layout", "document.pdf", "-"],
        cwd=folder,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().split("\f")

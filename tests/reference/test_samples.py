from decimal import Decimal

import pytest

from service import reference
from service.domain.refusal import Refused
from service.reference import files, samples

PLAN = "type: ke_hoach\ncontent: {points: 90.50, day: 2025-02-05}\n"
REPORT = """
type: bao_cao
sources:
  plan: {sample: ke_hoach, code: 05/KH-UBND, issued_on: 05/02/2025}
  notice: 0198-id
  reports: [{sample: ke_hoach}]
"""


@pytest.fixture
def example_set(tmp_path, monkeypatch):
    folder = tmp_path / "samples" / "mau"
    folder.mkdir(parents=True)
    (folder / "ke_hoach.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "bao_cao.yaml").write_text(REPORT, encoding="utf-8")
    (folder / "vong.yaml").write_text("sources: {plan: {sample: vong}}", encoding="utf-8")
    monkeypatch.setattr(samples, "DATA", tmp_path)
    monkeypatch.setattr(files, "DATA", tmp_path)
    return folder


def test_a_sample_is_read_exactly(example_set):
    content = reference.sample("mau", "ke_hoach")["content"]
    assert content == {"points": Decimal("90.50"), "day": "2025-02-05"}
    assert str(content["points"]) == "90.50"
    assert reference.sample_path("mau/ke_hoach.yaml") == example_set / "ke_hoach.yaml"


@pytest.mark.usefixtures("example_set")
def test_the_sources_of_a_sample_are_put_in_place():
    sources = reference.sample("mau", "bao_cao")["sources"]
    plan = reference.sample("mau", "ke_hoach")
    assert sources["plan"] == {**plan, "code": "05/KH-UBND", "issued_on": "05/02/2025"}
    assert sources["notice"] == "0198-id"
    assert sources["reports"] == [plan]


@pytest.mark.usefixtures("example_set")
@pytest.mark.parametrize("name", ["vong", "khong_co", "../mau/khong", "ke_hoach.yaml"])
def test_a_sample_that_is_not_there_or_turns_in_a_circle_is_refused(name):
    with pytest.raises(Refused) as refusal:
        reference.sample("mau", name)
    assert refusal.value.code == "sample_unknown"


@pytest.mark.parametrize("name", ["khong-co.yaml", "../roles.yaml", "/etc/hostname", ""])
def test_no_path_outside_the_samples_is_found(name):
    with pytest.raises(Refused):
        reference.sample_path(name)


@pytest.mark.usefixtures("example_set")
def test_the_sets_are_listed_with_their_documents():
    assert reference.sample_sets() == {"mau": ("bao_cao", "ke_hoach", "vong")}


def test_every_sample_is_an_envelope_of_a_known_office():
    read = [
        reference.sample(folder, name) for folder, names in reference.sample_sets().items() for name in names
    ]
    assert read
    for envelope in read:
        assert {"type", "office", "subject", "content"} <= set(envelope)
        assert reference.office(envelope["office"])

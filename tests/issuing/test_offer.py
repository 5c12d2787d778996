import json
from pathlib import Path

import pytest

from service.errors import UnknownDocumentType
from service.issuing import offer
from service.issuing.desk import open_desk
from service.issuing.offer import offered
from service.settings import Settings

SLUG = "ke_hoach"


def spoil(folder: Path) -> None:
    """Give the type a field that nothing prints."""
    definition = folder / SLUG / "type.yaml"
    text = definition.read_text(encoding="utf-8")
    changed = text.replace("  properties:\n", "  properties:\n    unused: {title: Thừa, type: string}\n", 1)
    definition.write_text(changed, encoding="utf-8")


def test_the_shipped_types_all_keep_their_contract(folder: Path, tmp_path: Path) -> None:
    found = offered(folder, tmp_path / "results.json")
    assert found.switched_off == {}
    assert found.catalogue.slugs()


def test_a_type_that_fails_is_switched_off_and_the_others_work(folder: Path, tmp_path: Path) -> None:
    spoil(folder)
    found = offered(folder, tmp_path / "results.json")
    assert "unused" in found.switched_off[SLUG]
    assert SLUG not in found.catalogue.slugs()
    assert found.catalogue.slugs()
    with pytest.raises(UnknownDocumentType):
        found.catalogue.get(SLUG)


def test_a_definition_that_cannot_be_read_stops_no_start(folder: Path, tmp_path: Path) -> None:
    (folder / SLUG / "type.yaml").write_text("slug: [", encoding="utf-8")
    found = offered(folder, tmp_path / "results.json")
    assert f"{SLUG}/type.yaml" in found.switched_off[SLUG]


def test_what_passed_is_not_checked_again_until_it_changes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    real = offer.checked
    monkeypatch.setattr(
        offer, "checked", lambda catalogue, slug: checked.append(slug) or real(catalogue, slug)
    )
    results = tmp_path / "results.json"
    everything = offered(folder, results).catalogue.slugs()
    assert checked == everything
    checked.clear()
    offered(folder, results)
    assert checked == []
    sample = folder / SLUG / "sample.minimal.yaml"
    sample.write_text(sample.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    offered(folder, results)
    assert checked == [SLUG]
    checked.clear()
    (folder / "_base" / "van_ban.docx").open("ab").close()
    frame = folder / "_base" / "note.txt"
    frame.write_text("khung đổi", encoding="utf-8")
    offered(folder, results)
    assert checked == everything


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"ke_hoach": ["", ""]}'])
def test_results_that_are_not_ours_are_passed_over(folder: Path, tmp_path: Path, content: bytes) -> None:
    results = tmp_path / "results.json"
    results.write_bytes(content)
    assert offered(folder, results).switched_off == {}
    assert set(json.loads(results.read_bytes())) >= {SLUG}


def test_a_folder_that_cannot_be_written_to_stops_no_start(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert offered(folder, tmp_path / "file" / "results.json").switched_off == {}


def test_a_desk_has_the_converter_of_the_machine_or_none(folder: Path, tmp_path: Path) -> None:
    settings = Settings(instance_dir=tmp_path, libreoffice_command="/no/such/program")
    assert open_desk(settings, types=folder).converter is None

from service.reference import files, update_units


def test_running_the_update_writes_the_files_that_are_there(tmp_path, monkeypatch):
    (tmp_path / "units").mkdir()
    monkeypatch.setattr(update_units, "DATA", tmp_path)
    update_units.main()
    for name in ("communes.json", "provinces.json"):
        assert (tmp_path / "units" / name).read_bytes() == (files.DATA / "units" / name).read_bytes()


def test_slips_of_the_package_are_corrected_and_spaces_put_right():
    names = {row[0]: row[2] for row in update_units.package_rows()[1]}
    assert names["24718"] == "Đắk Song"
    assert all(name == " ".join(name.split()) for name in names.values())
    assert all(name[0].isupper() or name[0].isdigit() for name in names.values())

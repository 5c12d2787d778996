import pytest

from service.domain import font_widths
from service.reference import update_font_widths


def tables(namespace):
    return {
        name: {character: width for width, characters in namespace[name] for character in characters}
        for name in update_font_widths.FACES
    }


@pytest.mark.office
def test_the_tables_equal_the_installed_font(tmp_path, monkeypatch):
    target = tmp_path / "font_widths.py"
    monkeypatch.setattr(update_font_widths, "TARGET", target)
    update_font_widths.main()
    written: dict[str, object] = {}
    exec(target.read_text(encoding="utf-8"), written)  # noqa: S102 - the module that was just made
    assert tables(vars(font_widths)) == tables(written), "run python -m service.reference.update_font_widths"
    assert all(len(table) > 400 for table in tables(written).values())


def test_a_machine_without_the_fonts_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(update_font_widths, "FONT_FOLDERS", (str(tmp_path),))
    with pytest.raises(SystemExit, match="fonts-liberation"):
        update_font_widths.main()

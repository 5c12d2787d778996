import pytest

from service.register import type_versions
from service.register.errors import DocumentNotFound, NotAllowed, WrongState

FOLDER = {"type.yaml": b"slug: ke_hoach\n" * 40, "template.docx": b"PK\x03\x04 template"}


def test_a_published_version_comes_back_as_it_was(desk):
    row = desk.do(type_versions.publish, ("ke_hoach", "1.0.0"), FOLDER, "shipped")
    assert row.sha256 == type_versions.folder_sha256(dict(reversed(FOLDER.items())))
    assert desk.look(lambda session, _actor: type_versions.folder(session, row.sha256)) == FOLDER
    again = desk.do(type_versions.publish, ("ke_hoach", "1.0.0"), FOLDER, "shipped")
    assert again.sha256 == row.sha256
    assert desk.faults() == []


def test_a_version_is_never_another_one(desk):
    desk.do(type_versions.publish, ("ke_hoach", "1.0.0"), FOLDER, "shipped")
    with pytest.raises(WrongState, match="Tăng số phiên bản"):
        desk.do(type_versions.publish, ("ke_hoach", "1.0.0"), {**FOLDER, "type.yaml": b"x"}, "uploaded")
    with pytest.raises(WrongState):
        desk.do(type_versions.publish, ("ke_hoach", "1.0.1"), FOLDER, "uploaded")
    desk.do(type_versions.publish, ("ke_hoach", "1.1.0"), {**FOLDER, "type.yaml": b"x"}, "uploaded")
    rows = desk.look(lambda session, _actor: type_versions.versions(session, "ke_hoach"))
    assert [(row.version, row.source) for row in rows] == [("1.0.0", "shipped"), ("1.1.0", "uploaded")]


def test_only_the_operator_publishes(desk):
    with pytest.raises(NotAllowed):
        desk.do(type_versions.publish, ("x", "1"), FOLDER, "uploaded", who=f"administrator@{desk.office}")
    with pytest.raises(DocumentNotFound):
        desk.look(lambda session, _actor: type_versions.folder(session, "0" * 64))

"""A stored document rendered again, from what the register fixed with its number."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.dispatch import dispatch
from service.issuing.published_types import publish
from service.issuing.reissue import PartDifference, part_differences, reissue
from service.register import type_versions
from service.register.after_issue import Sending
from service.register.errors import DocumentNotFound, WrongState


def test_within_one_release_nothing_differs(office) -> None:
    for slug in office.catalogue.slugs():
        done = office.answered({**office.catalogue.sample(slug, "minimal"), "office": office.id})
        again = reissue(office.work(), done.document.id)
        assert (again.differences, again.content == done.content) == ((), True)
        assert again.stored_release == again.release


def test_an_old_document_keeps_its_version_of_the_type(office, folder: Path) -> None:
    done = office.issue()
    definition = folder / "ke_hoach" / "type.yaml"
    definition.write_text(
        definition.read_text(encoding="utf-8").replace("version: 1.", "version: 91.", 1), encoding="utf-8"
    )
    shutil.copyfile(folder / "bao_cao" / "template.docx", folder / "ke_hoach" / "template.docx")
    office.catalogue = Catalogue(FolderSource(folder))
    assert reissue(office.work(), done.document.id).differences == ()
    with office.work().reading() as turn:
        publish(office.work(), turn, office.catalogue.get("ke_hoach"))
    versions = office.look(lambda session, _: type_versions.versions(session, "ke_hoach"))
    assert [one.version.partition(".")[0] for one in versions] == ["1", "91"]


def test_a_folder_changed_without_a_new_version_numbers_nothing(office, folder: Path) -> None:
    office.issue()
    shutil.copyfile(folder / "bao_cao" / "template.docx", folder / "ke_hoach" / "template.docx")
    office.catalogue = Catalogue(FolderSource(folder))
    with pytest.raises(WrongState, match="Tăng số phiên bản"):
        office.issue()
    assert office.last_number() == 1


def test_what_has_no_number_or_was_made_elsewhere_is_not_rendered_again(office) -> None:
    with pytest.raises(WrongState):
        reissue(office.work(), office.draft().id)
    with pytest.raises(WrongState):
        reissue(office.work(), office.record(kind="QĐ", subject="Khen thưởng").id)
    with pytest.raises(DocumentNotFound):
        reissue(office.work("drafter@ubnd-21529"), office.issue().document.id)


def test_every_state_after_the_number_can_be_rendered_again(office) -> None:
    done = office.issue()
    dispatch(office.work(), done.document.id, [Sending(dispatched_on=done.document.issued_on)])
    assert reissue(office.work("drafter"), done.document.id).differences == ()


def test_differences_are_said_part_by_part(office) -> None:
    one, other = office.issue().content, office.issue().content
    changed = part_differences(one, other)
    assert {found.part for found in changed} >= {"word/document.xml", "docProps/core.xml"}
    assert {found.difference for found in changed} == {"changed"}
    assert part_differences(b"damaged", one)[0].difference == "added"
    assert part_differences(one, one) == ()
    assert PartDifference("*", "changed") in part_differences(_repacked(one), one)


def _repacked(content: bytes) -> bytes:
    """The same parts, packed in another way."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()

"""Disks that are really full: while a batch stores its documents, and while the file for printing is made."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bench.batch_load import Installation, communes, found, request, table
from service.conversion.libreoffice import ConversionFailed, Converter, find_converter
from service.inspection import outline_text
from service.issuing.desk import open_desk
from service.jobs import batches
from service.jobs.archive import archive
from service.jobs.batches import open_worker
from service.jobs.merging import merged
from service.jobs.starting import start
from service.jobs.working import Worker
from service.register import verify
from service.register.batches import BatchState
from service.register.reserve import Reserve
from tests.jobs.batch_office import BatchOffice, Heard, bytes_of
from tests.own_disk import on_system, own_disk

ROWS = 60
DISK_KB = 12_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk."""
    with own_disk(tmp_path / "disk", DISK_KB) as place:
        yield place


@pytest.mark.mount
def test_a_batch_on_a_full_disk_stands_still_and_goes_on_when_there_is_room(disk: Path) -> None:
    with closing(found(f"sqlite:///{disk}/register.db", disk)) as at:
        batch_id = start(at.workplace(), Heard(), request("issue", "office"), table(communes(ROWS)))
        ballast = disk / "ballast"
        worker = open_worker(open_desk(at.settings), at.settings)
        Reserve(worker.register).keep()
        taken = shutil.disk_usage(disk).free - 300_000
        ballast.write_bytes(bytes(taken))
        work_until_it_stands(at, batch_id, worker)
        progress = batches.status(at.workplace(), batch_id)
        assert progress.batch.state == BatchState.PAUSED
        assert "Ổ đĩa của sổ đăng ký đã đầy" in progress.batch.trouble
        assert progress.left > 0
        ballast.unlink()
        on_system("mount", "-o", "remount,size=40m", disk)
        batches.resume(at.workplace(), Heard(), batch_id)  # type: ignore[arg-type]
        while worker.work(batch_id):
            pass
        progress = batches.status(at.workplace(), batch_id)
        assert (progress.batch.state, progress.done) == (BatchState.FINISHED, ROWS)
        shown = batches.items(at.workplace(), batch_id)
        assert [one.document and one.document.number for one in shown] == list(range(1, ROWS + 1))
        with at.workplace().reading() as turn:
            assert list(verify.verify(turn.session, turn.actor)) == []


def work_until_it_stands(at: Installation, batch_id: str, worker: Worker) -> None:
    while batches.status(at.workplace(), batch_id).batch.state == BatchState.RUNNING:
        worker.work(batch_id)


@pytest.mark.office
def test_all_documents_become_one_pdf(at: BatchOffice) -> None:
    batch_id = at.made(by="office", intent="issue", codes=["21484", "21529"])
    converter = find_converter("", timeout_seconds=240)
    pdf = bytes_of(merged(at.work(), batch_id, "pdf", converter))
    assert pdf.startswith(b"%PDF")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        words = [str(shutil.which("pdftotext")), file.name, "-"]
        text = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    assert "01/KH-UBND" in text
    assert "02/KH-UBND" in text


@pytest.mark.office
@pytest.mark.mount
@pytest.mark.parametrize("free", [4_096, 60_000])
def test_a_full_disk_while_the_file_for_printing_is_made_is_said_and_costs_nothing(
    at: BatchOffice, disk: Path, monkeypatch: pytest.MonkeyPatch, free: int
) -> None:
    batch_id = at.made(by="office", codes=["21484", "21529"])
    before = bytes_of(archive(at.work(), batch_id))
    converter = find_converter("", timeout_seconds=240)
    assert isinstance(converter, Converter)
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    (disk / "ballast").write_bytes(bytes(shutil.disk_usage(disk).free - free))
    with pytest.raises(ConversionFailed, match=r"đầy.*văn bản không mất"):
        bytes_of(merged(at.work(), batch_id, "pdf", converter))
    assert [one.name for one in disk.iterdir()] == ["ballast"]
    assert bytes_of(archive(at.work(), batch_id)) == before
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert "xã Ba Tơ" in outline_text(bytes_of(merged(at.work(), batch_id, "docx", None)))

"""A document for every commune of Vietnam: numbers, names, the whole layout check of every output, memory."""

import io
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bench.batch_load import (
    NOTICE,
    Installation,
    communes,
    found,
    notice_plan,
    request,
    shared_mb,
    table,
    until_over,
    workers,
)
from service.checking import check
from service.inspection import outline_text
from service.jobs.archive import archive
from service.jobs.batches import items
from service.jobs.starting import start
from service.register import book, verify
from tests.jobs.batch_office import BatchOffice, bytes_of


def documents(at: Installation, batch_id: str) -> dict[str, bytes]:
    whole = bytes_of(archive(at.workplace(), batch_id))
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        return {name: package.read(name) for name in package.namelist() if name.endswith(".docx")}


WIDE_NAMES = ("Văn Miếu - Quốc Tử Giám", "Xuân Hương - Đà Lạt")
#: In capitals and without its marks this reads like a kind of document: PHƯỜNG AN, PHƯƠNG ÁN.
LIKE_A_KIND = "An Nhơn Đông"


@pytest.mark.parametrize(("intent", "by"), [("for_signature", "units"), ("issue", "office")])
def test_a_name_that_breaks_in_the_header_or_reads_like_a_kind_passes_the_layout_check(
    at: BatchOffice, intent: str, by: str
) -> None:
    codes = [one.code for one in communes() if one.name in {*WIDE_NAMES, LIKE_A_KIND}]
    assert len(codes) == len(WIDE_NAMES) + 1
    batch_id = at.made(by=by, intent=intent, codes=codes)
    whole = bytes_of(archive(at.work(), batch_id))
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        for name in package.namelist()[1:]:
            assert [one.message for one in check(package.read(name)) if one.severity == "error"] == []


def test_a_notice_about_each_unit_is_numbered_in_one_series(at: BatchOffice) -> None:
    plan = {**notice_plan(), "office": at.office.id}
    batch_id = at.made(by="office", intent="issue", slug=NOTICE, plan=plan)
    assert at.numbers(batch_id) == [1, 2, 3, 4, 5, 6]
    whole = bytes_of(archive(at.work(), batch_id))
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        texts = [outline_text(package.read(name)) for name in package.namelist()[1:]]
    for one, text in zip(at.items(batch_id), texts, strict=True):
        assert f"của {one.item.unit_name}" in text
        assert "/TB-UBND" in text
    with at.work().reading() as turn:
        lines = book.lines(turn.session, turn.actor, at.office.id, 2026)
    named = [line.recipients.split("; ")[0] for line in lines]
    assert named == [one.item.unit_name for one in at.items(batch_id)]
    assert at.office.faults() == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("intent", "by", "words"),
    [
        ("for_signature", "units", {}),
        ("issue", "office", {}),
        ("issue", "office", {"slug": NOTICE, "plan": notice_plan()}),
    ],
    ids=["signature", "numbered", "notice"],
)
def test_every_commune_gets_a_document_that_passes_the_layout_check(
    tmp_path: Path, intent: str, by: str, words: dict[str, Any]
) -> None:
    units = communes()
    with closing(found(f"sqlite:///{tmp_path}/register.db", tmp_path)) as at, workers(at):
        workplace = at.workplace()
        batch_id = start(workplace, at.engine(), request(intent, by, **words), table(units))
        progress = until_over(workplace, batch_id, at_most=1200)
        assert [f"{one.unit_name}: {one.error}" for one in progress.faulty] == []
        made = documents(at, batch_id)
        assert len(made) == len(units) == 3321
        for unit, content in zip(units, made.values(), strict=True):
            assert unit.full_name in outline_text(content)
            assert [one.message for one in check(content) if one.severity == "error"] == []
        if intent == "issue":
            shown = items(workplace, batch_id, limit=4000)
            assert [one.document and one.document.number for one in shown] == list(range(1, 3322))
        with workplace.reading() as turn:
            assert list(verify.verify(turn.session, turn.actor)) == []


@pytest.mark.long
def test_every_commune_needs_no_more_memory_than_a_few(tmp_path: Path) -> None:
    peaks = []
    for count in (300, 3321):
        folder = tmp_path / str(count)
        folder.mkdir()
        with closing(found(f"sqlite:///{folder}/register.db", folder)) as at, workers(at) as process:
            batch_id = start(
                at.workplace(), at.engine(), request("for_signature", "units"), table(communes(count))
            )
            until_over(at.workplace(), batch_id, at_most=1200)
            peaks.append(shared_mb(process.pid))
    assert max(peaks) < 300
    assert peaks[1] < peaks[0] + 40

"""`batches start | status | issue | ...` as a person gives them; a thread of the test stands in for the worker."""

import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.batch_load import found, sample_plan
from service.cli import main
from service.issuing.desk import open_desk
from service.jobs.batches import open_worker

UNITS = "unit.code\n21484\n21529\n21496\n"


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Any]]:
    """Run a command on an installation of its own; `(status, object)` with --json."""
    made = found(f"sqlite:///{tmp_path}/register.db", tmp_path)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    worker = open_worker(open_desk(made.settings), made.settings)
    over = threading.Event()

    def work() -> None:
        while not over.wait(0.02):
            for batch_id in worker.wake():
                worker.work(batch_id)

    thread = threading.Thread(target=work)
    thread.start()
    (tmp_path / "plan.yaml").write_text(
        yaml.safe_dump(plain(sample_plan()), allow_unicode=True), encoding="utf-8"
    )
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")

    def command(*words: str) -> tuple[int, Any]:
        status = main.main(["batches", *words, "--json"])
        return status, json.loads(capsys.readouterr().out)

    yield command
    over.set()
    thread.join()
    worker.register.close()


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=float))


def start_words(folder: Path, *more: str) -> list[str]:
    return ["start", "ke_hoach", "--plan", f"{folder}/plan.yaml", "--table", f"{folder}/units.csv", *more]


def test_a_batch_is_started_watched_and_written(run: Any, tmp_path: Path) -> None:
    target = tmp_path / "made.zip"
    status, said = run(*start_words(tmp_path, "--by", "units", "-o", str(target)))
    assert (status, said["state"], said["done"]) == (0, "finished", 3)
    with zipfile.ZipFile(target) as package:
        assert len(package.namelist()) == 4
    status, again = run("status", said["id"])
    assert (status, again["counts"]["done"]) == (0, 3)
    assert [one["id"] for one in run("status")[1]["batches"]] == [said["id"]]


def test_a_batch_for_signature_says_its_questions_and_the_rows_that_it_leaves_out(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "units.csv").write_text(f"{UNITS}99999\n", encoding="utf-8")
    words = start_words(tmp_path, "--by", "units", "--valid-only")
    _, said = run(*words)
    assert "signer_missing" in [one["code"] for one in said["report"]["questions"]]
    assert [one["cell"] for one in said["report"]["errors"]] == ["A5"]
    assert main.main(["batches", *words, "--acknowledge", "signer_missing"]) == 0
    told = capsys.readouterr().out
    assert "Câu hỏi của 2 dòng (other_unit_named)" in told
    assert "(signer_missing)" not in told  # it is answered
    assert "A5 (đọc được “99999”)" in told


def test_signed_rows_are_numbered_later(run: Any, tmp_path: Path) -> None:
    _, made = run(*start_words(tmp_path, "--by", "office"))
    codes = ("--acknowledge", "month_turned")
    status, said = run("issue", made["id"], "--rows", "1,3", *codes)
    assert (status, said["done"], said["failed"]) == (0, 3, 0)
    status, said = run("issue", made["id"], "--rows", "9")
    assert (status, said["code"]) == (1, "wrong_state")


def test_questions_stop_a_batch_that_would_be_numbered(run: Any, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        yaml.safe_dump(plain({**sample_plan(), "subject": "Dân vận chính quyền"}), allow_unicode=True),
        encoding="utf-8",
    )
    words = start_words(tmp_path, "--by", "office", "--intent", "issue")
    status, said = run(*words)
    assert (status, said["code"]) == (1, "open_questions")
    assert "unit_not_named" in [one["code"] for one in said["questions"]]


def test_a_batch_that_is_over_cannot_be_paused(run: Any, tmp_path: Path) -> None:
    _, made = run(*start_words(tmp_path, "--by", "office"))
    for verb in ("pause", "resume", "cancel", "retry"):
        assert run(verb, made["id"])[0] == 1

"""What 100,000 stored documents cost against 1,000: one issue, searches, a page of the book, and the size on disk.

`peer` is the figure with 1,000 documents, so a ratio of 1 means that nothing grew; the goal is at most 1.5 times.
"""

import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from bench.measuring import Options, Result, compared
from bench.register_load import NOW, OFFICE, issue
from bench.registers import megabytes_on_disk, registers
from service.register import book, people
from service.register.database import Register
from service.register.entries import words
from service.register.identifiers import new_id
from service.register.models import (
    AuditChain,
    AuditEvent,
    Blob,
    Document,
    DocumentFile,
    DocumentVersion,
    Series,
)
from service.register.search import Wish, search

SMALL, LARGE = 1_000, 100_000
_ROWS_AT_ONCE = 1_000
_SENTENCE = (
    "dân vận chính quyền cải cách hành chính nông thôn mới giảm nghèo y tế giáo dục văn hóa môi trường đất đai "
    "xây dựng ngân sách thu chi phòng chống thiên tai dịch bệnh an ninh trật tự quốc phòng nghĩa vụ quân sự bầu cử"
)
_VOCABULARY = _SENTENCE.split()
_SIGNERS = ("Phạm Giang Nam", "Lê Thị Hoa", "Đinh Văn Tý")


def run(options: Options) -> dict[str, Result]:
    """Measure both databases with few and with many documents."""
    results: dict[str, Result] = {}
    with registers() as urls:
        for name, url in urls.items():
            with Register.open(url) as register:
                fill(register, SMALL)
                few = _costs_ms(register, options.rounds)
                fill(register, LARGE)
                many = _costs_ms(register, options.rounds)
            results.update(
                {
                    f"{name}.{act}": compared(many[act], few[act], unit="ms", goal="không quá 1,5 lần")
                    for act in few
                }
            )
            size = megabytes_on_disk(url)
            results[f"{name}.disk_{LARGE}"] = Result(size, None, None, "MB", "tệp 2 KB mỗi văn bản")
    return results


def fill(register: Register, total: int) -> None:
    """Bring a register to `total` numbered documents: rows as issuing writes them, without its proofs."""
    with register.reading() as session:
        is_empty = not session.scalar(select(func.count()).select_from(Document))
    if is_empty:
        issue(register)  # its row is the pattern of all others
    with register.transaction() as session:
        model = session.scalars(select(Document).order_by(Document.entry).limit(1)).one()
        pattern = {column.name: getattr(model, column.name) for column in Document.__table__.columns}
        have = session.scalar(select(func.max(Document.number))) or 0
        for first in range(have + 1, total + 1, _ROWS_AT_ONCE):
            _add_rows(session, pattern, range(first, min(first + _ROWS_AT_ONCE, total + 1)))
        session.execute(update(Series).values(last_number=total))
        last = session.scalar(select(func.max(AuditEvent.seq)).where(AuditEvent.office_id == OFFICE))
        session.execute(update(AuditChain).where(AuditChain.office_id == OFFICE).values(seq=last))
    if (
        register.engine.dialect.name != "sqlite"
    ):  # a server keeps its statistics by itself, SQLite is never told to
        with register.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()


def _add_rows(session: Any, pattern: dict[str, Any], numbers: range) -> None:
    """Insert a thousand documents with version, file and event."""
    chance = random.Random(numbers.start)
    documents = [_document(pattern, number, chance) for number in numbers]
    session.execute(insert(Blob), [_blob(row) for row in documents])
    session.execute(insert(Document), documents)
    session.execute(insert(DocumentVersion), [_version(row) for row in documents])
    session.execute(insert(DocumentFile), [_file(row) for row in documents])
    last = session.scalar(select(func.max(AuditEvent.seq)).where(AuditEvent.office_id == OFFICE)) or 0
    session.execute(
        insert(AuditEvent), [_event(row, last + place + 1) for place, row in enumerate(documents)]
    )


def _document(pattern: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    subject = " ".join(chance.choices(_VOCABULARY, k=8)) + f" đợt {number}"
    code = f"{number:02d}/KH-UBND"
    row = {
        **pattern,
        "id": new_id(NOW + timedelta(milliseconds=number)),
        "number": number,
        "code": code,
        "subject": subject,
        "signer_name": chance.choice(_SIGNERS),
        "content_sha256": f"{number:064x}",
        "search_text": " ".join(dict.fromkeys(words(f"{subject} Kế hoạch {code} {number}"))),
    }
    del row["entry"]
    return row


def _blob(row: dict[str, Any]) -> dict[str, Any]:
    content = random.Random(row["number"]).randbytes(2_000)
    return {"sha256": row["content_sha256"], "size": len(content), "encoding": "raw", "content": content}


def _version(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "document_id": row["id"],
        "version": 1,
        "subject": row["subject"],
        "encoding": "raw",
        "content": b"{}" * 200,
        "sha256": row["input_sha256"],
        "label": "",
        "remark": "",
        "made_by": row["created_by"],
        "made_at": NOW,
    }


def _file(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "document_id": row["id"],
        "position": 1,
        "role": "rendered",
        "sha256": row["content_sha256"],
        "size": 2_000,
        "name": f"{row['number']}.docx",
        "media_type": "application/octet-stream",
        "added_by": row["created_by"],
        "added_at": NOW,
    }


def _event(row: dict[str, Any], seq: int) -> dict[str, Any]:
    return {
        "office_id": OFFICE,
        "seq": seq,
        "at": NOW,
        "user_id": row["created_by"],
        "user_name": "bench",
        "action": "issue",
        "document_id": row["id"],
        "detail": "{}" * 100,
        "previous": "0" * 64,
        "hash": "0" * 64,
    }


def _costs_ms(register: Register, rounds: int) -> dict[str, float]:
    """Return the median cost of each act, in milliseconds."""
    with register.reading() as session:
        series_id, last = session.execute(select(Series.id, Series.last_number)).one()
    wishes: dict[str, Wish] = {
        "search_one": Wish(office_id=OFFICE, q=f"dot {last // 2}"),
        "search_common_words": Wish(office_id=OFFICE, q="dân vận"),
        "list_newest": Wish(office_id=OFFICE),
        "list_signer": Wish(office_id=OFFICE, signer="Lê Thị Hoa"),
        "list_days": Wish(office_id=OFFICE, since=date(2026, 3, 1), until=date(2026, 3, 31)),
    }
    acts: dict[str, Callable[[], Any]] = {name: _searching(register, wish) for name, wish in wishes.items()}
    acts["book_page"] = _reading_book(register, series_id, last // 2)
    acts["issue"] = lambda: issue(register)
    return {name: _best_half_ms(act, max(10, rounds * 4)) for name, act in acts.items()}


def _searching(register: Register, wish: Wish) -> Callable[[], Any]:
    def act() -> Any:
        with register.reading() as session:
            return search(session, people.acting_user(session, "operator", now=NOW), wish)

    return act


def _reading_book(register: Register, series_id: str, after: int) -> Callable[[], Any]:
    def act() -> Any:
        with register.reading() as session:
            actor = people.acting_user(session, "operator", now=NOW)
            return book.book_page(session, actor, series_id, after=after)

    return act


def _best_half_ms(act: Callable[[], Any], times: int) -> float:
    """Return the median of the faster half: what the act costs when nobody else wants the machine."""
    taken = sorted(_timed_ms(act, times))
    return taken[len(taken) // 4]


def _timed_ms(act: Callable[[], Any], times: int) -> Iterator[float]:
    act()
    for _ in range(times):
        start = time.perf_counter()
        act()
        yield (time.perf_counter() - start) * 1000

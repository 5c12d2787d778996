"""Bad files: a clear error, quickly, in little memory; nothing is fetched and nothing is run."""

import random
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.doctypes.catalogue import Catalogue
from service.errors import ServiceError, UnreadableInput
from service.issuing.imported import Imported
from service.issuing.importing import import_file
from tests.intake.own_plan import built
from tests.issuing.word_edits import BODY, parts_of, with_parts

NOW = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)
RELATIONS = "word/_rels/document.xml.rels"
SECONDS, MEGABYTES = 2, 200


def with_relation(kind: str, target: str = "http://127.0.0.1:9/a", mode: str = "External") -> bytes:
    content = built("typed")
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId99" Type="{base}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    rels = parts_of(content)[RELATIONS].decode().replace("</Relationships>", relation)
    return with_parts(content, {RELATIONS: rels.encode()})


def with_body(change: Callable[[bytes], bytes | None]) -> bytes:
    good = built("typed")
    return with_parts(good, {BODY: change(parts_of(good)[BODY])})


def with_more(more: bytes) -> bytes:
    return with_body(lambda body: body.replace(b"<w:body>", b"<w:body>" + more))


def with_macro_type() -> bytes:
    types = parts_of(built("typed"))["[Content_Types].xml"].decode()
    macro = types.replace("wordprocessingml.document.main+xml", "ms-word.document.macroEnabled.main+xml")
    return with_part("[Content_Types].xml", macro.encode())


def with_part(name: str, content: bytes) -> bytes:
    return with_parts(built("typed"), {name: content})


def with_entity() -> bytes:
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]>'
    return with_body(lambda body: entity + re.sub(rb"^<\?xml.*?\?>", b"", body))


OLE = b"\xd0\xcf\x11\xe0"
ROW = b"<w:tr>" + b"<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>" * 40 + b"</w:tr>"
#: Each made when its test wants it: all of them at once would fill the memory of the process that collects the tests.
BAD_FILES: dict[str, Callable[[], bytes]] = {
    "bomb": lambda: with_more(b" " * 300_000_000),
    "bomb in a part": lambda: with_part("word/styles.xml", b"<a>" + b" " * 100_000_000 + b"</a>"),
    "macros": lambda: with_part("word/vbaProject.bin", OLE),
    "macro type": with_macro_type,
    "embedded object": lambda: with_part("word/embeddings/oleObject1.bin", OLE),
    "attached template": lambda: with_relation("attachedTemplate"),
    "picture from outside": lambda: with_relation("image"),
    "part from outside": lambda: with_relation("aFChunk", "chunk.html", "Internal"),
    "huge table": lambda: with_more(b"<w:tbl>" + ROW * 3000 + b"</w:tbl>"),
    "entities": with_entity,
    "cut body": lambda: with_body(lambda body: body[: len(body) // 2]),
    "cut file": lambda: built("typed")[: len(built("typed")) // 2],
    "no body": lambda: with_body(lambda _: None),
}


#: A process is told the peak of its own memory: that of `getrusage` begins at the size of the one that started it.
_LIMITED = """
import resource, sys
from pathlib import Path
from datetime import UTC, datetime
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.errors import ServiceError
from service.issuing.desk import TYPES
from service.issuing.importing import import_file
catalogue = Catalogue(FolderSource(TYPES)); catalogue.get("ke_hoach")
def peak():
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) // 1024
before, memory = resource.getrusage(resource.RUSAGE_SELF), peak()
try:
    import_file(catalogue, "ke_hoach", open(sys.argv[1], "rb").read(), now=datetime(2026, 3, 5, tzinfo=UTC))
    print("taken")
except ServiceError as error:
    print(error.code)
after = resource.getrusage(resource.RUSAGE_SELF)
print((after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime), peak() - memory)
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(BAD_FILES))
def test_a_bad_file_is_refused_in_little_time_and_memory(name: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.docx"
    file.write_bytes(BAD_FILES[name]())
    said = subprocess.run(
        [sys.executable, "-c", _LIMITED, file],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    code, figures = said.stdout.splitlines()
    seconds, megabytes = figures.split()
    assert code == "unreadable_input"
    assert float(seconds) < SECONDS
    assert int(megabytes) < MEGABYTES


@pytest.mark.parametrize(
    ("name", "said"),
    [("macros", "macro"), ("macro type", "macro"), ("embedded object", "nhúng"), ("attached template", "liên kết ngoài"),
     ("picture from outside", "liên kết ngoài"), ("part from outside", "nơi khác"), ("cut body", "hỏng"), ("no body", "Word")],
)  # fmt: skip
def test_a_bad_file_is_refused_in_words(catalogue: Catalogue, name: str, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said):
        import_file(catalogue, "ke_hoach", BAD_FILES[name](), now=NOW)


def test_a_link_in_the_text_is_no_reason_to_refuse(catalogue: Catalogue) -> None:
    assert isinstance(import_file(catalogue, "ke_hoach", with_relation("hyperlink"), now=NOW), Imported)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_a_file_with_broken_bytes_is_read_or_refused_in_words(catalogue: Catalogue, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - damage, no secrets
    good = built("typed")
    if seed % 2:
        broken = bytearray(good)
        for _ in range(dice.randrange(1, 30)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        content = bytes(broken)
    else:
        part = dice.choice([BODY, "word/styles.xml", "word/numbering.xml", RELATIONS])
        damaged = bytearray(parts_of(good)[part])
        for _ in range(dice.randrange(1, 12)):
            at = dice.randrange(len(damaged))
            damaged[at : at + dice.randrange(1, 40)] = dice.choice(
                [b"", b"<", b'"', b"<w:p>", b"</w:tbl>", b"&#0;", b"9" * 30]
            )
        content = with_parts(good, {part: bytes(damaged)})
    try:
        import_file(catalogue, "ke_hoach", content, now=NOW)
    except ServiceError as error:
        assert error.message  # noqa: PT017 - reading it is as good as refusing it

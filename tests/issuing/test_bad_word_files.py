"""Bad files: a clear error, quickly, in little memory; nothing is fetched and nothing is run."""

import random
import re
import subprocess
import sys
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


def bad_files() -> dict[str, bytes]:
    good = built("typed")
    types = parts_of(good)["[Content_Types].xml"].decode()
    macro = types.replace("wordprocessingml.document.main+xml", "ms-word.document.macroEnabled.main+xml")
    body = parts_of(good)[BODY]
    row = b"<w:tr>" + b"<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>" * 40 + b"</w:tr>"
    table = b"<w:tbl>" + row * 3000 + b"</w:tbl>"
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]>' + re.sub(
        rb"^<\?xml.*?\?>", b"", body
    )
    return {
        "bomb": with_parts(good, {BODY: body.replace(b"<w:body>", b"<w:body>" + b" " * 300_000_000)}),
        "bomb in a part": with_parts(good, {"word/styles.xml": b"<a>" + b" " * 100_000_000 + b"</a>"}),
        "macros": with_parts(good, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "macro type": with_parts(good, {"[Content_Types].xml": macro.encode()}),
        "embedded object": with_parts(good, {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}),
        "attached template": with_relation("attachedTemplate"),
        "picture from outside": with_relation("image"),
        "part from outside": with_relation("aFChunk", "chunk.html", "Internal"),
        "huge table": with_parts(good, {BODY: body.replace(b"<w:body>", b"<w:body>" + table)}),
        "entities": with_parts(good, {BODY: entity}),
        "cut body": with_parts(good, {BODY: body[: len(body) // 2]}),
        "cut file": good[: len(good) // 2],
        "no body": with_parts(good, {BODY: None}),
    }


_LIMITED = """
import resource, sys
from datetime import UTC, datetime
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.errors import ServiceError
from service.issuing.desk import TYPES
from service.issuing.importing import import_file
catalogue = Catalogue(FolderSource(TYPES)); catalogue.get("ke_hoach")
before = resource.getrusage(resource.RUSAGE_SELF)
try:
    import_file(catalogue, "ke_hoach", open(sys.argv[1], "rb").read(), now=datetime(2026, 3, 5, tzinfo=UTC))
    print("taken")
except ServiceError as error:
    print(error.code)
after = resource.getrusage(resource.RUSAGE_SELF)
print((after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime), (after.ru_maxrss - before.ru_maxrss) // 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(bad_files()))
def test_a_bad_file_is_refused_in_little_time_and_memory(name: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.docx"
    file.write_bytes(bad_files()[name])
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
        import_file(catalogue, "ke_hoach", bad_files()[name], now=NOW)


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

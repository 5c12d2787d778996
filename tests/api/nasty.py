"""What no client of good will sends, to every endpoint: addresses, queries, bodies, files."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from service.api.components import COMPONENTS, inlined
from service.api.endpoint import FORM, JSON, Endpoint, Parameter
from service.http_answers import DOCX, PDF
from tests.api.conftest import OFFICE

_DEEP = 3000
_NUMBERS = ("9" * 5000, "1e999999999", "-0", "1E400", "0.1e-99999", "1" * 39 + ".5", "00", "+1", "0x1")
_TEXTS = (
    "\u0000",
    "\u202e",
    "\ufeff",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "<script>",
    "'; DROP TABLE x; --",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "%",
    "\\",
    "e\u0302\u0301" * 40,
    "x" * 300,
    "𝟚𝟘𝟚𝟞",
    "",
)
#: Values of a parameter: of no kind, of its kind and too large, and usual ones in the wrong place.
_PARAMETERS = (
    *_TEXTS,
    "ke_hoach",
    "true",
    "-1",
    "0",
    "999999999",
    "99999999999999999999",
    "1e9",
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
    "21484",
    "019cbc5d",
    "0.0-1",
    "plan=",
    "plan=x,05/KH-UBND,31/02/2026",
    "plan=x,99999999999/KH-UBND,05/02/2026",
)
_MEDIA_TYPES = ("application/yaml", "text/plain", "", "application/json; charset=utf-16")
_ACCEPTED = ("application/json", DOCX, PDF, "*/*;q=x", "x", ",;")
Known = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Lived:
    """What an office has: arguments of addresses by name, files, right bodies by their component."""

    known: Known
    files: Sequence[bytes]
    bodies: Mapping[str, Any]


def body(draw: random.Random) -> bytes:
    """One body that nobody asked for."""
    number = draw.choice(_NUMBERS)
    makers: tuple[Callable[[], bytes], ...] = (
        # each draws only when it is chosen
        lambda: b'{"a":' * draw.randint(1, _DEEP),
        lambda: b"[" * draw.randint(1, _DEEP) + b"]" * draw.randint(0, _DEEP),
        f'{{"type":"ke_hoach","number":{number}}}'.encode,
        lambda: b'{"type":"ke_hoach","type":"bao_cao"}',
        lambda: b'{"type":"ke_hoach","subject":"\\ud83d"}',
        lambda: '{"type":"ke_hoach","subject":"Kế hoạch"}'.encode(
            draw.choice(["utf-16", "utf-32", "utf-7", "cp1258", "utf-8-sig"]), "replace"
        ),
        lambda: (
            b'{"type":"ke_hoach","subject":'
            + draw.choice([b"NaN", b"Infinity", b"-Infinity", b"undefined", b"01"])
            + b"}"
        ),
        lambda: json.dumps(_envelope(draw)).encode(),
        lambda: draw.randbytes(draw.randint(0, 300)),
        bytes,
    )
    return bytes(draw.choice(makers)())


def _envelope(draw: random.Random) -> dict[str, Any]:
    """Return an input with one part that is none."""
    names = ["../../etc/passwd", "..\\..\\x", "%2e%2e", "/", "ke_hoach\u0000", "a" * 9999]
    wrong: Sequence[dict[str, Any]] = (
        {"type": draw.choice(names)},
        {
            "subject": draw.choice(_TEXTS),
            "content": {"opening": draw.choice([None, [], {}, 1, "x" * 100_000])},
        },
        {"office": draw.choice([OFFICE, "~", f"{OFFICE}~test", None, 5, {}, "*"])},
        {
            "sources": {"plan": draw.choice(["x" * 36, {"type": "ke_hoach"}, [[]], 5])},
            "relations": [{"kind": "replaces", "document": "x"}],
        },
        {
            "acknowledged": draw.choice([[1], [{}], {"a": 1}, [{"code": "x", "path": []}]]),
            "intent": draw.choice(["issue", "draft", "for_signature", None, 5]),
        },
    )
    return {"type": "ke_hoach", **draw.choice(wrong)}


def shaped(schema: Mapping[str, Any], draw: random.Random) -> Any:
    """Return a value of the shape that a schema asks for, with parts that are nasty or of another shape."""
    if draw.random() < 0.05:
        return draw.choice([None, [], {}, True, -1, 1e308, "x", [[[]]]])
    if "const" in schema or "enum" in schema:
        return schema["const"] if "const" in schema else draw.choice(schema["enum"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return shaped(draw.choice(schema[several]), draw)
    kind = schema.get("type", "object")
    if isinstance(kind, list):
        kind = draw.choice(kind)
    if kind == "object":
        needed = schema.get("required", ())
        return {
            name: shaped(part, draw)
            for name, part in schema.get("properties", {}).items()
            if name in needed or draw.random() < 0.5
        }
    if kind == "array":
        return [shaped(schema.get("items", {}), draw) for _ in range(draw.choice([0, 1, 1, 2, 30]))]
    return _leaf(str(kind), schema, draw)


def _leaf(kind: str, schema: Mapping[str, Any], draw: random.Random) -> Any:
    if kind == "boolean":
        return draw.random() < 0.5
    if kind in {"integer", "number"}:
        low, high = schema.get("minimum", -5), schema.get("maximum", 10**12)
        return draw.choice([low, high, draw.randint(int(low), int(high)), 10**30, 2.5])
    if schema.get("format") == "date":
        return draw.choice(["2026-03-05", "2026-02-29", "0001-01-01", "9999-12-31", "2026-3-5", "x"])
    words = (
        "UEsDBAo=",
        "JVBERi0=",
        "x.pdf",
        "../x.docx",
        "KH",
        "Kế hoạch",
        "05/KH-UBND",
        OFFICE,
        "read",
        "21484",
    )
    return draw.choice((*_TEXTS, *words))


def file(draw: random.Random) -> bytes:
    """One file that is no honest .docx."""
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            draw.choice(
                [b"<Types/>", b"", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>']
            ),
        )
        package.writestr("_rels/.rels", b"<Relationships/>")
        package.writestr(
            "word/document.xml",
            draw.choice(
                [
                    b"<w:document>",
                    b'<!DOCTYPE x [<!ENTITY a "' + b"b" * 1000 + b'"><!ENTITY c "&a;&a;&a;">]><x>&c;</x>',
                    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
                    b"0" * 3_000_000,
                    draw.randbytes(2000),
                ]
            ),
        )
        package.writestr(
            draw.choice(["../../evil", "/etc/passwd", "word/../../x", "word/vbaProject.bin"]), b"x"
        )
    whole = store.getvalue()
    return draw.choice(
        [
            whole,
            whole[: len(whole) // 2],
            whole[:-30],
            b"PK\x03\x04" + draw.randbytes(200),
            draw.randbytes(500),
            "Các cơ quan phân đấu ,hoàn thành.\n".encode() * draw.choice([1, 50]),
        ]
    )


def damaged(content: bytes, draw: random.Random) -> bytes:
    """Return an honest file with some bytes changed, cut off, or as it is."""
    made = bytearray(content)
    for _ in range(draw.choice([0, 1, 40])):
        # Not `randrange`, which takes more or less from the generator by the length, and ids make that another each time.
        made[int(draw.random() * len(made))] = draw.randrange(256)
    return bytes(made[: draw.choice([len(made), len(made), len(made) // 2])])


def address(endpoint: Endpoint, known: Known, draw: random.Random) -> str:
    """Return the address of an endpoint with arguments that are there, or are none, and with a query."""
    path = endpoint.path
    for one in endpoint.parameters:
        if one.place == "path":
            path = path.replace(f"{{{one.name}}}", quote(_value(one, known, draw), safe=""))
    asked = [
        (one.name, _value(one, known, draw))
        for one in endpoint.parameters
        if one.place == "query" and draw.random() < 0.4
    ]
    if draw.random() < 0.05:
        asked.append((draw.choice(_TEXTS), draw.choice(_TEXTS)))
    return f"{path}?{urlencode(asked)}" if asked else path


def _value(parameter: Parameter, known: Known, draw: random.Random) -> str:
    """Return a value of a parameter: mostly one that is taken, else a nasty one."""
    usual = [*known.get(parameter.name, ()), *map(str, parameter.schema.get("enum", ()))]
    if parameter.schema.get("type") == "boolean":
        usual += ["true", "false"]
    if usual and draw.random() < 0.75:
        return draw.choice(usual)
    return draw.choice(_PARAMETERS)


def spoiled(value: Any, draw: random.Random) -> Any:
    """Return a right body with something else at one place of it."""
    if isinstance(value, dict) and value and draw.random() < 0.9:
        name = draw.choice(sorted(value))
        return {**value, name: spoiled(value[name], draw)}
    if isinstance(value, list) and value and draw.random() < 0.9:
        place = draw.randrange(len(value))
        return [*value[:place], spoiled(value[place], draw), *value[place + 1 :]]
    others = [None, [], {}, True, -1, 1e308, [[[]]], "**x", "[[x]]", {"by": "9999-12-31"}, "05/KH-UBND"]
    return draw.choice([*_TEXTS, *others])


def request(endpoint: Endpoint, lived: Lived, draw: random.Random) -> dict[str, Any]:
    """Return what is sent to an endpoint: words of `Api.call` besides the method."""
    headers = {}
    if draw.random() < 0.3:
        headers["Accept"] = draw.choice([*_ACCEPTED, *endpoint.reply.media_types * 3])
    if endpoint.needs_match:
        headers["If-Match"] = draw.choice(['"x"', "*", "*", "x", '"', 'W/"x"', ""])
    said: dict[str, Any] = {"path": address(endpoint, lived.known, draw), "headers": headers}
    if endpoint.key != "none" and draw.random() < 0.9:
        said["key"] = draw.choice([str(draw.random())] * 8 + ["k", "x" * 201])
    if endpoint.body is None:
        return said
    if FORM in endpoint.body.media_types and draw.random() < 0.9:
        return {**said, **_form(lived, draw, endpoint.body.files or "file")}
    media_type = draw.choice(_MEDIA_TYPES) if draw.random() < 0.15 else JSON
    return {**said, "data": _sent(endpoint.body.schema, lived, draw), "content_type": media_type}


def _form(lived: Lived, draw: random.Random, name_of_files: str) -> dict[str, Any]:
    content = damaged(draw.choice(lived.files), draw) if draw.random() < 0.5 else file(draw)
    name = draw.choice(["x.docx", "x.docx", "x.txt", "x.yaml", "../x.docx", "x\u202ecod.exe", "", "x" * 300])
    field = draw.choice([name_of_files] * 9 + ["x"])
    return {"data": {field: (io.BytesIO(content), name)}, "content_type": FORM}


def _sent(component: str, lived: Lived, draw: random.Random) -> bytes:
    if draw.random() < 0.3:
        return body(draw)
    if component in lived.bodies:
        return json.dumps(spoiled(lived.bodies[component], draw)).encode()
    return json.dumps(shaped(inlined(COMPONENTS[component]), draw)).encode()

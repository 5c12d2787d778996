"""What a request says, read strictly: its body in JSON or YAML, its query, the answer that it wants."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import jsonschema_rs
from flask import Request, abort, request

from service.api.endpoint import JSON, MOST_VALUES, YAML, Endpoint, Parameter
from service.api.problems import Problem
from service.doctypes.reading import ReadingLimits, read_input
from service.domain.findings import FieldError
from service.errors import InvalidInput, UnreadableInput
from service.issuing.redrafting import ANY_STATE

_NAMES = {JSON: "body.json", YAML: "body.yaml", "application/x-yaml": "body.yaml", "text/yaml": "body.yaml"}
_UNWANTED = re.compile("[\x00\ud800-\udfff]")
#: Nothing unwanted comes out of a text without one of these: signs and escapes of JSON and of YAML.
_MAY_BE_UNWANTED = re.compile(rb"\x00|\\[0xU]|\\u(?:0000|[dD][89a-fA-F])")
#: The end may be missing: else each sign after the last quotation mark would be read once for every mark before it.
_TEXT_OF_JSON = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_TAG = '(W/)?"[!#-~]*"'
#: Of `If-Match`: some tags, or what fits every state (RFC 9110, 8.8.3 and 13.1.1).
TAGS = rf"^(\*|{_TAG}( *, *{_TAG})*)$"
_INTEGER = re.compile(r"-?[0-9]{1,9}")
_SWITCHES = {"true": True, "1": True, "false": False, "0": False}


class InvalidParameters(InvalidInput):
    """Parameters of a query with faults, all at once."""

    code = "invalid_parameter"


def read_body(endpoint: Endpoint, *, max_fields: int) -> dict[str, Any]:
    """Return the mapping in a body that is no form. 415 for another media type; raises UnreadableInput, Problem."""
    if endpoint.body is None:
        return {}
    if not endpoint.body.is_required and not request.content_length:
        return {}
    name = _NAMES.get(request.mimetype)
    if name is None or not _is_taken(endpoint, request):
        abort(415)
    return parsed(request.get_data(), name, max_fields=max_fields)


def parsed(content: bytes, name: str, *, max_fields: int) -> dict[str, Any]:
    """Return the mapping in some JSON or YAML, as its name says. Raises UnreadableInput, Problem (too many values)."""
    if _has_more_values(content, name, max_fields):
        raise Problem("too_many_fields", f"Dữ liệu có hơn {max_fields} giá trị. Tách ra rồi gửi lại.")
    found = read_input(content, name, limits=ReadingLimits())
    if _MAY_BE_UNWANTED.search(content) and any(_UNWANTED.search(text) for text in _texts(found)):
        raise UnreadableInput("Dữ liệu có ký tự không lưu được (ký tự 0 hoặc nửa cặp thay thế UTF-16).")
    return found


def _has_more_values(content: bytes, name: str, most: int) -> bool:
    """Tell whether there are more values, as signs between them say; commas in texts of JSON are none of them."""
    if not name.endswith(".json"):
        return content.count(b",") + content.count(b"\n") > most
    return content.count(b",") > most and _TEXT_OF_JSON.sub(b"", content).count(b",") > most


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _is_taken(endpoint: Endpoint, asked: Request) -> bool:
    """Tell whether an endpoint takes the media type of a request."""
    taken = endpoint.body.media_types if endpoint.body else ()
    return asked.mimetype in taken or (YAML in taken and asked.mimetype in _NAMES)


def read_query(endpoint: Endpoint) -> dict[str, Any]:
    """Return the parameters of the query, typed, with their defaults. Raises InvalidParameters."""
    known = {one.name: one for one in endpoint.parameters if one.place == "query"}
    faults = [
        FieldError(
            name, "unknown", f"Không có tham số {name}. Các tham số: {', '.join(known) or 'không có'}."
        )
        for name in request.args
        if name not in known
    ]
    found: dict[str, Any] = {}
    for parameter in known.values():
        given = request.args.getlist(parameter.name)
        if given or parameter.is_required:
            found[parameter.name] = _value(parameter, given, faults)
        else:
            found[parameter.name] = [] if parameter.is_many else parameter.schema.get("default")
    if faults:
        raise InvalidParameters(faults)
    return found


def _value(parameter: Parameter, given: Sequence[str], faults: list[FieldError]) -> Any:
    """Return the value of a parameter; what is wrong with it goes to `faults`."""
    if not given or (len(given) > 1 and not parameter.is_many):
        faults.append(FieldError(parameter.name, "count", f"Ghi tham số {parameter.name} đúng một lần."))
        return None
    if len(given) > MOST_VALUES:
        faults.append(
            FieldError(parameter.name, "count", f"Ghi tham số {parameter.name} nhiều nhất {MOST_VALUES} lần.")
        )
        return None
    values = [_typed(parameter.schema, text) for text in given]
    validator = jsonschema_rs.Draft202012Validator(dict(parameter.schema), validate_formats=True)
    if not all(validator.is_valid(value) for value in values):
        faults.append(FieldError(parameter.name, "value", f"Giá trị của {parameter.name} không dùng được."))
    return values if parameter.is_many else values[0]


def _typed(schema: Mapping[str, Any], text: str) -> Any:
    """Return the value that a text of the query stands for."""
    if schema.get("type") == "integer":
        return int(text) if _INTEGER.fullmatch(text) else text
    if schema.get("type") == "boolean":
        return _SWITCHES.get(text.lower(), text)
    return text


def check_path(endpoint: Endpoint, arguments: Mapping[str, str]) -> None:
    """Answer 404 for a part of the address that can be no such thing."""
    for parameter in endpoint.parameters:
        if parameter.place == "path":
            validator = jsonschema_rs.Draft202012Validator(dict(parameter.schema))
            if not validator.is_valid(_typed(parameter.schema, arguments[parameter.name])):
                abort(404)


def wanted_answer(offered: Sequence[str]) -> str:
    """Return the media type that `Accept` likes best, the first one where it is open; 406 when none fits."""
    if not offered or "*/*" in offered:
        return ""
    if not request.accept_mimetypes:
        return offered[0]
    return request.accept_mimetypes.best_match(list(offered)) or abort(406)


def match_tags() -> frozenset[str]:
    """Return the tags of documents in `If-Match`; none where it is missing. Raises Problem for one of no tags.

    A weak one counts as the tag that it was made of: a proxy that compresses answers writes ``W/`` before ours. What
    stands after a dot tells answers about one state apart (`documents_shown.read`).
    """
    header = request.headers.get("If-Match")
    if header is None:
        return frozenset()
    if not re.search(TAGS, header.strip()):
        raise Problem("bad_request", "If-Match không đọc được: gửi nguyên ETag đã nhận, cả dấu ngoặc kép.")
    sent = request.if_match
    if sent.star_tag:
        return frozenset({ANY_STATE})
    return frozenset((tag or "").partition(".")[0] for tag in sent.as_set(include_weak=True))


def idempotency_key() -> str | None:
    """Return the key of a request. Raises Problem for one that cannot be used."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not re.fullmatch(r"[\x21-\x7e]{1,200}", key):
        raise Problem("idempotency_key_invalid", "Idempotency-Key gồm 1 đến 200 ký tự ASCII, không dấu cách.")
    return key


def bearer_secret() -> str:
    """Return the token of a request. Raises Problem where there is none."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        headers = {"WWW-Authenticate": 'Bearer realm="van-ban"'}
        raise Problem(
            "token_missing", "Gửi mã truy cập trong tiêu đề Authorization: Bearer …", headers=headers
        )
    return secret.strip()

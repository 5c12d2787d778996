"""OpenAPI 3.1, made from the table of endpoints: what is described is what is served."""

from typing import Any

from service.api.codes import CODES, COMMON, WITH_BODY, WITH_KEY, WITH_MATCH
from service.api.components import COMPONENTS
from service.api.endpoint import BODY, FORM, JSON, MOST_FILES, MOST_VALUES, SLUG, Body, Endpoint, Parameter
from service.api.links import links_of
from service.api.problems import MEDIA_TYPE
from service.api.requests import TAGS
from service.api.shapes import ref
from service.api.table import ENDPOINTS
from service.api.type_schemas import plain, type_schemas
from service.doctypes.catalogue import Catalogue

VERSION = "1"
_TEXT = {"type": "string"}
_HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {"description": "Dấu của trạng thái này, dùng cho If-Match.", "schema": _TEXT},
    "Location": {"description": "Địa chỉ của thứ vừa tạo.", "schema": _TEXT},
    "Link": {"description": 'Trang tiếp theo, rel="next" (RFC 8288).', "schema": _TEXT, "required": False},
    "Content-Disposition": {"description": "Tên ASCII và tên UTF-8 (RFC 8187).", "schema": _TEXT},
    "Repr-Digest": {"description": "sha-256 của tệp (RFC 9530).", "schema": _TEXT},
    "Accept-Ranges": {
        "description": "`bytes`: tải tiếp được (Range, If-Range); `none`: không.",
        "schema": _TEXT,
    },
    "Content-Range": {"description": "Phần nào của tệp (RFC 9110, 14.4).", "schema": _TEXT},
    "Retry-After": {"description": "Đợi bao nhiêu giây.", "schema": {"type": "string"}},
    "WWW-Authenticate": {"description": "Cách gửi mã truy cập.", "schema": _TEXT},
}
_OF_PARTS = {
    "Range": "Phần cần tải, như `bytes=1000-`: tải tiếp từ byte thứ 1000.",
    "If-Range": "ETag của phần đã có: tệp đã đổi thì nhận lại cả tệp.",
}
_DESCRIPTION = (
    "Tạo, cấp số, tra cứu văn bản hành chính. Mã truy cập `test_…` làm việc trong cơ quan thử (BẢN THỬ, không vào sổ), "
    "`live_…` làm việc thật. Lỗi là `application/problem+json` (RFC 9457) với `code` ổn định và mọi lỗi của dữ liệu."
)


def description(catalogue: Catalogue) -> dict[str, Any]:
    """Return the description of version 1 with the types on offer."""
    found = {
        "openapi": "3.1.0",
        "info": {"title": "Văn bản hành chính", "version": VERSION, "description": _DESCRIPTION},
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "tags": [{"name": tag} for tag in dict.fromkeys(one.tag for one in ENDPOINTS)],
        "paths": _paths(catalogue),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "headers": {name: _header(name) for name in _HEADERS},
            "schemas": {**COMPONENTS, **type_schemas(catalogue)},
        },
    }
    slugs = [one.slug for one in catalogue.types()]
    described: dict[str, Any] = _with_slugs(found, slugs) if slugs else found
    return described


def _with_slugs(value: Any, slugs: list[str]) -> Any:
    """Return a description that names the types on offer wherever a slug stands."""
    if isinstance(value, dict) and SLUG.items() <= value.items():
        return {**value, "enum": slugs}
    if isinstance(value, dict):
        return {name: _with_slugs(part, slugs) for name, part in value.items()}
    return [_with_slugs(one, slugs) for one in value] if isinstance(value, list) else value


def _paths(catalogue: Catalogue) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, catalogue)
    return paths


def _operation(endpoint: Endpoint, catalogue: Catalogue) -> dict[str, Any]:
    """Return the description of one method of one address."""
    found: dict[str, Any] = {
        "operationId": endpoint.name,
        "tags": [endpoint.tag],
        "summary": endpoint.summary,
        "description": f"Quyền của mã truy cập: `{endpoint.scope}`.",
        "parameters": [_parameter(one) for one in endpoint.parameters] + _header_parameters(endpoint),
        "responses": {
            str(endpoint.reply.status): _success(endpoint),
            **_part(endpoint),
            **_known(endpoint),
            **_problems(endpoint),
        },
    }
    if endpoint.body is not None:
        content = {kind: _content(endpoint, kind, catalogue) for kind in endpoint.body.media_types}
        found["requestBody"] = {"required": endpoint.body.is_required, "content": content}
    return found


def _content(endpoint: Endpoint, media_type: str, catalogue: Catalogue) -> dict[str, Any]:
    """Return what a body looks like; where it is an envelope, with the samples of the types as examples."""
    body = endpoint.body
    if body is None:
        return {}
    if media_type == FORM and body.files:
        return {"schema": _form(body)}
    found: dict[str, Any] = {"schema": ref(body.schema)}
    if body.schema in {"Envelope", "NewDocument", "DraftInput"} and media_type == JSON:
        found["examples"] = {
            f"{one.slug}_{name}": {"summary": one.title, "value": plain(catalogue.sample(one.slug, name))}
            for one in catalogue.types()
            for name in ("minimal", "full")
        }
    return found


def _form(body: Body) -> dict[str, Any]:
    """Return the schema of a form: what is else the body in its field `body`, files as they are beside it."""
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    words = (
        f"Mỗi tệp một phần tên {body.files}, nguyên tệp (không base64), cả biểu mẫu lớn đến MAX_SCAN_BYTES."
    )
    rest = {**ref(body.schema), "description": f"JSON như khi không dùng biểu mẫu, bỏ {body.files}."}
    files = {"type": "array", "items": file, "maxItems": MOST_FILES, "description": words}
    parts = (
        {body.files: files}
        if list(COMPONENTS[body.schema]["properties"]) == [body.files]
        else {BODY: rest, body.files: files}
    )
    found = {"type": "object", "properties": parts, "additionalProperties": False}
    return {**found, "required": [next(iter(parts))]} if body.is_required else found


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: Any = dict(parameter.schema)
    found: dict[str, Any] = {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.is_required,
        "description": parameter.description,
        "schema": {"type": "array", "items": schema, "maxItems": MOST_VALUES}
        if parameter.is_many
        else schema,
    }
    if parameter.is_many:
        found |= {"style": "form", "explode": True}
        if parameter.is_required:
            found["schema"]["minItems"] = 1
    return found


def _header_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    """Return the headers that a request may carry."""
    found = []
    if endpoint.key != "none":
        needed = {"acts": " Bắt buộc với mã thật khi cấp số.", "needed": " Bắt buộc."}.get(endpoint.key, "")
        found.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": endpoint.key == "needed",
                "description": f"Khóa chống lặp: gửi lại cùng khóa thì nhận lại câu trả lời đầu.{needed}",
                "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
            }
        )
    if endpoint.needs_match or endpoint.may_match:
        words = "ETag của văn bản vừa đọc: văn bản đã đổi từ lúc đó thì không làm gì, trả lời 412."
        found.append(
            {
                "name": "If-Match",
                "in": "header",
                "required": endpoint.needs_match,
                "description": "ETag của bản nháp vừa đọc." if endpoint.needs_match else words,
                "schema": {"type": "string", "pattern": TAGS},
            }
        )
    for name, words in _OF_PARTS.items() if endpoint.reply.in_parts else ():
        found.append({"name": name, "in": "header", "required": False, "description": words, "schema": _TEXT})
    return found


def _success(endpoint: Endpoint) -> dict[str, Any]:
    """Return the description of a success, with what can be asked about what it made."""
    reply = endpoint.reply
    found: dict[str, Any] = {"description": reply.description}
    if reply.media_types:
        found["content"] = {
            kind: {"schema": ref(reply.schema)} if kind == JSON and reply.schema else {}
            for kind in reply.media_types
        }
    if reply.headers:
        found["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in reply.headers}
    links = links_of(endpoint)
    return {**found, "links": links} if links else found


def _part(endpoint: Endpoint) -> dict[str, Any]:
    """Return the answer to one who asks for a part of a file."""
    if not endpoint.reply.in_parts:
        return {}
    headers = {
        one: {"$ref": f"#/components/headers/{one}"} for one in (*endpoint.reply.headers, "Content-Range")
    }
    return {"206": {**_success(endpoint), "description": "Phần ghi trong Range.", "headers": headers}}


def _known(endpoint: Endpoint) -> dict[str, Any]:
    """Return the answer to one who has the tag of what he asks for."""
    if endpoint.method != "GET" or "ETag" not in endpoint.reply.headers:
        return {}
    header = {"ETag": {"$ref": "#/components/headers/ETag"}}
    return {"304": {"description": "Như bản mang ETag ghi trong If-None-Match.", "headers": header}}


def codes_of(endpoint: Endpoint) -> list[str]:
    """Return every code that an endpoint may answer, each once."""
    found = [*COMMON, *endpoint.codes]
    if any(one.place == "path" for one in endpoint.parameters):
        found.append("not_found")
    if any(one.name == "document_id" for one in endpoint.parameters):
        found.append("document_not_found")
    if endpoint.body is not None:
        found += WITH_BODY
    if endpoint.key != "none":
        found += WITH_KEY
    if endpoint.needs_match:
        found += WITH_MATCH
    if endpoint.may_match:
        found.append("precondition_failed")
    return list(dict.fromkeys(found))


def _problems(endpoint: Endpoint) -> dict[str, Any]:
    """Return the problems of an endpoint by status, each with its codes."""
    by_status: dict[int, list[str]] = {}
    for code in codes_of(endpoint):
        by_status.setdefault(CODES[code].status, []).append(code)
    found: dict[str, Any] = {}
    for status in sorted(by_status):
        words = "; ".join(f"`{code}`: {CODES[code].cause}" for code in by_status[status])
        found[str(status)] = {"description": words, "content": {MEDIA_TYPE: {"schema": ref("Problem")}}}
    return found


def _header(name: str) -> dict[str, Any]:
    return {"required": False, **_HEADERS[name]}

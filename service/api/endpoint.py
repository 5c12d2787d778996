"""What an endpoint is: the one description from which route, checks before the handler, and OpenAPI are made."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from service.register.tokens import Scope

if TYPE_CHECKING:
    from service.api.call import Answer, Call

JSON = "application/json"
YAML = "application/yaml"
FORM = "multipart/form-data"
BODY = "body"
"""The field of a form that holds what is else the body."""
Key = Literal["none", "optional", "acts", "needed"]
"""Whether `Idempotency-Key` is taken: not at all, at will, needed wherever the act is live (`acts`), always needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of the address or of its query."""

    name: str
    schema: Mapping[str, Any]
    description: str
    place: Literal["path", "query"] = "query"
    is_required: bool = False
    is_many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a request carries: media types, the component that describes it, whether that is held here already.

    A body that is not `is_held` (an envelope) is checked by the use case, which knows more. `files` is the property
    whose files may come as they are, in a form beside the rest (`BODY`).
    """

    schema: str
    media_types: tuple[str, ...] = (JSON,)
    is_held: bool = True
    is_required: bool = True
    examples: tuple[str, ...] = ()
    files: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A success: status, media types, the component that describes JSON, the headers that come along.

    `in_parts`: one who has the beginning of the file already may ask for the rest.
    """

    status: int = 200
    schema: str | None = None
    media_types: tuple[str, ...] = (JSON,)
    description: str
    headers: tuple[str, ...] = ()
    in_parts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One method of one address. `codes` are the problems of its own, besides those that every endpoint has."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    scope: Scope
    tag: str
    summary: str
    handler: "Callable[[Call], Answer]"
    reply: Reply
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    codes: tuple[str, ...] = ()
    key: Key = "none"
    needs_match: bool = False

    @property
    def name(self) -> str:
        """Return the name of the operation."""
        return self.handler.__name__

    @property
    def rule(self) -> str:
        """Return the address as Flask writes it; an id has no dot, so no ending is taken for a part of it."""
        return _ID_IN_PATH.sub(r"<opaque:\1>", self.path).replace("{", "<").replace("}", ">")

    @property
    def may_match(self) -> bool:
        """Tell whether it is an act on a document that holds `If-Match` where one is sent."""
        return self.method != "GET" and "{document_id}" in self.path and not self.needs_match

    @property
    def route(self) -> str:
        """Return what the scope of a key is made of."""
        return f"{self.method} {self.path}"


MOST_FILES = 20
"""How many files come with one act."""
MOST_VALUES = 1000
"""How often a parameter that may be given many times is given at most."""
_MAY_BE_EMPTY = frozenset({"Nothing", "SubmitAct"})
"""Bodies that ask for nothing that must be said."""
_ID_IN_PATH = re.compile(
    r"\{((?:document|batch|check|token|webhook|delivery|remark|series|user|signer)_id)\}"
)
ID = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"}
SLUG = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$"}
#: The format alone would take the year 0000, which no calendar of ours has.
DAY = {"type": "string", "format": "date", "pattern": "^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
WORDS = {"type": "string", "maxLength": 200, "pattern": "^[^\\u0000-\\u001f\\u007f]*$"}
CURSOR = {"type": "string", "maxLength": 100, "pattern": "^[0-9.-]*$"}


def in_path(name: str, description: str, schema: Mapping[str, Any] = ID) -> Parameter:
    """Return a parameter of the address."""
    return Parameter(name=name, schema=schema, description=description, place="path", is_required=True)


def query(
    name: str,
    description: str,
    schema: Mapping[str, Any] = WORDS,
    *,
    is_many: bool = False,
    is_required: bool = False,
) -> Parameter:
    """Return a parameter of the query."""
    return Parameter(
        name=name, schema=schema, description=description, is_many=is_many, is_required=is_required
    )


LIMIT = query("limit", "Số dòng mỗi trang.", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50})
CURSOR_PARAMETER = query("cursor", "Trang tiếp theo: giá trị lấy từ `next`.", CURSOR)
CURSOR_BY_ID = query(
    "cursor", "Trang tiếp theo: giá trị lấy từ `next`.", {**ID, "pattern": f"^$|{ID['pattern']}"}
)
DOCUMENT = in_path("document_id", "Mã văn bản trong sổ.")


def readings(
    tag: str, *, parameters: tuple[Parameter, ...] = (), codes: tuple[str, ...] = ()
) -> Callable[..., Endpoint]:
    """Return what makes the endpoints of one tag that only read: path, summary, handler, reply, and what differs."""

    def reading(path: str, summary: str, handler: Any, reply: Reply, **more: Any) -> Endpoint:
        said = {"parameters": parameters, "codes": codes, **more}
        return Endpoint(
            method="GET",
            path=path,
            scope=Scope.READ,
            tag=tag,
            summary=summary,
            handler=handler,
            reply=reply,
            **said,
        )

    return reading


def changes(
    tag: str,
    scope: Scope,
    *,
    parameters: tuple[Parameter, ...] = (),
    codes: tuple[str, ...] = (),
    description: str = "",
) -> Callable[..., Endpoint]:
    """Return what makes the endpoints of one tag that change something.

    Path, summary, handler, the components of body and answer, and what differs: POST with a key at will, 200 and the
    `description` of the tag (else the summary) unless it is said otherwise. An answer with a document has its tag.
    """

    def change(path: str, summary: str, handler: Any, body: str, schema: str, **more: Any) -> Endpoint:
        reply = Reply(
            status=more.pop("status", 200),
            schema=schema,
            description=more.pop("description", description or f"{summary}."),
            headers=("ETag",) if schema == "KeptDocument" else (),
        )
        return Endpoint(
            method=more.pop("method", "POST"),
            path=path,
            scope=more.pop("scope", scope),
            tag=tag,
            summary=summary,
            handler=handler,
            body=Body(
                schema=body,
                is_required=body not in _MAY_BE_EMPTY,
                media_types=more.pop("media_types", (JSON,)),
                files=more.pop("files", ""),
            ),
            reply=reply,
            parameters=(*parameters, *more.pop("parameters", ())),
            codes=(*codes, *more.pop("codes", ())),
            key=more.pop("key", "optional"),
            **more,
        )

    return change

"""Links of OpenAPI: what was just made, and every operation that can be asked about it."""

from typing import Any

from service.api.endpoint import Endpoint
from service.api.table import ENDPOINTS

_BODY = "$response.body#"
#: What an answer names: the component that it is, and where the parts of later addresses stand in it.
_NAMED: dict[str, dict[str, Any]] = {
    "KeptDocument": {"document_id": f"{_BODY}/id", "version": f"{_BODY}/draft_version", "position": "1"},
    "Batch": {"batch_id": f"{_BODY}/id"},
    "Check": {"check_id": f"{_BODY}/id", "number": "1"},
    "MadeToken": {"token_id": f"{_BODY}/id"},
    "MadeWebhook": {"webhook_id": f"{_BODY}/id"},
    "Deliveries": {"webhook_id": "$request.path.webhook_id", "delivery_id": f"{_BODY}/deliveries/0/id"},
}
_OFTEN = frozenset({"DocumentDetails", "Deliveries"})
"""Answers that name something although they make nothing new."""


def links_of(endpoint: Endpoint) -> dict[str, Any]:
    """Return the links of an operation's success by the name of the operation they lead to; none for most."""
    reply = endpoint.reply
    named = _NAMED.get(reply.schema or "", {})
    if not named or (reply.status != 201 and reply.schema not in _OFTEN):
        return {}
    found = {}
    for target in ENDPOINTS:
        wanted = [one.name for one in target.parameters if one.place == "path"]
        if wanted and next(iter(named)) in wanted and set(wanted) <= set(named):
            given = {f"path.{name}": named[name] for name in wanted}
            if target.needs_match and "ETag" in reply.headers:
                given["header.If-Match"] = "$response.header.ETag"
            found[target.name] = {"operationId": target.name, "parameters": given}
    return found

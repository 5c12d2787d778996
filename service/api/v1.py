"""Version 1 of the API: the routes of the table, and the description that is made of the same table."""

from flask import Blueprint, Flask, Response, abort, current_app, request
from werkzeug.routing import BaseConverter, RequestRedirect

from service.api import docs_page
from service.api.call import Answer
from service.api.gate import Gate, view
from service.api.openapi import description
from service.api.rate import RateLimit
from service.api.table import ENDPOINTS
from service.issuing.desk import Desk
from service.settings import Settings

blueprint = Blueprint("api_v1", __name__, url_prefix="/api/v1")
#: Addresses that need no token: they tell how to use the others.
OPEN = ("/api/v1/openapi.json", "/api/v1/docs", "/api/v1/docs/<name>")

for _endpoint in ENDPOINTS:
    blueprint.add_url_rule(
        _endpoint.rule,
        endpoint=_endpoint.name,
        view_func=view(_endpoint),
        methods=[_endpoint.method],
        provide_automatic_options=False,
    )


class Opaque(BaseConverter):
    """An id in an address; “checks” and “previews” are addresses beside it (`/batches/checks`)."""

    regex = "(?!(?:checks|previews)(?:/|$))[A-Za-z0-9_-]{1,64}"


def install(app: Flask, settings: Settings) -> None:
    """Put the API into an application."""
    app.extensions["api_gate"] = Gate(settings, RateLimit(settings.api_requests_per_minute))
    app.url_map.converters["opaque"] = Opaque
    app.register_blueprint(blueprint)
    app.before_request(_refuse_empty_part)


def _refuse_empty_part() -> None:
    """Answer 404 for an address with an empty part, as for an id that is none: sending on would be said in HTML."""
    is_ours = request.path.startswith(f"{blueprint.url_prefix}/")
    if is_ours and isinstance(request.routing_exception, RequestRedirect):
        abort(404)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Return the description of the API."""
    desk: Desk = current_app.extensions["desk"]
    return Answer(payload=description(desk.catalogue)).response()


@blueprint.get("/docs")
def docs() -> Response:
    """Return the page that shows the description."""
    return docs_page.page()


@blueprint.get("/docs/<name>")
def docs_asset(name: str) -> Response:
    """Return a file of that page."""
    return docs_page.asset(name)

"""The door of the pages: who is let in, from which form, and what every page knows about the person."""

from typing import Any

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_login import LoginManager

from service.domain.dates import short_date
from service.http_answers import page_bytes, wants_json
from service.issuing import accounts
from service.register.errors import RegisterError
from service.register.states import ROLE_NAMES, Role
from service.settings import Settings
from service.web import FOR_KEEPERS, NAVIGATION, csrf, sent_forms
from service.web.document_uploads import allow_scans
from service.web.locations import spoken
from service.web.moments import office_time
from service.web.signed_in import (
    TOKEN,
    Person,
    current_office,
    desk,
    has_role,
    is_signed_in,
    person,
)

#: Endpoints that need no login: the login itself, and files that hold nothing of anybody.
PUBLIC = frozenset({"accounts.login", "accounts.enter", "web.static", "bootstrap.static"})
#: What somebody with a password that others know may still do.
BEFORE_CHANGE = PUBLIC | {"accounts.password", "accounts.change", "accounts.leave"}
#: Endpoints that look at the form's token themselves, to keep what was typed.
CHECK_THEMSELVES = frozenset({"accounts.enter"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
#: Addresses with a door of their own.
_OTHER_DOORS = ("/api/",)
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
#: The inputs of one form: a plan of 24 tasks has some 1,500, a large one ten times as many.
MOST_INPUTS = 60_000

_NOT_SIGNED_IN = "Phiên đăng nhập đã hết. Đăng nhập lại để làm tiếp."


class _Sessions(SecureCookieSessionInterface):
    """Session cookies that are marked Secure under HTTPS."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - the name is Flask's
        """Tell whether the request came over HTTPS."""
        return request.is_secure


def install(app: Flask, settings: Settings) -> None:
    """Put the login, the tokens of forms and what all pages know before every page."""
    app.secret_key = settings.secret_key
    app.session_interface = _Sessions()
    app.config.update(
        SESSION_COOKIE_NAME="van_ban", SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax"
    )
    app.extensions["settings"] = settings
    app.extensions["form_guard"] = csrf.FormGuard(settings.secret_key, valid_hours=settings.form_valid_hours)
    logins = LoginManager()
    logins.session_protection = None  # a telephone changes its address all the time; the token is what counts
    logins.init_app(app, add_context_processor=False)
    logins.user_loader(_loaded)
    csrf.install(app)
    app.jinja_env.globals.update(office_time=office_time)
    app.jinja_env.filters["day"] = short_date
    app.jinja_env.filters["spoken"] = spoken
    app.before_request(_door)
    app.context_processor(_known_to_all_pages)


def settings() -> Settings:
    """Return the settings of this application."""
    found: Settings = current_app.extensions["settings"]
    return found


def _loaded(login: str) -> Person | None:
    """Return the person of the session, None where the sign-in has ended; a fault of the register waits."""
    try:
        record = accounts.who(desk().workplace(login), str(session.get(TOKEN, "")))
    except RegisterError as error:
        g.register_fault = error
        return None
    return Person(record) if record is not None and record.login == login else None


def _door() -> ResponseReturnValue | None:
    """Let a request in, or answer it here: not signed in, a password to change first, a form that is not ours."""
    if request.path.startswith(_OTHER_DOORS) or request.endpoint is None:
        return None
    is_in = is_signed_in()
    if "register_fault" in g and request.endpoint not in PUBLIC:
        raise g.register_fault
    if not is_in and request.endpoint not in PUBLIC:
        return _to_login()
    if is_in:
        request.max_form_parts = MOST_INPUTS
        allow_scans(settings().max_scan_bytes)
    if is_in and person().must_change and request.endpoint not in BEFORE_CHANGE:
        return redirect(url_for("accounts.password"))
    return _refused_form()


def _to_login() -> ResponseReturnValue:
    """Ask to sign in: a page is asked for again afterwards; what was sent is not done."""
    if wants_json(request):
        return jsonify({"code": "sign_in_needed", "message": _NOT_SIGNED_IN}), 401
    if request.method in _SAFE_METHODS:
        path = request.full_path.removesuffix("?")
        return redirect(url_for("accounts.login", tiep=path if path != "/" else None))
    html = render_template("accounts/login.html", message=_NOT_SIGNED_IN, typed="", target="", is_lost=True)
    return Response(page_bytes(html), status=401, mimetype="text/html")


def _refused_form() -> ResponseReturnValue | None:
    """Refuse what does not come from a form of ours; what does is done in the office of the form."""
    if request.method in _SAFE_METHODS or request.endpoint in CHECK_THEMSELVES:
        return None
    return sent_forms.refused()


def _known_to_all_pages() -> dict[str, Any]:
    """Return what the frame of every page shows: the person, his offices, the menu, warnings."""
    if not is_signed_in():
        return {"me": None, "navigation": (), "is_open_http": False}
    return {
        "me": person(),
        "my_office": current_office() if person().offices else None,
        "role_names": ROLE_NAMES,
        "navigation": [] if person().must_change else _navigation(),
        "is_open_http": has_role(Role.ADMINISTRATOR) and _is_open_http(),
    }


def _navigation() -> list[tuple[str, str, bool]]:
    """Return words, address and whether the page is in that part, for what is there and meant for the person."""
    blueprint = (request.endpoint or "").partition(".")[0]
    is_keeper = has_role(Role.ADMINISTRATOR, Role.RECORDS_OFFICER)
    return [
        (words, url_for(endpoint), f"{blueprint}_".startswith(f"{endpoint.partition('.')[0]}_"))
        for words, endpoint in NAVIGATION
        if endpoint in current_app.view_functions and (is_keeper or endpoint not in FOR_KEEPERS)
    ]


def _is_open_http() -> bool:
    """Tell whether passwords travel in the clear: plain HTTP from another machine."""
    return (
        not request.is_secure
        and request.host.rpartition(":")[0] not in _LOCAL_HOSTS
        and (request.host not in _LOCAL_HOSTS)
    )


def notice(words: str, *, kind: str = "success") -> None:
    """Say something on the next page that is shown (`kind` as Bootstrap calls it: success, warning, danger)."""
    flash(words, kind)

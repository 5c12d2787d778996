"""Forms that only our own pages can send: a signed token that fits a cookie of the browser and the person signed in.

The token outlives an expired login: whoever signs in again inside the page sends the same form.
"""

import secrets

from flask import Flask, Response, current_app, g, request
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from markupsafe import Markup

COOKIE = "van_ban_form"
SALT = "van-ban-form-v2"
#: Where a script puts the token of its page.
HEADER = "X-CSRF-Token"


class FormGuard:
    """Makes and checks the tokens; nothing is kept on the server."""

    def __init__(self, secret_key: str, *, valid_hours: int) -> None:
        self._serializer = URLSafeTimedSerializer(secret_key, salt=SALT)
        self._valid_seconds = valid_hours * 3600

    def browser_mark(self) -> str:
        """Return the random mark of this browser: the one of its cookie, or a new one for this answer."""
        mark = str(g.get("form_mark", "")) or request.cookies.get(COOKIE, "")
        is_mark = mark.isascii() and mark.isalnum() and len(mark) == 32
        g.form_mark = mark if is_mark else secrets.token_hex(16)
        return str(g.form_mark)

    def token(self, mark: str) -> str:
        """Return the token of a form for the browser with this mark and who is signed in there."""
        return str(self._serializer.dumps([mark, _login()]))

    def is_ours(self, *, of_anybody: bool = False) -> bool:
        """Tell whether the request comes from a form that we gave to this browser, not too long ago.

        The form must have been given to the person who is signed in now, except `of_anybody` (the login itself).
        """
        sent = request.headers.get(HEADER) or request.form.get("csrf", "")
        try:
            mark, login = self._serializer.loads(sent, max_age=self._valid_seconds)
        except (BadSignature, ValueError, TypeError):
            return False
        cookie = request.cookies.get(COOKIE, "")
        is_browser = secrets.compare_digest(str(mark).encode(), cookie.encode("utf-8", "replace"))
        return is_browser and (of_anybody or login == _login())

    def remember(self, response: Response, mark: str) -> None:
        """Put the browser's mark into its cookie: not for scripts, not for other sites."""
        response.set_cookie(COOKIE, mark, httponly=True, samesite="Strict", secure=request.is_secure)


def guard() -> FormGuard:
    """Return the guard of this application."""
    found: FormGuard = current_app.extensions["form_guard"]
    return found


def csrf_token() -> str:
    """Return the token for a form or a script of the page that is being made."""
    return guard().token(guard().browser_mark())


def csrf_field() -> Markup:
    """Return the hidden input that every form of ours carries."""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(csrf_token())


def install(app: Flask) -> None:
    """Offer the token to all templates, and send the browser's mark along with each page that used it."""
    app.jinja_env.globals.update(csrf_token=csrf_token, csrf_field=csrf_field)
    app.after_request(_remember_mark)


def _remember_mark(response: Response) -> Response:
    mark = g.get("form_mark", "")
    if mark and request.cookies.get(COOKIE, "") != mark:
        guard().remember(response, mark)
    return response


def _login() -> str:
    return str(current_user.get_id() or "") if current_user else ""

"""Forms that only our own pages can send: a signed token that fits a cookie of the browser and the person signed in.

The token outlives an expired login: whoever signs in again inside the page sends the same form. It also says for which
office the form was shown: what is sent is done there, whatever another tab has chosen meanwhile (`sent_forms`).
"""

import secrets
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, request
from flask_login import current_user
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from markupsafe import Markup

from service.web.signed_in import current_office_id, is_signed_in, person

COOKIE = "van_ban_form"
SALT = "van-ban-form-v3"
#: Where a script puts the token of its page.
HEADER = "X-CSRF-Token"


@dataclass(frozen=True, slots=True)
class FormToken:
    """What the token of a form says that was sent: the browser, the person and the office that it was shown to."""

    mark: str
    login: str
    office_id: str
    is_expired: bool

    @property
    def is_of_person(self) -> bool:
        """Whether the form was shown to the person who is signed in now."""
        return self.login == _login()


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
        """Return the token of a form for the browser with this mark, who is signed in there, and his office now."""
        return str(self._serializer.dumps([mark, _login(), _office_id()]))

    def sent(self) -> FormToken | None:
        """Return the token that came with the request, however old; None where it is none of ours."""
        token = request.headers.get(HEADER) or request.form.get("csrf", "")
        is_expired = False
        try:
            try:
                parts = self._serializer.loads(token, max_age=self._valid_seconds)
            except SignatureExpired:
                parts, is_expired = self._serializer.loads(token), True
            mark, login, office_id = (str(part) for part in parts)
        except (BadSignature, ValueError, TypeError):
            return None
        return FormToken(mark, login, office_id, is_expired)

    def is_ours(self, *, of_anybody: bool = False) -> bool:
        """Tell whether the request comes from a form that we gave to this browser, not too long ago.

        The form must have been given to the person who is signed in now, except `of_anybody` (the login itself).
        """
        sent = self.sent()
        if sent is None or sent.is_expired:
            return False
        cookie = request.cookies.get(COOKIE, "")
        is_browser = secrets.compare_digest(sent.mark.encode(), cookie.encode("utf-8", "replace"))
        return is_browser and (of_anybody or sent.is_of_person)

    def remember(self, response: Response, mark: str) -> None:
        """Put the browser's mark into its cookie: not for scripts, not for what other sites send.

        A link from elsewhere carries it (Lax): without it the page behind the link would be given a new mark, and
        every other form of this browser would be none of ours any more.
        """
        response.set_cookie(COOKIE, mark, httponly=True, samesite="Lax", secure=request.is_secure)


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


def _office_id() -> str:
    """Return the office that the person works for now, "" for somebody without one."""
    return current_office_id() if is_signed_in() and person().offices else ""

"""Forms that only our own pages can send: a signed token that fits a cookie of the same browser."""

import secrets

from flask import Response, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

COOKIE = "van_ban_form"
SALT = "van-ban-form-v1"


class FormGuard:
    """Makes and checks the tokens; nothing is kept on the server."""

    def __init__(self, secret_key: str, *, valid_hours: int) -> None:
        self._serializer = URLSafeTimedSerializer(secret_key, salt=SALT)
        self._valid_seconds = valid_hours * 3600

    def browser_mark(self) -> str:
        """Return the random mark of this browser: the one of its cookie, or a new one."""
        mark = request.cookies.get(COOKIE, "")
        is_mark = mark.isascii() and mark.isalnum() and len(mark) == 32
        return mark if is_mark else secrets.token_hex(16)

    def token(self, mark: str) -> str:
        """Return the token of a form for the browser with this mark."""
        return str(self._serializer.dumps(mark))

    def is_ours(self) -> bool:
        """Tell whether the request comes from a form that we gave to this browser, not too long ago."""
        try:
            mark = self._serializer.loads(request.form.get("csrf", ""), max_age=self._valid_seconds)
        except BadSignature:
            return False
        cookie = request.cookies.get(COOKIE, "")
        return secrets.compare_digest(str(mark).encode(), cookie.encode("utf-8", "replace"))

    def remember(self, response: Response, mark: str) -> None:
        """Put the browser's mark into its cookie: not for scripts, not for other sites."""
        response.set_cookie(COOKIE, mark, httponly=True, samesite="Strict", secure=request.is_secure)

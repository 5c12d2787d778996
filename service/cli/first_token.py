"""The line with which a newcomer tries the API: one that works as it is printed.

The token stands in a file of curl, which only its owner may read: on the line it would stand in lists of processes.
"""

import os
import re
import shlex
from datetime import datetime
from pathlib import Path

from service.issuing import tokens
from service.issuing.desk import Desk
from service.register import offices
from service.register.database import Register
from service.register.errors import RegisterError
from service.register.people import OPERATOR
from service.register.tokens import TEST, TokenRefused, credential
from service.settings import Settings

FILE = "test_token.curl"
_SECRET = re.compile(rf"{TEST}[A-Za-z0-9_-]+")


def api_line(current: Settings, desk: Desk) -> str:
    """Return a command that makes a document through the API, or "" where there is no register or no office yet."""
    slugs = desk.catalogue.slugs()
    try:
        path = token_file(current.instance_dir / FILE, desk)
    except (RegisterError, OSError):
        return ""
    if path is None or not slugs:
        return ""
    host = f"[{current.host}]" if ":" in current.host else current.host
    own = f"http://{'127.0.0.1' if host in {'0.0.0.0', '[::]'} else host}:{current.port}/api/v1/types/{slugs[0]}"  # noqa: S104
    curl = f"curl -s -K {shlex.quote(str(path))}"
    json = '-H "Content-Type: application/json" --data-binary @-'
    return f"Thử API: {curl} {own}/sample | {curl} {json} -o van-ban-thu.docx {own}/previews"


def token_file(path: Path, desk: Desk) -> Path | None:
    """Return the file with a test token that holds, made where there is none; None without an office."""
    workplace = desk.workplace(OPERATOR)
    with workplace.reading() as turn:
        known = offices.offices(turn.session, turn.actor)
        if path.exists() and _holds(workplace.register, path, desk.now()):
            return path
    if not known:
        return None
    secret = tokens.first_test_token(workplace, known[0].id)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f'header = "Authorization: Bearer {secret}"\n')
    return path


def _holds(register: Register, path: Path, now: datetime) -> bool:
    """Tell whether the token of a file still holds."""
    found = _SECRET.search(path.read_text(encoding="ascii", errors="replace"))
    if found is None:
        return False
    try:
        credential(register, found.group(), now=now)
    except TokenRefused:
        return False
    return True

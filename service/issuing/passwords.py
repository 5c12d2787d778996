"""Passwords: what is asked of one, how one is hashed (argon2id), how a one-time password is made."""

import secrets
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.domain.findings import FieldError
from service.domain.text import fold, nfc

SHORTEST = 10
LONGEST = 200
#: 19 MiB, two passes, one lane (OWASP, Password Storage Cheat Sheet): some 20 ms; eight at once fit a small machine.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
#: No signs that are taken for one another on paper.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_FEWEST_DIFFERENT = 5


def hashed(password: str) -> str:
    """Return the hash to keep of a password; it carries its salt and costs."""
    return _HASHER.hash(_same_signs(password))


def is_right(password_hash: str, password: str) -> bool:
    """Tell whether a password is the one that was hashed."""
    try:
        return _HASHER.verify(password_hash, _same_signs(password))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Tell whether a hash was made with other costs than those of this release."""
    return _HASHER.check_needs_rehash(password_hash)


def one_time_password() -> str:
    """Return a password of 79 bits that can be read out and typed: ``k7mw-3xqz-h2rt-9pbc``."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


def new_token() -> str:
    """Return the token of a sign-in, 256 bits; only the browser keeps it."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what the register keeps of a token."""
    return sha256(token.encode()).hexdigest()


def password_faults(password: str, repeated: str, *, login: str) -> list[FieldError]:
    """Return everything that is wrong with a new password: length, too simple, not the same twice.

    >>> [fault.code for fault in password_faults("aaa", "b", login="hoa")]
    ['password_too_short', 'password_too_simple', 'password_differs']
    """
    faults = []
    if not SHORTEST <= len(_same_signs(password)) <= LONGEST:
        said = f"Mật khẩu mới cần từ {SHORTEST} đến {LONGEST} ký tự; một câu ngắn dễ nhớ là tốt nhất."
        faults.append(FieldError("new", "password_too_short", said))
    is_login = bool(login) and fold(login) in fold(password)
    if password and (len(set(password)) < _FEWEST_DIFFERENT or is_login):
        said = "Mật khẩu mới quá dễ đoán: dùng nhiều ký tự khác nhau và không chứa tên đăng nhập."
        faults.append(FieldError("new", "password_too_simple", said))
    if _same_signs(password) != _same_signs(repeated):
        said = "Hai lần nhập mật khẩu mới không giống nhau. Nhập lại cả hai."
        faults.append(FieldError("repeated", "password_differs", said))
    return faults


def _same_signs(password: str) -> str:
    """Return a password as every keyboard would send it: Vietnamese letters come composed or in parts."""
    return nfc(password)

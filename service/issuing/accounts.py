"""Getting in and out: sign in, change one's password, give a one-time password to somebody, sign out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.findings import FieldError
from service.errors import InvalidInput, ServiceError
from service.issuing.office_settings import clean
from service.issuing.passwords import (
    hashed,
    is_outdated,
    is_right,
    new_token,
    one_time_password,
    password_faults,
    token_hash,
)
from service.issuing.workplace import Turn, Workplace
from service.register import accounts, people
from service.register.accounts import SignedIn

_LONGEST_NAME = 100
#: Something to compare with where there is no such login: an answer takes as long, and tells nothing.
_NOBODY = hashed(one_time_password())


class SignInRefused(ServiceError):
    """Login and password do not belong together; it is not said which of them is wrong."""

    code = "sign_in_refused"


class TryLater(SignInRefused):
    """Too many attempts failed: the next may be made in `seconds`."""

    code = "try_later"

    def __init__(self, seconds: int) -> None:
        super().__init__(
            f"Đã nhập sai nhiều lần. Thử lại sau {seconds} giây; mật khẩu của bạn không bị khóa."
        )
        self.seconds = seconds


def known_login(work: Workplace) -> str:
    """Return the login that is meant by that of `work`, as somebody typed it: capitals make no difference."""
    with work.register.reading() as session:
        return accounts.known_login(session, work.login)


def sign_in(work: Workplace, password: str, *, address: str, hours: int) -> str:
    """Return the token of a new sign-in of `work.login`, good for so many hours. Raises SignInRefused, TryLater.

    The attempt is counted in a transaction of its own before the password is looked at: attempts at the same time do
    not slip through, and the register is not kept waiting for argon2.
    """
    now = work.now()
    stored = _counted_password(work, address, now)
    if not is_right(stored.password_hash if stored else _NOBODY, password) or stored is None:
        raise SignInRefused("Tên đăng nhập hoặc mật khẩu không đúng. Nhập lại.")
    token = new_token()
    with work.register.transaction() as session:
        accounts.forget_attempts(session, work.login, address)
        if is_outdated(stored.password_hash):
            accounts.replace_hash(session, stored.user_id, hashed(password))
        ends_at = now + timedelta(hours=hours)
        accounts.begin_sign_in(
            session, stored.user_id, token_sha256=token_hash(token), now=now, ends_at=ends_at
        )
    return token


def _counted_password(work: Workplace, address: str, now: datetime) -> accounts.StoredPassword | None:
    """Count an attempt of `work.login` and return what his password is held against. Raises TryLater."""
    with work.register.transaction() as session:
        seconds = accounts.count_attempt(session, work.login, address, now)
    if seconds:
        raise TryLater(seconds)
    with work.register.reading() as session:
        return accounts.stored_password(session, work.login)


def who(work: Workplace, token: str) -> SignedIn | None:
    """Return who is signed in with a token, None where nobody is any more."""
    with work.register.reading() as session:
        return accounts.signed_in(session, token_hash(token), work.now())


def can_anybody_sign_in(work: Workplace) -> bool:
    """Tell whether there is an account at all."""
    with work.register.reading() as session:
        return accounts.somebody_can_sign_in(session)


def sign_out(work: Workplace, token: str) -> None:
    """End a sign-in for good: a copy of the token opens nothing afterwards."""
    with work.register.transaction() as session:
        accounts.end_sign_in(session, token_hash(token))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassword:
    """What a person types to change his password; `name` what he is called, where he is asked for it too."""

    current: str
    new: str
    repeated: str
    name: str | None = None


def change_password(work: Workplace, typed: NewPassword, *, address: str, hours: int) -> str:
    """Give oneself a new password, and a name where one is typed; return the token of a new sign-in, all others end.

    Raises InvalidInput with all faults (paths ``name``, ``current``, ``new``, ``repeated``), TryLater.
    """
    faults = [] if typed.name is None else name_faults(typed.name)
    faults += password_faults(typed.new, typed.repeated, login=work.login)
    if typed.new == typed.current:
        faults.append(FieldError("new", "password_same", "Mật khẩu mới phải khác mật khẩu hiện tại."))
    now = work.now()
    stored = _counted_password(work, address, now)
    if stored is None or not is_right(stored.password_hash, typed.current):
        faults.insert(0, FieldError("current", "password_wrong", "Mật khẩu hiện tại không đúng."))
    else:
        with work.register.transaction() as session:
            accounts.forget_attempts(session, work.login, address)
    if faults or stored is None:
        raise InvalidInput(faults)
    token = new_token()
    password_hash = hashed(typed.new)
    with work.writing() as turn:
        if typed.name is not None:
            people.set_name(turn.session, turn.actor, user_id=stored.user_id, name=clean(typed.name))
        accounts.set_password(
            turn.session, turn.actor, stored.user_id, password_hash=password_hash, must_change=False
        )
        accounts.begin_sign_in(
            turn.session,
            stored.user_id,
            token_sha256=token_hash(token),
            now=now,
            ends_at=now + timedelta(hours=hours),
        )
    return token


def name_faults(name: str) -> list[FieldError]:
    """Return what is wrong with the name of a person, at the path ``name``."""
    if name.strip() and len(name) <= _LONGEST_NAME:
        return []
    return [FieldError("name", "missing", f"Ghi họ và tên, tối đa {_LONGEST_NAME} ký tự.")]


def give_one_time_password(turn: Turn, user_id: str) -> str:
    """Give a user a password that he must change when he first signs in; return it, to be told to him only.

    Raises NotAllowed, UserNotFound, WrongState.
    """
    password = one_time_password()
    accounts.set_password(turn.session, turn.actor, user_id, password_hash=hashed(password), must_change=True)
    return password

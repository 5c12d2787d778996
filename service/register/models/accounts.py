"""How people get in: passwords, who is signed in now, failed attempts."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from service.register.models.base import Base


class Account(Base):
    """The password of a user, hashed; `must_change` marks one that somebody else knows. No row: no way in."""

    __tablename__ = "accounts"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    password_hash: Mapped[str]
    must_change: Mapped[bool]
    changed_at: Mapped[datetime]


class SignIn(Base):
    """A browser in which somebody is signed in; it holds the token, the register only its hash."""

    __tablename__ = "sign_ins"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    began_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)


class LoginFailure(Base):
    """Attempts with one login from one address since the last that succeeded, and how long the next must wait."""

    __tablename__ = "login_failures"

    login: Mapped[str] = mapped_column(String(64), primary_key=True)
    address: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)
    wait_until: Mapped[datetime]

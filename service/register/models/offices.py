"""Offices, people and series of numbers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column

from service.register.models.base import Base


class Office(Base):
    """An issuing body: an id with validity dates; `profile` holds its header lines and defaults."""

    __tablename__ = "offices"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str]
    parent_name: Mapped[str]
    abbreviation: Mapped[str]
    organ_code: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    steps: Mapped[list[Any]]
    profile: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class User(Base):
    """A person who acts; `is_operator` has every role (the one at the machine itself)."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    is_operator: Mapped[bool]
    is_active: Mapped[bool]
    created_at: Mapped[datetime]


class Grant(Base):
    """A role of a user in an office."""

    __tablename__ = "grants"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(32), primary_key=True)


class Signer(Base):
    """Who may sign for an office, as what, from when until when."""

    __tablename__ = "signers"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"), index=True)
    name: Mapped[str]
    position: Mapped[str]
    capacity: Mapped[str] = mapped_column(String(8))
    details: Mapped[dict[str, Any]]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class Series(Base):
    """A run of numbers of one office and year; `kinds` is empty for the common series of all kinds."""

    __tablename__ = "series"
    __table_args__ = (Index("ix_series_office_id_year", "office_id", "year"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    office_id: Mapped[str] = mapped_column(ForeignKey("offices.id"))
    year: Mapped[int]
    name: Mapped[str]
    kinds: Mapped[list[Any]]
    is_own: Mapped[bool]
    is_secret: Mapped[bool]
    body: Mapped[str]
    mark: Mapped[str]
    first_number: Mapped[int]
    last_number: Mapped[int]
    last_date: Mapped[date | None]
    reason: Mapped[str]
    awaits_confirmation: Mapped[bool]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class LostNumber(Base):
    """A number that a person says was given after the backup that was restored; `records.record` fills it."""

    __tablename__ = "lost_numbers"

    series_id: Mapped[str] = mapped_column(ForeignKey("series.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str]
    confirmed_by: Mapped[str]
    confirmed_at: Mapped[datetime]

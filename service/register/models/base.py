"""What all tables share: the base class and the names of constraints."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    Date,
    MetaData,
    Text,
)
from sqlalchemy.orm import DeclarativeBase

from service.register.column_types import JsonValue, Moment


class Base(DeclarativeBase):
    """Parent of all tables, with names for constraints so that migrations can address them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment(),
        date: Date(),
        dict[str, Any]: JsonValue,
        list[Any]: JsonValue,
        str: Text(),
    }

"""Forecasts as commands and applications show them: objects whose keys other programs rely on."""

from dataclasses import asdict
from typing import Any

from service.issuing.numbering_forecast import Forecast
from service.issuing.record_forecast import RecordForecast
from service.register.models import Series
from service.register.series import describe


def forecast_object(seen: Forecast) -> dict[str, Any]:
    """Return what numbering a document would do, but for its questions, which each face words for its answers.

    `expected_number` is what the act carries unchanged; None where the number comes from elsewhere.
    """
    return {
        "issued_on": seen.day.isoformat(),
        "number": seen.number,
        "symbol": seen.symbol,
        "code": None if seen.number is None else seen.code,
        "series": None if seen.series is None else _series_object(seen.series),
        "is_external": seen.is_external,
        "expected_number": seen.expected,
        "is_possible": seen.is_possible,
        "errors": [asdict(one) for one in seen.hindrances],
        "findings": [*map(dict, seen.findings), *map(dict, seen.wording)],
        "blocking": seen.blocking,
    }


def record_forecast_object(found: RecordForecast) -> dict[str, Any]:
    """Return what entering a document made elsewhere would do; `expected_number` None: somebody gave the number."""
    return {
        "issued_on": found.day.isoformat(),
        "number": found.number,
        "symbol": found.symbol,
        "code": found.code,
        "series": _series_object(found.series),
        "is_external": not found.series.is_own,
        "expected_number": found.expected,
        "warnings": [asdict(one) for one in found.remarks],
    }


def _series_object(row: Series) -> dict[str, str]:
    return {"id": row.id, "name": describe(row)}

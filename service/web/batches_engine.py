"""The job engine that the pages of batches speak to."""

from flask import current_app

from service.jobs.engine import Engine


def engine() -> Engine:
    """Return the engine of this application."""
    found: Engine = current_app.extensions["engine"]
    return found

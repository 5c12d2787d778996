"""The three ways in which a preview is answered: .docx, PDF, or JSON that says what is in it."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import PurePath

from flask import Response, jsonify

from service.conversion.libreoffice import ConverterMissing
from service.http_answers import DOCX, PDF, attachment
from service.issuing.desk import Desk
from service.issuing.preview import RenderedPreview

JSON = "application/json"


def _docx(_desk: Desk, made: RenderedPreview) -> Response:
    return attachment(made.content, DOCX, file_name=made.file_name, utf8_name=made.utf8_name)


def _pdf(desk: Desk, made: RenderedPreview) -> Response:
    if desk.converter is None:
        raise ConverterMissing
    content = desk.converter.pdf(made.content)
    names = (str(PurePath(name).with_suffix(".pdf")) for name in (made.file_name, made.utf8_name))
    return attachment(content, PDF, file_name=next(names), utf8_name=next(names))


def _json(_desk: Desk, made: RenderedPreview) -> Response:
    return jsonify(
        file_name=made.file_name,
        utf8_name=made.utf8_name,
        sha256=hashlib.sha256(made.content).hexdigest(),
        outline=made.outline(),
        findings=[asdict(finding) for finding in made.findings()],
        questions=[asdict(question) for question in made.prepared.questions],
    )


#: The first is the answer to a client that takes anything.
ANSWERS: dict[str, Callable[[Desk, RenderedPreview], Response]] = {DOCX: _docx, JSON: _json, PDF: _pdf}

"""A document that is stored nowhere, answered as `Accept` wants it: .docx, what is in it as JSON, or PDF."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

from service.api.call import Answer, Call, file_answer
from service.api.endpoint import JSON
from service.api.requests import wanted_answer
from service.http_answers import DOCX, PDF
from service.inspection.outline import outline_text
from service.issuing.page_pictures import pdf_of


def preview_answer(
    call: Call, content: bytes, names: tuple[str, str], told: Callable[[], Mapping[str, Any]]
) -> Answer:
    """Return a .docx under its ASCII and its UTF-8 name; as JSON with what is `told` of it besides.

    Raises ConverterMissing, ConversionFailed for a PDF.
    """
    wanted = wanted_answer(call.endpoint.reply.media_types)
    if wanted == JSON:
        said = {"sha256": hashlib.sha256(content).hexdigest(), "outline": outline_text(content)}
        return Answer(payload={"file_name": names[0], "utf8_name": names[1], **said, **told()})
    if wanted != PDF:
        return file_answer(content, DOCX, file_name=names[0], utf8_name=names[1])
    plain, readable = (str(PurePath(name).with_suffix(".pdf")) for name in names)
    return file_answer(pdf_of(content, call.desk.converter), PDF, file_name=plain, utf8_name=readable)

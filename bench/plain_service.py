"""What somebody writes in an afternoon: Flask, docxtpl, one address that renders. The peer of `bench api`.

It is given the finished values; it neither checks, nor numbers, nor stores anything.
"""

import io
import os
from pathlib import Path

from docxtpl import DocxTemplate
from flask import Flask, Response, request
from jinja2 import Environment

from service.http_answers import DOCX
from service.rendering.filters import FILTERS

application = Flask(__name__)
_TEMPLATE = Path(os.environ.get("PLAIN_TEMPLATE", "template.docx"))


@application.post("/documents")
def document() -> Response:
    """Render the values in the body."""
    environment = Environment(autoescape=True)
    environment.filters.update(FILTERS)
    template = DocxTemplate(_TEMPLATE)
    template.render(request.get_json(), jinja_env=environment, autoescape=True)
    stream = io.BytesIO()
    template.save(stream)
    return Response(stream.getvalue(), mimetype=DOCX)

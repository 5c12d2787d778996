"""The page at /api/v1/docs: Swagger UI from a local package, without internet, under a policy of its own.

Below it stand the codes of errors, each at the anchor to which the `type` of a problem leads (RFC 9457, 3.1.1).
"""

import re
from html import escape
from importlib.resources import files

from flask import Response, abort

from service.api.codes import CODES, Code

_FOLDER = files("swagger_ui_bundle") / "vendor"
_TYPES = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "favicon-32x32.png": "image/png",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API văn bản hành chính</title>
<link rel="stylesheet" href="/api/v1/docs/swagger-ui.css">
<link rel="icon" href="/api/v1/docs/favicon-32x32.png">
</head>
<body>
<div id="page"></div>
<section class="swagger-ui"><div class="wrapper" lang="en">
<h2>Codes of errors</h2>
<dl>
{codes}
</dl>
</div></section>
<noscript>Trang này cần JavaScript. Mô tả: <a href="/api/v1/openapi.json">openapi.json</a></noscript>
<script src="/api/v1/docs/swagger-ui-bundle.js"></script>
<script src="/api/v1/docs/start.js"></script>
</body>
</html>
"""
#: The packaged Swagger UI knows OpenAPI 3.0 only: what it is shown is the same description in those words.
_START = """"use strict";
function older(value) {
  if (Array.isArray(value)) { return value.map(older); }
  if (value === null || typeof value !== "object") { return value; }
  const made = {};
  for (const [name, part] of Object.entries(value)) { made[name] = older(part); }
  if (Array.isArray(made.type)) {
    if (made.type.includes("null")) { made.nullable = true; }
    const left = made.type.filter((one) => one !== "null");
    if (left.length === 1) { made.type = left[0]; } else { delete made.type; }
  }
  return made;
}
fetch("/api/v1/openapi.json").then((answer) => answer.json()).then((described) => {
  const spec = older(described);
  const code = document.getElementById(location.hash.slice(1));
  spec.openapi = "3.0.3";
  window.ui = SwaggerUIBundle({
    spec: spec, domNode: document.getElementById("page"), deepLinking: true,
    docExpansion: "list", defaultModelsExpandDepth: -1, persistAuthorization: false, validatorUrl: null,
    onComplete: () => { if (code) { code.scrollIntoView(); } },
  });
});
"""


def page() -> Response:
    """Return the page."""
    codes = "\n".join(_code_entry(name, CODES[name]) for name in sorted(CODES))
    return _answer(_PAGE.replace("{codes}", codes).encode(), "text/html")


def _code_entry(name: str, code: Code) -> str:
    """Return a code with its status, cause and mend; what the table has in backticks is shown as code."""
    words = re.sub("`(.+?)`", r"<code>\1</code>", escape(f"{code.cause} {code.mend}"))
    return f'<dt id="{name}"><code>{name}</code> ({code.status})</dt><dd>{words}</dd>'


def asset(name: str) -> Response:
    """Return a file of the page; 404 for any other."""
    if name == "start.js":
        return _answer(_START.encode(), "text/javascript")
    if name not in _TYPES:
        abort(404)
    folder = next(one for one in _FOLDER.iterdir() if one.is_dir())
    return _answer((folder / name).read_bytes(), _TYPES[name])


def _answer(content: bytes, media_type: str) -> Response:
    response = Response(content, mimetype=media_type)
    response.headers["Content-Security-Policy"] = POLICY
    return response

"""The page at /api/v1/docs: Swagger UI from a local package, without internet, under a policy of its own."""

from importlib.resources import files

from flask import Response, abort

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
  spec.openapi = "3.0.3";
  window.ui = SwaggerUIBundle({
    spec: spec, domNode: document.getElementById("page"), deepLinking: true,
    docExpansion: "list", defaultModelsExpandDepth: -1, persistAuthorization: false, validatorUrl: null,
  });
});
"""


def page() -> Response:
    """Return the page."""
    return _answer(_PAGE.encode(), "text/html")


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

"""Properties of a document: made from the context, the same at any time."""

import io
import zipfile

import docx

from tests.rendering.framed import PROPERTIES, composed, rendered

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_properties_are_those_of_the_context(frame, content, build):
    template = composed(frame, content, build)
    values = {
        "text": "",
        "phu_luc": {"mot": None, "hai": None},
        "frame": {"kind_title": "", "signer_name": ""},
    }
    made = template.render(
        {**values, "properties": {**PROPERTIES, "created": "2025-02-05", "document_id": "0194"}}
    )
    core = docx.Document(io.BytesIO(made)).core_properties
    assert (core.title, core.subject, core.author, core.language) == (
        "Kế hoạch",
        "Dân vận",
        "UBND xã",
        "vi-VN",
    )
    assert core.created.isoformat() == "2025-02-05T00:00:00+00:00"
    assert "0194" in custom(made)
    assert "property" not in custom(template.render({**values, "properties": PROPERTIES})).replace(
        "properties", ""
    )


def custom(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return (
            archive.read("docProps/custom.xml").decode().split(">", 2)[2].replace("Properties", "properties")
        )


def test_the_language_of_the_text_is_vietnamese(frame, content, build):
    styles = rendered(frame, content, build).styles.element
    assert styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang").get(f"{W}val") == "vi-VN"

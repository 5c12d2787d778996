"""The template of a type in a frame, composed, compiled and rendered."""

import io

import docx

from service.rendering.composing import compose
from service.rendering.package import read_package
from service.rendering.templates import compile_package

PROPERTIES = {
    "title": "Kế hoạch",
    "subject": "Dân vận",
    "creator": "UBND xã",
    "keywords": "KH-UBND",
    "document_id": "",
    "created": "",
}


def composed(frame, content, build):
    return compile_package(
        compose(
            read_package(frame, "_base/khung.docx"),
            read_package(build.bytes_of(content), "loai/template.docx"),
        )
    )


def rendered(frame, content, build, **phu_luc):
    values = {
        "text": "nội dung", "phu_luc": {"mot": None, "hai": None, **phu_luc},
        "frame": {"kind_title": "KẾ HOẠCH", "signer_name": "Nguyễn Văn A"}, "properties": PROPERTIES,
    }  # fmt: skip
    return docx.Document(io.BytesIO(composed(frame, content, build).render(values)))

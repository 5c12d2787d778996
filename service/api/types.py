"""Document types: what there is, their schemas, samples, tables to fill in, and previews."""

import hashlib
from dataclasses import asdict, replace
from pathlib import PurePath
from typing import Any

from service.api.call import Answer, Call, file_answer
from service.api.documents_acts import ENVELOPES
from service.api.documents_shown import questions_payload
from service.api.endpoint import DOCUMENT, JSON, SLUG, Body, Endpoint, Reply, in_path, query, readings
from service.api.requests import wanted_answer
from service.doctypes.definition import DocumentType
from service.http_answers import DOCX, PDF
from service.issuing.draft_beginnings import begun_with
from service.issuing.page_pictures import pdf_of
from service.issuing.preview import RenderedPreview, preview
from service.issuing.trial_mark import marked
from service.jobs.tables import template
from service.register import type_versions
from service.register.tokens import Scope

_TAG = "Loại văn bản"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SLUG = in_path("slug", "Loại văn bản, ví dụ ke_hoach.", SLUG)
_UNKNOWN = ("unknown_document_type",)


def type_object(document_type: DocumentType) -> dict[str, Any]:
    """Return a type as the API shows it."""
    own = f"/api/v1/types/{document_type.slug}"
    names = ("schema", "sample", "previews", "versions")
    return {
        "slug": document_type.slug,
        "kind": document_type.kind.abbreviation,
        "title": document_type.title,
        "version": document_type.version,
        "basis": document_type.basis,
        "links": {"self": own, **{name: f"{own}/{name}" for name in names}, "table": f"{own}/table.xlsx"},
    }


def list_types(call: Call) -> Answer:
    """List the types that can be used."""
    return Answer(payload={"types": [type_object(one) for one in call.desk.catalogue.types()]})


def show_type(call: Call) -> Answer:
    """Show one type."""
    return Answer(payload=type_object(_type(call)))


def show_schema(call: Call) -> Answer:
    """Return the JSON Schema of a type's content, shared pieces bundled in."""
    return Answer(payload=_type(call).schema)


def show_sample(call: Call) -> Answer:
    """Return a whole input that can be sent as it is."""
    slug = _type(call).slug
    return Answer(payload=call.desk.catalogue.sample(slug, call.query["name"]))


def show_beginning(call: Call) -> Answer:
    """Return the input of a new draft that begins with a document of the book."""
    begun = begun_with(call.work, _type(call), call.arguments["document_id"])
    return Answer(payload={**begun, "office": call.shown_office})


def list_type_versions(call: Call) -> Answer:
    """List the versions of a type that documents were made with."""
    slug = _type(call).slug
    with call.work.reading() as turn:
        found = [
            {"version": row.version, "sha256": row.sha256, "published_at": row.published_at.isoformat()}
            for row in type_versions.versions(turn.session, slug)
        ]
    return Answer(payload={"versions": found})


def type_table(call: Call) -> Answer:
    """Return a workbook to fill in for many units at once, the units of a province already in it."""
    document_type = _type(call)
    place = call.query["province"]
    units = template.units_below(place) if place else ()
    content = template.write_template(call.desk.catalogue, document_type, units=units)
    name = f"{document_type.slug}.xlsx"
    return file_answer(content, XLSX, file_name=name, utf8_name=f"{document_type.title}.xlsx")


def preview_document(call: Call) -> Answer:
    """Make a document that is stored nowhere: .docx, JSON or PDF by `Accept`."""
    slug = _type(call).slug
    wanted = wanted_answer(call.endpoint.reply.media_types)
    # Another type in the body is a fault like any other, said with the rest.
    envelope = {"office": call.shown_office, "type": slug, **call.body}
    specimen = bool(call.query["specimen"])
    made = preview(call.desk.catalogue, slug, envelope, now=call.desk.now(), specimen=specimen)
    if wanted == JSON:
        return Answer(payload=_preview_object(made))
    if not call.bearer.is_live:
        made = replace(made, content=marked(made.content))
    return _preview_pdf(call, made) if wanted == PDF else _preview_docx(made)


def _preview_docx(made: RenderedPreview) -> Answer:
    return file_answer(made.content, DOCX, file_name=made.file_name, utf8_name=made.utf8_name)


def _preview_pdf(call: Call, made: RenderedPreview) -> Answer:
    names = [str(PurePath(name).with_suffix(".pdf")) for name in (made.file_name, made.utf8_name)]
    return file_answer(pdf_of(made.content, call.desk.converter), PDF, file_name=names[0], utf8_name=names[1])


def _preview_object(made: RenderedPreview) -> dict[str, Any]:
    """Return what is in a preview."""
    return {
        "file_name": made.file_name,
        "utf8_name": made.utf8_name,
        "sha256": hashlib.sha256(made.content).hexdigest(),
        "outline": made.outline(),
        "findings": [asdict(finding) for finding in made.findings()],
        "questions": questions_payload(made.prepared.questions),
    }


def _type(call: Call) -> DocumentType:
    return call.desk.catalogue.get(call.arguments["slug"])


_reading = readings(_TAG, parameters=(_SLUG,), codes=_UNKNOWN)


_SAMPLE = query(
    "name",
    "full: mọi trường; minimal: chỉ trường bắt buộc.",
    {"enum": ["full", "minimal"], "default": "full"},
)
ENDPOINTS = (
    _reading(
        "/types",
        "Liệt kê loại văn bản",
        list_types,
        Reply(schema="Types", description="Các loại văn bản."),
        parameters=(),
        codes=(),
    ),
    _reading(
        "/types/{slug}", "Xem một loại văn bản", show_type, Reply(schema="Type", description="Loại văn bản.")
    ),
    _reading(
        "/types/{slug}/schema",
        "JSON Schema của nội dung",
        show_schema,
        Reply(schema="Schema", description="JSON Schema 2020-12."),
    ),
    _reading(
        "/types/{slug}/sample",
        "Dữ liệu mẫu, gửi lại được nguyên như thế",
        show_sample,
        Reply(schema="Input", description="Dữ liệu mẫu."),
        parameters=(_SLUG, _SAMPLE),
    ),
    _reading(
        "/types/{slug}/beginnings/{document_id}",
        "Dữ liệu để soạn tiếp từ một văn bản trong sổ",
        show_beginning,
        Reply(schema="Input", description="Dữ liệu của bản nháp mới."),
        parameters=(_SLUG, DOCUMENT),
        codes=("unknown_document_type", "document_not_found", "wrong_state"),
    ),
    _reading(
        "/types/{slug}/versions",
        "Các phiên bản đã dùng",
        list_type_versions,
        Reply(schema="TypeVersions", description="Các phiên bản."),
    ),
    _reading(
        "/types/{slug}/table.xlsx",
        "Bảng tính để điền cho nhiều đơn vị",
        type_table,
        Reply(
            media_types=(XLSX,),
            description="Bảng tính.",
            headers=("Content-Disposition", "ETag", "Repr-Digest"),
        ),
        parameters=(_SLUG, query("province", "Điền sẵn các xã, phường của tỉnh này (mã hoặc tên).")),
        codes=("unknown_document_type", "unreadable_input"),
    ),
    Endpoint(
        method="POST",
        path="/types/{slug}/previews",
        scope=Scope.READ,
        tag=_TAG,
        summary="Xem trước văn bản, không lưu ở đâu",
        handler=preview_document,
        parameters=(
            _SLUG,
            query("specimen", "true: in số 01 và ngày hôm nay.", {"type": "boolean", "default": False}),
        ),
        body=Body(schema="Envelope", media_types=ENVELOPES, is_held=False),
        reply=Reply(
            schema="Preview",
            media_types=(DOCX, JSON, PDF),
            description="Văn bản theo Accept.",
            headers=("Content-Disposition", "ETag", "Repr-Digest"),
        ),
        codes=("unknown_document_type", "converter_missing", "conversion_failed"),
    ),
)

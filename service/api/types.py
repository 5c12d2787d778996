"""Document types: what there is, their schemas, samples, tables to fill in, and previews."""

from dataclasses import asdict, replace
from typing import Any

from service.api.call import Answer, Call, file_answer
from service.api.documents import next_link
from service.api.documents_acts import ENVELOPES
from service.api.documents_shown import questions_payload
from service.api.endpoint import (
    CURSOR_PARAMETER,
    DOCUMENT,
    JSON,
    LIMIT,
    SLUG,
    Body,
    Endpoint,
    Reply,
    in_path,
    query,
    readings,
)
from service.api.previews import preview_answer
from service.api.requests import wanted_answer
from service.doctypes.definition import DocumentType
from service.domain.dates import office_day
from service.http_answers import DOCX, PDF
from service.issuing.draft_beginnings import Beginning, beginnings_page, begun_with
from service.issuing.drafting import source_lookup
from service.issuing.issuing_office import issuing_office
from service.issuing.preview import RenderedPreview, preview
from service.issuing.trial_mark import marked
from service.jobs.tables import template
from service.register import type_versions
from service.register.search import Wish
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
    """Return a whole input of the token's office that can be sent as it is."""
    sample = call.desk.catalogue.sample(_type(call).slug, call.query["name"])
    return Answer(payload={**sample, "office": call.shown_office})


def show_beginning(call: Call) -> Answer:
    """Return the input of a new draft that begins with a document of the book."""
    begun = begun_with(call.work, _type(call), call.arguments["document_id"])
    return Answer(payload={**begun, "office": call.shown_office})


def list_beginnings(call: Call) -> Answer:
    """List what a new draft can begin with: documents of its own type, and those that it takes from."""
    document_type, asked = _type(call), call.query
    wish = Wish(
        office_id=call.office, q=asked["q"] or "", cursor=asked["cursor"] or None, limit=asked["limit"]
    )
    page = beginnings_page(call.work, document_type, wish)
    found = [_beginning_object(document_type.slug, one) for one in page.beginnings]
    return Answer(payload={"beginnings": found, "next": page.cursor}, headers=next_link(call, page.cursor))


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
    """Make a document of the token's office that is stored nowhere: .docx, JSON or PDF by `Accept`."""
    slug = _type(call).slug
    wanted = wanted_answer(call.endpoint.reply.media_types)
    # Another type in the body is a fault like any other, said with the rest.
    envelope = call.envelope({"type": slug, **call.body})
    specimen = bool(call.query["specimen"])
    gaps = bool(call.query["gaps"]) and wanted == JSON  # a file with gaps is nothing to hand on
    made = _rendered(call, slug, envelope, specimen=specimen, with_gaps=gaps)
    if not call.bearer.is_live:
        made = replace(made, content=marked(made.content))
    return preview_answer(call, made.content, (made.file_name, made.utf8_name), lambda: _told(made))


def _rendered(call: Call, slug: str, envelope: dict[str, Any], **wanted: bool) -> RenderedPreview:
    """Render an input as its office would: with its header, signers and recipients, and sources of its book."""
    with call.work.reading() as turn:
        issuer = issuing_office(turn, call.office, office_day(turn.actor.at))
        return preview(
            call.desk.catalogue,
            slug,
            envelope,
            now=turn.actor.at,
            issuer=issuer,
            lookup=source_lookup(turn),
            **wanted,
        )


def _told(made: RenderedPreview) -> dict[str, Any]:
    """Return what a preview says besides its text."""
    return {
        "findings": [asdict(finding) for finding in made.findings()],
        "questions": questions_payload(made.prepared.questions),
        "faults": [asdict(fault) for fault in made.prepared.faults],
    }


def _beginning_object(slug: str, one: Beginning) -> dict[str, Any]:
    """Return a document to begin with; its link leads to the input."""
    links = {"input": f"/api/v1/types/{slug}/beginnings/{one.id}"}
    return {**asdict(one), "code": one.code or None, "links": links}


def _type(call: Call) -> DocumentType:
    return call.desk.catalogue.get(call.arguments["slug"])


_reading = readings(_TAG, parameters=(_SLUG,), codes=_UNKNOWN)


_GAPS = (
    "true: dữ liệu chưa đủ vẫn xem được, chỗ thiếu in là [chưa có: …], `faults` kể từng chỗ. Chỉ với JSON; .docx và PDF"
    " vẫn cần dữ liệu đúng và đủ."
)
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
        "/types/{slug}/beginnings",
        "Văn bản trong sổ để bắt đầu: chép lại (document) hoặc lấy dữ liệu (source)",
        list_beginnings,
        Reply(schema="Beginnings", description="Một trang văn bản, mới nhất trước.", headers=("Link",)),
        parameters=(
            _SLUG,
            query("q", "Từ trong số, trích yếu hoặc người ký, có dấu hoặc không dấu."),
            CURSOR_PARAMETER,
            LIMIT,
        ),
        codes=(*_UNKNOWN, "not_allowed", "invalid_entry"),
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
            query("gaps", _GAPS, {"type": "boolean", "default": False}),
        ),
        body=Body(schema="Envelope", media_types=ENVELOPES, is_held=False),
        reply=Reply(
            schema="Preview",
            media_types=(DOCX, JSON, PDF),
            description="Văn bản theo Accept.",
            headers=("Content-Disposition", "ETag", "Repr-Digest"),
        ),
        codes=(
            "unknown_document_type",
            "wrong_office",
            "not_allowed",
            "converter_missing",
            "conversion_failed",
        ),
    ),
)

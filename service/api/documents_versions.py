"""Versions of a draft: standing still, compared, gone back to; and the Word file that goes out to be changed."""

from dataclasses import replace

from service.api.call import Answer, Call, file_answer
from service.api.documents_shown import shown
from service.api.endpoint import DOCUMENT, Body, Endpoint, Reply, in_path, query
from service.http_answers import DOCX
from service.issuing import draft_versions, returned_word
from service.register import documents
from service.register.tokens import Scope

_TAG = "Văn bản: góp ý, phân công, phiên bản"
_NUMBER = {"type": "integer", "minimum": 1, "maximum": 1_000_000}
_STATES = ("document_not_found", "not_allowed", "wrong_state", "version_moved")


def keep_version(call: Call) -> Answer:
    """Let the present version of a draft stand still under a label."""
    draft_versions.keep_milestone(call.work, call.arguments["document_id"], call.body.get("label", ""))
    return _shown(call, status=201)


def restore_version(call: Call) -> Answer:
    """Go on with an older version; the present one stands still beside it."""
    draft_versions.restore(call.work, call.arguments["document_id"], int(call.arguments["version"]))
    return _shown(call)


def compare_versions(call: Call) -> Answer:
    """Say by field what changed from one version to another."""
    asked = call.query
    found = draft_versions.compare(call.work, call.arguments["document_id"], asked["from"], asked["to"])
    differences = [{"path": one.path, "old": one.old, "new": one.new} for one in found.differences]
    return Answer(payload={"from": found.old.number, "to": found.new.number, "differences": differences})


def hand_out_word_file(call: Call) -> Answer:
    """Return the Word file of a draft to be changed in Word; its version stands still, to be compared with later."""
    made = returned_word.hand_out(call.work, call.arguments["document_id"])
    return file_answer(made.content, DOCX, file_name=made.file_name, utf8_name=made.utf8_name)


def _shown(call: Call, *, status: int = 200) -> Answer:
    with call.work.reading() as turn:
        row = documents.document(turn.session, turn.actor, call.arguments["document_id"])
        return shown(turn, row, status=status)


_KEPT = Reply(schema="KeptDocument", description="Bản nháp sau việc này.", headers=("ETag",))
ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/documents/{document_id}/versions",
        scope=Scope.DRAFT,
        tag=_TAG,
        summary="Lưu mốc",
        handler=keep_version,
        parameters=(DOCUMENT,),
        body=Body(schema="Milestone", is_required=False),
        reply=replace(_KEPT, status=201),
        codes=_STATES,
        key="optional",
    ),
    Endpoint(
        method="POST",
        path="/documents/{document_id}/versions/{version}/restore",
        scope=Scope.DRAFT,
        tag=_TAG,
        summary="Khôi phục một phiên bản",
        handler=restore_version,
        parameters=(DOCUMENT, in_path("version", "Số phiên bản.", _NUMBER)),
        body=Body(schema="Nothing", is_required=False),
        reply=_KEPT,
        codes=(*_STATES, "invalid_input"),
        key="optional",
    ),
    Endpoint(
        method="GET",
        path="/documents/{document_id}/comparison",
        scope=Scope.READ,
        tag=_TAG,
        summary="So hai phiên bản theo ô",
        handler=compare_versions,
        parameters=(
            DOCUMENT,
            query("from", "Phiên bản cũ; mặc định bản đầu.", {**_NUMBER, "default": 1}),
            query("to", "Phiên bản mới; mặc định bản thứ hai.", {**_NUMBER, "default": 2}),
        ),
        reply=Reply(schema="VersionComparison", description="Những chỗ khác nhau."),
        codes=("document_not_found",),
    ),
    Endpoint(
        method="POST",
        path="/documents/{document_id}/word-file",
        scope=Scope.DRAFT,
        tag=_TAG,
        summary="Lấy tệp Word gửi lãnh đạo sửa",
        handler=hand_out_word_file,
        parameters=(DOCUMENT,),
        body=Body(schema="Nothing", is_required=False),
        reply=Reply(
            media_types=(DOCX,),
            description="Tệp .docx mang mã văn bản.",
            headers=("Content-Disposition", "ETag", "Repr-Digest"),
        ),
        codes=(*_STATES, "invalid_input"),
        key="optional",
    ),
)

"""A look at one document of a batch before the batch is started: nothing is kept, no number is taken."""

from service.api.batches import BODY, REFUSED, TAG, wanted_batch
from service.api.call import Answer, Call
from service.api.components_batches import MOST_ROWS
from service.api.documents_shown import questions_payload
from service.api.endpoint import JSON, Endpoint, Reply, query
from service.api.previews import preview_answer
from service.http_answers import DOCX, PDF
from service.jobs.samples import sample_of
from service.register.tokens import Scope


def preview_batch_row(call: Call) -> Answer:
    """Make the document of one row of a table as the batch would: .docx, JSON or PDF by `Accept`."""
    request, file = wanted_batch(call)
    made = sample_of(call.work, request, file, call.query["row"])

    def told() -> dict[str, object]:
        findings = [dict(one) for one in made.findings]
        questions = [
            {**one, "acknowledge": {"code": one["code"], "row": made.row}}
            for one in questions_payload(made.questions)
        ]
        return {"findings": findings, "questions": questions, "faults": []}

    return preview_answer(call, made.content, (made.file_name, made.utf8_name), told)


_ROW = {"type": "integer", "minimum": 1, "maximum": 10 * MOST_ROWS}
ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/batches/previews",
        scope=Scope.BATCH,
        tag=TAG,
        summary="Xem thử văn bản của một dòng trước khi bắt đầu, không lưu ở đâu",
        handler=preview_batch_row,
        parameters=(
            query(
                "row",
                "Số dòng như `row` của các lỗi: dòng đầu của rows là 2, như dưới dòng tên cột của một bảng tính.",
                _ROW,
                is_required=True,
            ),
        ),
        body=BODY,
        reply=Reply(
            schema="Preview",
            media_types=(DOCX, JSON, PDF),
            description="Văn bản theo Accept.",
            headers=("Content-Disposition", "ETag", "Repr-Digest"),
        ),
        codes=(
            *REFUSED,
            "table_refused",
            "units_number_themselves",
            "layout_refused",
            "converter_missing",
            "conversion_failed",
        ),
    ),
)

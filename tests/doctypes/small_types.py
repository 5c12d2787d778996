"""Two small document types that hold every kind of field, and envelopes for them."""

from collections.abc import Mapping

PLAN = """
slug: plan
kind: KH
title: Kế hoạch thử
version: 1.0.0
basis: Nghị định 30/2020/NĐ-CP
frame: van_ban
addressees: never
schema:
  type: object
  required: [goals]
  properties:
    citations: {type: array, items: {$ref: "common.yaml#/$defs/citation"}}
    heading: {title: Tên mục, type: string, minLength: 1}
    goals: {title: Mục tiêu, $ref: "common.yaml#/$defs/paragraphs"}
    note: {title: Ghi chú, $ref: "common.yaml#/$defs/lines"}
    day: {title: Ngày họp, $ref: "common.yaml#/$defs/date"}
    month: {title: Tháng, $ref: "common.yaml#/$defs/month"}
    score: {title: Điểm, $ref: "common.yaml#/$defs/points"}
    count: {title: Số lượng, type: integer, minimum: 0}
    rate: {title: Tỷ lệ, type: [number, string], x-format: decimal}
    year: {title: Năm, type: integer, x-format: year}
    money: {title: Tiền, $ref: "common.yaml#/$defs/money"}
    urgent: {title: Gấp, type: boolean}
    body: {title: Cơ quan, $ref: "common.yaml#/$defs/agency"}
    choice:
      title: Lựa chọn
      type: string
      enum: [text, table]
      default: text
      x-display: {text: Trong lời văn, table: Trong bảng}
    criteria: {title: Tiêu chí, type: array, items: {$ref: "common.yaml#/$defs/criterion"}}
    mended_by: {title: Việc khắc phục, type: array, items: {title: Việc, type: string, x-label-of: task}}
    tail: {title: Đoạn cuối, type: string, x-text: inline}
outline:
  names: {roman: Mục, arabic: khoản, decimal: điểm}
  sections:
    - {label: muc_tieu, title: MỤC TIÊU, title_field: heading, style: roman, when: goals}
    - {label: ghi_chu, title: GHI CHÚ, style: roman, when: note}
    - label: viec
      title: NHIỆM VỤ
      style: roman
      children:
        - each: criteria
          style: arabic
          title_field: title
          children: [{each: tasks, style: decimal, number_single: false}]
appendices:
  - {label: bang, title: BẢNG, when: {path: choice, in: [table]}}
  - {label: diem, title: ĐIỂM, when: score}
computes:
  rows: {function: task_appendix, criteria: criteria}
rules:
  - {rule: assignment_complete, criteria: criteria}
"""

REPORT = """
slug: report
kind: BC
title: Báo cáo thử
version: 1.0.0
basis: Nghị định 30/2020/NĐ-CP
frame: van_ban
addressees: to_superior
from:
  plan: {type: plan, required: true, fields: [criteria, goals]}
  others: {type: plan, many: true, fields: [heading]}
schema:
  type: object
  required: [opening]
  properties:
    citations: {type: array, items: {$ref: "common.yaml#/$defs/citation"}}
    opening: {title: Mở đầu, type: string, minLength: 1}
    done: {title: Đã làm, type: array, items: {title: Việc, type: string, x-label-of: plan.task}}
outline:
  sections:
    - label: ket_qua
      title: KẾT QUẢ
      style: roman
      children: [{each: plan.criteria, style: arabic, title_field: title}]
"""

TYPES = {"plan": PLAN, "report": REPORT}


class MemorySource:
    """Document types in memory, as a folder would give them."""

    def __init__(
        self, definitions: Mapping[str, str], files: Mapping[str, Mapping[str, bytes]] | None = None
    ) -> None:
        self.definitions = dict(definitions)
        self.files = files or {}
        self.reads: list[str] = []

    def slugs(self):
        return sorted(self.definitions)

    def read(self, slug):
        self.reads.append(slug)
        return {"type.yaml": self.definitions[slug].encode(), **self.files.get(slug, {})}


def citation(label="qd_1", **fields):
    record = {
        "label": label,
        "kind": "Quyết định",
        "code": "5/QĐ-UBND",
        "date": "5/3/2025",
        "issuer": "UBND tỉnh",
    }
    return {**record, "subject": "Công tác dân vận", **fields}


def envelope(content=None, **fields):
    return {
        "type": "plan",
        "office": "ubnd-thu",
        "subject": "Thử việc",
        "content": {"goals": "x", **(content or {})},
        **fields,
    }

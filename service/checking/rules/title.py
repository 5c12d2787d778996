"""Checks of kind and subject, and of the subject of a công văn.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 5; Điều 7.
"""

import re
from collections.abc import Iterator

from service.checking.faults import Fault, gathered
from service.checking.looks import look_faults, number
from service.checking.recognition import Parts
from service.checking.recognition.words import has_blanks
from service.checking.registry import check
from service.checking.rules.shared import length_faults
from service.domain.findings import Severity
from service.domain.format_rules import FormatRule

_MINUTES = ("bien_ban", "giay_moi", "giay_gioi_thieu", "giay_nghi_phep", "phieu_gui", "phieu_chuyen", "phieu_bao",
            "giay_uy_quyen", "hop_dong", "ban_ghi_nho", "ban_thoa_thuan", "cong_dien", "thong_cao")  # fmt: skip
#: Kinds that other laws know: Luật Thanh tra (kết luận thanh tra), Bộ luật Lao động Điều 118 (nội quy).
_OF_OTHER_LAWS = ("ket luan", "noi quy")


@check("TYPE.LIST")
def known_kind(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """The kind is one of the 29 of the law."""
    line = parts.title.line
    if (
        line is not None
        and parts.title.kind is None
        and not parts.title.is_norm
        and line.folded != "cong van"
    ):
        severity: Severity | None = "warn" if line.folded.startswith(_OF_OTHER_LAWS) else None
        message = "Tên loại không có trong 29 loại văn bản hành chính."
        yield Fault(message, line.text, "một trong 29 loại", line, severity=severity)


@check("DOC.VBQPPL_OUT")
def legal_norms(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """The decree is not about documents of legal norms."""
    if parts.title.is_norm:
        line = parts.title.line
        yield Fault("Nghị định 30/2020/NĐ-CP không áp dụng cho văn bản quy phạm pháp luật.", line=line)


@check("TL.STYLE")
def kind_style(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The kind: capitals, upright, bold, 13 to 14 points, in the middle."""
    if parts.title.kind is not None:
        yield from look_faults(parts.title.line, rule.values, "Tên loại văn bản")


@check("TY.STYLE")
def subject_style(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The subject: small letters, upright, bold, 13 to 14 points, in the middle."""
    return gathered(
        fault for line in parts.title.subjects for fault in look_faults(line, rule.values, "Trích yếu")
    )


@check("TY.LINE")
def subject_line(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """A solid line under the subject, a third to a half as long as its text, in the middle."""
    title = parts.title
    if title.kind is not None and title.subjects and title.kind.slug not in _MINUTES:
        pictures = sum(line.paragraph.pictures for line in title.subjects)
        yield from length_faults(title.subjects, title.rules, rule.values, "trích yếu", unknown=pictures > 0)


@check("TY.ONE_SENTENCE")
def one_sentence(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The subject is one short phrase without a stop; ``V/v`` is for a công văn only."""
    if not parts.title.subjects:
        return
    text = " ".join(line.text for line in parts.title.subjects)
    for pattern in () if has_blanks(text) else rule.values["forbid_regex"]:
        found = re.search(pattern, text)
        if found is not None:
            yield Fault(
                "Trích yếu không dùng dấu, chữ này.",
                f"“{found.group()}”",
                "bỏ đi",
                parts.title.subjects[-1],
            )


@check("REG.SUBJECT_LEN")
def lengths(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The fields of the register hold what the document says."""
    subjects = parts.title.subjects or parts.header.letter_subjects
    fields = (
        ("Trích yếu", "Subject", " ".join(line.text for line in subjects), subjects[-1:]),
        (
            "Họ tên người ký",
            "FullName",
            parts.closing.name.text if parts.closing.name else "",
            (parts.closing.name,),
        ),
        ("Tên cơ quan", "OrganName", parts.issuer_name, parts.header.issuers[-1:]),
    )
    for name, key, text, lines in fields:
        limit = rule.values["max"][key]
        if len(text) > limit:
            yield Fault(f"{name} quá dài.", f"{len(text)} ký tự", f"không quá {limit} ký tự", lines[-1])


@check("TYCV.STYLE")
def letter_subject_style(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The subject of a công văn: ``V/v``, small letters, upright, not bold, 12 to 13 points, under the number."""
    lines = parts.header.letter_subjects if parts.is_letter else ()
    for line in lines:
        values = {**rule.values, "caps": False}
        if line.spot.kind == "body":  # under a header made with tabs the half of the page has no middle
            values.pop("align", None)
        yield from look_faults(line, values, "Trích yếu công văn")
    if lines and not lines[0].text.startswith(rule.values["prefix"]):
        yield Fault(
            "Trích yếu công văn mở đầu bằng “V/v”.", lines[0].text[:12], rule.values["prefix"], lines[0]
        )


@check("TYCV.GAP")
def letter_subject_gap(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """6 points between number and subject of a công văn."""
    header = parts.header
    if not parts.is_letter or header.number is None:
        return
    line, above = header.letter_subjects[0], header.number
    adjacent = above.paragraph.number + 1 == line.paragraph.number and above.spot.key == line.spot.key
    look, wanted = line.paragraph.format, rule.values["space_before_pt"]
    gap = max(look.before, above.paragraph.format.after) / 20
    if adjacent and not look.auto_gap and abs(gap - wanted) > 0.5:
        # The decree's own model 1.5 does not keep the distance that its text asks for.
        message = "Trích yếu công văn cách số, ký hiệu 6pt."
        yield Fault(message, f"{number(gap)} pt", f"{wanted} pt", line, severity="warn")


@check("TYCV.NO_HEADING")
def letter_without_kind(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """A công văn does not print the words ``CÔNG VĂN``."""
    line = parts.title.line
    if line is not None and line.folded == "cong van":
        yield Fault("Công văn không in tên loại “CÔNG VĂN”.", line.text, "bỏ dòng này", line)

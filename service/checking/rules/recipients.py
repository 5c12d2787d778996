"""Checks of addressees and recipients.

Basis: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 9.
"""

import re
from collections.abc import Iterator
from datetime import date

from service.checking.faults import Fault, gathered
from service.checking.looks import centimetres, look_faults, number, size_text, sizes
from service.checking.recognition import Parts
from service.checking.recognition.text_lines import TextLine
from service.checking.recognition.words import FILING, has_blanks
from service.checking.registry import check
from service.domain.format_rules import FormatRule

_BULLETS = ("-", "–")
_KEPT_ENDS = ')”"’'
_SEEN_TWIPS = 113  # 2 mm
INDENTED = "lùi"
_LABEL = re.compile(r"kính\s*gửi\s*\W?", re.IGNORECASE)
_EXECUTES = re.compile(r"\b(?:chịu trách nhiệm|thi hành)\b")
_NOTE = re.compile(r"\([^()]*\)")
_FILED = re.compile(r"(?:[-–—+•*]\s*)?Lưu\s*[:;.]?\s*(?P<rest>.*?)[\s.,;]*", re.IGNORECASE)
#: Behind the drafting unit the models of Phụ lục III have copies and the drafter's mark: ``- Lưu: VT, NV. PL.300``.
_DRAFTER = re.compile(r"(?P<filing>.+?\.) ?\w[\w.()&-]{0,14}(?: ?\(\d{1,4}\))?\.?")
_FILING_FORM = "- Lưu: VT, <đơn vị soạn thảo>."


@check("KG.WHEN")
def addressed_kinds(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """``Kính gửi`` stands in letters, proposals and reports to superiors only."""
    if parts.addressees and parts.kind_slug in rule.values["forbidden"]:
        yield Fault(
            "Loại văn bản này không có “Kính gửi”.", "có Kính gửi", "bỏ phần Kính gửi", parts.addressees[0]
        )
    required = [slug for slug in rule.values["required"] if slug == parts.kind_slug]
    if required and not parts.addressees and parts.body:
        yield Fault("Văn bản thiếu “Kính gửi”.", "không có", "Kính gửi: <nơi nhận>", parts.body[0].line)


@check("KG.STYLE")
def addressee_style(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """Small letters, upright, 13 to 14 points, a colon after ``Kính gửi``."""
    for line in parts.addressees:
        yield from look_faults(line, {key: rule.values[key] for key in ("size_pt", "italic")}, "Kính gửi")
    if parts.addressees and not re.match(rule.values["regex"], parts.addressees[0].text):
        written = _LABEL.match(parts.addressees[0].text)
        found = written.group() if written else parts.addressees[0].text[:12]
        message = (
            "Chữ “Kính gửi” ghi chữ thường, chỉ viết hoa chữ đầu."
            if found.rstrip(" :").isupper()
            else "Sau chữ “Kính gửi” có dấu hai chấm."
        )
        yield Fault(message, f"“{found}”", "“Kính gửi:”", parts.addressees[0])


@check("KG.MULTI")
def addressee_list(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """One body on the line itself; several one a line with a dash, ``;`` after each and ``.`` after the last."""
    items = [line for line in parts.addressees if line.text.startswith((*_BULLETS, "•"))]
    if len(items) == 1 and _is_on_next_line(parts.addressees, items[0]):
        yield Fault(
            "Gửi một nơi thì ghi cùng dòng với “Kính gửi”.", items[0].text, "Kính gửi: <nơi nhận>", items[0]
        )
        return
    many = rule.values["many"]
    for index, line in enumerate(items if len(items) > 1 else ()):
        right = many["last_end"] if index == len(items) - 1 else many["end"]
        if not line.text.endswith(right) or line.text.startswith("•"):
            found = "dấu đầu dòng •" if line.text.startswith("•") else f"cuối dòng “{line.text[-1:]}”"
            expected = f"- <nơi nhận>{right}"
            yield Fault("Danh sách Kính gửi sai dấu.", found, expected, line)


def _is_on_next_line(addressees: tuple[TextLine, ...], item: TextLine) -> bool:
    """Tell whether the one body stands under a bare ``Kính gửi:``; cells side by side are one line."""
    is_bare = len(addressees) == 2 and addressees[0].text.rstrip(" :") == "Kính gửi"
    return is_bare and item.spot.key == addressees[0].spot.key and not item.is_part


@check("NN.LABEL")
def label(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """``Nơi nhận:`` on its own line at the left margin, 12 points, bold and italic."""
    line = parts.closing.recipients_label
    if line is None:
        return
    values = {key: rule.values[key] for key in ("size_pt", "bold", "italic")}
    yield from look_faults(line, values, "Chữ “Nơi nhận”")
    if line.text != rule.values["text"]:
        yield Fault("Chữ “Nơi nhận:” ghi chưa đúng.", f"“{line.text}”", "“Nơi nhận:” trên dòng riêng", line)
    if line.paragraph.format.align in {"center", "right"} and not line.is_part:
        found, expected = "không sát lề trái", "sát lề trái"
        yield Fault("Chữ “Nơi nhận:” đặt sát lề trái.", found, expected, line, look={"align": "left"})
    yield from _indent_faults(line, "Chữ “Nơi nhận:” đặt sát lề trái.")


def _indent_faults(line: TextLine, message: str) -> Iterator[Fault]:
    """Yield the fault of a line that begins in from the margin so far that it is seen, by its format alone.

    A warning: a table that stands out into the margin of the page may be meant to be made up for.
    """
    look = line.paragraph.format
    start = look.left + look.first_line
    is_typed = line.paragraph.text[:1] in {" ", "\t", "\u00a0"}
    if line.start == 0 and not is_typed and look.align in {"left", "both"} and start > _SEEN_TWIPS:
        found = f"{INDENTED} {centimetres(start)} cm"
        yield Fault(message, found, "sát lề trái", line, severity="warn")


@check("NN.LIST")
def listed(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """11 points, upright, not bold; a dash before and a semicolon after each."""

    def faults() -> Iterator[Fault]:
        items = parts.closing.recipients
        for index, line in enumerate(items):
            yield from _item_style(line, rule)
            if line.text.startswith(_BULLETS):
                yield from _indent_faults(line, "Gạch đầu dòng của nơi nhận đặt sát lề trái.")
            if line.text.startswith(("•", "+", "*")):
                yield Fault("Nơi nhận dùng dấu gạch đầu dòng.", line.text[0], "- <nơi nhận>;", line)
            following = items[index + 1] if index + 1 < len(items) else None
            ends_here = following is not None and following.text.startswith(_BULLETS)
            if ends_here and line.text.startswith(_BULLETS) and not line.text.endswith(rule.values["end"]):
                found, expected = f"cuối dòng “{line.text[-1:]}”", "thêm dấu chấm phẩy (;) ở cuối dòng"
                if not line.text[-1:].isalnum() and line.text[-1:] not in _KEPT_ENDS:
                    expected = "cuối dòng là dấu chấm phẩy (;)"
                yield Fault("Cuối mỗi nơi nhận có dấu chấm phẩy.", found, expected, line)

    return gathered(faults())


def _item_style(line: TextLine, rule: FormatRule) -> Iterator[Fault]:
    """Judge size and weight; a note in brackets may be in italics."""
    lowest, highest = rule.values["size_pt"]
    found = sizes(line)
    if any(not lowest <= size <= highest for size in found):
        text = f"cỡ chữ {' và '.join(number(size) for size in found)}"
        look = {"size_pt": (lowest, highest)}
        yield Fault("Danh sách nơi nhận sai cỡ chữ.", text, size_text(lowest, highest), line, look=look)
    plain = [run for run in line.letter_runs if not is_note(run.text, line)]
    for key, text, right in (("bold", "đậm", "không đậm"), ("italic", "nghiêng", "đứng")):
        if any(getattr(run.format, key) for run in plain):
            yield Fault("Danh sách nơi nhận sai kiểu chữ.", text, right, line, look={key: False})


def is_note(text: str, line: TextLine) -> bool:
    """Tell whether letters stand inside brackets: (b/cáo)."""
    return any(text.strip(" ();.,") in note for note in _NOTE.findall(line.text))


@check("NN.LUU")
def filing(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """The last line names the records office and ends with a full stop."""
    closing = parts.closing
    if closing.recipients_label is None:
        return
    last = closing.recipients[-1] if closing.recipients else closing.recipients_label
    if has_blanks(last.text):
        return
    if not FILING.match(last.text):
        yield Fault("Nơi nhận thiếu dòng “Lưu”.", "không có", f"“{_FILING_FORM}”", last)
    elif not _is_filing(last.text.replace("–", "-"), rule):
        expected = _right_filing(last.text, rule)
        yield Fault("Dòng “Lưu” ghi chưa đúng.", f"“{last.text}”", f"“{expected}”", last)


def _is_filing(text: str, rule: FormatRule) -> bool:
    """Tell whether a filing line is right, with or without the mark of the drafter behind it."""
    marked = _DRAFTER.fullmatch(text)
    candidates = (text, marked.group("filing")) if marked else (text,)
    return any(re.match(rule.values["regex"], candidate) for candidate in candidates)


def _right_filing(text: str, rule: FormatRule) -> str:
    """Return the line in its own words as it should be; its mere form where the words do not tell."""
    written = _FILED.fullmatch(text)
    rest = written.group("rest") if written else ""
    kept = [word.strip() for word in re.split(r"[,;]|(?<=VT) ?[-–.]", rest) if word.strip()]
    units = [word for word in kept if word != "VT"]
    made = f"- Lưu: {', '.join(('VT', *units))}."
    return made if re.match(rule.values["regex"], made) else _FILING_FORM


@check("NN.NHUTREN")
def as_above(parts: Parts, _rule: FormatRule) -> Iterator[Fault]:
    """With ``Kính gửi``, the list begins with ``- Như trên;``."""
    items = parts.closing.recipients
    if parts.addressees and items and not re.match(r"[-–] ?Như trên\b", items[0].text):
        yield Fault(
            "Có “Kính gửi” thì nơi nhận mở đầu bằng “Như trên”.",
            f"“{items[0].text}”",
            "“- Như trên;”",
            items[0],
        )


@check("NN.NHUDIEU")
def as_article(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """A decision or resolution: the list begins with ``- Như Điều …;``, of an article that it has."""
    items = parts.closing.recipients
    numbers = [
        number
        for item in parts.body
        if item.kind == "article" and (number := _article_number(item.number)) is not None
    ]
    if parts.kind_slug not in rule.values["types"] or not numbers or not items or has_blanks(items[0].text):
        return
    found, expected = f"“{items[0].text}”", f"“- Như Điều {_executing_article(parts, numbers)};”"
    if not re.match(rule.values["regex"], items[0].text):
        yield Fault("Nơi nhận mở đầu bằng “Như Điều …”.", found, expected, items[0])
    elif _article_number(items[0].text) not in numbers:
        yield Fault(f"Văn bản chỉ có {len(numbers)} điều, không có điều này.", found, expected, items[0])


def _article_number(text: str) -> int | None:
    found = re.search(r"\d+", text)
    return int(found.group()) if found else None


def _executing_article(parts: Parts, numbers: list[int]) -> int:
    """Return the article that names those who carry a decision out, mostly the last."""
    current = numbers[-1]
    found = numbers[-1]
    for item in parts.body:
        current = (_article_number(item.number) or current) if item.kind == "article" else current
        found = current if _EXECUTES.search(item.line.text) else found
    return found


@check("NN.OBSOLETE")
def obsolete_bodies(parts: Parts, rule: FormatRule) -> Iterator[Fault]:
    """From 1 July 2025 nothing is sent to bodies of districts and townships.

    Basis: Luật 72/2025/QH15 Điều 51 khoản 3.
    """
    issued_on = parts.issued_on
    if issued_on is None or issued_on < date.fromisoformat(rule.values["from"]):
        return
    for line in parts.closing.recipients:
        found = re.search(rule.values["forbid_regex"], line.text)
        if found is not None:
            yield Fault(
                "Cấp huyện, thị trấn không còn từ 01/7/2025.", found.group(), "cơ quan cấp tỉnh, cấp xã", line
            )

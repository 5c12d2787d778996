"""The documents that another one takes from: opened as a file once, then carried along in the form itself.

The browser forgets a chosen file whenever a page comes back; so what was read stands in a hidden input, as YAML, and
the person sees what it is. Number and day of the source stand beside it as fields of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType, Taken
from service.doctypes.reading import read_input
from service.domain.findings import FieldError
from service.domain.text import lower_first
from service.errors import UnknownDocumentType, UnreadableInput
from service.issuing.input_file import input_yaml
from service.issuing.office_names import office_title
from service.web.form_fields import Field
from service.web.telling import cut

ACT = ("code", "issued_on")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that came with the form: its name and its bytes."""

    name: str
    content: bytes


def source_fields(document_type: DocumentType, given: Any, catalogue: Catalogue) -> list[Field]:
    """Return a field for each source that the type takes; `given` is what the envelope has under `sources`."""
    known = given if isinstance(given, Mapping) else {}
    return [
        _field(name, taken, known.get(name), title_of(name, taken, catalogue))
        for name, taken in document_type.takes.items()
    ]


def title_of(name: str, taken: Taken, catalogue: Catalogue) -> str:
    """Return what a source is called on the page: "Kế hoạch nguồn"."""
    try:
        return f"{catalogue.get(taken.type).title} nguồn"
    except UnknownDocumentType:
        return f"Văn bản nguồn “{name}”"


def _field(name: str, taken: Taken, given: Any, title: str) -> Field:
    path = f"sources.{name}"
    inputs = [
        Field(f"{path}.$file", path, "file", f"{title} (tệp .yaml, .json)", is_required=taken.required),
        Field(f"{path}.$data", path, "hidden", title, value=_kept(given)),
    ]
    if given:
        inputs.append(Field(f"{path}.$drop", path, "checkbox", "Bỏ tệp nguồn này khi gửi biểu mẫu"))
    if not taken.many:
        code, day = (str(given.get(key) or "") if isinstance(given, Mapping) else "" for key in ACT)
        inputs += [
            Field(f"{path}.code", path, "text", "Số, ký hiệu", value=code, placeholder="Ghi như 05/KH-UBND"),
            Field(
                f"{path}.issued_on",
                path,
                "text",
                "Ngày ban hành",
                value=day,
                placeholder="Ghi như 05/02/2025",
            ),
        ]
    help_text = (
        "Dùng tệp dữ liệu tải về từ biểu mẫu của văn bản đó. Tệp đã đọc được giữ lại trong biểu mẫu này."
    )
    return Field(
        path,
        path,
        "source",
        title,
        help=help_text,
        is_required=taken.required,
        note=said_of(given),
        children=tuple(inputs),
        placeholder="multiple" if taken.many else "",
    )


def _kept(given: Any) -> str:
    """Return a source as the hidden input carries it, without what has a field of its own."""
    if not given:
        return ""
    if isinstance(given, Mapping):
        given = {key: value for key, value in given.items() if key not in ACT}
    return input_yaml({"source": given})


def said_of(given: Any) -> str:
    """Return what has been opened: "Đã mở: “Nâng cao ...” của UBND xã Ba Tơ", "" for nothing."""
    if isinstance(given, list):
        return f"Đã mở {len(given)} văn bản." if given else ""
    if isinstance(given, str):
        return f"Đã chọn văn bản mã {given}." if given else ""
    if not isinstance(given, Mapping) or not set(given) - set(ACT):
        return ""
    subject, office = (given.get(key) for key in ("subject", "office"))
    words = [f"Đã mở: “{cut(' '.join(subject.split()), 120)}”" if isinstance(subject, str) else "Đã mở tệp"]
    if isinstance(office, str) and office_title(office):
        words.append(f"của {office_title(office)}")
    return " ".join(words) + "."


def read_sources(
    document_type: DocumentType, tree: Any, files: Mapping[str, list[SentFile]], catalogue: Catalogue
) -> tuple[dict[str, Any], list[FieldError], list[str]]:
    """Return the sources of a posted form, the faults of files, and the names of those that have just been opened.

    `files` are those that came with the form, by the name of their source. Sources that the form has no field for
    are not taken.
    """
    posted = tree if isinstance(tree, Mapping) else {}
    found: dict[str, Any] = {}
    faults: list[FieldError] = []
    opened: list[str] = []
    for name, taken in document_type.takes.items():
        part = posted.get(name)
        raw: Mapping[str, Any] = part if isinstance(part, Mapping) else {}
        given = None if raw.get("$drop") else _carried(raw.get("$data"))
        try:
            fresh = [read_input(file.content, file.name) for file in files.get(name, ())]
        except UnreadableInput as error:
            fresh = []
            title = title_of(name, taken, catalogue)
            faults.append(
                FieldError(
                    f"sources.{name}",
                    "file_unreadable",
                    f"Chưa mở được {lower_first(title)}. {error.message}",
                )
            )
        if fresh:
            opened.append(name)
            given = [*(given if isinstance(given, list) else []), *fresh] if taken.many else fresh[0]
        value = given if taken.many else _with_act(given, raw)
        if value:
            found[name] = value
    return found, faults, opened


def _carried(text: Any) -> Any:
    """Return what the hidden input carries; what is damaged counts as nothing."""
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        return read_input(text, "nguồn.yaml").get("source")
    except UnreadableInput:
        return None


def _with_act(given: Any, raw: Mapping[str, Any]) -> Any:
    """Return a source with number and day as they were typed; a file may bring its own where none are."""
    typed = {key: raw[key].strip() for key in ACT if isinstance(raw.get(key), str) and raw[key].strip()}
    if isinstance(given, Mapping):
        return {**given, **typed}
    return given or typed or None

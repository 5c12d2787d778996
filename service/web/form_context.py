"""What a form needs to know beside schema and values: bodies of the office, labels that can be chosen, the day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service.doctypes.catalogue import Catalogue
from service.doctypes.definition import DocumentType
from service.doctypes.schemas import resolved
from service.errors import UnknownDocumentType
from service.web.telling import Choices, Schema, choice_words

#: What a role is called where several roles of an office are with one body, or none.
ROLE_WORDS: Mapping[str, str] = {
    "noi_vu": "nội vụ",
    "van_phong": "văn phòng",
    "van_hoa_thong_tin": "văn hóa, thông tin",
    "giao_duc": "giáo dục",
    "y_te": "y tế",
    "dan_toc_ton_giao": "dân tộc, tôn giáo",
    "chuyen_doi_so": "chuyển đổi số",
    "mot_cua": "một cửa",
    "quan_su": "quân sự",
    "tu_phap": "tư pháp",
    "tiep_dan": "tiếp dân",
    "tai_chinh": "tài chính",
    "nong_nghiep": "nông nghiệp, môi trường",
    "kinh_te_ha_tang": "kinh tế, hạ tầng",
    "cong_an": "công an",
    "mat_tran": "Mặt trận",
    "dang_uy": "cấp ủy",
    "hdnd": "Hội đồng nhân dân",
    "thanh_tra": "thanh tra",
    "truyen_thong": "truyền thông",
    "dan_van": "dân vận",
}


@dataclass(frozen=True, slots=True)
class FormContext:
    """`bodies` is what each role is called in the office, `choices` the labels to choose from, by their space."""

    bodies: Mapping[str, str] = field(default_factory=dict)
    choices: Choices = field(default_factory=dict)
    today: date = date.max


def form_context(
    document_type: DocumentType,
    envelope: Mapping[str, Any],
    catalogue: Catalogue,
    today: date,
    *,
    roles: Mapping[str, str] | None = None,
) -> FormContext:
    """Return what the form of an envelope offers to choose from; sources that cannot be read offer nothing.

    `roles` are the bodies of the office by their role.
    """
    choices: dict[str, dict[str, str]] = {}
    _enter(choices, document_type.schema, envelope.get("content"), "")
    for name, source in _sources(envelope):
        taken = document_type.takes.get(name)
        if taken is None:
            continue
        try:
            source_type = catalogue.get(taken.type)
        except UnknownDocumentType:
            continue
        _enter(choices, source_type.schema, source.get("content"), f"{name}.")
        if not taken.opens:
            choices.setdefault("citation", {})[name] = f"{source_type.title} nguồn"
        if "citations" in taken.fields:
            lent = choices.get(f"{name}.citation", {})
            choices["citation"] = {**lent, **choices.get("citation", {})}
    return FormContext(bodies_of(roles or {}), choices, today)


def bodies_of(bodies: Mapping[str, str]) -> dict[str, str]:
    """Return role -> what the form says for it: the body of the office; every known role for one without bodies."""
    if not bodies:
        return dict(ROLE_WORDS)
    names = list(bodies.values())
    return {
        role: f"{body} ({role_words(role)})" if names.count(body) > 1 else body
        for role, body in sorted(bodies.items(), key=lambda one: names.index(one[1]))
    }


def role_words(role: str) -> str:
    """Return what a role is called in a list."""
    return ROLE_WORDS.get(role, role.replace("_", " "))


def _sources(envelope: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    given = envelope.get("sources")
    for name, source in (given if isinstance(given, Mapping) else {}).items():
        for one in source if isinstance(source, list) else [source]:
            if isinstance(one, Mapping):
                yield name, one


def _enter(choices: dict[str, dict[str, str]], root: Schema, value: Any, prefix: str) -> None:
    """Enter the label and the words of every item that has a label."""

    def walk(schema: Schema, one: Any) -> None:
        shape = resolved(schema, root)
        if isinstance(one, list):
            for item in one:
                walk(shape.get("items", {}), item)
        elif isinstance(one, Mapping):
            for name, part in shape.get("properties", {}).items():
                space = resolved(part, root).get("x-label")
                label = one.get(name)
                if space is not None and isinstance(label, str):
                    choices.setdefault(f"{prefix}{space}", {})[label] = choice_words(one, shape, root)
                walk(part, label)

    walk(root, value)

"""A document type as the service knows it, and how its type.yaml is read and held to its own rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jsonschema_rs

from service.doctypes import definition_checks as checks
from service.doctypes.definition_schema import TYPE_SCHEMA
from service.doctypes.faults import path_text
from service.doctypes.reading import read_input
from service.doctypes.running import APPENDIX_PREFIX, SECTION_PREFIX
from service.doctypes.schemas import SchemaFault, bundled
from service.doctypes.shared import SharedFacts
from service.doctypes.source import DEFINITION_FILE
from service.doctypes.validating import InputValidator
from service.doctypes.values import ContentConverter, compile_content
from service.domain.conditions import Condition, Reader, at_path, condition
from service.domain.document_code import DocumentKind
from service.domain.outline_building import Section, compile_outline
from service.domain.refusal import Refused
from service.errors import InvalidTypeDefinition, UnreadableInput

_TYPE_VALIDATOR = jsonschema_rs.Draft202012Validator(TYPE_SCHEMA)


@dataclass(frozen=True, slots=True)
class Call:
    """A registered function with the paths and literals that the type gives it; `key` names the result."""

    key: str
    function: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix of a type: it exists where `when` holds; `title_of` reads a title that overrides `title`."""

    label: str
    title: str
    title_of: Reader | None
    when: Condition


@dataclass(frozen=True, slots=True)
class Taken:
    """What a type takes from a document of another one: the `fields` of its content; `many` allows several sources.

    `opens`: the document opens with the citation of this source (``plan.mention``), in full there, in short afterwards.
    """

    type: str
    required: bool
    many: bool
    opens: bool
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DocumentType:
    """A type, ready to be used: checked definition, JSON Schema with everything bundled in, compiled validators.

    `schema` is the JSON Schema 2020-12 of `content`; `files` are the bytes of the folder; `names` is what each level of
    the outline is called in references; `mentionable` are the sections and appendices that a text may mention.
    """

    slug: str
    kind: DocumentKind
    title: str
    description: str = field(repr=False)
    version: str
    basis: str = field(repr=False)
    frame: str = field(repr=False)
    addressees: str = field(repr=False)
    schema: Mapping[str, Any] = field(repr=False)
    sections: tuple[Section, ...] = field(repr=False)
    names: Mapping[str, str] = field(repr=False)
    computes: tuple[Call, ...] = field(repr=False)
    rules: tuple[Call, ...] = field(repr=False)
    appendices: tuple[Appendix, ...] = field(repr=False)
    takes: Mapping[str, Taken] = field(repr=False)
    settings: Mapping[str, Any] = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    validator: InputValidator = field(repr=False)
    converter: ContentConverter = field(repr=False)
    section_labels: tuple[str, ...] = field(repr=False)
    mentionable: frozenset[str] = field(repr=False)
    ranges: tuple[str, ...] = field(default=(), repr=False)


def parse_definition(slug: str, files: Mapping[str, bytes], shared: SharedFacts) -> DocumentType:
    """Return the type that a folder defines.

    Raises InvalidTypeDefinition(file, key, message) for the first fault that is found.
    """
    file = f"{slug}/{DEFINITION_FILE}"
    raw = _read(file, files)
    _check_shape(file, raw)
    if raw["slug"] != slug:
        raise InvalidTypeDefinition(
            file, "slug", f"phải trùng tên thư mục “{slug}”, đang là “{raw['slug']}”."
        )
    if raw["kind"] not in shared.kinds:
        raise InvalidTypeDefinition(
            file, "kind", f"“{raw['kind']}” không có trong 29 loại văn bản hành chính."
        )
    try:
        checks.check_keywords(raw["schema"])
        schema = bundled(raw["schema"], shared.common)
        checks.check_schema(schema, raw)
        checks.check_references(schema, raw)
        return _built(raw, schema, files, shared)
    except SchemaFault as fault:
        raise InvalidTypeDefinition(file, fault.key, fault.message) from None


def _read(file: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    if DEFINITION_FILE not in files:
        raise InvalidTypeDefinition(file, "", "thiếu tệp type.yaml.")
    try:
        return read_input(files[DEFINITION_FILE], DEFINITION_FILE)
    except UnreadableInput as error:
        message = error.message.removeprefix(DEFINITION_FILE).lstrip(
            ",: "
        )  # its folder and name stand in front
        raise InvalidTypeDefinition(file, "", message) from None


def _check_shape(file: str, raw: Mapping[str, Any]) -> None:
    for error in _TYPE_VALIDATOR.iter_errors(raw):
        steps: list[Any] = list(error.instance_path)
        kind: Any = error.kind
        if kind.name == "additionalProperties":
            key = path_text([*steps, kind.unexpected[0]])
            raise InvalidTypeDefinition(file, key, "khóa không có trong danh sách (docs/type-yaml.md).")
        if kind.name == "required":
            raise InvalidTypeDefinition(file, path_text([*steps, kind.property]), "thiếu khóa này.")
        message = f"giá trị không dùng được; xem docs/type-yaml.md ({kind.name})."
        raise InvalidTypeDefinition(file, path_text(steps), message)


def _built(
    raw: Mapping[str, Any], schema: dict[str, Any], files: Mapping[str, bytes], shared: SharedFacts
) -> DocumentType:
    settings = raw.get("settings", {})
    outline = raw.get("outline", {"sections": []})
    sections = _guarded_outline(outline["sections"], settings)
    labels = tuple(checks.section_labels(outline["sections"]))
    takes = {name: _taken(one) for name, one in raw.get("from", {}).items()}
    return DocumentType(
        slug=raw["slug"],
        kind=shared.kinds[raw["kind"]],
        title=raw["title"],
        description=raw.get("description", ""),
        version=raw["version"],
        basis=raw["basis"],
        frame=raw["frame"],
        addressees=raw["addressees"],
        schema=schema,
        sections=sections,
        names=outline.get("names", {}),
        computes=tuple(
            Call(key, call["function"], {name: one for name, one in call.items() if name != "function"})
            for key, call in raw.get("computes", {}).items()
        ),
        rules=tuple(
            Call(call["rule"], call["rule"], {name: one for name, one in call.items() if name != "rule"})
            for call in raw.get("rules", ())
        ),
        appendices=tuple(_appendix(one, settings, i) for i, one in enumerate(raw.get("appendices", ()))),
        takes=takes,
        settings=settings,
        files=files,
        validator=_validator(schema),
        converter=compile_content(schema, numbered=checks.numbered_paths(outline["sections"])),
        section_labels=labels,
        mentionable=frozenset(
            [f"{SECTION_PREFIX}{label}" for label in labels]
            + [f"{APPENDIX_PREFIX}{one['label']}" for one in raw.get("appendices", ())]
        ),
        ranges=tuple(checks.range_paths(schema)),
    )


def _validator(schema: Mapping[str, Any]) -> InputValidator:
    try:
        return InputValidator(schema, prefix="content")
    except jsonschema_rs.ValidationError as error:  # a pattern that only the linear engine refuses
        raise checks.keyword_fault(error) from None


def _guarded_outline(sections: list[Mapping[str, Any]], settings: Mapping[str, Any]) -> tuple[Section, ...]:
    try:
        return compile_outline(sections, settings)
    except Refused as refused:
        raise SchemaFault("outline.sections", refused.message) from None


def _appendix(raw: Mapping[str, Any], settings: Mapping[str, Any], position: int) -> Appendix:
    try:
        when = condition(raw.get("when"), settings)
    except Refused as refused:
        raise SchemaFault(f"appendices[{position}].when", refused.message) from None
    title_field = raw.get("title_field")
    return Appendix(raw["label"], raw["title"], at_path(title_field) if title_field else None, when)


def _taken(raw: Mapping[str, Any]) -> Taken:
    return Taken(
        raw["type"],
        raw.get("required", False),
        raw.get("many", False),
        raw.get("opens", False),
        tuple(raw["fields"]),
    )

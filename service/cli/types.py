"""The command `types`: the document types that are there, their contract, and a new one from an old one."""

import argparse
import json
import re
import shutil
from collections.abc import Callable

import yaml

from service import settings
from service.cli.output import EXIT_INPUT, print_json, write_file
from service.cli.parser import Groups
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import DEFINITION_FILE, FolderSource
from service.errors import ServiceError
from service.issuing.desk import TYPES
from service.issuing.offer import RESULTS_FILE, offered
from service.issuing.type_contract import (
    SAMPLES,
    Broken,
    broken_clauses,
    expected_name,
    outline_of_sample,
)


class CannotMakeType(ServiceError):
    """A new type whose name cannot be used."""

    code = "cannot_make_type"


def add_parser(subparsers: Groups) -> None:
    """Register `types list | show | schema | sample | check | new | bless`."""
    group = subparsers.add_parser("types", help="các loại văn bản: xem, kiểm tra, thêm loại mới")
    verbs = group.add_subparsers(title="việc", metavar="VIỆC", dest="verb", required=True)
    _verb(verbs, "list", "liệt kê các loại văn bản", run_list, has_json=True)
    _verb(verbs, "show", "một loại: tên, căn cứ, các trường", run_show, slug="one", has_json=True)
    _verb(verbs, "schema", "JSON Schema của nội dung", run_schema, slug="one")
    sample = _verb(verbs, "sample", "dữ liệu mẫu, dùng được ngay", run_sample, slug="one")
    sample.add_argument("--minimal", action="store_true", help="chỉ các trường bắt buộc")
    _verb(
        verbs,
        "check",
        "kiểm tra thư mục của một loại hoặc mọi loại",
        run_check,
        slug="optional",
        has_json=True,
    )
    _verb(verbs, "bless", "ghi lại expected.*.txt theo kết quả hiện nay", run_bless, slug="optional")
    new = _verb(verbs, "new", "tạo loại mới từ một loại có sẵn", run_new, slug="one")
    new.add_argument("--from", dest="model", metavar="LOẠI", required=True, help="loại văn bản làm mẫu")


def _verb(  # noqa: PLR0913 - what a verb is, in one place
    verbs: Groups,
    name: str,
    meaning: str,
    func: Callable[[argparse.Namespace], int],
    *,
    slug: str = "",
    has_json: bool = False,
) -> argparse.ArgumentParser:
    """Add one verb; `slug`: whether it takes a type ("one", "optional")."""
    parser = verbs.add_parser(name, help=meaning, description=f"{meaning[0].upper()}{meaning[1:]}.")
    if slug:
        parser.add_argument(
            "slug", metavar="LOẠI", nargs="?" if slug == "optional" else None, help="ví dụ ke_hoach"
        )
    if has_json:
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(func=func)
    return parser


def _catalogue() -> Catalogue:
    return Catalogue(FolderSource(TYPES))


def run_list(arguments: argparse.Namespace) -> int:
    """Print the types that the service offers, one a line; one that is switched off with the reason, as on the page."""
    found = offered(TYPES, settings.current(needs_secret=False).instance_dir / RESULTS_FILE)
    if arguments.json:
        shown = [
            {"slug": one.slug, "title": one.title, "version": one.version} for one in found.catalogue.types()
        ]
        print_json({"types": shown, "broken": dict(found.switched_off)})
        return 0
    for one in found.catalogue.types():
        print(f"{one.slug:<24}{one.title} ({one.version})")
    for slug, message in found.switched_off.items():
        print(f"{slug:<24}đang tắt: {message.partition(chr(10))[0]}")  # the rest: types check
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print one type: what it is, and its fields with those that are required."""
    found = _catalogue().get(arguments.slug)
    properties = found.schema["properties"]
    required = found.schema.get("required", ())
    fields = {
        name: {"title": part.get("title", ""), "required": name in required}
        for name, part in properties.items()
    }
    facts = {"slug": found.slug, "kind": found.kind.name, "title": found.title, "version": found.version}
    if arguments.json:
        print_json({**facts, "basis": found.basis, "frame": found.frame, "fields": fields})
        return 0
    print(f"{found.slug}: {found.title}, phiên bản {found.version}\nCăn cứ: {found.basis}\nTrường:")
    for name, field in fields.items():
        mark = " (bắt buộc)" if field["required"] else ""
        print(f"  {name:<24}{field['title']}{mark}")
    return 0


def run_schema(arguments: argparse.Namespace) -> int:
    """Print the JSON Schema of a type's content, shared pieces bundled in."""
    print_json(_catalogue().get(arguments.slug).schema)
    return 0


def run_sample(arguments: argparse.Namespace) -> int:
    """Print a whole input of a type as YAML."""
    envelope = _catalogue().sample(arguments.slug, "minimal" if arguments.minimal else "full")
    print(yaml_text(envelope), end="")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Print every clause of the contract that a type breaks; 1 when there is any."""
    catalogue = _catalogue()
    found = {slug: _broken(catalogue, slug) for slug in _wanted(catalogue, arguments.slug)}
    if arguments.json:
        shown = [
            {"type": slug, "clause": one.clause, "message": one.message}
            for slug, clauses in found.items()
            for one in clauses
        ]
        print_json({"checked": list(found), "broken": shown})
    else:
        for slug, clauses in found.items():
            print(f"{slug}: {'đạt' if not clauses else f'{len(clauses)} lỗi'}")
            for one in clauses:
                print(f"- {one.clause}: {one.message}")
    return EXIT_INPUT if any(found.values()) or not found else 0


def _wanted(catalogue: Catalogue, slug: str | None) -> list[str]:
    """Return the types to look at: the one that is named, else all."""
    if slug is None:
        return catalogue.slugs()
    if slug not in catalogue.broken():
        catalogue.get(slug)
    return [slug]


def _broken(catalogue: Catalogue, slug: str) -> list[Broken]:
    """Return what is wrong with a type: its definition, else the clauses that it breaks."""
    definition = catalogue.broken().get(slug)
    if definition is not None:
        return [Broken("definition", definition.message)]
    return broken_clauses(catalogue, catalogue.get(slug))


def run_bless(arguments: argparse.Namespace) -> int:
    """Write the outlines of the samples as the expected ones; the diff is for a person to read."""
    catalogue = _catalogue()
    for slug in _wanted(catalogue, arguments.slug):
        document_type = catalogue.get(slug)
        for sample in SAMPLES:
            path = TYPES / slug / expected_name(sample)
            outline = outline_of_sample(catalogue, document_type, sample).encode()
            if document_type.files.get(path.name) != outline:
                write_file(path, outline)
                print(f"Đã ghi {path.relative_to(TYPES.parent)}")
    return 0


def run_new(arguments: argparse.Namespace) -> int:
    """Copy a type under a new name; its kind, title, fields and template are then changed by hand."""
    slug, model = arguments.slug, _catalogue().get(arguments.model)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", slug):
        raise CannotMakeType(f"Tên loại “{slug}” chỉ gồm chữ thường không dấu, số và dấu gạch dưới.")
    target = TYPES / slug
    if target.exists():
        raise CannotMakeType(f"Đã có thư mục templates_docx/{slug}. Chọn tên khác.")
    copy = TYPES / f".{slug}.new"  # not a type until it is whole: names with a dot are passed over
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(TYPES / model.slug, copy)
    for path in (copy / DEFINITION_FILE, *copy.glob("sample.*.yaml")):
        key = "slug" if path.name == DEFINITION_FILE else "type"
        renamed = re.sub(rf"(?m)^{key}: *{model.slug}\b", f"{key}: {slug}", path.read_text(encoding="utf-8"))
        path.write_text(renamed, encoding="utf-8")
    copy.rename(target)
    print(f"Đã tạo templates_docx/{slug}. Sửa type.yaml và template.docx rồi chạy: ./run types check {slug}")
    return 0


def yaml_text(envelope: dict[str, object]) -> str:
    """Return an input as YAML that is read back the same."""
    plain = json.loads(json.dumps(envelope, default=str))
    return str(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100))

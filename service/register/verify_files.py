"""The part of `verify` that looks at files of a document: the acts of the audit trail, done again in order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.register.files import ORIGINALS
from service.register.models import Document, DocumentFile
from service.register.putting_up import PUT_UP
from service.register.verify_faults import Fault, Said

_FACTS = ("role", "sha256", "name", "media_type", "added_by", "added_at")
"""What an act says of a file; acts of earlier releases say less, and only what they say is compared."""


def file_faults(
    row: Document, place: str, said: Sequence[Said], kept: Sequence[DocumentFile]
) -> Iterator[Fault]:
    """Compare the files of a document, in their order, with what the acts in the audit trail added.

    Of secret documents nothing may be kept, which is said elsewhere.
    """
    if row.is_secret:
        return
    told, is_all = _told(said)
    found = list(kept)
    if (
        not is_all
    ):  # numbers given by releases before the third revision of the schema do not name the originals
        told = [one for one in told if one.get("role") not in ORIGINALS]
        found = [one for one in kept if one.role not in ORIGINALS]
    is_same = len(told) == len(found) and all(map(_fits, told, found))
    if not is_same or [one.position for one in kept] != list(range(1, len(kept) + 1)):
        yield Fault("files_changed", place, "Các tệp của văn bản khác với nhật ký.")


def byte_faults(
    row: Document, place: str, kept: Sequence[DocumentFile], sizes: Mapping[str, int]
) -> Iterator[Fault]:
    """Look for the bytes of each hash that a document names, and compare the size that its files tell."""
    named = {one.sha256 for one in kept} | {row.context_sha256, row.content_sha256} - {None}
    for sha256 in sorted(str(one) for one in named if one not in sizes):
        yield Fault("bytes_missing", f"{place}, tệp {sha256}", "Thiếu nội dung của tệp trong sổ.")
    if any(one.size != sizes.get(one.sha256, one.size) for one in kept):
        yield Fault("files_changed", place, "Dung lượng ghi của tệp khác với nội dung.")


def _told(said: Sequence[Said]) -> tuple[list[dict[str, Any]], bool]:
    """Return the files that the acts added, oldest first, and whether the acts name all of them."""
    told: list[dict[str, Any]] = []
    is_all = True
    for act in said:
        by = {"added_by": act.user_id, "added_at": act.at}
        detail = act.detail
        is_all = is_all and (act.action != "issue" or "originals" in detail)
        told += [{**one, **by} for one in _added(act, {one["sha256"] for one in told})]
    return told, is_all


def _added(act: Said, there: set[str]) -> list[dict[str, Any]]:
    """Return the files that one act added."""
    detail = act.detail
    if act.action in {"issue", "record", "attach", PUT_UP} and "files" in detail:
        return list(detail["files"])
    if act.action == PUT_UP:
        return [] if detail["sha256"] in there else [{"role": "rendered", "sha256": detail["sha256"]}]
    if act.action == "issue":
        originals = [{"sha256": sha256} for sha256 in detail.get("originals", ())]
        return [{"role": "rendered", "sha256": detail["sha256"]}, *originals]
    return [{"sha256": sha256} for sha256 in detail["sha256"]] if act.action == "record" else []


def _fits(told: Mapping[str, Any], kept: DocumentFile) -> bool:
    """Tell whether a kept file is what was told of it."""
    return all(getattr(kept, name) == told[name] for name in _FACTS if name in told)

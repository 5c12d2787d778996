"""The pages: thin views over `service.issuing`, made by the server, complete without JavaScript.

A page is a module with a `blueprint`; it is listed in `MODULES`, and in `NAVIGATION` where the menu leads to it. Every
page is behind the login unless `access.PUBLIC` names its endpoint; every form carries `{{ csrf_field() }}`.
"""

from importlib import import_module

from flask import Blueprint

#: The modules of `service.web` that have a blueprint, in the order in which they are entered.
MODULES = (
    "accounts",
    "admin",
    "admin_people",
    "admin_series",
    "admin_tokens",
    "first_office",
    "home",
    "live_answers",
    "batches_issue",
    "batches_pages",
    "batches_prepare",
    "batches_start",
    "book_pages",
    "checks_pages",
    "checks_wording",
    "document_acts",
    "document_files",
    "document_pages",
    "numbering_pages",
    "record_pages",
    "returned_pages",
    "review_pages",
    "draft_starting",
    "draft_pages",
    "editing_versions",
    "preview_pages",
    "editing_lists",
    "word_import_pages",
)

#: What the menu shows: words and endpoint, where that endpoint is there.
NAVIGATION = (
    ("Việc của tôi", "home.mine"),
    ("Soạn văn bản", "drafting.start"),
    ("Sổ văn bản", "book.book"),
    ("Theo lô", "batches.batches"),
    ("Kiểm tra văn bản", "checks.check"),
    ("Quản trị", "admin.overview"),
)
#: Endpoints of the menu for administrators and records officers only.
FOR_KEEPERS = frozenset({"admin.overview"})


def blueprints() -> list[Blueprint]:
    """Return the blueprints of all pages."""
    return [import_module(f"service.web.{name}").blueprint for name in MODULES]

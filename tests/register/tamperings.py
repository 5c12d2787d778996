"""What a person with a database tool may do to a register, and the fault that verify finds: statements, code, place."""

# ruff: noqa: S608 - statements are put together from our own words

OFFICE = "ubnd-21484"
ALL_BUT_THE_TRAIL = [
    f"DELETE FROM {table}"
    for table in ("files", "document_versions", "dispatches", "relations", "idempotency_keys")
]


def of_number(number):
    return f"(SELECT id FROM documents WHERE number = {number} AND kind = 'KH')"


def gone(number):
    """The statements that take one document away with all that belongs to it."""
    tables = ("files", "document_versions", "dispatches", "relations", "idempotency_keys")
    return [
        *(f"DELETE FROM {table} WHERE document_id = {of_number(number)}" for table in tables),
        f"DELETE FROM documents WHERE number = {number} AND kind = 'KH'",
    ]


CHANGES = {
    "last document gone, last number lowered": (
        [*gone(3), "UPDATE series SET last_number = 2 WHERE last_number = 3"],
        "document_missing",
        "03/KH-UBND",
    ),
    "document in the middle gone, a lost number in its place": (
        [
            (
                "INSERT INTO lost_numbers SELECT series_id, 2, 'x', 'y', created_at FROM documents "
                "WHERE number = 2"
            ),
            *gone(2),
        ],
        "document_missing",
        "02/KH-UBND",
    ),
    "a lost number that nobody confirmed": (
        ["INSERT INTO lost_numbers SELECT id, 4, 'x', 'y', opened_at FROM series WHERE last_number = 3"],
        "lost_numbers_changed",
        "Sổ số KH",
    ),
    "first document gone, first number raised": (
        [*gone(1), "UPDATE series SET first_number = 2 WHERE first_number = 1 AND last_number = 3"],
        "document_missing",
        "01/KH-UBND",
    ),
    "external document gone": (
        [
            "DELETE FROM files WHERE document_id = (SELECT id FROM documents WHERE number = 9)",
            "DELETE FROM documents WHERE number = 9",
        ],
        "document_missing",
        "09/QĐ-UBND",
    ),
    "numbered document back to draft": (
        [
            (
                "UPDATE documents SET number = NULL, code = NULL, series_id = NULL, year = NULL, state = 'draft' "
                "WHERE number = 3"
            ),
            "UPDATE series SET last_number = 2 WHERE last_number = 3",
        ],
        "number_changed",
        "03/KH-UBND",
    ),
    "all series gone with all documents": (
        [*ALL_BUT_THE_TRAIL, "DELETE FROM documents", "DELETE FROM series"],
        "series_missing",
        OFFICE,
    ),
    "an office gone, its chain left": (
        ["DELETE FROM offices WHERE id = 'ubnd-21529'"],
        "office_missing",
        "ubnd-21529",
    ),
    "an office gone with its chain": (
        [
            "DELETE FROM grants WHERE office_id = 'ubnd-21529'",
            "DELETE FROM audit_events WHERE office_id = 'ubnd-21529'",
            "DELETE FROM audit_chains WHERE office_id = 'ubnd-21529'",
            "DELETE FROM offices WHERE id = 'ubnd-21529'",
        ],
        "office_missing",
        "ubnd-21529",
    ),
    "a chain gone, its office left": (
        [
            "DELETE FROM audit_events WHERE office_id = 'ubnd-21529'",
            "DELETE FROM audit_chains WHERE office_id = 'ubnd-21529'",
        ],
        "chain_end",
        "ubnd-21529",
    ),
    "own series made external": (["UPDATE series SET is_own = (1 = 0)"], "series_changed", "Sổ số"),
    "kinds of a series": (["UPDATE series SET kinds = '[\"TB\"]'"], "series_changed", "Sổ số"),
    "mark of a series": (["UPDATE series SET mark = 'Z'"], "series_changed", "Sổ số"),
    "year of a series": (["UPDATE series SET year = 2025"], "series_changed", "Sổ số"),
    "series closed": (
        ["UPDATE series SET closed_at = opened_at WHERE last_number = 3"],
        "series_changed",
        "KH",
    ),
    "series opened again": (["UPDATE series SET closed_at = NULL"], "series_changed", "BC"),
    "last date of a series": (["UPDATE series SET last_date = '2026-01-01'"], "series_end", "Sổ số"),
    "a series from nowhere": (
        [
            (
                "INSERT INTO series SELECT 'x', office_id, 2027, name, kinds, is_own, is_secret, body, mark, "
                "first_number, 0, NULL, reason, awaits_confirmation, opened_at, NULL FROM series "
                "WHERE last_number = 3"
            )
        ],
        "series_not_vouched",
        "2027",
    ),
    "relation gone": (
        [f"DELETE FROM relations WHERE document_id = {of_number(2)}"],
        "relations_changed",
        "02/KH",
    ),
    "relation of a former draft gone": (
        [f"DELETE FROM relations WHERE document_id = {of_number(3)}"],
        "relations_changed",
        "03/KH",
    ),
    "relation of another kind": (
        ["UPDATE relations SET kind = 'amends' WHERE kind = 'replaces'"],
        "relations_changed",
        "02/KH",
    ),
    "input of a numbered document gone": (
        [f"DELETE FROM document_versions WHERE document_id = {of_number(1)}"],
        "version_missing",
        "01/KH-UBND",
    ),
    "an earlier version gone": (
        [f"DELETE FROM document_versions WHERE document_id = {of_number(3)} AND version = 1"],
        "version_missing",
        "03/KH-UBND",
    ),
    "an earlier version changed with its hash": (
        [
            (
                f"UPDATE document_versions SET content = (SELECT content FROM blobs WHERE encoding = 'zlib' LIMIT 1), "
                f"sha256 = (SELECT sha256 FROM blobs WHERE encoding = 'zlib' LIMIT 1), encoding = 'zlib' "
                f"WHERE document_id = {of_number(3)} AND version = 1"
            )
        ],
        "kept_version_changed",
        "phiên bản 1",
    ),
    "bytes gone": (
        [
            f"DELETE FROM blobs WHERE sha256 = (SELECT content_sha256 FROM documents WHERE id = {of_number(1)})"
        ],
        "bytes_missing",
        "01/KH-UBND",
    ),
    "context gone": (
        [
            f"DELETE FROM blobs WHERE sha256 = (SELECT context_sha256 FROM documents WHERE id = {of_number(1)})"
        ],
        "bytes_missing",
        "01/KH-UBND",
    ),
    "size of a file": (["UPDATE files SET size = 1 WHERE role = 'record'"], "files_changed", "09/QĐ"),
    "name of a file": (
        ["UPDATE files SET name = 'khac.docx' WHERE role = 'rendered'"],
        "files_changed",
        "01",
    ),
    "name of an attached file": (
        ["UPDATE files SET name = 'x' WHERE position = 3"],
        "files_changed",
        "02/KH",
    ),
    "media type of a file": (
        ["UPDATE files SET media_type = 'x' WHERE role = 'record'"],
        "files_changed",
        "09",
    ),
    "who added a file": (["UPDATE files SET added_by = 'x' WHERE role = 'record'"], "files_changed", "09/QĐ"),
    "entered file exchanged": (
        [
            (
                f"UPDATE files SET sha256 = (SELECT content_sha256 FROM documents WHERE id = {of_number(1)}) "
                "WHERE role = 'record'"
            )
        ],
        "files_changed",
        "09/QĐ-UBND",
    ),
    "entered file added": (
        [
            (
                "INSERT INTO files SELECT document_id, 2, role, sha256, size, name, media_type, added_by, added_at "
                "FROM files WHERE role = 'record'"
            )
        ],
        "files_changed",
        "09/QĐ-UBND",
    ),
    "rendered file added": (
        [
            (
                f"INSERT INTO files SELECT {of_number(1)}, 2, 'rendered', sha256, size, name, media_type, added_by, "
                "added_at FROM files WHERE role = 'record'"
            )
        ],
        "files_changed",
        "01/KH-UBND",
    ),
    "unknown packing of bytes": (
        ["UPDATE blobs SET encoding = 'lzma' WHERE encoding = 'raw'"],
        "bytes_damaged",
        "tệp",
    ),
    "unknown packing of a version": (
        ["UPDATE document_versions SET encoding = 'lzma'"],
        "version_damaged",
        "phiên bản 1",
    ),
    "who entered a sending": (["UPDATE dispatches SET added_by = 'x'"], "dispatch_changed", "02/KH-UBND"),
    "role given": (
        [f"INSERT INTO grants SELECT id, '{OFFICE}', 'records_officer' FROM users WHERE is_operator"],
        "grants_changed",
        "records_officer",
    ),
    "role taken": (["DELETE FROM grants WHERE role = 'approver'"], "grants_changed", "approver"),
    "operator made": (["UPDATE users SET is_operator = (1 = 1)"], "operators_changed", "người vận hành"),
    "user switched off": (
        ["UPDATE users SET is_active = (1 = 0) WHERE NOT is_operator"],
        "user_changed",
        "người dùng",
    ),
    "user renamed": (["UPDATE users SET name = 'Z' WHERE NOT is_operator"], "user_changed", "người dùng"),
    "signer renamed": (["UPDATE signers SET name = 'Z'"], "signer_changed", OFFICE),
    "details of a signer": (
        ['UPDATE signers SET details = \'{"authorisation": "x"}\''],
        "signer_changed",
        OFFICE,
    ),
    "signer gone": (["DELETE FROM signers"], "signer_changed", OFFICE),
    "office renamed": ([f"UPDATE offices SET name = 'Z' WHERE id = '{OFFICE}'"], "office_changed", OFFICE),
    "days of an office": (["UPDATE offices SET valid_from = '2000-01-01'"], "office_changed", OFFICE),
    "words of the search": (
        [f"UPDATE documents SET search_text = 'x' WHERE id = {of_number(1)}"],
        "search_changed",
        "01/KH-UBND",
    ),
    "words of the search of a draft": (
        ["UPDATE documents SET search_text = '' WHERE number IS NULL"],
        "search_changed",
        OFFICE,
    ),
    "version of a type": (["UPDATE type_versions SET version = '2.0.0'"], "type_unknown", "01/KH-UBND"),
    "type emptied": (["UPDATE type_versions SET manifest = '{}'"], "type_changed", "ke_hoach"),
    "type gone": (["DELETE FROM type_versions"], "type_changed", "mẫu"),
    "file of a type gone": (
        ["DELETE FROM blobs WHERE size = 14"],
        "bytes_missing",
        "ke_hoach 1.0.0",
    ),
    "key bound to another document": (
        [f"UPDATE idempotency_keys SET document_id = {of_number(2)}"],
        "key_changed",
        "khóa k1",
    ),
    "key gone": (["DELETE FROM idempotency_keys"], "key_changed", "khóa k1"),
    "event that is no JSON": (
        ["UPDATE audit_events SET detail = 'xx' WHERE action = 'issue'"],
        "unreadable",
        "nhật ký",
    ),
    "event that is a list": (
        ["UPDATE audit_events SET detail = '[]' WHERE action = 'issue'"],
        "unreadable",
        "nhật ký",
    ),
    "event that says nothing": (
        ["UPDATE audit_events SET detail = '{}' WHERE action = 'dispatch'"],
        "unreadable",
        "02/KH-UBND",
    ),
}


GARBAGE = {
    "day of a number": ("UPDATE documents SET issued_at = 'xx' WHERE number = 1", "văn bản ở dòng 1"),
    "recipients": ("UPDATE documents SET recipients = 'xx' WHERE number = 2", "văn bản ở dòng 2"),
    "moment of an event": ("UPDATE audit_events SET at = 'xx' WHERE seq = 3 AND office_id <> '*'", "dòng 3"),
    "moment of a file": ("UPDATE files SET added_at = 'xx' WHERE role = 'record'", "văn bản ở dòng"),
    "kinds of a series": ("UPDATE series SET kinds = 'xx' WHERE last_number = 3", "sổ số"),
    "settings of an office": (f"UPDATE offices SET steps = 'xx' WHERE id = '{OFFICE}'", f"cơ quan {OFFICE}"),
    "days of a signer": ("UPDATE signers SET valid_from = 'xx'", f"người ký của {OFFICE}"),
    "files of a type": ("UPDATE type_versions SET manifest = 'xx'", "mẫu "),
}
"""SQLite keeps any text in any column; PostgreSQL refuses these."""

"""The office's own register of outgoing documents (sổ đăng ký văn bản đi).

Within one office, year and own series, numbers run from 1 (or from where the series was opened) without a
gap or a double, whatever fails, on SQLite and on PostgreSQL; each number belongs to exactly one stored
document whose bytes can be proven. The one condition: number and document are written in the same
transaction, which `numbering.issue_in_transaction` and `records.record` see to.

Every public function takes the session of a transaction (`database.Register.transaction` or `.reading`) and
the acting user (`people.acting_user`); time comes in as `now`, an aware datetime. Nothing here knows how a
document is rendered.
"""

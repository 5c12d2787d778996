"""What a returned file says besides its changes stays with the draft: comments, and words that found no place."""

import hashlib
from collections.abc import Iterator, Sequence

from service.issuing.returned_changes import Remark, Unplaced
from service.issuing.returned_left import LEFT_MARK
from service.issuing.workplace import Turn
from service.register import remarks as kept
from service.register.remarks import BODY_MAX_CHARACTERS, NewRemark

_MARK_CHARACTERS = 40


def keep_remarks(
    turn: Turn, document_id: str, content: bytes, comments: Sequence[Remark], unplaced: Sequence[Unplaced]
) -> None:
    """Keep comments and unplaced words as remarks on a draft; the same file again adds nothing.

    Raises NotAllowed, WrongState, DocumentNotFound.
    """
    said = [("word-", *one) for one in _comments(comments)]
    said += [(LEFT_MARK, *one) for one in _unplaced(unplaced)]
    known = {one.id[-_MARK_CHARACTERS:] for one in kept.remarks_of(turn.session, turn.actor, document_id)}
    for place, (start, path, body) in enumerate(dict.fromkeys(said)):
        digest = hashlib.sha256(content + f"{document_id}\0{path}\0{body}".encode()).hexdigest()
        mark = digest[:_MARK_CHARACTERS]
        if mark in known:  # perhaps at another place: words before it may have found theirs since
            continue
        new = NewRemark(key=f"{start}{place:06}{mark}", body=body, path=path)  # listed by key within an act
        kept.add_remark(turn.session, turn.actor, document_id, new)


def _comments(found: Sequence[Remark]) -> Iterator[tuple[str, str]]:
    for one in found:
        for part in _parts(one.text):
            yield one.path, f"{one.author or 'Người sửa'} nhận xét trên Word: {part}"


def _unplaced(found: Sequence[Unplaced]) -> Iterator[tuple[str, str]]:
    for one in found:
        what = "vẫn in, tệp Word đã bỏ hoặc sửa" if one.is_still_printed else "của tệp Word"
        what += f", {one.reason}" if one.reason else ""
        for part in _parts(one.text):
            yield one.path, f"Chưa đưa vào được, {what}: “{part}”"


def _parts(text: str) -> Iterator[str]:
    """Yield a text in parts that a remark can hold."""
    most = BODY_MAX_CHARACTERS - 200
    for start in range(0, max(len(text), 1), most):
        if part := text[start : start + most].strip():
            yield part

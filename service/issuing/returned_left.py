"""Words of a returned file that found no place: they are asked about before the signature, or before the number.

They stay with the draft as remarks; whoever types them somewhere, or does without them, marks the remark as settled.
"""

from typing import Final

from service.domain.findings import Question
from service.issuing.workplace import Turn
from service.register.remarks import remarks_of

LEFT_MARK: Final = "word-left-"
"""How the keys of such remarks begin."""
WORD_LEFT_OPEN: Final = "word_left_open"
_SHOWN: Final = 80


def left_questions(turn: Turn, document_id: str) -> list[Question]:
    """Ask once about the words of returned files that nobody has dealt with. Raises DocumentNotFound."""
    left = [
        one.body
        for one in remarks_of(turn.session, turn.actor, document_id)
        if one.id.startswith(LEFT_MARK) and one.settled_at is None
    ]
    if not left:
        return []
    message = (
        f"Còn {len(left)} chỗ của tệp Word nhận lại chưa đưa vào được ({left[0][:_SHOWN]}…). Gõ vào bản nháp rồi bấm "
        "“Đã xử lý” ở từng góp ý, hoặc xác nhận là bỏ các chỗ này."
    )
    return [Question("remarks", WORD_LEFT_OPEN, message, subject="\n".join(left)[:2000])]

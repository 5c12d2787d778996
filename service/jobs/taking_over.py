"""Documents that somebody else makes than who started the batch: what was promised at the start still holds."""

from service.issuing.workplace import Turn
from service.register.errors import NotAllowed
from service.register.models import Batch, BatchItem
from service.register.permissions import OFFICE_ROLES, OfficeAct, granted_to, roles_of
from service.register.sandbox import is_twin

_WRITERS = OFFICE_ROLES[OfficeAct.CREATE_DRAFT]


def require_same_list(turn: Turn, batch: Batch, row: BatchItem) -> None:
    """Raise NotAllowed where a document would be a file only that its office should find in its list of work.

    It was to find it there because who started the batch makes drafts in that office; who took the batch over does not.
    """
    session, office_id = turn.session, row.office_id
    if office_id == batch.office_id or turn.actor.user_id == batch.created_by or is_twin(batch.office_id):
        return
    if not roles_of(session, turn.actor, office_id).isdisjoint(_WRITERS):
        return
    if not granted_to(session, batch.created_by, office_id).isdisjoint(_WRITERS):
        raise NotAllowed(
            "Văn bản này phải vào danh sách việc của đơn vị, như lúc lập đợt, mà người chạy tiếp chưa có vai trò ở đó."
            " Nhờ quản trị của đơn vị giao vai trò soạn thảo, rồi chọn Làm lại dòng lỗi."
        )

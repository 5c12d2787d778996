"""Who signs: what goes up for a signature names the position that stands above it.

Basis: Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from service.doctypes.preparing import Prepared
from service.domain.findings import FieldError
from service.errors import InvalidInput

SIGNER_MISSING = FieldError(
    "signer",
    "signer_missing",
    "Chưa có người ký: cơ quan chưa khai và văn bản chưa ghi. Ghi họ tên, chức vụ của người ký vào văn bản, hoặc khai "
    "người ký của cơ quan ở Quản trị, Người ký.",
)


def require_signer(prepared: Prepared, errors: Sequence[Mapping[str, Any]]) -> None:
    """Raise InvalidInput where the layout has `errors` and nobody is there to sign: that is why, said at its field."""
    if errors and prepared.frame.signer is None:
        raise InvalidInput([SIGNER_MISSING])

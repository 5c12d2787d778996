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


_EXPECTED = "chức vụ của người ký"


def lacks_signer(prepared: Prepared, errors: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether all that is wrong with the layout is that nobody is there to sign."""
    if not errors or prepared.frame.signer is not None:
        return False
    return all(one["expected"] == _EXPECTED for one in errors)


def require_signer(prepared: Prepared, errors: Sequence[Mapping[str, Any]]) -> None:
    """Raise InvalidInput where the only errors of the layout come from a missing signer: it is said at its field."""
    if lacks_signer(prepared, errors):
        raise InvalidInput([SIGNER_MISSING])

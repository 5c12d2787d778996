"""The name of a signer that is typed without capitals: said once beside its field, taken as it is when it stays."""

from flask import request

from service.domain.findings import FieldError
from service.domain.signing import capitalised_name, without_title

#: The input in which a page carries the name that the hint was about.
SEEN = "ten_da_xem"
HINT = "small_letters"


def name_hints(path: str, name: str) -> list[FieldError]:
    """Return the hint to show at a field before anything is kept, none once it was shown for this name."""
    wanted = capitalised_name(name)
    if wanted == " ".join(name.split()) or request.form.get(SEEN, "") == name:
        return []
    title, bare = without_title(name)
    if title and bare:
        said = f"Trước họ tên người ký không ghi “{title}”: chỉ ghi “{capitalised_name(bare)}”."
    else:
        said = f"Tên người viết hoa chữ cái đầu mỗi tiếng: “{wanted}”."
    return [FieldError(path, HINT, f"{said} Sửa lại, hoặc lưu lần nữa để giữ như đã ghi.")]

"""The door of forms: what was sent is ours and is done in the office that it was shown for, or nothing typed is lost.

A form that is too old, or whose browser has lost its cookie, is shown once more as it was sent, under a new token.
"""

import re
from http import HTTPStatus

from flask import Response, after_this_request, flash, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from service.http_answers import page_bytes, wants_json
from service.web import csrf
from service.web.signed_in import (
    current_office,
    form_office_id,
    is_signed_in,
    person,
    work_for,
    work_for_form,
)

#: What a script is told, which keeps what was typed by itself.
EXPIRED = "Trang này mở đã lâu hoặc được gửi từ nơi khác, nên chưa làm gì cả."
_AGAIN = (
    "Trang mở đã lâu, hoặc trình duyệt đã bỏ dữ liệu của trang, nên chưa làm gì cả. "
    "Mọi ô đã điền còn giữ ở đây: xem lại rồi bấm “Gửi lại”."
)
_FOREIGN = "Nội dung này không do một trang của dịch vụ gửi đến, nên chưa làm gì cả. Mở việc cần làm từ Việc của tôi."
_OF_ANOTHER = (
    "Trang do tài khoản “{}” mở, nay tài khoản “{}” đang đăng nhập trên trình duyệt này, nên chưa làm gì cả."
)
_OF_LOST_OFFICE = "Bạn không còn vai trò ở cơ quan mà trang này mở cho, nên chưa làm gì cả."
_COPY = "Chép lại phần cần giữ trước khi rời trang."
#: Fields that pages fill in with more than a plain token; tests/web/test_sent_forms.py holds them to the templates.
UNTYPED = frozenset(
    {"csrf", "key", "seen", "etag", "base", "over", "check_again", "compared", "mark", "seen_on"}
    | {"sheet", "cell", "read", "rows", "tiep", "ten_da_xem", "seen_symbol"}
)
#: Fields that are never shown again nor sent a second time.
_SECRET = frozenset({"password", "current", "new", "repeated"})
#: A value of the program, not of a person: an id, a choice, a tick, a hash.
_TOKEN = re.compile(r"[a-z0-9_.-]*")
_QUESTION = re.compile(r"acknowledged\[\d+\]\.(?:code|path|subject)")


def refused() -> ResponseReturnValue | None:
    """Refuse what does not come from a form of ours; None where it does, and the request works for its office.

    Somebody is signed in: whoever is not was sent to the login before.
    """
    guard = csrf.guard()
    sent = guard.sent()
    if sent is None:
        return _answer(_FOREIGN, is_kept=False)
    if not sent.is_of_person:
        return page_of_another(sent.login)
    before = current_office().office_id if person().offices else ""
    if not work_for_form(sent.office_id):
        return _answer(_OF_LOST_OFFICE)
    if not guard.is_ours():
        return _answer(_AGAIN, may_send=True)
    if sent.office_id not in {"", before} and not wants_json(request):
        after_this_request(_follow)
    return None


def page_of_another(login: str) -> ResponseReturnValue:
    """Refuse what a page sent that somebody else has opened in this browser, with what was typed."""
    return _answer(_OF_ANOTHER.format(login, person().login))


def _follow(response: Response) -> Response:
    """Stay in the office in which a page was sent, unless the page itself chose another or ended the sign-in."""
    if is_signed_in() and form_office_id():
        office = current_office()
        work_for(office.office_id)
        flash(
            f"Trang vừa gửi là của {office.name}: việc được làm ở đó. Bạn đang làm việc cho {office.name}.",
            "info",
        )
    return response


def _answer(message: str, *, is_kept: bool = True, may_send: bool = False) -> ResponseReturnValue:
    """Say why nothing was done, with what was typed where it came from a page of ours."""
    if wants_json(request):
        return jsonify(
            {"code": "form_expired", "message": EXPIRED, "who": person().login}
        ), HTTPStatus.FORBIDDEN
    fields = [(name, value) for name, value in _sent_fields() if name not in _SECRET] if is_kept else []
    words = [value for name, value in fields if is_typed(name, value)]
    html = render_template(
        "send_again.html",
        message=message if may_send or not words else f"{message} {_COPY}",
        address=request.full_path.removesuffix("?") if may_send else "",
        fields=[(name, value) for name, value in fields if name != "csrf"],
        files=_sent_files() if is_kept else {},
        words=words,
    )
    return Response(page_bytes(html), status=HTTPStatus.FORBIDDEN, mimetype="text/html")


def is_typed(name: str, value: str) -> bool:
    """Tell whether a field that was sent holds words of a person, to be shown to him.

    >>> is_typed("remark", "Sửa mục 2"), is_typed("seen", "draft.1"), is_typed("steps", "form_checked")
    (True, False, False)
    """
    is_ours = name in UNTYPED or "$" in name or _QUESTION.fullmatch(name)
    return not is_ours and not _TOKEN.fullmatch(value.strip())


def _sent_fields() -> list[tuple[str, str]]:
    """Return every field that was sent, in order."""
    return [(name, value) for name, values in request.form.lists() for value in values]


def _sent_files() -> dict[str, list[str]]:
    """Return the names of the files that were chosen, by their field: a page cannot choose them again by itself."""
    chosen = {name: [one.filename for one in files if one.filename] for name, files in request.files.lists()}
    return {name: names for name, names in chosen.items() if names}

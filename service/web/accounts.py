"""Signing in and out, the own password, the office that one works for."""

from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from service.errors import InvalidInput
from service.http_answers import page_bytes, wants_json
from service.issuing import accounts
from service.issuing.accounts import NewPassword, SignInRefused, TryLater
from service.issuing.demo_office import FIRST_NAME
from service.issuing.passwords import SHORTEST
from service.register.errors import NotAllowed, RegisterError, RegisterMissing
from service.web.access import notice, settings
from service.web.csrf import guard
from service.web.sent_forms import EXPIRED
from service.web.signed_in import (
    OFFICE,
    TOKEN,
    Person,
    current_login,
    desk,
    is_signed_in,
    person,
    work_for,
    workplace,
)

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/dang-nhap")
def login() -> ResponseReturnValue:
    """Show the form to sign in; `tiep` is the page that was asked for."""
    if is_signed_in():
        return redirect(_target(request.args.get("tiep", "")))
    return _login_page(target=request.args.get("tiep", ""))


@blueprint.post("/dang-nhap")
def enter() -> ResponseReturnValue:
    """Sign in: a page, or for a script that kept what was typed ``{"login"}`` and the token of forms."""
    typed, target = request.form.get("login", "").strip(), request.form.get("tiep", "")
    if not guard().is_ours(of_anybody=True):
        if wants_json(request):
            return jsonify({"code": "form_expired"}), 403
        return _login_page(
            EXPIRED.partition(",")[0] + ". Đăng nhập lại.", typed=typed, target=target, status=403
        )
    login_name = accounts.known_login(desk().workplace(typed))
    try:
        token = accounts.sign_in(
            desk().workplace(login_name),
            request.form.get("password", ""),
            address=request.remote_addr or "",
            hours=settings().session_hours,
        )
    except SignInRefused as error:
        return _refused(error, typed, target)
    _begin(login_name, token)
    if wants_json(request):
        return jsonify({"login": login_name})
    return redirect(_target(target))


@blueprint.post("/dang-xuat")
def leave() -> ResponseReturnValue:
    """Sign out, on the server too."""
    accounts.sign_out(workplace(), str(session.get(TOKEN, "")))
    logout_user()
    session.clear()
    notice("Bạn đã đăng xuất.")
    return redirect(url_for("accounts.login"))


@blueprint.get("/doi-mat-khau")
def password() -> str:
    """Show the form for a new password."""
    return _password_page(())


@blueprint.post("/doi-mat-khau")
def change() -> ResponseReturnValue:
    """Change the own password, with the first one the name too; every other browser is signed out."""
    was_first = person().must_change
    parts = ("current", "new", "repeated", *(("name",) if was_first else ()))
    try:
        token = accounts.change_password(
            workplace(),
            NewPassword(**{part: request.form.get(part, "") for part in parts}),
            address=request.remote_addr or "",
            hours=settings().session_hours,
        )
    except InvalidInput as error:
        return _password_page(error.errors), 422
    except TryLater as error:
        return _password_page((), message=error.message), 429
    _begin(current_login(), token)
    notice("Đã đổi mật khẩu. Các trình duyệt khác của bạn đã bị đăng xuất.")
    return redirect(url_for("home.welcome" if was_first else "home.mine"))


@blueprint.post("/chon-co-quan")
def choose_office() -> ResponseReturnValue:
    """Work for another one of the own offices."""
    chosen = request.form.get("office", "")
    found = [one for one in person().offices if one.office_id == chosen]
    if not found:
        raise NotAllowed("Bạn không có vai trò ở cơ quan này.")
    work_for(chosen)
    notice(f"Đang làm việc cho {found[0].name}.")
    return redirect(url_for("home.mine"))


def _begin(login_name: str, token: str) -> None:
    """Let a new session begin: nothing of the one before stays."""
    office = session.get(OFFICE)
    session.clear()
    session[TOKEN] = token
    if office:
        session[OFFICE] = office  # counts only where the person has a role
    record = accounts.who(desk().workplace(login_name), token)
    if record is not None:
        login_user(Person(record))


def _refused(error: SignInRefused, typed: str, target: str) -> ResponseReturnValue:
    """Answer a sign-in that failed: why, and when to try again."""
    seconds = error.seconds if isinstance(error, TryLater) else 0
    status = 429 if seconds else 401
    if wants_json(request):
        answer = jsonify({"code": error.code, "message": error.message, "seconds": seconds})
        answer.status_code = status
    else:
        answer = _login_page(error.message, typed=typed, target=target, status=status)
    if seconds:
        answer.headers["Retry-After"] = str(seconds)
    return answer


def _login_page(message: str = "", *, typed: str = "", target: str = "", status: int = 200) -> Response:
    html = render_template(
        "accounts/login.html",
        message=message,
        typed=typed,
        target=target,
        is_lost=False,
        has_accounts=_has_accounts(),
    )
    return Response(page_bytes(html), status=status, mimetype="text/html")


def _has_accounts() -> bool:
    """Tell whether anybody can sign in here; a register that cannot be asked now says so at the login itself."""
    try:
        return accounts.can_anybody_sign_in(desk().workplace(""))
    except RegisterMissing:
        return False
    except RegisterError:
        return True


def _password_page(faults: object, *, message: str = "") -> str:
    known = "" if person().name == FIRST_NAME else person().name
    return render_template(
        "accounts/password.html",
        faults=faults,
        message=message,
        shortest=SHORTEST,
        name=request.form.get("name", known),
    )


def _target(asked: str) -> str:
    """Return the page to go on with: one of ours that can be looked at, never another site's."""
    parts = urlsplit(asked)
    is_ours = asked.startswith("/") and not parts.scheme and not parts.netloc and "\\" not in asked
    if not is_ours or asked.startswith("//"):
        return url_for("home.mine")
    is_page = current_app.url_map.bind(request.host).test(parts.path, "GET")
    return asked if is_page else url_for("home.mine")

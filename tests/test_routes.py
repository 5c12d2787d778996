"""Who is let in where: a row for every route of the pages, walked by nobody, by each role, and by another office.

The API has a door of its own (tests/api); the login of the pages opens nothing of it.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES, Desk
from service.issuing.drafting import save
from service.issuing.register_door import RegisterDoor
from service.register import documents
from service.register.states import Role
from service.settings import Settings
from service.web import blueprints
from tests.web import people

EVERYBODY = frozenset(Role)
KEEPERS = frozenset({Role.RECORDS_OFFICER, Role.ADMINISTRATOR})
CLERKS = frozenset({Role.RECORDS_OFFICER})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
WRITERS = frozenset({Role.DRAFTER, Role.APPROVER, Role.RECORDS_OFFICER})
PUBLIC = "files that hold nothing of anybody, and the login"
READS = "everybody of its office reads a document, for other offices it does not exist"
ACTS = "docs/states.md says who may; whoever only reads changes nothing"
#: The roles whose pages these are; anybody else who is signed in is refused.
ACCESS: dict[str, Any] = {
    "GET /": EVERYBODY,
    "GET /bootstrap/static/<path:filename>": PUBLIC,
    "POST /chon-co-quan": EVERYBODY,
    "GET /co-quan-cua-ban": EVERYBODY,
    "GET /co-quan-cua-ban/<unit_id>": EVERYBODY,
    "POST /co-quan-cua-ban/<unit_id>": EVERYBODY,
    "POST /co-quan-cua-ban/de-sau": EVERYBODY,
    "GET /dang-nhap": PUBLIC,
    "POST /dang-nhap": PUBLIC,
    "POST /dang-xuat": EVERYBODY,
    "GET /doi-mat-khau": EVERYBODY,
    "POST /doi-mat-khau": EVERYBODY,
    "GET /form/deadline": EVERYBODY,
    "POST /form/unicode": EVERYBODY,
    "GET /kiem-tra": EVERYBODY,
    "POST /kiem-tra": EVERYBODY,
    "GET /kiem-tra/<review_id>": EVERYBODY,
    "POST /kiem-tra/<review_id>/bo-sua": EVERYBODY,
    "GET /kiem-tra/<review_id>/so-sanh": EVERYBODY,
    "POST /kiem-tra/<review_id>/sua": EVERYBODY,
    "GET /kiem-tra/<review_id>/tai-ve": EVERYBODY,
    "POST /kiem-tra/<review_id>/xoa": EVERYBODY,
    "GET /quan-tri": KEEPERS,
    "GET /quan-tri/chinh-ta": ADMINISTRATORS,
    "POST /quan-tri/chinh-ta": ADMINISTRATORS,
    "GET /quan-tri/co-quan": ADMINISTRATORS,
    "POST /quan-tri/co-quan": ADMINISTRATORS,
    "GET /quan-tri/mau": KEEPERS,
    "GET /quan-tri/nguoi-dung": ADMINISTRATORS,
    "POST /quan-tri/nguoi-dung": ADMINISTRATORS,
    "POST /quan-tri/nguoi-dung/<user_id>/hoat-dong": ADMINISTRATORS,
    "POST /quan-tri/nguoi-dung/<user_id>/mat-khau": ADMINISTRATORS,
    "POST /quan-tri/nguoi-dung/<user_id>/vai-tro": ADMINISTRATORS,
    "GET /quan-tri/nguoi-ky": ADMINISTRATORS,
    "POST /quan-tri/nguoi-ky": ADMINISTRATORS,
    "POST /quan-tri/nguoi-ky/<signer_id>/het-han": ADMINISTRATORS,
    "GET /quan-tri/noi-nhan": ADMINISTRATORS,
    "POST /quan-tri/noi-nhan": ADMINISTRATORS,
    "GET /quan-tri/so": KEEPERS,
    "POST /quan-tri/so": KEEPERS,
    "POST /quan-tri/so/<series_id>/khoa": CLERKS,
    "POST /quan-tri/so/<series_id>/xac-nhan": CLERKS,
    "POST /quan-tri/so/<series_id>/rut-xac-nhan": CLERKS,
    "POST /so-van-ban/phat-hanh": CLERKS,
    "GET /quan-tri/tokens": ADMINISTRATORS,
    "POST /quan-tri/tokens": ADMINISTRATORS,
    "POST /quan-tri/tokens/<token_id>/thu-hoi": ADMINISTRATORS,
    "GET /so-van-ban": EVERYBODY,
    "GET /so-van-ban/<int:year>.<ending>": frozenset({Role.APPROVER, Role.RECORDS_OFFICER}),
    "GET /so-van-ban/vao-so": CLERKS,
    "POST /so-van-ban/vao-so": CLERKS,
    "POST /soan/<slug>/bang": EVERYBODY,
    "POST /soan/<slug>/danh-sach": EVERYBODY,
    "GET /static/<path:filename>": PUBLIC,
    "GET /theo-lo": EVERYBODY,
    "GET /theo-lo/<batch_id>": EVERYBODY,
    "GET /theo-lo/<batch_id>.zip": EVERYBODY,
    "POST /theo-lo/<batch_id>/<act>": EVERYBODY,
    "GET /theo-lo/<batch_id>/cap-so": EVERYBODY,
    "POST /theo-lo/<batch_id>/cap-so": EVERYBODY,
    "GET /theo-lo/<batch_id>/gop.<ending>": EVERYBODY,
    "GET /theo-lo/<batch_id>/tien-do": EVERYBODY,
    "GET /theo-lo/<batch_id>/van-ban/<int:number>.docx": EVERYBODY,
    "GET /theo-lo/bang-mau/<slug>.xlsx": EVERYBODY,
    "GET /theo-lo/chuan-bi/<preparation_id>": EVERYBODY,
    "POST /theo-lo/chuan-bi/<preparation_id>/bang": EVERYBODY,
    "POST /theo-lo/chuan-bi/<preparation_id>/bo": EVERYBODY,
    "POST /theo-lo/chuan-bi/<preparation_id>/chon": EVERYBODY,
    "POST /theo-lo/chuan-bi/<preparation_id>/du-lieu": EVERYBODY,
    "GET /theo-lo/chuan-bi/<preparation_id>/loi.xlsx": EVERYBODY,
    "POST /theo-lo/chuan-bi/<preparation_id>/sua": EVERYBODY,
    "POST /theo-lo/chuan-bi/<preparation_id>/tao": EVERYBODY,
    "POST /theo-lo/chuan-bi/<preparation_id>/xac-nhan": EVERYBODY,
    "GET /theo-lo/chuan-bi/<preparation_id>/xem-thu": EVERYBODY,
    "GET /theo-lo/chuan-bi/<preparation_id>/xem-thu/<int:number>.docx": EVERYBODY,
    "GET /theo-lo/moi": WRITERS,
    "POST /theo-lo/moi": WRITERS,
    "GET /van-ban/<document_id>": READS,
    "GET /van-ban/<document_id>.docx": READS,
    "GET /van-ban/<document_id>.pdf": READS,
    "GET /van-ban/<document_id>/<act>": ACTS,
    "POST /van-ban/<document_id>/<act>": ACTS,
    "GET /van-ban/<document_id>/ban-mau.docx": READS,
    "GET /van-ban/<document_id>/cap-so": ACTS,
    "POST /van-ban/<document_id>/cap-so": ACTS,
    "POST /van-ban/<document_id>/chuyen-buoc": ACTS,
    "POST /van-ban/<document_id>/chuyen-duyet": ACTS,
    "GET /van-ban/<document_id>/du-lieu.yaml": READS,
    "POST /van-ban/<document_id>/gop-y": ACTS,
    "POST /van-ban/<document_id>/gop-y/<remark_id>/xong": ACTS,
    "POST /van-ban/<document_id>/gui-sua": ACTS,
    "POST /van-ban/<document_id>/mo-so": ACTS,
    "GET /van-ban/<document_id>/nhan-lai": READS,
    "POST /van-ban/<document_id>/nhan-lai": ACTS,
    "GET /van-ban/<document_id>/nhan-lai/<file_id>": READS,
    "POST /van-ban/<document_id>/nhan-lai/<file_id>": ACTS,
    "GET /van-ban/<document_id>/phien-ban": READS,
    "POST /van-ban/<document_id>/phien-ban": ACTS,
    "POST /van-ban/<document_id>/phien-ban/<int:number>/khoi-phuc": ACTS,
    "GET /van-ban/<document_id>/soan": READS,
    "POST /van-ban/<document_id>/soan": ACTS,
    "GET /van-ban/<document_id>/soan/hien-tai": READS,
    "POST /van-ban/<document_id>/soan/kiem-tra": ACTS,
    "POST /van-ban/<document_id>/soan/luu": ACTS,
    "GET /van-ban/<document_id>/tep/<int:position>": READS,
    "GET /van-ban/<document_id>/trang": READS,
    "GET /van-ban/<document_id>/trang/<int:number>.png": READS,
    "GET /van-ban/<document_id>/xem": READS,
    "GET /van-ban/<document_id>/xem-truoc": READS,
    "GET /van-ban/<document_id>/xem-truoc.pdf": READS,
    "GET /van-ban/moi": EVERYBODY,
    "POST /van-ban/moi": EVERYBODY,
    "GET /van-ban/tu-tep-word": EVERYBODY,
    "POST /van-ban/tu-tep-word": EVERYBODY,
    "GET /van-ban/tu-tep-word/<import_id>": EVERYBODY,
    "POST /van-ban/tu-tep-word/<import_id>/bo": EVERYBODY,
    "POST /van-ban/tu-tep-word/<import_id>/chuyen": EVERYBODY,
    "POST /van-ban/tu-tep-word/<import_id>/tao": EVERYBODY,
    "GET /viec-cua-toi": EVERYBODY,
    "GET /viec-cua-toi/<group>": EVERYBODY,
}
#: What stands for a part of an address; else the id of something that is not there.
_PARTS = {
    "slug": "ke_hoach",
    "unit_id": "21523",
    "group": "drafts",
    "year": "2025",
    "ending": "csv",
    "number": "1",
    "position": "1",
    "act": "tra-lai",
}


@pytest.fixture(scope="module")
def types() -> Catalogue:
    return Catalogue(FolderSource(TYPES))


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return people.founded(tmp_path_factory.mktemp("routes") / "register.db")


@pytest.fixture(scope="module")
def app(types: Catalogue, seed: Path) -> Flask:
    door = RegisterDoor(f"sqlite:///{seed}")
    desk = Desk(types, {}, None, lambda: people.NOON, door)
    return create_app(Settings(secret_key="k" * 40), desk=desk)


@pytest.fixture
def own_app(types: Catalogue, seed: Path, tmp_path: Path) -> Iterator[Callable[[], Flask]]:
    """An application with a register of its own, for requests that change a lot."""
    doors = []

    def made() -> Flask:
        copy = shutil.copyfile(seed, tmp_path / "register.db")
        doors.append(RegisterDoor(f"sqlite:///{copy}"))
        desk = Desk(types, {}, None, lambda: people.NOON, doors[-1])
        return create_app(Settings(secret_key="k" * 40), desk=desk)

    yield made
    for door in doors:
        door.register().close()


@pytest.fixture(scope="module")
def document_id(app: Flask) -> str:
    """A draft of the demo office."""
    desk: Desk = app.extensions["desk"]
    plan = {**desk.catalogue.sample("ke_hoach", "minimal"), "office": people.OFFICE}
    return str(save(desk.workplace("drafter"), "ke_hoach", plan).id)


def rows_of(app: Flask) -> set[str]:
    """Every route of the pages, the choice of acts under one name."""
    return {
        f"{method} {re.sub(r'<any[(].*[)]:slug>', '<act>', rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if not rule.rule.startswith("/api/")
    }


@pytest.fixture(scope="module")
def path_of(document_id: str) -> Callable[[str], str]:
    def path(rule: str) -> str:
        filename = "css/bootstrap.min.css" if "bootstrap" in rule else "site.css"
        parts = {**_PARTS, "document_id": document_id, "filename": filename}
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: parts.get(found[1], "khong-co"), rule)

    return path


def call(client: FlaskClient, method: str, path: str) -> tuple[int, str]:
    """Status and target of a request with a form's token."""
    data = None
    if method == "POST":
        page = client.get("/doi-mat-khau", follow_redirects=True).get_data(as_text=True)
        token = re.search(r'name="csrf" value="([^"]+)"', page)
        assert token is not None
        data = {"csrf": token[1]}
    with client.open(path, method=method, data=data) as answer:
        return answer.status_code, answer.location or ""


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert rows_of(app) == set(ACCESS)


@pytest.mark.parametrize("row", ACCESS)
def test_nobody_is_let_in_without_a_login_but_to_the_login(
    app: Flask, path_of: Callable[[str], str], row: str
) -> None:
    method, rule = row.split(" ")
    status, location = call(app.test_client(), method, path_of(rule))
    if ACCESS[row] == PUBLIC:
        assert status in {200, 401}
        assert not location
    elif method == "GET":
        assert (status, location.partition("?")[0]) == (302, "/dang-nhap")
    else:
        assert status == 401


@pytest.mark.parametrize("role", [*Role, people.OUTSIDER])
@pytest.mark.parametrize("row", [row for row, who in ACCESS.items() if isinstance(who, frozenset)])
def test_a_page_lets_in_whose_it_is_and_refuses_all_others(
    app: Flask, own_app: Callable[[], Flask], path_of: Callable[[str], str], row: str, role: str
) -> None:
    method, rule = row.split(" ")
    walked = own_app() if method == "POST" else app
    status, location = call(people.signed_in(walked, role), method, path_of(rule))
    assert "/dang-nhap" not in location or rule == "/dang-xuat"
    is_theirs = role == people.OUTSIDER or role in ACCESS[row]
    if method == "POST" and not is_theirs:
        assert status in {403, 422}  # a form that is told all that is wrong with it before it is refused
    elif rule == "/chon-co-quan" or (method == "POST" and rule == "/co-quan-cua-ban/<unit_id>"):
        assert status in {403, 422}  # an office that is nobody's; the answers are blank
    else:
        assert (status != 403) == is_theirs, status
    assert status < 500


@pytest.mark.parametrize("row", [row for row, who in ACCESS.items() if who in {READS, ACTS}])
def test_a_document_of_another_office_does_not_exist(
    app: Flask, path_of: Callable[[str], str], row: str
) -> None:
    method, rule = row.split(" ")
    status, _ = call(people.signed_in(app, people.OUTSIDER), method, path_of(rule))
    assert status == 404 or (
        status == 406 and rule.endswith(".pdf")
    )  # no PDF of anything without LibreOffice


@pytest.mark.parametrize("row", [row for row, who in ACCESS.items() if who == READS])
@pytest.mark.parametrize("role", list(Role))
def test_everybody_of_an_office_reads_its_documents(
    app: Flask, path_of: Callable[[str], str], row: str, role: str
) -> None:
    method, rule = row.split(" ")
    status, _ = call(people.signed_in(app, role), method, path_of(rule))
    assert status < 500
    assert status not in {401, 403} or rule.endswith("soan")  # a form is for those who may write in it


@pytest.mark.parametrize("row", [row for row, who in ACCESS.items() if who == ACTS])
def test_who_only_reads_changes_nothing(
    app: Flask, path_of: Callable[[str], str], document_id: str, row: str
) -> None:
    def seen() -> tuple[Any, ...]:
        with app.extensions["desk"].workplace("operator").reading() as turn:
            found = documents.document(turn.session, turn.actor, document_id)
            return (found.state, found.version, found.updated_at, found.handed_over_at, found.subject)

    before = seen()
    method, rule = row.split(" ")
    status, _ = call(people.signed_in(app, "administrator"), method, path_of(rule))
    assert status < 500
    assert seen() == before


@pytest.mark.parametrize("row", [row for row in ACCESS if row.startswith("POST")])
def test_what_no_form_of_ours_sends_is_refused(app: Flask, path_of: Callable[[str], str], row: str) -> None:
    rule = row.split(" ")[1]
    with people.signed_in(app, people.ALL_ROLES).post(path_of(rule), data={"csrf": "forged"}) as answer:
        assert answer.status_code == (400 if rule.endswith("upload") else 403)


def test_the_login_of_the_pages_is_not_the_door_of_the_api(app: Flask) -> None:
    for client in (app.test_client(), people.signed_in(app, people.ALL_ROLES)):
        assert "/dang-nhap" not in (client.get("/api/v1/types").location or "")
    answers = [
        client.get("/api/v1/documents").status_code
        for client in (app.test_client(), people.signed_in(app, people.ALL_ROLES))
    ]
    assert answers[0] == answers[1]


def test_every_blueprint_of_the_pages_is_entered(app: Flask) -> None:
    assert {one.name for one in blueprints()} <= set(app.blueprints)


def test_the_default_address_is_this_machine_only() -> None:
    assert Settings().host == "127.0.0.1"

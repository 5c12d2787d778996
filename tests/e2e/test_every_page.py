"""Every page of the application, in the middle of an office's day, on both screens: sound, whole, and in a picture."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from service import clock
from service.app import create_app
from service.domain.dates import office_day
from service.register.worklists import WorkGroup
from service.settings import Settings
from tests.e2e.office_day import WIDTHS, page_of
from tests.e2e.whole_office import Running, running_office

pytestmark = [pytest.mark.browser, pytest.mark.office, pytest.mark.slow]
PICTURES = Path(__file__).parents[1] / "_output" / "pages"
_DOCUMENTS = (
    *("draft", "waiting", "returned", "signed", "unfinished"),
    *("issued", "sent", "voided", "recalled", "entered"),
)
#: The pages of each route: name of the picture, and address with the ids of `WholeOffice`. No name: the page leads on.
PAGES: dict[str, dict[str, str]] = {
    "/": {"": "/"},
    "/co-quan-cua-ban": {"co-quan-cua-ban": "/co-quan-cua-ban", "tim-xa": "/co-quan-cua-ban?tinh=51&q=ba"},
    "/co-quan-cua-ban/<unit_id>": {"co-quan-cua-ban-xa": "/co-quan-cua-ban/21523"},
    "/dang-nhap": {"dang-nhap": "/dang-nhap"},
    "/doi-mat-khau": {"doi-mat-khau": "/doi-mat-khau"},
    "/kiem-tra": {"kiem-tra": "/kiem-tra"},
    "/kiem-tra/<review_id>": {
        "kiem-tra-ket-qua": "/kiem-tra/{review}",
        "kiem-tra-cau-chu": "/kiem-tra/{review}?loai=wording",
    },
    "/kiem-tra/<review_id>/so-sanh": {"kiem-tra-so-sanh": "/kiem-tra/{review}/so-sanh"},
    "/quan-tri": {"quan-tri": "/quan-tri"},
    "/quan-tri/chinh-ta": {"quan-tri-chinh-ta": "/quan-tri/chinh-ta"},
    "/quan-tri/co-quan": {"quan-tri-co-quan": "/quan-tri/co-quan"},
    "/quan-tri/mau": {"quan-tri-mau": "/quan-tri/mau"},
    "/quan-tri/nguoi-dung": {"quan-tri-nguoi-dung": "/quan-tri/nguoi-dung"},
    "/quan-tri/nguoi-ky": {"quan-tri-nguoi-ky": "/quan-tri/nguoi-ky"},
    "/quan-tri/noi-nhan": {"quan-tri-noi-nhan": "/quan-tri/noi-nhan"},
    "/quan-tri/so": {"quan-tri-so": "/quan-tri/so"},
    "/quan-tri/tokens": {"quan-tri-tokens": "/quan-tri/tokens"},
    "/so-van-ban": {"so-van-ban": "/so-van-ban", "so-van-ban-tim": "/so-van-ban?q=dan+van+kheo"},
    "/so-van-ban/vao-so": {"vao-so": "/so-van-ban/vao-so"},
    "/theo-lo": {"theo-lo": "/theo-lo"},
    "/theo-lo/<batch_id>": {"lo": "/theo-lo/{batch}"},
    "/theo-lo/<batch_id>/cap-so": {"lo-cap-so": "/theo-lo/{batch}/cap-so"},
    "/theo-lo/chuan-bi/<preparation_id>": {
        "lo-co-loi": "/theo-lo/chuan-bi/{prepared}",
        "lo-san-sang": "/theo-lo/chuan-bi/{ready}",
    },
    "/theo-lo/chuan-bi/<preparation_id>/xem-thu": {"lo-xem-thu": "/theo-lo/chuan-bi/{ready}/xem-thu"},
    "/theo-lo/moi": {"lo-moi": "/theo-lo/moi"},
    "/van-ban/<document_id>": {f"van-ban-{one}": f"/van-ban/{{{one}}}" for one in _DOCUMENTS},
    "/van-ban/<document_id>/<act>": {
        "tra-lai": "/van-ban/{waiting}/tra-lai",
        "phat-hanh": "/van-ban/{issued}/phat-hanh",
        "huy-so": "/van-ban/{issued}/huy-so",
        "thu-hoi": "/van-ban/{sent}/thu-hoi",
        "ban-goc": "/van-ban/{issued}/ban-goc",
        "nguoi-phu-trach": "/van-ban/{waiting}/nguoi-phu-trach",
        "ngay-ky": "/van-ban/{signed}/ngay-ky",
    },
    "/van-ban/<document_id>/cap-so": {"cap-so": "/van-ban/{signed}/cap-so"},
    "/van-ban/<document_id>/nhan-lai": {"nhan-lai": "/van-ban/{edited}/nhan-lai"},
    "/van-ban/<document_id>/nhan-lai/<file_id>": {
        "nhan-lai-thay-doi": "/van-ban/{edited}/nhan-lai/{changed}"
    },
    "/van-ban/<document_id>/phien-ban": {"phien-ban": "/van-ban/{draft}/phien-ban?cu=1&moi=2"},
    "/van-ban/<document_id>/soan": {
        "soan": "/van-ban/{draft}/soan",
        "soan-con-loi": "/van-ban/{unfinished}/soan?kiem_tra=1",
        "soan-tra-lai": "/van-ban/{returned}/soan",
    },
    "/van-ban/<document_id>/trang": {"trang-in": "/van-ban/{waiting}/trang"},
    "/van-ban/<document_id>/xem": {
        "xem": "/van-ban/{waiting}/xem",
        "xem-gop-y": "/van-ban/{waiting}/xem?doan=16#gop-y",
        "xem-da-cap-so": "/van-ban/{sent}/xem",
        "xem-con-loi": "/van-ban/{unfinished}/xem",
    },
    "/van-ban/<document_id>/xem-truoc": {"xem-truoc": "/van-ban/{draft}/xem-truoc"},
    "/van-ban/moi": {"soan-moi": "/van-ban/moi"},
    "/van-ban/tu-tep-word": {"tu-tep-word": "/van-ban/tu-tep-word?loai=ke_hoach"},
    "/van-ban/tu-tep-word/<import_id>": {"tu-tep-word-xep": "/van-ban/tu-tep-word/{import}"},
    "/viec-cua-toi": {"viec-cua-toi": "/viec-cua-toi"},
    "/viec-cua-toi/<group>": {f"viec-{one}": f"/viec-cua-toi/{one}" for one in WorkGroup},
}
#: Routes that answer with a file or with data for a script.
FILES = {
    "/bootstrap/static/<path:filename>": "/bootstrap/static/css/bootstrap.min.css",
    "/form/deadline": "/form/deadline",
    "/kiem-tra/<review_id>/tai-ve": "/kiem-tra/{review}/tai-ve",
    "/so-van-ban/<int:year>.<ending>": f"/so-van-ban/{office_day(clock.now()).year}.xlsx",
    "/static/<path:filename>": "/static/site.css",
    "/theo-lo/<batch_id>.zip": "/theo-lo/{batch}.zip",
    "/theo-lo/<batch_id>/gop.<ending>": "/theo-lo/{batch}/gop.docx",
    "/theo-lo/<batch_id>/tien-do": "/theo-lo/{batch}/tien-do",
    "/theo-lo/<batch_id>/van-ban/<int:number>.docx": "/theo-lo/{batch}/van-ban/2.docx",
    "/theo-lo/bang-mau/<slug>.xlsx": "/theo-lo/bang-mau/ke_hoach.xlsx",
    "/theo-lo/chuan-bi/<preparation_id>/loi.xlsx": "/theo-lo/chuan-bi/{prepared}/loi.xlsx",
    "/theo-lo/chuan-bi/<preparation_id>/xem-thu/<int:number>.docx": "/theo-lo/chuan-bi/{ready}/xem-thu/2.docx",
    "/van-ban/<document_id>.docx": "/van-ban/{sent}.docx",
    "/van-ban/<document_id>.pdf": "/van-ban/{sent}.pdf",
    "/van-ban/<document_id>/ban-mau.docx": "/van-ban/{draft}/ban-mau.docx",
    "/van-ban/<document_id>/du-lieu.yaml": "/van-ban/{draft}/du-lieu.yaml",
    "/van-ban/<document_id>/soan/hien-tai": "/van-ban/{draft}/soan/hien-tai",
    "/van-ban/<document_id>/tep/<int:position>": "/van-ban/{sent}/tep/1",
    "/van-ban/<document_id>/trang/<int:number>.png": "/van-ban/{waiting}/trang/1.png",
    "/van-ban/<document_id>/xem-truoc.pdf": "/van-ban/{draft}/xem-truoc.pdf",
}
_NAMES = [name for pages in PAGES.values() for name in pages]


@pytest.fixture(scope="module")
def running(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_office(browser, tmp_path_factory.mktemp("whole_office")) as found:
        yield found


def heard_by(page: Page) -> list[str]:
    """Return the list into which everything goes that the page says to its console."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def faults_of(page: Page, heard: list[str]) -> list[str]:
    """Return what axe finds, what does not fit the screen, what the page said to its console."""
    found = Axe().run(page).response["violations"]
    faults = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        faults.append("wider than the screen")
    return faults + heard


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", _NAMES)
def test_a_page_is_sound_on_both_screens(running: Running, browser: Browser, name: str, width: int) -> None:
    path = next(pages[name] for pages in PAGES.values() if name in pages)
    state = None if name == "dang-nhap" else running.state
    with page_of(browser, state, width=width) as page:
        heard = heard_by(page)
        answer = page.goto(running.at(path), wait_until="networkidle")
        assert answer is not None
        assert answer.status == 200
        if name:
            assert page.url.partition("#")[0] == running.at(path).partition("#")[0]  # it leads nowhere else
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        assert faults_of(page, heard) == []


@pytest.mark.parametrize("rule", FILES)
def test_a_file_is_given_out(running: Running, browser: Browser, rule: str) -> None:
    with page_of(browser, running.state) as page:
        answer = page.request.get(running.at(FILES[rule]))
        assert answer.status == 200
        assert answer.body()


def test_every_route_has_its_pages_here() -> None:
    app = create_app(Settings(secret_key="k" * 40))
    rules = {
        re.sub(r"<any[(].*[)]:slug>", "<act>", rule.rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.rule.startswith("/api/")
    }
    assert rules == {*PAGES, *FILES}

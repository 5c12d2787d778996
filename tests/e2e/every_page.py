"""Every page and every file of the application, once: for pictures, for axe, for the bench."""

from service import clock
from service.domain.dates import office_day
from service.register.worklists import WorkGroup

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

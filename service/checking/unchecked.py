"""Why a rule has no check: what a .docx cannot show, or what another part of the service answers for."""

NO_DUTY = "Không đặt ra điều phải kiểm: chỉ cho phép, giải thích hoặc để cơ quan tự quy định."
REGISTER = (
    "Thuộc sổ đăng ký và quy trình phát hành; một tệp .docx không cho biết. Phần register, issuing bảo đảm."
)
SEAL = "Thuộc con dấu, mực, chữ ký trên bản in hoặc tệp PDF đã ký; tệp .docx không có."
SIGNATURE = "Thuộc chữ ký số và tệp PDF đã ký; tệp .docx là bản trình ký, chưa có chữ ký số."
WORDING = "Thuộc lời văn, chính tả, viện dẫn: lệnh proofread kiểm tra."
NAMES = "Lệnh proofread không kiểm tra: phải biết đó là tên riêng hay danh từ chung, chữ viết không cho biết chắc."
KNOWN_NAMES = (
    "Thuộc lời văn: lệnh proofread kiểm tra những tên có trong danh mục của phần mềm và của cơ quan."
)
LAYOUT = "Chỉ biết sau khi dàn trang; nội dung tệp .docx không cho biết dòng nào rơi vào trang nào."
OUTSIDE = "Cần quy chế, văn bản giao việc hoặc hồ sơ của cơ quan; tệp .docx không có."

REASONS: dict[str, str] = {
    "DOC.OPTIONAL": NO_DUTY,
    "CQ.PARENT.ABBR": NO_DUTY,
    "SO.ORG_ABBR_CONFIG": NO_DUTY,
    "NGAY.BLANK_DAY": "Cho phép để trống số và ngày khi trình ký; NGAY.FORMAT và SO.SLASH nhận cả hai dạng.",
    "NGAY.NOT_BEFORE_CITED": WORDING,
    "KY.TUVAN": OUTSIDE,
    "KY.SIGNER_RULE": OUTSIDE,
    "KY.KEEP_TOGETHER": LAYOUT,
    "DIACHI": "Không bắt buộc và không phân biệt được với chữ khác ở chân trang.",
    "BANSAO": "Bản sao là bản chụp, bản quét của văn bản đã ký; không lập từ tệp .docx.",
    "TYPE.TEMPLATE": "Mẫu là tổng hợp các thành phần: DOC.COMPONENTS, DOC.CELLS và từng quy tắc riêng đã kiểm.",
    "LAW.STATUS": NO_DUTY,
    "DV.CONFIG": "Ngưỡng xếp loại là dữ liệu của từng tỉnh; phần domain.scoring dùng.",
    "DV.SUM": "Phép cộng điểm: phần doctypes hỏi khi nhập; lệnh proofread không kiểm tra: có thể có giải trình.",
    "2CAP.SEQ": REGISTER,
    "2CAP.CONTINUITY": NO_DUTY,
    "PHAPLY.INK": SEAL,
    "DAU.SEAL": SEAL,
    "DAU.ATTACH": SEAL,
    "DAU.GIAPLAI": SEAL,
    "ESIG.PERSON": SIGNATURE,
    "ESIG.ORG": SIGNATURE,
    "ESIG.ATTACH": SIGNATURE,
    "ESIG.SAME_FILE": SIGNATURE,
    "ESIG.LEGAL": SIGNATURE,
    "ESIG.PDF": SIGNATURE,
    "ESIG.TT41_REPEALED": "Lệnh proofread không kiểm tra: nói về thời gian trước thì viện dẫn vẫn đúng.",
    "VH.SENTENCE": WORDING,
    "VH.PERSON": WORDING,
    "VH.ADMIN": KNOWN_NAMES,
    "VH.ADMIN_NUM": "Lệnh proofread không kiểm tra: “phường 5” cũng là số đếm (“5 phường, phường 5 đứng đầu”).",
    "VH.TERRAIN": NAMES,
    "VH.REGION": KNOWN_NAMES,
    "VH.ORG": KNOWN_NAMES,
    "VH.NHANDAN": WORDING,
    "VH.AWARD": KNOWN_NAMES,
    "VH.TITLE": NAMES,
    "VH.HOLIDAY": KNOWN_NAMES,
    "VH.DOC": WORDING,
    "VH.REF": WORDING,
    "VH.DATEWORDS": WORDING,
    "VD.FIRST": WORDING,
    "VD.LATER": "Lệnh proofread không kiểm tra: nhắc lại ngày, tên chỉ thừa; mẫu có thể yêu cầu.",
    "VD.LAW": "Lệnh proofread không kiểm tra: ghi thêm số chỉ thừa; ND.CANCU.CONTENT kiểm tra căn cứ.",
    "VD.CONSISTENT": WORDING,
    "VD.TYPE_SYMBOL": WORDING,
    "VD.STATE_SYMBOL": WORDING,
    "VD.PARTY_SYMBOL": WORDING,
    "VD.LAW_SYMBOL": "Lệnh proofread không kiểm tra: ký hiệu theo thực tiễn, không có quy định.",
    "VD.PARTY_COMMA": "Cả hai cách ghi đều được nhận, không có gì để báo.",
    "VD.DATE_STYLE": WORDING,
    "VD.STRUCT": WORDING,
    "VD.INTERNAL": WORDING,
    "VD.REPEALED": "Lệnh proofread không kiểm tra: chưa có danh mục hiệu lực đầy đủ để đối chiếu.",
    "REG.SEQ": REGISTER,
    "REG.UNIQUE": REGISTER,
    "REG.SCHEME": REGISTER,
    "REG.SECRET_SEQ": REGISTER,
    "REG.ADVISORY_SEQ": REGISTER,
    "REG.PAPER_AFTER_SIGN": REGISTER,
    "REG.ELEC_BY_SYSTEM": REGISTER,
    "REG.ISSUE_DEADLINE": REGISTER,
    "REG.ORDER": REGISTER,
    "REG.COLUMNS": REGISTER,
    "REG.PRINT_BOOK": REGISTER,
    "REG.FIELDS": REGISTER,
    "REG.DUP_ALERT": REGISTER,
    "REG.CONTENT_ERROR": REGISTER,
    "REG.FORM_ERROR": REGISTER,
    "REG.RECALL": REGISTER,
    "REG.VOID_NUMBER": REGISTER,
    "REG.STORE": REGISTER,
    "REG.COPIES": REGISTER,
}

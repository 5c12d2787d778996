"""For each code the ways of spoiling a right document that `bench proofread` uses."""

import random
import re
from collections.abc import Mapping

from bench.proofread_seeds import (
    Sample,
    Seed,
    Spoiler,
    adding,
    changed_line,
    either,
    missing_word,
    repeated_word,
    shortened_name,
    simple,
    twins,
    typo,
    wrong_word,
)
from service.proofreading.letters import LOWER
from service.proofreading.words import Reader


def _cut(rng: random.Random, sample: Sample, _: Reader) -> Seed | None:
    """Break a paragraph in two at a space."""
    choices = [n for n in sample.prose if not sample.lines[n].startswith("-") and len(sample.lines[n]) > 90]
    if not choices:
        return None
    number = rng.choice(choices)
    line = sample.lines[number]
    places = [m.start() for m in re.finditer(rf"(?<=[{LOWER}]) (?=[{LOWER}])", line) if m.start() > 40]
    if not places:
        return None
    place = rng.choice(places)
    lines = [*sample.lines[:number], line[:place], line[place + 1 :], *sample.lines[number + 1 :]]
    return Seed(Sample(lines, sample.issued_on, sample.prose), number, 0, place)


def _without_end(rng: random.Random, sample: Sample, _: Reader) -> Seed | None:
    """Take "./." away from the end, or put it in the middle."""
    number = next(n for n, line in enumerate(sample.lines) if line.endswith("./."))
    lines = list(sample.lines)
    if rng.random() < 0.5:
        lines[number] = lines[number][:-3] + rng.choice((".", "", "/."))
        return Seed(Sample(lines, sample.issued_on, sample.prose), number, 0, len(lines[number]))
    number = rng.choice(sample.prose)
    lines[number] = f"{lines[number]}/."
    return Seed(Sample(lines, sample.issued_on, sample.prose), number, 0, len(lines[number]))


def _year(match: re.Match[str], add: int) -> str:
    return f"{match[1]}{int(match[2]) + add}"


_CITED = (
    r"\b(Quyết định|Kế hoạch|Chỉ thị|Thông báo|Đề án) số (\d+)/([A-ZĐ]+)-(UBND"
    r"|TTg)( ngày (\d\d/\d{1,2}/)(\d{4}))"
)

SPOILERS: Mapping[str, Spoiler] = {
    "typo": typo,
    "wrong-word": wrong_word,
    "missing-word": either(missing_word, shortened_name),
    "repeated-word": either(
        repeated_word, simple(r"(?<= )(của|các|và|được|trong|cho) ", lambda m: f"{m[1]} {m[1]} ")
    ),
    "capitalisation": either(
        simple(r"(?<!\w)Nhân dân\b", lambda _: "nhân dân"),
        simple(r"\bMặt trận Tổ quốc\b", lambda _: "Mặt trận tổ quốc", lambda _: "mặt trận Tổ quốc"),
        simple(
            r"\bỦy ban nhân dân\b",
            lambda _: "Ủy ban Nhân dân",
            lambda _: "Uỷ Ban nhân dân",
            lambda _: "ủy ban nhân dân",
        ),
        simple(r"\bĐiều (?=\d)", lambda _: "điều "),
        adding(
            ("Nhiệm vụ đã hoàn thành. các đơn vị tiếp tục rút kinh nghiệm.", "các"),
            ("Đơn vị hoàn thành nhiệm vụ; Nguyên nhân đạt được là có sự phối hợp tốt.", "Nguyên nhân"),
        ),
    ),
    "punctuation": either(
        simple(rf"(?<=[{LOWER}]), (?=[{LOWER}])", lambda _: " , ", lambda _: ",", lambda _: ",, "),
        simple(rf"(?<=[{LOWER}])\.$", lambda _: "", lambda _: ",....", lambda _: " ."),
        simple(r"(?<=\w)\)", lambda _: ""),
        simple(r"”", lambda _: ""),
        simple(rf"(?<=[{LOWER}]); ", lambda _: ";", lambda _: " ; ", lambda _: ";, "),
    ),
    "padding": either(
        simple(r"\b0(\d/\d{1,2}/\d{4})", lambda m: m[1]),
        simple(r"(?<=/)0([12]/\d{4})", lambda m: m[1]),
        simple(r"(?<=số )0(\d/[A-ZĐ])", lambda m: m[1]),
    ),
    "date-impossible": either(
        simple(
            r"\b\d\d/\d{1,2}/(\d{4})",
            lambda m: f"31/4/{m[1]}",
            lambda m: f"30/02/{m[1]}",
            lambda m: f"31/11/{m[1]}",
            lambda m: f"15/13/{m[1]}",
            lambda m: f"29/02/{int(m[1]) // 4 * 4 + 1}",
        ),
        adding(
            ("Hạn cuối là ngày 31 tháng 9 năm 2027.", "ngày 31 tháng 9 năm 2027"),
            ("Lễ phát động tổ chức ngày 31/6.", "31/6"),
        ),
    ),
    "date-order": either(
        simple(r"(?<=trước ngày )(\d\d/\d{1,2}/)(\d{4})", lambda m: _year(m, -2)),
        adding(
            (
                "Đợt kiểm tra kéo dài từ ngày 20/10/2027 đến ngày 05/10/2027.",
                "20/10/2027 đến ngày 05/10/2027",
            ),
            ("Nhiệm vụ được thực hiện trong giai đoạn 2030 - 2026.", "2030 - 2026"),
            ("Thời gian thực hiện từ tháng 9 đến tháng 4 năm 2027.", "tháng 9 đến tháng 4 năm 2027"),
            ("Các đơn vị hoàn thành chậm nhất ngày 15/12/2025.", "15/12/2025"),
        ),
    ),
    "citation-date-conflict": either(
        twins(
            "Thực hiện Quyết định số 1364/QĐ-UBND ngày 24/12/2024 của Ủy ban nhân dân tỉnh.",
            "Nội dung theo Quyết định số 1364/QĐ-UBND ngày 14/12/2024 của Ủy ban nhân dân tỉnh.",
            "14/12/2024",
        ),
        twins(
            "Căn cứ Nghị quyết số 128/NQ-HĐND ngày 19/7/2025 của Hội đồng nhân dân tỉnh.",
            "Mức chi theo Nghị quyết số 128/NQ-HĐND ngày 19/7/2024 của Hội đồng nhân dân tỉnh.",
            "19/7/2024",
        ),
        twins(
            "Các đơn vị thực hiện Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ.",
            "Việc này được nêu tại Chỉ thị số 16/CT-TTg ngày 26/5/2016 của Thủ tướng Chính phủ.",
            "26/5/2016",
        ),
    ),
    "citation-undated": either(
        simple(_CITED, lambda m: f"{m[1]} số {m[2]}/{m[3]}-{m[4]}"),
        adding(
            (
                "Mức hỗ trợ theo Nghị quyết số 45/NQ-HĐND của Hội đồng nhân dân tỉnh.",
                "Nghị quyết số 45/NQ-HĐND",
            ),
            ("Nội dung nêu tại Công văn số 812/UBND-NC của Ủy ban nhân dân tỉnh.", "Công văn số 812/UBND-NC"),
        ),
    ),
    "citation-malformed": either(
        simple(
            _CITED,
            lambda m: f"{m[1]} số {m[2]} /{m[3]}-{m[4]}{m[5]}",
            lambda m: f"{m[1]} số {m[2]}/{m[3]}{m[4]}{m[5]}",
            lambda m: f"{m[1]} số {m[2]}/{m[3]}/{m[4]}{m[5]}",
            lambda m: f"{m[1]} số {m[2]}-{m[3]}/{m[4]}{m[5]}",
        ),
        adding(
            ("Thực hiện Quyết định số 396/QĐ-TU ngày 19/10/2021 của Ban Thường vụ Tỉnh ủy.", "396/QĐ-TU"),
            ("Thực hiện Kế hoạch số 18/kh-ubnd ngày 19/10/2025 của Ủy ban nhân dân tỉnh.", "18/kh-ubnd"),
            ("Thực hiện Kết luận số 114/KL-TW ngày 14/7/2015 của Ban Bí thư.", "114/KL-TW"),
        ),
    ),
    "citation-impossible": either(
        simple(
            _CITED,
            lambda m: f"{m[1]} số {m[2]}/{m[3]}-{m[4]} ngày {m[6]}{int(m[7]) + 4}",
            lambda m: f"{m[1]} số {m[2]}/{'TB' if m[3] != 'TB' else 'QĐ'}-{m[4]}{m[5]}",
        ),
        adding(
            (
                "Việc này theo Nghị quyết số 21/NQ-HĐND ngày 10/7/2025 của Ủy ban nhân dân tỉnh.",
                "Nghị quyết số 21/NQ-HĐND",
            ),
            ("Áp dụng Nghị định số 30/2020/NĐ-CP ngày 05/3/2021 của Chính phủ.", "05/3/2021"),
            (
                "Thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Hội đồng nhân dân tỉnh.",
                "Chỉ thị số 33/CT-TTg",
            ),
        ),
    ),
    "legal-unit-order": either(
        simple(
            r"\b(điểm [a-z]) (khoản \d) (Điều \d)",
            lambda m: f"{m[1]}, {m[2]}, {m[3]}",
            lambda m: f"{m[3]} {m[2]} {m[1]}",
        ),
        simple(
            r"\b(khoản \d) (Điều \d)", lambda m: f"{m[2]}, {m[1]}", lambda m: m[0].replace("khoản", "mục")
        ),
        adding(
            ("Nội dung quy định tại Điều 12, khoản 3, điểm a Luật Thanh tra.", "Điều 12, khoản 3, điểm a"),
            ("Thẩm quyền quy định tại mục 2 Điều 9 Quy chế làm việc.", "mục 2 Điều 9"),
            ("Mức trừ theo điểm c, khoản 1, Điều 5 Quy chế làm việc.", "điểm c, khoản 1, Điều 5"),
        ),
    ),
    "arithmetic": either(
        simple(r"(?<=gồm )(\d+)(?= (?:triệu đồng|đơn vị))", lambda m: str(int(m[1]) + 3)),
        simple(
            r"(\d/[\d.]+ [^,;.%\d]{3,60}, đạt )(\d\d),(\d\d)(?=%)", lambda m: f"{m[1]}{int(m[2]) - 2},{m[3]}"
        ),
        adding(
            ("Có 17/20 hồ sơ được giải quyết đúng hạn, đạt 80,00%.", "80,00"),
            ("Cả năm thực hiện 06 cuộc kiểm tra, gồm 02 cuộc đột xuất và 03 cuộc định kỳ.", "06"),
            ("Số hộ nghèo giảm từ 120 xuống 95, giảm 35 hộ.", "35"),
            ("Đơn vị tự chấm 96,00 điểm, thẩm định 91,50 điểm, chênh lệch 5,50 điểm.", "5,50"),
            (
                "Xã có 03 đơn vị sự nghiệp: Trạm Y tế; Trường Mầm non; Trường Tiểu học; Trường Trung học cơ sở.",
                "03",
            ),
        ),
    ),
    "dash": either(
        twins(
            "Việc này do Phòng Văn hóa - Xã hội và tổ chức chính trị - xã hội thực hiện.",
            "Báo cáo gửi Phòng Văn hóa – Xã hội tổng hợp.",
            "Văn hóa – Xã hội",
        ),
        twins(
            "Các tổ chức chính trị - xã hội tham gia giám sát.",
            "Ý kiến của tổ chức chính trị-xã hội được ghi nhận.",
            "chính trị-xã hội",
        ),
        adding(
            ("Các tổ chức chính trị -xã hội phối hợp vận động.", " -"),
            ("Các chỉ tiêu kinh tế- xã hội đều đạt.", "- "),
        ),
    ),
    "spelling-inconsistent": either(
        twins("Hồ sơ được số hóa, khóa sổ đúng hạn.", "Việc số hoá được thực hiện xong.", "hoá"),
        twins("Công chức quản lý hồ sơ theo quy định.", "Việc quản lí hồ sơ còn lúng túng.", "lí"),
        twins(
            "Cải tiến thủ tục tại các cơ quan hành chính nhà nước, quản lý hành chính nhà nước.",
            "Kỷ luật trong cơ quan hành chính Nhà nước được giữ nghiêm.",
            "hành chính Nhà nước",
        ),
        twins(
            "Hồ sơ gửi Phòng Văn hóa và Thông tin, có xác nhận của Phòng Văn hóa và Thông tin.",
            "Đơn vị báo cáo Phòng Văn hóa - Thông tin trong tuần.",
            "Phòng Văn hóa - Thông tin",
        ),
    ),
    "date-style-mixed": either(
        twins(
            "Hội nghị họp ngày 12/3/2025 và ngày 15/4/2025.",
            "Hồ sơ lập ngày 16 tháng 5 năm 2025 còn thiếu chữ ký.",
            "ngày 16 tháng 5 năm 2025",
        ),
        twins(
            "Đợt kiểm tra diễn ra ngày 12/3/2025, kết luận ngày 15/4/2025.",
            "Biên bản lập ngày 20-5-2025 được lưu.",
            "20-5-2025",
        ),
    ),
    "repeated-phrase": adding(
        ("Các đơn vị gửi kết quả chậm nhất (chậm nhất ngày 20/11/2027).", "chậm nhất (chậm nhất"),
        ("Báo cáo gửi về chậm nhất trước ngày 20/11/2027.", "chậm nhất trước ngày"),
        ("Mỗi thôn có ít nhất từ 02 mô hình trở lên.", "ít nhất từ 02 mô hình trở lên"),
        ("Kết quả này được dùng để làm cơ sở để bình xét thi đua.", "để làm cơ sở để"),
        ("Thời gian giải quyết tối đa không quá 05 ngày làm việc.", "tối đa không quá"),
    ),
    "unit-obsolete": adding(
        ("Kết quả gửi về UBND huyện để tổng hợp.", "UBND huyện"),
        ("Nhiệm vụ do cấp huyện chủ trì.", "cấp huyện"),
        ("Văn bản gửi đến các xã, thị trấn để biết.", "xã, thị trấn"),
        ("Báo cáo Huyện ủy cho ý kiến chỉ đạo.", "Huyện ủy"),
        ("Đoàn công tác học tập kinh nghiệm tại tỉnh Kon Tum.", "tỉnh Kon Tum"),
    ),
    "abbreviation-undefined": adding(
        ("Các đơn vị phối hợp với BQLDA để thực hiện.", "BQLDA"),
        ("Công tác DVKG được duy trì thường xuyên.", "DVKG"),
        ("Hồ sơ chuyển đến TTPVH trong ngày.", "TTPVH"),
        ("Việc này do BĐHTDP đảm nhận.", "BĐHTDP"),
    ),
    "outline-gap": changed_line(
        r"^2\.2(?=\. )|^III(?=\.)|^2(?=\. [YV])", lambda m: {"2.2": "2.4", "III": "IV", "2": "4"}[m[0]]
    ),
    "outline-duplicate": changed_line(
        r"^2\.2(?=\. )|^III(?=\.)|^2(?=\. [YV])", lambda m: {"2.2": "2.1", "III": "II", "2": "1"}[m[0]]
    ),
    "outline-style": changed_line(
        r"^2\.[123]\.(?= )|^I{1,3}\.(?= )|^[12]\.(?= )",
        lambda m: m[0][:-1] + ("/" if "2." not in m[0][:2] else ""),
    ),
    "missing-appendix": adding(
        ("Nhiệm vụ chi tiết theo Phụ lục kèm theo.", "Phụ lục"),
        ("Danh mục nhiệm vụ có phụ lục đính kèm.", "phụ lục"),
        ("Phân công cụ thể tại Phụ lục II.", "Phụ lục II"),
    ),
    "reference-missing-section": changed_line(
        r"khoản 2 Mục II(?= \w+ \w+ này)",
        lambda m: m[0].replace("2", "5") if hash(m.start()) % 2 else "khoản 2 Mục VI",
    ),
    "broken-paragraph": _cut,
    "ending": _without_end,
}

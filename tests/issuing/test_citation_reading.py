"""A whole citation taken apart into the fields of a cited document."""

import pytest

from service.issuing.citation_reading import citation_fields

NAMES = ("kind", "code", "date", "issuer", "link", "subject")


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        (
            "Quyết định số 1211/QĐ-UBND ngày 02/11/2022 của UBND tỉnh Quảng Ngãi về việc ban hành Quy định chấm điểm",
            "Quyết định|1211/QĐ-UBND|02/11/2022|UBND tỉnh Quảng Ngãi|ve_viec|ban hành Quy định chấm điểm",
        ),
        (
            "Căn cứ Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
            "Nghị định|30/2020/NĐ-CP|05/3/2020|Chính phủ|ve|công tác văn thư",
        ),
        (
            "Thông tư số: 01/2024/TT–BNV, ngày 24/02/2024 của Bộ Nội vụ quy định chi tiết một số điều về văn thư",
            "Thông tư|01/2024/TT-BNV|24/02/2024|Bộ Nội vụ|khong|quy định chi tiết một số điều về văn thư",
        ),
        (
            "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025",
            "Luật|72/2025/QH15|16/6/2025|Quốc hội||Tổ chức chính quyền địa phương",
        ),
        (
            "công văn số 123/SNV-CCHC ngày 5/3/2025\ncủa Sở Nội vụ V/v hướng dẫn chấm điểm",
            "Công văn|123/SNV-CCHC|05/3/2025|Sở Nội vụ|ve_viec|hướng dẫn chấm điểm",
        ),
        (
            "Kết luận số 114-KL/TW ngày 01/01/2025 của Bộ Chính trị, Ban Bí thư khóa XIII về công tác dân vận",
            "Kết luận|114-KL/TW|01/01/2025|Bộ Chính trị, Ban Bí thư khóa XIII|ve|công tác dân vận",
        ),
        (
            "Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP ngày 15/6/2017 của Chính phủ về phản biện",
            "Nghị quyết liên tịch|403/2017/NQLT-UBTVQH14-CP|15/6/2017|Chính phủ|ve|phản biện",
        ),
        (
            "Quyết định số 5/QĐ-UBND ngày 31/02/2025 của UBND xã phê duyệt kết quả",
            "Quyết định|5/QĐ-UBND|31/02/2025|UBND xã|phe_duyet|kết quả",
        ),
        ("Kế hoạch số 05/KH-UBND", "Kế hoạch|05/KH-UBND||||"),
    ],
    ids=lambda words: words[:24],
)
def test_a_citation_is_taken_apart_into_the_fields_that_it_names(words: str, fields: str) -> None:
    found = citation_fields(words)
    assert "|".join(found.get(name, "") for name in NAMES) == fields
    assert all(found.values())


@pytest.mark.parametrize(
    "words", ["", "Quyết định", "1211/QĐ-UBND", "Luật sư bảo vệ người dân", "UBND tỉnh", "Luật " + "A" * 2000]
)
def test_words_that_cite_nothing_stay_as_they_are(words: str) -> None:
    assert citation_fields(words) == {}

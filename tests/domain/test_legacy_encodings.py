"""Texts of before Unicode are recognised and come out right; texts of today are left alone."""

import pytest

from service.domain.legacy_encodings import from_tcvn3, from_vni, recognised

SAMPLES = [
    "Kế hoạch nâng cao chất lượng công tác dân vận chính quyền",
    "Rà soát, công khai đầy đủ thủ tục hành chính tại trụ sở và trên trang thông tin",
    "Phòng Nội vụ chủ trì, phối hợp với các cơ quan, đơn vị liên quan",
    "Những người đã được khen thưởng; ngõ, ngách, xã, phường, thị trấn, quỹ, kỳ, ỷ lại, bưởi, hươu",
    "ắ ằ ẳ ẵ ặ ấ ầ ẩ ẫ ậ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ỳ ý ỷ ỹ ỵ í ì ỉ ĩ ị",
]
TCVN3 = dict(
    zip(
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ",
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ",
        strict=True,
    )
)
VNI = {
    **dict(zip("áàảãạ", ["aù", "aø", "aû", "aõ", "aï"], strict=True)),
    **dict(zip("ăắằẳẵặ", ["aê", "aé", "aè", "aú", "aü", "aë"], strict=True)),
    **dict(zip("âấầẩẫậ", ["aâ", "aá", "aà", "aå", "aã", "aä"], strict=True)),
    **dict(zip("éèẻẽẹ", ["eù", "eø", "eû", "eõ", "eï"], strict=True)),
    **dict(zip("êếềểễệ", ["eâ", "eá", "eà", "eå", "eã", "eä"], strict=True)),
    **dict(zip("íìỉĩị", ["í", "ì", "æ", "ó", "ò"], strict=True)),
    **dict(zip("óòỏõọ", ["où", "oø", "oû", "oõ", "oï"], strict=True)),
    **dict(zip("ôốồổỗộ", ["oâ", "oá", "oà", "oå", "oã", "oä"], strict=True)),
    **dict(zip("ơớờởỡợ", ["ô", "ôù", "ôø", "ôû", "ôõ", "ôï"], strict=True)),
    **dict(zip("úùủũụ", ["uù", "uø", "uû", "uõ", "uï"], strict=True)),
    **dict(zip("ưứừửữự", ["ö", "öù", "öø", "öû", "öõ", "öï"], strict=True)),
    **dict(zip("ýỳỷỹỵ", ["yù", "yø", "yû", "yõ", "î"], strict=True)),
    "đ": "ñ",
}


def encoded(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in text)


@pytest.mark.parametrize("text", SAMPLES)
def test_every_letter_comes_back_from_both_codes(text: str) -> None:
    assert from_tcvn3(encoded(text, TCVN3)) == text
    assert from_vni(encoded(text, VNI)) == text


@pytest.mark.parametrize("text", SAMPLES[:4])
def test_the_code_is_recognised(text: str) -> None:
    assert recognised(encoded(text, TCVN3)) == ("TCVN3", text)
    assert recognised(encoded(text, VNI)) == ("VNI", text)


@pytest.mark.parametrize(
    "text",
    [
        *SAMPLES,
        "",
        "Plain ASCII only",
        "Và các xã có đã",
        "Müller, Café, naïve",
        "5 × 3 = 15 ± 1°",
        "“Trích dẫn” – 100%",
    ],
)
def test_a_text_of_today_is_left_alone(text: str) -> None:
    assert recognised(text) is None

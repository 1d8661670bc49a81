"""Both font subsets can set every Vietnamese text, and stay light."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from scripts.fonts import SIGNS, TARGET, WEIGHTS, vietnamese_letters, wanted_characters

FONTS = [TARGET / f"be-vietnam-pro-{weight}.woff2" for weight in WEIGHTS.values()]
SAMPLE = (
    "Kính thưa quý vị, mỗi ngõ nhỏ ở Hà Tĩnh đều có người giữ gìn kỷ cương; "
    "ĐỪNG ĐỂ HỒ SƠ QUÁ HẠN. «Một cửa» – 28/KH-SLĐTBXH, 62,5 %."
)


def test_vietnamese_alphabet_is_complete():
    letters = vietnamese_letters()
    assert len(letters) == 2 * (12 * 6 + 1)
    assert letters == unicodedata.normalize("NFC", letters)


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_subset_has_every_letter_and_sign(font):
    available = set(TTFont(font).getBestCmap())
    missing = [sign for sign in wanted_characters() + SAMPLE if ord(sign) not in available]
    assert missing == []
    assert set(map(ord, SIGNS)) <= available


def test_both_weights_together_stay_within_the_budget():
    assert sum(font.stat().st_size for font in FONTS) <= 22 * 1024

"""The words by which a question is found."""

import pytest

from quiz.bank_search import folded_stem, folded_text
from quiz.formats.base import Place, ReadOption, ReadQuestion
from search.text import beginnings

QUESTION = ReadQuestion(
    place=Place(1),
    kind="single",
    stem="Thời hạn giải quyết là bao nhiêu ngày?",
    options=[ReadOption("Năm ngày"), ReadOption("Huyện Kỳ Anh", match="Đội 2")],
    code="CCHC-07",
    explanation="Theo Nghị định 61.",
    source_label="Khoản 3",
)
FOLDED = folded_text(QUESTION, QUESTION.options, ["một cửa"])


def is_found(query):
    return all(word in FOLDED for word in beginnings(query))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("thời hạn", True),
        ("HẠN thoi", True),
        ("ky anh ngay", True),
        ("doi 2", True),
        ("cchc-07", True),
        ("nghị định 61", True),
        ("một cửa", True),
        ("khoản 3", True),
        ("giải qu", True),
        ("thời hạn giấy phép", False),
        ("ời", False),
        ("  … ", True),
    ],
)
def test_all_words_have_to_occur_from_their_beginning(query, expected):
    assert is_found(query) is expected


def test_the_stem_stands_first():
    assert folded_stem(FOLDED) == "thoi han giai quyet la bao nhieu ngay"


def test_a_query_of_any_length_is_bounded():
    assert len(beginnings(" ".join(str(number) for number in range(1000)))) == 20

"""Near questions: alike in letters and words, told apart by numbers and signs of documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.similar import StemIndex, difference, near
from search.text import fold

STEM = "Thời hạn giải quyết thủ tục cấp giấy phép lao động là bao nhiêu ngày làm việc?"


def ratio(first, second):
    found = near(first, {"khác": fold(second)})
    return found[0].ratio if found else 0


@pytest.mark.parametrize(
    "other",
    [
        STEM,
        STEM.upper(),
        "Thoi han giai quyet thu tuc cap giay phep lao dong la bao nhieu ngay lam viec",
        "thời hạn giải quyết thủ tục cấp giấy phép lao động là bao nhiêu ngày làm việc ?",
    ],
)
def test_marks_capitals_and_punctuation_make_no_difference(other):
    assert ratio(STEM, other) == 100


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (STEM, STEM.replace("bao nhiêu", "mấy")),
        (STEM, STEM.replace("giấy phép", "giấp phép")),
        (STEM, "Là bao nhiêu ngày làm việc thời hạn giải quyết thủ tục cấp giấy phép lao động?"),
        (STEM, "Theo quy định, " + STEM),
        (
            "Hành vi nào sau đây được phép trong giờ làm việc?",
            "Hành vi nào sau đây không được phép trong giờ làm việc?",
        ),
        (
            "Theo Nghị định 61/2018/NĐ-CP, một cửa là gì?",
            "Theo Nghị định số 61/2018/NĐ-CP một cửa là gì",
        ),
        (
            "Theo Nghị định 61/2018/NĐ-CP của Chính phủ, cơ chế một cửa là gì?",
            "Theo Nghị định 61 của Chính phủ, cơ chế một cửa là gì?",
        ),
    ],
)
def test_near_but_not_the_same(first, second):
    assert 85 <= ratio(first, second) < 100
    assert 85 <= ratio(second, first) < 100


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Điều 5 của Quy chế quy định về vấn đề gì?", "Điều 6 của Quy chế quy định về vấn đề gì?"),
        ("Nội dung Điều 5 khoản 1 là gì?", "Nội dung Điều 5 khoản 2 là gì?"),
        ("Nội dung mục III của Kế hoạch là gì?", "Nội dung mục II của Kế hoạch là gì?"),
        (
            "Theo điểm a khoản 2, cán bộ phải làm gì?",
            "Theo điểm b khoản 2, cán bộ phải làm gì?",
        ),
        (
            "Nghị quyết số 76/NQ-CP quy định nội dung gì?",
            "Nghị quyết số 78/NQ-CP quy định nội dung gì?",
        ),
        ("Văn bản 12/2020/NĐ-CP nói về gì?", "Văn bản 12/2020/TT-CP nói về gì?"),
        ("Chỉ số SIPAS năm 2020 của tỉnh là bao nhiêu?", "Chỉ số SIPAS năm 2021 là bao nhiêu?"),
        (STEM, "Ai là người đứng đầu cơ quan hành chính nhà nước ở địa phương?"),
        ("Cải cách hành chính là gì?", "Văn hóa công sở là gì?"),
    ],
)
def test_two_questions(first, second):
    assert ratio(first, second) == 0
    assert ratio(second, first) == 0


def test_the_difference_is_told_in_the_words_written():
    plain, denied = "Việc nào được phép làm?", "Việc nào không được phép làm?"
    told = difference(plain, denied)
    assert told == ([], ["không"])
    assert told.may_reverse
    other = difference(STEM, STEM.replace("bao nhiêu", "mấy"))
    assert other == (["bao", "nhiêu"], ["mấy"])
    assert not other.may_reverse


def test_order_and_marks_alone_are_no_difference_in_words():
    assert difference("một hai", "Hai, MOT") == ([], [])


def test_the_nearest_come_first_and_not_too_many():
    candidates = {
        number: fold(STEM.replace("ngày", "ngày" + " ấy" * number)) for number in range(8)
    }
    found = near(STEM, candidates, limit=3)
    assert [one.key for one in found] == [0, 1, 2]


def test_nothing_is_near_an_empty_stem():
    assert near(" … ", {1: "", 2: "mot"}) == []


WORDS = st.lists(st.sampled_from("thời hạn giải quyết thủ tục điều 5 6 không".split()), min_size=1)


@given(st.lists(WORDS.map(" ".join), max_size=8), WORDS.map(" ".join))
def test_an_index_finds_what_comparing_all_with_all_finds_of_the_same(stems, stem):
    candidates = {place: fold(one) for place, one in enumerate(stems)}
    same = {key for key, folded in candidates.items() if folded == fold(stem)}
    found = {one.key for one in StemIndex(candidates).near(stem, limit=20) if one.ratio == 100}
    assert found == same


@given(st.text(), st.text())
def test_any_text_is_compared(first, second):
    near(first, {1: fold(second)})
    difference(first, second)

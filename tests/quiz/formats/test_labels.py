"""Labels of options, words and letters of keys."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.formats.labels import (
    AMBIGUOUS,
    CONTRADICTION,
    EITHER,
    NO_OPTION,
    Choice,
    choice_of,
    follows,
    key_of,
    labels_in,
    normalised,
    option_of,
    options_on,
    starred,
    truth_of,
    without_mark,
)


@pytest.mark.parametrize(
    ("line", "label", "text"),
    [
        ("A. Hà Tĩnh", "A", "Hà Tĩnh"),
        ("A) Hà Tĩnh", "A", "Hà Tĩnh"),
        ("B . Hà Tĩnh", "B", "Hà Tĩnh"),
        ("b. Hà Tĩnh", "B", "Hà Tĩnh"),
        ("(A) Hà Tĩnh", "A", "Hà Tĩnh"),
        ("[A] Hà Tĩnh", "A", "Hà Tĩnh"),
        ("A: Hà Tĩnh", "A", "Hà Tĩnh"),
        ("A/ Hà Tĩnh", "A", "Hà Tĩnh"),
        ("A - Hà Tĩnh", "A", "Hà Tĩnh"),
        ("A.) Hà Tĩnh", "A", "Hà Tĩnh"),
        ("Ａ．Hà Tĩnh", "A", "Hà Tĩnh"),
        ("（Ａ）Hà Tĩnh", "A", "Hà Tĩnh"),
        ("А. Hà Tĩnh", "A", "Hà Tĩnh"),
        ("1. Hà Tĩnh", "1", "Hà Tĩnh"),
        ("01) Hà Tĩnh", "1", "Hà Tĩnh"),
        ("đ) Hà Tĩnh", "Đ", "Hà Tĩnh"),
        ("A.Hà Tĩnh", "A", "Hà Tĩnh"),
        ("A.", "A", ""),
        ("\xa0 A.\xa0Hà Tĩnh", "A", "Hà Tĩnh"),
        ("- A. Hà Tĩnh", "A", "Hà Tĩnh"),
        ("Ⓑ Hà Tĩnh", "B", "Hà Tĩnh"),
        ("③ Hà Tĩnh", "3", "Hà Tĩnh"),
        ("**A.** Hà Tĩnh", "A", "Hà Tĩnh"),
        ("[ ] B. Hà Tĩnh", "B", "Hà Tĩnh"),
        ("[ ] Hà Tĩnh", "", "Hà Tĩnh"),
    ],
)
def test_labels_of_options(line: str, label: str, text: str) -> None:
    option = option_of(line)
    assert option is not None
    assert (option.label, option.text, option.is_marked) == (label, text, False)


@pytest.mark.parametrize(
    "line",
    [
        "*A. Hà Tĩnh",
        "* A. Hà Tĩnh",
        "A*. Hà Tĩnh",
        "A.* Hà Tĩnh",
        "*(A) Hà Tĩnh",
        "**A. Hà Tĩnh**",
        "[x] A. Hà Tĩnh",
        "(x) A. Hà Tĩnh",
        "☑ A. Hà Tĩnh",
    ],
)
def test_marked_options(line: str) -> None:
    option = option_of(line)
    assert option is not None
    assert (option.label, option.text, option.is_marked) == ("A", "Hà Tĩnh", True)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Hà Tĩnh",
        "An toàn",
        "e-mail",
        "A-B",
        "1.5 triệu đồng",
        "1.000 đồng",
        "1/2",
        "30/4/1975",
        "C:\\Windows",
        "U.S.A",
        "12:30",
        "2021. Năm",
        "(A hoặc B) là",
        "A] Hà Tĩnh",
    ],
)
def test_what_is_no_option(line: str) -> None:
    option = option_of(line)
    assert option is None or option.is_tight


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("A. x   B. y", "AB"),
        ("A. x\tB. y\tC. z\tD. t", "ABCD"),
        ("A. Có B. Không", "AB"),
        ("a) một b) hai c) ba", "ABC"),
        ("C. x  D. y", "CD"),
        ("d) x  đ) y  e) z", "DĐE"),
        ("D. x  E. y", "DE"),
        ("A. x  *B. y", "AB"),
        ("(A) x (B) y", "AB"),
        ("A. Ông D. Nam", "A"),
        ("A. theo điểm b. Điều 5", "A"),
        ("A. x C. y", "A"),
        ("1) x  2) y", "12"),
        ("không có", ""),
    ],
)
def test_several_options_on_one_line(line: str, labels: str) -> None:
    assert "".join(option.label for option in options_on(line)) == labels


def test_texts_of_options_on_one_line_end_before_the_next() -> None:
    assert [option.text for option in options_on("A. 10 ngày \t B. 15 ngày")] == [
        "10 ngày",
        "15 ngày",
    ]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Đáp án: B", "B"),
        ("ĐÁP ÁN ĐÚNG LÀ B", "B"),
        ("Đáp án đúng: B", "B"),
        ("Đáp án đúng là: B", "B"),
        ("Đáp án B", "B"),
        ("đáp án là B.", "B."),
        ("ANSWER: B", "B"),
        ("Answer B", "B"),
        ("Correct answer: B", "B"),
        ("Đ/A: B", "B"),
        ("ĐA: B", "B"),
        ("Đ.A. B", "B"),
        ("Key: b", "b"),
        ("Chọn B", "B"),
        ("Chọn: A, C", "A, C"),
        ("Chọn đáp án B", "B"),
        ("Chọn câu B", "câu B"),
        ("=> B", "B"),
        ("-> chọn B", "B"),
        ("→ B", "B"),
        ("Trả lời: 30 ngày", "30 ngày"),
        ("Đáp án: 30 ngày", "30 ngày"),
        ("Đáp án = C", "C"),
        ("Đáp án - C", "C"),
        ("Dap an: C", "C"),
        ("**Đáp án: C**", "C"),
        ("Phương án đúng: C", "C"),
        ("Câu trả lời đúng là C", "C"),
        ("Đáp án：Ｂ", "Ｂ"),
        ("Đáp án:", ""),
    ],
)
def test_words_of_a_key(line: str, value: str) -> None:
    key = key_of(line)
    assert key is not None
    assert (key.value, key.number, key.is_bare) == (value, None, False)


def test_a_key_may_name_its_question_or_be_the_heading_of_a_table() -> None:
    numbered, bare = key_of("Đáp án câu 12: C"), key_of("ĐÁP ÁN")
    assert numbered is not None
    assert (numbered.value, numbered.number) == ("C", 12)
    assert bare is not None
    assert bare.is_bare


@pytest.mark.parametrize(
    "line",
    [
        "Chọn câu trả lời đúng:",
        "Chọn đáp án đúng nhất",
        "Chọn phương án đúng: cơ quan nào sau đây",
        "Đáp án của bài là gì?",
        "Đáp án là phương án nào?",
        "Đa dạng sinh học",
        "Keyboard: bàn phím",
        "Key performance là gì",
        "=> do đó hồ sơ phải bổ sung",
        "Ý nghĩa của cải cách",
        "A. Đáp án: B",
    ],
)
def test_what_gives_no_key(line: str) -> None:
    assert key_of(line) is None


@pytest.mark.parametrize(
    ("value", "labels"),
    [
        ("B", "B"),
        ("b.", "B"),
        ("A, C", "AC"),
        ("A và C", "AC"),
        ("Cả A và C", "AC"),
        ("A;C", "AC"),
        ("A-C", "AC"),
        ("AC", "AC"),
        ("ACD", "ACD"),
        ("ac", "AC"),
        ("1", "1"),
        ("1, 3", "13"),
        ("Câu A", "A"),
        ("«A»", "A"),
        ("(A)", "A"),
        ("Ａ", "A"),
        ("С", "C"),
        ("Đ", "Đ"),
        ("A, A", "A"),
        ("CHA", ""),
        ("BA", ""),
        ("30 ngày", ""),
        ("100", ""),
        ("B. Ủy ban nhân dân", ""),
        ("", ""),
        ("A hay là gì", ""),
        ("Cả 1 và 3", "13"),
        ("Cả 3", ""),
        ("cả 4.", ""),
        ("Cả 3 đáp án", ""),
        ("Cả ba", ""),
        ("3 ý", ""),
        ("Câu 3", "3"),
    ],
)
def test_letters_of_a_key(value: str, labels: str) -> None:
    assert "".join(labels_in(value)) == labels


OPTIONS = [("A", "10 ngày"), ("B", "15 ngày"), ("C", "20 ngày")]


@pytest.mark.parametrize(
    ("key", "options", "choice"),
    [
        ("B", OPTIONS, Choice((1,))),
        ("C, A", OPTIONS, Choice((0, 2))),
        ("D", OPTIONS, Choice(fault=NO_OPTION)),
        ("A, D", OPTIONS, Choice(fault=NO_OPTION)),
        ("2", OPTIONS, Choice((1,))),
        ("15 ngày", OPTIONS, Choice((1,))),
        ("15 Ngày.", OPTIONS, Choice((1,))),
        ("30 ngày", OPTIONS, Choice(fault=NO_OPTION)),
        ("B. 15 ngày", OPTIONS, Choice((1,))),
        ("B. 10 ngày", OPTIONS, Choice(fault=CONTRADICTION)),
        ("B. Điều 5", OPTIONS, Choice((1,), rest="Điều 5")),
        ("C", [("A", "ba"), ("C", "bốn"), ("D", "năm")], Choice((1,))),
        ("B", [("A", "ba"), ("C", "bốn"), ("D", "năm")], Choice(fault=NO_OPTION)),
        ("2", [("A", "ba"), ("C", "bốn"), ("D", "năm")], Choice(fault=NO_OPTION)),
        ("A", [("B", "ba"), ("A", "bốn")], Choice((1,))),
        ("A", [("A", "ba"), ("A", "bốn")], Choice(fault=AMBIGUOUS)),
        ("15 ngày", [("A", "15 ngày"), ("B", "15 ngày")], Choice(fault=AMBIGUOUS)),
        ("B", [("1", "ba"), ("2", "bốn")], Choice((1,))),
        ("5", [("A", "3"), ("B", "5")], Choice((1,))),
        ("Đ", [("A", "Đúng"), ("B", "Sai")], Choice((0,))),
        ("Sai", [("", "Đúng"), ("", "Sai")], Choice((1,))),
        ("B", [("", "ba"), ("", "bốn")], Choice(fault=NO_OPTION)),
        ("", OPTIONS, Choice(fault=NO_OPTION)),
        ("B. cả a và b", [("A", "chỉ a"), ("B", "cả a và b")], Choice((1,))),
        ("A và B", [("A", "x"), ("B", "y"), ("C", "A và B")], Choice(fault=AMBIGUOUS)),
        ("2", [("A", "2"), ("B", "3")], Choice(fault=AMBIGUOUS)),
        ("B", [("A", "B"), ("B", "A")], Choice((1,))),
        ("Cả 3", OPTIONS, Choice(fault=NO_OPTION)),
        ("Cả 3", [*OPTIONS, ("D", "Cả 3")], Choice((3,))),
        ("A hoặc B", OPTIONS, Choice(fault=EITHER)),
        ("A or B", OPTIONS, Choice(fault=EITHER)),
        ("A/B", OPTIONS, Choice(fault=EITHER)),
        ("A-C", OPTIONS, Choice(fault=EITHER)),
        ("1–3", OPTIONS, Choice(fault=EITHER)),
        ("A-Z", OPTIONS, Choice(fault=NO_OPTION)),
        ("A hoặc B", [*OPTIONS, ("D", "A hoặc B")], Choice((3,))),
        ("1/2", [("A", "1/2"), ("B", "1/3")], Choice((0,))),
        ("A. 5", OPTIONS, Choice(fault=NO_OPTION)),
        ("A: Z", OPTIONS, Choice(fault=NO_OPTION)),
        ("A..C", OPTIONS, Choice(fault=EITHER)),
        ("A hoặc", OPTIONS, Choice(fault=EITHER)),
        ("B. 15 ngày, C. 20 ngày", OPTIONS, Choice(fault=AMBIGUOUS)),
        ("A. 10 ngày hoặc c) 20 ngày", OPTIONS, Choice(fault=AMBIGUOUS)),
        ("A. B cũng đúng", OPTIONS, Choice(fault=AMBIGUOUS)),
        ("A. có thể B", OPTIONS, Choice(fault=AMBIGUOUS)),
        ("A. vì B trái điểm c. Điều 5", OPTIONS, Choice((0,), rest="vì B trái điểm c. Điều 5")),
    ],
)
def test_which_options_a_key_names(
    key: str, options: list[tuple[str, str]], choice: Choice
) -> None:
    assert choice_of(key, options) == choice


@pytest.mark.parametrize(
    ("text", "rest", "is_marked"),
    [
        ("15 ngày (đúng)", "15 ngày", True),
        ("15 ngày (Đ)", "15 ngày", True),
        ("15 ngày [x]", "15 ngày", True),
        ("15 ngày ✓", "15 ngày", True),
        ("15 ngày *", "15 ngày", True),
        ("15 ngày", "15 ngày", False),
        ("(đúng)", "(đúng)", False),
        ("điều đúng", "điều đúng", False),
    ],
)
def test_marks_behind_an_option(text: str, rest: str, is_marked: bool) -> None:
    assert without_mark(text) == (rest, is_marked)


def test_a_star_before_a_text() -> None:
    assert starred("* 15 ngày") == ("15 ngày", True)
    assert starred("**đậm**") == ("**đậm**", False)


@pytest.mark.parametrize(
    ("text", "truth"),
    [("Đúng", True), ("Đ", True), ("TRUE", True), ("Sai.", False), ("S", False), ("F", False),
     ("D", None), ("có", None), ("", None)],
)  # fmt: skip
def test_words_for_true_and_false(text: str, truth: bool | None) -> None:
    assert truth_of(text) is truth


def test_which_label_is_the_next() -> None:
    assert follows("B", "A")
    assert follows("Đ", "D")
    assert follows("E", "D")
    assert follows("E", "Đ")
    assert follows("10", "9")
    assert not follows("C", "A")
    assert not follows("A", "")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_looked_at_without_failing(text: str) -> None:
    normalised(text)
    option_of(text)
    options_on(text)
    key_of(text)
    labels_in(text)
    truth_of(text)
    choice_of(text, [("A", text), ("B", "b")])


@settings(deadline=None)
@given(st.text(alphabet="AaBb.)(*[]xđĐ:/ 1-,\t", max_size=40))
def test_texts_of_such_signs_too(text: str) -> None:
    for option in options_on(text):
        assert option.text in text
    key_of(text)
    labels_in(text)


@pytest.mark.parametrize("sign", ["✓", "() ", "(x) ", "☐"])
def test_a_line_of_many_boxes_is_looked_at(sign: str) -> None:
    option = option_of(sign * 2000 + "A. Hà Tĩnh")
    assert option is not None
    assert option.text.endswith("Hà Tĩnh")
    assert option.is_marked is (sign in {"✓", "(x) "})


def test_a_box_before_a_box() -> None:
    assert option_of("☐ (x) A. Hà Tĩnh") == ("A", "Hà Tĩnh", True, False, "☐☐A.")

"""Questions in typed or pasted text: the shapes that offices use, and what is wrong with some."""

import itertools
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quiz.formats import recognise
from quiz.formats.base import COMMENT, ERROR, HEADING, NOTICE, QUESTION, UNREAD, WARNING
from quiz.formats.documents import typed

ROLES = {QUESTION, HEADING, COMMENT, UNREAD}


def read(text):
    """The file, after seeing that each of its lines is accounted for."""
    file = typed.read(text)
    check_lines(text, file)
    return file


def check_lines(text, file):
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    assert [(line.place.line, line.text) for line in file.lines] == lines
    assert {line.role for line in file.lines} <= ROLES
    told = {problem.place.line for problem in file.problems}
    assert {line.place.line for line in file.lines if line.role == UNREAD} <= told


def question(text):
    """The only question of a text."""
    (found,) = read(text).questions
    return found


def keys(file):
    """The labels of the right options of each question; their texts where they have none."""
    return [
        "".join(option.label or option.text for option in one.options if option.is_correct)
        for one in file.questions
    ]


def codes(found):
    return [problem.code for problem in found.problems]


OPTIONS = "A. một\nB. hai\nC. ba\nD. bốn\n"


@pytest.mark.parametrize(
    "start",
    [
        "Câu 1:",
        "Câu 1.",
        "CÂU 1:",
        "Câu 01:",
        "Câu 1",
        "Câu hỏi 1.",
        "Câu hỏi số 1:",
        "Câu số 1 -",
        "Cau 1:",
        "[1]",
        "1.",
        "1)",
        "1/",
        "Question 1:",
        "Q1.",
        "Bài 1.",
        "**Câu 1:**",
        "Câu hỏi:",
        "",
    ],
)
def test_questions_begin_in_many_ways(start):
    found = question(f"{start} Cơ quan nào?\n{OPTIONS}Đáp án: B\n")
    assert found.stem == "Cơ quan nào?"
    assert [option.text for option in found.options] == ["một", "hai", "ba", "bốn"]
    assert [option.label for option in found.options if option.is_correct] == ["B"]
    assert found.kind == "single"
    assert not found.problems


def test_a_question_of_several_lines_keeps_them():
    found = question("Câu 1: Theo\nkế hoạch\n\nnào?\nA. một\ncòn nữa\nB. hai\nĐáp án: A")
    assert found.stem == "Theo\nkế hoạch\nnào?"
    assert found.options[0].text == "một\ncòn nữa"
    assert found.options[0].is_correct


def test_options_on_one_line():
    for line in ("A. một  B. hai\nC. ba  D. bốn", "A. một\tB. hai\tC. ba\tD. bốn",
                 "A. một B. hai C. ba D. bốn"):  # fmt: skip
        found = question(f"Câu 1: Gì?\n{line}\nĐáp án: C")
        assert [option.text for option in found.options] == ["một", "hai", "ba", "bốn"]
        assert found.options[2].is_correct


def test_options_behind_the_question():
    found = question("Câu 1: Gì? A. một B. hai\nĐáp án: B")
    assert found.stem == "Gì?"
    assert [option.text for option in found.options] == ["một", "hai"]


def test_an_option_that_holds_what_looks_like_the_next_label():
    found = question("Câu 1: Ai?\nA. Ông B. Nam\nB. Ông C. Bắc\nC. Khác\nĐáp án: B")
    assert [option.text for option in found.options] == ["Ông B. Nam", "Ông C. Bắc", "Khác"]


def test_a_question_that_begins_with_a_letter():
    found = question("Câu 1: A. Nguyễn Văn Trỗi là ai?\nA. một\nB. hai\nĐáp án: B")
    assert found.stem == "A. Nguyễn Văn Trỗi là ai?"
    assert [option.text for option in found.options] == ["một", "hai"]


@pytest.mark.parametrize("list_of", ["1. gì\n2. nữa\n", "a) gì\nb) nữa\n", "- gì\n- nữa\n"])
def test_a_list_within_a_question_stays_there(list_of):
    for start in ("Câu 7:", "7."):
        found = question(f"{start} Trong các ý:\n{list_of}A. chỉ 1\nB. cả hai\nĐáp án: B")
        assert found.stem == f"Trong các ý:\n{list_of}".strip()
        assert [option.text for option in found.options] == ["chỉ 1", "cả hai"]


def test_numbered_options():
    found = question("Câu 1: Gì?\n1) một\n2) hai\nthêm\n3) ba\nĐáp án: 2")
    assert [option.label for option in found.options] == ["1", "2", "3"]
    assert found.options[1].text == "hai\nthêm"
    assert found.options[1].is_correct


@pytest.mark.parametrize(
    "options",
    ["A. một\n*B. hai", "A. một\nB. *hai", "A. một\nB. hai (đúng)", "[ ] A. một\n[x] B. hai",
     "☐ A. một\n☑ B. hai", "A. một\nB. hai ✓", "A. một  *B. hai"],
)  # fmt: skip
def test_marked_options(options):
    found = question(f"Câu 1: Gì?\n{options}")
    assert [(option.text, option.is_correct) for option in found.options] == [
        ("một", False),
        ("hai", True),
    ]
    assert not found.problems


@pytest.mark.parametrize(
    "table",
    [
        "ĐÁP ÁN\n1. C  2. A  3. B",
        "ĐÁP ÁN:\n1-C, 2-A, 3-B",
        "Bảng đáp án\n1C 2A 3B",
        "Đáp án trắc nghiệm\nCâu 1: C\nCâu 2: A\nCâu 3: B",
        "ĐÁP ÁN\n\n1.C\n2.A\n3.B",
        "ĐÁP ÁN\nCâu 1 2 3\nĐáp án C A B",
        "1\t2\t3\nC\tA\tB",
        "ĐÁP ÁN\nCâu\tĐáp án\n1\tC\n2\tA\n3\tB",
        "ĐÁP ÁN\nCâu | Đáp án\n1 | C\n2 | A\n3 | B",
        "1C 2A 3B",
        "Câu 1: C\nCâu 2: A\nCâu 3: B",
        "ANSWER KEY\n1) c; 2) a; 3) b",
        "---- ĐÁP ÁN ----\n1. C\n2. A\n3. B\n---HẾT---",
    ],
)
def test_tables_of_keys(table):
    text = "".join(f"Câu {number}: Gì {number}?\n{OPTIONS}" for number in (1, 2, 3))
    file = read(text + table)
    assert keys(file) == ["C", "A", "B"]
    assert not file.problems
    weak = "".join(f"{number}. Gì {number}?\n{OPTIONS}" for number in (1, 2, 3))
    assert keys(read(f"{weak}\n{table}")) == ["C", "A", "B"]


def test_a_table_of_two_rows_that_do_not_fit_is_told():
    file = read(f"Câu 1: Gì?\n{OPTIONS}Câu 2: Gì?\n{OPTIONS}ĐÁP ÁN\n1 2\nA")
    assert codes(file) == ["typed_table_odd"] * 2
    assert keys(file) == ["", ""]
    file = read(f"Câu 1: Gì?\n{OPTIONS}Câu 2: Gì?\n{OPTIONS}Câu\t1\t2\nĐA\tA\tB, C")
    assert keys(file) == ["A", "BC"]


def test_tables_with_several_right_and_with_words():
    file = read(
        f"Câu 1: Gì?\n{OPTIONS}Câu 2: Bao lâu?\nCâu 3: Đúng?\nĐÁP ÁN\n1. A, C\n2. 30 ngày\n3. Sai"
    )
    assert [one.kind for one in file.questions] == ["multiple", "short_text", "true_false"]
    assert keys(file) == ["AC", "30 ngày", "Sai"]


PART = f"Câu 1: Gì?\n{OPTIONS}Câu 2: Gì?\n{OPTIONS}"


def test_numbers_that_begin_anew_with_a_table_for_each_part():
    file = read(f"PHẦN I. Hộ tịch\n{PART}ĐÁP ÁN\n1A 2B\nPHẦN II. Hai\n{PART}ĐÁP ÁN\n1C 2D")
    assert keys(file) == ["A", "B", "C", "D"]
    assert [one.topic for one in file.questions] == ["Hộ tịch", "Hộ tịch", "Hai", "Hai"]


def test_numbers_that_begin_anew_with_one_table_in_parts():
    named = "ĐÁP ÁN\nPHẦN II\n1C 2D\nPHẦN I\n1A 2B"
    assert keys(read(f"PHẦN I. Hộ tịch\n{PART}PHẦN II. Hai\n{PART}{named}")) == ["A", "B", "C", "D"]
    assert keys(read(f"{PART}{PART}ĐÁP ÁN\n1A 2B\n1C 2D")) == ["A", "B", "C", "D"]


def test_numbers_that_begin_anew_with_one_table_that_does_not_say_so():
    file = read(f"{PART}{PART}ĐÁP ÁN\n1A 2B")
    assert keys(file) == [""] * 4
    assert all("typed_key_of_several" in codes(one) for one in file.questions)
    assert all(one.has_errors for one in file.questions)


def test_keys_that_name_their_question():
    below = f"Câu 1: Gì?\n{OPTIONS}Đáp án câu 1: B\nGiải thích: vì\nCâu 2: Gì?\n{OPTIONS}"
    file = read(f"{below}Đáp án câu 2: C")
    assert keys(file) == ["B", "C"]
    assert file.questions[0].explanation == "vì"
    file = read(f"{PART}Đáp án câu 1: C\nĐáp án câu 2: D\nĐáp án câu 3: A")
    assert keys(file) == ["C", "D"]
    assert codes(file) == ["typed_key_without_question"]


def test_a_key_for_a_question_that_is_not_there():
    file = read(f"{PART}ĐÁP ÁN\n1A 2B 3C")
    assert keys(file) == ["A", "B"]
    (problem,) = file.problems
    assert (problem.severity, problem.code) == (WARNING, "typed_key_without_question")
    assert (problem.place.line, problem.text) == (12, "3. C")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"Câu 1: Gì?\n{OPTIONS}", "typed_no_key"),
        (f"Câu 1: Gì?\n{OPTIONS}Đáp án:\n", "typed_no_key"),
        (f"Câu 1: Gì?\n{OPTIONS}Đáp án: E\n", "typed_key_unknown"),
        (f"Câu 1: Gì?\n{OPTIONS}Đáp án: xxx\n", "typed_key_unknown"),
        ("Câu 1: Gì?\nA. một\nC. ba\nĐáp án: B\n", "typed_key_unknown"),
        ("Câu 1: Gì?\nA. một\nB. hai\nB. ba\nĐáp án: B\n", "typed_key_ambiguous"),
        (f"Câu 1: Gì?\n{OPTIONS}Đáp án: B. ba\n", "typed_key_contradicts"),
        (f"Câu 1: Gì?\n{OPTIONS}Đáp án: B\nĐáp án: C\n", "typed_keys_differ"),
        (f"Câu 1: Gì?\n{OPTIONS}Đáp án: B\nĐÁP ÁN\n1. C\n", "typed_keys_differ"),
        (f"Câu 1: Gì?\n*{OPTIONS}Đáp án: B\n", "typed_mark_differs"),
        ("Câu 1: Gì?\n*A. một\n*B. hai\n", "typed_no_key"),
        ("Câu 1: Gì?\nĐáp án: B\n", "typed_key_without_options"),
        ("Câu 1: Gì?\nĐáp án: 30\nĐáp án: 40\n", "typed_keys_differ"),
        ("Câu 1: Gì?\n", "typed_no_options"),
    ],
)
def test_what_keeps_a_question_out(text, code):
    found = question(text)
    assert code in codes(found)
    assert found.has_errors
    assert not any(option.is_correct for option in found.options)
    if "A." in text:
        assert len(found.options) > 1


def test_signs_without_width_are_no_hindrance():
    found = question("\u200bCâu 1: Gì?\n\ufeffA. một\n\u200eB. hai\n\u200bĐáp\u00a0án: B")
    assert [option.text for option in found.options] == ["một", "hai"]
    assert found.options[1].is_correct


def test_the_same_key_twice_is_fine():
    found = question(f"Câu 1: Gì?\n{OPTIONS}Đáp án: B\nĐÁP ÁN\n1. B\n")
    assert not found.problems
    assert found.options[1].is_correct


def test_labels_that_are_out_of_order_are_told_and_keys_go_by_label():
    found = question("Câu 1: Gì?\nB. hai\nA. một\nĐáp án: A")
    assert [option.is_correct for option in found.options] == [False, True]
    assert "typed_label_order" in codes(found)
    found = question("Câu 1: Gì?\nA. một\nC. ba\nD. bốn\nĐáp án: C")
    assert [option.text for option in found.options if option.is_correct] == ["ba"]
    assert "typed_label_order" in codes(found)


@pytest.mark.parametrize(
    ("key", "kind", "texts", "code"),
    [
        ("30 ngày", "short_text", ["30 ngày"], "typed_short_text"),
        ("30", "number", ["30"], "typed_number"),
        ("1.234,5", "number", ["1.234,5"], "typed_number"),
        ("Đúng", "true_false", ["Đúng"], "typed_true_false"),
        ("S", "true_false", ["Sai"], "typed_true_false"),
    ],
)
def test_questions_without_options(key, kind, texts, code):
    found = question(f"Câu 1: Gì?\nĐáp án: {key}")
    assert found.kind == kind
    assert [option.text for option in found.options if option.is_correct] == texts
    assert [(problem.severity, problem.code) for problem in found.problems] == [(NOTICE, code)]


@pytest.mark.parametrize("offer", ["Đúng / Sai", "☐ Đúng   ☐ Sai", "Đúng\nSai", "A. Đúng\nB. Sai"])
def test_true_or_false(offer):
    found = question(f"Câu 1: Nộp qua mạng được.\n{offer}\nĐáp án: Sai")
    assert found.kind == "true_false"
    assert [(option.text, option.is_correct) for option in found.options] == [
        ("Đúng", False),
        ("Sai", True),
    ]
    assert found.stem == "Nộp qua mạng được."


def test_what_is_said_about_a_question():
    found = question(
        f"Câu 1 (0,5 điểm): Gì?\n{OPTIONS}Đáp án: B, C\nGiải thích: Vì thế\nnên vậy.\n"
        "Căn cứ: Điều 5 Luật X\nMức độ: Thông hiểu\nChủ đề: Hộ tịch\nTừ khóa: a; b\nMã: K-1"
    )
    assert found.kind == "multiple"
    assert found.explanation == "Vì thế\nnên vậy."
    assert found.source_label == "Điều 5 Luật X"
    assert (found.difficulty, found.topic, found.code) == ("medium", "Hộ tịch", "K-1")
    assert found.keywords == ("a", "b")
    assert codes(found) == ["typed_points"]


def test_a_key_with_its_reason():
    for key in ("B. Theo Điều 5", "B (Theo Điều 5)", "B - Theo Điều 5", "B. hai",
                "B. Giải thích: Theo Điều 5"):  # fmt: skip
        found = question(f"Câu 1: Gì?\n{OPTIONS}Đáp án: {key}")
        assert found.options[1].is_correct
        assert found.explanation == ("" if "hai" in key else "Theo Điều 5")


def test_a_key_behind_the_last_option_or_on_the_next_line():
    for line in ("B. hai   Đáp án: A", "B. hai (Đáp án: A)", "B. hai\nĐáp án:\nA"):
        found = question(f"Câu 1: Gì?\nA. một\n{line}")
        assert [(one.text, one.is_correct) for one in found.options] == [
            ("một", True),
            ("hai", False),
        ]


def test_difficulties_that_nobody_knows_are_told():
    found = question(f"Câu 1: Gì?\n{OPTIONS}Đáp án: A\nMức độ: lạ")
    assert found.difficulty == ""
    assert codes(found) == ["typed_difficulty_unknown"]
    assert question(f"Câu 1 [NB]: Gì?\n{OPTIONS}Đáp án: A").difficulty == "easy"


def test_headings_become_topics():
    file = read(
        f"BỘ CÂU HỎI\nPHẦN I. TRẮC NGHIỆM\nChủ đề 1: Hộ tịch\nCâu 1: Gì?\n{OPTIONS}Đáp án: A\n"
        f"II. ĐẤT ĐAI\nCâu 2: Gì?\n{OPTIONS}Đáp án: A"
    )
    assert [one.topic for one in file.questions] == ["Hộ tịch", "ĐẤT ĐAI"]
    assert codes(file) == ["typed_topic_from_heading"] * 2
    assert [line.role for line in file.lines][:4] == [COMMENT, HEADING, HEADING, QUESTION]


def test_headings_with_counts_and_without_numbers():
    file = read(
        f"I. Câu hỏi về hộ tịch (10 câu)\nCâu 1: Gì?\n{OPTIONS}Đáp án: A\n"
        f"Chương II Đất đai\nCâu 3: Gì?\n{OPTIONS}Đáp án: A\n"
        "Phần tự luận\nCâu 2: Bao lâu?\nĐáp án: 5 ngày"
    )
    assert [one.topic for one in file.questions] == ["hộ tịch", "Đất đai", ""]
    assert [line.role for line in file.lines].count(HEADING) == 3


@pytest.mark.parametrize(
    "line",
    ["Chương II Luật Cán bộ quy định gì?", "Phần 1 của Nghị quyết nói gì?", "Mục 3. Điều 5 là gì?"],
)
def test_a_line_of_a_question_that_begins_like_a_heading(line):
    assert question(f"Câu 1: Theo\n{line}\n{OPTIONS}Đáp án: A").stem == f"Theo\n{line}"


def test_a_list_whose_numbers_go_on_like_those_of_the_questions():
    text = (
        f"1. Một?\n{OPTIONS}Đáp án: A\n2. Các cơ quan:\n1. x\n2. y\n3. z\nA. 1\nB. 2\nĐáp án: B\n"
    )
    file = read(f"{text}3. Ba?\n{OPTIONS}Đáp án: C")
    assert [one.stem for one in file.questions] == ["Một?", "Các cơ quan:\n1. x\n2. y\n3. z", "Ba?"]
    assert not file.problems


def test_points_of_a_list_are_options_where_the_key_names_one():
    found = question("Câu 1: Gì?\n- một\n- hai\nĐáp án: hai")
    assert [(option.text, option.is_correct) for option in found.options] == [
        ("một", False),
        ("hai", True),
    ]
    assert question("Câu 1: Gì?\n- một\n- hai\nĐáp án: 30 ngày").kind == "short_text"
    assert codes(question("Câu 1: Gì?\n- một\n- hai\nĐáp án: B")) == ["typed_key_unknown"]


def test_a_key_that_names_all_options_in_another_order():
    found = question(f"Câu 1: Sắp xếp.\n{OPTIONS}Đáp án: B, A, D, C")
    assert found.kind == "ordering"
    assert [option.text for option in found.options] == ["hai", "một", "bốn", "ba"]
    assert codes(found) == ["typed_ordering"]


def test_gaps_and_repetitions_of_numbers_are_told():
    file = read(f"Câu 1: a?\n{OPTIONS}Đáp án: A\nCâu 3: b?\n{OPTIONS}Đáp án: A\n"
                f"Câu 3: c?\n{OPTIONS}Đáp án: A")  # fmt: skip
    assert codes(file) == ["typed_number_gap", "typed_number_twice"]
    assert len(file.questions) == 3


def test_questions_without_numbers():
    file = read(
        f"Một?\n{OPTIONS}ANSWER: A\nHai?\n{OPTIONS}ANSWER: B\n\nBa\nhay?\n{OPTIONS}ANSWER: C"
    )
    assert [one.stem for one in file.questions] == ["Một?", "Hai?", "Ba\nhay?"]
    assert keys(file) == ["A", "B", "C"]


def test_a_question_without_a_number_between_others_is_told():
    file = read(
        f"Câu 1: Một?\n{OPTIONS}Đáp án: A\n\n"
        f"Hai?\n{OPTIONS}Đáp án: B\nCâu 2: Ba?\n{OPTIONS}Đáp án: C"
    )
    assert [one.stem for one in file.questions] == ["Một?", "Hai?", "Ba?"]
    assert codes(file.questions[1]) == ["typed_unnumbered"]


def test_lines_that_belong_to_nothing_are_told():
    file = read(
        f"Kính gửi các anh chị\nCâu 1: Một?\n{OPTIONS}Đáp án: A\n"
        f"Dòng lạ\nCâu 2: Hai?\n{OPTIONS}Đáp án: B"
    )
    assert codes(file) == ["typed_outside", "typed_behind_key"]
    assert [line.text for line in file.lines if line.role == UNREAD] == [
        "Kính gửi các anh chị",
        "Dòng lạ",
    ]


def test_examples_and_remarks_are_left_out_and_told():
    file = read(
        f"※ Hướng dẫn\nCâu ví dụ 1: Xin chào?\n{OPTIONS}Đáp án: A\nCâu 1: Một?\n{OPTIONS}Đáp án: B"
    )
    assert [one.stem for one in file.questions] == ["Một?"]
    assert [(problem.severity, problem.code, problem.text) for problem in file.problems] == [
        (NOTICE, "typed_example", "Xin chào?")
    ]
    assert {line.role for line in file.lines[:7]} == {COMMENT}


def test_a_text_without_questions():
    file = read("Kính gửi các anh chị")
    assert not file.questions
    assert [(one.severity, one.code) for one in file.problems if one.severity == ERROR] == [
        (ERROR, "typed_no_questions")
    ]
    assert read("").problems


BITS = (
    "Câu 1: {}?|Câu 2. {}|3. {}|1) {}|2) {}|[4] {}|A. {}|B. {}|C. {}  D. {}|*A. {}|a) {}|b) {}|"
    "Đáp án: B|Đáp án: {}|ĐÁP ÁN|1C 2A|1. C|1 2 3|C A B|Đáp án:|PHẦN I. {}|Chủ đề: {}|II. {}|"
    "Giải thích: {}|Căn cứ: {}|Từ khóa: {}|Mức độ: dễ|{} {}|||Đúng / Sai|HẾT|-----|- {}|E. {}|"
    "Câu ví dụ 1: x|Câu 1: C|A. TỰ LUẬN B|(Đáp án: A)|{}   Đáp án: A|Đáp án câu 1: A|1. C 2. {}"
).split("|")


def said(file):
    """All that a file's questions and messages say."""
    parts = [repr(file.problems)]
    for one in file.questions:
        parts += [one.stem, one.explanation, one.topic, one.source_label, *one.keywords]
        parts += [option.text for option in one.options]
        parts.append(repr(one.problems))
    return "\n".join(parts)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(BITS), max_size=20))
@example(["ĐÁP ÁN", "Câu 1: {}"])
def test_no_word_of_any_order_of_lines_is_lost(bits):
    words = (f"chữ{number}x" for number in itertools.count())
    text = "\n".join(bit.format(next(words), next(words)) for bit in bits)
    file = read(text)
    told = said(file)
    for line in file.lines:
        if line.role == QUESTION:
            assert all(word in told for word in re.findall(r"chữ\d+x", line.text))
    for one in file.questions:
        right = [option for option in one.options if option.is_correct]
        assert right or one.has_errors


@settings(deadline=None)
@given(st.text(alphabet="ABCĐabcâuCÁP án:.)(*[]x12 \n\t-đGiải?", max_size=200))
def test_any_text_is_accounted_for(text):
    read(text)


def test_a_letter_that_stands_twice_is_an_option_both_times():
    file = read("Câu 1: Ai quản lý con dấu?\na) Văn thư\na) Trưởng phòng\nc) Lái xe\nĐáp án: a")
    [question] = file.questions
    assert question.stem == "Ai quản lý con dấu?"
    assert [option.text for option in question.options] == ["Văn thư", "Trưởng phòng", "Lái xe"]
    assert question.has_errors


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("Cả 3", "typed_key_unknown"),
        ("Cả 4", "typed_key_unknown"),
        ("Cả ba", "typed_key_unknown"),
        ("Tất cả", "typed_key_unknown"),
        ("A, Z", "typed_key_unknown"),
        ("A,Z", "typed_key_unknown"),
        ("A; Z", "typed_key_unknown"),
        ("A-Z", "typed_key_unknown"),
        ("A, Z (Điều 5)", "typed_key_unknown"),
        ("A (Z)", "typed_key_unknown"),
        ("A (hai)", "typed_key_contradicts"),
        ("A – hai", "typed_key_contradicts"),
        ("A. hai", "typed_key_contradicts"),
        ("A (B cũng đúng)", "typed_key_ambiguous"),
        ("A, có thể B", "typed_key_ambiguous"),
        ("A; B cũng được", "typed_key_ambiguous"),
        ("C. ba, D. bốn", "typed_key_ambiguous"),
        ("A hoặc B", "typed_key_either"),
        ("A hoặc D hoặc B hoặc C", "typed_key_either"),
        ("A or B", "typed_key_either"),
        ("A/B", "typed_key_either"),
        ("A-C", "typed_key_either"),
    ],
)
@pytest.mark.parametrize("word", ["Đáp án", "ANSWER"])
def test_a_key_that_names_no_certain_option_is_an_error(word, key, code):
    found = question(f"Câu 1: Bao nhiêu?\n{OPTIONS}{word}: {key}\n")
    assert not any(option.is_correct for option in found.options)
    assert (codes(found), found.explanation) == ([code], "")


@pytest.mark.parametrize(
    ("key", "explanation"),
    [
        ("A (một)", ""),
        ("A, B (hai)", ""),
        ("A – Điều 5", "Điều 5"),
        ("A, B; xem Điều 5", "xem Điều 5"),
    ],
)
def test_what_stands_behind_the_letters_of_a_key(key, explanation):
    found = question(f"Câu 1: Bao nhiêu?\n{OPTIONS}Đáp án: {key}\n")
    assert found.options[0].is_correct
    assert (codes(found), found.explanation) == ([], explanation)


@pytest.mark.parametrize(
    "table",
    [
        "Câu 1-2: A\nCâu 3-4: B\n",
        "Câu 1-2: A / Câu 3-4: B\n",
        "1 – 2: A; 3 – 4: B\n",
        "Từ câu 1 đến câu 2: A\nTừ câu 3 đến câu 4: B\n",
    ],
)
def test_a_table_of_keys_may_name_several_questions_at_once(table):
    text = "".join(f"Câu {number}: Bao nhiêu {number}?\n{OPTIONS}\n" for number in range(1, 5))
    file = read(f"{text}ĐÁP ÁN\n{table}")
    assert keys(file) == ["A", "A", "B", "B"]
    assert not any(one.has_errors for one in file.questions)


def test_a_range_that_runs_backwards_gives_no_key():
    text = "".join(f"Câu {number}: Bao nhiêu {number}?\n{OPTIONS}\n" for number in range(1, 5))
    file = read(f"{text}ĐÁP ÁN\nCâu 4-1: A\n")
    assert all(one.has_errors for one in file.questions)


def test_of_too_many_options_the_first_are_kept_with_an_error():
    found = question("Câu 1: Bao nhiêu?\n" + "A. x\n" * 300)
    assert len(found.options) == 200
    assert codes(found).count("typed_options_left_out") == 1
    assert found.has_errors


@pytest.mark.parametrize(
    "text",
    [
        "Câu 1: x\n" + "II. x\n" * 2000,
        "Câu 1: x" + "\n" * 20000,
        "x {" + " " * 20000,
        "A.\n" * 5000,
        "1. x\n" + "5. y\n" * 2000,
        "✓" * 3000,
        "() " * 3000,
        "(x) " * 3000,
        "x" + " " * 20000 + "x",
    ],
)
def test_monotonous_texts_are_read(text):
    read(text)
    recognise.read_text(text)


def test_points_in_capital_numerals_go_on_with_options_but_begin_no_part():
    file = read("Câu 1: Là ai?\nH. một\nI. hai\nĐáp án: I\nII. Phần hai\nCâu 2: x?\n" + OPTIONS)
    assert [one.stem for one in file.questions] == ["Là ai?", "x?"]


def test_a_range_without_questions_is_told_once():
    file = read(f"Câu 1: Bao nhiêu?\n{OPTIONS}\nĐÁP ÁN\nCâu 1-50: A\n")
    assert keys(file) == ["A"]
    (problem,) = [one for one in file.problems if one.code == "typed_key_without_question"]
    assert problem.text == "Câu 1-50: A"

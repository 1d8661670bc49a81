"""Aiken: read as people mean it, keys by label, nothing lost; written as everybody reads it."""

from dataclasses import replace

import hypothesis
import pytest
from hypothesis import strategies as st

from quiz.formats.aiken.reading import read
from quiz.formats.aiken.writing import write
from quiz.formats.base import ERROR, Place, ReadFile, ReadImage, ReadOption, ReadQuestion
from tests.quiz.formats.strategies import questions

TWO = "A. một\nB. hai\n"
FOUR = TWO + "C. ba\nD. bốn\n"


def only(text):
    """The one question of a text."""
    file = read(text)
    assert len(file.questions) == 1, file.questions
    return file.questions[0]


def codes(question, severity=None):
    return [p.code for p in question.problems if severity is None or p.severity == severity]


def key(question):
    return [option.text for option in question.options if option.is_correct]


MEANT = {
    "plain": (f"Câu hỏi\n{TWO}ANSWER: B", "Câu hỏi", ["hai"]),
    "multistem": (f"Dòng một\nDòng hai\n{TWO}ANSWER: A", "Dòng một\nDòng hai", ["một"]),
    "multiopt": ("Câu\nA. một\nnữa\nB. hai\nANSWER: A", "Câu", ["một\nnữa"]),
    "space_before_dot": ("Câu\nA . một\nB . hai\nANSWER: A", "Câu", ["một"]),
    "lower": ("Câu\na. một\nb. hai\nANSWER: B", "Câu", ["hai"]),
    "d_bar": (f"Câu\n{FOUR}Đ. năm\nANSWER: Đ", "Câu", ["năm"]),
    "paren": ("Câu\nA) một\nB) hai\nANSWER: A", "Câu", ["một"]),
    "nospace": ("Câu\nA.một\nB.hai\nANSWER: A", "Câu", ["một"]),
    "five": (f"Câu\n{FOUR}E. năm\nANSWER: E", "Câu", ["năm"]),
    "multians": (f"Câu\n{FOUR}ANSWER: A, C", "Câu", ["một", "ba"]),
    "loweranswer": (f"Câu\n{TWO}ANSWER: a", "Câu", ["một"]),
    "digits": (f"Câu\n{TWO}ANSWER: 1", "Câu", ["một"]),
    "lowerkeyword": (f"Câu\n{TWO}Answer: A", "Câu", ["một"]),
    "vn_answer": (f"Câu\n{TWO}Đáp án: A", "Câu", ["một"]),
    "key_with_text": (f"Câu\n{TWO}ANSWER: B. hai", "Câu", ["hai"]),
    "labels_gap": ("Câu\nA. một\nC. ba\nD. bốn\nANSWER: C", "Câu", ["ba"]),
    "labels_swapped": ("Câu\nB. hai\nA. một\nANSWER: A", "Câu", ["một"]),
    "stem_letter": (f"A. Nguyễn là ai?\n{TWO}ANSWER: A", "A. Nguyễn là ai?", ["một"]),
    "stem_other_letter": (f"C. Mác là ai?\n{FOUR}ANSWER: C", "C. Mác là ai?", ["ba"]),
    "list_in_stem": (f"Cho:\n1. x\n2. y\n{TWO}ANSWER: A", "Cho:\n1. x\n2. y", ["một"]),
    "small_list_in_stem": (f"Cho:\na) x\nb) y\n{TWO}ANSWER: A", "Cho:\na) x\nb) y", ["một"]),
    "side_by_side": ("Câu\nA. một   B. hai\nC. ba   D. bốn\nANSWER: D", "Câu", ["bốn"]),
    "name_in_option": ("Câu\nA. Ông B. Nam\nB. hai\nANSWER: A", "Câu", ["Ông B. Nam"]),
    "html": ("Câu <b>x</b> & y\nA. < 5\nB. > 5\nANSWER: A", "Câu <b>x</b> & y", ["< 5"]),
    "crlf": ("Câu\r\nA. một\r\nB. hai\r\nANSWER: B\r\n", "Câu", ["hai"]),
    "blank_between": ("Câu\n\nA. một\n\nB. hai\n\nANSWER: B", "Câu", ["hai"]),
    "true_false": ("Câu\nA. Đúng\nB. Sai\nANSWER: B", "Câu", ["Sai"]),
    "starred_too": ("Câu\nA. một\n*B. hai\nANSWER: B", "Câu", ["hai"]),
    "zero_option": ("Câu\nA. 0\nB. 1\nANSWER: A", "Câu", ["0"]),
}


@pytest.mark.parametrize(("text", "stem", "right"), MEANT.values(), ids=MEANT.keys())
def test_what_people_mean_is_read(text, stem, right):
    question = only(text)

    assert codes(question, ERROR) == []
    assert (question.stem, key(question)) == (stem, right)


def test_several_letters_make_several_right_answers_and_are_told():
    question = only(f"Câu\n{FOUR}ANSWER: A, C")

    assert question.kind == "multiple"
    assert codes(question) == ["aiken_several_right"]


def test_true_and_false_are_recognised():
    assert only("Câu\nA. Đúng\nB. Sai\nANSWER: B").kind == "true_false"


def test_what_stands_behind_the_letter_of_the_key_is_kept():
    question = only(f"Câu\n{TWO}ANSWER: B. vì Điều 3 quy định như vậy")

    assert question.explanation == "vì Điều 3 quy định như vậy"
    assert codes(question) == ["aiken_rest_kept"]


ERRORS = {
    "outofrange": (f"Câu\n{TWO}ANSWER: F", "aiken_key_unknown", 4),
    "emptyanswer": (f"Câu\n{TWO}ANSWER:", "aiken_key_empty", 4),
    "word": (f"Câu\n{TWO}ANSWER: không rõ", "aiken_key_unknown", 4),
    "one_of_two_unknown": (f"Câu\n{TWO}ANSWER: A, F", "aiken_key_unknown", 4),
    "eof_noanswer": (f"Câu\n{TWO}", "aiken_no_key", 1),
    "oneopt": ("Câu\nA. một\nANSWER: A", "aiken_one_option", 2),
    "no_options": ("Câu\nANSWER: A", "aiken_no_options", 1),
    "no_stem": (f"{TWO}ANSWER: A", "aiken_no_stem", 1),
    "label_twice": ("Câu\nA. một\nB. hai\nB. ba\nANSWER: B", "aiken_key_ambiguous", 5),
    "star_against_key": ("Câu\n*A. một\nB. hai\nANSWER: B", "aiken_marks_contradict", 1),
    "text_of_another": (f"Câu\n{TWO}ANSWER: A. hai", "aiken_key_contradicts", 4),
}


@pytest.mark.parametrize(("text", "code", "line"), ERRORS.values(), ids=ERRORS.keys())
def test_what_nobody_can_tell_is_an_error_with_its_line(text, code, line):
    question = only(text)

    found = [problem.place.line for problem in question.problems if problem.code == code]
    assert found == [line]
    assert code in codes(question, ERROR)


@pytest.mark.parametrize("gap", ["", "\n"], ids=["close", "blank"])
def test_a_question_without_a_key_keeps_out_of_the_next(gap):
    first, second = read(f"Một\n{TWO}{gap}Hai\n{FOUR}ANSWER: D").questions

    assert codes(first, ERROR) == ["aiken_no_key"]
    assert [option.text for option in first.options] == ["một", "hai"]
    assert (second.stem, key(second), codes(second)) == ("Hai", ["bốn"], [])


def test_text_after_the_last_question_is_named():
    file = read(f"Câu\n{TWO}ANSWER: A\n\nHết.")

    assert [(problem.code, problem.place.line) for problem in file.problems] == [
        ("aiken_unread", 6)
    ]
    assert file.lines[-1].role == "unread"


def test_a_title_above_the_first_question_is_kept_with_a_warning():
    question = only(f"ĐỀ THI\n\nCâu\n{TWO}ANSWER: A")

    assert question.stem == "ĐỀ THI\n\nCâu"
    assert codes(question) == ["aiken_blank_in_stem"]


LABELS = "A. |B. |a) |1. |*C. |Đ. |(A) |Ａ．|ANSWER: |ANSWER: A|Đáp án: B|Chọn A|=> B|A. x  B. y"
GAPS = ["\n", "\n\n", "một", " ", "\t", "\x0b", "\u2028", "ANSWER:\n", "0"]
PIECES = st.sampled_from([*LABELS.split("|"), *GAPS])
FILES = st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join)


@hypothesis.given(FILES)
@hypothesis.settings(max_examples=150)
def test_nothing_breaks_no_line_is_lost_and_no_key_is_made_up(text):
    file = read(text)

    assert isinstance(file, ReadFile)
    unified = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    assert [line.text for line in file.lines] == [
        line for line in unified.split("\n") if line.strip()
    ]
    for question in file.questions:
        assert question.has_errors or key(question)
    unread = [line.place.line for line in file.lines if line.role == "unread"]
    assert [problem.place.line for problem in file.problems] == unread


@hypothesis.given(st.lists(questions("single", "true_false"), max_size=3))
def test_out_and_back_and_out_again_is_the_same(asked):
    written = write(asked)
    file = read(written.content.decode())

    stay = {"aiken_lines_joined"}
    gone = [left.question for left in written.left_out if left.code not in stay]
    assert len(file.questions) == len(asked) - len(gone)
    assert [p for q in file.questions for p in q.problems if p.severity == ERROR] == []
    assert write(file.questions).content == written.content


SINGLE = ReadQuestion(Place(1), "single", "Câu", (ReadOption("a", True), ReadOption("b")))


def test_a_file_is_written_as_everybody_reads_it():
    written = write([SINGLE, replace(SINGLE, stem="Hai")])

    assert written.content.decode() == (
        "Câu\nA. a\nB. b\nANSWER: A\n\nHai\nA. a\nB. b\nANSWER: A\n"
    )
    assert written.left_out == ()


OBSTACLES = {
    "kind": (replace(SINGLE, kind="multiple"), "aiken_kind"),
    "no_key": (replace(SINGLE, options=(ReadOption("a"), ReadOption("b"))), "aiken_incomplete"),
    "key_in_stem": (replace(SINGLE, stem="ANSWER: A"), "aiken_ambiguous"),
    "many": (
        replace(SINGLE, options=tuple(ReadOption(str(n), n == 1) for n in range(27))),
        "aiken_too_many_options",
    ),
}


@pytest.mark.parametrize(("question", "code"), OBSTACLES.values(), ids=OBSTACLES.keys())
def test_what_does_not_fit_is_named(question, code):
    written = write([question])

    assert written.content == b""
    assert [left.code for left in written.left_out] == [code]


def test_what_is_lost_of_a_question_that_fits_is_named():
    lines = replace(SINGLE, stem="Một\nhai", image=ReadImage("a.png", b""), explanation="Vì thế")
    written = write([lines])

    assert written.content.startswith("Một hai\n".encode())
    assert [left.code for left in written.left_out] == [
        "aiken_without_picture",
        "aiken_lines_joined",
    ]
    assert [note.code for note in written.notes] == ["aiken_without_rest"]

"""What is written as a workbook is read again as the same questions."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quiz.formats.base import Place, ReadImage, ReadOption, ReadQuestion
from quiz.formats.sheets import pairs, writing
from quiz.formats.sheets.reading import read
from tests.quiz.formats.strategies import ALL_KINDS, LINES, TEXTS, content, of_kind, questions


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """Write questions and read them again."""
    path = tmp_path_factory.mktemp("bang") / "tep"

    def write_and_read(given_questions):
        path.write_bytes(writing.write(given_questions).content)
        return read(path)

    return write_and_read


def contents(found):
    return [content(question) for question in found]


@given(st.data())
@settings(max_examples=10)
def test_questions_of_every_kind_come_back(again, data):
    given_questions = [data.draw(of_kind(kind)) for kind in ALL_KINDS]
    given_questions += data.draw(st.lists(questions(), max_size=20))
    found = again(given_questions)
    assert contents(found.questions) == contents(given_questions)
    assert [one.problems for one in found.questions if one.has_errors] == []


@given(TEXTS, TEXTS)
@example("a\\", "\\=> b -->")
@example("->", "=>=>")
def test_pairs_come_back(left, right):
    assert pairs.pair_of(pairs.as_pair(left, right)) == (left, right)


@given(st.lists(LINES, max_size=4, unique=True).map(tuple))
def test_keywords_come_back(keywords):
    keywords = tuple(word for word in keywords if word.strip(";, "))
    assert pairs.keywords_of(pairs.as_keywords(keywords)) == tuple(dict.fromkeys(keywords)) or any(
        ";" in word for word in keywords
    )


def question(stem="Cơ quan nào?", **values):
    values.setdefault("options", (ReadOption("Sở", is_correct=True), ReadOption("Huyện")))
    return ReadQuestion(Place(1), "single", stem, **values)


TRICKY = {
    "formulas": question("=1+1", options=(ReadOption("=A1", is_correct=True), ReadOption("-1"))),
    "numbers before": question("Câu 12: Câu 3. ai?"),
    "labels before": question(options=(ReadOption("A. x", is_correct=True), ReadOption("B. y"))),
    "other labels": question(options=(ReadOption("B. x", is_correct=True), ReadOption("C. y"))),
    "letters as texts": question(options=(ReadOption("B", is_correct=True), ReadOption("A"))),
    "numbers as texts": question(options=(ReadOption("2", is_correct=True), ReadOption("1"))),
    "underscores of excel": question("_x0041_ và _x000D_"),
    "errors of excel": question("#N/A", options=(ReadOption("#REF!", is_correct=True),)),
    "many options": question(
        options=tuple(ReadOption(f"ý {n}", is_correct=n == 29) for n in range(30))
    ),
    "marks": question(options=(ReadOption("* Sở", is_correct=True), ReadOption("Xã (đúng)"))),
    "a keyword with signs": question(keywords=("a;b, c",)),
    "a closing line": question("Tổng cộng: 3 người", topic="Người lập"),
}


@pytest.mark.parametrize("given_question", TRICKY.values(), ids=TRICKY.keys())
def test_what_could_be_misread_comes_back(again, given_question):
    assert contents(again([given_question]).questions) == contents([given_question])


def test_no_questions_make_a_workbook_too(again):
    assert again([]).questions == ()


def test_pictures_are_named_and_their_questions_stay(again):
    pictured = question(image=ReadImage("a.png", b"x"))
    written = writing.write([pictured])
    assert [(left.question, left.code) for left in written.left_out] == [
        (pictured, "sheet_picture_left_out")
    ]
    assert len(again([pictured]).questions) == 1

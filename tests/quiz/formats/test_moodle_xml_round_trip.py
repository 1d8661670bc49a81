"""What is written as Moodle XML is read as the very same questions, and written again the same."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from quiz.formats.base import Place, ReadImage, ReadOption, ReadQuestion
from quiz.formats.moodle_xml.reading import read
from quiz.formats.moodle_xml.writing import write
from tests.quiz.formats.strategies import LINES, content, questions

CARRIED = (
    "single",
    "multiple",
    "true_false",
    "short_text",
    "number",
    "matching",
    "ordering",
    "text_block",
)
NOT_CARRIED = ("prediction", "survey", "survey_text")


def picture(kind="PNG", size=(3, 2), color="red"):
    stream = BytesIO()
    Image.new("RGB", size, color).save(stream, kind)
    return stream.getvalue()


IMAGES = st.builds(
    ReadImage,
    name=st.sampled_from(["hinh 1.png", "sơ-đồ.png", "a&b.png", "100%.png"]),
    content=st.sampled_from(["red", "blue"]).map(lambda color: picture(color=color)),
    alt=st.just("") | LINES,
)


def with_pictures(one):
    return st.builds(lambda question, image: replace(question, image=image), one, IMAGES)


@given(st.lists(questions(*CARRIED) | with_pictures(questions(*CARRIED)), max_size=4))
@settings(deadline=None, max_examples=100)
def test_a_file_is_read_as_it_was_written(given_questions):
    written = write(given_questions)
    found = read(written.content)
    assert [content(one) for one in found.questions] == [content(one) for one in given_questions]
    assert not any(one.has_errors for one in found.questions)
    assert write(found.questions).content == written.content


@given(questions(*NOT_CARRIED))
def test_what_moodle_has_no_type_for_is_left_out_by_name(question):
    written = write([question])
    assert [(one.question, one.code) for one in written.left_out] == [
        (question, "xml_kind_without_counterpart")
    ]
    assert b"<question " not in written.content


@pytest.mark.parametrize("right", [11, 12, 19])
def test_shares_that_moodle_does_not_know_are_left_out(right):
    options = [ReadOption(f"Ý {place}", is_correct=place < right) for place in range(right + 2)]
    question = ReadQuestion(Place(1), "multiple", "Chọn?", options)
    assert [one.code for one in write([question]).left_out] == ["xml_too_many_right"]


@pytest.mark.parametrize("kind", CARRIED[:-1])
def test_questions_without_options_are_left_out(kind):
    question = ReadQuestion(Place(1), kind, "Chưa xong?")
    assert [one.code for one in write([question]).left_out] == ["xml_unfinished"]


def test_an_edited_file_counts_as_it_then_stands():
    options = (ReadOption("Đồng ý", is_correct=True), ReadOption("Không đồng ý"))
    number = ReadQuestion(Place(1), "number", "Mấy?", (ReadOption("1.234", is_correct=True),))
    agreed = ReadQuestion(Place(1), "true_false", "Chăng?", options)
    written = write([number, agreed]).content
    assert [one.options[0].text for one in read(written).questions] == ["1.234", "Đồng ý"]
    edited = written.replace(b"<text>1234</text>", b"<text>1235</text>")
    assert read(edited).questions[0].options[0].text == "1235"

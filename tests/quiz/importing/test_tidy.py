"""Texts that look the same are the same; signs alone are found by themselves."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.formats.base import Place, ReadQuestion
from quiz.formats.checking import twins
from quiz.importing.content import Content, OptionContent, upon
from quiz.importing.tidy import tidy, wording

SEEN = "Thời hạn là bao lâu?"
LOOKING_THE_SAME = [
    "Thời hạn  là bao lâu?",
    "Thời\u00a0hạn là bao lâu?",
    "Thời hạn\tlà bao lâu?",
    "Thời h\u200bạn là bao lâu?",
    " Thời hạn là bao lâu? ",
    "Thời hạn là bao lâu?\n",
]
QUESTION = Content(
    kind="single",
    stem=SEEN,
    topic_id=1,
    options=(OptionContent("Ba ngày", is_correct=True, is_pinned=True), OptionContent("Năm ngày")),
    explanation=SEEN,
    unit="ngày làm việc",
    anchor="Điều 5",
    source_label=SEEN,
    image_alt=SEEN,
)


@pytest.mark.parametrize("text", LOOKING_THE_SAME)
@pytest.mark.parametrize("name", ["stem", "explanation", "source_label", "image_alt"])
def test_what_nobody_sees_is_no_change(name, text):
    other = replace(QUESTION, **{name: text})
    assert other.says_the_same(QUESTION)
    assert other.mark == QUESTION.mark
    assert wording(text) == wording(SEEN)


@pytest.mark.parametrize("text", ["Ba  ngày", "Ba\u00a0ngày ", "Ba ng\u200bày", "Ba\tngày"])
def test_an_option_that_looks_the_same_is_the_same(text):
    first, *others = QUESTION.options
    before = replace(QUESTION, options=(first._replace(text=text), *others))
    plain = replace(QUESTION, options=(first._replace(is_pinned=False), *others))
    laid = upon(plain, before, names_topic=False, format_name="xlsx")
    assert laid.options[0].is_pinned
    assert laid.says_the_same(before)


@pytest.mark.parametrize(
    "text", ["Thời hạn là\nbao lâu?", "Thời hạn là bao lâu", "thời hạn là bao lâu?"]
)
def test_what_people_see_is_a_change(text):
    assert not replace(QUESTION, stem=text).says_the_same(QUESTION)


def test_the_key_of_what_looks_the_same_is_compared():
    first, other = QUESTION.options
    turned = replace(QUESTION, options=(first._replace(is_correct=False, text="Ba  ngày"), other))
    assert not turned.says_the_same(QUESTION)


@given(st.text())
def test_tidy_twice_is_tidy(text):
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(("stem", "other"), [("->", "{}"), ("∑", "∏")])
def test_signs_are_told_apart(stem, other):
    assert wording(stem) == wording(f" {stem} ") != wording(other)
    asked = [
        ReadQuestion(Place(n), "survey_text", text) for n, text in enumerate((stem, other, stem), 1)
    ]
    assert [*twins(enumerate(asked, 1))] == [3]


@pytest.mark.parametrize("nothing", ["", " ", "\u200b"])
def test_nothing_has_no_wording(nothing):
    assert wording(nothing) == ""

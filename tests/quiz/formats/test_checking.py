"""The checks that every question of a file goes through, whatever its format."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.choices import Difficulty, MarkingRule, QuestionKind, ReferenceHandling
from quiz.formats import checking
from quiz.formats.base import ERROR, NOTICE, WARNING, Place, Problem, ReadOption, ReadQuestion
from quiz.formats.checking import Known, problems_of, tolerance_of, twin_problem, twins
from tests.quiz.formats.strategies import ALL_KINDS, questions

KNOWN = Known(topics={"cai cach"}, policies={"28 kh sldtbxh"}, default_topic="Chung")
PLACE = Place(7, "Câu hỏi")


def question(*texts, right=(0,), kind="single", **fields):
    options = tuple(ReadOption(text, at in right) for at, text in enumerate(texts))
    return ReadQuestion(PLACE, kind, fields.pop("stem", "Câu hỏi?"), options, **fields)


def codes(read, severity=None):
    found = problems_of(read, KNOWN)
    return [one.code for one in found if severity is None or one.severity == severity]


def test_a_sound_question_passes_without_a_word():
    assert codes(question("Một", "Hai", topic="Cải cách", policy="28/KH-SLĐTBXH")) == []


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (question("Một", "Hai", right=()), ["check_not_exactly_one"]),
        (question("Một", "Hai", right=(0, 1)), ["check_not_exactly_one"]),
        (question("Một", "Hai", right=(), kind="multiple"), ["check_none_right"]),
        (question("Một"), ["check_too_few"]),
        (question("Một", " "), ["check_empty"]),
        (question("Một", "một "), ["check_duplicate"]),
        (question("Một", "Hai", stem=" "), ["check_no_stem"]),
        (question("Một", "Hai", stem="x" * 2001), ["check_stem_too_long"]),
        (question("Một", "x" * 1001), ["check_option_too_long"]),
        (question("Một", "Hai", code="x" * 31), ["check_code_too_long"]),
        (question("Một", "Hai", anchor="x" * 161), ["check_anchor_too_long"]),
        (question("Một", "Hai", kind=""), ["check_no_kind"]),
        (question("Một", "Hai", kind="essay"), ["check_kind_unknown"]),
        (question("Một", "Hai", marking_rule="half"), ["check_marking_unknown"]),
        (question("Một", "Hai", tolerance="nhiều"), ["check_tolerance_odd"]),
        (question("Một", "Hai", tolerance="-1"), ["check_tolerance_odd"]),
        (question("Đúng", "Sai", "Khác", kind="true_false"), ["check_not_two"]),
        (question(kind="short_text"), ["check_no_form"]),
        (question("ba mươi", kind="number"), ["check_not_a_number"]),
        (question("Một", "Hai", kind="matching"), ["check_without_partner"]),
        (question("Một", "Hai", "A và E đều đúng"), ["check_reference_no_such_option"]),
        (question("Một", "Hai", keywords=("x" * 101,)), ["check_keyword_too_long"]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_errors(read, expected):
    assert codes(read, ERROR) == expected


@pytest.mark.parametrize(
    ("read", "severity", "expected"),
    [
        (question("Một", "Hai", right=(0, 1), kind="multiple"), WARNING, "check_everything_right"),
        (question("Một", "Hai", topic="Không có"), WARNING, "check_topic_unknown"),
        (question("Một", "Hai", policy="1/QĐ"), WARNING, "check_policy_unknown"),
        (question("Một", "Hai", difficulty="x"), WARNING, "check_difficulty_unknown"),
        (question("Một", "Hai", "Cả A và B"), NOTICE, "check_reference_rewritten"),
        (question("Một", "Hai", "Tất cả các ý trên"), NOTICE, "check_reference_kept"),
    ],
)
def test_what_is_worth_a_look(read, severity, expected):
    assert codes(read) == [expected]
    assert codes(read, severity) == [expected]


def test_what_the_reader_has_said_is_not_said_again():
    told = (Problem(ERROR, "gift_no_key", PLACE),)
    assert codes(question("Một", "Hai", right=(), problems=told)) == []
    assert codes(question("Một", "một", right=(), problems=told)) == ["check_duplicate"]


@given(questions(ALL_KINDS))
def test_nothing_makes_it_fail(read):
    mangled = replace(read, kind="single", marking_rule="", tolerance="NaN")
    assert isinstance(problems_of(read, KNOWN), list)
    assert isinstance(problems_of(mangled, KNOWN), list)


@given(st.text(max_size=30))
def test_a_tolerance_is_a_number_that_the_bank_keeps(text):
    number = tolerance_of(text)
    assert number is None or (number >= 0 and number == number.quantize(Decimal("0.000001")))


def test_values_and_lengths_are_those_of_the_bank():
    from quiz.models import Question, QuestionOption

    fields = {"anchor": "source_anchor"}
    for name, longest in checking.LENGTHS.items():
        assert Question._meta.get_field(fields.get(name, name)).max_length == longest
    for name in ("text", "match"):
        assert QuestionOption._meta.get_field(name).max_length == checking.OPTION_LENGTH
    assert set(ALL_KINDS) == set(QuestionKind.values)
    assert set(MarkingRule.values) == checking.MARKING_RULES
    assert {"", *Difficulty.values} == checking.DIFFICULTIES
    assert set(ReferenceHandling.values) == checking.HANDLINGS


class TestTwins:
    def test_the_same_again_is_repeated_whatever_its_order(self):
        first, again = question("Một", "Hai"), question("Hai", "một ", right=(1,))
        found = twins(enumerate([first, again]))
        assert found[1].is_repeated
        assert twin_problem(again, found[1]).details == {"line": 7, "sheet": "Câu hỏi"}

    def test_another_key_is_worth_a_look(self):
        found = twins(enumerate([question("Một", "Hai"), question("Một", "Hai", right=(1,))]))
        assert twin_problem(question("Một"), found[1]).code == "check_same_stem"

    def test_the_order_of_an_ordering_question_is_its_key(self):
        first = question("Một", "Hai", kind="ordering")
        other = question("Hai", "Một", kind="ordering")
        assert not twins(enumerate([first, other]))[1].is_repeated

    def test_a_code_twice_is_an_error(self):
        pair = [question("Một", "Hai", code="a1"), question("Ba", "Tư", code="A1", stem="Khác?")]
        problem = twin_problem(pair[1], twins(enumerate(pair))[1])
        assert (problem.severity, problem.code) == (ERROR, "check_code_twice")

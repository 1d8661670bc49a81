"""Options: who chose what, and what of it is told without telling it of somebody."""

from types import SimpleNamespace

import pytest
from hypothesis import given as hypothetically
from hypothesis import strategies as st

from quiz.choices import QuestionKind
from quiz.understanding.item_advice import HINTS, Advice, Chosen, advice, attractive, unchosen
from quiz.understanding.item_statistics import Answers, ItemStatistics, item_statistics
from quiz.understanding.options import Given, option_figures, unanswered


def version_of(kind, letters="ABCD"):
    options = [
        {"id": letter, "text": f"Phương án {letter}", "is_correct": letter == "A"}
        for letter in letters
    ]
    item = SimpleNamespace(
        options=options,
        correction=None,
        texts={option["id"]: option["text"] for option in options},
        key=frozenset("A"),
        marking_rule="all_or_nothing",
        tolerance=None,
        unit="",
    )
    return SimpleNamespace(kind=kind, item=item)


def chosen(**times):
    """Answers by the letters chosen; those of more letters did better."""
    return [
        Given([] if letters == "none" else list(letters), 10.0 * place, 0.1 * place, number)
        for place, (letters, number) in enumerate(times.items(), start=1)
        if number
    ]


def figures(kind, rows, *, has_one_each=True):
    return option_figures(version_of(kind), rows, has_one_each=has_one_each)


def test_shares_are_of_all_attempts():
    found = figures(QuestionKind.SINGLE, chosen(A=30, B=10, C=8, none=2))
    assert [option.chosen for option in found] == [30, 10, 8, 0]
    assert [option.share for option in found] == [0.6, 0.2, 0.16, 0]
    assert unanswered(chosen(A=30, none=2)) == 2


def test_the_mean_result_of_those_who_chose_it():
    found = figures(QuestionKind.SINGLE, chosen(A=30, B=10, C=8))
    assert [option.mean for option in found] == [10.0, 20.0, 30.0, None]


def test_fewer_than_five_are_not_told_nor_can_they_be_worked_out():
    found = figures(QuestionKind.SINGLE, chosen(A=30, B=10, C=2))
    assert [option.mean for option in found] == [10.0, None, None, None]
    found = figures(QuestionKind.SINGLE, chosen(A=30, B=10, none=1))
    assert [option.mean for option in found] == [10.0, None, None, None]


def test_of_several_choices_neither_side_may_be_small():
    rows = chosen(AB=28, A=10, B=3)
    found = figures(QuestionKind.MULTIPLE, rows)
    assert [option.chosen for option in found] == [38, 31, 0, 0]
    assert found[0].mean is None
    assert found[1].mean is not None


def test_no_results_where_a_person_may_stand_there_often():
    found = figures(QuestionKind.SINGLE, chosen(A=30, B=10), has_one_each=False)
    assert {option.mean for option in found} == {option.rest for option in found} == {None}


TIMES = st.integers(0, 40)


@hypothetically(TIMES, TIMES, TIMES, TIMES, TIMES)
def test_what_is_not_told_is_nobody_or_five_at_least(a, b, c, d, none):
    rows = chosen(A=a, B=b, C=c, D=d, none=none)
    found = figures(QuestionKind.SINGLE, rows) if rows else []
    hidden = none + sum(option.chosen for option in found if option.mean is None)
    told = [option.chosen for option in found if option.mean is not None]
    assert all(number >= 5 for number in told)
    assert not told or hidden == 0 or hidden >= 5


def test_matching_and_ordering_have_no_options_to_choose():
    assert figures(QuestionKind.MATCHING, chosen(A=30)) == []


def test_wrong_words_are_told_when_five_wrote_them():
    version = SimpleNamespace(
        kind=QuestionKind.SHORT_TEXT,
        item=SimpleNamespace(
            options=[{"id": "1", "text": "Một cửa", "is_correct": True}],
            correction=None,
            texts={"1": "Một cửa"},
            key=frozenset("1"),
        ),
    )
    rows = [
        Given(["một cửa"], 80.0, 0.5, 20),
        Given(["bàn giấy"], 20.0, 0.1, 6),
        Given(["tên tôi"], 20.0, 0.1, 4),
        Given([], 20.0, 0.1, 3),
    ]
    found = option_figures(version, rows, has_one_each=True)
    assert [(one.text, one.chosen, one.is_right) for one in found] == [("bàn giấy", 6, False)]


@pytest.mark.parametrize(
    ("options", "tempting", "idle"),
    [
        ([Chosen(True, 0.6, 0.5), Chosen(False, 0.4, 0.7)], [1], []),
        ([Chosen(True, 0.6, 0.5), Chosen(False, 0.4, 0.3), Chosen(False, 0, None)], [], [2]),
        ([Chosen(True, 0.97, 0.5), Chosen(False, 0.03, 0.9)], [], []),
        ([Chosen(True, 0.6, None), Chosen(False, 0.4, 0.9)], [], []),
        ([Chosen(True, 0.6, 0.5), Chosen(True, 0.6, 0.8), Chosen(False, 0.4, 0.7)], [], []),
    ],
)
def test_options_that_attract_the_best_or_nobody(options, tempting, idle):
    assert attractive(options) == tempting
    assert unchosen(options) == idle


def test_advice_names_what_the_options_show():
    statistics = item_statistics([Answers(1, 1, 20), Answers(1, 0.5, 10), Answers(0, 0, 15)])
    options = [Chosen(True, 0.66, 0.5), Chosen(False, 0.33, 0.7), Chosen(False, 0, None)]
    assert advice(0.66, statistics) == [Advice.SOUND]
    assert advice(0.66, statistics, options) == [Advice.ATTRACTS_BEST, Advice.UNCHOSEN]
    assert advice(0.97, statistics, options[::2]) == [Advice.TOO_EASY]


@pytest.mark.parametrize(
    ("index", "efficiency", "expected"),
    [
        (35, 14, Advice.WEAK),
        (19, 29, Advice.WEAK),
        (19, 30, Advice.SOUND),
        (20, 29, Advice.SOUND),
        (45, 78, Advice.SOUND),
    ],
)
def test_a_question_of_low_discrimination_tells_little_apart(index, efficiency, expected):
    statistics = ItemStatistics(40, 0.7, 0.4, 0.2, 0.2, 0.1, 0.2, index, efficiency)
    assert advice(0.7, statistics) == [expected]


def test_an_option_that_nobody_chooses_is_a_hint_after_every_fault():
    statistics = ItemStatistics(40, 0.9, 0.3, 0.1, 0.2, 0.1, 0.2, 45, 78)
    options = [Chosen(True, 0.9, 0.7), Chosen(False, 0.1, 0.4), Chosen(False, 0, None)]
    assert advice(0.9, statistics, options) == [Advice.UNCHOSEN]
    kinds = list(Advice)
    assert {kind for kind in kinds if kinds.index(kind) >= kinds.index(Advice.UNCHOSEN)} == HINTS

"""Samples of one quiz beside each other: what is left by subtraction is nobody, or five people."""

from collections import Counter, defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.organisation.disclosure import MINIMUM
from quiz.models import QuizPage
from quiz.understanding.answers import AnsweredSample, AnswerRow, ResultRow
from quiz.understanding.beside import cells_of, shown_beside
from quiz.understanding.samples import Sample
from tests.factories import make_person
from tests.factories_sittings import repeat, sit
from tests.quiz.understanding.test_screens import file_of, screen, text_of

QUESTIONS = 2
OPTIONS = "abc"  # the first is right

an_attempt = st.lists(st.sampled_from(OPTIONS), min_size=QUESTIONS, max_size=QUESTIONS)
a_group = st.tuples(st.integers(1, 12), st.lists(an_attempt, min_size=1, max_size=4))
groups = st.lists(a_group, min_size=1, max_size=6)


def score(attempt):
    return sum(option == OPTIONS[0] for option in attempt)


def chosen(people):
    """The attempts of each sample with whose they are."""
    return {
        Sample.COUNTING: [(person, max(of, key=score)) for person, of in enumerate(people)],
        Sample.FIRST: [(person, of[0]) for person, of in enumerate(people)],
        Sample.ALL: [(person, one) for person, of in enumerate(people) for one in of],
    }


def answered(attempts, people):
    results, answers = Counter(), Counter()
    for _person, attempt in attempts:
        results[score(attempt)] += 1
        for version, option in enumerate(attempt):
            answers[version, option, score(attempt)] += 1
    most = Decimal(QUESTIONS)
    return AnsweredSample(
        results=[ResultRow(Decimal(n), most, n == QUESTIONS, t, t) for n, t in results.items()],
        answers=[
            AnswerRow(version, Decimal(option == OPTIONS[0]), Decimal(n), most, [option], times)
            for (version, option, n), times in answers.items()
        ],
        seconds={},
        people={},
        most_by_one=max(map(len, people)) if len(attempts) > len(people) else 1,
    )


def of_groups(dealt):
    people = [attempts for size, attempts in dealt for _ in range(size)]
    return chosen(people), people


@given(groups)
def test_what_is_left_by_subtraction_is_nobody_or_five_people(dealt):
    attempts, people = of_groups(dealt)
    shown = shown_beside({sample: answered(of, people) for sample, of in attempts.items()})
    assert Sample.COUNTING in shown
    for one in shown:
        for other in shown:
            left = cells_of(shown[one])
            left.subtract(cells_of(shown[other]))
            assert all(number == 0 or abs(number) >= MINIMUM for number in left.values())
    if Sample.ALL in shown:
        rest = Counter((person, tuple(one)) for person, one in attempts[Sample.ALL])
        rest.subtract((person, tuple(one)) for person, one in attempts[Sample.COUNTING])
        whose = defaultdict(set)
        for (person, attempt), times in rest.items():
            for version, option in enumerate(attempt if times else ()):
                whose[version, option].add(person)
        assert all(len(found) >= MINIMUM for found in whose.values())


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ([], set(Sample)),
        ([(5, "ab", "aa")], {Sample.COUNTING, Sample.FIRST, Sample.ALL}),
        ([(5, "ab", "aa", "aa")], {Sample.COUNTING, Sample.FIRST}),
        ([(10, "bb", "aa")], {Sample.COUNTING, Sample.FIRST, Sample.ALL}),
        ([(4, "bb", "aa")], {Sample.COUNTING}),
        ([(1, "bb", "bb")], {Sample.COUNTING, Sample.FIRST}),
        ([(1, "bb", *["aa"] * 9)], {Sample.COUNTING}),
        ([(1, "aa", *["bb"] * 9)], {Sample.COUNTING, Sample.FIRST}),
    ],
)
def test_which_samples_are_shown(again, expected):
    dealt = [(20, ["ab"]), *((size, attempts) for size, *attempts in again)]
    attempts, people = of_groups(dealt)
    shown = shown_beside({sample: answered(of, people) for sample, of in attempts.items()})
    assert set(shown) == expected


@pytest.mark.django_db
class TestScreens:
    @pytest.mark.parametrize("asked", ["dau-tien", "tat-ca"])
    def test_what_one_person_did_again_is_told_nowhere(self, house, office, asked):
        quiz = house.quiz.pk
        repeat(house.quiz, house.people[:1])
        QuizPage.objects.filter(pk=quiz).update(grading_method="best")
        counting, other = (office.get(screen(quiz, luot=luot)) for luot in ("tinh-diem", asked))
        assert other.context["distribution"] == counting.context["distribution"]
        assert other.context["whole"].sample is Sample.COUNTING
        assert other.context["samples"] == []
        assert other.context["not_beside"] in text_of(other)
        assert other.context["not_beside"]
        files = [
            office.get(file_of(quiz, "csv"), {"luot": luot}).getvalue()
            for luot in ("tinh-diem", asked)
        ]
        assert files[0] == files[1]

    def test_where_many_did_the_samples_are_offered(self, house, office):
        repeat(house.quiz, house.people[:20])
        response = office.get(screen(house.quiz.pk, luot="tat-ca"))
        assert response.context["whole"].attempts == 60
        assert len(response.context["samples"]) == 3
        assert not response.context["not_beside"]

    def test_where_nobody_did_there_is_no_choice(self, house, office):
        sit(house.quiz, [make_person(house.first)])
        response = office.get(screen(house.quiz.pk))
        assert response.context["samples"] == []
        assert not response.context["not_beside"]

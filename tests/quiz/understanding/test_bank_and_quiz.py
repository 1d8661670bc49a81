"""What the bank says of a question beside what quizzes say: nobody is left over between them."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from intranet.organisation.models import Exemption, ExemptionReason
from quiz.models import Attempt, FrozenMark, FrozenUnderstanding, QuizPage, Response
from quiz.understanding.frozen import answered_of
from quiz.understanding.item_figures import answered_by_line, figures_by_line
from quiz.understanding.lines import lines_of
from quiz.understanding.samples import Sample
from quiz.understanding.whole import whole_of
from tests.factories import make_person, make_unit
from tests.factories_quiz import make_question, make_quiz
from tests.factories_sittings import end, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return make_question()


def quiz_of(question, people, *, excused=(), twice=()):
    """A quiz that all these took, the excused too, some of them a second time."""
    quiz = make_quiz(questions=[question, make_question()], max_attempts=0)
    for person in excused:
        Exemption.objects.create(
            duty_kind="quiz", duty_key=str(quiz.pk), person=person,
            reason=ExemptionReason.ORGANISER,
        )  # fmt: skip
    sit(quiz, [*people, *excused], seed=quiz.pk)
    sit(quiz, twice, number=2, seed=quiz.pk + 1)
    return quiz


def told_by_quizzes(question):
    """Of each quiz that is over: how many attempts answered the question, how many rightly."""
    found = []
    for kept in FrozenUnderstanding.objects.select_related("roster"):
        quiz = QuizPage.objects.get(pk=int(kept.roster.duty_key))
        if quiz.closes_at != kept.roster.cut_off:
            continue
        answered = answered_of(kept, Sample.COUNTING)
        whole = whole_of(quiz, Sample.COUNTING, answered, AnonymousUser())
        found += [
            (line.answered.attempts, line.answered.right)
            for line in lines_of(whole)
            if line.version.question_id == question.pk
        ]
    return found


def told_by_bank(question):
    answered = answered_by_line([question.pk])[question.current_version.line_id]
    assert figures_by_line(question.pk)[question.current_version.line_id].answered == answered
    return answered


def test_the_bank_is_the_sum_of_the_quizzes_and_nobody_beside(question):
    unit = make_unit()
    people = [make_person(unit) for _ in range(40)]
    for first, last, excused in ((0, 35, 1), (5, 40, 3), (0, 6, 0)):
        quiz = quiz_of(
            question,
            people[first:last],
            excused=[make_person(unit) for _ in range(excused)],
            twice=people[first : first + 2],
        )
        end(quiz)
    quizzes = told_by_quizzes(question)
    assert sorted(attempts for attempts, _right in quizzes) == [6, 35, 35]
    answered = told_by_bank(question)
    assert (answered.attempts, answered.right) == tuple(map(sum, zip(*quizzes, strict=True)))


def test_a_quiz_of_few_is_in_neither(question):
    unit = make_unit()
    end(quiz_of(question, [make_person(unit) for _ in range(30)]))
    before = told_by_bank(question)
    end(quiz_of(question, [make_person(unit) for _ in range(4)]))
    assert told_by_bank(question) == before


def test_while_a_quiz_runs_the_bank_waits(question):
    unit = make_unit()
    end(quiz_of(question, [make_person(unit) for _ in range(30)]))
    before = told_by_bank(question)
    quiz_of(question, [make_person(unit) for _ in range(30)])
    assert told_by_bank(question) == before


def test_what_is_corrected_after_the_end_is_in_neither(question):
    end(quiz_of(question, [make_person(make_unit()) for _ in range(30)]))
    before = told_by_bank(question)
    Attempt.objects.filter(pk__in=Attempt.objects.values("pk")[:3]).update(state="voided")
    Response.objects.update(mark=0)
    assert told_by_bank(question) == before


def test_frozen_again_at_a_later_end_each_counts_once(question):
    quiz = quiz_of(question, [make_person(make_unit()) for _ in range(30)])
    end(quiz)
    sit(quiz, [make_person(make_unit())])
    end(quiz)
    assert FrozenUnderstanding.objects.count() == 2
    assert told_by_bank(question).attempts == 31
    QuizPage.objects.filter(pk=quiz.pk).update(
        closes_at=timezone.now() + datetime.timedelta(days=1)
    )
    assert answered_by_line([question.pk]) == {}
    assert FrozenMark.objects.exists()


def test_what_was_frozen_before_the_bank_read_it_is_filled_in(question):
    quiz = quiz_of(question, [make_person(make_unit()) for _ in range(30)])
    end(quiz)
    before, kept = told_by_bank(question), FrozenUnderstanding.objects.get()
    FrozenMark.objects.all().delete()
    FrozenUnderstanding.objects.update(topics=[], pass_mark=0)
    import_module("quiz.migrations.0007_frozen_marks").fill_in(apps, None)
    assert told_by_bank(question) == before
    filled = FrozenUnderstanding.objects.get()
    assert (filled.topics, filled.pass_mark) == (kept.topics, kept.pass_mark)
    assert filled.topics

"""What is read for the figures: which attempts, what was answered, how long it took, where."""

import datetime
from collections import Counter, defaultdict
from decimal import Decimal
from random import Random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intranet.organisation.frames import Frame
from intranet.organisation.models import (
    Exemption,
    ExemptionReason,
    FrozenPerson,
    FrozenRoster,
    Membership,
)
from quiz.choices import FINISHED, AttemptState, GradingMethod, QuestionKind
from quiz.duties import QuizDuties
from quiz.grading import Finished, counting
from quiz.marking import percent
from quiz.models import Attempt, QuestionVersion, QuizPage, Response
from quiz.understanding.reading import CountedAttempts, counted_people
from quiz.understanding.samples import Sample, sampled
from quiz.understanding.whole import whole_of
from tests.factories import make_person, make_unit
from tests.factories_quiz import make_question, make_quiz
from tests.factories_sittings import SECONDS_EACH, sit

pytestmark = pytest.mark.django_db


def attempts_of(quiz, person, outcomes):
    """Attempts of one person as (state, score, maximum), numbered from one."""
    for number, (state, score, maximum) in enumerate(outcomes, start=1):
        Attempt.objects.create(
            quiz=quiz, person=person, number=number, attempts_allowed=0, salt="x", slots=3,
            state=state, started_at=timezone.now(), pass_mark=50, maximum=maximum,
            score=score, is_passed=score is not None and score * 2 >= maximum,
            finished_at=timezone.now() if state in FINISHED else None,
        )  # fmt: skip


class TestSamples:
    @pytest.mark.parametrize("method", GradingMethod.values)
    def test_the_attempts_that_count_are_those_of_the_marking(self, method):
        chance = Random(method)
        quiz = make_quiz(grading_method=method, max_attempts=0)
        states = [AttemptState.SUBMITTED, AttemptState.EXPIRED, AttemptState.VOIDED]
        for _ in range(25):
            outcomes = [
                (chance.choice(states), Decimal(chance.randint(0, 3)), chance.choice([0, 3]))
                for _ in range(chance.randint(1, 4))
            ]
            attempts_of(quiz, make_person(), [(s, min(n, m), m) for s, n, m in outcomes])
        by_person = defaultdict(list)
        for attempt in Attempt.objects.filter(state__in=FINISHED):
            share = percent(attempt.score, attempt.maximum)
            by_person[attempt.person_id].append(Finished(attempt.number, share, is_passed=False))
        expected = {
            (person_id, counting(finished, method).number)
            for person_id, finished in by_person.items()
        }
        found = sampled([quiz.pk], Sample.COUNTING).values_list("person_id", "number")
        assert set(found) == expected

    def test_first_and_all(self):
        quiz = make_quiz(max_attempts=0)
        person = make_person()
        attempts_of(quiz, person, [
            (AttemptState.VOIDED, Decimal(3), 3), (AttemptState.EXPIRED, Decimal(1), 3),
            (AttemptState.SUBMITTED, Decimal(3), 3), (AttemptState.IN_PROGRESS, None, 3),
        ])  # fmt: skip
        assert list(sampled([quiz.pk], Sample.FIRST).values_list("number", flat=True)) == [2]
        numbers = sampled([quiz.pk], Sample.ALL).values_list("number", flat=True)
        assert sorted(numbers) == [2, 3]

    def test_each_quiz_by_its_own_rule(self):
        best = make_quiz(grading_method=GradingMethod.BEST, max_attempts=0)
        last = make_quiz(grading_method=GradingMethod.LAST, max_attempts=0)
        person = make_person()
        for quiz in (best, last):
            attempts_of(quiz, person, [
                (AttemptState.SUBMITTED, Decimal(3), 3), (AttemptState.SUBMITTED, Decimal(1), 3),
            ])  # fmt: skip
        found = sampled([best.pk, last.pk], Sample.COUNTING).values_list("quiz_id", "number")
        assert set(found) == {(best.pk, 1), (last.pk, 2)}

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it counted")
    @pytest.mark.parametrize("sample", Sample)
    def test_attempts_are_looked_up_for_each_person_and_never_read_through(self, sample):
        people = FrozenPerson.objects.filter(roster=1, excused="")
        with CaptureQueriesContext(connection) as asked:
            CountedAttempts(1, people).whole(sample)
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
            plan = [line for *_places, line in cursor.fetchall()]
        on_attempts = [line for line in plan if "quiz_attempt_" in line]
        assert on_attempts, plan
        assert all("(quiz_id=? AND person_id=?" in line for line in on_attempts), plan


def reading_of(quiz, roster_id=None):
    duty = QuizDuties().get(str(quiz.pk))
    return CountedAttempts(quiz.pk, counted_people(duty, timezone.now(), Frame, roster_id))


def whole_reading(quiz, sample=Sample.COUNTING):
    return reading_of(quiz).whole(sample)


class TestAnswers:
    def test_equal_results_and_answers_are_one_row(self, house):
        read = whole_reading(house.quiz)
        results, answers = read.results, read.answers
        assert sum(row.attempts for row in results) == 40
        assert len({(row.score, row.maximum) for row in results}) == len(results) <= 4
        assert sum(row.attempts for row in answers) == 3 * 40
        assert len(answers) < 60
        found = Counter()
        for row in answers:
            found[row.version_id, row.mark] += row.attempts
        stored = Counter(Response.objects.values_list("question_version", "mark"))
        assert found == stored

    def test_what_earns_no_marks_is_not_read(self, house):
        survey = make_question(kind=QuestionKind.SURVEY_TEXT, options=[])
        quiz = make_quiz(questions=[survey, make_question()])
        sit(quiz, house.people[:5], answering=lambda version, _share, _chance: [])
        assert sum(row.attempts for row in whole_reading(quiz, Sample.ALL).answers) == 5

    def test_one_statement_each(self, house, sql):
        reading = reading_of(house.quiz)
        for sample in Sample:
            with sql.count(maximum=1):
                assert reading.whole(sample).seconds
        with sql.count(maximum=1):
            assert reading.by_unit().marks

    def test_the_whole_takes_two_statements(self, house, sql):
        reading = reading_of(house.quiz)
        for sample in Sample:
            with sql.count(maximum=2):
                whole = whole_of(house.quiz, sample, reading.whole(sample), AnonymousUser())
                assert whole.statistics.mean is not None
            assert (whole.attempts, whole.people) == (40, 40)


class TestPace:
    def test_time_is_that_since_the_save_before(self, house):
        times = whole_reading(house.quiz).seconds
        assert set(map(tuple, times.values())) == {((SECONDS_EACH, 40),)}

    def test_an_answer_changed_later_counts_with_its_last_save(self, house):
        attempt = Attempt.objects.first()
        response = attempt.responses.get(slot=1)
        last = attempt.responses.get(slot=3)
        Response.objects.filter(pk=response.pk).update(
            saved_at=last.saved_at + datetime.timedelta(seconds=7)
        )
        times = whole_reading(house.quiz).seconds
        assert dict(times[response.question_version_id])[7] == 1
        second = attempt.responses.get(slot=2).question_version_id
        assert dict(times[second])[2 * SECONDS_EACH] == 1

    def test_answers_saved_together_or_never_are_left_out(self, house):
        Response.objects.filter(slot__in=(1, 2)).update(saved_at=timezone.now())
        Response.objects.filter(slot=3).update(saved_at=None)
        assert whole_reading(house.quiz).seconds == {}


class TestUnits:
    def topics(self, house, roster_id=None):
        rows = reading_of(house.quiz, roster_id).by_unit().marks
        return {(row.unit_id, row.topic_id): (row.maximum, row.people) for row in rows}

    def test_each_person_stands_in_the_unit_of_the_roster(self, house):
        one, two = (topic.pk for topic in house.topics)
        assert self.topics(house) == {
            (house.first.pk, one): (68, 34),
            (house.first.pk, two): (34, 34),
            (house.part.pk, one): (12, 6),
            (house.part.pk, two): (6, 6),
        }
        marks = sum(row.marks for row in reading_of(house.quiz).by_unit().marks)
        assert marks == float(sum(Attempt.objects.values_list("score", flat=True)))

    def test_results_and_marks_of_one_quiz_stand_in_the_same_units(self, house):
        closed = make_unit("Phòng Đã giải thể", valid_to=timezone.localdate())
        sit(house.quiz, [make_person(closed)])
        understood = reading_of(house.quiz).by_unit()
        people = Counter()
        for unit_id, result in understood.results:
            people[unit_id] += result.attempts
        assert people == {house.first.pk: 34, house.part.pk: 6, closed.pk: 1}
        answered = {
            (row.unit_id, row.topic_id): (row.maximum, row.people) for row in understood.marks
        }
        one, two = (topic.pk for topic in house.topics)
        assert answered == {
            (unit_id, topic): (asked * number, number)
            for unit_id, number in people.items()
            for topic, asked in ((one, 2), (two, 1))
        }

    def test_whoever_moved_counts_where_the_roster_has_them(self, house):
        moved = Membership.objects.filter(person__in=house.people[:3])
        moved.update(unit=house.second)
        assert self.topics(house)[house.second.pk, house.topics[1].pk] == (3, 3)

    def test_the_excused_and_those_off_the_roll_are_left_out(self, house):
        today = timezone.localdate()
        Membership.objects.filter(person=house.people[0]).update(valid_to=today)
        Exemption.objects.create(
            duty_kind="quiz", duty_key=str(house.quiz.pk), person=house.people[1],
            reason=ExemptionReason.ORGANISER,
        )  # fmt: skip
        sit(house.quiz, house.people[:2], number=2)
        topic = house.topics[1].pk
        assert self.topics(house)[house.first.pk, topic] == (32, 32)
        for sample in Sample:
            read = whole_reading(house.quiz, sample)
            assert sum(row.attempts for row in read.results) == 38
            assert sum(row.people for row in read.results) == 38
            assert sum(row.attempts for row in read.answers) == 3 * 38
            assert all(people == 38 for people in read.people.values())

    def test_once_frozen_later_moves_change_nothing(self, house):
        now = timezone.now()
        closed = now - datetime.timedelta(minutes=1)
        QuizPage.objects.filter(pk=house.quiz.pk).update(closes_at=closed)
        before = self.topics(house)
        roster = FrozenRoster.objects.create(
            duty_kind="quiz", duty_key=str(house.quiz.pk), cut_off=closed, title="x",
            kind_label="x", state="frozen", started_at=now, frozen_at=now,
        )  # fmt: skip
        for membership in Membership.objects.filter(person__in=house.people):
            FrozenPerson.objects.create(
                roster=roster, person_id=membership.person_id, unit_id=membership.unit_id, state=2
            )
        Membership.objects.filter(person__in=house.people).update(unit=house.second)
        assert self.topics(house, roster.pk) == before


def test_versions_know_whether_everybody_gets_their_question(house):
    topic = house.topics[0]
    pool = [make_question(topic) for _ in range(4)]
    fixed = make_question(topic)
    quiz = make_quiz(questions=[fixed], quotas=[(topic, 2)])
    drawn = [question.current_version for question in pool]
    sit(quiz, house.people, drawn=drawn, draws=2)
    whole = whole_of(quiz, Sample.COUNTING, whole_reading(quiz), AnonymousUser())
    known = {version.question_id: version.is_fixed for version in whole.versions.values()}
    assert known == {fixed.pk: True, **{question.pk: False for question in pool}}
    assert whole.draws
    assert whole.statistics.internal_consistency is None
    assert whole.weights == {}
    assert QuestionVersion.objects.filter(pk__in=whole.versions).count() == 5

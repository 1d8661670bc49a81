"""One arithmetic: the report and «Việc của tôi» count the same attempt, whatever there is of them.

`AttemptQuerySet.standings` chooses in SQL, `QuizDuties.progress_of` in Python by
`quiz.grading.counting`; both are asked about the same random attempts.
"""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intranet.organisation.duties import Progress, State
from intranet.organisation.roster import roster
from quiz.choices import FINISHED
from quiz.duties import QuizDuties
from quiz.grading import BEST, FIRST, LAST, Finished, counting
from quiz.marking import percent
from quiz.models import Attempt, AttemptState
from tests.factories import make_person, standings_of
from tests.factories_quiz import NOW, make_quiz

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)
LATER = NOW + datetime.timedelta(days=1)
PEOPLE = 4
MARKS = [Decimal(text) for text in ("0", "0.25", "0.333333", "0.5", "1", "1.5", "2", "2.75", "3")]
provider = QuizDuties()

sittings = st.lists(
    st.tuples(
        st.sampled_from([*FINISHED, AttemptState.VOIDED]),
        st.sampled_from(MARKS),
        st.sampled_from([Decimal(0), Decimal(3), Decimal(6)]),
        st.booleans(),
    ),
    max_size=5,
)
people_and_sittings = st.lists(st.tuples(sittings, st.booleans()), min_size=PEOPLE, max_size=PEOPLE)


def attempts_of(quiz, person, taken, is_sitting):
    """One after another, and perhaps one that is still being taken."""
    rows = [(state, score, most, passed) for state, score, most, passed in taken]
    rows += [(AttemptState.IN_PROGRESS, None, Decimal(3), None)] * is_sitting
    for number, (state, score, most, passed) in enumerate(rows, 1):
        started = NOW + 10 * number * MINUTE
        yield Attempt(
            quiz=quiz,
            person=person,
            number=number,
            attempts_allowed=0,
            salt="",
            slots=3,
            state=state,
            started_at=started,
            finished_at=None if state == AttemptState.IN_PROGRESS else started + MINUTE,
            pass_mark=50,
            score=score,
            maximum=most,
            is_passed=passed,
        )


def expected(rows, method, *, is_withheld):
    """What the attempts of one person come to, told once more in the plainest way."""
    begun = [row for row in rows if row.state != AttemptState.VOIDED]
    finished = [row for row in begun if row.state in FINISHED]
    if not finished:
        return Progress(State.IN_PROGRESS, at=begun[0].started_at) if begun else None
    if is_withheld:
        return Progress(State.DONE, at=finished[0].finished_at)
    counted = counting(
        [
            Finished(row.number, percent(row.score, row.maximum), row.is_passed, row.finished_at)
            for row in finished
        ],
        method,
    )
    state = State.PASSED if counted.is_passed else State.DONE
    return Progress(state, pytest.approx(float(counted.share)), counted.at)


@pytest.mark.parametrize("is_withheld", [False, True])
@pytest.mark.parametrize("method", [BEST, FIRST, LAST])
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(everybody=people_and_sittings)
def test_report_and_own_tasks_count_the_same_attempt(db, method, is_withheld, everybody):
    quiz = make_quiz(questions=[], max_attempts=0, grading_method=method)
    duty = replace(provider.get(str(quiz.pk)), is_result_withheld=is_withheld)
    taken = {make_person(): sitting for sitting in everybody}
    rows = {person: list(attempts_of(quiz, person, *sitting)) for person, sitting in taken.items()}
    Attempt.objects.bulk_create([row for own in rows.values() for row in own])

    standings = standings_of(duty, LATER)

    for person, own in rows.items():
        told = expected(own, method, is_withheld=is_withheld)
        assert standings.get(person.pk) == told
        assert provider.progress_of(person, [duty]).get(duty.key) == told


def test_at_a_moment_of_the_past_what_came_later_is_unknown():
    quiz, person = make_quiz(questions=[], max_attempts=0, grading_method=BEST), make_person()
    taken = [(AttemptState.SUBMITTED, Decimal(1), Decimal(3), False),
             (AttemptState.SUBMITTED, Decimal(3), Decimal(3), True)]  # fmt: skip
    first, second = attempts_of(quiz, person, taken, is_sitting=False)
    Attempt.objects.bulk_create([first, second])
    duty = provider.get(str(quiz.pk))

    def state_at(moment):
        progress = standings_of(duty, moment).get(person.pk)
        return progress and (progress.state, progress.at)

    assert state_at(first.started_at - MINUTE) is None
    assert state_at(first.started_at) == (State.IN_PROGRESS, first.started_at)
    assert state_at(first.finished_at) == (State.DONE, first.finished_at)
    assert state_at(second.started_at) == (State.DONE, first.finished_at)
    assert state_at(second.finished_at) == (State.PASSED, second.finished_at)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it counted")
@pytest.mark.parametrize("among", [{}, {"person_id__gt": 5_000, "person_id__lte": 10_000}])
@pytest.mark.parametrize("method", [BEST, FIRST, LAST])
def test_attempts_are_looked_up_for_each_person_and_never_read_through(method, among):
    """SQLite takes every quiz for a small one, and would read all its attempts for each person."""
    quiz = make_quiz(questions=[], grading_method=method)
    rows = roster(provider.get(str(quiz.pk)), moment=LATER).filter(**among)
    plan = rows.explain().splitlines()
    others = "EXEMPTION", "ORGANISATION", "CORRELATED"
    on_attempts = [line for line in plan if not any(name in line.upper() for name in others)]
    assert len(on_attempts) == 2, plan
    assert all("(quiz_id=? AND person_id=?)" in line for line in on_attempts), plan
    assert not any("organisation_person" in line for line in plan), plan

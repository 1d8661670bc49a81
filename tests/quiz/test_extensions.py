"""More time, attempts or a later end: for whom it counts, and that it counts at once."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from quiz.models import Attempt, AttemptState, Extension
from quiz.services import (
    ClosedError,
    NoAttemptsLeftError,
    close_expired,
    expire_attempt,
    extend,
    start_attempt,
    submit_attempt,
)
from quiz.terms import Grant, Terms
from tests.factories import make_person, make_unit, make_user
from tests.factories_quiz import NOW, make_attempt, make_quiz, right_answers, save

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)
HOUR = 60 * MINUTE


@pytest.fixture
def office():
    return make_user()


@pytest.fixture
def grant(office):
    def grant(quiz, **what):
        return extend(**{"quiz": quiz, "reason": "Mất điện", "by": office, "now": NOW} | what)

    return grant


def begin(quiz, person, now=NOW):
    return start_attempt(quiz=quiz, person=person, now=now)


def deadline(attempt):
    attempt.refresh_from_db()
    rows = {row.closes_at for row in attempt.responses.all()}
    assert rows == {attempt.closes_at}
    return attempt.deadline


class TestBefore:
    def test_minutes_are_added_to_the_limit(self, grant):
        quiz, person = make_quiz(time_limit=30), make_person()
        grant(quiz, person=person, extra_minutes=15)
        assert deadline(begin(quiz, person)) == NOW + 45 * MINUTE
        assert deadline(begin(quiz, make_person())) == NOW + 30 * MINUTE

    def test_attempts_are_added(self, grant):
        quiz, person = make_quiz(max_attempts=1), make_person()
        submit_attempt(attempt=begin(quiz, person), now=NOW)
        with pytest.raises(NoAttemptsLeftError):
            begin(quiz, person)
        grant(quiz, person=person, extra_attempts=1)
        again = begin(quiz, person)
        assert (again.number, again.attempts_allowed) == (2, 2)
        submit_attempt(attempt=again, now=NOW)
        with pytest.raises(NoAttemptsLeftError):
            begin(quiz, person)

    def test_the_window_is_open_longer_for_them_only(self, grant):
        quiz, person = make_quiz(closes_at=NOW + HOUR), make_person()
        grant(quiz, person=person, closes_at=NOW + 3 * HOUR)
        later = NOW + 2 * HOUR
        assert deadline(begin(quiz, person, later)) == NOW + 3 * HOUR
        with pytest.raises(ClosedError):
            begin(quiz, make_person(), later)

    def test_a_unit_with_all_below_it(self, grant):
        root = make_unit()
        below = make_unit(parent=root)
        quiz = make_quiz(time_limit=30)
        grant(quiz, unit=root, extra_minutes=5)
        for unit, minutes in [(root, 35), (below, 35), (make_unit(), 30), (None, 30)]:
            attempt = begin(quiz, make_person(unit))
            assert deadline(attempt) == NOW + minutes * MINUTE

    def test_of_several_the_most_generous_counts(self, grant):
        unit = make_unit()
        person = make_person(unit)
        quiz = make_quiz(time_limit=30, max_attempts=1)
        grant(quiz, person=person, extra_minutes=5)
        grant(quiz, unit=unit, extra_minutes=20)
        grant(quiz, unit=unit, extra_attempts=2)
        grant(make_quiz(time_limit=30), person=person, extra_minutes=60)
        submit_attempt(attempt=begin(quiz, person), now=NOW)
        assert deadline(begin(quiz, person)) == NOW + 50 * MINUTE


def test_later_ends_are_what_each_person_is_granted(grant, sql):
    root = make_unit()
    below, beside = make_unit(parent=root), make_unit()
    people = {name: make_person(unit) for name, unit in
              {"root": root, "below": below, "beside": beside, "named": below}.items()}  # fmt: skip
    quiz = make_quiz(time_limit=30, closes_at=NOW + HOUR)
    grant(quiz, unit=root, closes_at=NOW + 3 * HOUR)
    grant(quiz, unit=below, closes_at=NOW + 2 * HOUR)
    grant(quiz, person=people["named"], closes_at=NOW + 4 * HOUR)
    grant(quiz, unit=beside, extra_minutes=5)
    day = NOW.date()

    with sql.count(maximum=3):
        ends = Extension.objects.filter(quiz=quiz).ends(day)

    assert {name: ends.get(person.pk) for name, person in people.items()} == {
        "root": NOW + 3 * HOUR,
        "below": NOW + 3 * HOUR,
        "beside": None,
        "named": NOW + 4 * HOUR,
    }
    for person in people.values():
        units = person.memberships.values_list("unit_id", flat=True)
        granted = quiz.extensions.grant_for(person.pk, units, day)
        assert granted.closes_at == ends.get(person.pk)


class TestRunning:
    def test_a_running_attempt_gets_the_time_at_once(self, grant):
        quiz, person = make_quiz(time_limit=30), make_person()
        attempt, other = begin(quiz, person), begin(quiz, make_person())
        grant(quiz, person=person, extra_minutes=10)
        assert deadline(attempt) == NOW + 40 * MINUTE
        assert deadline(other) == NOW + 30 * MINUTE
        told = save(attempt, right_answers(attempt), now=NOW + 39 * MINUTE)
        assert {one.status for one in told} == {"saved"}
        expire_attempt(attempt=attempt, now=NOW + 39 * MINUTE)
        attempt.refresh_from_db()
        assert attempt.is_running

    def test_everybody_in_the_unit(self, grant):
        root = make_unit()
        below = make_unit(parent=root)
        quiz = make_quiz(time_limit=30)
        inside = [begin(quiz, make_person(unit)) for unit in (root, below)]
        outside = begin(quiz, make_person(make_unit()))
        grant(quiz, unit=root, extra_minutes=10)
        assert [deadline(attempt) for attempt in inside] == 2 * [NOW + 40 * MINUTE]
        assert deadline(outside) == NOW + 30 * MINUTE

    def test_what_is_closed_stays_closed(self, grant):
        quiz, person = make_quiz(time_limit=30), make_person()
        attempt = begin(quiz, person)
        close_expired(now=NOW + HOUR)
        grant(quiz, person=person, extra_minutes=60)
        assert deadline(attempt) == NOW + 30 * MINUTE
        assert attempt.state == AttemptState.EXPIRED

    def test_a_second_grant_that_is_smaller_takes_nothing_away(self, grant):
        quiz, person = make_quiz(time_limit=30), make_person()
        attempt = begin(quiz, person)
        grant(quiz, person=person, extra_minutes=20)
        grant(quiz, person=person, extra_minutes=5)
        assert deadline(attempt) == NOW + 50 * MINUTE

    def test_the_end_of_the_window_moves_with_it(self, grant):
        quiz, person = make_quiz(time_limit=120, closes_at=NOW + HOUR), make_person()
        attempt = begin(quiz, person)
        grant(quiz, person=person, closes_at=NOW + 90 * MINUTE)
        assert deadline(attempt) == NOW + 90 * MINUTE

    @pytest.mark.parametrize("size", [2, 12])
    def test_statements_do_not_grow_with_the_attempts(self, grant, sql, size):
        unit, quiz = make_unit(), make_quiz(time_limit=30)
        for _ in range(size):
            begin(quiz, make_person(unit))
        with sql.count(maximum=26):
            grant(quiz, unit=unit, extra_minutes=10)


class TestRecord:
    def test_it_is_logged_with_its_reason(self, grant, office):
        quiz, person = make_quiz(time_limit=30), make_person()
        begin(quiz, person)
        extension = grant(quiz, person=person, extra_minutes=10, reason=" Mất điện ")
        entry = ModelLogEntry.objects.get(action="quiz.extend")
        assert (entry.user, entry.object_id) == (office, str(extension.pk))
        assert entry.data["reason"] == "Mất điện"
        assert entry.data["running"] == 1

    @pytest.mark.parametrize(
        ("rules", "what", "field"),
        [
            ({"time_limit": 30}, {}, "__all__"),
            ({"time_limit": 30}, {"extra_minutes": 5, "reason": " "}, "reason"),
            ({"time_limit": 30}, {"extra_minutes": 9999}, "extra_minutes"),
            ({}, {"extra_minutes": 5}, "extra_minutes"),
            ({"max_attempts": 0}, {"extra_attempts": 1}, "extra_attempts"),
            ({}, {"closes_at": NOW + HOUR}, "closes_at"),
            ({"closes_at": NOW + HOUR}, {"closes_at": NOW + HOUR}, "closes_at"),
            ({"closes_at": NOW - HOUR}, {"closes_at": NOW}, "closes_at"),
            (
                {"closes_at": NOW - HOUR},
                {"closes_at": NOW + datetime.timedelta(days=181)},
                "closes_at",
            ),
        ],
    )
    def test_what_would_change_nothing_is_refused_at_its_field(self, grant, rules, what, field):
        with pytest.raises(ValidationError) as refusal:
            grant(make_quiz(**rules), person=make_person(), **what)
        assert set(refusal.value.message_dict) == {field}
        assert not Extension.objects.exists()

    def test_nobody_grants_it_to_themselves(self, grant, office):
        with pytest.raises(ValidationError) as refusal:
            grant(make_quiz(time_limit=30), person=make_person(user=office), extra_minutes=5)
        assert set(refusal.value.message_dict) == {"person"}

    @pytest.mark.parametrize("who", [{}, {"person": make_person, "unit": make_unit}])
    def test_it_goes_to_a_person_or_to_a_unit(self, grant, who):
        people = {name: make() for name, make in who.items()}
        with pytest.raises(ValidationError):
            grant(make_quiz(time_limit=30), extra_minutes=5, **people)


moments = st.none() | st.datetimes(
    datetime.datetime(2026, 1, 1), datetime.datetime(2027, 1, 1), timezones=st.just(datetime.UTC)
)
grants = st.builds(Grant, st.integers(0, 100), st.integers(0, 5), moments)
terms = st.builds(Terms, moments, moments, st.none() | st.integers(1, 100), st.integers(0, 5))


@given(terms, st.lists(grants, max_size=4), grants, moments.filter(bool))
def test_a_grant_never_takes_anything_away(rules, given_, more, start):
    few = rules.extended(Grant.most_generous(given_))
    many = rules.extended(Grant.most_generous([*given_, more]))
    for less, least in [(few, rules), (many, few)]:
        assert (less.deadline(start) is None) == (least.deadline(start) is None)
        assert less.deadline(start) is None or less.deadline(start) >= least.deadline(start)
        assert not less.has_closed(start) or least.has_closed(start)
        for number in range(1, 8):
            assert less.allows(number) or not least.allows(number)


def test_the_last_attempt_stands_under_the_constraint_of_the_database(office):
    quiz, person = make_quiz(max_attempts=1), make_person()
    submit_attempt(attempt=make_attempt(quiz, person, now=NOW), now=NOW)
    extend(quiz=quiz, person=person, extra_attempts=1, reason="x", by=office, now=NOW)
    make_attempt(quiz, person, now=NOW)
    assert Attempt.objects.filter(person=person).count() == 2

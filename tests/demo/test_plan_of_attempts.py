"""The made-up days and attempts: repeatable, in office hours, with strong and silent units."""

import datetime
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.demo.attempts import chosen_options
from intranet.demo.behaviour import (
    past_attempts,
    planned_attempts,
    planned_confirmations,
    practice_attempts,
    running_attempts,
    second_try,
)
from intranet.demo.content import filled, read
from intranet.demo.roster import made_up_staff
from intranet.demo.timeline import ZONE, Timeline, moment

STAFF = made_up_staff(read("units.json"))
NOW = datetime.datetime(2026, 11, 23, 10, 5, tzinfo=ZONE)
TIMELINE = Timeline(NOW.date())
SOME_MOMENT = st.datetimes(
    datetime.datetime(2022, 1, 1), datetime.datetime(2035, 1, 1), timezones=st.just(ZONE)
)


def test_the_days_stand_around_the_first_start():
    assert TIMELINE.campaign_starts == datetime.date(2026, 11, 3)
    assert TIMELINE.campaign_ends == datetime.date(2026, 12, 7)
    assert TIMELINE.quiz_opens < NOW < TIMELINE.quiz_due < TIMELINE.quiz_closes
    assert TIMELINE.quiz_closes.date() <= TIMELINE.campaign_ends
    assert TIMELINE.past_opens.date() < TIMELINE.past_transfer < TIMELINE.past_closes.date()
    assert TIMELINE.past_opens < TIMELINE.past_due < TIMELINE.past_closes < TIMELINE.quiz_opens
    assert TIMELINE.reading_asked < TIMELINE.text_changed < NOW
    assert TIMELINE.text_changed.date() <= TIMELINE.meeting_day < NOW.date() < TIMELINE.reading_due
    assert TIMELINE.placeholders()["week_5"] == "01/12/2026"
    assert TIMELINE.placeholders()["quiz_due"] == "03/12/2026"


def test_attempts_are_the_same_each_time():
    assert planned_attempts(STAFF, TIMELINE, NOW) == planned_attempts(STAFF, TIMELINE, NOW)
    assert practice_attempts(STAFF, TIMELINE, NOW) == practice_attempts(STAFF, TIMELINE, NOW)


def test_some_units_are_strong_and_some_silent():
    unit_of = {person.staff_code: person.unit for person in STAFF}
    taken = Counter(unit_of[a.staff_code] for a in planned_attempts(STAFF, TIMELINE, NOW))
    size = Counter(unit_of.values())
    assert {"te-nan", "h-vu-quang", "h-huong-khe"}.isdisjoint(taken)
    assert taken["tre-em"] == size["tre-em"]
    assert 0.4 * len(STAFF) < taken.total() < 0.8 * len(STAFF)


def test_the_story_starts_with_a_civil_servant_who_has_all_to_do():
    code = {person.username: person.staff_code for person in STAFF if person.username}
    takers = {attempt.staff_code for attempt in planned_attempts(STAFF, TIMELINE, NOW)}
    assert code["canbo"] not in takers
    assert code["canbo"] not in {a.staff_code for a in practice_attempts(STAFF, TIMELINE, NOW)}
    assert code["truongphong"] in takers


def test_the_quiz_that_is_over_was_taken_by_most_and_by_nobody_of_a_few_units():
    excused = {STAFF[-1].staff_code}
    taken = past_attempts(STAFF, TIMELINE, excused)
    takers = {attempt.staff_code for attempt in taken}
    silent = {"gdnn", "h-ky-anh", "h-nghi-xuan"}
    assert excused.isdisjoint(takers)
    assert silent.isdisjoint(p.unit for p in STAFF if p.staff_code in takers)
    assert {"canbo", "truongphong"} <= {p.username for p in STAFF if p.staff_code in takers}
    assert 0.5 * len(STAFF) < len(takers) == len(taken) < 0.8 * len(STAFF)


@given(SOME_MOMENT)
def test_attempts_of_the_quiz_that_is_over_lie_in_office_hours_inside_its_window(now):
    timeline = Timeline(now.date())
    for attempt in past_attempts(STAFF, timeline, ()):
        assert timeline.past_opens < attempt.started_at < attempt.finished_at < timeline.past_closes
        assert attempt.started_at.weekday() < 5
        assert 8 <= attempt.started_at.hour < 17


@given(SOME_MOMENT)
def test_attempts_lie_in_office_hours_inside_the_window_and_in_the_past(now):
    timeline = Timeline(now.date())
    for attempt in planned_attempts(STAFF, timeline, now):
        assert timeline.quiz_opens <= attempt.started_at < attempt.finished_at < now
        assert attempt.started_at.weekday() < 5
        assert 8 <= attempt.started_at.hour < 17


@given(SOME_MOMENT)
def test_a_few_people_are_just_sitting_over_it(now):
    done = planned_attempts(STAFF, Timeline(now.date()), now)
    running = running_attempts(STAFF, done, now)
    assert len(running) == 4
    assert {a.staff_code for a in running}.isdisjoint({a.staff_code for a in done})
    assert all(a.finished_at < now and not a.is_handed_in for a in running)


@given(SOME_MOMENT)
def test_there_is_something_to_see_on_any_day(now):
    assert len(planned_attempts(STAFF, Timeline(now.date()), now)) > 100


@given(SOME_MOMENT, st.floats(0, 1))
def test_second_tries_follow_weak_first_ones_in_the_past(now, share):
    for first in planned_attempts(STAFF, Timeline(now.date()), now)[:20]:
        again = second_try(first, share, now)
        if again:
            assert share < 0.7
            assert first.finished_at < again.started_at < again.finished_at < now
            assert again.staff_code == first.staff_code


@given(st.floats(0, 1), st.integers(1, 3), st.integers(0, 2**32))
def test_an_answer_is_never_empty_and_right_only_by_skill(skill, right, seed):
    options = [{"id": str(n), "is_correct": n < right} for n in range(4)]
    answer = chosen_options(options, skill, random.Random(seed))
    assert answer
    assert set(answer) <= {option["id"] for option in options}
    keys = {str(n) for n in range(right)}
    assert (set(answer) == keys) is (random.Random(seed).random() < skill)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("năm {year}", "năm 2026"),
        (["{year}", {"a": "{year}"}], ["2026", {"a": "2026"}]),
        (None, None),
        (3, 3),
        ("không có gì", "không có gì"),
    ],
)
def test_placeholders_are_filled_at_any_depth(value, expected):
    assert filled(value, {"year": "2026"}) == expected


def test_every_placeholder_of_the_texts_is_known():
    values = {**TIMELINE.placeholders(), "plan_url": "/van-ban/x/"}
    assert "{" not in str(filled(read("pages.json"), values)).replace("{'", "")


def test_moments_are_those_of_the_province():
    assert moment(NOW.date(), 17).utcoffset() == datetime.timedelta(hours=7)


def test_documents_are_confirmed_in_office_hours_by_those_who_also_take_quizzes():
    since = TIMELINE.reading_asked

    def planned(**more):
        return planned_confirmations(STAFF, "plan", since, NOW, share=0.8, **more)

    assert planned() == planned()
    unit_of = {person.staff_code: person.unit for person in STAFF}
    code = {person.username: person.staff_code for person in STAFF if person.username}
    assert {"te-nan", "h-vu-quang"}.isdisjoint(unit_of[one.staff_code] for one in planned())
    assert all(since < one.at < NOW and one.at.weekday() < 5 for one in planned())
    assert code["canbo"] not in {one.staff_code for one in planned()}
    assert code["canbo"] in {one.staff_code for one in planned(certain={"canbo"})}
    assert planned_confirmations(STAFF, "plan", NOW, NOW, share=1) == []

"""What one person has to do, read from the registry."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from intranet.organisation.duties import MyDuty, Progress, State, find, my_duties
from intranet.organisation.models import Exemption, ExemptionReason
from tests.factories import make_audience, make_person, make_unit, make_user

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def test_duties_addressed_to_the_person_what_is_due_first_standing_first(provider, everybody):
    now = timezone.now()
    room = make_unit()
    me = make_person(room, user=True)
    provider.add(everybody, title="không hạn")
    provider.add(everybody, title="hạn sau", due_at=now + 2 * HOUR)
    provider.add(
        make_audience(room),
        title="hạn trước",
        due_at=now + HOUR,
        progress={me.pk: Progress(State.PASSED, 80.0)},
    )
    provider.add(make_audience(make_unit()), title="của đơn vị khác")
    provider.add(everybody, title="chưa mở", opens_at=now + HOUR)

    mine = my_duties(me.user, now)

    assert [item.duty.title for item in mine] == ["hạn trước", "hạn sau", "không hạn"]
    assert [item.is_done for item in mine] == [True, False, False]
    assert mine[0].progress.score == 80.0


@pytest.mark.parametrize("who", ["anonymous", "without a person"])
def test_who_is_not_on_the_roll_has_nothing_to_do(provider, everybody, who):
    provider.add(everybody)
    user = AnonymousUser() if who == "anonymous" else make_user()
    assert my_duties(user, timezone.now()) == []


@pytest.mark.parametrize(
    ("due_in_hours", "state", "is_excused", "overdue"),
    [
        (-1, State.NOT_STARTED, False, True),
        (-1, State.IN_PROGRESS, False, True),
        (-1, State.DONE, False, False),
        (-1, State.PASSED, False, False),
        (-1, State.NOT_STARTED, True, False),
        (1, State.NOT_STARTED, False, False),
        (None, State.NOT_STARTED, False, False),
    ],
)
def test_overdue(provider, everybody, due_in_hours, state, is_excused, overdue):
    now = timezone.now()
    due_at = None if due_in_hours is None else now + due_in_hours * HOUR
    item = MyDuty(provider.add(everybody, due_at=due_at), Progress(state), is_excused)
    assert item.is_overdue(now) is overdue


def test_who_was_given_longer_is_not_overdue_before_that(provider, everybody):
    now = timezone.now()
    duty = provider.add(everybody, due_at=now - HOUR)
    longer = MyDuty(duty, Progress(State.NOT_STARTED, open_until=now + HOUR))
    assert not longer.is_overdue(now)
    assert longer.is_overdue(now + HOUR)


def test_an_exemption_is_shown_with_the_duty_it_is_for(provider, everybody):
    me = make_person(make_unit(), user=True)
    first, _second = provider.add(everybody), provider.add(everybody)
    Exemption.objects.create(
        duty_kind=first.kind, duty_key=first.key, person=me, reason=ExemptionReason.ORGANISER
    )
    excused = {item.duty.key: item.is_excused for item in my_duties(me.user, timezone.now())}
    assert excused == {"1": True, "2": False}


def test_ten_times_the_duties_and_people_cost_no_more_statements(provider, everybody, sql):
    me = make_person(make_unit(), user=True)
    now = timezone.now()

    def ask():
        del me.user._organisation_answers
        my_duties(me.user, now)

    def grow():
        for _ in range(20):
            make_person(make_unit())
            provider.add(everybody)

    provider.add(everybody)
    my_duties(me.user, now)
    sql.flat(ask, grow, maximum=4)


def test_finding_a_duty(provider, everybody):
    duty = provider.add(everybody)
    assert find(duty.kind, duty.key) == duty
    assert find(duty.kind, "no such") is None
    assert find("no such", duty.key) is None

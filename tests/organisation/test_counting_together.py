"""Several duties counted in one statement come to what each comes to alone."""

import datetime

import pytest
from django.utils import timezone

from intranet.organisation.duties import Progress, State
from intranet.organisation.participation import counted_now, counted_together
from tests.factories import make_audience, make_person, make_unit

pytestmark = pytest.mark.django_db


def test_each_duty_keeps_its_own_figures(provider, everybody):
    now = timezone.now()
    department = make_unit("Sở", kind="department")
    rooms = [make_unit(f"Phòng {place}", department) for place in range(3)]
    people = [make_person(room) for room in rooms for _ in range(3)]
    passed = {person.pk: Progress(State.PASSED, 80.0, now) for person in people[:4]}
    closed_at = now - datetime.timedelta(days=9)
    duties = [
        provider.add(everybody, progress=passed),
        provider.add(make_audience(), title="Không giao cho ai"),
        provider.add(make_audience(rooms[1]), closes_at=closed_at),
        provider.add(make_audience(rooms[2]), progress={people[8].pk: Progress(State.DONE)}),
    ]

    together = counted_together(duties, moment=now)

    assert [found.total for found in together] == [
        counted_now(duty, moment=now).total for duty in duties
    ]
    assert [found.total.assigned for found in together] == [9, 0, 3, 3]
    assert [found.rows for found in together] == [
        counted_now(duty, moment=now).rows for duty in duties
    ]
    assert counted_together([], moment=now) == []


def test_more_duties_take_no_more_statements(provider, everybody, sql):
    now = timezone.now()
    room = make_unit()
    make_person(room)
    duties = [provider.add(everybody)]
    sql.flat(
        lambda: counted_together(duties, moment=now),
        lambda: duties.extend(provider.add(make_audience(room)) for _ in range(4)),
        maximum=3,
    )

"""How often one person may ask for what costs much is counted in the database, once for all."""

import datetime
import threading

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.urls import get_resolver
from django.utils import timezone

from intranet.accounts.models import CostlyUse
from intranet.accounts.rate_limits import Limit, take
from tests.factories import make_user
from tests.pages.test_walk import ALL, address

NOW = timezone.now()
LIMIT = Limit("thu", times=3, seconds=60)


def after(seconds):
    return NOW + datetime.timedelta(seconds=seconds)


class TestCounting:
    """So many times in so many seconds."""

    pytestmark = pytest.mark.django_db

    def test_the_last_one_allowed_and_the_first_refused(self):
        user = make_user()
        waits = [take(user=user, limit=LIMIT, now=after(second)) for second in (0, 10, 20, 30)]
        assert waits == [0, 0, 0, 30]

    def test_others_and_other_kinds_have_counts_of_their_own(self):
        user, other = make_user(), make_user()
        for _ in range(3):
            take(user=user, limit=LIMIT, now=NOW)
        assert take(user=user, limit=LIMIT, now=NOW)
        assert not take(user=other, limit=LIMIT, now=NOW)
        assert not take(user=user, limit=Limit("khac", 3, 60), now=NOW)

    def test_when_the_time_is_over_it_begins_anew(self):
        user = make_user()
        for _ in range(3):
            take(user=user, limit=LIMIT, now=NOW)
        assert take(user=user, limit=LIMIT, now=after(59)) == 1
        waits = [take(user=user, limit=LIMIT, now=after(second)) for second in (60, 61, 62, 63)]
        assert waits == [0, 0, 0, 57]

    def test_asking_on_does_not_make_the_wait_longer(self):
        user = make_user()
        for _ in range(20):
            take(user=user, limit=LIMIT, now=after(5))
        assert take(user=user, limit=LIMIT, now=after(65)) == 0

    def test_there_is_one_row_however_often(self):
        user = make_user()
        for second in range(0, 300, 7):
            take(user=user, limit=LIMIT, now=after(second))
        assert CostlyUse.objects.filter(user=user).count() == 1

    def test_counting_is_one_statement(self, sql):
        user = make_user()
        take(user=user, limit=LIMIT, now=NOW)
        with sql.count(maximum=1):
            take(user=user, limit=LIMIT, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_requests_that_arrive_together_are_counted_one_by_one():
    user = make_user()
    limit = Limit("thu", times=10, seconds=600)
    start, waits = threading.Barrier(6), []

    def ask():
        start.wait(20)
        waits.extend(take(user=user, limit=limit, now=NOW) for _ in range(4))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(waits) == 24
    assert sum(wait == 0 for wait in waits) == 10


ASKED = sorted(asked for rule in site_settings.RATE_LIMITS.values() for asked in rule["asked"])


@pytest.mark.parametrize("asked", ASKED)
def test_what_the_settings_name_is_there(asked):
    names = {get_resolver().resolve(address(text)).view_name for text, _entry in ALL}
    assert asked.split(" ")[1] in names


def test_every_address_of_a_file_made_on_the_way_is_limited():
    made = {
        get_resolver().resolve(address(text)).view_name
        for text, _entry in ALL
        if text.endswith(("xuat.csv", "xuat.xlsx", "tai-ve/"))
    }
    assert made
    assert {f"GET {name}" for name in made} <= set(ASKED)

"""Accounts of leavers close; those of everybody else stay open."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.accounts.models import Session, User
from intranet.organisation.personal_data import closing
from intranet.pages.clock import registered_jobs
from tests.factories import make_person, make_unit, make_user

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def close():
    return closing.close_accounts_of_leavers(now=timezone.now())


@pytest.mark.parametrize(
    ("days_left", "is_superuser", "stays_open"),
    [
        (None, False, True),
        (1, False, True),
        (0, False, False),
        (-400, False, False),
        (-400, True, True),
    ],
)
def test_whose_account_closes(days_left, is_superuser, stays_open):
    left_on = None if days_left is None else timezone.localdate() + days_left * DAY
    account = make_user(is_superuser=is_superuser)
    make_person(make_unit(), user=account, valid_to=left_on)
    close()
    account.refresh_from_db()
    assert account.is_active == stays_open


def test_sessions_end_and_the_log_says_so_once(client):
    account = make_user()
    make_person(make_unit(), user=account, valid_to=timezone.localdate())
    client.force_login(account)
    assert Session.objects.filter(user=account).exists()
    assert [close(), close()] == [1, 0]
    assert not Session.objects.filter(user=account).exists()
    assert ModelLogEntry.objects.filter(action=closing.ACTION).count() == 1


def test_accounts_of_nobody_on_the_roll_stay():
    account = make_user()
    assert close() == 0
    assert User.objects.get(pk=account.pk).is_active


def test_the_clock_closes_them_at_one_price(sql):
    assert "close_accounts_of_leavers" in registered_jobs()
    make_person(make_unit(), user=make_user())
    with sql.count(maximum=1):
        close()

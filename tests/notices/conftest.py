"""A kind of duty whose progress a test sets, and people who read mail."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from intranet.notices.models import ReminderRules
from intranet.notices.telling import tell_duties
from intranet.organisation import duties
from intranet.organisation.models import Audience
from tests.factories import FakeProvider, make_person, make_unit, make_user

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = datetime.timedelta(days=1)
MONDAY = datetime.datetime(2026, 11, 23, 9, tzinfo=HANOI)


@pytest.fixture
def provider(monkeypatch):
    monkeypatch.setattr(duties, "_providers", {})
    provider = FakeProvider()
    duties.register(provider)
    return provider


@pytest.fixture
def everybody(db):
    return Audience.objects.everybody()


@pytest.fixture
def unit(db):
    return make_unit("Phòng Người có công")


@pytest.fixture
def reader(unit):
    """Make somebody with an account and a mailbox."""

    def make(where=unit, **fields):
        person = make_person(where, user=True, **fields)
        person.user.email = f"{person.staff_code.lower()}@so.example"
        person.user.save()
        return person

    return make


@pytest.fixture
def rules(db):
    """Change what the site tells; unit heads are left in peace unless a test is about them."""

    def change(**fields):
        kept = ReminderRules.load()
        for name, value in fields.items():
            setattr(kept, name, value)
        kept.save()
        return kept

    change(sends_digest=False)
    return change


@pytest.fixture
def tell(rules):
    """One round of the clock."""

    def tell(moment=MONDAY):
        return tell_duties(now=moment)

    return tell


def make_mail_user(**fields):
    return make_user(email="hop-thu@so.example", **fields)

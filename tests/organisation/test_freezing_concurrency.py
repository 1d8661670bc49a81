"""Two hosts freeze the same duty: one is stopped inside its transaction, the other comes by."""

import datetime

import pytest
from wagtail.models import ModelLogEntry

from intranet.organisation import freezing
from intranet.organisation.duties import Progress, State
from intranet.organisation.fingerprints import is_intact
from intranet.organisation.freezing import freeze
from intranet.organisation.models import Audience, FrozenPerson, FrozenRoster, FrozenUnit
from intranet.organisation.participation import counted_now, participation
from tests.factories import make_person, make_unit
from tests.two_sides import PATIENCE, Side, Stop

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime.datetime(2026, 11, 23, 2, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def duty(provider, monkeypatch):
    """A closed duty of twelve people in two units, frozen five at a time."""
    monkeypatch.setattr(freezing, "AT_A_TIME", 5)
    units = [make_unit(), make_unit()]
    people = [make_person(units[number % 2]) for number in range(12)]
    progress = {person.pk: Progress(State.PASSED, 80.0, NOW) for person in people[:7]}
    return provider.add(Audience.objects.everybody(), progress=progress, closes_at=NOW - MINUTE)


def assert_frozen_once(duty):
    assert FrozenRoster.objects.count() == 1
    assert FrozenPerson.objects.count() == 12
    assert FrozenUnit.objects.count() == 2
    assert ModelLogEntry.objects.filter(action=freezing.ACTION).count() == 1
    figures = participation(duty, moment=NOW)
    assert figures.frozen_at
    assert figures.total == counted_now(duty, moment=NOW).total
    assert is_intact(figures.roster)


@pytest.mark.parametrize("inside", ["_write_down", "_units", "fingerprint_of", "_begun"])
def test_two_hosts_freeze_once(duty, monkeypatch, inside):
    stop = Stop(monkeypatch, freezing, inside)

    one, other = stop.meet(lambda: freeze(duty, NOW), lambda: freeze(duty, NOW + MINUTE))

    assert one == other
    assert one.fingerprint == other.fingerprint
    assert_frozen_once(duty)


def test_a_host_that_dies_inside_leaves_the_rest_to_the_other(duty, monkeypatch):
    class PowerCutError(Exception):
        pass

    stop = Stop(monkeypatch, freezing, "_write_down")
    write_down = freezing._write_down
    calls = []

    def dies_the_first_time(*args):
        calls.append(args)
        is_first = len(calls) == 1
        write_down(*args)
        if is_first:
            raise PowerCutError

    monkeypatch.setattr(freezing, "_write_down", dies_the_first_time)
    one = Side(lambda: freeze(duty, NOW))
    assert stop.reached.wait(PATIENCE)
    other = Side(lambda: freeze(duty, NOW))
    other.join(0.3)
    stop.released.set()

    with pytest.raises(PowerCutError):
        one.value()
    assert other.value().fingerprint
    assert_frozen_once(duty)

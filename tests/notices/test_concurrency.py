"""Two hosts, one clock each: one is stopped inside its transaction, the other comes by."""

import threading

import pytest
from django.db import connection

from intranet.notices import letters, services, telling
from intranet.notices.models import Letter, LetterState, Notice, ReminderRules, Round
from intranet.notices.services import remind
from intranet.notices.telling import tell_duties
from tests.factories import make_user
from tests.notices.conftest import DAY, MONDAY

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20


class Side(threading.Thread):
    """Calls something on a connection of its own and keeps what came of it."""

    def __init__(self, call):
        super().__init__(daemon=True)
        self.call, self.result, self.error = call, None, None
        self.start()

    def run(self):
        try:
            self.result = self.call()
        except Exception as error:  # noqa: BLE001 - handed on to the test by value()
            self.error = error
        finally:
            connection.close()

    def value(self):
        self.join(PATIENCE)
        assert not self.is_alive()
        if self.error:
            raise self.error
        return self.result


def meet(monkeypatch, owner, name, first, second):
    """Stop the first at a function, send the second past, let the first go on."""
    reached, released = threading.Event(), threading.Event()
    original = getattr(owner, name)

    def stopped(*args, **kwargs):
        if not reached.is_set():
            reached.set()
            assert released.wait(PATIENCE)
        return original(*args, **kwargs)

    monkeypatch.setattr(owner, name, stopped)
    one = Side(first)
    assert reached.wait(PATIENCE)
    other = Side(second)
    other.join(0.4)
    released.set()
    return one.value(), other.value()


def rungs(person):
    return list(Notice.objects.filter(person=person).values_list("rung", flat=True))


@pytest.fixture
def person(provider, everybody, reader, rules):
    provider.add(everybody, due_at=MONDAY + 20 * DAY)
    return reader()


def test_two_hosts_begin_one_round(person):
    barrier = threading.Barrier(2)

    def begin():
        barrier.wait(PATIENCE)
        return tell_duties(now=MONDAY)

    results = [side.value() for side in [Side(begin), Side(begin)]]
    assert sorted(results) == [0, 2]
    assert Round.objects.count() == 1
    assert Letter.objects.count() == 1


def test_a_slow_round_and_the_next_one_tell_once(person, monkeypatch):
    """The slow one has read whom to tell, and writes when the other has told them."""
    ten_minutes = DAY / 144
    meet(
        monkeypatch,
        telling,
        "store",
        lambda: tell_duties(now=MONDAY),
        lambda: tell_duties(now=MONDAY + ten_minutes),
    )
    assert rungs(person) == ["assigned"]
    assert Letter.objects.count() == 1


def test_two_who_write_letters_write_one(person, monkeypatch):
    """One is stopped holding the notices, before its letters are there."""
    with monkeypatch.context() as quiet:
        quiet.setattr(telling, "write_letters", lambda *args, **kwargs: 0)
        tell_duties(now=MONDAY)
    rules = ReminderRules.load()

    def write():
        return letters.write_letters(rules, now=MONDAY)

    assert sorted(meet(monkeypatch, letters, "letter", write, write)) == [0, 1]
    assert Letter.objects.count() == 1


def test_two_heads_remind_once(person, provider, everybody, monkeypatch):
    duty = provider.get("1")
    first, second = make_user(), make_user()

    def by(user):
        return lambda: remind(by=user, duty=duty, person_ids=[person.pk], moment=MONDAY)

    meet(monkeypatch, services, "store", by(first), by(second))
    assert rungs(person) == ["manual-2026-11-23"]


def test_one_letter_is_claimed_once(person):
    tell_duties(now=MONDAY)
    letter = Letter.objects.get()
    barrier = threading.Barrier(2)

    def claim():
        barrier.wait(PATIENCE)
        return Letter.objects.claim(letter, MONDAY)

    assert sorted(side.value() for side in [Side(claim), Side(claim)]) == [False, True]
    letter.refresh_from_db()
    assert letter.state == LetterState.SENDING

"""Who begins at once, and when the others come again."""

import threading
from contextlib import ExitStack
from typing import Any

import pytest
from django.urls import reverse

from quiz import admission
from quiz.admission import LATEST, SOONEST, Door
from quiz.models import Attempt
from tests.factories import make_person, make_unit
from tests.factories_pages import make_site
from tests.factories_quiz import make_quiz


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "PATIENCE", 0.05)


def test_as_many_begin_at_once_as_there_are_places() -> None:
    door = Door(2)
    with ExitStack() as stack:
        assert [stack.enter_context(door.admitted()) for _ in range(3)] == [True, True, False]
    with door.admitted() as is_admitted:
        assert is_admitted


def test_a_place_is_free_again_after_an_accident() -> None:
    door = Door(1)
    with pytest.raises(ZeroDivisionError), door.admitted():
        raise ZeroDivisionError
    with door.admitted() as is_admitted:
        assert is_admitted


def test_people_are_told_to_come_one_after_the_other() -> None:
    door = Door(2)
    door.pace = 0.5
    told = [door.seconds_to_wait(came_again=False) for _ in range(200)]
    assert told == sorted(told)
    assert SOONEST < told[0] <= SOONEST + 2
    assert told[20] >= SOONEST + 9
    assert max(told) == LATEST
    assert door.seconds_to_wait(came_again=True) <= 5


@pytest.mark.parametrize(("is_busy", "expected"), [(True, 1.5), (False, admission.FIRST_GUESS)])
def test_the_pace_follows_those_who_come_in_while_others_wait(
    monkeypatch: pytest.MonkeyPatch, is_busy: bool, expected: float
) -> None:
    door, clock = Door(2), 1000.0
    door.left_at = clock
    for _ in range(60):
        clock += 1.5
        monkeypatch.setattr(admission.time, "monotonic", lambda now=clock: now)
        if is_busy:
            door.seconds_to_wait(came_again=True)
        with door.admitted():
            pass
    assert door.pace == pytest.approx(expected, rel=0.05)


def test_two_threads_take_two_places() -> None:
    door, inside, leave = Door(1), threading.Event(), threading.Event()

    def begin() -> None:
        with door.admitted():
            inside.set()
            leave.wait(5)

    thread = threading.Thread(target=begin)
    thread.start()
    assert inside.wait(5)
    with door.admitted() as is_admitted:
        assert not is_admitted
    leave.set()
    thread.join()


def test_who_waits_a_moment_comes_in_when_a_place_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "PATIENCE", 5)
    door, found, begun = Door(1), [], threading.Event()

    def wait() -> None:
        begun.set()
        with door.admitted() as is_admitted:
            found.append(is_admitted)

    thread = threading.Thread(target=wait)
    with door.admitted():
        thread.start()
        assert begun.wait(5)
    thread.join()
    assert found == [True]


def test_a_long_line_is_not_made_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "IN_LINE", 0)
    monkeypatch.setattr(admission, "PATIENCE", 60)
    door = Door(1)
    with door.admitted(), door.admitted() as is_admitted:
        assert not is_admitted


@pytest.mark.django_db
def test_who_finds_no_place_waits_and_comes_in_later(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, quiz = make_person(make_unit(), user=True), make_quiz(parent=make_site().quizzes)
    full = Door(1)
    monkeypatch.setattr("quiz.views.taking.door", full)
    client.force_login(person.user)
    address = reverse("quiz_start", args=[quiz.pk])
    with full.admitted():
        waiting = client.post(address)
    assert waiting.status_code == 503
    assert int(waiting.headers["Retry-After"]) >= SOONEST
    assert f'action="{address}"' in waiting.content.decode()
    assert not Attempt.objects.exists()
    assert client.post(address, {"da-cho": "1"}).status_code == 302
    assert Attempt.objects.get().person == person


@pytest.mark.django_db
def test_waiting_asks_little_of_the_database(
    client: Any, monkeypatch: pytest.MonkeyPatch, sql: Any
) -> None:
    person, quiz = make_person(make_unit(), user=True), make_quiz(parent=make_site().quizzes)
    full = Door(1)
    monkeypatch.setattr("quiz.views.taking.door", full)
    client.force_login(person.user)
    with full.admitted(), sql.count(maximum=4):
        client.post(reverse("quiz_start", args=[quiz.pk]))
